package eventlog_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/eventlog"
	"github.com/chancery-graph/chancery/store/storetest"
)

// fill appends n events, of which every eighth has several chunks.
func fill(t testing.TB, e *eventlog.Embedded, n int) {
	t.Helper()
	seq, _, err := e.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		h := graph.Header{Kind: graph.KindLoad, Agent: "é \"x\"", Message: "a\nb"}
		if i%2 == 0 {
			h.Commit = time.Duration(int(seq) + i).String()
		}
		lines := 5 * (i % 5)
		if i%8 == 7 {
			lines = 15_000
		}
		body := storetest.Text()
		if lines > 0 {
			body = storetest.Text(storetest.Lines(lines, uint64(i)))
		}
		r, err := e.Append(t.Context(), seq+graph.Seq(i), eventlog.Commit{Header: h, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		if r.Repeated {
			t.Fatal("repeated")
		}
	}
}

func TestExportImport(t *testing.T) {
	a, _ := openLog(t, t.TempDir())
	fill(t, a, 20)
	text := export(t, a)
	b, _ := openLog(t, t.TempDir())
	report, err := b.Import(t.Context(), strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if want := (eventlog.ImportReport{Events: 20, Appended: 20, Head: 20}); report != want {
		t.Errorf("got %+v, want %+v", report, want)
	}
	if got := export(t, b); got != text {
		t.Error("export of the import differs")
	}
	if err := b.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	// Again, and with more events behind the known ones.
	fill(t, a, 5)
	longer := export(t, a)
	report, err = b.Import(t.Context(), strings.NewReader(longer))
	if err != nil {
		t.Fatal(err)
	}
	if want := (eventlog.ImportReport{Events: 25, Known: 20, Appended: 5, Head: 25}); report != want {
		t.Errorf("got %+v, want %+v", report, want)
	}
	if export(t, b) != longer {
		t.Error("export of the second import differs")
	}
	// A part of the log.
	var part bytes.Buffer
	if err := a.Export(t.Context(), &part, 7, 9); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, part.String()) || strings.Count(part.String(), "\nTX .\n") != 3 {
		t.Error("export of events 7 to 9 is not that part of the whole")
	}
	c, _ := openLog(t, t.TempDir())
	if _, err := c.Import(t.Context(), &part); !errors.Is(err, eventlog.ErrInvalid) {
		t.Errorf("import with a gap: got %v, want ErrInvalid", err)
	}
	fill(t, c, 1)
	if _, err := c.Import(t.Context(), strings.NewReader(text)); !errors.Is(err, eventlog.ErrInvalid) {
		t.Errorf("import into another log: got %v, want ErrInvalid", err)
	} else {
		t.Log(err)
	}
	if err := a.Export(t.Context(), &part, 3, 99); !errors.Is(err, eventlog.ErrNoEvent) {
		t.Errorf("export beyond the head: %v", err)
	}
}

// TestImportDamaged flips every byte of an export, cuts it everywhere, and
// checks that nothing wrong gets in.
func TestImportDamaged(t *testing.T) {
	a, _ := openLog(t, t.TempDir())
	fill(t, a, 4)
	text := export(t, a)
	decode := func(text string) (events int, err error) {
		d := eventlog.NewDecoder(strings.NewReader(text))
		for {
			if _, err := d.NextEvent(); err != nil {
				return events, err
			}
			events++
		}
	}
	if n, err := decode(text); n != 4 || err.Error() != "EOF" {
		t.Fatalf("got %d events, %v", n, err)
	}
	damaged := []byte(text)
	for i := range damaged {
		for _, bit := range []byte{1, 0x20, 0x80} {
			damaged[i] ^= bit
			_, err := decode(string(damaged))
			var syntax *eventlog.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 {
				t.Fatalf("byte %d (%q) changed by %#x: got %v", i, text[i], bit, err)
			}
			damaged[i] ^= bit
		}
		n, err := decode(text[:i])
		if whole := strings.HasSuffix(text[:i], "\n") && (i == 0 || strings.HasPrefix(text[strings.LastIndexByte(text[:i-1], '\n')+1:], "# sha256")); !whole && i > 0 && err.Error() == "EOF" {
			t.Fatalf("cut at byte %d: %d events without an error", i, n)
		}
	}
	b, _ := openLog(t, t.TempDir())
	wrong := strings.Replace(text, "/p1>", "/p2>", 1)
	_, err := b.Import(t.Context(), strings.NewReader(wrong))
	if err == nil {
		t.Fatal("a changed body was imported")
	}
	t.Log(err)
	if err := b.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// TestShellScript runs the script of docs/format/log.md.
func TestShellScript(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("no sha256sum")
	}
	page, err := os.ReadFile("../../docs/format/log.md")
	if err != nil {
		t.Fatal(err)
	}
	_, script, ok := strings.Cut(string(page), "```sh\n")
	script, _, ok2 := strings.Cut(script, "```")
	if !ok || !ok2 {
		t.Fatal("docs/format/log.md has no script")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "verify.sh")
	if err := os.WriteFile(name, []byte(script), 0o666); err != nil {
		t.Fatal(err)
	}
	e, _ := openLog(t, filepath.Join(dir, "store"))
	fill(t, e, 9)
	text := export(t, e)
	_, hash, err := e.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	run := func(text string) (string, error) {
		file := filepath.Join(dir, "export.rdfp")
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(shell, name, file).CombinedOutput()
		return string(out), err
	}
	out, err := run(text)
	if want := "events: 9\nhead: " + hash.String() + "\n"; err != nil || out != want {
		t.Errorf("got %q, %v, want %q", out, err, want)
	}
	third := strings.Index(text, `H seq "3"`)
	var later bytes.Buffer
	if err := e.Export(t.Context(), &later, 5, 0); err != nil {
		t.Fatal(err)
	}
	if out, err := run(later.String()); err != nil || !strings.Contains(out, hash.String()) {
		t.Errorf("export from event 5: got %q, %v", out, err)
	}
	for _, tt := range []struct{ what, old, new, want string }{
		{"body", "/p1>", "/p2>", "body"},
		{"agent", "é", "e", "hash"},
		{"line removed", "A <http", "D <http", "body"},
		{"hash", "# sha256 ", "# sha256 0", "hash"},
	} {
		damaged := text[:third] + strings.Replace(text[third:], tt.old, tt.new, 1)
		out, err := run(damaged)
		if err == nil || !strings.Contains(out, "event ") || !strings.Contains(out, tt.want) {
			t.Errorf("%s changed: got %q, %v", tt.what, out, err)
		}
	}
}

func TestSeqAt(t *testing.T) {
	now := time.Date(2026, 1, 2, 10, 0, 0, 123456789, time.UTC)
	start := now
	e, stop, err := tryOpen(t.TempDir(), createStore, eventlog.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	// The clock goes on, stands still, and goes back.
	for i, step := range []time.Duration{0, time.Second, 0, -time.Hour, 2 * time.Hour, time.Microsecond} {
		now = now.Add(step)
		r, err := e.Append(t.Context(), graph.Seq(i), eventlog.Commit{Header: graph.Header{Kind: graph.KindAnnotate}})
		if err != nil {
			t.Fatal(err)
		}
		if r.Header.Time.Nanosecond()%1000 != 0 || r.Header.Time.Location() != time.UTC {
			t.Errorf("time %v", r.Header.Time)
		}
	}
	for _, tt := range []struct {
		after time.Duration
		want  graph.Seq
	}{
		{-time.Second, 0}, {0, 1}, {500 * time.Millisecond, 1}, {time.Second, 4}, {time.Minute, 4},
		{time.Hour + time.Second - time.Microsecond, 4}, {time.Hour + time.Second, 5},
		{time.Hour + time.Second + time.Microsecond, 6}, {99 * time.Hour, 6},
	} {
		got, err := e.SeqAt(t.Context(), start.Add(tt.after))
		if err != nil || got != tt.want {
			t.Errorf("at %v: got %d, %v, want %d", tt.after, got, err, tt.want)
		}
	}
}
