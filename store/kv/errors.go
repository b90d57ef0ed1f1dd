package kv

import (
	"errors"
	"fmt"
	"syscall"
)

var (
	// ErrNotFound is returned by Get for a key that is not there.
	ErrNotFound = errors.New("kv: key not found")
	// ErrClosed is returned by every call after Close.
	ErrClosed = errors.New("kv: closed")
	// ErrNotExist is returned by Open of a directory without a store.
	ErrNotExist = errors.New("kv: no store there")
	// ErrNotClean is returned by Open for reading after a crash.
	ErrNotClean = errors.New("kv: store was not closed; open it once for writing, which replays its write-ahead log")
	// ErrReadOnly is returned by writes to a store that was opened for reading.
	ErrReadOnly = errors.New("kv: store is open for reading only")
	// ErrTooBig is returned for a key, value or commit over its limit.
	ErrTooBig = errors.New("kv: too big")
	// ErrDiskFull is returned by writes, and by Open, when the disk has no room
	// for them and the reserve; nothing was written. It is also syscall.ENOSPC.
	ErrDiskFull error = diskFull{}
)

type diskFull struct{}

func (diskFull) Error() string { return "kv: disk is full" }
func (diskFull) Unwrap() error { return syscall.ENOSPC }

// LockedError is returned by Open when another process, or this one, has the
// store open.
type LockedError struct {
	Dir string
	// PID is the process that has it open for writing; 0: not known, as with
	// readers.
	PID int
}

// Error names the process.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return "store is locked by another process"
	}
	return fmt.Sprintf("store is locked by process %d", e.PID)
}

// CorruptionError says which file or value is damaged.
type CorruptionError struct {
	// File is the path of the damaged file, if known.
	File string
	// Key is the key of the damaged value, if it is one; in a damaged part of a
	// File, the first key of that part.
	Key []byte
	// End is the first key after the damaged part of a File; nil if it reaches
	// to the end.
	End []byte
	Err error
}

// Error names the damaged part.
func (e *CorruptionError) Error() string {
	switch {
	case e.File != "":
		return fmt.Sprintf("kv: %s is damaged: %v", e.File, e.Err)
	case e.Key != nil:
		return fmt.Sprintf("kv: value of key %q is damaged: %v", e.Key, e.Err)
	default:
		return fmt.Sprintf("kv: store is damaged: %v", e.Err)
	}
}

// Unwrap returns the cause.
func (e *CorruptionError) Unwrap() error { return e.Err }
