// Package vocab names the IRIs that chancery reads and writes.
//
// It holds values only: every term is an untyped string constant with the full
// IRI, so it converts to quad.IRI or to a plain string without a call. The
// constants are grouped by vocabulary, one file each, and the local name
// follows the prefix: SchemaEvent is http://schema.org/Event.
//
// Terms of schema.org and PROV-O come first; terms of chancery's own
// vocabulary (prefix chy, namespace [Chy]) exist only where neither has one.
// The namespace of schema.org is the http one, as most published data has it.
package vocab
