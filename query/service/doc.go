// Package service answers SERVICE for what the engine itself offers beyond SPARQL,
// such as contact chains and the history of statements.
//
// A service is asked by a frame: triple patterns with one subject, whose
// predicates are the service's properties.
//
//	SERVICE chy:history {
//	  ?x rdf:subject ?s ; rdf:predicate schema:attendee ; chy:addedBy ?event
//	}
//
// A property whose object is a constant, or a variable that the query has bound by
// then, is given to the service; the others are what it finds. Each finding is a
// solution, and is joined with the rest of the query like any other. So services
// join with patterns, filters and one another, in any order that binds what they
// need.
package service
