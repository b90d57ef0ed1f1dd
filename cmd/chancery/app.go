package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/shape"
)

// program is one run: its streams, environment and settings.
type program struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	env    []string
	now    func() time.Time // the clock of events; nil is the real one
	files  files

	set        settings
	line       commandLine
	host       *host         // the server that the program runs in; nil in a process of its own
	kept       *shape.Keeper // of a process of its own; see networks
	jsonErrors bool          // errors are JSON, known before the settings are resolved
}

// run is the whole program. args[0] is the program's name; env is as from
// os.Environ. It returns the exit status, having reported any error on stderr.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	p := &program{stdin: stdin, stdout: stdout, stderr: stderr, env: env, files: localFiles{}}
	return p.execute(ctx, args)
}

// execute runs one command line.
func (p *program) execute(ctx context.Context, args []string) (status int) {
	p.jsonErrors = asksJSON(args)
	defer func() {
		if fault := recover(); fault != nil {
			status = p.finish(ctx, p.internalFault(fault, debug.Stack()))
		}
	}()
	app := p.newApp()
	var err error
	if p.line, err = parseLine(app, args); err == nil {
		err = app.RunContext(ctx, p.line.ordered())
	}
	return p.finish(ctx, err)
}

// internalFault is what a user is told of a panic.
func (p *program) internalFault(fault any, stack []byte) *failure {
	f := &failure{code: "internal", exit: exitInternal, message: fmt.Sprintf("internal fault: %v", fault),
		detail: string(stack), hint: "this is a bug: please report it with the command and the text above"}
	if p.host != nil {
		p.host.log.Error("internal fault", "command", p.line.command(), "panic", fault, "stack", string(stack))
		f.detail, f.hint = "", "this is a bug of the server: its log has more, please report it"
	}
	return f
}

// asksJSON finds --json before the flags are parsed, for errors of parsing.
func asksJSON(args []string) bool {
	for i, a := range args {
		switch {
		case a == "--":
			return false
		case a == "--json" || a == "-json" || a == "--json=true" || a == "--format=json" || a == "-f=json":
			return true
		case (a == "--format" || a == "-f") && i+1 < len(args) && args[i+1] == "json":
			return true
		}
	}
	return false
}

// finish reports err and returns the exit status for it.
func (p *program) finish(ctx context.Context, err error) int {
	if err == nil {
		return exitDone
	}
	if quietPipe(err) {
		return exitDone
	}
	var told statusError
	if errors.As(err, &told) {
		return int(told)
	}
	f := classify(err)
	// A signal is the reason for whatever error the interrupted work gave, but
	// not for a fault of the program or damage that it met before.
	if c := cancelled(ctx); c != nil && f.exit == exitFailed {
		f = c
	}
	if err := f.report(p.stderr, p.jsonErrors); err != nil && f.exit == exitDone {
		return exitFailed
	}
	return f.exit
}

// newApp builds the command tree.
func (p *program) newApp() *cli.App {
	app := &cli.App{
		Name:            "chancery",
		Usage:           "who met whom, where, when, and which sentence says so",
		UsageText:       "chancery [global flags] COMMAND [flags] [arguments]",
		Description:     appDescription,
		Version:         version(),
		HideVersion:     true,
		HideHelpCommand: true,
		// Within a server nobody asks for help, and the flag for it is one that all
		// programs of a process share and write to.
		HideHelp:        p.host != nil,
		Writer:          p.stdout,
		ErrWriter:       p.stderr,
		Reader:          p.stdin,
		Flags:           globalFlags(),
		Commands:        p.commands(),
		ExitErrHandler:  func(*cli.Context, error) {},
		OnUsageError:    onUsageError,
		CommandNotFound: func(*cli.Context, string) {},
		Before:          p.resolve,
		Action:          p.noCommand,
		// Completion calls the program with --generate-bash-completion.
		EnableBashCompletion: true,
	}
	if p.host == nil { // the package adds it only where it adds its help command too
		app.Flags = append(app.Flags, cli.HelpFlag)
	}
	p.prepare(app.Commands)
	return app
}

const appDescription = `chancery keeps an event-sourced knowledge graph of diplomatic contacts.
Dispatches and RDF files are appended to a hash-chained log; everything
else is computed from it, so any past state can be asked with --as-of.

Flags may stand before or after arguments. "-" is stdin or stdout.
Try "chancery tour" first. More: chancery help exit-codes|formats|queries|time`

// prepare sets on every command what holds for all of them.
func (p *program) prepare(commands []*cli.Command) {
	for _, c := range commands {
		c.OnUsageError = onUsageError
		c.HideHelpCommand, c.HideHelp = true, p.host != nil
		c.Before = func(c *cli.Context) error {
			p.set.output = c.String("output")
			p.set.unlimited = c.Bool("no-unpack-limit")
			return nil
		}
		if act := c.Action; act != nil {
			c.Action = func(c *cli.Context) error { return p.act(c, act) }
		}
		if c.BashComplete == nil {
			c.BashComplete = p.complete(c)
		}
		p.prepare(c.Subcommands)
	}
}

func globalFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "store", Aliases: []string{"s"}, Usage: "directory of the store `DIR` ($CHANCERY_STORE, else " + defaultStore + ")"},
		&cli.StringFlag{Name: "config", Usage: "read settings from `FILE` ($CHANCERY_CONFIG, else chancery/config in the user's config directory)"},
		&cli.BoolFlag{Name: "json", Usage: "one JSON object on stdout, errors as JSON on stderr"},
		&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "`FORMAT` of the result or the input, see 'chancery help formats'"},
		&cli.BoolFlag{Name: "no-color", Usage: "no colour, also with $NO_COLOR"},
		&cli.StringFlag{Name: "progress", Usage: "`MODE` of progress on stderr: " + strings.Join(progressModes, ", ") + " ($CHANCERY_PROGRESS)"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no progress and no remarks on stderr"},
		&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "more remarks on stderr"},
		&cli.BoolFlag{Name: "version", Usage: "print the version"},
	}
}

func outputFlag() cli.Flag {
	return &cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the result to `FILE`, packed by suffix .gz or .zst; - is stdout"}
}

func asOfFlag() cli.Flag {
	return &cli.StringFlag{Name: "as-of", Usage: "what the log knew after event `N`, or at a time"}
}

func limitFlag() cli.Flag {
	return &cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Usage: "show at most `N` rows; exit 12 if there are more"}
}

func dryRunFlag() cli.Flag {
	return &cli.BoolFlag{Name: "dry-run", Usage: "say what would be stored, store nothing"}
}

// onUsageError turns an error of the flag package into ours.
func onUsageError(c *cli.Context, err error, _ bool) error {
	name := ""
	if c.Command != nil && c.Command.Name != c.App.Name {
		name = c.Command.Name
	}
	message := err.Error()
	if _, flag, ok := strings.Cut(message, "flag provided but not defined: -"); ok {
		known := longFlags(c.App.Flags)
		if c.Command != nil {
			known = append(known, longFlags(c.Command.Flags)...)
		}
		message = "unknown flag --" + strings.TrimLeft(flag, "-")
		if near := closest(strings.TrimLeft(flag, "-"), known); near != "" {
			message += ", did you mean --" + near + "?"
		}
	}
	return usagef(name, "%s", message)
}

func longFlags(flags []cli.Flag) []string {
	var names []string
	for _, f := range flags {
		names = append(names, f.Names()[0])
	}
	return names
}

// noCommand runs when the first argument is no command.
func (p *program) noCommand(c *cli.Context) error {
	if c.Bool("version") {
		return p.printVersion()
	}
	if c.NArg() == 0 {
		return cli.ShowAppHelp(c)
	}
	return unknownCommand(c.App.Commands, "", c.Args().First())
}

// unknownCommand is the error for a name that is no command under parent.
func unknownCommand(commands []*cli.Command, parent, name string) error {
	var names []string
	for _, c := range commands {
		names = append(names, c.Name)
	}
	message := fmt.Sprintf("unknown command %q", strings.TrimLeft(parent+" "+name, " "))
	if near := closest(name, names); near != "" {
		message += ", did you mean " + strings.TrimLeft(parent+" "+near, " ") + "?"
	}
	return usagef(parent, "%s", message)
}

// argsBetween checks how many arguments a command got; most < 0 is any number.
func argsBetween(c *cli.Context, least, most int) error {
	n := c.NArg()
	switch {
	case n < least:
		return usagef(c.Command.FullName(), "%s needs %s", c.Command.FullName(), c.Command.ArgsUsage)
	case most >= 0 && n > most:
		return usagef(c.Command.FullName(), "%s: unexpected argument %q", c.Command.FullName(), c.Args().Get(most))
	}
	return nil
}

// inputArgs returns the inputs named on the command line; none at all is stdin,
// unless that is a terminal, where the user would wait for nothing.
func (p *program) inputArgs(c *cli.Context) ([]string, error) {
	if c.NArg() > 0 {
		args := c.Args().Slice()
		if n := slices.Index(args, "-"); n >= 0 && slices.Contains(args[n+1:], "-") {
			return nil, usagef(c.Command.FullName(), "stdin (-) is named twice")
		}
		return args, nil
	}
	if isTerminal(p.stdin) {
		return nil, usagef(c.Command.FullName(), "%s needs %s", c.Command.FullName(), c.Command.ArgsUsage)
	}
	return []string{"-"}, nil
}

// joinClose adds the error of closing to that of the work.
func joinClose(err *error, closer io.Closer) {
	*err = errors.Join(*err, closer.Close())
}
