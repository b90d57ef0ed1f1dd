// Package gexf writes networks as GEXF 1.3 (https://gexf.net), the format of
// Gephi.
//
// The graph is dynamic: nodes and edges carry their first and last day, both
// inclusive, as start and end, so that Gephi offers its timeline; without them
// they are always there.
//
//	<graph mode="dynamic" timeformat="date" defaultedgetype="undirected" idtype="string">
//	  <attributes class="node" mode="static">…</attributes>
//	  <attributes class="edge" mode="static">…</attributes>
//	  <nodes>
//	    <node id="https://…/actor/a" label="A"><attvalues><attvalue for="n0" value="Person"/></attvalues></node>
//	  </nodes>
//	  <edges>
//	    <edge id="0" source="…" target="…" kind="Meeting" start="2026-01-01" end="2026-01-01">…</edge>
//	  </edges>
//	</graph>
//
// Each edge of the network is an edge of the file, with its own place, status,
// document and event; edges of several kinds between two nodes are told apart
// by their kind. Gephi joins edges of one kind between two nodes unless told
// "Don't merge" when it opens the file; the days of all are kept even then.
//
// The output is valid by both published schemas, XML Schema and RELAX NG, of
// which the latter does not allow xsi:schemaLocation.
package gexf
