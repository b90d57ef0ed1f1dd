package eventlog_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/storetest"
)

var background = context.Background()

var createStore = kv.Options{Create: true}

// openLog opens the log in dir; close ends both it and the store.
func openLog(t testing.TB, dir string) (*eventlog.Embedded, func()) {
	t.Helper()
	e, stop, err := tryOpen(dir, kv.Options{Create: true}, eventlog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	closed := false
	end := func() {
		if closed {
			return
		}
		closed = true
		if err := stop(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	t.Cleanup(end)
	return e, end
}

func tryOpen(dir string, ko kv.Options, lo eventlog.Options) (*eventlog.Embedded, func() error, error) {
	db, err := kv.Open(dir, ko)
	if err != nil {
		return nil, nil, err
	}
	e, err := eventlog.Open(db, lo)
	if err != nil {
		db.Close() // the error of Open is the one to tell
		return nil, nil, err
	}
	return e, func() error {
		err := e.Close()
		if cerr := db.Close(); err == nil {
			err = cerr
		}
		return err
	}, nil
}

// copyStore copies the files of an open store, as a crash at this moment would
// leave them.
func copyStore(t testing.TB, from, to string) {
	t.Helper()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(to, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := copySparse(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

// copySparse copies a file without its holes, of which the logs mostly consist.
func copySparse(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	fi, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := out.Truncate(fi.Size()); err != nil {
		return err
	}
	for off := int64(0); ; {
		const seekData, seekHole = 3, 4
		start, err := in.Seek(off, seekData)
		if err != nil {
			return nil // only a hole is left
		}
		end, err := in.Seek(start, seekHole)
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.NewOffsetWriter(out, start), io.NewSectionReader(in, start, end-start)); err != nil {
			return err
		}
		off = end
	}
}

// TestConformance runs the suite. A crash is played by going on with a copy of
// the files while the log is open; what is open is closed at the end.
func TestConformance(t *testing.T) {
	storetest.RunLog(t, func(t *testing.T) storetest.OpenLog {
		base := t.TempDir()
		dir := filepath.Join(base, "0")
		return func(t *testing.T) (eventlog.Log, func()) {
			e, _ := openLog(t, dir)
			return e, func() {
				next := filepath.Join(base, filepath.Base(dir)+"'")
				copyStore(t, dir, next)
				dir = next
			}
		}
	})
}

func export(t testing.TB, e *eventlog.Embedded) string {
	t.Helper()
	var b strings.Builder
	if err := e.Export(t.Context(), &b, 0, 0); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
