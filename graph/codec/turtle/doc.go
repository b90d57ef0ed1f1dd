// Package turtle reads and writes Turtle, RDF 1.1 and RDF 1.2 alike.
//
//	PREFIX : <https://chancery.example/ns#>
//	BASE <https://chancery.example/>
//	<meeting/1> a :Meeting ;                      # relative IRI, prefixed name
//	    :countries 15, "quinze"@fr ;              # "15"^^xsd:integer
//	    :place [ :name '''Ankara''' ] ;           # blank node
//	    :days ( 1 2 ) ;                           # rdf:first, rdf:rest, rdf:nil
//	    :status :Planned ~ :r {| :by :press |} .  # :r rdf:reifies <<( … )>>
//
// # Reading
//
// [Reader] streams: it holds a window of the input, the prefixes and the open
// brackets, whatever the size of the input. It is strict: it accepts what the
// grammar accepts (RDF 1.2 Turtle §6.5) and tells where an input is wrong
// ([SyntaxError]). Beyond the grammar it asks, as package nquads does, that IRIs
// are absolute once resolved, subtags of languages have at most 8 characters,
// base directions are ltr or rtl, and neither rdf:langString nor
// rdf:dirLangString is named as a datatype. One thing the grammar refuses is
// accepted: a comment within the brackets of an anonymous blank node.
//
// Terms come as canonical text. Numbers and booleans keep their lexical form
// byte for byte. Absolute IRIs are not touched; relative ones are resolved by RFC
// 3986 §5.2. VERSION directives may name any version.
//
// Blank nodes with a label keep it. Those without get anon-0, anon-1 and so on in
// the order of the text; a label that starts with anon- in the input becomes
// anon-x and its rest, so that the two kinds never meet.
//
// # Writing
//
// [Writer] writes statements as they come, consecutive ones with the same
// subject together. [WritePretty] takes a whole graph and nests blank nodes.
//
// # Concurrency
//
// Readers and writers are for one goroutine at a time.
package turtle
