// Package remote fetches JSON-LD contexts over HTTP from the places that a user
// allows, and from nowhere else.
//
// A place is a host, "schema.org" or "localhost:8080", or a prefix of URLs,
// "https://w3id.org/security/". A host stands for both http and https. Every
// redirect and every link to another form of a context is checked like the first
// request, and none leads from https to http. Responses are limited in length
// after decompression, in time and in the number of redirects; no cookies and no
// credentials are sent. What was fetched once is not fetched again by the same
// [Client].
//
// It follows JSON-LD 1.1 API §9.4 (Remote Document and Context Retrieval): JSON
// by its media type, or else what a Link header names as an alternate in
// application/ld+json, as schema.org has it.
//
// # Concurrency
//
// A Client is for one goroutine at a time.
package remote
