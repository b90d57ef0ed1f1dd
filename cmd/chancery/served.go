package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"
)

// served is a command that a server runs for its clients.
type served struct {
	writes bool // may append events or save queries
	// inputs are the files that the command reads, "-" for stdin; nil is none.
	inputs func(p *program, c *cli.Context) ([]string, error)
	// outputs are the files that it writes besides that of --output; nil is none.
	outputs func(c *cli.Context, inputs []string) []string
}

// servedCommands are the commands that run on a server, by their names. A command
// that is in none of the lists here is refused.
func servedCommands() map[string]served {
	asks, changes := served{}, served{writes: true}
	return map[string]served{
		"info": asks, "stats": asks, "backup": {outputs: backupOutput},
		"find": asks, "search": asks, "show": asks, "met": asks, "who": asks, "why": asks, "timeline": asks,
		"chain": asks, "reach": asks, "common": asks, "ego": asks, "compare": asks, "dupes": asks,
		"log": asks, "log show": asks, "log export": asks, "blame": asks, "diff": asks,
		"export": asks, "mapping export": asks,
		"query":      {inputs: queryInputs},
		"saved list": asks, "saved show": asks, "saved run": asks,

		"verify": changes, // it changes nothing, but writers wait for it

		"ingest": {writes: true, inputs: ingestInputs},
		"import": {writes: true, inputs: importInputs, outputs: rejectOutputs},
		"update": {writes: true, inputs: queryInputs},
		"review": {writes: true, inputs: reviewInputs},
		"merge":  changes, "split": changes, "distinct": changes, "identify": changes,
		"retract": changes, "undo": changes,
		"shape show": asks, "shape set": {writes: true, inputs: queryInputs}, "shape reset": changes,
		"saved save": {writes: true, inputs: savedInputs}, "saved rm": changes,
	}
}

// storeless are the commands that need no store.
var storeless = []string{"", "extract", "eval", "mapping", "convert", "validate", "saved", "shape",
	"tour", "openapi", "config", "config show", "config path", "config edit", "doctor", "completion", "man", "help", "version"}

// unserved are the commands that need the directory of the store, and why.
var unserved = map[string]string{
	"init":       "it makes a store, and the server has one",
	"rebuild":    "it opens the store anew, which the server has open",
	"compact":    "it is for whoever runs the server",
	"restore":    "it makes a store, and the server has one",
	"log import": "it takes events with the hashes that they have, which is for whoever runs the server",
	"watch":      "it reads a directory for as long as it runs; 'chancery ingest DIR' can be run again and again",
	"shell":      "it keeps the store open between questions; 'chancery query' asks a server",
	"serve":      "it serves a store itself",
}

// servedFlags are the flags that a served command may have: each means the same
// wherever it stands, and none names anything that the server would open, write,
// run or call. The files of --output, --mapping and --rejects are the client's.
var servedFlags = []string{
	// of the program
	"json", "format", "no-color", "progress", "quiet", "verbose",
	// what is asked
	"as-of", "between", "valid", "in", "at", "met", "kind", "status", "place", "source", "event", "graph", "entity",
	"since", "until", "same-as", "first", "limit", "top", "all", "min-score", "log-only", "list",
	"mode", "k", "from", "to", "via", "avoid", "no-hubs", "max-attendees", "min-sources", "max-hops", "in-order", "strict",
	"gap", "within", "depth", "samples", "header",
	// queries
	"expr", "param", "base", "results", "explain", "exit-status", "timeout", "max-memory", "max-rows", "default-graph-only",
	// the form of an answer
	"output", "text", "canonical", "hash", "contacts", "nodes", "pretty",
	// what is stored
	"reason", "message", "dry-run", "reviewer", "review", "published", "lang", "input-format", "min-confidence", "keep-text",
	"lenient", "rejects", "mapping", "subject", "object", "relation", "date", "date-layout", "facts", "as", "name", "delimiter", "match-identifiers",
}

// unservedFlags are the flags of served commands that only work where the store
// lies, and why.
var unservedFlags = map[string]string{
	"allow-load":            "the server would read files of its own",
	"allow-service":         "the server would call other endpoints; which ones it may, 'chancery serve --allow-service' says",
	"allow-remote-contexts": "the server would fetch from other places",
	"no-unpack-limit":       "packed input could fill the server's memory; unpack it first",
	"extractor":             "the server would run programs or call other servers",
	"trust":                 "it is for other extractors",
	"llm-url":               "the server would call other servers",
	"llm-model":             "the server would call other servers",
	"api-key-file":          "the server would call other servers",
	"extractor-timeout":     "it is for other extractors",
	// These read files without a store, so that the client does it all.
	"data": "a query over files needs no server", "named-graph": "a query over files needs no server",
	"check":   "reading a query needs no server",
	"against": "the files are looked into where the store lies; --text shows what was kept of them",
	// A talk on a terminal.
	"interactive": "answers are sent to a server before it shows anything, so there is no talk with it",
}

// servedKind finds how a command line runs on a server, or why it does not.
func servedKind(l *commandLine) (served, error) {
	name := l.command()
	kind, ok := servedCommands()[name]
	if !ok {
		if reason := unserved[name]; reason != "" {
			return kind, notServed("'chancery "+name+"' does not run on a server: "+reason, "run it where the store lies")
		}
		return kind, notServed(fmt.Sprintf("%q is no command of a server", name), "see 'chancery help'")
	}
	for _, uses := range l.flags {
		for _, use := range uses {
			if slices.Contains(servedFlags, use.name) {
				continue
			}
			reason := orElse(unservedFlags[use.name], "it is no flag of such a command")
			return kind, notServed(fmt.Sprintf("--%s does not go with a server: %s", use.name, reason), "leave it out, or run the command where the store lies")
		}
	}
	return kind, nil
}

func notServed(message, hint string) error {
	return &failure{code: "not_served", exit: exitFailed, message: message, hint: hint}
}

// runsHere tells whether a command line needs no server although --store names one:
// a query over files, or one that is only to be read.
func runsHere(c *cli.Context) bool {
	return c.IsSet("data") || c.IsSet("named-graph") || c.Bool("check")
}

// fromStdin are the arguments from the n-th on, or stdin if there are none and it
// can be read.
func (p *program) fromStdin(c *cli.Context, n int) []string {
	args := c.Args().Slice()
	if len(args) > n {
		return args[n:]
	}
	if isTerminal(p.stdin) {
		return nil // the command says what it needs
	}
	return []string{"-"}
}

func queryInputs(p *program, c *cli.Context) ([]string, error) {
	if c.IsSet("expr") {
		return nil, nil
	}
	return p.fromStdin(c, 0), nil
}

func savedInputs(p *program, c *cli.Context) ([]string, error) {
	if c.IsSet("expr") || c.NArg() == 0 {
		return nil, nil
	}
	return p.fromStdin(c, 1), nil
}

func importInputs(p *program, c *cli.Context) ([]string, error) {
	inputs := p.fromStdin(c, 0)
	if c.IsSet("mapping") {
		inputs = append(inputs, c.String("mapping"))
	}
	return inputs, nil
}

// ingestInputs replaces directories by their files, also in the arguments that go
// to the server.
func ingestInputs(p *program, c *cli.Context) (inputs []string, err error) {
	if c.NArg() > 0 || !c.Bool("review") {
		if inputs, err = p.expandDirs(p.fromStdin(c, 0)); err != nil {
			return nil, err
		}
	}
	if c.NArg() > 0 {
		p.line.positional = inputs
	}
	if c.Bool("review") && !contains(inputs, "-") {
		answers, err := reviewInputs(p, c)
		return append(inputs, answers...), err
	}
	return inputs, nil
}

// reviewInputs are the answers of a reviewer.
func reviewInputs(p *program, c *cli.Context) ([]string, error) {
	if c.Bool("list") {
		return nil, nil
	}
	if isTerminal(p.stdin) {
		return nil, notServed("answers are sent to a server before it shows a candidate, so there is no talk with it",
			"see the candidates with 'chancery review --list' and give the answers in a pipe, or review where the store lies")
	}
	return []string{"-"}, nil
}

func backupOutput(c *cli.Context, _ []string) []string {
	if c.NArg() != 1 || c.Args().First() == "-" {
		return nil
	}
	return c.Args().Slice()
}

// rejectOutputs are the files of lines that import --lenient leaves out.
func rejectOutputs(c *cli.Context, inputs []string) (names []string) {
	if !c.Bool("lenient") || c.Bool("dry-run") {
		return nil
	}
	for _, input := range inputs {
		names = append(names, (&program{}).newRejects(input, c.String("rejects")).path)
	}
	return names
}
