// Package rdfpatch reads and writes RDF Patch text
// (https://afs.github.io/rdf-patch/), the canonical form of an event's body:
//
//	A <subject> <predicate> "object" .
//	D <subject> <predicate> "object" <graph name> .
//
// A adds a statement and D deletes one; terms are as in N-Quads, and the graph
// name is left out for the default graph.
//
// # Reading
//
// [Reader] is as strict about terms as package nquads. Besides changes it reads
// what other tools write around them:
//
//   - H lines, the header (H id <…> .): checked for their form and otherwise
//     ignored.
//   - TX . and TC . lines, their dot optional: a transaction. They may be left
//     out altogether; a
//     transaction within another, a TC without TX and an end of input within a
//     transaction are errors.
//   - TA . aborts a transaction and is an error ([ErrAborted]): by then the
//     changes have been handed out.
//   - PA and PD lines, prefixes added and deleted, in the forms PA "ex" <iri> .
//     and PA ex: <iri> . — checked for their form and otherwise ignored, since
//     prefixes are no statements; a prefixed name in a statement is an error.
//   - blank lines, and comments from # to the end of a line.
//
// # Writing
//
// [AppendChange] writes one canonical line. A patch so written has neither
// header nor transaction, so that patches can be joined end to end.
package rdfpatch
