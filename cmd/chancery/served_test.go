package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/urfave/cli/v2"
)

// behindServer is set for runs of the program in a script whose store is behind a
// server; it names the file that lists which commands ran there.
const behindServer = "CHANCERY_TEST_BEHIND_SERVER"

// mainBehindServer is mainExit, but for commands that a server runs: for them it
// serves the store that the command line names, from this process, and runs the
// command against the server.
func mainBehindServer() int {
	list := os.Getenv(behindServer)
	if list == "" {
		return mainExit()
	}
	line, dir, ok := servedLine(os.Args)
	if !ok {
		return mainExit()
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitInternal
	}
	here := outcome{}
	if kind, _ := servedKind(line.toServer()); !kind.writes {
		here = here.of(os.Args, input)
	}
	there, err := throughServer(line, dir, input)
	if err != nil { // there is no store to serve, and the command says so
		return run(context.Background(), os.Args, bytes.NewReader(input), os.Stdout, os.Stderr, os.Environ())
	}
	there.show()
	if kind, _ := servedKind(line.toServer()); !kind.writes && here.plain() != there.plain() {
		fmt.Fprintf(os.Stderr, "FAULT: here the command would have said otherwise:\n%s\n", here.plain())
		return exitInternal
	}
	f, err := os.OpenFile(list, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintln(f, line.command())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitInternal
	}
	return there.status
}

// outcome is what a command has said and written.
type outcome struct {
	status         int
	stdout, stderr string
	file           string // written by --output
}

// of runs a command line to its end.
func (o outcome) of(args []string, input []byte) outcome {
	var stdout, stderr bytes.Buffer
	o.status = run(context.Background(), args, bytes.NewReader(input), &stdout, &stderr, os.Environ())
	o.stdout, o.stderr = stdout.String(), stderr.String()
	for i, arg := range args {
		path, ok := strings.CutPrefix(arg, "--output=")
		if (arg == "-o" || arg == "--output") && i+1 < len(args) {
			path, ok = args[i+1], true
		}
		if ok && path != "-" {
			text, err := os.ReadFile(path)
			o.file += fmt.Sprintf("%s %v\n", text, err)
		}
	}
	return o
}

func (o outcome) show() {
	_, _ = os.Stdout.WriteString(o.stdout)
	_, _ = os.Stderr.WriteString(o.stderr)
}

// differs is what may differ between two runs of one command: how long something
// took, the name of the store, and what an open store takes on disk.
var differs = regexp.MustCompile(`"seconds":[0-9.]+|[0-9.]+ ?(ms|µs|s)\b|"store":"[^"]*"|(?m:^ *store +.*$)|"disk":\d+|(?m:^ *on disk .*$)|(?m:^.* in memory$)|"recent_runs":\d+|"runs":\d+|"(log|dictionary|permutations)":\d+|(?m:^ *(log|dictionary|permutations) +.*B$)`)

// plain is the outcome without that.
func (o outcome) plain() string {
	return fmt.Sprintf("status %d\nstdout:\n%s\nstderr:\n%s\nfile:\n%s", o.status,
		differs.ReplaceAllString(o.stdout, ""), differs.ReplaceAllString(o.stderr, ""), o.file)
}

// servedLine takes a command line apart that a server may run, and finds its store.
func servedLine(args []string) (line commandLine, dir string, ok bool) {
	p := &program{stdout: io.Discard, stderr: io.Discard, stdin: strings.NewReader(""), env: os.Environ(), files: localFiles{}}
	app := p.newApp()
	line, err := parseLine(app, args)
	if err != nil || line.asIs != nil {
		return line, "", false
	}
	p.line = line
	var look func([]*cli.Command)
	look = func(commands []*cli.Command) {
		for _, c := range commands {
			c.Action = func(c *cli.Context) error {
				_, err := servedKind(line.toServer())
				ok = err == nil && !runsHere(c)
				return nil
			}
			look(c.Subcommands)
		}
	}
	look(app.Commands)
	if err := app.Run(line.ordered()); err != nil || p.isRemote() {
		return line, "", false
	}
	return line, p.set.store, ok
}

// throughServer serves a store and runs a command line over it. The server has
// another agent and another environment than the command.
func throughServer(line commandLine, dir string, input []byte) (o outcome, err error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	read, write := io.Pipe()
	var said strings.Builder
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"chancery", "serve", "--store", dir, "--bind", "127.0.0.1:0", "--quiet"}, strings.NewReader(""), write, &said,
			[]string{"CHANCERY_AGENT=the-server", "CHANCERY_PROGRESS=none"})
		write.Close()
	}()
	url, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		<-ended
		return o, fmt.Errorf("%w: %s", err, said.String())
	}
	args := append([]string{"chancery", "--store=" + strings.TrimSpace(url)}, line.toServer().ordered()[1:]...)
	o = o.of(args, input)
	stop()
	if s := <-ended; s != exitTerminated && s != exitInterrupted && s != exitDone {
		return o, fmt.Errorf("the server ended with %d: %s", s, said.String())
	}
	return o, nil
}

// notBehindServer are the scripts that cannot run with the store behind a server,
// and why.
var notBehindServer = map[string]string{}

// TestScriptsBehindServer runs the scripts of TestScripts again with every store
// behind a server: what the program prints, writes and returns must be the same to
// the byte. Commands that a server does not run, and those on a store that is not
// there or damaged, run as before; each command that it does run is seen to.
func TestScriptsBehindServer(t *testing.T) {
	if testing.Short() {
		t.Skip("as long as TestScripts and longer")
	}
	list := filepath.Join(t.TempDir(), "ran")
	var scripts []string
	all, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for _, path := range all {
		if notBehindServer[filepath.Base(path)] == "" {
			scripts = append(scripts, path)
		}
	}
	t.Run("scripts", func(t *testing.T) {
		params := scriptParams()
		params.Dir, params.Files = "", scripts
		setup := params.Setup
		params.Setup = func(e *testscript.Env) error {
			e.Setenv(behindServer, list)
			return setup(e)
		}
		testscript.Run(t, params)
	})
	text, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	ran := strings.Split(string(text), "\n")
	t.Logf("%d commands ran on a server", len(ran)-1)
	for name := range servedCommands() {
		if !slices.Contains(ran, name) {
			t.Errorf("no script has run %q on a server", name)
		}
	}
}
