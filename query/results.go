package query

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
	"github.com/chancery-graph/chancery/query/result"
)

// ErrForm is wrapped by the errors of methods that the query's form does not
// have, such as Boolean of a SELECT.
var ErrForm = errors.New("query: not a result of this form")

// Results are the answer of a query that runs. For SELECT it is a
// [result.Source]; Boolean is ASK's answer; Statements and ReadPatch are those of
// CONSTRUCT and DESCRIBE. They are used by one goroutine at a time and once, and
// must be closed.
type Results struct {
	query  *Query
	ds     exec.Dataset
	plan   *plan.Plan
	terms  *exec.Terms
	cursor *exec.Cursor

	batch *exec.Batch
	page  result.Page
	graph *graphSource // of CONSTRUCT and DESCRIBE
	ctx   context.Context
}

func newResults(ctx context.Context, q *Query, ds exec.Dataset, p *plan.Plan, terms *exec.Terms, c *exec.Cursor) (*Results, error) {
	r := &Results{query: q, ds: ds, plan: p, terms: terms, cursor: c, batch: exec.NewBatch(len(p.Vars)), ctx: ctx}
	if q.parsed.Form == algebra.Construct || q.parsed.Form == algebra.Describe {
		g, err := newGraphSource(r)
		if err != nil {
			return nil, errors.Join(err, c.Close())
		}
		r.graph = g
	}
	return r, nil
}

// Form tells which methods answer.
func (r *Results) Form() algebra.Form { return r.query.parsed.Form }

// Vars are the variables of a SELECT's solutions in order.
func (r *Results) Vars() []string { return r.query.Vars() }

// Next returns the next solutions of a SELECT; N = 0 ends. The page is valid
// until the next call. After an error there is nothing more, and what came before
// is not the whole answer.
func (r *Results) Next(ctx context.Context) (*result.Page, error) {
	if r.Form() != algebra.Select {
		return nil, fmt.Errorf("%w: no solutions", ErrForm)
	}
	if err := r.fill(ctx, r.batch); err != nil {
		return nil, err
	}
	r.page = result.Page{N: r.batch.Len()}
	if r.page.N > 0 {
		cols, err := r.cursor.Decode(ctx, r.batch)
		if err != nil {
			return nil, err
		}
		r.page.Cols = cols
	}
	return &r.page, nil
}

// fill gets the next batch. The executor has what planning left of the time: an
// error names the limit as it was given.
func (r *Results) fill(ctx context.Context, b *exec.Batch) error {
	err := r.cursor.Next(ctx, b)
	var limit *exec.LimitError
	if errors.As(err, &limit) && limit.Limit == exec.LimitTime {
		return &exec.LimitError{Limit: exec.LimitTime, Value: int64(r.query.options.Limits.Timeout)}
	}
	return err
}

// Boolean is the answer of ASK.
func (r *Results) Boolean(ctx context.Context) (bool, error) {
	if r.Form() != algebra.Ask {
		return false, fmt.Errorf("%w: no boolean", ErrForm)
	}
	if err := r.fill(ctx, r.batch); err != nil {
		return false, err
	}
	return r.batch.Len() > 0, nil
}

// Solution is one solution of a SELECT.
type Solution struct {
	vars   []string
	values []quad.Value
}

// Vars are the variables of the result, bound or not.
func (s Solution) Vars() []string { return s.vars }

// Get returns the value of a variable; nil is unbound, or no variable of the
// result.
func (s Solution) Get(name string) quad.Value {
	for i, v := range s.vars {
		if v == name {
			return s.values[i]
		}
	}
	return nil
}

// Values are the values by variable; nil is unbound. The slice is the solution's
// own.
func (s Solution) Values() []quad.Value { return s.values }

// Solutions yields the solutions of a SELECT, once. An error is the last pair:
// what came before it is then not the whole answer. Breaking off leaves the
// results to be closed.
func (r *Results) Solutions(ctx context.Context) iter.Seq2[Solution, error] {
	return func(yield func(Solution, error) bool) {
		vars := r.Vars()
		for {
			page, err := r.Next(ctx)
			if err != nil {
				yield(Solution{}, err)
				return
			}
			if page.N == 0 {
				return
			}
			for row := range page.N {
				s := Solution{vars: vars, values: make([]quad.Value, len(vars))}
				for i, col := range page.Cols {
					if col[row] == nil {
						continue
					}
					if s.values[i], err = graph.ParseTerm(col[row]); err != nil {
						yield(Solution{}, fmt.Errorf("read ?%s of a solution: %w", vars[i], err))
						return
					}
				}
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}

// Explain describes the plan, with what was done so far if Options.Profile asked
// for it; that is whole after Close.
func (r *Results) Explain() *plan.Explained { return r.plan.Explain(r.cursor.Profile()) }

// Memory is the number of bytes that the run holds now.
func (r *Results) Memory() int64 { return r.cursor.Memory() }

// Close ends the run and releases what it holds. It may be called more than once.
func (r *Results) Close() error { return r.cursor.Close() }

// drain reads the results to their end.
func (r *Results) drain(ctx context.Context) error {
	if r.graph != nil {
		for _, err := range r.Statements(ctx) {
			if err != nil {
				return err
			}
		}
		return nil
	}
	for {
		if err := r.fill(ctx, r.batch); err != nil || r.batch.Len() == 0 {
			return err
		}
	}
}
