// Package kv keeps sorted keys and values on disk. It is the only importer of
// Badger, and no type of Badger leaves it.
//
// # Keys
//
// The first byte of a key says whose it is. A change of the layout needs a new
// format version.
//
//	0x00 key part     kv          a piece of a value written by Commit that is too long to be stored in one
//	'c'  ...          eventlog    chunks of patch text
//	'e'  ...          eventlog    event records
//	'k'  ...          eventlog    commit ids
//	'b'  ...          projection  blocks
//	'm'  ...          projection  manifest
//	't'  ...          projection  dictionary
//	'v'               store       format version
//
// Keys of other packages are 1 to [MaxKey] bytes long and do not begin with
// 0x00 or 0xff.
//
// # Two ways to write
//
// [DB.Commit] is one atomic and durable change, small (at most [MaxCommit]
// bytes). [Batch] is for data of any size that nothing points at yet: it is
// neither atomic nor durable until Flush and then [DB.Sync] have returned.
// Whoever writes much stages it by Batch, syncs, and makes it visible by one
// Commit.
//
// Values of at least 1 KiB written by Batch go to Badger's value log, which
// compaction never rewrites. Commit never uses the value log: it cuts longer
// values into pieces of the write-ahead log, so that one write to one file,
// with one sync, holds the whole change, and a torn write leaves nothing of it.
//
// # Durability
//
// Badger's own switch SyncWrites drops the error of the value log's sync, and
// its Sync leaves out a write-ahead log that was rotated but not yet flushed as
// well as the entries of new files in their directory. Here Commit and Sync
// sync the files themselves: the write-ahead logs written since the last sync,
// for Sync also the value log, and the directory if files came or went. Every
// error is returned.
//
// # Damage
//
// Badger ends the process or leaves tables out without an error when it meets
// certain damage. Therefore Open reads every table and the list of tables
// first and checks their checksums, and returns a *[CorruptionError]. Values
// in the value log are checked whenever they are read. What Badger still
// repairs in silence is the end of a write-ahead log or value log that fails
// its checksum: after a power cut that is right, and whoever must know whether
// acknowledged data was lost keeps a witness beside it, as eventlog does.
//
// # Full disks
//
// Badger writes through memory maps, and a page that finds no room on the disk
// ends the process. So every write first asks the file system for the free
// space, and returns [ErrDiskFull] with nothing written unless there is room for
// it and for everything that Badger may write behind it (a reserve):
//
//	reserve = 8 MiB + 2 × write-ahead logs + 2 × min(tables, 128 MiB)
//
// The reserve is for this process: another one that takes the last of the disk
// while a table is being written still ends it. What was acknowledged stays.
//
// A store that refuses writes can be read, closed and opened again: opening
// needs only the room to turn its write-ahead logs into tables.
//
// # Concurrency
//
// A DB may be used by many goroutines. A Reader, Batch or Tx belongs to one
// goroutine at a time. Close waits for calls that are running, also for scans
// that are being consumed; later calls return [ErrClosed].
package kv
