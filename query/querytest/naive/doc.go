// Package naive evaluates SPARQL algebra by the definitions of SPARQL 1.1 Query
// §18, one solution at a time and without any plan: what the engine is compared
// with in tests. It is slow on purpose, and shares with the engine the parser and
// the functions of expressions alone.
package naive
