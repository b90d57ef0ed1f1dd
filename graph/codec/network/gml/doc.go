// Package gml writes networks as GML, the Graph Modelling Language (Himsolt,
// "GML: A portable Graph File Format", 1997).
//
//	graph [
//	  directed 0
//	  node [ id 0 label "A" iri "https://…/actor/a" kind "Person" ]
//	  edge [ source 0 target 1 label "Meeting" start "2026-01-01" end "2026-01-01" ]
//	]
//
// The format is ASCII: quotes, ampersands and all other characters beyond it are
// written as &quot;, &amp; and &#233;. Nodes are numbered; what a node is stands
// in its key iri. Lines are as long as they need to be, though the paper has a
// limit of 254 characters, which no program known to us keeps. Programs that take
// labels for names (networkx does) have to be told to take iri, as two nodes may
// have the same label.
package gml
