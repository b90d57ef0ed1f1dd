// Package block encodes and decodes blocks: up to [MaxRows] rows of one
// permutation as compressed columns. It works on bytes alone and does no I/O.
//
// A row is four IDs in the permutation's order, the event that added it and the
// event that removed it. An [Encoder] and a [Decoder] hold working memory and
// nothing else; each is used by one goroutine at a time. Any column can be
// decoded without the others, except that a column may be stored relative to an
// earlier one, which is then decoded too.
//
// # Block
//
// Numbers marked v are of variable length (7 bits a byte, lowest first, as
// encoding/binary's Uvarint); fixed ones are little-endian. An ID as a v number
// is rotated left by 4 bits, so that its tag comes lowest.
//
//	+---------------------------------------------------------------+
//	| rows v                                                        | header
//	| first ID v, last ID v                          of each column |
//	| adds v        (if > 0: least added v, greatest - least v)     |
//	| removes v     (if > 0: least removed v, greatest - least v)   |
//	| size in bytes v                   of each of the six vectors  |
//	+---------------------------------------------------------------+
//	| vectors: columns 0, 1, 2, 3; added; removed, complemented     |
//	+---------------------------------------------------------------+
//	| CRC-32C of all before, 4 bytes | "CHB1"                       | trailer
//	+---------------------------------------------------------------+
//
// The trailer's eight bytes are also what lets the decoder read any packed
// value with one 64-bit load.
//
// # Vector
//
//	 bits 7..3   2..0
//	+-----------+------+---------+-----------------------+
//	| transform | form | start v | what the form says    |
//	+-----------+------+---------+-----------------------+
//	                     only with transform 1
//
// The transform says what the form's values are: 0, the words themselves; 1,
// differences from the word before, start standing before the first; 2+j,
// differences from column j of the same row. Arithmetic is modulo 2^64. A base
// is an ID as above with transform 0, and else a zigzag number. Packed values
// follow one another from the lowest bit of the first byte; each vector of them
// starts at a byte.
//
//	form 0  constant  value (as a base)
//	form 1  packed    base, width u8 (0 to 57, or 64), packed value - base
//	form 2  runs      runs v, vector of values, vector of lengths;
//	                  transform 0 only, and neither vector has runs
//	form 3  dict      values - 1 u8, first value, (next - previous - 1 v)...,
//	                  packed code per row; at most 128 values, transform 0 only
//	form 4  frames    frames - 1 u8, (base, width u8 up to 64)...,
//	                  packed code per row, then each row's value - base with
//	                  its own frame's width, packed; at most 8 frames
//
// A code takes as many bits as the greatest possible one needs. Frames are what
// compresses objects in subject order, where classes, people, dates and fresh
// sentences alternate: each falls into a narrow range of its own. The encoder
// finds the ranges by cutting the sorted values, or a sample of them, where a
// cut saves most.
//
// # Worked example
//
// Four rows of SPOG, all added by event 7 and still there. The IRIs are written
// as their ordinals; 2:9 is tag 2, ordinal 9, which rotated is 9<<4|2 = 0x92.
//
//	9  1  2                11
//	9  1  10               11
//	9  3  date 9:100       11
//	12 1  13               11
//
//	04                            | 4 rows
//	92 01 c2 01                   | S from 2:9 to 2:12
//	12 12                         | P from 2:1 to 2:1
//	22 d2 01                      | O from 2:2 to 2:13
//	b2 01 b2 01                   | G from 2:11 to 2:11
//	04 07 00                      | 4 adds, by event 7 to 7+0
//	00                            | 0 removes
//	05 04 12 03 02 02             | sizes of the six vectors
//	01 92 01 02 c0                | S: packed, base 2:9, 2 bits: 0 0 0 3
//	01 12 02 20                   | P: packed, base 2:1, 2 bits: 0 0 2 0
//	14 01                         | O: frames, relative to column 0; 2 frames:
//	0d 04                         |   base -7, 4 bits
//	b6 81 80 80 80 80 80 80 e0 01 |   base 9:100 - 2:9,
//	00                            |   0 bits
//	04                            |   codes 0 0 1 0
//	80 08                         |   distances 0, 8 and 8 of 4 bits
//	00 b2 01                      | G: constant 2:11
//	00 70                         | added: constant 7, rotated
//	00 00                         | removed: constant, complement of NoSeq
//	af a8 5f 88                   | CRC-32C
//	43 48 42 31                   | "CHB1"
package block
