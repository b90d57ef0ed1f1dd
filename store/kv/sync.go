package kv

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Sync makes everything that was written durable.
func (d *DB) Sync() error {
	if d.o.ReadOnly {
		return nil
	}
	if err := d.calls.enter(); err != nil {
		return err
	}
	defer d.calls.leave()
	if err := d.sync.all(); err != nil {
		return &SyncError{Err: err}
	}
	return nil
}

// syncer syncs Badger's files. Both kinds are numbered upwards and only the
// newest of a kind is written to. A write-ahead log is not synced by Badger when
// the next one is begun, so all that are left since the last sync are; it is
// deleted when its table is on disk. A value log is synced by Badger before the
// next one is begun.
type syncer struct {
	dir  string
	data func(*os.File) error

	mu       sync.Mutex
	logs     newest // write-ahead logs
	values   newest // value logs
	dirTime  time.Time
	dirDirty bool

	valuesDirty atomic.Bool
}

// newest is the newest file of a kind that is known.
type newest struct {
	number int
	name   func(number int) string
	suffix string
	// onlyLast: Badger has synced all but the newest.
	onlyLast bool
	f        *os.File
}

func newSyncer(dir string, data func(*os.File) error) *syncer {
	return &syncer{
		dir:      dir,
		data:     data,
		dirDirty: true,
		logs:     newest{suffix: ".mem", name: func(n int) string { return fmt.Sprintf("%05d.mem", n) }},
		values:   newest{suffix: ".vlog", onlyLast: true, name: func(n int) string { return fmt.Sprintf("%06d.vlog", n) }},
	}
}

func (s *syncer) valuesWritten() { s.valuesDirty.Store(true) }

// wal syncs the write-ahead logs, and the directory if files came or went.
func (s *syncer) wal() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.syncNewer(&s.logs); err != nil {
		return err
	}
	return s.syncDir()
}

// all syncs the value log first: a write-ahead log that survives a power cut
// points into it.
func (s *syncer) all() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.valuesDirty.Swap(false) {
		if err := s.syncNewer(&s.values); err != nil {
			s.valuesDirty.Store(true)
			return err
		}
	}
	if err := s.syncNewer(&s.logs); err != nil {
		return err
	}
	return s.syncDir()
}

// syncNewer syncs the files of a kind from the one that was newest at the last
// sync on.
func (s *syncer) syncNewer(k *newest) error {
	if k.f != nil && !linked(k.f) {
		if err := k.close(); err != nil {
			return err
		}
	}
	if k.f == nil {
		return s.syncListed(k)
	}
	for {
		if err := s.data(k.f); err != nil {
			return err
		}
		f, err := os.OpenFile(filepath.Join(s.dir, k.name(k.number+1)), os.O_RDWR, 0)
		if errors.Is(err, os.ErrNotExist) {
			if linked(k.f) {
				return nil
			}
			// It was deleted meanwhile, and others may have come after it.
			return s.syncListed(k)
		}
		if err != nil {
			return err
		}
		s.dirDirty = true
		if err := k.close(); err != nil {
			return errors.Join(err, f.Close())
		}
		k.f, k.number = f, k.number+1
	}
}

// syncListed syncs all files of a kind that the directory holds from the known
// number on, and keeps the newest open.
func (s *syncer) syncListed(k *newest) error {
	s.dirDirty = true
	numbers, err := k.list(s.dir)
	if err != nil {
		return err
	}
	if k.onlyLast && len(numbers) > 1 {
		numbers = numbers[len(numbers)-1:]
	}
	for _, n := range numbers {
		f, err := os.OpenFile(filepath.Join(s.dir, k.name(n)), os.O_RDWR, 0)
		if errors.Is(err, os.ErrNotExist) {
			continue // a table holds it now
		}
		if err != nil {
			return err
		}
		if err := s.data(f); err != nil {
			return errors.Join(err, f.Close())
		}
		if err := k.close(); err != nil {
			return errors.Join(err, f.Close())
		}
		k.f, k.number = f, n
	}
	return nil
}

// list returns the numbers of the files from the known one on, rising.
func (k *newest) list(dir string) ([]int, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, e := range entries {
		digits, ok := strings.CutSuffix(e.Name(), k.suffix)
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(digits); err == nil && n >= k.number {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}

// syncDir syncs the directory if it has changed since the last time.
func (s *syncer) syncDir() error {
	fi, err := os.Stat(s.dir)
	if err != nil {
		return err
	}
	if !s.dirDirty && fi.ModTime().Equal(s.dirTime) {
		return nil
	}
	f, err := os.Open(s.dir)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	s.dirDirty, s.dirTime = false, fi.ModTime()
	return nil
}

func (k *newest) close() error {
	if k.f == nil {
		return nil
	}
	err := k.f.Close()
	k.f = nil
	return err
}

func (s *syncer) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.logs.close(), s.values.close())
}
