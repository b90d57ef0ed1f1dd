package exec

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// filter keeps the solutions for which all conditions are true.
type filter struct {
	run   *run
	in    operator
	conds []*plan.Condition
	sel   [2][]int32
}

func (f *filter) next(ctx context.Context, b *Batch) error {
	for {
		if err := f.in.next(ctx, b); err != nil || b.Len() == 0 {
			return err
		}
		if err := f.run.narrow(ctx, f.conds, b, &f.sel); err != nil {
			return err
		}
		if b.Len() > 0 {
			return nil
		}
	}
}

func (f *filter) close() error { return f.in.close() }

// narrow leaves the solutions of b for which all conditions are true. The two
// selections are scratch, one of which b.Sel then is.
func (r *run) narrow(ctx context.Context, conds []*plan.Condition, b *Batch, sel *[2][]int32) error {
	for i, c := range conds {
		dst, err := c.Program.Select(ctx, r.eval, b.Cols, b.N, b.Sel, sel[i%2][:0])
		if err != nil {
			return err
		}
		if dst == nil {
			dst = []int32{}
		}
		sel[i%2], b.Sel = dst, dst
		if len(dst) == 0 {
			return nil
		}
	}
	return nil
}

// extend binds a slot to the value of an expression.
type extend struct {
	run  *run
	in   operator
	node *plan.Extend
	col  []graph.ID
}

func (e *extend) next(ctx context.Context, b *Batch) error {
	if err := e.in.next(ctx, b); err != nil || b.Len() == 0 {
		return err
	}
	if len(e.col) < b.N {
		e.col = make([]graph.ID, max(b.N, min(2*len(e.col), BatchRows)))
	}
	if err := e.node.Program.Eval(ctx, e.run.eval, b.Cols, b.N, b.Sel, e.col[:b.N]); err != nil {
		return err
	}
	b.Cols[e.node.Slot] = e.col[:b.N]
	return nil
}

func (e *extend) close() error { return e.in.close() }

// project keeps some slots.
type project struct {
	in   operator
	drop []plan.Slot
}

func newProject(r *run, n *plan.Project, in operator) *project {
	kept := make([]bool, r.slots)
	for _, slot := range n.Slots {
		kept[slot] = true
	}
	p := &project{in: in}
	for slot, keep := range kept {
		if !keep {
			p.drop = append(p.drop, plan.Slot(slot))
		}
	}
	return p
}

func (p *project) next(ctx context.Context, b *Batch) error {
	if err := p.in.next(ctx, b); err != nil {
		return err
	}
	for _, slot := range p.drop {
		b.Cols[slot] = nil
	}
	return nil
}

func (p *project) close() error { return p.in.close() }

// slice skips solutions, hands a number of them on and then closes its input.
type slice struct {
	in   operator
	skip int64
	left int64 // negative: no limit
}

func (s *slice) next(ctx context.Context, b *Batch) error {
	if s.left == 0 {
		b.reset()
		return s.in.close()
	}
	for {
		if err := s.in.next(ctx, b); err != nil || b.Len() == 0 {
			return err
		}
		n := int64(b.Len())
		if s.skip >= n {
			s.skip -= n
			continue
		}
		from, to := s.skip, n
		if s.left > 0 {
			to = min(n, from+s.left)
			s.left -= to - from
		}
		s.skip = 0
		if from > 0 || to < n {
			b.cut(int(from), int(to))
		}
		return nil
	}
}

func (s *slice) close() error { return s.in.close() }
