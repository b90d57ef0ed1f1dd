package service

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/query/algebra"
)

// ErrFrame is wrapped by errors about a frame that a service cannot read: another
// pattern, an unknown property, a value that is missing or wrong.
var ErrFrame = errors.New("service: frame")

// frame is a parsed frame: per property what its object is.
type frame struct {
	properties []string // IRIs without angle brackets
	found      []bool   // whether each is found
	nodes      []algebra.Node
	vars       []algebra.Var // of the nodes, each once
}

// readFrame takes the pattern of a SERVICE apart.
func readFrame(o algebra.Op, restrict, found []string) (*frame, error) {
	for {
		p, ok := o.(*algebra.Project)
		if !ok {
			break
		}
		o = p.In
	}
	b, ok := o.(*algebra.BGP)
	if !ok || len(b.Triples) == 0 {
		return nil, fmt.Errorf("%w: expected triple patterns with one subject and nothing else", ErrFrame)
	}
	f := &frame{}
	for _, t := range b.Triples {
		if t.S != b.Triples[0].S || !t.S.IsVar() {
			return nil, fmt.Errorf("%w: expected one variable or [] as the subject of all its patterns", ErrFrame)
		}
		name := strings.Trim(t.P.Term, "<>")
		isFound := slices.Contains(found, name)
		if !isFound && !slices.Contains(restrict, name) {
			return nil, fmt.Errorf("%w: unknown property %s; it has %s", ErrFrame, t.P.Term, strings.Join(slices.Concat(restrict, found), ", "))
		}
		if slices.Contains(f.properties, name) {
			return nil, fmt.Errorf("%w: %s is given twice", ErrFrame, t.P.Term)
		}
		if t.O.Triple != nil {
			return nil, fmt.Errorf("%w: a triple term cannot be the object of %s", ErrFrame, t.P.Term)
		}
		f.properties, f.found, f.nodes = append(f.properties, name), append(f.found, isFound), append(f.nodes, t.O)
		if t.O.IsVar() && !slices.Contains(f.vars, t.O.Var) {
			f.vars = append(f.vars, t.O.Var)
		}
	}
	return f, nil
}

// Values are the canonical texts of properties by their IRI (without angle
// brackets). One that is absent is not given, or not found.
type Values map[string]string

// given are the values that one row of the query gives.
func (f *frame) given(bound map[algebra.Var]string) Values {
	v := Values{}
	for i, n := range f.nodes {
		term := n.Term
		if n.IsVar() {
			term = bound[n.Var]
		}
		if term != "" {
			v[f.properties[i]] = term
		}
	}
	return v
}

// solution gives a finding as values of the variables, in order; ok is false if
// it does not fit what was given, or one variable would have two values.
func (f *frame) solution(given, found Values) (row []string, ok bool) {
	row = make([]string, len(f.vars))
	for i, n := range f.nodes {
		name := f.properties[i]
		term := found[name]
		if want, fixed := given[name]; fixed {
			if f.found[i] && term != want {
				return nil, false
			}
			term = want
		}
		if !n.IsVar() || term == "" {
			continue
		}
		at := slices.Index(f.vars, n.Var)
		if row[at] != "" && row[at] != term {
			return nil, false
		}
		row[at] = term
	}
	return row, true
}
