package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/result"
)

// answerForm is how an answer is written.
type answerForm struct {
	results result.Format // of SELECT and ASK
	graph   rdfio.Format  // of CONSTRUCT and DESCRIBE
}

// answerForm decides the form: asked for, else by the name of the output, else by
// where it goes.
func (p *program) answerForm(q *query.Query, asked string) (f answerForm, err error) {
	if asked == "" {
		asked = p.set.syntax
	}
	if asked == "" && p.set.output != "" && p.set.output != "-" {
		asked = strings.TrimPrefix(filepath.Ext(rdfio.TrimPacking(p.set.output)), ".")
	}
	if q.Form() == algebra.Construct || q.Form() == algebra.Describe {
		f.graph = rdfio.Turtle
		if asked != "" && asked != "table" {
			if asked == "json" {
				asked = rdfio.JSONLD.Name
			}
			f.graph, err = formatNamed("query", asked)
		}
		return f, err
	}
	f.results = result.JSON
	if isTerminal(p.stdout) && (p.set.output == "" || p.set.output == "-") {
		f.results = result.Table
	}
	if asked != "" {
		if f.results = result.ByName(asked); f.results == 0 {
			if f.results = result.ByMediaType(asked); f.results == 0 {
				return f, usagef("query", "solutions have no format %q; they have json, xml, csv, tsv and table", asked)
			}
		}
	}
	return f, nil
}

// answer runs a query and writes what it finds.
func (p *program) answer(c *cli.Context, q *query.Query, ds exec.Dataset, f answerForm) (err error) {
	results, err := q.Run(c.Context, ds)
	if err != nil {
		return limitReached(err)
	}
	defer joinClose(&err, results)
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	some, err := p.writeAnswer(c.Context, out, results, f, q.Prefixes())
	if err != nil {
		// What stands on stdout is a part: it is shown, and told to be one.
		return errors.Join(limitReached(err), out.Flush())
	}
	if err := out.commit(); err != nil {
		return err
	}
	if some {
		return nil
	}
	if err := p.tellUnmatched(c.Context, q, ds); err != nil {
		return err
	}
	if c.Bool("exit-status") {
		return statusError(exitFailed)
	}
	return nil
}

// tellUnmatched warns, where there is no answer, of predicates that no statement has.
func (p *program) tellUnmatched(ctx context.Context, q *query.Query, ds exec.Dataset) error {
	list, err := q.Unmatched(ctx, ds)
	if err != nil {
		return err
	}
	for _, u := range list {
		absent, near := strings.Trim(u.Predicate, "<>"), strings.Trim(u.Near, "<>")
		text, other := relation.Shorten(absent), relation.Shorten(near)
		if text == other { // one name in two namespaces
			text, other = u.Predicate, u.Near
		}
		if near != "" {
			p.warn("no statement has the predicate %s; did you mean %s?", text, other)
		} else {
			p.warn("no statement has the predicate %s", text)
		}
	}
	return nil
}

// writeAnswer writes results and tells whether the answer is yes, or not empty.
func (p *program) writeAnswer(ctx context.Context, out io.Writer, r *query.Results, f answerForm, prefixes []algebra.Prefix) (some bool, err error) {
	switch r.Form() {
	case algebra.Ask:
		if some, err = r.Boolean(ctx); err != nil {
			return false, err
		}
		return some, result.WriteBoolean(out, f.results, some)
	case algebra.Select:
		counted := &countedSource{Source: r}
		if f.results == result.Table {
			o := result.TableOptions{Width: p.width()}
			if p.set.colour {
				o.Bold = p.bold
			}
			err = result.WriteTable(ctx, out, counted, o)
		} else {
			err = result.Write(ctx, out, f.results, counted)
		}
		return counted.rows > 0, err
	}
	return writeStatementsOf(out, r, f.graph, prefixes)
}

// writeStatementsOf writes the statements of CONSTRUCT and DESCRIBE.
func writeStatementsOf(out io.Writer, r *query.Results, f rdfio.Format, prefixes []algebra.Prefix) (some bool, err error) {
	known := vocab.Prefixes()
	for _, each := range prefixes {
		if !slices.ContainsFunc(known, func(k vocab.Prefix) bool { return k.Name == each.Name }) {
			known = append(known, vocab.Prefix{Name: each.Name, Namespace: each.IRI})
		}
	}
	w, err := rdfio.NewWriter(f, out, rdfio.WriterOptions{Prefixes: known, Pretty: true})
	if err != nil {
		return false, err
	}
	if err := eachBatch(r, func(b *graph.PatchBatch) error {
		some = some || len(b.Changes) > 0
		return w.WritePatch(b)
	}); err != nil {
		return some, err
	}
	return some, w.Close()
}

// countedSource counts solutions.
type countedSource struct {
	result.Source
	rows int
}

// Next implements result.Source.
func (s *countedSource) Next(ctx context.Context) (*result.Page, error) {
	page, err := s.Source.Next(ctx)
	if err == nil {
		s.rows += page.N
	}
	return page, err
}

// explainQuery shows the plan.
func (p *program) explainQuery(ctx context.Context, q *query.Query, ds exec.Dataset, analyze bool) error {
	explained, err := q.Explain(ctx, ds, analyze)
	if err != nil {
		return limitReached(err)
	}
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	if p.set.syntax == "json" || p.jsonErrors {
		err = writeDocument(out, "plan", explained)
	} else {
		_, err = io.WriteString(out, explained.String())
	}
	if err != nil {
		return err
	}
	return out.commit()
}
