package kv_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/chancery-graph/chancery/store/kv"
)

func open(t testing.TB, dir string, o kv.Options) *kv.DB {
	t.Helper()
	o.Create = !o.ReadOnly
	d, err := kv.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return d
}

func set(t testing.TB, d *kv.DB, pairs ...string) {
	t.Helper()
	err := d.Commit(context.Background(), func(tx *kv.Tx) error {
		for i := 0; i < len(pairs); i += 2 {
			if err := tx.Set([]byte(pairs[i]), []byte(pairs[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, d *kv.DB, key string) string {
	t.Helper()
	r := d.Reader()
	defer r.Close()
	var got string
	err := r.Get([]byte(key), func(val []byte) error { got = string(val); return nil })
	if errors.Is(err, kv.ErrNotFound) {
		return "(none)"
	}
	if err != nil {
		t.Fatalf("get %s: %v", key, err)
	}
	return got
}

// random returns n bytes that do not compress, the same for a seed.
func random(n int, seed uint64) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16)})
	r.Read(b)
	return b
}

func TestCommitAndReopen(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, kv.Options{})
	long := string(random(100_000, 1))
	set(t, d, "ca", "1", "cb", "", "cc", long)
	view := d.Reader()
	set(t, d, "ca", "2", "cc", "short")
	err := view.Get([]byte("cc"), func(val []byte) error {
		if string(val) != long {
			return fmt.Errorf("reader sees %d bytes, want the %d of its time", len(val), len(long))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	view.Close()
	set(t, d, "cd", long)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
	for _, o := range []kv.Options{{}, {ReadOnly: true}} {
		d = open(t, dir, o)
		for key, want := range map[string]string{"ca": "2", "cb": "", "cc": "short", "cd": long, "ce": "(none)"} {
			if got := get(t, d, key); got != want {
				t.Errorf("%s: got %d bytes, want %d", key, len(got), len(want))
			}
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFailedCommitChangesNothing(t *testing.T) {
	d := open(t, t.TempDir(), kv.Options{})
	set(t, d, "ca", "1")
	own := errors.New("own error")
	err := d.Commit(context.Background(), func(tx *kv.Tx) error {
		if err := tx.Set([]byte("ca"), []byte("2")); err != nil {
			return err
		}
		if err := tx.Delete([]byte("ca")); err != nil {
			return err
		}
		if err := tx.Get([]byte("ca"), func([]byte) error { return nil }); !errors.Is(err, kv.ErrNotFound) {
			t.Errorf("own delete not seen: %v", err)
		}
		return own
	})
	if !errors.Is(err, own) {
		t.Errorf("got error %v, want the function's", err)
	}
	if got := get(t, d, "ca"); got != "1" {
		t.Errorf("got %q, want 1", got)
	}
	err = d.Commit(context.Background(), func(tx *kv.Tx) error {
		return tx.Set([]byte("cb"), random(4<<20, 2))
	})
	if !errors.Is(err, kv.ErrTooBig) {
		t.Errorf("commit of 4 MiB: got %v, want ErrTooBig", err)
	}
	set(t, d, "cb", string(random(kv.MaxCommit-10_000, 3)))
	if n := len(get(t, d, "cb")); n != kv.MaxCommit-10_000 {
		t.Errorf("got %d bytes", n)
	}
}

func TestScan(t *testing.T) {
	d := open(t, t.TempDir(), kv.Options{})
	long := string(random(20_000, 4))
	set(t, d, "b1", "x", "c", "0", "c1", "1", "c2", long, "c\xff\xff", "3", "d", "x", "d1", "x")
	b := d.Batch()
	if err := b.Set([]byte("c3"), []byte(long)); err != nil {
		t.Fatal(err)
	}
	if err := b.Flush(); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		prefix, from string
		reverse      bool
		want         []string
	}{
		{"c", "", false, []string{"c", "c1", "c2", "c3", "c\xff\xff"}},
		{"c", "c2", false, []string{"c2", "c3", "c\xff\xff"}},
		{"c", "c11", false, []string{"c2", "c3", "c\xff\xff"}},
		{"c", "d", false, nil},
		{"c", "a", false, []string{"c", "c1", "c2", "c3", "c\xff\xff"}},
		{"c", "", true, []string{"c\xff\xff", "c3", "c2", "c1", "c"}},
		{"c", "c2", true, []string{"c2", "c1", "c"}},
		{"c", "c21", true, []string{"c2", "c1", "c"}},
		{"c", "b", true, nil},
		{"c", "d1", true, []string{"c\xff\xff", "c3", "c2", "c1", "c"}},
		{"c\xff", "", true, []string{"c\xff\xff"}},
		{"", "", false, []string{"b1", "c", "c1", "c2", "c3", "c\xff\xff", "d", "d1"}},
		{"e", "", true, nil},
	}
	values := map[string]string{"b1": "x", "c": "0", "c1": "1", "c2": long, "c3": long, "c\xff\xff": "3", "d": "x", "d1": "x"}
	r := d.Reader()
	defer r.Close()
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%q from %q reverse %v", tt.prefix, tt.from, tt.reverse), func(t *testing.T) {
			var from []byte
			if tt.from != "" {
				from = []byte(tt.from)
			}
			var got []string
			for it, err := range r.Scan([]byte(tt.prefix), from, tt.reverse) {
				if err != nil {
					t.Fatal(err)
				}
				if string(it.Value) != values[string(it.Key)] {
					t.Errorf("value of %q has %d bytes, want %d", it.Key, len(it.Value), len(values[string(it.Key)]))
				}
				got = append(got, string(it.Key))
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			var keys []string
			for k, err := range r.Keys([]byte(tt.prefix), from, tt.reverse) {
				if err != nil {
					t.Fatal(err)
				}
				keys = append(keys, string(k))
			}
			if fmt.Sprintf("%q", keys) != fmt.Sprintf("%q", tt.want) {
				t.Errorf("keys: got %q, want %q", keys, tt.want)
			}
		})
	}
}

func TestBatchDeletePrefixCompact(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir, kv.Options{})
	fill := func(prefix string, n int) {
		b := d.Batch()
		defer b.Cancel()
		for i := range n {
			if err := b.Set(fmt.Appendf(nil, "%s%06d", prefix, i), random(9000, uint64(i))); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Flush(); err != nil {
			t.Fatal(err)
		}
		if err := b.Set([]byte("cx"), nil); !errors.Is(err, kv.ErrFlushed) {
			t.Errorf("set after flush: %v", err)
		}
	}
	fill("b0", 4000) // 36 MB to be deleted
	fill("b1", 100)
	set(t, d, "m0", string(random(50_000, 9)), "m1", "kept")
	if err := d.Sync(); err != nil {
		t.Fatal(err)
	}
	// Only a full value log, or one of an earlier opening, can be given back.
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, kv.Options{})
	before, err := d.DiskBytes()
	if err != nil {
		t.Fatal(err)
	}
	if before < 30<<20 {
		t.Fatalf("%d bytes on disk, want more than 30 MiB", before)
	}
	ctx := context.Background()
	for _, p := range []string{"b0", "m0"} {
		if err := d.DeletePrefix(ctx, []byte(p)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	after, err := d.DiskBytes()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d KiB before, %d KiB after compaction", before>>10, after>>10)
	if after > 4<<20 {
		t.Errorf("%d bytes on disk after compaction, want less than 4 MiB", after)
	}
	check := func() {
		t.Helper()
		for i := range 100 {
			if got := get(t, d, fmt.Sprintf("b1%06d", i)); !bytes.Equal([]byte(got), random(9000, uint64(i))) {
				t.Fatalf("value %d changed", i)
			}
		}
		if got := get(t, d, "m1"); got != "kept" {
			t.Errorf("m1 is %q", got)
		}
		r := d.Reader()
		defer r.Close()
		n := 0
		for _, err := range r.Scan(nil, nil, false) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != 101 {
			t.Errorf("%d keys are left, want 101", n)
		}
	}
	check()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir, kv.Options{})
	check()
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := kv.Open(filepath.Join(dir, "none"), kv.Options{}); !errors.Is(err, kv.ErrNotExist) {
		t.Errorf("no directory: %v", err)
	}
	if _, err := kv.Open(dir, kv.Options{}); !errors.Is(err, kv.ErrNotExist) {
		t.Errorf("directory without a store: %v", err)
	}
	if _, err := kv.Open(file, kv.Options{Create: true}); err == nil {
		t.Error("a file was opened as a store")
	} else {
		t.Log(err)
	}
	if _, err := kv.Open(dir, kv.Options{MemTable: 5}); err == nil {
		t.Error("MemTable 5 was accepted")
	}
	store := filepath.Join(dir, "store")
	d := open(t, store, kv.Options{})
	for _, o := range []kv.Options{{}, {ReadOnly: true}} {
		_, err := kv.Open(store, o)
		var locked *kv.LockedError
		if !errors.As(err, &locked) || locked.PID != os.Getpid() || locked.Dir != store {
			t.Errorf("second open: got %v, want LockedError of process %d", err, os.Getpid())
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := d.Commit(context.Background(), func(*kv.Tx) error { return nil }); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("commit after close: %v", err)
	}
	if err := d.Reader().Get([]byte("c"), nil); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("get after close: %v", err)
	}
	r1, r2 := open(t, store, kv.Options{ReadOnly: true}), open(t, store, kv.Options{ReadOnly: true})
	_, _ = r1, r2
	_, err := kv.Open(store, kv.Options{})
	var locked *kv.LockedError
	if !errors.As(err, &locked) || locked.PID != 0 {
		t.Errorf("open beside readers: %v", err)
	}
	if err := r1.Commit(context.Background(), func(*kv.Tx) error { return nil }); !errors.Is(err, kv.ErrReadOnly) {
		t.Errorf("commit to a store open for reading: %v", err)
	}
}

func TestNoLitter(t *testing.T) {
	dir := t.TempDir()
	for range 5 {
		d := open(t, dir, kv.Options{})
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if len(names) > 5 {
		t.Errorf("an empty store has the files %q", names)
	}
}

func BenchmarkOpenClose(b *testing.B) {
	dir := b.TempDir()
	d := open(b, dir, kv.Options{})
	set(b, d, "ca", "1")
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		d, err := kv.Open(dir, kv.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestFilesOfACrash leaves what a process leaves that is killed while Badger
// makes a file: an empty log, and a table that no list names.
func TestFilesOfACrash(t *testing.T) {
	dir := t.TempDir()
	d, err := kv.Open(dir, kv.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Commit(context.Background(), func(tx *kv.Tx) error { return tx.Set([]byte("k"), []byte("v")) }); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"00099.mem": "", "000099.vlog": "", "000999.sst": "half a table", "LOCK": "1\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if d, err = kv.Open(dir, kv.Options{}); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	r := d.Reader()
	defer r.Close()
	if err := r.Get([]byte("k"), func(val []byte) error {
		if string(val) != "v" {
			t.Errorf("got %q", val)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
