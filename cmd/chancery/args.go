package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// flagKind tells whether a flag takes a value.
type flagKind struct {
	name  string // the flag's first name
	takes bool   // a value follows
}

// flagSet maps every spelling of the flags of one level to its kind.
type flagSet map[string]flagKind

func flagsOf(flags []cli.Flag) flagSet {
	set := flagSet{"help": {"help", false}, "h": {"help", false}}
	for _, f := range flags {
		doc, ok := f.(cli.DocGenerationFlag)
		names := f.Names()
		for _, n := range names {
			set[n] = flagKind{names[0], ok && doc.TakesValue() && !standsAlone(f)}
		}
	}
	return set
}

// standsAlone tells whether a flag may stand without its value.
func standsAlone(f cli.Flag) bool {
	g, ok := f.(*cli.GenericFlag)
	if !ok {
		return false
	}
	b, ok := g.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// commandLine is a command line taken apart: what stands at which level of the
// command tree. Level 0 is the program, with the global flags.
type commandLine struct {
	program    string
	names      []string    // of the command and its subcommand, by their first names
	flags      [][]flagUse // of each level
	positional []string
	asIs       []string // if not nil, the line is not to be taken apart
}

// flagUse is a flag as it stands on a command line.
type flagUse struct {
	name string   // its first name, or what stands there if it is unknown
	text []string // "-n=5", or "-n" and "5"
}

// command is the name of the command, such as "log show".
func (l *commandLine) command() string { return strings.Join(l.names, " ") }

// parseLine takes a command line apart. Global flags may stand anywhere. "--" ends
// the flags; a lone "-" is an argument. Unknown flags stay with their command,
// which then refuses them.
//
// A flag at the end that lacks its value is an error here: moved in front of
// something else, it would swallow that.
func parseLine(app *cli.App, args []string) (l commandLine, err error) {
	if len(args) == 0 || args[len(args)-1] == completionFlag {
		return commandLine{asIs: append([]string{}, args...)}, nil // completion asks about the line as it stands
	}
	levels := []flagSet{flagsOf(app.Flags)}
	commands := app.Commands
	l = commandLine{program: args[0], flags: [][]flagUse{nil}}
	for i := 1; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			l.positional = append(l.positional, args[i+1:]...)
			break
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			if c := commandNamed(commands, arg); c != nil && len(l.positional) == 0 {
				l.names = append(l.names, c.Name)
				levels = append(levels, flagsOf(c.Flags))
				l.flags = append(l.flags, nil)
				commands = c.Subcommands
				continue
			}
			l.positional = append(l.positional, arg)
			continue
		}
		name, _, inline := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		at, kind := findFlag(levels, name)
		use := flagUse{kind.name, []string{arg}}
		if kind.takes && !inline {
			if i++; i == len(args) {
				return l, usagef(l.command(), "flag --%s needs a value", kind.name)
			}
			use.text = append(use.text, args[i])
		}
		l.flags[at] = append(l.flags[at], use)
	}
	return l, nil
}

// completionFlag at the end of a line asks for completions of it.
const completionFlag = "--generate-bash-completion"

// ordered is the command line with flags in front of the arguments of the command
// that they belong to, because the flag package stops at the first argument and
// would take the rest for arguments without a word:
//
//	chancery find Kalin --json -n 5   →   chancery --json find -n 5 -- Kalin
func (l *commandLine) ordered() []string {
	if l.asIs != nil {
		return l.asIs
	}
	out := []string{l.program}
	for level, uses := range l.flags {
		if level > 0 {
			out = append(out, l.names[level-1])
		}
		for _, use := range uses {
			out = append(out, use.text...)
		}
	}
	if len(l.positional) > 0 {
		if len(l.names) > 0 {
			out = append(out, "--")
		}
		out = append(out, l.positional...)
	}
	return out
}

// findFlag looks a flag up from the innermost command outwards. An unknown one
// belongs to the innermost and takes no value.
func findFlag(levels []flagSet, name string) (int, flagKind) {
	for at := len(levels) - 1; at >= 0; at-- {
		if kind, ok := levels[at][name]; ok {
			return at, kind
		}
	}
	return len(levels) - 1, flagKind{name: name}
}

func commandNamed(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}
