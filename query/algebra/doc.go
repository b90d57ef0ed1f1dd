// Package algebra is the SPARQL algebra (SPARQL 1.1 Query Language §18.2, with
// the triple terms of SPARQL 1.2): what a parser emits and a planner reads.
//
// Trees are immutable: whoever changes a tree builds new nodes. Constants are
// canonical N-Triples texts (package graph), so that two terms are the same term
// exactly when their texts are equal. Blank nodes of a query are variables whose
// name starts with "_:" (see [Var.Blank]); no other variable can be named so.
//
// String of an operator, an expression, a query or an update writes SPARQL that
// parses to the same tree again (up to the names of blank nodes and prefixes,
// which are written out).
package algebra
