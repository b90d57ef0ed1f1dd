// Package endpoint serves a store over HTTP: the SPARQL 1.1 Protocol, the SPARQL
// 1.1 Graph Store HTTP Protocol, the service description, a page with an editor,
// health and metrics.
//
//	GET  POST /sparql     query, update, service description    SPARQL 1.1 Protocol
//	any       /data       graphs as resources                   Graph Store Protocol
//	any       /data/…     a graph named by its own address
//	GET       /           page
//	GET       /health     200 while the server accepts requests
//	GET       /metrics    Prometheus text format
//
// # As of
//
// as-of=N or as-of=2026-01-02T03:04:05Z beside a query asks the graph as of an
// event or a moment. Every answer names the event that it is as of in
// Chancery-Event, and carries it in its ETag, so that a client that has asked
// before gets 304 without the query being run again.
//
// # Whole answers
//
// Results are streamed. When a limit is met or the store fails after the first
// bytes have been sent, the connection is broken rather than ended: no client can
// take the part for the whole. What is found before that is an error status with
// the reason as text.
//
// # Rights
//
// Without tokens everybody who reaches the listener may read and write. With
// them, requests carry "Authorization: Bearer …": a write token may do
// everything, a read token only what does not append an event.
package endpoint
