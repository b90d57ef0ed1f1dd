package sparql

import (
	"errors"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// ErrParam is wrapped by errors about a parameter.
var ErrParam = errors.New("sparql: parameter")

// Substitute returns the query with terms, as canonical N-Triples texts, in place
// of variables everywhere, in subqueries too. A result still has the column of
// such a variable, with the term in every row. BOUND of it is true; rows of
// VALUES with another term for it drop out. It cannot be assigned by BIND or AS.
// A blank node is no parameter, because none can be named in a query. An unknown
// variable is an error too, so that a slip of the name does not go unseen; all
// errors wrap [ErrParam].
func Substitute(q *algebra.Query, params map[algebra.Var]string) (*algebra.Query, error) {
	s, err := newSubstitution(params)
	if err != nil {
		return nil, err
	}
	out := *q
	out.In = s.op(q.In)
	out.Template = s.triples(q.Template)
	if q.Form == algebra.Describe {
		out.Describe, out.Vars = nil, nil
		for _, n := range q.Describe {
			out.Describe = append(out.Describe, s.node(n))
		}
		for _, v := range q.Vars {
			if _, ok := params[v]; !ok {
				out.Vars = append(out.Vars, v)
			}
		}
	}
	return &out, s.finish()
}

// SubstituteUpdate is [Substitute] for an update request.
func SubstituteUpdate(u *algebra.Update, params map[algebra.Var]string) (*algebra.Update, error) {
	s, err := newSubstitution(params)
	if err != nil {
		return nil, err
	}
	out := *u
	out.Ops = make([]algebra.UpdateOp, len(u.Ops))
	for i, o := range u.Ops {
		if m, ok := o.(*algebra.Modify); ok {
			c := *m
			c.Delete, c.Insert = s.quads(m.Delete), s.quads(m.Insert)
			c.Where = s.op(m.Where)
			o = &c
		}
		out.Ops[i] = o
	}
	return &out, s.finish()
}

// substitution replaces variables. The first error stays in err.
type substitution struct {
	params map[algebra.Var]string
	used   map[algebra.Var]bool
	seen   []string // other variables, for hints; the first maxSeen
	err    error
}

// maxSeen bounds how many variables a hint is looked for among.
const maxSeen = 1000

func newSubstitution(params map[algebra.Var]string) (*substitution, error) {
	for v, term := range params {
		if err := checkParam(v, term); err != nil {
			return nil, err
		}
	}
	return &substitution{params: params, used: make(map[algebra.Var]bool)}, nil
}

func checkParam(v algebra.Var, term string) error {
	if n := varNameLen(string(v)); n == 0 || n != len(v) {
		return fmt.Errorf("%w: %.100q is no name of a variable", ErrParam, string(v))
	}
	value, err := graph.ParseTerm([]byte(term))
	if err != nil {
		return fmt.Errorf("%w ?%s: %w", ErrParam, v, err)
	}
	text, err := graph.AppendTerm(nil, value)
	if err != nil {
		return fmt.Errorf("%w ?%s: %w", ErrParam, v, err)
	}
	if string(text) != term {
		return fmt.Errorf("%w ?%s: %.200q is not canonical, that is %.200q", ErrParam, v, term, text)
	}
	if hasBlank(text) {
		return fmt.Errorf("%w ?%s: a blank node cannot be named in a query", ErrParam, v)
	}
	return nil
}

// hasBlank tells whether a term is a blank node or has one in it.
func hasBlank(text []byte) bool {
	switch graph.TagOf(text) {
	case graph.TagBlank:
		return true
	case graph.TagTriple:
		s, _, o, _ := graph.TripleParts(text)
		return hasBlank(s) || hasBlank(o)
	}
	return false
}

func (s *substitution) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf("%w "+format, append([]any{ErrParam}, args...)...)
	}
}

// finish reports the first error, or a parameter that nothing names.
func (s *substitution) finish() error {
	if s.err != nil {
		return s.err
	}
	var missing []string
	for v := range s.params {
		if !s.used[v] {
			missing = append(missing, string(v))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	hint := ""
	if n := near(missing[0], s.seen); n != "" {
		hint = "; did you mean ?" + n + "?"
	}
	return fmt.Errorf("%w ?%s: the text has no such variable%s", ErrParam, missing[0], hint)
}

func (s *substitution) term(v algebra.Var) (string, bool) {
	term, ok := s.params[v]
	if ok {
		s.used[v] = true
	} else if !v.Blank() && len(s.seen) < maxSeen {
		s.seen = append(s.seen, string(v))
	}
	return term, ok
}

func (s *substitution) node(n algebra.Node) algebra.Node {
	if term, ok := s.term(n.Var); ok && n.Var != "" {
		return algebra.Node{Term: term}
	}
	return n
}

// name replaces a graph's or a service's name.
func (s *substitution) name(n algebra.Node) algebra.Node {
	out := s.node(n)
	if out.Term != "" && !algebra.IsIRI(out.Term) {
		s.fail("?%s: it names a graph or a service, so it must be an IRI, not %.200s", n.Var, out.Term)
	}
	return out
}

func (s *substitution) triples(list []algebra.Triple) []algebra.Triple {
	if list == nil {
		return nil
	}
	out := make([]algebra.Triple, len(list))
	for i, t := range list {
		out[i] = t.MapNodes(s.node)
	}
	return out
}

func (s *substitution) quads(list []algebra.Quad) []algebra.Quad {
	if list == nil {
		return nil
	}
	out := make([]algebra.Quad, len(list))
	for i, q := range list {
		t := algebra.Triple{S: q.S, P: q.P, O: q.O}.MapNodes(s.node)
		out[i] = algebra.Quad{S: t.S, P: t.P, O: t.O, G: s.name(q.G)}
	}
	return out
}

func (s *substitution) op(o algebra.Op) algebra.Op { return algebra.Map(o, s.replace) }

// replace replaces the variables of one operator, its children apart.
func (s *substitution) replace(o algebra.Op) algebra.Op {
	switch o := algebra.MapExprs(o, s.expr).(type) {
	case *algebra.BGP:
		return &algebra.BGP{Triples: s.triples(o.Triples)}
	case *algebra.PathPattern:
		t := algebra.Triple{S: o.S, O: o.O}.MapNodes(s.node)
		return &algebra.PathPattern{S: t.S, Path: o.Path, O: t.O}
	case *algebra.Graph:
		return &algebra.Graph{Name: s.name(o.Name), In: o.In}
	case *algebra.Service:
		return &algebra.Service{Name: s.name(o.Name), Silent: o.Silent, In: o.In}
	case *algebra.Values:
		return s.values(o)
	case *algebra.Extend:
		if _, ok := s.term(o.Var); ok {
			s.fail("?%s: the text gives it a value itself", o.Var)
		}
		return o
	case *algebra.Group:
		return &algebra.Group{In: s.extend(o.In, o.Keys), Keys: o.Keys, Aggregates: o.Aggregates}
	case *algebra.Project:
		return s.project(o)
	default:
		return o
	}
}

// extend binds those of vars that are parameters and not bound in o.
func (s *substitution) extend(o algebra.Op, vars []algebra.Var) algebra.Op {
	var scope algebra.Scope
	scope.Add(o)
	for _, v := range vars {
		if term, ok := s.term(v); ok && scope.AddVar(v) {
			o = &algebra.Extend{In: o, Var: v, Expr: algebra.Const{Term: term}}
		}
	}
	return o
}

// project binds parameters below the ORDER BY of a projection.
func (s *substitution) project(o *algebra.Project) algebra.Op {
	if order, ok := o.In.(*algebra.OrderBy); ok {
		return &algebra.Project{In: &algebra.OrderBy{In: s.extend(order.In, o.Vars), Conds: order.Conds}, Vars: o.Vars}
	}
	return &algebra.Project{In: s.extend(o.In, o.Vars), Vars: o.Vars}
}

// values drops the rows that have another term for a parameter, and its column.
func (s *substitution) values(o *algebra.Values) algebra.Op {
	var vars []algebra.Var
	drop := make([]string, len(o.Vars)) // the parameter's term; "" keeps the column
	for i, v := range o.Vars {
		term, ok := s.term(v)
		if !ok {
			vars = append(vars, v)
		}
		drop[i] = term
	}
	if len(vars) == len(o.Vars) {
		return o
	}
	out := &algebra.Values{Vars: vars}
rows:
	for _, row := range o.Rows {
		kept := make([]string, 0, len(vars))
		for i, term := range row {
			switch {
			case drop[i] == "":
				kept = append(kept, term)
			case term != "" && term != drop[i]:
				continue rows
			}
		}
		out.Rows = append(out.Rows, kept)
	}
	return out
}

func (s *substitution) expr(e algebra.Expr) algebra.Expr {
	return algebra.MapExpr(e, func(e algebra.Expr) algebra.Expr {
		switch e := e.(type) {
		case algebra.Var:
			if term, ok := s.term(e); ok {
				return algebra.Const{Term: term}
			}
		case *algebra.Call:
			if e.Name == "BOUND" && len(e.Args) == 1 {
				if _, ok := e.Args[0].(algebra.Const); ok {
					return algebra.Const{Term: `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`}
				}
			}
		case *algebra.Exists:
			return &algebra.Exists{In: s.op(e.In), Not: e.Not}
		}
		return e
	})
}
