package exec

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// graceJoin is a hash join whose right side does not fit into memory: both sides
// are divided by the hash of the keys, and each pair of parts is joined by
// itself (Kitsuregawa et al., "Application of Hash to Data Base Machine and Its
// Architecture", 1983). The order of the left side is lost; where the plan
// promises it, the result is sorted again.
type graceJoin struct {
	run         *run
	node        *plan.Join
	left, right *partitions
	level, part int
	sub         *join
	sorted      *sorter // nil: the order does not matter
	filled      bool
	top         int64
}

// prepare reads the right side of a hash join, unless the left side is empty.
func (j *join) prepare(ctx context.Context) error {
	wait := j.buildApart(ctx)
	more, err := j.fetch(ctx)
	stop := err != nil || !more
	var fits bool
	switch {
	case wait != nil:
		var berr error
		if fits, berr = wait(stop); !stop {
			err = berr
		}
	case !stop:
		fits, err = j.hash.build(ctx, j.spillable())
	}
	if err != nil || !more {
		return err
	}
	if j.primed = j.testing(); fits {
		return nil
	}
	return j.divide(ctx)
}

// spillable tells whether the join's inputs can be divided (again).
func (j *join) spillable() bool { return len(j.hash.keys) > 0 && j.level < maxLevel }

// divide turns the join into a grace join. The first piece of the left side and
// the first rows of the right have been read.
func (j *join) divide(ctx context.Context) (err error) {
	g := &graceJoin{run: j.run, node: j.node, level: j.level}
	j.grace = g
	if g.right, err = newPartitions(j.run, j.hash.rows.slots, j.hash.keys, j.level); err != nil {
		return err
	}
	if g.left, err = newPartitions(j.run, j.leftSlots, j.hash.keys, j.level); err != nil {
		return err
	}
	if err := g.divideRight(ctx, j.hash); err != nil {
		return err
	}
	for more := true; more; {
		if err := g.left.add(j.in.Cols, j.live); err != nil {
			return err
		}
		j.primed = false
		if more, err = j.advance(ctx); err != nil {
			return err
		}
	}
	if len(j.node.Sorted) > 0 && j.level == 0 {
		keys := make([]plan.SortKey, len(j.node.Sorted))
		for i, slot := range j.node.Sorted {
			keys[i] = plan.SortKey{Slot: slot, ByID: true}
		}
		g.sorted = newSorter(j.run, j.node.Slots, keys, -1)
	}
	return j.left.close()
}

// divideRight writes the rows that have been read and the rest of the right side
// to its partitions.
func (g *graceJoin) divideRight(ctx context.Context, m *hashMatcher) error {
	cols := make([][]graph.ID, g.run.slots)
	m.rows.fill(cols)
	for from := 0; from < m.rows.n; from += maxPiece {
		to := min(from+maxPiece, m.rows.n)
		piece := make([][]graph.ID, g.run.slots)
		for slot, c := range cols {
			if c != nil {
				piece[slot] = c[from:to]
			}
		}
		if err := g.right.add(piece, identity[:to-from]); err != nil {
			return err
		}
	}
	m.top = m.held()
	m.rows.release()
	b := NewBatch(g.run.slots)
	for {
		if err := m.right.next(ctx, b); err != nil {
			return err
		}
		if b.Len() == 0 {
			return m.right.close()
		}
		if err := g.right.add(b.Cols, b.live()); err != nil {
			return err
		}
	}
}

// next yields the joined solutions, part by part.
func (g *graceJoin) next(ctx context.Context, b *Batch) error {
	if g.sorted == nil {
		return g.nextPart(ctx, b)
	}
	for !g.filled {
		if err := g.nextPart(ctx, b); err != nil {
			return err
		}
		var err error
		if g.filled = b.Len() == 0; g.filled {
			err = g.sorted.finish(ctx)
		} else {
			err = g.sorted.add(ctx, b)
		}
		if err != nil {
			return err
		}
	}
	return g.sorted.next(ctx, b)
}

func (g *graceJoin) nextPart(ctx context.Context, b *Batch) error {
	for {
		if g.sub != nil {
			if err := g.sub.next(ctx, b); err != nil || b.Len() > 0 {
				return err
			}
			g.top = max(g.top, g.sub.held())
			if err := g.sub.close(); err != nil {
				return err
			}
			g.sub = nil
		}
		if g.part == fanOut {
			b.reset()
			return nil
		}
		l, err := g.left.files[g.part].scan(g.left.slots)
		if err != nil {
			return err
		}
		r, err := g.right.files[g.part].scan(g.right.slots)
		if err != nil {
			return err
		}
		g.part++
		g.sub = newHashJoin(g.run, g.node, l, r, g.level+1)
	}
}

func (g *graceJoin) held() int64 {
	n := g.top
	if g.sub != nil {
		n = max(n, g.sub.held())
	}
	if g.sorted != nil {
		n = max(n, g.sorted.held())
	}
	return n
}

func (g *graceJoin) close() error {
	var errs []error
	for _, p := range []*partitions{g.left, g.right} {
		if p != nil {
			errs = append(errs, p.close())
		}
	}
	if g.sub != nil {
		errs = append(errs, g.sub.close())
	}
	if g.sorted != nil {
		errs = append(errs, g.sorted.close())
	}
	return errors.Join(errs...)
}
