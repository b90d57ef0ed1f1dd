package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/store"
)

// seed draws a seed and tells it, so that a failure can be repeated.
func seed(t *testing.T) *rand.Rand {
	n := rand.Uint64()
	t.Logf("seed %d", n)
	return rand.New(rand.NewPCG(n, 1))
}

// fill appends small events and one that is large enough for the value log.
func fill(t *testing.T, s *store.Store) {
	t.Helper()
	for i := range 5 {
		appendText(t, s, store.Event{}, fmt.Sprintf("<http://x/s%d> <http://x/p> \"value %d of some length\" <http://x/g> .", i, i))
	}
	appendText(t, s, store.Event{Patch: graphtest.Contacts(graphtest.Config{Quads: 3000})}, "")
	for i := range 5 {
		appendText(t, s, store.Event{}, fmt.Sprintf("<http://x/t%d> <http://x/p> \"another value %d\" <http://x/g> .", i, i))
	}
}

// copyFiles copies a store's directory without its lock.
func copyFiles(t *testing.T, from, to string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, rel)), 0o700); err != nil {
			return err
		}
		files = append(files, rel)
		return os.WriteFile(filepath.Join(to, rel), data, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// exportAll is the whole log and the graph as of its end.
func exportAll(s *store.Store) ([]byte, error) {
	head, _, err := s.Log().Head(ctx)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = s.Log().Export(ctx, &b, 1, head)
	return b.Bytes(), err
}

// TestFlippedBytes flips a byte anywhere in the files of a closed store. Either
// opening or verifying says so, or the byte was of no use: the log and the graph
// are whole.
func TestFlippedBytes(t *testing.T) {
	rnd := seed(t)
	s := create(t, store.Options{})
	fill(t, s)
	want, err := exportAll(s)
	if err != nil {
		t.Fatal(err)
	}
	wantGraph := dump(t, s, 11)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	flips := 400
	if testing.Short() {
		flips = 40
	}
	found := 0
	for range flips {
		dir := filepath.Join(t.TempDir(), "s")
		files := copyFiles(t, s.Dir(), dir)
		where := flip(t, rnd, dir, files)
		if where == "" {
			continue
		}
		err := verifyAt(dir)
		if err != nil {
			var corrupt *store.CorruptionError
			if !errors.As(err, &corrupt) {
				t.Errorf("%s: not told as damage: %v", where, err)
			}
			found++
			continue
		}
		if got, graph := readAll(t, dir); !bytes.Equal(got, want) || !slices.Equal(graph, wantGraph) {
			t.Fatalf("%s: verify finds nothing, but the log or the graph is another", where)
		}
	}
	t.Logf("%d of %d flips were found, the others changed nothing", found, flips)
	if found < flips/4 {
		t.Errorf("only %d of %d flips were found", found, flips)
	}
}

// flip changes one bit pattern of one byte, in a file chosen by size among those
// with content.
func flip(t *testing.T, rnd *rand.Rand, dir string, files []string) string {
	name := filepath.Join(dir, files[rnd.IntN(len(files))])
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	end := len(bytes.TrimRight(data, "\x00")) // beyond is room that was never written
	if end == 0 {
		return ""
	}
	at := rnd.IntN(end)
	data[at] ^= byte(1 + rnd.IntN(255))
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s, byte %d", filepath.Base(name), at)
}

func verifyAt(dir string) error {
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	_, err = s.Verify(ctx, store.VerifyOptions{})
	return errors.Join(err, s.Close())
}

func readAll(t *testing.T, dir string) ([]byte, []string) {
	t.Helper()
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	log, err := exportAll(s)
	if err != nil {
		t.Fatal(err)
	}
	return log, dump(t, s, 11)
}

// TestDiskFull lets the disk fill up at random moments. Every acknowledged event
// is there afterwards, nothing else is, and the store goes on once there is room.
func TestDiskFull(t *testing.T) {
	rnd := seed(t)
	rounds := 30
	if testing.Short() {
		rounds = 5
	}
	for range rounds {
		left := rnd.IntN(40)
		free := func(string) (uint64, error) {
			if left--; left < 0 {
				return 0, nil
			}
			return 1 << 40, nil
		}
		dir := filepath.Join(t.TempDir(), "s")
		s, err := store.Create(dir, store.Options{FreeSpace: free, RecentRows: 50, BufferRows: 700})
		if err != nil {
			if !errors.Is(err, store.ErrDiskFull) || !errors.Is(err, syscall.ENOSPC) {
				t.Fatalf("create: %v", err)
			}
			continue
		}
		acknowledged := graph.Seq(0)
		for i := 0; ; i++ {
			e := store.Event{Header: graph.Header{Kind: graph.KindLoad}, Patch: graphtest.Contacts(graphtest.Config{Quads: 1 + rnd.IntN(2000), Seed: uint64(i)})}
			r, err := s.Append(ctx, e)
			if r.Header.Seq != 0 { // acknowledged by the log, even if the graph is behind
				acknowledged = r.Header.Seq
			}
			if err != nil {
				if !errors.Is(err, store.ErrDiskFull) {
					t.Fatalf("append: %v", err)
				}
				break
			}
		}
		if err := s.Close(); err != nil && !errors.Is(err, store.ErrDiskFull) {
			t.Fatalf("close: %v", err)
		}
		again, err := store.Open(dir, store.Options{})
		if err != nil {
			t.Fatalf("open when there is room again: %v", err)
		}
		h, _, err := again.Head(ctx)
		if err != nil || h.Seq != acknowledged {
			t.Fatalf("head %d, %v; acknowledged were %d", h.Seq, err, acknowledged)
		}
		appendText(t, again, store.Event{}, "<http://x/s> <http://x/p> \"goes on\" .")
		if _, err := again.Verify(ctx, store.VerifyOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDamagedTableNamesAnEvent flips a byte of a table that holds log records:
// the error names the first event that may be hit.
func TestDamagedTableNamesAnEvent(t *testing.T) {
	s := create(t, store.Options{})
	fill(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	tables, err := filepath.Glob(filepath.Join(s.Dir(), "*.sst"))
	if err != nil || len(tables) == 0 {
		t.Fatalf("tables: %v, %v", tables, err)
	}
	named := 0
	for _, table := range tables {
		data, err := os.ReadFile(table)
		if err != nil {
			t.Fatal(err)
		}
		at := bytes.Index(data, []byte("H chancery"))
		if at < 0 {
			continue
		}
		dir := filepath.Join(t.TempDir(), "s")
		copyFiles(t, s.Dir(), dir)
		data[at] ^= 1
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(table)), data, 0o600); err != nil {
			t.Fatal(err)
		}
		var corrupt *store.CorruptionError
		if err := verifyAt(dir); !errors.As(err, &corrupt) || corrupt.Part != "log" || corrupt.Seq == 0 || corrupt.Seq > 11 {
			t.Errorf("%s: %v", filepath.Base(table), err)
		} else {
			named++
		}
	}
	if named == 0 {
		t.Error("no table holds a header")
	}
}
