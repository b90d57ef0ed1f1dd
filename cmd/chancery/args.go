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

// reorder puts flags in front of the arguments of the command that they belong
// to, because the flag package stops at the first argument and would take the
// rest for arguments without a word:
//
//	chancery find Kalin --json -n 5   →   chancery --json find -n 5 -- Kalin
//
// Global flags may stand anywhere. "--" ends the flags; a lone "-" is an
// argument. Unknown flags stay with their command, which then refuses them.
//
// A flag at the end that lacks its value is an error here: moved in front of
// something else, it would swallow that.
func reorder(app *cli.App, args []string) ([]string, error) {
	if len(args) == 0 || args[len(args)-1] == "--generate-bash-completion" {
		return args, nil // completion asks about the line as it stands
	}
	levels := []flagSet{flagsOf(app.Flags)}
	commands := app.Commands
	flags := [][]string{nil}
	names := []string{}
	var positional []string
	for i := 1; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			positional = append(positional, args[i+1:]...)
			break
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			if c := commandNamed(commands, arg); c != nil && len(positional) == 0 {
				names = append(names, arg)
				levels = append(levels, flagsOf(c.Flags))
				flags = append(flags, nil)
				commands = c.Subcommands
				continue
			}
			positional = append(positional, arg)
			continue
		}
		name, _, inline := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		at, kind := findFlag(levels, name)
		flags[at] = append(flags[at], arg)
		if kind.takes && !inline {
			if i++; i == len(args) {
				return nil, usagef(strings.Join(names, " "), "flag --%s needs a value", kind.name)
			}
			flags[at] = append(flags[at], args[i])
		}
	}
	out := append([]string{args[0]}, flags[0]...)
	for i, name := range names {
		out = append(out, name)
		out = append(out, flags[i+1]...)
	}
	if len(positional) > 0 {
		if len(names) > 0 {
			out = append(out, "--")
		}
		out = append(out, positional...)
	}
	return out, nil
}

// findFlag looks a flag up from the innermost command outwards. An unknown one
// belongs to the innermost and takes no value.
func findFlag(levels []flagSet, name string) (int, flagKind) {
	for at := len(levels) - 1; at >= 0; at-- {
		if kind, ok := levels[at][name]; ok {
			return at, kind
		}
	}
	return len(levels) - 1, flagKind{}
}

func commandNamed(commands []*cli.Command, name string) *cli.Command {
	for _, c := range commands {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}
