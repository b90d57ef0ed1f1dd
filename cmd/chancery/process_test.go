package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/store"
)

// runHere runs the program within the test, with a store in dir.
func runHere(dir string, stdin io.Reader, args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(context.Background(), append([]string{"chancery"}, args...), stdin, &out, &errs,
		[]string{"CHANCERY_STORE=" + filepath.Join(dir, "store"), "CHANCERY_PROGRESS=none"})
	return status, out.String(), errs.String()
}

// child starts the test binary as chancery, in a process of its own.
func child(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("chancery") // testscript.Main put it there
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "CHANCERY_STORE="+filepath.Join(dir, "store"), "CHANCERY_PROGRESS=none", "GORACE="+raceExit)
	return cmd
}

// TestSignals ends a load in the middle: the process says so, exits with the
// status of the signal, and leaves a store without half an event.
func TestSignals(t *testing.T) {
	for name, test := range map[string]struct {
		signal os.Signal
		status int
	}{
		"interrupt": {os.Interrupt, exitInterrupted},
		"terminate": {syscall.SIGTERM, exitTerminated},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if status, _, stderr := runHere(dir, nil, "init"); status != 0 {
				t.Fatal(stderr)
			}
			cmd := child(t, dir, "import", "-")
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			stdin, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			// More than a pipe holds, so that the program is reading by then; the
			// pipe stays open, and it waits for more.
			var text bytes.Buffer
			for i := range 20_000 {
				fmt.Fprintf(&text, "<http://example.org/s> <http://example.org/p> \"%d\" .\n", i)
			}
			if _, err := stdin.Write(text.Bytes()); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Process.Signal(test.signal); err != nil {
				t.Fatal(err)
			}
			waitStatus(t, cmd, test.status)
			if got := stderr.String(); !strings.Contains(got, "chancery: ") || strings.Contains(got, "goroutine") {
				t.Errorf("got stderr %q", got)
			}
			if status, stdout, stderr := runHere(dir, nil, "info", "--json"); status != 0 || !strings.Contains(stdout, `"events":0`) {
				t.Errorf("after the signal: exit %d, %s%s", status, stdout, stderr)
			}
		})
	}
}

// waitStatus waits for a process and compares its exit status.
func waitStatus(t *testing.T, cmd *exec.Cmd, want int) {
	t.Helper()
	var once sync.Once
	watchdog := time.AfterFunc(30*time.Second, func() { once.Do(func() { _ = cmd.Process.Kill() }) })
	defer watchdog.Stop()
	err := cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != want {
		t.Errorf("got exit status %d (%v), want %d", got, err, want)
	}
}

// TestLocked keeps a store open in one process and asks with another.
func TestLocked(t *testing.T) {
	dir := t.TempDir()
	if status, _, stderr := runHere(dir, nil, "init"); status != 0 {
		t.Fatal(stderr)
	}
	cmd := child(t, dir, "import", "-")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// A write of more than a pipe holds returns when the program has begun to
	// read, and so has opened the store.
	if _, err := stdin.Write(bytes.Repeat([]byte("# nothing\n"), 40_000)); err != nil {
		t.Fatal(err)
	}
	out, err := child(t, dir, "info", "--json").CombinedOutput()
	var got struct {
		Error struct {
			Code, Message, Hint string
			Exit                int
		}
	}
	if jsonErr := json.Unmarshal(out, &got); jsonErr != nil {
		t.Fatalf("%v: %s (%v)", jsonErr, out, err)
	}
	want := fmt.Sprintf("store is locked by process %d", cmd.Process.Pid)
	if got.Error.Exit != exitLocked || got.Error.Code != "store_locked" || !strings.Contains(got.Error.Message, want) {
		t.Errorf("got %+v, want exit %d and %q", got.Error, exitLocked, want)
	}
	if _, err := io.WriteString(stdin, "<http://e.org/s> <http://e.org/p> \"o\" .\n"); err != nil {
		t.Fatal(err)
	}
	if err := stdin.Close(); err != nil {
		t.Fatal(err)
	}
	waitStatus(t, cmd, exitDone)
}

// TestClosedPipe reads one line of a long dump and goes away, as head does: the
// program stops without a word.
func TestClosedPipe(t *testing.T) {
	dir := t.TempDir()
	var text bytes.Buffer
	for i := range 50_000 {
		fmt.Fprintf(&text, "<http://example.org/s> <http://example.org/p> \"value %d\" .\n", i)
	}
	if status, _, stderr := runHere(dir, nil, "init"); status != 0 {
		t.Fatal(stderr)
	}
	if status, _, stderr := runHere(dir, &text, "import", "-"); status != 0 {
		t.Fatal(stderr)
	}
	cmd := child(t, dir, "export")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(stdout, make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	if err := stdout.Close(); err != nil {
		t.Fatal(err)
	}
	waitStatus(t, cmd, exitDone)
	if stderr.Len() > 0 {
		t.Errorf("got stderr %q, want nothing", stderr.String())
	}
}

// TestFullOutput writes to a device that is always full: an error, not silence.
func TestFullOutput(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full here")
	}
	dir := t.TempDir()
	if status, _, stderr := runHere(dir, nil, "init"); status != 0 {
		t.Fatal(stderr)
	}
	if status, _, stderr := runHere(dir, strings.NewReader("<http://e.org/s> <http://e.org/p> \"o\" .\n"), "import", "-"); status != 0 {
		t.Fatal(stderr)
	}
	status, _, stderr := runHere(dir, nil, "export", "-o", "/dev/full")
	if status != exitFailed || !strings.Contains(stderr, "no space left") {
		t.Errorf("got exit status %d and %q, want %d and no space left", status, stderr, exitFailed)
	}
}

// TestInternalFault makes the program panic: exit 70 and a plea to report it,
// never the exit status of a usage error.
func TestInternalFault(t *testing.T) {
	var stderr bytes.Buffer
	p := &program{files: localFiles{}, stdin: strings.NewReader(""), stdout: panicWriter{}, stderr: &stderr}
	if status := p.execute(context.Background(), []string{"chancery", "version"}); status != exitInternal {
		t.Errorf("got exit status %d, want %d", status, exitInternal)
	}
	for _, want := range []string{"internal fault: no writing here", "please report it", "panicWriter"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("stderr lacks %q:\n%s", want, stderr.String())
		}
	}
}

type panicWriter struct{}

func (panicWriter) Write([]byte) (int, error) { panic("no writing here") }

// TestNewerFormat says what to do about a store of a newer format.
func TestNewerFormat(t *testing.T) {
	f := classify(fmt.Errorf("open: %w", &store.VersionError{Found: "chancery store 9", Known: "chancery store 1"}))
	if f.exit != exitFailed || f.code != "store_version" || f.hint == "" {
		t.Errorf("got %+v", f)
	}
}
