// Package exec runs physical plans over columns of IDs.
//
// [Run] builds an operator per node of a plan and gives a [Cursor]. Operators
// pull batches of at most [BatchRows] solutions from one another: columns of IDs
// by slot, of which a selection is live. Columns are borrowed until the next
// call, so that a scan hands on what the dataset gave it, and a filter, a
// semi-join or DISTINCT copies nothing but a selection. Terms are decoded at the
// edge ([Cursor.Decode]) and where an expression needs their text.
//
//	     Cursor       limits, decoding
//	       │ next(ctx, *Batch)
//	   slice, project
//	       │
//	sort │ group │ distinct        go to disk beyond the limit
//	       │
//	      join ◄── matcher         merge, hash, loose, index,
//	     ╱    ╲                    apply, bind
//	 scan      scan                leapfrog, path, service …
//	   │
//	Dataset                        [graph.Scanner], [graph.Seeker]
//
// # Joins
//
// All kinds of join (inner, left, semi, anti, minus, mark) and their conditions
// are one driver; algorithms differ in how they find the partners of a piece of
// the left side, a [from,to) range of gathered right rows per left row:
//
//   - merge: both sides come sorted. Keys are found by galloping in the batch at
//     hand; where of a whole batch few rows were wanted, a scan is sought instead,
//     on either side. Where nothing is wanted of the right rows but how many there
//     are, both sides are walked in steps without branches.
//   - hash: the right side is numbered by key in an open-addressing table, or an
//     array where the keys lie near one another, its rows listed key by key. Beyond the memory limit both sides are divided by
//     hash and joined part by part (grace join).
//   - loose: a hash join on variables that may be unbound, a table for each set of
//     variables that both sides bind.
//   - index: the distinct keys of some thousands of left rows are sorted and found
//     by one scan that moves forward. Where that has cost as much as reading the
//     scan whole would have, it is read, and the rest is a hash join.
//   - apply, bind: the right side is evaluated for the keys of the left, one
//     combination at a time, or a piece's all at once.
//
// [plan.Leapfrog] joins many scans variable by variable, which bounds the work on
// cyclic patterns by the greatest possible answer.
//
// # Terms
//
// [Terms] is the dictionary of a query: the dataset's, and a table of terms that
// the query has computed. The same text has the same ID, so that joins, DISTINCT
// and grouping compare IDs alone.
//
// # Limits
//
// A run has a budget of bytes that every table, buffer and computed term asks
// before it grows. Sorts, DISTINCT (also in aggregates), grouping and hash joins go
// to temporary files when three quarters of it are in use. What cannot, at the limit
// is a [*LimitError], as are a row too many and a run too long: never a shorter
// answer that looks whole. Leapfrog joins, joins on variables that may be unbound
// and path searches do not spill. Fixed buffers of operators, a few batches each,
// are not counted.
//
// A temporary file keeps rows in frames, with no name in the file system where
// the system allows that, so that nothing is left behind:
//
//	0       4         8         16
//	+-------+---------+---------+--------------+--------------+---
//	| rows  | columns | xxh3 of | column 0:    | column 1:    |
//	| n     |         | the IDs | n IDs        | n IDs        | …
//	+-------+---------+---------+--------------+--------------+---
//
// Numbers have the machine's byte order. One row of two columns with the IDs 7
// and 9 is, on a little-endian machine: 01000000 02000000, eight bytes of hash,
// 0700000000000000 0900000000000000.
//
// # Concurrency
//
// A run takes place in the goroutine that calls [Cursor.Next]. Others help it where
// that is much work and Options.Parallelism leaves room: the right side of a hash
// join is built beside the rest, many terms are decoded part by part, a leapfrog
// join that is only counted divides the values of its first variable, and below what
// reads all of its input (sorts, groups, counts, the right side of a hash join) large
// scans, and merge joins, unions and groups of them, are divided by ranges of the
// variable by which they come sorted:
//
//	sort, count …
//	     │               IDs of ?m up to 99      100 to 199       from 200
//	  divided  ────────►  join ?m               join ?m          join ?m
//	                     ╱       ╲             ╱       ╲        ╱       ╲
//	                  scan       scan       scan       scan   scan      scan
//
// Each part has operators of its own. What may be told to stop early, as below a LIMIT,
// is not divided. In a profile the time of operators that were divided is the sum over
// goroutines. Next and Decode wait for all that they have started before they return,
// so that nothing runs between calls, and a result does not depend on who helped. Any
// number of runs may use one dataset side by side. A context is looked at at least once
// per batch of every operator that reads, joins or searches. [Terms] may be used by
// many goroutines, a Cursor by one at a time.
package exec
