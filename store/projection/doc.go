// Package projection folds the log into sorted permutations of quads that can
// be read as of any event.
//
// # Rows
//
// A run is an immutable set of rows in five permutations (graph.Orders), each a
// sequence of blocks (store/block). A row is a statement with the event that
// added it and the event that removed it:
//
//	s p o g | added removed
//	a b c d |     5       ∞   there since event 5
//	a b c d |     5      12   there from event 5 until before event 12
//	a b c d |     –      12   removed by event 12; an older run holds the add
//
// A statement is visible as of event N if added <= N < removed. Events that
// change nothing (an add of what is there, a delete of what is not) leave no
// row, so adds and removals of a statement alternate along the log. From that
// follows what the package rests on:
//
//   - the number of statements in a key range as of N is the adds at or before
//     N less the removals at or before N, summed over runs without a merge;
//   - what happened to a statement between two events is told by the events in
//     between alone.
//
// # Runs
//
// The rows of recent events are kept in memory, as small runs that are merged as
// they come, in SPOG order alone: another permutation of a run in memory is sorted
// when it is first read. From Options.RecentRows on they become a run on disk. An event of
// more rows becomes a run of its own. An event that outgrows Options.BufferRows
// is sorted in pieces that spill to temporary files. Neighbouring runs of
// similar size are merged in the background.
//
//	oldest                                        newest
//	[ run 3: 9,000,000 ][ run 7: 800,000 ][ run 9: 60,000 ] [mem][mem]
//
// A manifest, one small value replaced atomically, lists the runs and the event
// that they have reached. A run that it does not list does not exist; the next
// open removes its keys. After a crash the log is replayed from the manifest's
// event.
//
// # Reading
//
// A view is the list of runs after an event. A scan merges one permutation of
// all runs. Where no other run has keys in a block's range the block is handed
// out as it was decoded, and only the columns asked for are decoded; a block
// whose rows are all visible, as its index entry tells, is not tested row by
// row.
//
// # Memory
//
// Staging an event takes up to about 175 bytes for each of Options.BufferRows
// operations, twice when it spills, whatever the event's size; the resident
// block indexes take about 100 bytes a block of 1,024 rows and permutation, that
// is 0.5 bytes a statement, of the permutations in use.
package projection
