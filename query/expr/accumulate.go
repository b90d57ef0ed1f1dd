package expr

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// Accumulator computes one aggregate for many groups, column by column. Groups
// are numbered from 0. DISTINCT is the caller's: it adds each value of a group
// once. It is used by one goroutine at a time.
//
// An error among the values (graph.None) makes SUM, AVG, MIN, MAX and
// GROUP_CONCAT of its group an error; COUNT and SAMPLE pass over it (SPARQL 1.1
// §18.5.1).
type Accumulator interface {
	// Grow makes room for groups 0 to groups-1; new ones are empty.
	Grow(groups int)
	// Add adds ids[i] to group[i]; graph.None is an error or no value. For
	// COUNT(*) ids is nil and each element of group counts. Groups must have been
	// made by Grow. Both slices are borrowed for the call.
	Add(ctx context.Context, c *Context, group []int32, ids []graph.ID) error
	// Merge adds to group[i] what from, an accumulator of the same aggregate, has
	// in its group i. from is not to be used afterwards.
	Merge(c *Context, from Accumulator, group []int32) error
	// Result returns the value of a group; graph.None is an error. It does not
	// change the group.
	Result(c *Context, group int) (graph.ID, error)
	// Bytes is about how much memory the groups take.
	Bytes() int64
}

// RowCounter is an [Accumulator] to which rows may be added by their number, as all
// of COUNT(*) may.
type RowCounter interface {
	Accumulator
	// AddRows adds n rows to a group.
	AddRows(group int, n int64)
}

// NewAccumulator returns an accumulator without groups for COUNT, SUM, AVG,
// MIN, MAX, SAMPLE or GROUP_CONCAT. An Arg of nil is COUNT(*). An aggregate of
// another name is an error that wraps [ErrUnknownFunction].
func NewAccumulator(a algebra.Aggregate) (Accumulator, error) {
	switch a.Name {
	case "COUNT":
		return &countAccumulator{}, nil
	case "SUM":
		return &sumAccumulator{}, nil
	case "AVG":
		return &sumAccumulator{average: true}, nil
	case "MIN":
		return &extremeAccumulator{sign: -1}, nil
	case "MAX":
		return &extremeAccumulator{sign: 1}, nil
	case "SAMPLE":
		return &sampleAccumulator{}, nil
	case "GROUP_CONCAT":
		return &concatAccumulator{separator: a.Separator}, nil
	}
	return nil, fmt.Errorf("%w: aggregate %s", ErrUnknownFunction, a.Name)
}

// grown returns s with n elements.
func grown[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	if n <= cap(s) {
		return s[:n]
	}
	bigger := make([]T, n, max(n, 2*cap(s)))
	copy(bigger, s)
	return bigger
}

// mismatch is the error of a Merge with an accumulator of another aggregate.
func mismatch(a, b Accumulator) error {
	return fmt.Errorf("%w: %T merged into %T", ErrExpression, b, a)
}

// countAccumulator is COUNT.
type countAccumulator struct{ counts []int64 }

func (a *countAccumulator) Grow(groups int) { a.counts = grown(a.counts, groups) }

func (a *countAccumulator) Bytes() int64 { return int64(cap(a.counts)) * 8 }

func (a *countAccumulator) Add(_ context.Context, _ *Context, group []int32, ids []graph.ID) error {
	if ids == nil {
		for _, g := range group {
			a.counts[g]++
		}
		return nil
	}
	for i, g := range group {
		if ids[i] != graph.None {
			a.counts[g]++
		}
	}
	return nil
}

// AddRows implements [RowCounter].
func (a *countAccumulator) AddRows(group int, n int64) { a.counts[group] += n }

func (a *countAccumulator) Merge(_ *Context, from Accumulator, group []int32) error {
	b, ok := from.(*countAccumulator)
	if !ok {
		return mismatch(a, from)
	}
	for i, g := range group {
		a.counts[g] += b.counts[i]
	}
	return nil
}

func (a *countAccumulator) Result(_ *Context, group int) (graph.ID, error) {
	id, ok := graph.IntegerID(a.counts[group])
	if !ok {
		panic("expr: count of 2^59 or more")
	}
	return id, nil
}

// sampleAccumulator is SAMPLE: the first value that is none of an error.
type sampleAccumulator struct{ ids []graph.ID }

func (a *sampleAccumulator) Grow(groups int) { a.ids = grown(a.ids, groups) }

func (a *sampleAccumulator) Bytes() int64 { return int64(cap(a.ids)) * 8 }

func (a *sampleAccumulator) Add(_ context.Context, _ *Context, group []int32, ids []graph.ID) error {
	for i, g := range group {
		if a.ids[g] == graph.None {
			a.ids[g] = ids[i]
		}
	}
	return nil
}

func (a *sampleAccumulator) Merge(_ *Context, from Accumulator, group []int32) error {
	b, ok := from.(*sampleAccumulator)
	if !ok {
		return mismatch(a, from)
	}
	for i, g := range group {
		if a.ids[g] == graph.None {
			a.ids[g] = b.ids[i]
		}
	}
	return nil
}

func (a *sampleAccumulator) Result(_ *Context, group int) (graph.ID, error) { return a.ids[group], nil }
