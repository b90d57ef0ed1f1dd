// Package querytest is a snapshot in memory, for tests and benchmarks of the
// query packages. It answers like a snapshot of package store, from sorted
// slices, and is simple enough to be trusted as the model:
//
//	terms     ID ↔ canonical text; values that fit are inlined as in a store
//	rows      (s, p, o, g, added, removed)
//	orders    rows by each permutation, sorted when first read
//
// A [Graph] may be read by several goroutines once it is loaded.
package querytest
