// Package sorted writes lines of text in byte order, each once, with bounded
// memory, so that the same statements give the same dump whatever the order in
// which they were stored.
//
// Lines come in groups that share a beginning, the key: for N-Quads a key is the
// subject with the blank after it. Only keys are sorted over the whole; lines
// are sorted within their group alone, which is far less work, and a key is kept
// and written to disk once for all its lines. This gives the order of the whole
// lines on one condition: no key is the beginning of another. A subject and a
// blank meet it, because neither an IRI nor a blank node label holds a blank.
//
// # Spilled runs
//
// What does not fit in memory goes to temporary files, one per run, that are
// removed when the writer is closed. A run is a stream of groups with rising
// keys, compressed as S2; all numbers are unsigned varints:
//
//	+---------+-----+-------+--------+------+--------+------+----
//	| key len | key | lines | length | line | length | line | …
//	+---------+-----+-------+--------+------+--------+------+----
//
// For example, the group "<a> " with the lines "<p> 1 .\n" and "<p> 2 .\n" is
//
//	04 3c 61 3e 20  02  08 3c 70 3e 20 31 20 2e 0a  08 3c 70 3e 20 32 20 2e 0a
//
// A group too large for memory is cut: its parts stand in several runs, and the
// merge joins them line by line.
package sorted
