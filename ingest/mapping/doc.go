// Package mapping turns tables and FollowTheMoney entities into statements.
//
// A mapping, written in YAML, says what each row of a table states. It is a small
// part of RML (a map has a subject, classes and properties), without its joins:
//
//	graph: source/{#file}             # graph name; empty: the default graph
//	delimiter: ","                    # "," unless said; "tab" for a tab
//	columns: [who, whom, day]         # for a table without a header
//	maps:
//	  - subject: contact/{#file}-{#row}
//	    when: {kind: [call, visit]}   # only rows with one of these values
//	    types: [schema:Event, chy:Contact]
//	    typeOf: {column: kind, values: {call: chy:Call, visit: chy:Visit}}
//	    properties:
//	      - {predicate: schema:attendee, iri: "actor/{who|key}"}
//	      - {predicate: schema:attendee, iri: "actor/{whom|key}"}
//	      - {predicate: schema:startDate, text: "{day}", datatype: xsd:date, layout: 02.01.2006}
//	  - subject: actor/{who|key}
//	    once: true                    # the same subject is stated once
//	    properties:
//	      - {predicate: schema:name, text: "{who}", language: en}
//
// A template holds columns in braces. {#row} is the number of the row, from 1
// after the header, {#file} the name of the file without its folder and endings.
// In an IRI a column is escaped; "|slug" writes it in lower case with hyphens,
// which different names may share, "|key" adds a digest, so that they do not. An
// IRI without a scheme is a path of chancery's own, or a prefixed name. A
// property whose columns are empty is left out, unless it is required; a subject
// with an empty column is an error.
//
// # Errors
//
// A row that cannot be mapped is a [RowError] with file, line, column and what was
// expected: too many or few fields, a date that is none, an IRI that is none.
// Nothing of the file is stored then. A mistake in a mapping is an [Error] that
// names its place.
package mapping
