// Package dump writes the statements of a snapshot as sorted N-Quads or
// N-Triples: the same statements give the same bytes, whatever the order in
// which they were stored.
//
// A scan yields IDs in batches, in an order that keeps the rows of one subject
// together. One goroutine decodes them to text, group by group; another sorts
// and writes. Decoded terms are kept in a small cache, since predicates, graph
// names and well-connected entities come again and again.
//
// Every line is canonical N-Quads (RDF 1.2 N-Quads §5): one blank between terms,
// one before the full stop, a line feed after it.
package dump
