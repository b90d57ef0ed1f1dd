// Package federation asks other SPARQL endpoints for SERVICE (SPARQL 1.1
// Federated Query).
//
// Nothing is called that is not allowed: a [Client] knows the beginnings of the
// addresses that it may ask, and follows redirects among them alone. Solutions
// that the answer will be joined with are sent along as VALUES while they are few,
// so that the other side need not send what the join would drop.
package federation
