// Package resulttest holds whole results of queries for tests: it collects them
// from sources and files, also from the RDF form that the oldest suites have, and
// compares them as SPARQL tests do: as bags of solutions, up to the labels of
// blank nodes, in order where the query orders.
package resulttest
