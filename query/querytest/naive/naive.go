package naive

import (
	"fmt"
	"slices"
	"time"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

// Solution maps variables to canonical texts; one that is unbound is absent.
type Solution map[algebra.Var]string

// Triple is a statement as canonical texts.
type Triple [3]string

// Dataset is an RDF dataset: a default graph and named graphs, each a set.
type Dataset struct {
	Default []Triple
	Named   map[string][]Triple
}

// Eval evaluates an operator over a dataset. The order is that of an OrderBy at
// the root, otherwise any.
func Eval(o algebra.Op, d *Dataset) ([]Solution, error) {
	e := &evaluator{data: d, terms: newTerms()}
	e.context = &expr.Context{Terms: e.terms, Now: time.Unix(0, 0).UTC()}
	return e.eval(o, d.Default)
}

type evaluator struct {
	data    *Dataset
	terms   *terms
	context *expr.Context
}

// eval evaluates o with an active graph.
func (e *evaluator) eval(o algebra.Op, active []Triple) ([]Solution, error) {
	switch o := o.(type) {
	case *algebra.BGP:
		return e.bgp(o.Triples, active)
	case *algebra.PathPattern:
		return e.path(o, active)
	case *algebra.Join:
		return e.pairs(o.Left, o.Right, active, func(l, r []Solution) ([]Solution, error) { return join(l, r), nil })
	case *algebra.LeftJoin:
		return e.pairs(o.Left, o.Right, active, func(l, r []Solution) ([]Solution, error) {
			return e.leftJoin(l, r, o.Filter, active)
		})
	case *algebra.Filter:
		return e.filter(o, active)
	case *algebra.Union:
		return e.pairs(o.Left, o.Right, active, func(l, r []Solution) ([]Solution, error) { return append(l, r...), nil })
	case *algebra.Minus:
		return e.pairs(o.Left, o.Right, active, func(l, r []Solution) ([]Solution, error) { return minus(l, r), nil })
	case *algebra.Graph:
		return e.graph(o)
	case *algebra.Extend:
		return e.extend(o, active)
	case *algebra.Values:
		return values(o), nil
	default:
		return e.modifier(o, active)
	}
}

// modifier evaluates grouping and the solution modifiers.
func (e *evaluator) modifier(o algebra.Op, active []Triple) ([]Solution, error) {
	switch o := o.(type) {
	case *algebra.Group:
		return e.group(o, active)
	case *algebra.OrderBy:
		return e.orderBy(o, active)
	case *algebra.Project:
		in, err := e.eval(o.In, active)
		for i, s := range in {
			in[i] = restrict(s, o.Vars)
		}
		return in, err
	case *algebra.Distinct:
		in, err := e.eval(o.In, active)
		return distinct(in), err
	case *algebra.Reduced:
		return e.eval(o.In, active)
	case *algebra.Slice:
		in, err := e.eval(o.In, active)
		in = in[min(int64(len(in)), o.Offset):]
		if o.Limit != algebra.NoLimit {
			in = in[:min(int64(len(in)), o.Limit)]
		}
		return in, err
	default:
		return nil, fmt.Errorf("naive: no definition of %T", o)
	}
}

// pairs evaluates both sides and combines them.
func (e *evaluator) pairs(left, right algebra.Op, active []Triple, combine func(l, r []Solution) ([]Solution, error)) ([]Solution, error) {
	l, err := e.eval(left, active)
	if err != nil {
		return nil, err
	}
	r, err := e.eval(right, active)
	if err != nil {
		return nil, err
	}
	return combine(l, r)
}

// bgp matches triple patterns one after another.
func (e *evaluator) bgp(patterns []algebra.Triple, active []Triple) ([]Solution, error) {
	found := []Solution{{}}
	for _, p := range patterns {
		var next []Solution
		for _, s := range found {
			for _, t := range active {
				m := clone(s)
				if bind(m, p.S, t[0]) && bind(m, p.P, t[1]) && bind(m, p.O, t[2]) {
					next = append(next, m)
				}
			}
		}
		found = next
	}
	return found, nil
}

// bind makes a node stand for a term, if it can.
func bind(s Solution, n algebra.Node, term string) bool {
	if n.Triple != nil {
		panic("naive: triple terms have no definition here")
	}
	if !n.IsVar() {
		return n.Term == term
	}
	if have, ok := s[n.Var]; ok {
		return have == term
	}
	s[n.Var] = term
	return true
}

// graph evaluates GRAPH (§18.6, Graph): a name that the dataset does not have
// gives nothing, whatever the pattern.
func (e *evaluator) graph(o *algebra.Graph) ([]Solution, error) {
	if !o.Name.IsVar() {
		triples, ok := e.data.Named[o.Name.Term]
		if !ok {
			return nil, nil
		}
		return e.eval(o.In, triples)
	}
	var all []Solution
	for name, triples := range e.data.Named {
		in, err := e.eval(o.In, triples)
		if err != nil {
			return nil, err
		}
		all = append(all, join(in, []Solution{{o.Name.Var: name}})...)
	}
	return all, nil
}

func (e *evaluator) filter(o *algebra.Filter, active []Triple) ([]Solution, error) {
	in, err := e.eval(o.In, active)
	if err != nil {
		return nil, err
	}
	var kept []Solution
	for _, s := range in {
		ok := true
		for _, x := range o.Exprs {
			if ok, err = e.holds(x, s, active); err != nil {
				return nil, err
			} else if !ok {
				break
			}
		}
		if ok {
			kept = append(kept, s)
		}
	}
	return kept, nil
}

func (e *evaluator) extend(o *algebra.Extend, active []Triple) ([]Solution, error) {
	in, err := e.eval(o.In, active)
	if err != nil {
		return nil, err
	}
	for i, s := range in {
		v, err := e.value(o.Expr, s, active)
		if err != nil {
			return nil, err
		}
		if v != "" {
			in[i] = clone(s)
			in[i][o.Var] = v
		}
	}
	return in, nil
}

// leftJoin is LeftJoin(Ω1, Ω2, expr) of §18.5.
func (e *evaluator) leftJoin(left, right []Solution, on algebra.Expr, active []Triple) ([]Solution, error) {
	var all []Solution
	for _, l := range left {
		partners := 0
		for _, r := range right {
			m, ok := merge(l, r)
			if !ok {
				continue
			}
			if on != nil {
				holds, err := e.holds(on, m, active)
				if err != nil {
					return nil, err
				}
				if !holds {
					continue
				}
			}
			all = append(all, m)
			partners++
		}
		if partners == 0 {
			all = append(all, l)
		}
	}
	return all, nil
}

func join(left, right []Solution) (all []Solution) {
	for _, l := range left {
		for _, r := range right {
			if m, ok := merge(l, r); ok {
				all = append(all, m)
			}
		}
	}
	return all
}

// minus is Minus(Ω1, Ω2) of §18.5.
func minus(left, right []Solution) (kept []Solution) {
	for _, l := range left {
		gone := slices.ContainsFunc(right, func(r Solution) bool {
			_, compatible := merge(l, r)
			return compatible && shares(l, r)
		})
		if !gone {
			kept = append(kept, l)
		}
	}
	return kept
}

func shares(a, b Solution) bool {
	for v := range a {
		if _, ok := b[v]; ok {
			return true
		}
	}
	return false
}

// merge returns the union of compatible solutions.
func merge(a, b Solution) (Solution, bool) {
	m := clone(a)
	for v, term := range b {
		if have, ok := m[v]; ok && have != term {
			return nil, false
		}
		m[v] = term
	}
	return m, true
}

func clone(s Solution) Solution {
	c := make(Solution, len(s))
	for v, term := range s {
		c[v] = term
	}
	return c
}

func restrict(s Solution, vars []algebra.Var) Solution {
	r := Solution{}
	for _, v := range vars {
		if term, ok := s[v]; ok {
			r[v] = term
		}
	}
	return r
}

func values(o *algebra.Values) (all []Solution) {
	for _, row := range o.Rows {
		s := Solution{}
		for i, term := range row {
			if term != "" {
				s[o.Vars[i]] = term
			}
		}
		all = append(all, s)
	}
	return all
}

// Key returns a text that is equal for equal solutions.
func (s Solution) Key() string {
	vars := make([]string, 0, len(s))
	for v := range s {
		vars = append(vars, string(v))
	}
	slices.Sort(vars)
	key := ""
	for _, v := range vars {
		key += "?" + v + "=" + s[algebra.Var(v)] + " "
	}
	return key
}

func distinct(in []Solution) (kept []Solution) {
	seen := map[string]bool{}
	for _, s := range in {
		if k := s.Key(); !seen[k] {
			seen[k] = true
			kept = append(kept, s)
		}
	}
	return kept
}
