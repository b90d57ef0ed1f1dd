// Package known answers what the ingest pipeline asks about a graph: who bears a
// name, who held a function, which contacts are there. It implements
// ingest.Directory over one snapshot and the statements made since.
//
//	ContactsAmong(a, b)     snapshot: {attendee a} ∩ {attendee b}, in IDs
//	                        since:    {attendee a} ∪ {attendee b}, each checked in both
//
// A snapshot does not see the dispatches that are stored after it was taken, so
// [Graph.Learn] keeps those of their statements that the questions need in
// memory, about 200 bytes each. Whoever stores many takes a new snapshot now and
// then: see [Graph.Learned].
//
// The table of surnames is read at the first question for one, in one scan of
// the names; it takes about 30 bytes for each name. All other answers are read
// when they are asked for, along permutations of the store.
//
// # Concurrency
//
// A Graph is used by one goroutine at a time.
package known
