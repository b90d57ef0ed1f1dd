// Package dict is the dictionary: canonical term texts to 64-bit IDs and back.
// Terms that fit into an ID are no matter of the dictionary ([graph.Inline]);
// every other text gets the next ordinal by first appearance, from 0, and its
// ID is [graph.MakeID] of its tag and the ordinal. So the same texts in the same
// order get the same IDs, whenever the dictionary is flushed or merged.
//
// # Parts
//
// A dictionary is a sequence of immutable runs in a [Storage], each with the
// next ordinals, and the terms in memory, which follow them.
//
//	ordinals 0                                                    next
//	         +---------------------+-----------+-------+----------+
//	         | run                 | run       | run   | memory   |
//	         +---------------------+-----------+-------+----------+
//	                                             published ^
//
// [Dict] is the writer's side. Terms that it assigns are staged until they are
// published; [Dict.Rollback] drops staged ones, also when a flush has put them
// into a run. A run exists once the caller's manifest holds its [Description]:
// what a crash leaves behind is values that no description refers to.
// [PickMerge] and [Merger] keep runs few. [View] is a reader's side: the
// published terms at one moment.
//
// # Concurrency
//
// A Dict is used by one goroutine at a time, but for [Dict.View]. Views are safe
// for any number of goroutines beside the writer, without locks: a term in
// memory is written before the slot that leads to it is stored atomically, no
// byte of it is ever changed, and a view ignores ordinals beyond its limit. A
// [Merger] may run beside the writer. A view needs the stored values of its
// runs: who merges deletes the old ones when no view is left.
//
// # Memory
//
// Options.Memory bounds, with what is flushed when [Dict.Full] says so: the new
// terms (7/16 of it), those of the flush before, which serve as a cache (7/16),
// and terms of runs that were used lately (1/8). A caller that looks at Full
// only now and then adds what it assigns between. Beside the budget there are
// Options.Cache; about 11 bits a term for filters and indexes of runs, 35 MB for
// 25 million terms; while a flush goes on, 32 bytes for each term flushed, some
// 45 MB with the default budget; while a merge goes on, the new run's filter and
// indexes. A table in memory that grows is there twice for a moment. Views hold
// what they were taken from, so a view kept across flushes keeps their terms.
//
// # Stored values
//
// The key of a value is its kind, an ID and a number, big-endian:
//
//	kind u8 | id u64 | n u32
//
//	't'  segment's ID   the value that a block of terms starts with
//	'i'  segment's ID   part of the segment's index
//	'h'  run's ID       block of hashes
//	'x'  run's ID       part of the index of hash blocks
//	'f'  run's ID       part of the filter
//
// Each value is a CRC-32C, little-endian, and up to 512 KiB of payload; a longer
// payload goes on in the values with the next numbers. Numbers marked v are of
// variable length (encoding/binary's Uvarint).
//
//   - A block of terms is the size v of its raw bytes and a zstd frame of them:
//     number of terms v, their lengths v, their texts. A block ends at 16 KiB of
//     texts; a longer text is alone in its block.
//   - A segment's index is, for each block, its number of terms v and of values v.
//   - A block of hashes holds up to 512 entries (short hash, ordinal) in order of
//     short hash, the high 40 bits of the text's XXH3: count v, first short hash
//     v, least ordinal v from the run's base, bits of a difference u8, bits of an
//     ordinal u8; packed differences from the entry before; packed ordinals less
//     the least; eight zero bytes.
//   - The index of hash blocks is the difference v of each block's first short
//     hash from that of the block before.
//   - The filter is a split block Bloom filter with 10 bits a term.
//
// A merged run has new hashes and refers to the segments of the runs that it was
// made of; many small segments are copied into one. A run from which terms were
// rolled back keeps their bytes; its description has the smaller N, which is
// what counts.
//
// # Worked example
//
// The terms <a> and _:b, flushed as run 1, whose segment is 1<<16. The block of
// terms is left out: its bytes are zstd's.
//
//	i 65536/0:
//	3f c4 4f 24       | CRC-32C
//	02 01             | 2 terms in 1 value
//	h 1/0:
//	cb b3 01 f8       | CRC-32C
//	02                | 2 entries
//	83 e4 d3 d3 d8 0b | first short hash
//	00                | least ordinal
//	28 01             | 40 bits a difference, 1 bit an ordinal
//	ff fd 1d 91 86    | difference to the second short hash
//	02                | ordinals 0 and 1
//	00 00 00 00 00 00 | eight zero bytes
//	00 00             |
//	x 1/0:
//	d3 f5 82 46       | CRC-32C
//	83 e4 d3 d3 d8 0b | first short hash of the first block
//
// The description: version 1; ID 1, base 0, N 2, 1 hash block, index of 6 bytes,
// filter of 32; 1 segment: ID 65536, first 0, N 2, 1 block, index of 2 bytes,
// blocks of 19 bytes.
//
//	description:
//	01 01 00 02 01 06 20 | the run
//	01 80 80 04 00 02 01 | its segment
//	02 13                |
package dict
