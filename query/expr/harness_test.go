package expr_test

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/sparql"
)

// terms is a dictionary in memory. Texts that are stored have IDs of the
// dictionary, others local ones.
type terms struct {
	ids   map[string]graph.ID
	texts map[graph.ID]string
	// neverInline: every term goes to the dictionary, so that nothing is decided
	// on an ID alone. Such IDs are no IDs of a store.
	neverInline bool
	next        uint64
	reads       int
}

func newTerms() *terms {
	return &terms{ids: map[string]graph.ID{}, texts: map[graph.ID]string{}}
}

func (d *terms) AppendTerm(dst []byte, id graph.ID) ([]byte, error) {
	d.reads++
	if !id.InDictionary() && !id.IsLocal() {
		return id.AppendInline(dst), nil
	}
	text, ok := d.texts[id]
	if !ok {
		return dst, fmt.Errorf("no term %v", id)
	}
	return append(dst, text...), nil
}

func (d *terms) add(text string, local bool) graph.ID {
	if id, ok := graph.Inline([]byte(text)); ok && !d.neverInline {
		return id
	}
	if id, ok := d.ids[text]; ok {
		return id
	}
	tag := graph.TagOf([]byte(text))
	if local {
		tag += graph.TagLocalBlank - graph.TagBlank
	}
	id := graph.MakeID(tag, d.next)
	d.next++
	d.ids[text], d.texts[id] = id, text
	return id
}

func (d *terms) Intern(text []byte) (graph.ID, error) { return d.add(string(text), true), nil }

func (d *terms) text(id graph.ID) string {
	if id == graph.None {
		return ""
	}
	if text, ok := d.texts[id]; ok {
		return text
	}
	return string(id.AppendInline(nil))
}

// bulkTerms reads many at once.
type bulkTerms struct{ *terms }

func (d bulkTerms) AppendTerms(dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	if !sort.SliceIsSorted(ids, func(i, j int) bool { return ids[i] < ids[j] }) {
		return dst, ends, fmt.Errorf("IDs do not rise")
	}
	for _, id := range ids {
		var err error
		if dst, err = d.AppendTerm(dst, id); err != nil {
			return dst, ends, err
		}
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}

const prefixes = `PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> `

var now = time.Date(2026, 5, 6, 7, 8, 9, 250e6, time.UTC)

// parse reads an expression of SPARQL.
func parse(t testing.TB, text string) algebra.Expr {
	t.Helper()
	q, err := sparql.ParseQuery(prefixes+"SELECT * { BIND("+text+" AS ?result) }", sparql.Options{})
	if err != nil {
		t.Fatalf("parse %s: %v", text, err)
	}
	op := q.In
	for {
		switch o := op.(type) {
		case *algebra.Extend:
			return o.Expr
		case *algebra.Project:
			op = o.In
		default:
			t.Fatalf("%s gives %T", text, op)
		}
	}
}

// parseTerm reads a term; "" is unbound.
func parseTerm(t testing.TB, text string) string {
	t.Helper()
	if text == "" {
		return ""
	}
	if strings.HasPrefix(text, "_:") {
		return text
	}
	if strings.HasPrefix(text, "<<(") {
		return evaluate(t, text, nil)
	}
	c, ok := parse(t, text).(algebra.Const)
	if !ok {
		t.Fatalf("%s is no term", text)
	}
	return c.Term
}

// run evaluates one expression for one solution.
func run(t testing.TB, e algebra.Expr, c *expr.Context, d *terms, row map[algebra.Var]string) string {
	t.Helper()
	slots := map[algebra.Var]int{}
	var cols [][]graph.ID
	for v, text := range row {
		slots[v] = len(cols)
		id := graph.None
		if text != "" {
			id = d.add(text, false)
		}
		cols = append(cols, []graph.ID{id})
	}
	p, err := expr.Compile(e, func(v algebra.Var) (int, bool) { s, ok := slots[v]; return s, ok }, expr.Options{})
	if err != nil {
		t.Fatalf("Compile(%s): %v", e, err)
	}
	out := []graph.ID{graph.MaxID}
	if err := p.Eval(context.Background(), c, cols, 1, nil, out); err != nil {
		t.Fatalf("Eval(%s): %v", e, err)
	}
	if text, ok := p.Constant(); ok && text != d.text(out[0]) {
		t.Errorf("%s: Constant gives %q, Eval %q", e, text, d.text(out[0]))
	}
	if !p.CanError() && out[0] == graph.None && len(p.Slots()) == 0 {
		t.Errorf("%s is an error, but CanError is false", e)
	}
	return d.text(out[0])
}

// evaluate evaluates an expression, inlined and with everything in the
// dictionary, through a constant and through variables.
func evaluate(t testing.TB, text string, row map[algebra.Var]string) string {
	t.Helper()
	var first string
	for i, neverInline := range []bool{false, true} {
		d := newTerms()
		d.neverInline = neverInline
		var source expr.Terms = d
		if neverInline {
			source = bulkTerms{d}
		}
		c := &expr.Context{Terms: source, Now: now, Base: "http://example.org/base/"}
		got := run(t, parse(t, text), c, d, row)
		if i == 0 {
			first = got
		} else if got != first && !strings.Contains(text, "BNODE") && !strings.Contains(text, "UUID") && !strings.Contains(text, "RAND") {
			t.Errorf("%s: %q, but %q without inlining", text, first, got)
		}
	}
	return first
}

func newContext(d *terms) *expr.Context {
	return &expr.Context{Terms: d, Now: now, Base: "http://example.org/base/"}
}
