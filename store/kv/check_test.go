package kv_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/store/kv"
)

// TestDamagedFiles changes bytes of tables and of their list, by which Badger
// alone would end the process or leave data out.
func TestDamagedFiles(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, kv.Options{})
	for i := range 100 {
		set(t, d, fmt.Sprintf("c%03d", i), strings.Repeat("x", i))
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*.sst", "MANIFEST"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s: %v", pattern, err)
		}
		good, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		step := 1 + len(good)/500
		for i := 0; i < len(good); i += step {
			bad := []byte(string(good))
			bad[i] ^= 1 << (i % 8)
			if err := os.WriteFile(files[0], bad, 0o666); err != nil {
				t.Fatal(err)
			}
			d, err := kv.Open(dir, kv.Options{})
			var damage *kv.CorruptionError
			if !errors.As(err, &damage) {
				t.Fatalf("%s, byte %d of %d: got %v, want CorruptionError", pattern, i, len(good), err)
			}
			if d != nil {
				t.Fatal("a damaged store was opened")
			}
		}
		if err := os.WriteFile(files[0], good, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	d = open(t, dir, kv.Options{})
	for i := range 100 {
		if got := get(t, d, fmt.Sprintf("c%03d", i)); got != strings.Repeat("x", i) {
			t.Errorf("value %d is %q", i, got)
		}
	}
	if err := d.Verify(); err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "MANIFEST")); err != nil {
		t.Fatal(err)
	}
	for _, o := range []kv.Options{{}, {Create: true}} {
		var damage *kv.CorruptionError
		if _, err := kv.Open(dir, o); !errors.As(err, &damage) {
			t.Errorf("without MANIFEST: got %v, want CorruptionError", err)
		}
	}
}

// TestDamagedValue checks that a value of the value log that Badger cannot read,
// which it says only in its log, is an error.
func TestDamagedValue(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, kv.Options{})
	for i := range 3 { // one by one, for Badger writes the keys of a batch in any order
		b := d.Batch()
		if err := b.Set(fmt.Appendf(nil, "b%d", i), random(9000, uint64(i))); err != nil {
			t.Fatal(err)
		}
		if err := b.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "000001.vlog"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte("damage"), 12_000); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, kv.Options{})
	r := d.Reader()
	defer r.Close()
	var damage *kv.CorruptionError
	if err := r.Get([]byte("b0"), func([]byte) error { return nil }); err != nil {
		t.Errorf("sound value: %v", err)
	}
	err = r.Get([]byte("b1"), func([]byte) error { t.Error("called with a damaged value"); return nil })
	if !errors.As(err, &damage) || string(damage.Key) != "b1" {
		t.Errorf("get: %v, want CorruptionError of b1", err)
	}
	n := 0
	for _, serr := range r.Scan([]byte("b"), nil, false) {
		if err = serr; err == nil {
			n++
		}
	}
	if !errors.As(err, &damage) || n != 1 {
		t.Errorf("scan: %d items, then %v, want CorruptionError after 1", n, err)
	}
}

// TestTogether writes by batches and commits, reads, and compacts at one time,
// over several write-ahead logs.
func TestTogether(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, kv.Options{MemTable: 1 << 20})
	ctx := context.Background()
	var wg sync.WaitGroup
	const n = 300
	wg.Go(func() {
		for round := range 5 {
			b := d.Batch()
			for i := range n {
				if err := b.Set(fmt.Appendf(nil, "b%d/%03d", round, i), random(4500, uint64(i))); err != nil {
					t.Error(err)
				}
				if err := b.Set(fmt.Appendf(nil, "t%d/%03d", round, i), random(900, uint64(i))); err != nil {
					t.Error(err)
				}
			}
			if err := b.Flush(); err != nil {
				t.Error(err)
			}
			if err := d.Sync(); err != nil {
				t.Error(err)
			}
			if round > 0 {
				if err := d.DeletePrefix(ctx, fmt.Appendf(nil, "b%d/", round-1)); err != nil {
					t.Error(err)
				}
			}
		}
	})
	wg.Go(func() {
		for i := range n {
			set(t, d, fmt.Sprintf("e%03d", i), string(random(3000, uint64(i))))
		}
	})
	wg.Go(func() {
		for range 3 {
			if err := d.Compact(ctx); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Go(func() {
		for range 50 {
			r := d.Reader()
			last := 0
			for it, err := range r.Scan([]byte("e"), nil, false) {
				if err != nil {
					t.Error(err)
				}
				if string(it.Key) != fmt.Sprintf("e%03d", last) || string(it.Value) != string(random(3000, uint64(last))) {
					t.Errorf("%s is wrong", it.Key)
				}
				last++
			}
			r.Close()
		}
	})
	wg.Wait()
	check := func() {
		t.Helper()
		r := d.Reader()
		defer r.Close()
		count := map[byte]int{}
		for it, err := range r.Scan(nil, nil, false) {
			if err != nil {
				t.Fatal(err)
			}
			count[it.Key[0]]++
		}
		if count['b'] != n || count['t'] != 5*n || count['e'] != n || len(count) != 3 {
			t.Errorf("%v keys are left, want %d b, %d t and %d e", count, n, 5*n, n)
		}
	}
	check()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, kv.Options{ReadOnly: true})
	check()
}
