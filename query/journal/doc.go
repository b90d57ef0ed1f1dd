// Package journal shows the log of a store as RDF, so that a query can join a
// fact with when it was learnt, and from whom.
//
// The graph chy:log (<https://chancery.example/ns#log>) has a prov:Activity per
// event:
//
//	<https://chancery.example/event/12> a prov:Activity, chy:Event ;
//	    chy:sequence 12 ; chy:kind "document" ; prov:endedAtTime "…"^^xsd:dateTime ;
//	    prov:wasAssociatedWith <agent> ; chy:agent "name" ;      # whichever it is
//	    prov:used <https://…/source> ;                           # the source document
//	    chy:extractor "dispatch-rules/1" ; rdfs:comment "message" ;
//	    chy:adds 38 ; chy:deletes 0 ; chy:hash "…" ; chy:document "…" .
//
// Since a dispatch's statements stand in the graph of its source, prov:used leads
// from an event to its facts:
//
//	SELECT ?who ?learnt { GRAPH ?g { ?m schema:attendee ?who }
//	                      GRAPH chy:log { ?event prov:used ?g ; prov:endedAtTime ?learnt } }
//
// The graph is not stored: it is computed from the headers of the events up to
// the one that a query is as of. It is reached by its name only; neither GRAPH ?g
// nor the default graph show it, so that no count changes by it.
package journal
