package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/journal"
	"github.com/chancery-graph/chancery/query/service"
	"github.com/chancery-graph/chancery/query/sparql"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) queryCommand() *cli.Command {
	return &cli.Command{
		Name: "query", Category: "QUERY", ArgsUsage: "[FILE|-|-e QUERY]",
		Usage: "ask the graph in SPARQL: SELECT, ASK, CONSTRUCT, DESCRIBE",
		Description: "Asks the store, as of any event (--as-of), or files without a store (--data).\n" +
			"The default graph is the union of all sources unless --default-graph-only is set;\n" +
			"GRAPH chy:log { … } is the log itself. Common prefixes (schema:, chy:, prov:, …) need\n" +
			"no declaration. A query that meets a limit ends with exit 12 and says which.",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "expr", Aliases: []string{"e"}, Usage: "the `QUERY` itself"},
			&cli.StringSliceFlag{Name: "data", Usage: "ask the statements of `FILE` instead of a store; may be repeated"},
			&cli.StringSliceFlag{Name: "named-graph", Usage: "ask `IRI=FILE` as a named graph; may be repeated"},
			&cli.StringFlag{Name: "results", Usage: "`FORMAT` of the answer: json, xml, csv, tsv, table, or of statements: ttl, nt, rdf, jsonld, …"},
			&cli.StringFlag{Name: "base", Usage: "resolve relative IRIs against the absolute `IRI`"},
			&cli.BoolFlag{Name: "check", Usage: "read the query only; exit 1 with the place of an error"},
			&cli.GenericFlag{Name: "explain", Value: &explainMode{}, Usage: "show the plan instead of the answer; --explain=analyze runs it and shows what each operator did"},
			&cli.BoolFlag{Name: "exit-status", Usage: "exit 1 if the answer is no, or empty"},
			outputFlag(), asOfFlag(),
		}, runFlags()),
		Action: p.query,
	}
}

// runFlags are those of every command that runs queries.
func runFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "param", Usage: "set a variable: `NAME=TERM`; may be repeated"},
		&cli.DurationFlag{Name: "timeout", Usage: "give up after `TIME`, such as 30s (no limit)"},
		&cli.StringFlag{Name: "max-memory", Usage: "give up beyond `SIZE` of memory, such as 500M (4G)"},
		&cli.Int64Flag{Name: "max-rows", Usage: "give up beyond `N` rows (no limit)"},
		&cli.BoolFlag{Name: "default-graph-only", Usage: "the default graph is that of statements in no named graph"},
		&cli.StringSliceFlag{Name: "allow-service", Usage: "let SERVICE call endpoints whose IRI begins with `PREFIX`; may be repeated (none)"},
	}
}

// explainMode is a flag that may stand alone: "", "true" or "analyze".
type explainMode struct{ mode string }

// Set implements flag.Value.
func (e *explainMode) Set(s string) error {
	if s != "true" && s != "analyze" && s != "plan" {
		return fmt.Errorf("%q, expected --explain or --explain=analyze", s)
	}
	e.mode = s
	return nil
}

// String implements flag.Value.
func (e *explainMode) String() string { return e.mode }

// IsBoolFlag lets the flag stand without a value.
func (e *explainMode) IsBoolFlag() bool { return true }

func (p *program) query(c *cli.Context) error {
	text, name, err := p.queryText(c)
	if err != nil {
		return err
	}
	o, err := p.queryOptions(c)
	if err != nil {
		return err
	}
	return p.ask(c, name, text, o)
}

// ask prepares a query and does with it what the flags say.
func (p *program) ask(c *cli.Context, name, text string, o query.Options) error {
	prepared, err := query.Prepare(text, o)
	if err != nil {
		return queryError(name, text, err)
	}
	if c.Bool("check") {
		for _, warning := range prepared.Warnings() {
			p.warn("%s", warning)
		}
		p.note("%s: no errors", name)
		return nil
	}
	for _, warning := range prepared.Warnings() {
		p.warn("%s", warning)
	}
	form, err := p.answerForm(prepared, c.String("results"))
	if err != nil {
		return err
	}
	explain, _ := c.Generic("explain").(*explainMode)
	return p.withDataset(c, prepared, o, func(ds exec.Dataset) error {
		if explain != nil && explain.mode != "" {
			return p.explainQuery(c.Context, prepared, ds, explain.mode == "analyze")
		}
		return p.answer(c, prepared, ds, form)
	})
}

// queryText is the query that the command line names, and what to call it in
// messages.
func (p *program) queryText(c *cli.Context) (text, name string, err error) {
	if c.IsSet("expr") {
		if err := argsBetween(c, 0, 0); err != nil {
			return "", "", err
		}
		return c.String("expr"), "query", nil
	}
	if err := argsBetween(c, 0, 1); err != nil {
		return "", "", err
	}
	args, err := p.inputArgs(c)
	if err != nil {
		return "", "", err
	}
	return p.readText(c.Context, args[0])
}

// queryMost is the greatest size of a query file in bytes.
const queryMost = 64 << 20

func (p *program) readText(ctx context.Context, path string) (text, name string, err error) {
	in, err := p.openInput(ctx, path)
	if err != nil {
		return "", "", inputError(err)
	}
	defer joinClose(&err, in)
	b, err := io.ReadAll(io.LimitReader(in, queryMost+1))
	if err != nil {
		return "", "", inputError(err)
	}
	if len(b) > queryMost {
		return "", "", &failure{code: "query_size", exit: exitFailed, message: fmt.Sprintf("%s is longer than %d MiB", in.name, queryMost>>20)}
	}
	return string(b), in.name, nil
}

// queryOptions takes the options of a run from the flags.
func (p *program) queryOptions(c *cli.Context) (query.Options, error) {
	o := query.Options{Base: strings.Trim(c.String("base"), "<>"), DefaultGraphOnly: c.Bool("default-graph-only") || c.IsSet("named-graph")}
	for _, known := range vocab.Prefixes() {
		o.Prefixes = append(o.Prefixes, algebra.Prefix{Name: known.Name, IRI: known.Namespace})
	}
	o.Limits = query.Limits{Timeout: c.Duration("timeout"), MaxRows: c.Int64("max-rows")}
	if o.Limits.Timeout < 0 || o.Limits.MaxRows < 0 {
		return o, usagef(c.Command.FullName(), "a limit is negative")
	}
	var err error
	if c.IsSet("max-memory") {
		if o.Limits.MaxMemory, err = parseSize(c.String("max-memory")); err != nil {
			return o, usagef(c.Command.FullName(), "--max-memory %s", err)
		}
	}
	if p.host != nil {
		o.Limits = p.host.bounded(o.Limits)
	}
	if o.Params, err = parseParams(c.StringSlice("param")); err != nil {
		return o, usagef(c.Command.FullName(), "--param %s", err)
	}
	remote, err := p.remoteServices(c)
	o.Services = &runServices{remote: remote, networks: p.networks(), Late: service.Late{Caller: hinted{remote}}}
	return o, err
}

// withDataset opens what the query is about: files, or the store as of --as-of,
// with the log beside it where the query names that.
func (p *program) withDataset(c *cli.Context, q *query.Query, o query.Options, fn func(exec.Dataset) error) error {
	if c.IsSet("data") || c.IsSet("named-graph") {
		if c.IsSet("as-of") {
			return usagef(c.Command.FullName(), "files have no events, so --as-of goes with a store only")
		}
		ds, err := p.fileDataset(c)
		if err != nil {
			return err
		}
		return fn(ds)
	}
	return p.withSnapshot(c, func(s *store.Store, snap *store.Snapshot) error {
		bindServices(o, snap)
		ds, err := withLog(c.Context, q, s, snap)
		if err != nil {
			return err
		}
		return fn(ds)
	})
}

// withLog adds the graph of the log where the query names it.
func withLog(ctx context.Context, q *query.Query, s *store.Store, snap *store.Snapshot) (exec.Dataset, error) {
	if !q.Mentions("<" + journal.Graph + ">") {
		return snap, nil
	}
	return journal.Over(ctx, snap, eventsUpTo(ctx, s, snap.Seq()))
}

// queryError tells where a query is wrong.
func queryError(name, text string, err error) error {
	var syntax *sparql.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	return &failure{code: "query_syntax", exit: exitFailed, cause: err,
		message: fmt.Sprintf("%s:%d:%d: %s", name, syntax.Line, syntax.Column, syntax.Message()),
		detail:  syntax.Excerpt(text), hint: hintOf(syntax)}
}

func hintOf(e *sparql.SyntaxError) string {
	if e.Hint != "" {
		return "" // the message has it
	}
	return "see 'chancery help queries'"
}

// limitReached gives a limit the exit status that says the answer is not whole.
func limitReached(err error) error {
	var limit *exec.LimitError
	if !errors.As(err, &limit) {
		return err
	}
	return &failure{code: "limit_" + limit.Limit, exit: exitIncomplete, cause: err,
		message: strings.TrimPrefix(limit.Error(), "exec: ") + "; the answer is not whole",
		hint:    "raise --timeout, --max-memory or --max-rows, or ask for less"}
}
