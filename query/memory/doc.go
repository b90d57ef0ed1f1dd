// Package memory is a graph in memory that the query engine reads like a store:
// for queries over files, and for tests.
//
//	patches → Builder (dictionary, set of quads) → Dataset (five sorted permutations)
//
// A dataset never changes and may be used by many goroutines; a permutation is
// sorted when it is first read. Memory: the texts of the terms once, and 32 bytes
// a quad and permutation that is in use, besides the builder's own.
package memory
