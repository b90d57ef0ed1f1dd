package store_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/rdfpatch"
	"github.com/chancery-graph/chancery/store"
	"github.com/chancery-graph/chancery/store/kv"
)

var ctx = context.Background()

func create(t *testing.T, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Create(filepath.Join(t.TempDir(), "s"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func nq(text string) graph.PatchReader {
	return nquads.NewReader(strings.NewReader(text), nquads.Options{Name: "test.nq"})
}

func appendText(t *testing.T, s *store.Store, e store.Event, text string) store.Receipt {
	t.Helper()
	if e.Header.Kind == "" {
		e.Header.Kind = graph.KindLoad
	}
	if e.Patch == nil {
		e.Patch = nq(text)
	}
	r, err := s.Append(ctx, e)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// dump returns the statements as of seq as sorted lines.
func dump(t *testing.T, s *store.Store, seq graph.Seq) []string {
	t.Helper()
	snap, err := s.AsOf(ctx, seq)
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	sc, err := snap.Scan(ctx, graph.Scan{})
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	var out []string
	var b graph.Batch
	for err = sc.Next(ctx, &b); err == nil && b.N > 0; err = sc.Next(ctx, &b) {
		for i := range b.N {
			var line []byte
			for _, col := range b.Cols {
				n := len(line)
				if line, err = snap.AppendTerm(ctx, line, col[i]); err != nil {
					t.Fatal(err)
				}
				if len(line) > n {
					line = append(line, ' ')
				}
			}
			out = append(out, string(line)+".")
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func wantDump(t *testing.T, s *store.Store, seq graph.Seq, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := dump(t, s, seq); !slices.Equal(got, want) {
		t.Errorf("as of %d:\ngot  %q\nwant %q", seq, got, want)
	}
}

func TestTermsComeBackByteForByte(t *testing.T) {
	s := create(t, store.Options{})
	long := strings.Repeat("é\\\"", 1_000_000)
	lines := []string{
		`<http://x/s> <http://x/p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .`,
		`<http://x/s> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .`,
		`<http://x/s> <http://x/p> "+1"^^<http://www.w3.org/2001/XMLSchema#integer> .`,
		`<http://x/s> <http://x/p> "1E0"^^<http://www.w3.org/2001/XMLSchema#double> .`,
		`<http://x/s> <http://x/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .`,
		`<http://x/s> <http://x/p> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .`,
		`<http://x/s> <http://x/p> "0044-03-15"^^<http://www.w3.org/2001/XMLSchema#date> .`,
		`<http://x/s> <http://x/p> "12026-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .`,
		`<http://x/s> <http://x/p> "1066-10-14T09:00:00+00:15"^^<http://www.w3.org/2001/XMLSchema#dateTime> .`,
		`<http://x/s> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .`,
		`<http://x/s> <http://x/p> "e"@en-gb .`,
		`<http://x/s> <http://x/p> "" .`,
		`<http://x/s> <http://x/p> "seven b" .`,
		`<http://x/s> <http://x/p> "\u0000\u0001\t" .`,
		`<http://x/s> <http://x/p> "𝄞 ы 中文 e\u0301" .`,
		`<http://x/é/中> <http://x/p> <http://x/o> <http://x/g> .`,
		`<http://x/s> <http://x/p> "` + long + `" .`,
	}
	// "e\u0301" is an escape that canonical text writes out.
	lines[14] = strings.ReplaceAll(lines[14], `\u0301`, "\u0301")
	appendText(t, s, store.Event{}, strings.Join(lines, "\n"))
	wantDump(t, s, 1, lines...)
	reopened := reopen(t, s)
	wantDump(t, reopened, 1, lines...)
}

// reopen closes the store and opens it again.
func reopen(t *testing.T, s *store.Store) *store.Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	n, err := store.Open(s.Dir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	return n
}

func TestBlankNodesAreScoped(t *testing.T) {
	s := create(t, store.Options{})
	text := `_:a <http://x/p> <<( _:a <http://x/q> "_:a \" _:b" )>> _:g .`
	appendText(t, s, store.Event{Scoped: true}, text)
	appendText(t, s, store.Event{Scoped: true}, text)
	line := func(n string) string {
		return `_:e` + n + `-a <http://x/p> <<( _:e` + n + `-a <http://x/q> "_:a \" _:b" )>> _:e` + n + `-g .`
	}
	wantDump(t, s, 1, line("1"))
	wantDump(t, s, 2, line("1"), line("2"))
}

func TestRepeatedCommit(t *testing.T) {
	s := create(t, store.Options{})
	e := store.Event{Header: graph.Header{Commit: "doc/1"}}
	first := appendText(t, s, e, `<http://x/s> <http://x/p> "one" .`)
	again := appendText(t, s, e, `<http://x/s> <http://x/p> "another" .`)
	if first.Repeated || !again.Repeated || again.Hash != first.Hash || first.Added != 1 {
		t.Errorf("first %+v\nagain %+v", first, again)
	}
	// A digest that is known only at the end works as well.
	late := store.Event{Seal: func(h *graph.Header) error { h.Commit = "doc/1"; return nil }}
	if r := appendText(t, s, late, `<http://x/s> <http://x/p> "third" .`); !r.Repeated {
		t.Errorf("sealed %+v, want it repeated", r)
	}
	wantDump(t, s, 1, `<http://x/s> <http://x/p> "one" .`)
}

func TestFailedEventLeavesNothing(t *testing.T) {
	s := create(t, store.Options{BufferRows: 4})
	good := strings.Repeat("<http://x/s> <http://x/p> <http://x/o> .\n", 10)
	var syntax *nquads.SyntaxError
	_, err := s.Append(ctx, store.Event{Header: graph.Header{Kind: graph.KindLoad}, Patch: nq(good + "<http://x/s> bad .\n")})
	if !errors.As(err, &syntax) || syntax.Line != 11 {
		t.Fatalf("got %v, want a syntax error in line 11", err)
	}
	stop, cancel := context.WithCancel(ctx)
	_, err = s.Append(stop, store.Event{Header: graph.Header{Kind: graph.KindLoad}, Patch: patchFunc(func(*graph.PatchBatch) error {
		cancel()
		return nil
	})})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want it cancelled", err)
	}
	if h, _, _ := s.Head(ctx); h.Seq != 0 {
		t.Fatalf("head is %d", h.Seq)
	}
	r := appendText(t, s, store.Event{}, good)
	if r.Header.Seq != 1 || r.Added != 1 {
		t.Errorf("got %+v", r)
	}
	if _, err := s.Verify(ctx, store.VerifyOptions{}); err != nil {
		t.Error(err)
	}
}

type patchFunc func(*graph.PatchBatch) error

func (f patchFunc) ReadPatch(b *graph.PatchBatch) error { return f(b) }

func TestUndoAndDiff(t *testing.T) {
	s := create(t, store.Options{})
	appendText(t, s, store.Event{}, "<http://x/a> <http://x/p> \"1\" .\n<http://x/b> <http://x/p> \"2\" .")
	appendText(t, s, store.Event{}, "<http://x/a> <http://x/p> \"1\" .\n<http://x/c> <http://x/p> \"3\" <http://x/g> .")
	p, done, err := s.Inverse(ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	r := appendText(t, s, store.Event{Patch: p, Header: graph.Header{Kind: graph.KindRetract}}, "")
	if err := done(); err != nil {
		t.Fatal(err)
	}
	if r.Removed != 1 || r.Header.Deletes != 1 {
		t.Errorf("undo: %+v", r)
	}
	wantDump(t, s, 3, dump(t, s, 1)...)
	snap := s.Snapshot()
	defer snap.Close()
	d, err := snap.Diff(ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	if got := patchText(t, d); got != "D <http://x/c> <http://x/p> \"3\" <http://x/g> .\n" {
		t.Errorf("diff: %q", got)
	}
}

func patchText(t *testing.T, p graph.PatchReader) string {
	t.Helper()
	var b graph.PatchBatch
	var out []byte
	for {
		err := p.ReadPatch(&b)
		if err == io.EOF {
			return string(out)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range b.Changes {
			out = rdfpatch.AppendChange(out, c)
		}
	}
}

func TestExportImport(t *testing.T) {
	s := create(t, store.Options{})
	appendText(t, s, store.Event{Scoped: true}, "_:a <http://x/p> \"1\" .")
	appendText(t, s, store.Event{Header: graph.Header{Kind: graph.KindAnnotate, Message: "a\nnote"}}, "")
	appendText(t, s, store.Event{Patch: rdfpatch.NewReader(strings.NewReader("D _:e1-a <http://x/p> \"1\" .\n"), rdfpatch.Options{})}, "")
	var log bytes.Buffer
	if err := s.Log().Export(ctx, &log, 1, 3); err != nil {
		t.Fatal(err)
	}
	other := create(t, store.Options{})
	if r, err := other.Import(ctx, bytes.NewReader(log.Bytes())); r != (store.ImportReport{Appended: 3}) || err != nil {
		t.Fatalf("import: %+v, %v", r, err)
	}
	if r, err := other.Import(ctx, bytes.NewReader(log.Bytes())); r != (store.ImportReport{Known: 3}) || err != nil {
		t.Fatalf("second import: %+v, %v", r, err)
	}
	_, want, _ := s.Head(ctx)
	if _, got, _ := other.Head(ctx); got != want {
		t.Errorf("head hash %v, want %v", got, want)
	}
	for seq := range graph.Seq(4) {
		wantDump(t, other, seq, dump(t, s, seq)...)
	}
	appendText(t, other, store.Event{}, "<http://x/a> <http://x/p> \"x\" .")
	appendText(t, s, store.Event{}, "<http://x/a> <http://x/p> \"y\" .")
	log.Reset()
	if err := s.Log().Export(ctx, &log, 1, 4); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Import(ctx, &log); err == nil || !strings.Contains(err.Error(), "event 4") {
		t.Errorf("import of a log that differs: %v", err)
	}
}

func TestRebuildAndVerify(t *testing.T) {
	s := create(t, store.Options{RecentRows: 3})
	for i := range 10 {
		appendText(t, s, store.Event{}, strings.Repeat("<http://x/s> <http://x/p> \"value number "+strings.Repeat("x", i)+"\" .\n", 2))
	}
	want := dump(t, s, 10)
	rep, err := s.Verify(ctx, store.VerifyOptions{})
	if err != nil || rep.Events != 10 || rep.Statements != 10 || !rep.Projection {
		t.Fatalf("verify: %+v, %v", rep, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = store.Rebuild(ctx, s.Dir(), store.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	wantDump(t, s, 10, want...)
	if err := s.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	wantDump(t, s, 10, want...)
	s = reopen(t, s)
	wantDump(t, s, 10, want...)
	if _, err := s.Verify(ctx, store.VerifyOptions{}); err != nil {
		t.Error(err)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.Open(filepath.Join(dir, "none"), store.Options{}); !errors.Is(err, store.ErrNoStore) {
		t.Errorf("missing: %v", err)
	}
	if _, err := store.Open(dir, store.Options{}); !errors.Is(err, store.ErrNoStore) {
		t.Errorf("empty directory: %v", err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(file, store.Options{}); err == nil {
		t.Error("a file was opened as a store")
	}
	if _, err := store.Create(dir, store.Options{}); !errors.Is(err, store.ErrExists) {
		t.Errorf("create in a directory in use: %v", err)
	}
	s := create(t, store.Options{})
	var locked *store.LockedError
	if _, err := store.Open(s.Dir(), store.Options{}); !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Errorf("second open: %v", err)
	}
}

func TestAsOfTime(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	s := create(t, store.Options{Now: func() time.Time { return now }})
	for range 3 {
		appendText(t, s, store.Event{}, "")
		now = now.Add(time.Hour)
	}
	for _, tc := range []struct {
		at   string
		want graph.Seq
	}{{"2026-01-02T03:04:04Z", 0}, {"2026-01-02T03:04:05Z", 1}, {"2026-01-02T04:30:00Z", 2}, {"2030-01-01T00:00:00Z", 3}} {
		at, err := time.Parse(time.RFC3339, tc.at)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.SeqAt(ctx, at); got != tc.want || err != nil {
			t.Errorf("at %s: event %d, %v; want %d", tc.at, got, err, tc.want)
		}
	}
}

// TestReadersSeeWholeEvents reads while events of two statements are appended.
func TestReadersSeeWholeEvents(t *testing.T) {
	s := create(t, store.Options{RecentRows: 20})
	stop := make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		defer close(failed)
		for {
			select {
			case <-stop:
				return
			default:
			}
			snap := s.Snapshot()
			n, err := snap.Count(ctx, graph.Pattern{})
			err = errors.Join(err, snap.Close())
			if err == nil && n != 2*uint64(snap.Seq()) {
				err = errors.New("half an event is visible")
			}
			if err != nil {
				failed <- err
				return
			}
		}
	}()
	for i := range 200 {
		id := strings.Repeat("i", i+1)
		appendText(t, s, store.Event{}, "<http://x/"+id+"> <http://x/p> \"a\" .\n<http://x/"+id+"> <http://x/p> \"b\" .")
	}
	close(stop)
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
}

// TestOtherVersions opens stores of formats that this program does not know.
func TestOtherVersions(t *testing.T) {
	set := func(t *testing.T, dir, key, val string) {
		t.Helper()
		db, err := kv.Open(dir, kv.Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Commit(ctx, func(tx *kv.Tx) error { return tx.Set([]byte(key), []byte(val)) })
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	s := create(t, store.Options{})
	appendText(t, s, store.Event{}, "<http://x/s> <http://x/p> \"kept\" .")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	set(t, s.Dir(), "m", "CHM\x63 and what a later version keeps here")
	var damage *store.CorruptionError
	if _, err := store.Open(s.Dir(), store.Options{}); !errors.As(err, &damage) || damage.Part != "projection" {
		t.Errorf("other manifest: %v", err)
	}
	mended, err := store.Rebuild(ctx, s.Dir(), store.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	wantDump(t, mended, 1, "<http://x/s> <http://x/p> \"kept\" .")
	if err := mended.Close(); err != nil {
		t.Fatal(err)
	}
	set(t, s.Dir(), "v", "chancery store 99")
	var version *store.VersionError
	if _, err := store.Open(s.Dir(), store.Options{}); !errors.As(err, &version) || version.Found != "chancery store 99" {
		t.Errorf("other format: %v", err)
	}
}

// TestAppendRefusesWhatIsNoUTF8 appends terms that could not be read back from the
// log.
func TestAppendRefusesWhatIsNoUTF8(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	s, err := store.Create(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []string{"\"\xe9\"", "<u:\xc3>", "\"a\xed\xa0\x80\""} {
		_, err := s.Append(ctx, store.Event{Header: graph.Header{Kind: graph.KindLoad}, Patch: &oneChange{graph.Change{Op: graph.Add, S: []byte("<u:s>"), P: []byte("<u:p>"), O: []byte(o)}, false}})
		if !errors.Is(err, store.ErrEncoding) {
			t.Errorf("%q: error %v, want ErrEncoding", o, err)
		}
	}
	appendText(t, s, store.Event{}, "<u:s> <u:p> \"é\" .")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = store.Open(dir, store.Options{}); err != nil {
		t.Fatal(err)
	}
	if head, _, err := s.Head(ctx); err != nil || head.Seq != 1 {
		t.Errorf("head %d, error %v, want event 1", head.Seq, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// oneChange is a patch of one change.
type oneChange struct {
	change graph.Change
	read   bool
}

func (p *oneChange) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if p.read {
		return io.EOF
	}
	p.read = true
	*b.Next() = p.change
	return nil
}
