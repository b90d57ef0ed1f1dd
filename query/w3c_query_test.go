package query_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/memory"
	"github.com/chancery-graph/chancery/query/result"
)

// load adds documents to a builder: to the default graph, or with named to the
// graph that has the document's or the given name.
func (s *w3cSuite) load(b *memory.Builder, iri, graphName string, named bool, scope *int) error {
	list, err := s.statements(iri)
	if err != nil {
		return err
	}
	if named {
		for i := range list {
			list[i].G = graphName
		}
	}
	*scope++
	return b.Apply(&statementReader{list}, fmt.Sprintf("d%dx", *scope))
}

// dataset builds the dataset of a test's action.
func (e entry) dataset(action, prefix string) (*memory.Builder, bool, error) {
	b := memory.NewBuilder()
	scope, any := 0, false
	for _, iri := range e.about[action][prefix+"data>"] {
		any = true
		if err := e.suite.load(b, iri, "", false, &scope); err != nil {
			return nil, false, err
		}
	}
	for _, g := range e.about[action][prefix+"graphData>"] {
		any = true
		iri, name := g, g
		if inner := e.about.one(g, prefix+"graph>"); inner != "" {
			iri = inner
			name = "<" + lexical(e.about.one(g, "<http://www.w3.org/2000/01/rdf-schema#label>")) + ">"
			if name == "<>" {
				name = inner
			}
		}
		if err := e.suite.load(b, iri, name, true, &scope); err != nil {
			return nil, false, err
		}
	}
	return b, any, nil
}

// evaluateQuery runs a QueryEvaluationTest.
func evaluateQuery(t *testing.T, e entry) error {
	ctx := context.Background()
	file := e.about.one(e.action, qt+"query>")
	if file == "" {
		file = e.action
	}
	text, err := e.suite.text(file)
	if err != nil {
		return err
	}
	b, any, err := e.dataset(e.action, qt)
	if err != nil {
		return err
	}
	o := query.Options{Base: strings.Trim(file, "<>"), DefaultGraphOnly: true}
	if o.Services, err = e.services(); err != nil {
		return err
	}
	q, err := query.Prepare(text, o)
	if err != nil {
		return err
	}
	if d := q.Dataset(); !any && !d.IsZero() {
		// The query names documents itself: they are the store's named graphs.
		scope := 0
		seen := map[string]bool{}
		for _, iri := range append(append([]string{}, d.Default...), d.Named...) {
			if !seen[iri] {
				seen[iri] = true
				if err := e.suite.load(b, iri, iri, true, &scope); err != nil {
					return err
				}
			}
		}
	}
	r, err := q.Run(ctx, b.Dataset())
	if err != nil {
		return err
	}
	err = e.compare(ctx, q, r)
	if closeErr := r.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		if x, explainErr := q.Explain(ctx, b.Dataset(), false); explainErr == nil {
			err = fmt.Errorf("%w\n%s\n%s", err, text, x)
		}
	}
	return err
}

// compare compares a result with the expected document.
func (e entry) compare(ctx context.Context, q *query.Query, r *query.Results) error {
	switch r.Form() {
	case algebra.Ask:
		want, err := e.wanted(ctx)
		if err != nil {
			return err
		}
		got, err := r.Boolean(ctx)
		if err != nil {
			return err
		}
		if want.boolean == nil || *want.boolean != got {
			return fmt.Errorf("got %v, want %v", got, want.boolean)
		}
		return nil
	case algebra.Select:
		return e.compareSolutions(ctx, q, r)
	}
	want, err := e.suite.statements(e.result)
	if err != nil {
		return err
	}
	var got []graphtest.Statement
	for s, err := range r.Statements(ctx) {
		if err != nil {
			return err
		}
		got = append(got, graphtest.Statement{S: s.S, P: s.P, O: s.O})
	}
	if !graphtest.Isomorphic(got, want) {
		return fmt.Errorf("got %d statements %v\nwant %d %v", len(got), got, len(want), want)
	}
	return nil
}

func (e entry) compareSolutions(ctx context.Context, q *query.Query, r *query.Results) error {
	want, err := e.wanted(ctx)
	if err != nil {
		return err
	}
	var source result.Source = r
	if want.lossy { // CSV says less than the result: compare what it says
		var buf bytes.Buffer
		if err := result.Write(ctx, &buf, result.CSV, r); err != nil {
			return err
		}
		if source, err = result.NewReader(&buf, result.CSV, result.ReadOptions{}); err != nil {
			return err
		}
	}
	got, err := readTable(ctx, source)
	if err != nil {
		return err
	}
	got.ordered = ordered(q.Algebra().In)
	want.ordered = got.ordered && want.hasOrder
	if e.lax {
		got.rows, want.rows = unique(got.rows), unique(want.rows)
	}
	if err := sameTables(got, want); err != nil {
		return sameTables(got.byValue(), want.byValue())
	}
	return nil
}

// ordered tells whether ORDER BY says in which order solutions come.
func ordered(o algebra.Op) bool {
	switch o := o.(type) {
	case *algebra.Slice:
		return ordered(o.In)
	case *algebra.Distinct:
		return ordered(o.In)
	case *algebra.Reduced:
		return ordered(o.In)
	case *algebra.Project:
		return ordered(o.In)
	case *algebra.OrderBy:
		return true
	}
	return false
}

// wanted reads the expected result.
func (e entry) wanted(ctx context.Context) (*table, error) {
	path, err := e.suite.path(e.result)
	if err != nil {
		return nil, err
	}
	format := result.ByFile(path)
	if !format.Readable() {
		list, err := e.suite.statements(e.result)
		if err != nil {
			return nil, err
		}
		return tableOfGraph(list)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := result.NewReader(f, format, result.ReadOptions{})
	if err != nil {
		return nil, err
	}
	if v, ok := r.Boolean(); ok {
		return &table{boolean: &v}, nil
	}
	t, err := readTable(ctx, r)
	if err != nil {
		return nil, err
	}
	t.lossy, t.hasOrder = format == result.CSV, true
	return t, nil
}
