// Package graph holds the values that chancery is made of: terms, statements,
// patches, event headers, term IDs, patterns and batches of ID columns. It does
// no I/O and imports nothing of the other packages; everything else imports it.
//
// # Terms
//
// A term has three forms.
//
//   - A [quad.Value] of github.com/cayleygraph/quad is the public currency.
//   - Its text is canonical N-Triples (RDF 1.2 N-Triples §4) as bytes: <iri>,
//     _:label, "lexical", "lexical"^^<datatype>, "lexical"@lang, and
//     <<( s p o )>> for a triple term. One term has exactly one text, so texts
//     are compared and hashed as bytes. Log, dictionary and dumps hold texts.
//     Language tags are lower-cased, as RDF 1.1 Concepts §3.3 allows
//     ("lexical representations of language tags MAY be converted to lower
//     case"); every other term comes back byte for byte.
//   - Its [ID] is 64 bits; see there for the layout. Query execution sees IDs
//     alone and decodes at the edge.
//
// Values are immutable by convention; byte slices in a [PatchBatch] and ID
// columns in a [Batch] are borrowed memory, valid until the next call that
// fills the same batch.
package graph
