// Package graphml writes networks as GraphML (http://graphml.graphdrawing.org).
//
// All that is known of nodes and edges stands in data elements with typed keys.
// GraphML has no type for dates: they are strings such as 2026-01-01. The IDs of
// nodes, which cannot be IRIs there, are n0, n1 and so on; the IRI is the datum
// "iri".
//
//	<key id="edge_start" for="edge" attr.name="start" attr.type="string"/>
//	<graph id="contacts" edgedefault="undirected">
//	  <node id="n0"><data key="node_iri">https://…/actor/a</data><data key="node_label">A</data></node>
//	  <edge id="e0" source="n0" target="n1"><data key="edge_kind">Meeting</data>…</edge>
//	</graph>
package graphml
