package service

import (
	"context"
	"maps"
	"slices"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
)

// Service is one service.
type Service interface {
	// Properties are the IRIs (without angle brackets) that its frames may have:
	// those that restrict what is found and are not found themselves, and those
	// that are found, which restrict where they are given.
	Properties() (restrict, found []string)
	// Needs are the properties that must be given.
	Needs() []string
	// Find yields what is found for what is given. An error of yield ends it.
	Find(ctx context.Context, given Values, yield func(Values) error) error
}

// Registry answers for services by their IRI, and hands all others on. It
// implements [exec.ServiceCaller].
type Registry struct {
	// Own are the services by canonical text.
	Own map[string]Service
	// Others answers for all other IRIs; nil: they are not allowed.
	Others exec.ServiceCaller
}

// Call implements [exec.ServiceCaller].
func (r *Registry) Call(ctx context.Context, q *exec.ServiceRequest) (exec.ServiceAnswer, error) {
	s, ok := r.Own[q.Name]
	if !ok {
		if r.Others == nil {
			return nil, exec.ErrNoService
		}
		return r.Others.Call(ctx, q)
	}
	restrict, found := s.Properties()
	f, err := readFrame(q.Op, restrict, found)
	if err != nil {
		return nil, err
	}
	return &answer{service: s, frame: f, calls: callsOf(f, q)}, nil
}

// Needs tells the planner which variables must be bound when a service is asked. A
// frame that cannot be read needs nothing: Call tells what is wrong with it.
func (r *Registry) Needs(name string, op algebra.Op) (vars []algebra.Var) {
	s, ok := r.Own[name]
	if !ok {
		return nil
	}
	restrict, found := s.Properties()
	f, err := readFrame(op, restrict, found)
	if err != nil {
		return nil
	}
	for i, n := range f.nodes {
		if n.IsVar() && slices.Contains(s.Needs(), f.properties[i]) {
			vars = append(vars, n.Var)
		}
	}
	return vars
}

// callsOf are the distinct bindings that the query has for the frame's variables.
func callsOf(f *frame, q *exec.ServiceRequest) []map[algebra.Var]string {
	var cols []int
	for i, v := range q.Vars {
		if slices.Contains(f.vars, v) {
			cols = append(cols, i)
		}
	}
	if len(cols) == 0 {
		return []map[algebra.Var]string{{}}
	}
	var calls []map[algebra.Var]string
	seen := map[string]bool{}
	for _, row := range q.Rows {
		bound, key := map[algebra.Var]string{}, ""
		for _, i := range cols {
			if row[i] != nil {
				bound[q.Vars[i]] = string(row[i])
			}
			key += string(row[i]) + "\n"
		}
		if !seen[key] {
			seen[key] = true
			calls = append(calls, bound)
		}
	}
	return calls
}

// answer finds for one call after another.
type answer struct {
	service Service
	frame   *frame
	calls   []map[algebra.Var]string
	cols    [][][]byte
}

// Vars implements [exec.ServiceAnswer].
func (a *answer) Vars() []algebra.Var { return a.frame.vars }

// Next implements [exec.ServiceAnswer]. All that one call finds is one page.
func (a *answer) Next(ctx context.Context) ([][][]byte, int, error) {
	n := 0
	for n == 0 && len(a.calls) > 0 {
		given := a.frame.given(a.calls[0])
		a.calls = a.calls[1:]
		a.cols = make([][][]byte, len(a.frame.vars))
		err := a.service.Find(ctx, maps.Clone(given), func(found Values) error {
			row, ok := a.frame.solution(given, found)
			if !ok {
				return ctx.Err()
			}
			for i, term := range row {
				var text []byte
				if term != "" {
					text = []byte(term)
				}
				a.cols[i] = append(a.cols[i], text)
			}
			n++
			return ctx.Err()
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return a.cols, n, nil
}

// Close implements [exec.ServiceAnswer].
func (a *answer) Close() error { return nil }
