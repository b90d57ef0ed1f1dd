// Package sparql reads SPARQL 1.1 Query, Update and Federated Query and the
// syntax of SPARQL 1.2 (triple terms, reifiers, annotations, base directions,
// VERSION) and translates them to the algebra as §18.2 of SPARQL 1.1 Query says.
//
//	text ── lexer ──> tokens ── parser ──> algebra.Query, algebra.Update
//
// The lexer and the recursive-descent parser are written by hand after the
// grammar of the SPARQL 1.2 drafts. The algebra is built while reading, without
// a syntax tree between: a group graph pattern collects its triples, path
// patterns and filters and joins what else it finds to the operator so far
// (§18.2.2.6).
//
// # What differs between 1.1 and 1.2
//
// Codepoint escapes (\u00E9) are those of 1.2: in IRIs and strings alone, and
// never a delimiter. A text that needs them elsewhere, as 1.1 allowed, is
// refused.
//
// # Names
//
// Prefixes and the base are resolved while reading; constants of the algebra are
// canonical N-Triples texts. Each blank node of the text and each one that the
// translation needs becomes a variable _:b0, _:b1, … in the order of the text;
// the variables of aggregates are _:a0, _:a1, …, those of unnamed GROUP BY
// expressions _:g0, _:g1, ….
//
// # Limits
//
// Brackets nest at most [MaxDepth] deep, and a text has at most [MaxOperators]
// operators that nest to the left, because parser and planner recurse. A text is
// at most [MaxText] bytes long. Each is an error with a place.
//
// Nothing here does I/O or keeps state; the functions may be called by many
// goroutines.
package sparql
