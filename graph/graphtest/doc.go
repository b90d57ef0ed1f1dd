// Package graphtest makes graphs of any size for tests and benchmarks: contacts
// as ingestion states them ([Contacts]), and long texts in many scripts
// ([Archive]).
//
// A graph of contacts is a sequence of dispatches. Each dispatch is a named graph with one to
// four contacts, in the shape that ingestion gives them:
//
//	<source/n>      schema:datePublished "…"^^xsd:date                    one per dispatch
//	<meeting/n>     a schema:Event, chy:Contact, chy:Meeting (or another kind)
//	                schema:attendee <actor/…>                             two to six
//	                schema:startDate, schema:location, chy:status, schema:about
//	                prov:wasQuotedFrom <source/n#char=a,b>
//	<source/n#char=a,b> prov:value "the sentence"@fr                      60 to 200 bytes
//	<actor/…>       chy:met <actor/…>                                     the first with each other
//	<actor/…>       a schema:Person; schema:name "…"                      once per actor, place, topic
//
// Actors are drawn by Zipf's law with exponent 1: a few meet everybody, most
// meet few. No statement comes twice. The same Config gives the same bytes on
// every machine: there is no floating point in the generator.
package graphtest
