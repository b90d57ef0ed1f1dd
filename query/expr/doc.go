// Package expr evaluates expressions of SPARQL over columns of IDs: operators,
// functions and casts (SPARQL 1.1 §17, SPARQL 1.2), the order of ORDER BY
// (§15.1) and aggregates (§18.5.1).
//
// # Programs
//
// [Compile] turns an expression of the algebra into a [Program], which
// [Program.Eval] runs over a batch of columns and [Program.Select] runs as a
// filter. A value is an ID; [graph.None] is an error or no value, which
// expressions cannot tell apart. What decides on the ID alone (numbers, dates,
// booleans, short strings against a constant, kinds of terms) is decided so;
// other terms are decoded once while they stay in a bounded table of results.
//
//	?age >= 18 && regex(?name, "^A")
//
//	conjunct        slots   decided on the ID            else
//	?age >= 18      age     ranges of inlined numbers    decode, compare, remember
//	regex(…)        name    IRIs, numbers, dates: false  decode, match, remember
//
// # Blank nodes by name
//
// BNODE(s) gives the same blank node for the same string within one solution,
// also from two expressions of it. An expression sees no solution but its
// batch's row, so a planner rewrites BNODE(s) to the call [BNode] of s and a
// variable that an Extend below has bound to the call [Solution], which gives
// each row another number. Without that rewrite the blank node is the same
// within one evaluation of one program only.
//
// # Concurrency
//
// A Program may be shared by goroutines; a [Context], which holds the buffers
// and the remembered results, may not: one per goroutine. An [Accumulator] and
// what is borrowed from a Context belong to one goroutine as well.
package expr
