// Package query stands for everything that reads a snapshot and answers
// questions. It holds no code of its own yet; its folders do the work, among
// them:
//
//	relation   names, find, show, met, why, timeline: who is this, whom did
//	           they meet, which sentence says so
//	chain      who is linked to whom through contacts, in the fewest steps
//	querytest  a snapshot in memory for tests of the two
//
// # Rules
//
// A query package imports package graph and what lies under it, never store and
// never ingest: each declares the small interface that it reads, and a store
// snapshot satisfies it. Queries print nothing and know no flags; their results
// are structs with fixed JSON names, and package cmd renders them.
//
// Work is done on IDs in batches of columns. A term is decoded once, at the
// edge, for what is returned. The same snapshot gives the same result, byte for
// byte: every slice in a result has a stated order, and ties end in the text of
// an IRI, never in an ID, so that two stores with the same statements agree.
//
// A result that was cut by a limit says so in a field; it never looks whole.
package query
