package exec

import (
	"context"
	"sync"
	"time"

	"github.com/chancery-graph/chancery/query/plan"
)

// profile is what the operators of a run have done. Operators are built in several
// goroutines (the right side of a join, the parts of a scan); what one operator did is
// written by the goroutine that runs it.
type profile struct {
	mu  sync.Mutex
	did plan.Profile
}

func newProfile() *profile { return &profile{did: plan.Profile{}} }

// of returns the account of a node, which all operators built for it write to: an
// apply join builds its right side many times.
func (p *profile) of(n plan.Node) *plan.Actual {
	p.mu.Lock()
	defer p.mu.Unlock()
	a := p.did[n]
	if a == nil {
		a = &plan.Actual{}
		p.did[n] = a
	}
	return a
}

// add adds what was done in the run of a part, which has ended.
func (p *profile) add(part *profile) {
	for n, did := range part.did {
		all := p.of(n)
		all.Rows += did.Rows
		all.Batches += did.Batches
		all.Time += did.Time
		all.Bytes = max(all.Bytes, did.Bytes)
	}
}

// sizer is an operator that knows the greatest memory it has held, in bytes.
type sizer interface{ held() int64 }

// profiled measures an operator.
type profiled struct {
	operator
	actual *plan.Actual
}

func (p *profiled) next(ctx context.Context, b *Batch) error {
	start := time.Now()
	err := p.operator.next(ctx, b)
	p.actual.Time += time.Since(start)
	if n := b.Len(); err == nil && n > 0 {
		p.actual.Rows += int64(n)
		p.actual.Batches++
	}
	return err
}

func (p *profiled) close() error {
	if s, ok := p.operator.(sizer); ok {
		p.actual.Bytes = max(p.actual.Bytes, s.held())
	}
	return p.operator.close()
}

// bare returns the operator itself, so that a join can seek in a scan that is
// being measured.
func bare(op operator) operator {
	if p, ok := op.(*profiled); ok {
		return p.operator
	}
	return op
}
