package service

import (
	"context"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
)

// Late is a caller that is known only when a query that was prepared with it
// runs: services that read the snapshot of the run. Caller is set before Run.
type Late struct{ Caller exec.ServiceCaller }

// Call implements [exec.ServiceCaller].
func (l *Late) Call(ctx context.Context, q *exec.ServiceRequest) (exec.ServiceAnswer, error) {
	if l.Caller == nil {
		return nil, exec.ErrNoService
	}
	return l.Caller.Call(ctx, q)
}

// Needs tells the planner what must be bound when a service is asked, where the
// caller knows.
func (l *Late) Needs(name string, op algebra.Op) []algebra.Var {
	if r, ok := l.Caller.(*Registry); ok {
		return r.Needs(name, op)
	}
	return nil
}
