// Package nquads reads and writes N-Triples and N-Quads, RDF 1.1 and RDF 1.2
// alike: triple terms, base directions and the VERSION directive are read from
// any input.
//
// One statement stands on a line, its terms as in package graph; N-Triples has
// no graph name:
//
//	<subject> <predicate> "object"@fr <graph name> .
//
// # Reading
//
// [Reader] is strict: it accepts what the grammars accept (RDF 1.2 N-Triples §7,
// N-Quads §7) and nothing else, and it tells where an input is wrong
// ([SyntaxError]). Beyond the grammar it asks, as the specifications do in their
// text and test suites, that IRIs are absolute, subtags of languages have at
// most 8 characters, and neither rdf:langString nor rdf:dirLangString is named
// as a datatype; and triple terms may nest graph.MaxTripleDepth deep. A VERSION
// directive may name any version. Terms are handed out as canonical text, the
// way [graph.PatchReader] has it.
//
// # Writing
//
// [Writer] writes canonical N-Quads (RDF 1.2 N-Quads §4), a line for each
// statement, in the order in which it gets them.
//
// # Concurrency
//
// Readers and writers are for one goroutine at a time.
package nquads
