//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is a pseudo-terminal with somebody who types at it.
type terminal struct {
	t      *testing.T
	master *os.File
	slave  *os.File
	mu     sync.Mutex
	screen bytes.Buffer // all that was shown
	seen   int          // of it, by expect
}

func openTerminal(t *testing.T) *terminal {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminal is to be had: %v", err)
	}
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Skipf("unlock the pseudo-terminal: %v", err)
	}
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("open the pseudo-terminal: %v", err)
	}
	if err := unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 50, Col: 200}); err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, master: master, slave: slave}
	t.Cleanup(func() { master.Close(); slave.Close() })
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := master.Read(buf)
			term.mu.Lock()
			term.screen.Write(buf[:n])
			term.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return term
}

func (e *terminal) press(keys string) {
	e.t.Helper()
	if _, err := e.master.WriteString(keys); err != nil {
		e.t.Fatal(err)
	}
}

// shows tells whether a text is shown after all that was expected before.
func (e *terminal) shows(text string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	at := strings.Index(e.screen.String()[e.seen:], text)
	if at < 0 {
		return false
	}
	e.seen += at + len(text)
	return true
}

// expect waits until a text is shown, and presses keys again and again till then.
func (e *terminal) expect(text, meanwhile string) {
	e.t.Helper()
	for range 600 {
		if e.shows(text) {
			return
		}
		if meanwhile != "" {
			e.press(meanwhile)
		}
		time.Sleep(50 * time.Millisecond)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.t.Fatalf("%q is not shown after\n%s\nbut\n%s", text, e.screen.String()[:e.seen], e.screen.String()[e.seen:])
}

// numbers makes a store of 300 statements in a folder.
func numbers(t *testing.T, dir string) string {
	t.Helper()
	store, data := filepath.Join(dir, "store"), filepath.Join(dir, "data.nt")
	var lines strings.Builder
	for i := range 300 {
		fmt.Fprintf(&lines, "<http://a.example/s%d> <http://a.example/p> \"%d\" .\n", i, i)
	}
	if err := os.WriteFile(data, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init"}, {"import", data}} {
		var out, errs bytes.Buffer
		if status := run(t.Context(), append([]string{"chancery", "--store", store}, args...), strings.NewReader(""), &out, &errs, os.Environ()); status != exitDone {
			t.Fatalf("%v: exit %d: %s", args, status, errs.String())
		}
	}
	return store
}

func TestShellAtTerminal(t *testing.T) {
	dir := t.TempDir()
	dirStore := numbers(t, dir)
	env := append(os.Environ(), "CHANCERY_HISTORY="+filepath.Join(dir, "history"))
	e := openTerminal(t)
	status := make(chan int, 1)
	go func() {
		status <- run(t.Context(), []string{"chancery", "--store", dirStore, "shell"}, e.slave, e.slave, e.slave, env)
	}()
	e.expect(shellPrompt, "")

	// A query of several lines, up to an empty one.
	e.press("SELECT (COUNT(*) AS ?n)\r")
	e.expect(shellMore, "")
	e.press("{ ?s ?p ?o }\r\r")
	e.expect("300", "")
	e.expect(shellPrompt, "")

	// Ctrl-C ends a query that would take for ever; the shell goes on.
	e.press("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o FILTER(?c > ?o) };\r")
	e.expect("chancery: interrupted", "\x03")
	e.expect(shellPrompt, "")
	e.press("ASK { ?s ?p \"7\" };\r")
	e.expect("true", "")

	// Ctrl-C drops what is typed; with nothing typed it says how to leave.
	e.expect(shellPrompt, "")
	e.press("SELECT *\r")
	e.expect(shellMore, "")
	e.press("{ ?s ?p\x03")
	e.expect(abandoned, "")
	e.expect(shellPrompt, "")
	e.press("ASK {\x03")
	e.expect("Ctrl-D or .quit leaves.", "")
	e.press("ASK { ?s ?p \"no\" };\r")
	e.expect("false", "")
	e.expect(shellPrompt, "")

	e.press("\x04")
	select {
	case got := <-status:
		if got != exitDone {
			t.Errorf("exit %d after Ctrl-D, want %d", got, exitDone)
		}
	case <-time.After(10 * time.Second):
		t.Error("Ctrl-D does not end the shell")
	}
	history, err := os.ReadFile(filepath.Join(dir, "history"))
	if err != nil || strings.Contains(string(history), abandoned) {
		t.Errorf("the history has abandoned lines, or: %v\n%s", err, history)
	}
}
