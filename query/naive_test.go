package query_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

// mapping is a solution: variables to canonical texts.
type mapping map[algebra.Var]string

func (m mapping) compatible(n mapping) bool {
	for v, t := range m {
		if u, ok := n[v]; ok && u != t {
			return false
		}
	}
	return true
}

func (m mapping) merge(n mapping) mapping {
	out := maps.Clone(m)
	maps.Copy(out, n)
	return out
}

// naive evaluates the algebra as SPARQL 1.1 §18 defines it, on multisets as
// slices. Nothing in it is clever.
type naive struct {
	graphs map[string][]graphtest.Statement // "" is the default graph
	terms  *naiveTerms
}

func newNaive(list []graphtest.Statement, union bool) *naive {
	n := &naive{graphs: map[string][]graphtest.Statement{"": nil}, terms: &naiveTerms{ids: map[string]graph.ID{}}}
	for _, s := range list {
		g := s.G
		s.G = ""
		if g != "" {
			n.graphs[g] = append(n.graphs[g], s)
		}
		if (union || g == "") && !slices.Contains(n.graphs[""], s) {
			n.graphs[""] = append(n.graphs[""], s)
		}
	}
	return n
}

// eval evaluates a pattern against the graph with a name.
func (n *naive) eval(o algebra.Op, g string) []mapping {
	switch o := o.(type) {
	case *algebra.BGP:
		out := []mapping{{}}
		for _, t := range o.Triples {
			out = join(out, n.triple(t, g))
		}
		return out
	case *algebra.PathPattern:
		return n.pathPattern(o, g)
	case *algebra.Join:
		return join(n.eval(o.Left, g), n.eval(o.Right, g))
	case *algebra.LeftJoin:
		return n.leftJoin(o, g)
	case *algebra.Filter:
		return slices.DeleteFunc(n.eval(o.In, g), func(m mapping) bool {
			return slices.ContainsFunc(o.Exprs, func(x algebra.Expr) bool { return !n.isTrue(x, m, g) })
		})
	case *algebra.Union:
		return append(n.eval(o.Left, g), n.eval(o.Right, g)...)
	case *algebra.Minus:
		right := n.eval(o.Right, g)
		return slices.DeleteFunc(n.eval(o.Left, g), func(m mapping) bool {
			return slices.ContainsFunc(right, func(r mapping) bool { return m.compatible(r) && shares(m, r) })
		})
	case *algebra.Graph:
		return n.graph(o)
	case *algebra.Extend:
		in := n.eval(o.In, g)
		for i, m := range in {
			if t := n.value(o.Expr, m, g); t != "" {
				in[i] = m.merge(mapping{o.Var: t})
			}
		}
		return in
	case *algebra.Values:
		var out []mapping
		for _, row := range o.Rows {
			m := mapping{}
			for i, t := range row {
				if t != "" {
					m[o.Vars[i]] = t
				}
			}
			out = append(out, m)
		}
		return out
	case *algebra.Group:
		return n.group(o, g)
	case *algebra.Project:
		in := n.eval(o.In, g)
		for i, m := range in {
			p := mapping{}
			for _, v := range o.Vars {
				if t, ok := m[v]; ok {
					p[v] = t
				}
			}
			in[i] = p
		}
		return in
	case *algebra.Distinct:
		seen := map[string]bool{}
		return slices.DeleteFunc(n.eval(o.In, g), func(m mapping) bool {
			k := m.key()
			was := seen[k]
			seen[k] = true
			return was
		})
	}
	panic(fmt.Sprintf("naive: %T", o))
}

// key writes a solution in one way.
func (m mapping) key() string {
	var b strings.Builder
	for _, v := range slices.Sorted(maps.Keys(m)) {
		b.WriteString(string(v) + "=" + m[v] + " ")
	}
	return b.String()
}

func join(l, r []mapping) []mapping {
	var out []mapping
	for _, a := range l {
		for _, b := range r {
			if a.compatible(b) {
				out = append(out, a.merge(b))
			}
		}
	}
	return out
}

func shares(a, b mapping) bool {
	for v := range a {
		if _, ok := b[v]; ok {
			return true
		}
	}
	return false
}

func (n *naive) leftJoin(o *algebra.LeftJoin, g string) []mapping {
	right := n.eval(o.Right, g)
	var out []mapping
	for _, a := range n.eval(o.Left, g) {
		found := false
		for _, b := range right {
			if m := a.merge(b); a.compatible(b) && (o.Filter == nil || n.isTrue(o.Filter, m, g)) {
				out = append(out, m)
				found = true
			}
		}
		if !found {
			out = append(out, a)
		}
	}
	return out
}

func (n *naive) graph(o *algebra.Graph) []mapping {
	if !o.Name.IsVar() {
		if _, ok := n.graphs[o.Name.Term]; !ok {
			return nil
		}
		return n.eval(o.In, o.Name.Term)
	}
	var out []mapping
	for name := range n.graphs {
		if name != "" {
			out = append(out, join(n.eval(o.In, name), []mapping{{o.Name.Var: name}})...)
		}
	}
	return out
}

// match binds a node of a pattern to a term.
func match(node algebra.Node, term string, m mapping) bool {
	if !node.IsVar() {
		return node.Term == term
	}
	if old, ok := m[node.Var]; ok {
		return old == term
	}
	m[node.Var] = term
	return true
}

func (n *naive) triple(t algebra.Triple, g string) []mapping {
	var out []mapping
	for _, s := range n.graphs[g] {
		m := mapping{}
		if match(t.S, s.S, m) && match(t.P, s.P, m) && match(t.O, s.O, m) {
			out = append(out, m)
		}
	}
	return out
}

func (n *naive) group(o *algebra.Group, g string) []mapping {
	groups := map[string][]mapping{}
	keys := map[string]mapping{}
	if len(o.Keys) == 0 && len(o.Aggregates) > 0 {
		groups[""], keys[""] = nil, mapping{}
	}
	for _, m := range n.eval(o.In, g) {
		key := mapping{}
		for _, v := range o.Keys {
			if t, ok := m[v]; ok {
				key[v] = t
			}
		}
		groups[key.key()] = append(groups[key.key()], m)
		keys[key.key()] = key
	}
	var out []mapping
	for k, list := range groups {
		m := maps.Clone(keys[k])
		for _, a := range o.Aggregates {
			if t := n.aggregate(a.Aggregate, list, g); t != "" {
				m[a.Var] = t
			}
		}
		out = append(out, m)
	}
	return out
}

func (n *naive) aggregate(a algebra.Aggregate, list []mapping, g string) string {
	acc, err := expr.NewAccumulator(a)
	if err != nil {
		panic(err)
	}
	acc.Grow(1)
	c := &expr.Context{Terms: n.terms}
	seen := map[string]bool{}
	for _, m := range list {
		if a.Arg == nil {
			if a.Distinct && seen[m.key()] {
				continue
			}
			seen[m.key()] = true
			if err := acc.Add(context.Background(), c, []int32{0}, nil); err != nil {
				panic(err)
			}
			continue
		}
		t := n.value(a.Arg, m, g)
		if a.Distinct && seen[t] {
			continue
		}
		seen[t] = true
		if err := acc.Add(context.Background(), c, []int32{0}, []graph.ID{n.terms.id(t)}); err != nil {
			panic(err)
		}
	}
	id, err := acc.Result(c, 0)
	if err != nil {
		panic(err)
	}
	return n.terms.text(id)
}

// isTrue and value evaluate an expression on one solution.
func (n *naive) isTrue(x algebra.Expr, m mapping, g string) bool {
	prog, cols := n.compile(x, m, g)
	out, err := prog.Select(context.Background(), &expr.Context{Terms: n.terms}, cols, 1, nil, nil)
	if err != nil {
		panic(err)
	}
	return len(out) == 1
}

func (n *naive) value(x algebra.Expr, m mapping, g string) string {
	prog, cols := n.compile(x, m, g)
	out := make([]graph.ID, 1)
	if err := prog.Eval(context.Background(), &expr.Context{Terms: n.terms}, cols, 1, nil, out); err != nil {
		panic(err)
	}
	return n.terms.text(out[0])
}

// compile compiles an expression for one solution, with each EXISTS answered.
func (n *naive) compile(x algebra.Expr, m mapping, g string) (*expr.Program, [][]graph.ID) {
	x = n.answered(x, m, g)
	vars := slices.Sorted(maps.Keys(m))
	cols := make([][]graph.ID, len(vars))
	for i, v := range vars {
		cols[i] = []graph.ID{n.terms.id(m[v])}
	}
	prog, err := expr.Compile(x, func(v algebra.Var) (int, bool) {
		i := sort.Search(len(vars), func(i int) bool { return vars[i] >= v })
		return i, i < len(vars) && vars[i] == v
	}, expr.Options{})
	if err != nil {
		panic(err)
	}
	return prog, cols
}

// answered replaces EXISTS by its answer.
func (n *naive) answered(x algebra.Expr, m mapping, g string) algebra.Expr {
	switch x := x.(type) {
	case *algebra.Exists:
		found := len(n.eval(substitute(x.In, m), g)) > 0
		if found != x.Not {
			return algebra.Const{Term: trueText}
		}
		return algebra.Const{Term: falseText}
	case *algebra.Unary:
		return &algebra.Unary{Op: x.Op, X: n.answered(x.X, m, g)}
	case *algebra.Binary:
		return &algebra.Binary{Op: x.Op, Left: n.answered(x.Left, m, g), Right: n.answered(x.Right, m, g)}
	case *algebra.Call:
		c := &algebra.Call{Name: x.Name}
		for _, a := range x.Args {
			c.Args = append(c.Args, n.answered(a, m, g))
		}
		return c
	}
	return x
}

const (
	trueText  = `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`
	falseText = `"false"^^<http://www.w3.org/2001/XMLSchema#boolean>`
)

// naiveTerms numbers texts.
type naiveTerms struct {
	ids   map[string]graph.ID
	texts []string
}

func (t *naiveTerms) id(text string) graph.ID {
	if text == "" {
		return graph.None
	}
	id, err := t.Intern([]byte(text))
	if err != nil {
		panic(err)
	}
	return id
}

func (t *naiveTerms) text(id graph.ID) string {
	if id == graph.None {
		return ""
	}
	b, err := t.AppendTerm(nil, id)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func (t *naiveTerms) Intern(text []byte) (graph.ID, error) {
	if id, ok := graph.Inline(text); ok {
		return id, nil
	}
	if id, ok := t.ids[string(text)]; ok {
		return id, nil
	}
	id := graph.MakeID(graph.TagOf(text), uint64(len(t.texts)))
	t.ids[string(text)] = id
	t.texts = append(t.texts, string(text))
	return id, nil
}

func (t *naiveTerms) AppendTerm(dst []byte, id graph.ID) ([]byte, error) {
	if id.InDictionary() {
		return append(dst, t.texts[id.Payload()]...), nil
	}
	return id.AppendInline(dst), nil
}
