// Package store keeps the log and the graph that is folded from it.
//
// The log (store/eventlog) is the only truth; the projection (store/projection,
// store/dict, store/block) can be deleted and rebuilt from it. Both live in one
// directory, over store/kv:
//
//	DIR/…          Badger's files
//	DIR/HEAD       witness of the last acknowledged event (store/eventlog)
//	DIR/tmp/       spill files of a large event; emptied by Open
//
// One process opens a store at a time. Within it one [Store.Append] runs at a
// time and any number of [Snapshot]s are read meanwhile; a snapshot never sees
// half an event and never waits for the writer.
package store
