package query_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
)

// evaluateUpdate runs an UpdateEvaluationTest.
func evaluateUpdate(t *testing.T, e entry) error {
	ctx := context.Background()
	file := e.about.one(e.action, ut+"request>")
	text, err := e.suite.text(file)
	if err != nil {
		return err
	}
	b, _, err := e.dataset(e.action, ut)
	if err != nil {
		return err
	}
	u, err := query.PrepareUpdate(text, query.Options{Base: strings.Trim(file, "<>")})
	if err != nil {
		return err
	}
	patch, err := u.Run(ctx, b.Dataset(), query.UpdateOptions{Load: e.load})
	if err != nil {
		return err
	}
	if err := b.Apply(patch, ""); err != nil {
		return err
	}
	w, _, err := e.dataset(e.result, ut)
	if err != nil {
		return err
	}
	got, err := quads(ctx, b.Dataset())
	if err != nil {
		return err
	}
	want, err := quads(ctx, w.Dataset())
	if err != nil {
		return err
	}
	if !graphtest.Isomorphic(got, want) {
		return fmt.Errorf("%s\ngot  %v\nwant %v", text, got, want)
	}
	return nil
}

// load reads a document of the suite for LOAD.
func (e entry) load(_ context.Context, iri string) iter.Seq2[query.Statement, error] {
	return func(yield func(query.Statement, error) bool) {
		list, err := e.suite.statements(iri)
		if err != nil {
			yield(query.Statement{}, err)
			return
		}
		for _, s := range list {
			if !yield(query.Statement{S: s.S, P: s.P, O: s.O}, nil) {
				return
			}
		}
	}
}

// quads lists a dataset as texts.
func quads(ctx context.Context, ds exec.Dataset) ([]graphtest.Statement, error) {
	scan, err := ds.Scan(ctx, graph.Scan{Order: graph.SPOG})
	if err != nil {
		return nil, err
	}
	defer scan.Close()
	var list []graphtest.Statement
	var b graph.Batch
	for {
		if err := scan.Next(ctx, &b); err != nil || b.N == 0 {
			return list, err
		}
		for i := range b.N {
			var texts [4]string
			for k := range texts {
				id := b.Cols[k][i]
				if id == graph.DefaultGraph {
					continue
				}
				text, err := ds.AppendTerm(ctx, nil, id)
				if err != nil {
					return nil, err
				}
				texts[k] = string(text)
			}
			list = append(list, graphtest.Statement{S: texts[0], P: texts[1], O: texts[2], G: texts[3]})
		}
	}
}

// endpoints answers SERVICE from datasets in memory.
type endpoints map[string]*memory.Dataset

// services are the endpoints of a test.
func (e entry) services() (exec.ServiceCaller, error) {
	list := e.about[e.action][qt+"serviceData>"]
	if len(list) == 0 {
		return endpoints{}, nil
	}
	out := endpoints{}
	for _, s := range list {
		b, _, err := e.dataset(s, qt)
		if err != nil {
			return nil, err
		}
		out[e.about.one(s, qt+"endpoint>")] = b.Dataset()
	}
	return out, nil
}

// Call implements [exec.ServiceCaller].
func (s endpoints) Call(ctx context.Context, r *exec.ServiceRequest) (exec.ServiceAnswer, error) {
	ds, ok := s[r.Name]
	if !ok {
		return nil, fmt.Errorf("no endpoint %s", r.Name)
	}
	vars := slices.DeleteFunc(algebra.Visible(r.Op), algebra.Var.Blank)
	q, err := query.FromAlgebra(&algebra.Query{Form: algebra.Select, In: r.Op, Vars: vars}, query.Options{DefaultGraphOnly: true, Services: s})
	if err != nil {
		return nil, err
	}
	results, err := q.Run(ctx, ds)
	if err != nil {
		return nil, err
	}
	return &answer{results, vars}, nil
}

// answer is the answer of an endpoint in memory.
type answer struct {
	*query.Results
	vars []algebra.Var
}

func (a *answer) Vars() []algebra.Var { return a.vars }

func (a *answer) Next(ctx context.Context) ([][][]byte, int, error) {
	p, err := a.Results.Next(ctx)
	if err != nil {
		return nil, 0, err
	}
	return p.Cols, p.N, nil
}
