// Package rdfxml reads and writes RDF/XML: RDF 1.1 XML Syntax, and what RDF 1.2
// adds to it.
//
//	<rdf:RDF xmlns:rdf="…" xmlns:schema="http://schema.org/" rdf:version="1.2">
//	  <schema:Event rdf:about="https://chancery.example/meeting/1">   a node element
//	    <schema:about xml:lang="fr">échanges</schema:about>           a property element
//	  </schema:Event>
//	</rdf:RDF>
//
// # Reading
//
// [Reader] streams: it holds the open elements, the rdf:IDs (which must be
// unique) and one literal at a time. It accepts what the grammar of RDF 1.1 XML
// Syntax §7 accepts and nothing else, apart from white space in an element that
// has its object as an attribute, which is common in the field. XML is read as
// package xmlscan tells: nothing external, entities within limits.
//
//   - rdf:parseType="Literal" gives exclusive canonical XML with comments
//     (Exclusive XML Canonicalization 1.0), as RDF/XML asks.
//   - rdf:parseType="Triple" gives a triple term where rdf:version is "1.2" or
//     later, and nothing where no version is announced, as the RDF 1.2 test suite
//     has it. its:dir counts under the same condition, or under "1.2-basic".
//   - rdf:annotation and rdf:annotationNodeID count in any version.
//
// A blank node keeps its rdf:nodeID as label; the others get numbers, which no
// rdf:nodeID can be.
//
// # Writing
//
// [Writer] streams: it writes a node element for each run of statements with one
// subject. RDF/XML has no named graphs, no predicate that does not end with an XML
// name, and no character that XML does not know; these are errors.
//
// # Concurrency
//
// Readers and writers are for one goroutine at a time.
package rdfxml
