// Package csvgraph writes networks as two tables, one of nodes and one of edges,
// in CSV (RFC 4180, but with a line feed as line end), with the column names that
// Gephi's importer and most others expect:
//
//	Id,Label,Kind,Start,End
//	https://…/actor/a,A,Person,,
//
//	Source,Target,Type,Id,Label,Kind,Start,End,Place,Status,Document,Event
//	https://…/actor/a,https://…/actor/b,Undirected,0,Meeting,Meeting,2026-01-01,2026-01-01,…
//
// The source document of an edge is in the column Document, because Source is
// where the edge starts. A carriage return within a field stays, but most
// readers make a line feed of one with a line feed after it.
package csvgraph
