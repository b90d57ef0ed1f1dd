package query

import (
	"errors"

	"github.com/chancery-graph/chancery/query/algebra"
)

// ErrUsing is the error of an update that says USING or WITH itself while
// Options.Dataset does too (SPARQL 1.1 Protocol §2.2.3).
var ErrUsing = errors.New("query: the update has USING or WITH, and a dataset is given beside it")

// using gives the operations with a pattern the dataset of the options.
func using(u *algebra.Update, d *algebra.Dataset) (*algebra.Update, error) {
	if d == nil {
		return u, nil
	}
	changed := *u
	changed.Ops = make([]algebra.UpdateOp, len(u.Ops))
	for i, op := range u.Ops {
		changed.Ops[i] = op
		m, ok := op.(*algebra.Modify)
		if !ok {
			continue
		}
		if !m.Using.IsZero() || m.With != "" {
			return nil, ErrUsing
		}
		with := *m
		with.Using = *d
		changed.Ops[i] = &with
	}
	return &changed, nil
}
