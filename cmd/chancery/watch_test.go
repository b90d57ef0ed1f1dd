package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// watcher is a watch in a process of its own.
type watcher struct {
	t      *testing.T
	cmd    *exec.Cmd
	lines  chan string
	stderr *lockedBuffer
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

func startWatch(t *testing.T, dir string) *watcher {
	t.Helper()
	w := &watcher{t: t, cmd: child(t, dir, "watch", filepath.Join(dir, "in"), "--settle", "150ms", "--format", "jsonl"), lines: make(chan string, 100), stderr: &lockedBuffer{}}
	w.cmd.Stderr = w.stderr
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.cmd.Process.Kill() })
	go func() {
		defer close(w.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			w.lines <- s.Text()
		}
	}()
	return w
}

// want waits for a line that holds every one of some texts.
func (w *watcher) want(parts ...string) {
	w.t.Helper()
	select {
	case line, ok := <-w.lines:
		for _, p := range parts {
			if !strings.Contains(line, p) {
				w.t.Fatalf("got %q (%v), want %q\n%s", line, ok, p, w.stderr)
			}
		}
	case <-time.After(20 * time.Second):
		w.t.Fatalf("no line with %q\n%s", parts, w.stderr)
	}
}

// end interrupts the process and wants no further line.
func (w *watcher) end() {
	w.t.Helper()
	if err := w.cmd.Process.Signal(os.Interrupt); err != nil {
		w.t.Fatal(err)
	}
	waitStatus(w.t, w.cmd, exitInterrupted)
	for line := range w.lines {
		w.t.Errorf("unexpected: %s", line)
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	if status, _, stderr := runHere(dir, nil, "init"); status != 0 {
		t.Fatal(stderr)
	}
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, "in", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	dispatch := func(who string) string { return "Titre\nRui Tavira a rencontré " + who + " lundi à Oslo.\n" }
	write("2026-03-03-a.txt", dispatch("Nikos Alexiou"))
	w := startWatch(t, dir)
	w.want("2026-03-03-a.txt", `"status":"stored"`, `"first":1`)

	write("sub/2026-03-03-b.txt", dispatch("Ana Prata")) // in a directory that is new
	w.want("2026-03-03-b.txt", `"first":2`)
	write("2026-03-03-c.txt.part", dispatch("Karl Ott"))
	write(".2026-03-03-d.txt", dispatch("Karl Ott"))
	write("picture.png", "x")
	if err := os.Rename(filepath.Join(dir, "in", "2026-03-03-c.txt.part"), filepath.Join(dir, "in", "2026-03-03-c.txt")); err != nil {
		t.Fatal(err)
	}
	w.want("2026-03-03-c.txt", `"first":3`)

	// A file that grows is read when it is whole.
	f, err := os.Create(filepath.Join(dir, "in", "2026-03-03-e.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.SplitAfter(dispatch("Petra Lindqvist"), " ") {
		if _, err := f.WriteString(part); err != nil {
			t.Fatal(err)
		}
		time.Sleep(40 * time.Millisecond)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	w.want("2026-03-03-e.txt", `"first":4`)
	write("bad.txt", dispatch("Nobody")) // without a day
	w.want("bad.txt", `"status":"rejected"`, "date of publication")
	write("2026-03-03-a-copy.txt", dispatch("Nikos Alexiou"))
	w.want("a-copy", `"status":"repeated"`)
	status, stdout, stderr := runHere(dir, nil, "met", "Tavira", "Lindqvist", "--json")
	for range 100 { // the line is written while the store is open still
		if status != exitLocked {
			break
		}
		time.Sleep(50 * time.Millisecond)
		status, stdout, stderr = runHere(dir, nil, "met", "Tavira", "Lindqvist", "--json")
	}
	if status != 0 || !strings.Contains(stdout, "2026-03-02") {
		t.Errorf("the store can be asked meanwhile, and the file was whole: %d %s%s", status, stdout, stderr)
	}
	w.end()

	// While it was away a file came; the others are known.
	write("2026-03-03-f.txt", dispatch("Kenji Sato"))
	w = startWatch(t, dir)
	stored := 0
	for range 7 {
		select {
		case line := <-w.lines:
			if strings.Contains(line, `"status":"stored"`) {
				stored++
				if !strings.Contains(line, "2026-03-03-f.txt") {
					t.Errorf("stored again: %s", line)
				}
			}
		case <-time.After(20 * time.Second):
			t.Fatal(w.stderr)
		}
	}
	if stored != 1 {
		t.Errorf("%d stored after the restart, want 1", stored)
	}
	w.end()
	if status, stdout, stderr := runHere(dir, nil, "verify"); status != 0 {
		t.Errorf("%s%s", stdout, stderr)
	}
}
