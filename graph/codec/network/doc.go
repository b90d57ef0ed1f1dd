// Package network is what programs that draw and analyse graphs are given: nodes
// with labels, and edges between them, with the time in which they hold. Its
// subpackages write it in the formats that such programs read:
//
//	gexf      GEXF 1.3, with dates, for Gephi and its timeline
//	graphml   GraphML, read by nearly everything
//	dot       the language of Graphviz
//	gml       GML
//	csvgraph  a table of nodes and a table of edges
//
// For contacts, nodes are actors and each edge is one contact of two of them;
// [Statements] makes a network of any RDF dataset, a node for each term that is
// a subject or an object and an edge for each statement. (The writers of
// cayleygraph/quad for DOT, GML and GraphML are not used for that: they leave
// out graph names, and what they write of control characters, their programs
// cannot read.)
//
// # Streaming
//
// A [Source] is read once for its nodes and once for its edges, and neither is
// held; what a writer holds is the IDs of the nodes, because an edge must name
// two of them (about 100 bytes for each node). Writers keep the order of the
// source: the same source gives the same bytes.
//
// # Text
//
// Labels may be any Unicode. What none of the formats can say, or not all of
// their programs can read, is replaced: bytes that are not UTF-8 by U+FFFD, and
// the characters that XML 1.0 does not know (control characters but for tab and
// line ends, U+FFFE and U+FFFF) by \u and four hexadecimal digits, as N-Triples
// has them.
package network
