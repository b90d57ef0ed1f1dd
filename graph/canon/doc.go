// Package canon writes RDF datasets in canonical form, RDFC-1.0 (W3C
// Recommendation "RDF Dataset Canonicalization", 21 May 2024): two datasets that
// differ in the labels of their blank nodes and in the order of their statements
// alone give the same bytes, and so the same digest.
//
// The output is canonical N-Quads, each statement once, in code point order;
// blank nodes are called _:c14n0, _:c14n1 and so on.
//
//	_:x <u:knows> <u:b> .          <u:a> <u:knows> _:c14n0 .
//	<u:a> <u:knows> _:x .     →    _:c14n0 <u:knows> <u:b> .
//
// # Memory
//
// A statement without blank nodes is sorted and nothing else, by package
// graph/codec/sorted, which spills to disk. Statements with blank nodes are
// held in memory until all labels are known: their text and about 150 bytes for
// each of them, and 150 for each blank node.
//
// # Work
//
// The algorithm tries all orders of blank nodes that look alike, and there are
// datasets, made on purpose or by accident, for which that takes longer than
// anyone can wait. So work is counted and has a limit (Options.MaxWork): one for
// each mention of a blank node that is looked at in Hash N-Degree Quads, and one
// for each blank node of each order that is tried. Beyond the limit there is
// [ErrTooComplex], and nothing has been written. Datasets in which blank nodes
// are told apart by their own statements need no such work at all.
//
// # Triple terms
//
// RDFC-1.0 is defined for RDF 1.1; what is to be done with blank nodes inside of
// RDF 1.2 triple terms it does not say. Here it is extended as follows, and
// Result.Extended counts the statements concerned, so that whoever compares
// digests with those of other tools can tell. Without such statements the
// output is that of RDFC-1.0.
//
//   - A blank node inside of a triple term, at any depth, is a component of the
//     statement: it counts in the mention set, and in Hash First Degree Quads it
//     becomes _:a or _:z like any other.
//   - The position of a blank node inside of a triple term is the way to it: "os"
//     is the subject of the triple term that is the object, "oo" its object,
//     "oos" the subject of the triple term that is that object.
//   - In Hash Related Blank Node, for any component of such a statement, the
//     position is followed not by the predicate but by the statement in
//     canonical form, with _:a for the blank node being hashed, the identifiers
//     issued so far for others, and _:z for those without; then comes the
//     identifier or the hash of the related node, as ever. The whole statement
//     has to be there, because a triple term can tie more blank nodes together
//     than two, and which belong together could not be told from pairs.
//
// # A limit of the algorithm
//
// That very thing is amiss in RDFC-1.0 itself for statements whose subject,
// object and graph name are three different blank nodes: it looks at them in
// pairs. One can build datasets with such statements in which blank nodes that
// are different have equal hashes; their labels then depend on the order of the
// input. As the Recommendation fixes the hashes, this is not mended here, but
// Result.Doubtful tells when it may have happened. Graph names that are IRIs, as
// chancery writes them, are not concerned.
package canon
