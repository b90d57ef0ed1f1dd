package exec

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/plan"
)

// apartCost is the work, in the planner's rows touched, from which it pays to
// build a hash join's right side in a goroutine of its own.
const apartCost = 10_000

// workers bounds the goroutines that a run starts.
type workers chan struct{}

// share calls a function for the numbers below n, in rising order in each goroutine:
// this one and as many others as have been got from the run's workers, which it gives
// back. The function is told which of them it is in, 0 to spare. The first error stops
// the others; share returns when all have ended.
func (r *run) share(ctx context.Context, spare, n int, do func(ctx context.Context, worker, i int) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var next atomic.Int64
	work := func(worker int) error {
		for {
			i := int(next.Add(1)) - 1
			if i >= n {
				return nil
			}
			if err := do(ctx, worker, i); err != nil {
				cancel()
				return err
			}
		}
	}
	errs := make([]error, spare+1)
	var wait sync.WaitGroup
	for i := range spare {
		wait.Go(func() {
			errs[i] = work(i)
			<-r.workers
		})
	}
	errs[spare] = work(spare)
	wait.Wait()
	return firstCause(errs)
}

// firstCause is the error that made others stop: not their being cancelled, if there
// is another one.
func firstCause(errs []error) error {
	var first error
	for _, err := range errs {
		if err != nil && (first == nil || errors.Is(first, context.Canceled)) {
			first = err
		}
	}
	return first
}

// canApart tells whether a subtree may run beside the rest: it is large enough,
// evaluates nothing whose value depends on when and where it is evaluated, and
// calls no service.
func (r *run) canApart(n plan.Node) bool {
	return cap(r.workers) > 0 && n.Head().Cost >= apartCost && steady(n)
}

// steady tells that a subtree yields the same solutions wherever it is evaluated.
func steady(n plan.Node) bool {
	programs := func(list []*plan.Condition) bool {
		for _, c := range list {
			if !c.Program.Deterministic() {
				return false
			}
		}
		return true
	}
	ok := true
	switch n := n.(type) {
	case *plan.Service:
		ok = false
	case *plan.Filter:
		ok = programs(n.Conds)
	case *plan.Join:
		// Joins that build operators while they run stay in the goroutine of the rest.
		ok = n.Algorithm != plan.ApplyAlgorithm && n.Algorithm != plan.BindAlgorithm && programs(n.On)
	case *plan.Extend:
		ok = n.Program.Deterministic()
	case *plan.Group:
		for i := range n.Aggregates {
			p := n.Aggregates[i].Program
			ok = ok && (p == nil || p.Deterministic())
		}
	}
	for _, in := range n.Inputs() {
		ok = ok && steady(in)
	}
	return ok
}

// apart returns a run for operators of another goroutine: expressions have a
// context of their own.
func (r *run) apart() *run {
	inner := *r
	inner.eval = &expr.Context{Terms: r.terms, Now: r.opts.Now, Base: r.opts.Base}
	return &inner
}

// buildApart builds the right side in another goroutine, if one is to be had. The
// function that it returns waits for it, after stopping it if its work is not
// wanted any more; it is called before the call of next that began it returns.
func (j *join) buildApart(ctx context.Context) func(stop bool) (fits bool, err error) {
	if !j.apart {
		return nil
	}
	select {
	case j.run.workers <- struct{}{}:
	default:
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	var fits bool
	var err error
	go func() {
		defer close(done)
		fits, err = j.hash.build(ctx, j.spillable())
		<-j.run.workers
	}()
	return func(stop bool) (bool, error) {
		if stop {
			cancel()
		}
		<-done
		cancel()
		return fits, err
	}
}
