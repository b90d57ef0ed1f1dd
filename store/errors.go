package store

import (
	"errors"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

var (
	// ErrNoStore is returned by Open of a directory that holds no store.
	ErrNoStore = errors.New("store: no store there")
	// ErrExists is returned by Create where a store is already.
	ErrExists = errors.New("store: a store is there already")
	// ErrClosed is returned by every call after Close.
	ErrClosed = errors.New("store: closed")
	// ErrEncoding is returned, wrapped, by Append of a term that is not UTF-8, which
	// could not be read back from the log. Nothing was written.
	ErrEncoding = errors.New("store: a term is not UTF-8")
	// ErrDiskFull is returned, wrapped, by Open and by whatever writes, when the
	// disk has no room. What was acknowledged before is safe.
	ErrDiskFull = kv.ErrDiskFull
	// ErrBehind is returned, wrapped, by Append when the event was acknowledged
	// by the log but the graph could not follow, and by every later Append of
	// the same Store. Opening the store again brings the graph up to the log.
	ErrBehind = errors.New("store: the event is in the log, but the graph is behind it; open the store again")
)

// LockedError is returned by Open when another process has the store open.
type LockedError = kv.LockedError

// VersionError is returned by Open for a store of another format.
type VersionError struct{ Found, Known string }

func (e *VersionError) Error() string {
	return fmt.Sprintf("store: format %q, this program reads %q", e.Found, e.Known)
}

// CorruptionError says where a store is damaged. Seq is the first damaged event
// of the log, or the first that may be where a block of a table fails its
// checksum. It is 0 when the damage is in the projection, which a rebuild mends,
// or in a file as a whole.
type CorruptionError struct {
	Seq  graph.Seq
	Part string // "log", "projection" or "files"
	Err  error
}

func (e *CorruptionError) Error() string {
	if e.Seq != 0 {
		return fmt.Sprintf("store: damage in the %s, first at event %d: %v", e.Part, e.Seq, e.Err)
	}
	return fmt.Sprintf("store: damage in the %s: %v", e.Part, e.Err)
}

// Unwrap returns the cause.
func (e *CorruptionError) Unwrap() error { return e.Err }
