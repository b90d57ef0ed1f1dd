// Package result writes and reads the results of queries: SPARQL Query Results
// in JSON, XML, CSV and TSV with the forms of SPARQL 1.2 for triple terms and
// base directions, and tables for a terminal.
//
// A result is a [Source]: variables and pages of solutions. Terms are canonical
// N-Triples texts (package graph), a nil one is unbound.
//
//	Page{N: 2}          Cols[0] ?who            Cols[1] ?date
//	row 0               <https://…/umerov>      "2026-01-01"^^<…#date>
//	row 1               <https://…/kalin>       nil
//
// Canonical text is made for this: between its quotes the escapes of a literal
// are those of JSON, and as a whole it is a field of TSV. JSON and TSV are copied,
// not encoded.
//
//	format  media type                          unbound    a term comes back
//	json    application/sparql-results+json     left out   whole
//	xml     application/sparql-results+xml      left out   whole
//	tsv     text/tab-separated-values           empty      whole
//	csv     text/csv                            empty      as text: kinds of terms are lost
//	table   text/plain                          empty      for people
//
// Writers stream: they hold one page, and what is written of it goes on when the
// page is done. If the source fails, Write returns its error and does not end
// the document: JSON and XML that were cut off are not well formed. CSV and TSV
// have no end mark; who writes them must tell of the error by other means.
//
// XML 1.0 has no control characters but tab and line ends: a literal with one of
// the others cannot be written as XML and is an error ([ErrXMLCharacter]).
//
// Readers stream too and are strict: what the recommendations do not allow is an
// error with its place. A term's length and the number of variables are bounded.
package result
