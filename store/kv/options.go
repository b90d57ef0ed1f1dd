package kv

import (
	"fmt"
	"log/slog"
	"os"
)

const (
	// valueThreshold is the length in bytes from which a value of a Batch lives
	// in the value log: longer than dictionary and manifest entries, shorter
	// than nearly every block, which so are never rewritten by compaction.
	valueThreshold = 1 << 10
	// pieceSize is the length of the pieces of a long value of Commit. It
	// affects the disk only through the pieces' number; readers take any.
	pieceSize = 4000
	// valueLogFile is the size in bytes at which a value log file is full. The
	// last one is read when a store is opened after a crash, and only full ones
	// give space back to Compact: so not large. Each one is a file descriptor
	// and a memory map: so not small.
	valueLogFile = 128 << 20

	defaultMemTable = 16 << 20
	minMemTable     = 1 << 20
	maxMemTable     = 256 << 20

	// MaxKey is the greatest length of a key in bytes.
	MaxKey = 60000
	// MaxValue is the greatest length of a value in bytes.
	MaxValue = 64 << 20
	// MaxCommit is the number of bytes of keys and values that fit into one
	// Commit with the default MemTable. A greater one returns ErrTooBig.
	MaxCommit = 2 << 20
)

// Options say how a store is opened. The zero value works.
type Options struct {
	// Create makes the directory and the store if they are not there. Without
	// it Open of a directory that holds no store is ErrNotExist.
	Create bool
	// ReadOnly opens for reading alone, beside other readers. It fails with
	// ErrNotClean after a crash, until the store was opened once for writing.
	ReadOnly bool
	// Logger receives what goes on behind the calls; nil: nothing is logged.
	Logger *slog.Logger
	// MemTable is the size in bytes of the table of recent writes in memory and
	// of its write-ahead log, of which there may be three. 0: 16 MiB.
	// 1 MiB to 256 MiB.
	MemTable int64
	// Sync writes a file's data to disk; nil asks the system. For tests.
	Sync func(f *os.File) error
	// FreeSpace tells how many bytes may still be written to the file system
	// that holds dir. nil asks the system. For tests.
	FreeSpace func(dir string) (uint64, error)
}

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.MemTable == 0 {
		o.MemTable = defaultMemTable
	}
	if o.Sync == nil {
		o.Sync = datasync
	}
	if o.FreeSpace == nil {
		o.FreeSpace = freeSpace
	}
	return o
}

// Validate names the first field that is out of its limits.
func (o Options) Validate() error {
	if o.MemTable != 0 && (o.MemTable < minMemTable || o.MemTable > maxMemTable) {
		return fmt.Errorf("kv: Options.MemTable is %d bytes, expected 0 or %d to %d", o.MemTable, minMemTable, maxMemTable)
	}
	if o.Create && o.ReadOnly {
		return fmt.Errorf("kv: Options.Create and Options.ReadOnly exclude each other")
	}
	return nil
}
