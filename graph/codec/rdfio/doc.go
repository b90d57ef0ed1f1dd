// Package rdfio knows all RDF formats: it finds the one that is meant, opens
// readers and writers of it, and unpacks and packs files.
//
//	input bytes → Unpack → NewReader (one of the codecs) → statements
//	statements → NewWriter (one of the codecs) → Pack → output bytes
//
// # Which format
//
// A name that the user gives ([Lookup]: short name, extension or media type)
// beats the extension of a file ([ByPath], which looks through .gz and .zst).
// What a text itself looks like is not asked: N-Triples, Turtle and TriG cannot
// be told apart by their first bytes. Compression can, so its names do not count
// when reading.
//
// # Graphs
//
// Turtle, N-Triples and RDF/XML have no graph names. Statements in named graphs
// are an error of their writers ([GraphError]) unless one graph is selected
// ([Select]) or the names are dropped on request (WriterOptions.MergeGraphs).
//
// # Concurrency
//
// Readers and writers are for one goroutine at a time. [Copy] reads ahead in a
// goroutine of its own, which has ended when Copy returns.
package rdfio
