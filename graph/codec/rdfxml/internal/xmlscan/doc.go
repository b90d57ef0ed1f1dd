// Package xmlscan reads XML 1.0 (5th edition) with namespaces as a stream of
// tokens. It is strict, it knows prefixes (which canonical XML needs), and it is
// safe with input from outside:
//
//   - An internal DTD subset is read: its entities are expanded, its attribute
//     defaults applied. What entities add is bounded: once it exceeds 8 MiB it may
//     not be more than 100 times the input read so far, so that neither nested
//     entities ("billion laughs") nor a long one used often takes more memory or
//     time than the input deserves. Entities nest 32 deep.
//   - Nothing external is ever read. A DOCTYPE may name an external subset; a
//     reference to an entity that only it could declare is an error.
//   - Elements nest up to a limit, names and attributes have a greatest length.
//
// # Memory
//
// The input passes through a window. A token is copied out of it, with entities
// expanded and line ends normalised, into memory that the next token reuses:
//
//	window | consumed | pos … end | free |
//	         `- counted into line and column
//
// Text comes in pieces: two Text tokens may follow each other.
//
// # Encodings
//
// UTF-8 and UTF-16 (with a byte order mark), and by declaration US-ASCII,
// ISO-8859-1, -2, -15 and windows-1250 to -1252.
package xmlscan
