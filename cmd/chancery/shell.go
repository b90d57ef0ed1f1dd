package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/query/sparql"
	"github.com/chancery-graph/chancery/store"
	"github.com/urfave/cli/v2"
)

const shellHelp = `A query or an update ends with an empty line, or with ; after its last brace.
  .help              this
  .asof N|TIME|now   ask the graph as of an event or a time
  .mode FORMAT       table, json, xml, csv or tsv
  .timer on|off      say how long each query took
  .explain [analyze] show the plan of the query before; with analyze, what each operator did
  .saved [NAME]      list the saved queries, or run one
  .prefixes          list the prefixes that need no declaration
  .quit              end (also Ctrl-D)
Ctrl-C ends the query that runs, or drops what has been typed of one.
Tab completes prefixes, predicates (schema:at…) and entities (@kal…).
`

func (p *program) shellCommand() *cli.Command {
	return &cli.Command{
		Name: "shell", Category: "QUERY", Usage: "ask and change the graph line by line",
		Description: strings.TrimSpace(shellHelp),
		Flags:       append([]cli.Flag{asOfFlag()}, runFlags()...),
		Action:      p.shell,
	}
}

// shell is one run of the shell.
type shell struct {
	p       *program
	store   *store.Store
	options query.Options
	out     io.Writer
	asOf    string
	mode    result.Format
	timer   bool
	last    string // the query before
	pending strings.Builder
}

func (p *program) shell(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	o, err := p.queryOptions(c)
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		sh := &shell{p: p, store: s, options: o, out: p.stdout, asOf: c.String("as-of"), mode: result.Table}
		if _, err := p.answerSnapshot(c.Context, s, sh.asOf); err != nil {
			return err
		}
		if isTerminal(p.stdin) && isTerminal(p.stdout) {
			return sh.interactive(c.Context)
		}
		return sh.piped(c.Context)
	})
}

// answerSnapshot checks that a moment can be asked.
func (p *program) answerSnapshot(ctx context.Context, s *store.Store, asOf string) (graph.Seq, error) {
	snap, err := snapshotAt(ctx, s, asOf)
	if err != nil {
		return 0, err
	}
	return snap.Seq(), snap.Close()
}

// piped reads lines from a pipe; the first error ends it.
func (sh *shell) piped(ctx context.Context) error {
	lines := bufio.NewScanner(newCancelReader(ctx, sh.p.stdin))
	lines.Buffer(nil, queryMost)
	for lines.Scan() {
		if err := sh.line(ctx, lines.Text()); err != nil {
			if errors.Is(err, errQuit) {
				return nil
			}
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return sh.run(ctx)
}

var errQuit = errors.New("quit")

// line takes one line: a command of the shell, or a part of a query.
func (sh *shell) line(ctx context.Context, line string) error {
	trimmed := strings.TrimSpace(line)
	if sh.pending.Len() == 0 && strings.HasPrefix(trimmed, ".") {
		return sh.command(ctx, strings.Fields(trimmed))
	}
	if trimmed == "" {
		return sh.run(ctx)
	}
	sh.pending.WriteString(line + "\n")
	if strings.HasSuffix(trimmed, ";") && balanced(sh.pending.String()) {
		return sh.run(ctx)
	}
	return nil
}

// balanced tells whether all braces of a text are closed, and there are some.
// Those within strings, IRIs and comments are seldom unbalanced; where they are,
// an empty line ends the query.
func balanced(text string) bool {
	opened, closed := strings.Count(text, "{"), strings.Count(text, "}")
	return opened > 0 && opened == closed
}

// run runs what is pending: a query, or an update.
func (sh *shell) run(ctx context.Context) error {
	text := strings.TrimSpace(sh.pending.String())
	sh.pending.Reset()
	text = strings.TrimSpace(strings.TrimSuffix(text, ";"))
	if text == "" {
		return nil
	}
	start := time.Now()
	err := sh.ask(ctx, text)
	if sh.timer && err == nil {
		fmt.Fprintf(sh.out, "%v\n", time.Since(start).Round(10*time.Microsecond))
	}
	return err
}

func (sh *shell) ask(ctx context.Context, text string) error {
	sh.last = text
	prepared, err := query.Prepare(text, sh.options)
	if err == nil {
		return sh.answer(ctx, prepared)
	}
	update, updateErr := query.PrepareUpdate(text, sh.options)
	if updateErr == nil {
		return sh.update(ctx, text, update)
	}
	// The error that lies further on belongs to what was meant.
	var a, b *sparql.SyntaxError
	if errors.As(err, &a) && errors.As(updateErr, &b) && b.Offset > a.Offset {
		err = updateErr
	}
	return queryError("query", text, err)
}

func (sh *shell) answer(ctx context.Context, q *query.Query) (err error) {
	snap, err := snapshotAt(ctx, sh.store, sh.asOf)
	if err != nil {
		return err
	}
	defer joinClose(&err, snap)
	bindServices(sh.options, snap)
	ds, err := withLog(ctx, q, sh.store, snap)
	if err != nil {
		return err
	}
	r, err := q.Run(ctx, ds)
	if err != nil {
		return limitReached(err)
	}
	defer joinClose(&err, r)
	f, err := sh.p.answerForm(q, "")
	if err != nil {
		return err
	}
	f.results = sh.mode
	w := bufio.NewWriter(sh.out)
	_, err = sh.p.writeAnswer(ctx, w, r, f, q.Prefixes())
	return errors.Join(limitReached(err), w.Flush())
}

func (sh *shell) update(ctx context.Context, text string, u *query.Update) error {
	if sh.asOf != "" {
		return usagef("shell", "the past cannot be changed: .asof now")
	}
	served := newServedStore(sh.store, sh.p.agent())
	receipt, err := served.Append(ctx, endpoint.Change{Kind: graph.KindUpdate, Message: endpoint.Summary(text),
		Patch: func(ctx context.Context, latest endpoint.Snapshot) (graph.PatchReader, error) {
			bindServices(sh.options, latest)
			return u.Run(ctx, latest, query.UpdateOptions{})
		}})
	if err != nil {
		return limitReached(err)
	}
	w := writeView{Status: statusStored, First: receipt.Seq, Added: receipt.Added, Removed: receipt.Removed}
	if !receipt.Appended {
		w.Status = statusUnchanged
	}
	_, err = fmt.Fprintln(sh.out, w.sentence())
	return err
}
