package exec

import (
	"context"
	"errors"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// distinctArgs leaves out of the rows of a DISTINCT aggregate the arguments that
// their group has had before. It is DISTINCT over pairs of argument and group, or
// for COUNT(DISTINCT *) of whole solutions and group, and goes to disk as that does:
// rows of which it is not known yet whether they are the first come from rest when
// all others have been added.
type distinctArgs struct {
	d     *distinct
	star  []plan.Slot // of the solution; nil: the argument counts
	value plan.Slot   // of the argument
	of    plan.Slot   // of the group; NoSlot: there is only one
	b     *Batch
	cols  [][]graph.ID // scratch, by slot
	nums  []int32
	ids   []graph.ID
}

// newDistinctArgs makes the set of the i-th aggregate. Argument and group have slots
// of their own behind those of the plan.
func newDistinctArgs(g *group, i int) *distinctArgs {
	inner := *g.run
	inner.slots += 2
	s := &distinctArgs{
		value: plan.Slot(g.run.slots), of: plan.NoSlot, b: NewBatch(inner.slots), cols: make([][]graph.ID, inner.slots),
		nums: make([]int32, BatchRows), ids: make([]graph.ID, BatchRows),
	}
	slots := []plan.Slot{s.value}
	if g.star(i) {
		s.star = g.node.In.Head().Slots
		slots = append([]plan.Slot(nil), s.star...)
	}
	if len(g.node.Keys) > 0 {
		s.of = s.value + 1
		slots = append(slots, s.of)
	}
	s.d = makeDistinct(&inner, slots, false, nil)
	return s
}

// column is scratch for n IDs of a slot.
func (s *distinctArgs) column(slot plan.Slot, n int) []graph.ID {
	if s.cols[slot] == nil {
		s.cols[slot] = make([]graph.ID, BatchRows)
	}
	s.b.Cols[slot] = s.cols[slot][:n]
	return s.b.Cols[slot]
}

// first returns the arguments that are certain to be the first of their kind in
// their groups, with these. ids are the arguments of rows of b, nil for a star;
// what it returns is valid until the next call.
func (s *distinctArgs) first(b *Batch, ids []graph.ID, rows, nums []int32) ([]graph.ID, []int32, error) {
	n := len(rows)
	s.b.reset()
	s.b.N = n
	for _, slot := range s.star {
		gather(s.column(slot, n), b.Cols[slot], rows)
	}
	if s.star == nil {
		s.b.Cols[s.value] = ids
	}
	if s.of != plan.NoSlot {
		of := s.column(s.of, n)
		for i, num := range nums {
			of[i] = graph.ID(num)
		}
	}
	if err := s.d.narrow(s.b); err != nil {
		return nil, nil, err
	}
	s.d.place += int64(n)
	if s.b.Sel == nil {
		return ids, nums, nil
	}
	for i, at := range s.b.Sel {
		s.nums[i] = nums[at]
		if ids != nil {
			s.ids[i] = ids[at]
		}
	}
	n = len(s.b.Sel)
	if ids != nil {
		ids = s.ids[:n]
	}
	return ids, s.nums[:n], nil
}

// rest returns further first arguments, in the order in which they came, after the
// last call of first; no groups end it.
func (s *distinctArgs) rest(ctx context.Context) ([]graph.ID, []int32, error) {
	if s.d.parts == nil {
		return nil, nil, nil
	}
	if s.d.rest == nil {
		if err := s.d.finish(ctx); err != nil {
			return nil, nil, err
		}
	}
	if err := s.d.rest.next(ctx, s.d.wide); err != nil {
		return nil, nil, err
	}
	wide := s.d.wide
	nums := s.nums[:wide.N]
	clear(nums)
	if s.of != plan.NoSlot {
		for i, num := range wide.Cols[s.of][:wide.N] {
			nums[i] = int32(num)
		}
	}
	if s.star != nil {
		return nil, nums, nil
	}
	return wide.Cols[s.value][:wide.N], nums, nil
}

// reset forgets all; the memory is kept unless it was not enough.
func (s *distinctArgs) reset() error {
	if s.d.parts == nil {
		s.d.t.reset()
		s.d.place = 0
		return nil
	}
	err := s.d.close()
	top := s.d.held()
	s.d = makeDistinct(s.d.run, s.d.slots, false, nil)
	s.d.top = top
	return err
}

// addRest adds to the DISTINCT aggregates what had gone to disk.
func (g *group) addRest(ctx context.Context) error {
	for i, set := range g.sets {
		if set == nil {
			continue
		}
		for {
			ids, nums, err := set.rest(ctx)
			if err != nil {
				return err
			}
			if len(nums) == 0 {
				break
			}
			if err := g.accs[i].Add(ctx, g.run.eval, nums, ids); err != nil {
				return err
			}
		}
	}
	return g.charge()
}

// closeSets gives what the DISTINCT aggregates hold back.
func (g *group) closeSets() error {
	var errs []error
	for _, set := range g.sets {
		if set != nil {
			errs = append(errs, set.d.close())
		}
	}
	g.sets = nil
	return errors.Join(errs...)
}
