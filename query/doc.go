// Package query answers SPARQL: it parses a query, plans it for a dataset and
// runs it. The folders below do the work; this package puts them together.
//
//	text ──sparql──▶ algebra ──plan──▶ plan ──exec──▶ batches of IDs ──▶ Results
//	                                    ▲
//	                        statistics of the dataset
//
//	sparql     text to algebra            result     solutions as JSON, XML, CSV, TSV
//	algebra    operators, expressions     memory     a dataset of quads in memory
//	plan       rewrites, join order       relation   names, find, show, met, why, timeline
//	expr       expressions on columns     chain      who is linked to whom, in fewest steps
//	exec       operators on columns       querytest  a snapshot in memory, for tests
//
// [Prepare] reads a query once; [Query.Run] plans and runs it against a dataset,
// any number of times and from many goroutines. [PrepareUpdate] and [Update.Run]
// do the same for SPARQL Update, whose result is a patch.
//
// # Answers
//
// The default graph is the union of all graphs unless Options.DefaultGraphOnly
// says otherwise, or the query names its dataset. A store keeps no empty graphs:
// a graph is there as long as it holds a statement.
//
// DESCRIBE gives the concise bounded description of each resource: the statements
// of which it is the subject, and in turn those of the blank nodes that are
// objects of these.
//
// Inside GRAPH ?g { … } the variable ?g is not yet bound (SPARQL 1.1 §18.6): a
// FILTER on it belongs outside the braces.
//
// A limit that is hit is a [*exec.LimitError]; what came before it is never to be
// taken for the whole answer.
//
// # Rules
//
// A query package imports package graph and what lies under it, never store and
// never ingest: each declares the small interface that it reads, and a store
// snapshot satisfies it. Queries print nothing and know no flags; their results
// are structs with fixed JSON names, and package cmd renders them.
//
// Work is done on IDs in batches of columns. A term is decoded once, at the
// edge, for what is returned. What is not SPARQL gives the same result for the
// same snapshot, byte for byte: every slice has a stated order, and ties end in
// the text of an IRI, never in an ID, so that two stores with the same statements
// agree.
package query
