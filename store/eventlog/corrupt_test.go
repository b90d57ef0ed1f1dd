package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/storetest"
)

// closedStore makes a store with tables and value logs of two processes and
// returns its log's export.
func closedStore(t *testing.T, dir string) string {
	t.Helper()
	text := ""
	for range 2 {
		e, stop := openLog(t, dir)
		fill(t, e, 8)
		text = export(t, e)
		stop()
	}
	return text
}

// isDamage tells whether an error says that the store is damaged.
func isDamage(err error) bool {
	var log *eventlog.CorruptionError
	var store *kv.CorruptionError
	return errors.As(err, &log) || errors.As(err, &store)
}

// TestFlippedFiles changes bytes of every file of a closed store. Opening and
// verifying must find it, or the log must still be the same to the last byte.
func TestFlippedFiles(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "store")
	whole := closedStore(t, dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	try := filepath.Join(base, "try")
	for _, entry := range entries {
		name := entry.Name()
		size := dataEnd(t, filepath.Join(dir, name))
		found, same := 0, 0
		flipAt := func(at int64, bit byte) {
			copyStore(t, dir, try)
			flip(t, filepath.Join(try, name), at, bit)
			got, err := openAndExport(t, try)
			switch {
			case err == nil && got == whole:
				same++
			case isDamage(err):
				found++
			default:
				t.Errorf("%s, byte %d of %d, bit %#x: not found, and the log differs: %v", name, at, size, bit, err)
			}
			if err := os.RemoveAll(try); err != nil {
				t.Fatal(err)
			}
		}
		for at := int64(0); at < size; at += 1 + size/60 {
			flipAt(at, 1<<(at%8))
		}
		for at := max(0, size-24); at < size; at++ { // footers
			flipAt(at, 0x80)
		}
		t.Logf("%s, %d bytes: %d found, %d without effect", name, size, found, same)
	}
}

// TestMissingFiles removes or empties each file.
func TestMissingFiles(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "store")
	whole := closedStore(t, dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		for _, how := range []string{"removed", "emptied", "halved"} {
			try := filepath.Join(base, "try")
			copyStore(t, dir, try)
			name := filepath.Join(try, entry.Name())
			var err error
			switch how {
			case "removed":
				err = os.Remove(name)
			case "emptied":
				err = os.Truncate(name, 0)
			default:
				err = os.Truncate(name, dataEnd(t, name)/2)
			}
			if err != nil {
				t.Fatal(err)
			}
			got, err := openAndExport(t, try)
			if !(err == nil && got == whole) && !isDamage(err) {
				t.Errorf("%s %s: not found, and the log differs: %v", entry.Name(), how, err)
			}
			t.Logf("%s %s: %v", entry.Name(), how, err)
			if err := os.RemoveAll(try); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestFlippedValues changes every byte of every key and value of a small log,
// removes each, and adds some; Verify must find every one of them.
func TestFlippedValues(t *testing.T) {
	db, err := kv.Open(t.TempDir(), kv.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	e, err := eventlog.Open(db, eventlog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		_, err := e.Append(t.Context(), graph.Seq(i), eventlog.Commit{
			Header: graph.Header{Kind: graph.KindLoad, Commit: fmt.Sprint("id", i)},
			Body:   storetest.Text(storetest.Lines(i, 1)),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	type pair struct{ key, val []byte }
	var pairs []pair
	r := db.Reader()
	for it, err := range r.Scan(nil, nil, false) {
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, pair{[]byte(string(it.Key)), []byte(string(it.Value))})
	}
	r.Close()
	if len(pairs) != 3+2+3 {
		t.Fatalf("%d keys are stored, want 8", len(pairs))
	}
	change := func(fn func(tx *kv.Tx) error) {
		t.Helper()
		if err := db.Commit(context.Background(), fn); err != nil {
			t.Fatal(err)
		}
	}
	mustFind := func(format string, args ...any) {
		t.Helper()
		err := e.Verify(t.Context(), nil)
		var damage *eventlog.CorruptionError
		if !errors.As(err, &damage) {
			t.Errorf(format+": got %v, want damage", append(args, err)...)
		}
	}
	put := func(key, val []byte) func(tx *kv.Tx) error {
		return func(tx *kv.Tx) error { return tx.Set([]byte(string(key)), []byte(string(val))) }
	}
	for _, p := range pairs {
		for i := range p.val {
			bad := []byte(string(p.val))
			bad[i] ^= 1 << (i % 8)
			change(put(p.key, bad))
			mustFind("key %q: byte %d of the value changed", p.key, i)
		}
		change(put(p.key, p.val[:len(p.val)-1]))
		mustFind("key %q: value cut", p.key)
		change(func(tx *kv.Tx) error { return tx.Delete([]byte(string(p.key))) })
		mustFind("key %q removed", p.key)
		for i := 1; i < len(p.key); i++ {
			bad := []byte(string(p.key))
			bad[i] ^= 1 << (i % 8)
			if slices.ContainsFunc(pairs, func(o pair) bool { return string(o.key) == string(bad) }) {
				continue
			}
			change(put(bad, p.val))
			mustFind("key %q: byte %d changed", p.key, i)
			change(put(p.key, p.val))
			mustFind("key %q: a copy with byte %d changed", p.key, i)
			change(func(tx *kv.Tx) error {
				if err := tx.Delete(bad); err != nil {
					return err
				}
				return tx.Delete([]byte(string(p.key)))
			})
		}
		change(put(p.key, p.val))
		if err := e.Verify(t.Context(), nil); err != nil {
			t.Fatalf("restored: %v", err)
		}
	}
	for _, key := range []string{"c", "cx", "e", "e123", "k", "kk", "c\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00"} {
		change(put([]byte(key), []byte("x")))
		mustFind("unexpected key %q", key)
		change(func(tx *kv.Tx) error { return tx.Delete([]byte(key)) })
	}
	if err := e.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// TestVerifyNames checks that the first damaged event is named.
func TestVerifyNames(t *testing.T) {
	dir := t.TempDir()
	e, stop := openLog(t, dir)
	fill(t, e, 9)
	last := eventlog.Progress{}
	if err := e.Verify(t.Context(), func(p eventlog.Progress) { last = p }); err != nil {
		t.Fatal(err)
	}
	if last.Seq != 9 || last.Head != 9 || last.Text == 0 {
		t.Errorf("progress ended with %+v", last)
	}
	stop()
	db, err := kv.Open(dir, kv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Commit(t.Context(), func(tx *kv.Tx) error {
		return tx.Delete([]byte("c\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01"))
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err = eventlog.Open(db, eventlog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	err = e.Verify(t.Context(), nil)
	var damage *eventlog.CorruptionError
	if !errors.As(err, &damage) || damage.Seq != 8 || damage.Part != "body" || !strings.Contains(err.Error(), "event 8") {
		t.Errorf("got %v, want damage of the body of event 8", err)
	}
	if err := e.Export(t.Context(), new(strings.Builder), 0, 0); !errors.As(err, &damage) {
		t.Errorf("export: got %v, want damage", err)
	}
}
