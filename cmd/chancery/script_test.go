package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// raceExit keeps the race detector from holding every process back for a second
// when it ends.
const raceExit = "atexit_sleep_ms=0"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"chancery": func() { os.Exit(mainBehindServer()) }})
}

// TestScripts runs testdata/script/*.txtar: whole command lines with their
// output and exit status. Besides the commands of testscript there are
//
//	status N command…   runs a command and wants exit status N
//	bytes FILE          turns \xNN in a file into bytes
//	repeat FILE TEXT N  writes a text N times into a file
func TestScripts(t *testing.T) { testscript.Run(t, scriptParams()) }

func scriptParams() testscript.Params {
	return testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: false,
		UpdateScripts:       os.Getenv("CHANCERY_UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("CHANCERY_AGENT", "tester")
			e.Setenv("CHANCERY_PROGRESS", "none")
			e.Setenv("GORACE", raceExit)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": wantStatus,
			"bytes":  makeBytes,
			"repeat": makeRepeat,
		},
	}
}

// wantStatus is "status N command args…".
func wantStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args…")
	}
	err := ts.Exec("chancery", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("chancery %s: exit status %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// makeBytes is "bytes FILE": the text \xNN in the file becomes the byte.
func makeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: bytes FILE")
	}
	text := strings.TrimSuffix(ts.ReadFile(args[0]), "\n")
	var out []byte
	for i := 0; i < len(text); i++ {
		if strings.HasPrefix(text[i:], `\x`) && i+4 <= len(text) {
			var b byte
			for _, c := range text[i+2 : i+4] {
				b = b<<4 | byte(strings.IndexRune("0123456789abcdef", c))
			}
			out = append(out, b)
			i += 3
			continue
		}
		out = append(out, text[i])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o644))
}

// makeRepeat is "repeat FILE TEXT N": the file becomes N times the text.
func makeRepeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat FILE TEXT N")
	}
	n := 0
	for _, c := range args[2] {
		n = n*10 + int(c-'0')
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(args[1], n)), 0o644))
}
