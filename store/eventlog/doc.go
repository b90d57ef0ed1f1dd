// Package eventlog is the log of patches, the only truth of a store: every
// change is one event, and nothing is overwritten.
//
// An event is a header and a body. The body is canonical RDF Patch text: lines
// "A s p o g ." and "D s p o g .". The header has a canonical text too, and the
// event's hash is the SHA-256 of that text, which holds the hash of the event
// before and the SHA-256 of the body. So the hash of the head vouches for every
// byte of the log, and an export (see [Embedded.Export]) can be verified by
// anybody with sha256sum, awk and sed. docs/format/log.md has the rules and such
// a script.
//
// [Log] is the interface that any log has to meet; store/storetest holds its
// conformance suite. [Embedded] keeps the log in a [kv.DB].
//
// # On disk
//
// Numbers are big-endian. A change needs a new format version.
//
//	key                                value
//	'e' seq(8)                         event record
//	'c' seq(8) number(4)               chunk of the event's body, from 0
//	'k' SHA-256 of the commit id (32)  seq(8) of the event that has it
//
//	event record
//	+--------+---------+--------+-----------+----------+-------------+
//	| CRC, 4 | form, 1 | chunks | body size | hash, 32 | header text |
//	|        |   = 1   |   4    |     8     |          |             |
//	+--------+---------+--------+-----------+----------+-------------+
//
//	chunk
//	+--------+---------+---------+------------+
//	| CRC, 4 | form, 1 | raw, 4  | zstd frame |
//	|        |   = 1   |         |            |
//	+--------+---------+---------+------------+
//
// CRC is CRC-32C of all that follows in the value and, before it, of the key: a
// value under a wrong key is damage too. raw is the length of the chunk's text.
// A body is cut at line ends into chunks of up to 1,044,480 bytes of text; a
// longer line spans several. No value is longer than 1 MiB.
//
// For example the event 1 with the body "A <http://a.example/s>
// <http://a.example/p> \"o\" .\n" (50 bytes) has the keys
//
//	65 0000000000000001            CRC 01 00000001 0000000000000032 hash "H chancery \"1\" .\nH seq \"1\" .\n..."
//	63 0000000000000001 00000000   CRC 01 00000032 28b52ffd...
//
// # Writing
//
// One Append runs at a time. A small event (one chunk of at most 64 KiB
// compressed) is one commit with one sync. Of a larger one the chunks are
// written and synced first, and then one commit makes it visible. Chunks that
// lie beyond the head, left by a crash, are deleted when the log is opened.
//
// # The witness
//
// The file HEAD beside the store holds the last acknowledged position and hash
// with a checksum, written without a sync. Badger cuts a damaged write-ahead log
// off in silence; when the log then ends before HEAD, Open says which events are
// missing. HEAD is written after the sync of the event it names, so it is never
// ahead of a sound log, however the machine stops; an older or torn one is no
// alarm.
//
// # Concurrency
//
// All methods of Embedded may be called from many goroutines. Readers see only
// whole, durable events.
package eventlog
