package query

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
	"github.com/chancery-graph/chancery/query/sparql"
)

// Query is a query that has been read. It is immutable and may be run by many
// goroutines.
type Query struct {
	parsed  *algebra.Query
	options Options
}

// Prepare reads a query. An error of the text is a [*sparql.SyntaxError], one of
// a parameter wraps [sparql.ErrParam].
func Prepare(text string, o Options) (*Query, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	q, err := sparql.ParseQuery(text, o.parser())
	if err != nil {
		return nil, err
	}
	return FromAlgebra(q, o)
}

// FromAlgebra makes a query of an algebra tree that the caller has built or
// rewritten.
func FromAlgebra(parsed *algebra.Query, o Options) (*Query, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	q := *parsed
	if o.Dataset != nil {
		q.Dataset = *o.Dataset
	}
	if q.In == nil {
		q.In = &algebra.BGP{}
	}
	if q.Form == algebra.Ask { // one solution tells
		q.In = &algebra.Slice{In: q.In, Limit: 1}
	}
	return &Query{parsed: &q, options: o}, nil
}

// Form tells SELECT, ASK, CONSTRUCT and DESCRIBE apart.
func (q *Query) Form() algebra.Form { return q.parsed.Form }

// Prefixes are those that the text declares, for writing the result prettily.
func (q *Query) Prefixes() []algebra.Prefix { return q.parsed.Prefixes }

// Vars are the variables of the result in order: of SELECT, and those that
// DESCRIBE names.
func (q *Query) Vars() []string { return names(q.parsed.Vars) }

func names(vars []algebra.Var) []string {
	list := make([]string, len(vars))
	for i, v := range vars {
		list[i] = string(v)
	}
	return list
}

// Run plans the query for ds and starts it. The dataset must stay as it is until
// the results are closed; the caller closes them. Little is read before the
// first call of a method of the results.
func (q *Query) Run(ctx context.Context, ds exec.Dataset) (*Results, error) {
	start := time.Now()
	planned, terms, err := q.plan(ctx, ds, start)
	if err != nil {
		return nil, err
	}
	base := q.parsed.Base
	if base == "" {
		base = q.options.Base
	}
	o := q.options.executor(terms, base, start)
	if q.parsed.Form == algebra.Select {
		o.MaxRows = q.options.Limits.MaxRows
	}
	cursor, err := exec.Run(ctx, planned, ds, o)
	if err != nil {
		return nil, err
	}
	return newResults(ctx, q, ds, planned, terms, cursor)
}

// plan plans within the time limit.
func (q *Query) plan(ctx context.Context, ds exec.Dataset, start time.Time) (*plan.Plan, *exec.Terms, error) {
	terms := exec.NewTerms(ds)
	planned, err := planWithin(ctx, q.parsed, ds, terms, q.options.planner(), q.options.Limits.Timeout, start)
	return planned, terms, err
}

// needy is what a caller of services may implement, for services that must be
// given something.
type needy interface {
	// Needs are the variables that must be bound when a service is asked.
	Needs(name string, op algebra.Op) []algebra.Var
}

func (o Options) planner() plan.Options {
	var needs func(string, algebra.Op) []algebra.Var
	if n, ok := o.Services.(needy); ok {
		needs = n.Needs
	}
	return plan.Options{ServiceNeeds: needs, DefaultGraphOnly: o.DefaultGraphOnly, Functions: o.Functions, Without: o.Without, Chaos: o.Chaos}
}

func planWithin(ctx context.Context, q *algebra.Query, ds exec.Dataset, terms *exec.Terms, o plan.Options,
	timeout time.Duration, start time.Time) (*plan.Plan, error) {
	if timeout == 0 {
		return planned(plan.Make(ctx, q, ds, terms, o))
	}
	over := &exec.LimitError{Limit: exec.LimitTime, Value: int64(timeout)}
	limited, cancel := context.WithDeadlineCause(ctx, start.Add(timeout), over)
	defer cancel()
	p, err := planned(plan.Make(limited, q, ds, terms, o))
	if err != nil && errors.Is(err, context.DeadlineExceeded) && context.Cause(limited) == error(over) {
		return nil, over
	}
	return p, err
}

func planned(p *plan.Plan, err error) (*plan.Plan, error) {
	if err != nil {
		return nil, fmt.Errorf("plan the query: %w", err)
	}
	return p, nil
}

// Explain describes the plan for ds with its estimates. With analyze the query is
// run to its end and the rows, time and bytes of each operator are told too.
func (q *Query) Explain(ctx context.Context, ds exec.Dataset, analyze bool) (*plan.Explained, error) {
	if !analyze {
		p, _, err := q.plan(ctx, ds, time.Now())
		if err != nil {
			return nil, err
		}
		return p.Explain(nil), nil
	}
	profiled := *q
	profiled.options.Profile = true
	r, err := profiled.Run(ctx, ds)
	if err != nil {
		return nil, err
	}
	err = r.drain(ctx)
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, err
	}
	return r.Explain(), nil
}

// Algebra is the query as a tree; it must not be changed.
func (q *Query) Algebra() *algebra.Query { return q.parsed }

// Dataset is what the query says of its dataset.
func (q *Query) Dataset() algebra.Dataset { return q.parsed.Dataset }
