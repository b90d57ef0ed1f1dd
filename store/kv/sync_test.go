package kv_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/store/kv"
)

// syncs records the files that are synced, and can fail.
type syncs struct {
	mu    sync.Mutex
	names []string
	err   error
}

func (s *syncs) sync(f *os.File) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names = append(s.names, filepath.Base(f.Name()))
	return s.err
}

func (s *syncs) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := s.names
	s.names = nil
	return names
}

func TestWhatIsSynced(t *testing.T) {
	dir := t.TempDir()
	var s syncs
	d := open(t, dir, kv.Options{MemTable: 1 << 20, Sync: s.sync})
	expect := func(what string, want ...string) {
		t.Helper()
		if got := s.take(); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: synced %q, want %q", what, got, want)
		}
	}
	set(t, d, "ca", "1")
	expect("first commit", "00001.mem")
	set(t, d, "ca", "2", "cb", string(random(20_000, 1)))
	expect("second commit", "00001.mem")
	batch := func(n, size int) {
		b := d.Batch()
		for i := range n {
			if err := b.Set(fmt.Appendf(nil, "b%06d", i), random(size, 1)); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	batch(5, 9000)
	expect("flush of a batch")
	set(t, d, "ca", "3")
	expect("commit beside a batch", "00001.mem")
	if err := d.Sync(); err != nil {
		t.Fatal(err)
	}
	expect("sync", "000001.vlog", "00001.mem")
	// Over several write-ahead logs: every one that is still there, and the
	// newest above all.
	batch(5000, 1000)
	if err := d.Sync(); err != nil {
		t.Fatal(err)
	}
	synced := map[string]bool{}
	for _, name := range s.take() {
		synced[name] = true
	}
	left, err := filepath.Glob(filepath.Join(dir, "*.mem"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range left {
		if !synced[filepath.Base(path)] {
			t.Errorf("%s was not synced, but %v", filepath.Base(path), synced)
		}
	}
	s.err = errors.New("own error")
	err = d.Commit(context.Background(), func(tx *kv.Tx) error { return tx.Set([]byte("ca"), []byte("4")) })
	var unsynced *kv.SyncError
	if !errors.As(err, &unsynced) || !errors.Is(err, s.err) {
		t.Errorf("commit: got %v, want SyncError", err)
	}
	if err := d.Sync(); !errors.As(err, &unsynced) {
		t.Errorf("sync: got %v, want SyncError", err)
	}
	s.err = nil
}
