// Package jsonld reads and writes JSON-LD 1.1.
//
//	{
//	  "@context": {"schema": {"@id": "http://schema.org/", "@prefix": true}},
//	  "@graph": [
//	    {"@id": "https://chancery.example/meeting/1", "@type": "schema:Event",
//	     "schema:about": {"@language": "fr", "@value": "échanges"}}
//	  ]
//	}
//
// # Reading
//
//	JSON text → values → checked contexts → expansion → statements
//	  json.go            contexts.go         json-gold   tordf.go
//	                     mend.go                mend.go
//
// Expansion is that of github.com/piprate/json-gold. Around it stands what it
// lacks: JSON with the places of errors, checks of contexts, the resolution of IRIs
// by RFC 3986 (base.go), and the conversion to RDF with base directions, JSON
// literals and integers of any length. json-gold is not asked to write a literal or
// an IRI, so none is changed.
//
// A long document that is a list of nodes is read in parts (pieces.go), and one
// that uses no more than prefixes, plain terms and absolute IRIs is converted
// without an expansion (plain.go).
//
// Nothing is fetched: a remote context is [ErrRemote] unless Options.Loader is
// given, such as that of package remote. Depth, size and the number of remote
// contexts are limited.
//
// What a context does not map is left out, and so are relative IRIs without a base,
// malformed IRIs and malformed language tags: JSON-LD has it so.
//
// Two uses of scoped contexts that json-gold gets wrong are rewritten before the
// expansion and set right behind it (mend.go): on an alias of @nest, and on a term
// that they take away with its @container. Where that could go wrong (beside
// type-scoped contexts or @propagate; for a @container other than @graph and @set)
// the document is refused with the code "not implemented", never read wrongly.
// Where a document has several bases, or a relative @vocab, json-gold resolves its
// relative IRIs, which percent-encodes some characters. json-gold forgets an error
// that it finds within @list or @set, other than about a remote context, and leaves
// the value out.
//
// # Writing
//
// [StreamWriter] writes statements as they come. [Writer] holds the dataset until
// Close and writes it in a fixed order, with lists put together: the same
// statements give the same bytes. JSON-LD 1.1 has no triple terms ([ErrTripleTerm]).
//
// # Concurrency
//
// Readers and writers are for one goroutine at a time.
package jsonld
