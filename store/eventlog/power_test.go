package eventlog_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/storetest"
)

// durable keeps, beside a store, what a power cut would leave of its logs: each
// file as it was when it was last synced.
type durable struct {
	mu  sync.Mutex
	dir string
	err error // of Sync
}

func (d *durable) sync(f *os.File) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err != nil {
		return d.err
	}
	err := copySparse(f.Name(), filepath.Join(d.dir, filepath.Base(f.Name())))
	if errors.Is(err, os.ErrNotExist) {
		return nil // deleted meanwhile: a table holds it
	}
	return err
}

// cut makes the store that is left. Tables and their list are synced by Badger
// as it writes them.
func (d *durable) cut(t *testing.T, store, to string) {
	t.Helper()
	copyStore(t, store, to)
	entries, err := os.ReadDir(to)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := filepath.Join(to, e.Name())
		switch filepath.Ext(name) {
		case ".mem", ".vlog":
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			err := copySparse(filepath.Join(d.dir, e.Name()), name)
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
	}
}

// TestPowerCut checks that every acknowledged event survives a power cut, over
// several write-ahead logs, and that the witness gives no alarm.
func TestPowerCut(t *testing.T) {
	base := t.TempDir()
	dir, logs := filepath.Join(base, "store"), filepath.Join(base, "durable")
	if err := os.Mkdir(logs, 0o777); err != nil {
		t.Fatal(err)
	}
	d := &durable{dir: logs}
	e, stop, err := tryOpen(dir, kv.Options{Create: true, MemTable: 1 << 20, Sync: d.sync}, eventlog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for round := range 6 {
		fill(t, e, 30)
		left := filepath.Join(base, fmt.Sprint("left", round))
		d.cut(t, dir, left)
		got, err := openAndExport(t, left)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if got != export(t, e) {
			t.Fatalf("round %d: what is left differs", round)
		}
	}
}

// TestUnknown lets the sync of a commit fail: the log must not vouch for the
// event, nor take others, until it is opened again.
func TestUnknown(t *testing.T) {
	base := t.TempDir()
	dir, logs := filepath.Join(base, "store"), filepath.Join(base, "durable")
	if err := os.Mkdir(logs, 0o777); err != nil {
		t.Fatal(err)
	}
	d := &durable{dir: logs}
	e, stop, err := tryOpen(dir, kv.Options{Create: true, Sync: d.sync}, eventlog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, e, 3)
	commit := func(e eventlog.Log) (eventlog.Receipt, error) {
		return e.Append(t.Context(), 3, eventlog.Commit{
			Header: graph.Header{Kind: graph.KindLoad, Commit: "the one"}, Body: storetest.Text(storetest.Lines(3, 1)),
		})
	}
	d.err = errors.New("own error")
	for range 2 {
		if _, err := commit(e); !errors.Is(err, eventlog.ErrUnknown) || !errors.Is(err, d.err) {
			t.Errorf("got %v, want ErrUnknown", err)
		}
	}
	d.err = nil
	if r, err := commit(e); !errors.Is(err, eventlog.ErrUnknown) {
		t.Errorf("after a failed sync: got %+v, %v, want ErrUnknown", r, err)
	}
	if head, _, err := e.Head(t.Context()); err != nil || head != 3 {
		t.Errorf("head is %d, %v", head, err)
	}
	left := filepath.Join(base, "left")
	d.cut(t, dir, left)
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	// With the event, and without it.
	for _, dir := range []string{dir, left} {
		e, _ := openLog(t, dir)
		r, err := commit(e)
		if err != nil || r.Header.Seq != 4 {
			t.Errorf("asked again: got %+v, %v", r, err)
		}
		if err := e.Verify(t.Context(), nil); err != nil {
			t.Error(err)
		}
		t.Logf("repeated: %v", r.Repeated)
	}
}

// TestFullDisk lets the disk fill up in the middle of a body.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	var mu sync.Mutex
	free, step := uint64(1<<40), uint64(0)
	space := func(string) (uint64, error) {
		mu.Lock()
		defer mu.Unlock()
		free -= min(free, step)
		return free, nil
	}
	setFree := func(f, s uint64) {
		mu.Lock()
		defer mu.Unlock()
		free, step = f, s
	}
	e, stop, err := tryOpen(dir, kv.Options{Create: true, FreeSpace: space}, eventlog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, e, 3)
	before := export(t, e)
	pieces := []string{}
	for i := range 60 {
		pieces = append(pieces, storetest.Lines(5000, uint64(i)))
	}
	for _, pieces := range [][]string{pieces, pieces[:1]} {
		setFree(60<<20, 20<<20)
		_, err = e.Append(t.Context(), 3, eventlog.Commit{Header: graph.Header{Kind: graph.KindLoad}, Body: storetest.Text(pieces...)})
		if !errors.Is(err, kv.ErrDiskFull) || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("got %v, want ErrDiskFull", err)
		}
		if errors.Is(err, eventlog.ErrUnknown) {
			t.Errorf("nothing was written, but the error is %v", err)
		}
		if export(t, e) != before {
			t.Error("the log has changed")
		}
	}
	setFree(1<<40, 0)
	fill(t, e, 2)
	if err := e.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	if got := export(t, e); !strings.HasPrefix(got, before) || strings.Count(got, "\nTC .\n") != 5 {
		t.Error("the log does not go on behind the events before")
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}
