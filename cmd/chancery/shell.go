package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/query/sparql"
	"github.com/chancery-graph/chancery/store"
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
	c       *cli.Context
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
		sh := &shell{p: p, c: c, store: s, options: o, out: p.stdout, asOf: c.String("as-of"), mode: result.Table}
		if _, err := p.answerSnapshot(c.Context, s, sh.asOf); err != nil {
			return err
		}
		if isTerminal(p.stdin) && isTerminal(p.stdout) {
			return sh.interactive()
		}
		return sh.piped()
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
func (sh *shell) piped() error {
	lines := bufio.NewScanner(newCancelReader(sh.c.Context, sh.p.stdin))
	lines.Buffer(nil, queryMost)
	for lines.Scan() {
		if err := sh.line(lines.Text()); err != nil {
			if errors.Is(err, errQuit) {
				return nil
			}
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return sh.run()
}

// interactive reads lines from a terminal, with editing, history and completion.
func (sh *shell) interactive() (err error) {
	in, ok := sh.p.stdin.(*os.File)
	if !ok {
		return sh.piped()
	}
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, term.Restore(int(in.Fd()), state)) }()
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{newCancelReader(sh.c.Context, in), sh.p.stdout}, shellPrompt)
	if w, h, sizeErr := term.GetSize(int(in.Fd())); sizeErr == nil && w > 0 && h > 0 {
		if err := t.SetSize(w, h); err != nil {
			return err
		}
	}
	history, err := sh.p.openHistory()
	if err != nil {
		sh.p.warn("the history is not kept: %s", err)
	} else {
		t.History = history
		defer func() { err = errors.Join(err, history.Close()) }()
	}
	complete := &completer{sh: sh, t: t}
	t.AutoCompleteCallback = complete.key
	sh.out = t
	fmt.Fprintf(t, "chancery %s, %s. Try .help\n", version(), sh.p.set.store)
	for {
		if sh.pending.Len() > 0 {
			t.SetPrompt("     …> ")
		} else {
			t.SetPrompt(shellPrompt)
		}
		line, err := t.ReadLine()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, term.ErrPasteIndicator) {
			return err
		}
		// While a query runs the terminal is as it was, so that Ctrl-C is a signal.
		if err := term.Restore(int(in.Fd()), state); err != nil {
			return err
		}
		lineErr := sh.line(line)
		if _, err := term.MakeRaw(int(in.Fd())); err != nil {
			return err
		}
		if err := lineErr; errors.Is(err, errQuit) {
			return nil
		} else if err != nil {
			if cancelled(sh.c.Context) != nil {
				return err
			}
			if err := classify(err).report(t, false); err != nil {
				return err
			}
		}
	}
}

const shellPrompt = "chancery> "

var errQuit = errors.New("quit")

// line takes one line: a command of the shell, or a part of a query.
func (sh *shell) line(line string) error {
	trimmed := strings.TrimSpace(line)
	if sh.pending.Len() == 0 && strings.HasPrefix(trimmed, ".") {
		return sh.command(strings.Fields(trimmed))
	}
	if trimmed == "" {
		return sh.run()
	}
	sh.pending.WriteString(line + "\n")
	if strings.HasSuffix(trimmed, ";") && balanced(sh.pending.String()) {
		return sh.run()
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
func (sh *shell) run() error {
	text := strings.TrimSpace(sh.pending.String())
	sh.pending.Reset()
	text = strings.TrimSpace(strings.TrimSuffix(text, ";"))
	if text == "" {
		return nil
	}
	start := time.Now()
	err := sh.ask(text)
	if sh.timer && err == nil {
		fmt.Fprintf(sh.out, "%v\n", time.Since(start).Round(10*time.Microsecond))
	}
	return err
}

func (sh *shell) ask(text string) error {
	sh.last = text
	prepared, err := query.Prepare(text, sh.options)
	if err == nil {
		return sh.answer(prepared)
	}
	update, updateErr := query.PrepareUpdate(text, sh.options)
	if updateErr == nil {
		return sh.update(text, update)
	}
	// The error that lies further on belongs to what was meant.
	var a, b *sparql.SyntaxError
	if errors.As(err, &a) && errors.As(updateErr, &b) && b.Offset > a.Offset {
		err = updateErr
	}
	return queryError("query", text, err)
}

func (sh *shell) answer(q *query.Query) (err error) {
	snap, err := snapshotAt(sh.c.Context, sh.store, sh.asOf)
	if err != nil {
		return err
	}
	defer joinClose(&err, snap)
	bindServices(sh.options, snap)
	ds, err := withLog(sh.c.Context, q, sh.store, snap)
	if err != nil {
		return err
	}
	r, err := q.Run(sh.c.Context, ds)
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
	_, err = sh.p.writeAnswer(sh.c.Context, w, r, f, q.Prefixes())
	return errors.Join(limitReached(err), w.Flush())
}

func (sh *shell) update(text string, u *query.Update) error {
	if sh.asOf != "" {
		return usagef("shell", "the past cannot be changed: .asof now")
	}
	served := &servedStore{Store: sh.store, agent: sh.p.agent()}
	receipt, err := served.Append(sh.c.Context, endpoint.Change{Kind: graph.KindUpdate, Message: endpoint.Summary(text),
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
