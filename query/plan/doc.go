// Package plan turns the algebra into a physical plan against one dataset.
//
//	algebra.Query
//	   │ translate   names to slots, constants to IDs, GRAPH to active graphs,
//	   │             paths to joins, unions and automata, EXISTS to semi joins or
//	   ▼             substitution by parameters
//	logical plan
//	   │ rewrite     filters down, constants in, OPTIONAL to joins and anti joins,
//	   ▼             unread columns out
//	logical plan
//	   │ order       cardinality from statistics; dynamic programming over connected
//	   │             subsets, keeping plans of different sort orders; operators by cost
//	   ▼
//	Plan
//
// # Semantics
//
// What a query means is SPARQL 1.1 §18, bottom-up: a variable that a group does
// not bind is unbound in its filters, whatever is bound outside. A variable that
// a subquery hides is another slot than its namesake outside. EXISTS substitutes
// (§18.6): where that differs from a semi join (a filter, an OPTIONAL, a MINUS
// inside that sees the outer variable) the pattern's leaves are joined with
// [Param] and a join by [ApplyAlgorithm] passes the values in.
//
// In GRAPH ?g every scan binds the graph's name to one more slot that all leaves
// agree in; a subquery that sees whole multisets (LIMIT, a group without keys) is
// applied per graph instead. The name does not count as a variable that the sides
// of a MINUS share.
//
// A service that must be given something is asked with what the query binds: by the
// patterns that it is joined with (feed.go), or where it stands in an OPTIONAL, a
// UNION or an EXISTS by the other side of that (feed_within.go).
//
// # Slots
//
//	slot   Vars      label        expressions and Explain use labels: the name,
//	0      person    person       with a number for further slots of that name,
//	1      person    person.2     and a dot and a number for the planner's own
//	2      ""        .1
//
// # Cost
//
// Costs are in rows of a scan (cost.go). Counts of a pattern's constants and of
// ranges of its object are exact, from the store's indexes; distinct values come
// from the statistics of predicates, joins by the usual assumption that values are
// spread evenly; where solutions are a set, some are made distinct in any case, for
// the few terms that are in most statements. Where only the first solutions are wanted (LIMIT), plans are
// compared by the cost of that part: what a plan does before its first solution
// counts whole.
//
// The order of patterns in the text does not matter: inputs of a join are sorted
// by a text of their own before they are ordered, and ties keep that order.
//
// # Concurrency
//
// Make may be called by many goroutines with the same arguments but for Terms. A
// Plan is immutable.
package plan
