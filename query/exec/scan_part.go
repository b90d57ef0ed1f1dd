package exec

import (
	"cmp"
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// part is a range of IDs, both ends included, of the variable by whose values a
// subtree is divided: all its scans come sorted by it, and each reads this range only.
type part struct{ lo, hi graph.ID }

// leading is the slot that the rows of a scan come sorted by, and where it stands.
func leading(n *plan.Scan) (slot plan.Slot, pos graph.Position) {
	if n.Order == graph.AnyOrder || n.Order == graph.GSPO {
		return plan.NoSlot, 0
	}
	terms := [...]plan.Term{graph.S: n.S, graph.P: n.P, graph.O: n.O}
	for _, pos := range n.Order.Positions() {
		if pos != graph.G && terms[pos].ID == graph.None {
			return terms[pos].Slot, pos
		}
	}
	return plan.NoSlot, 0
}

// seek makes the rows from lo to hi, as far as they lie in the scan's part, the next
// ones. lo is not less than any before, and no statement has rows on both sides of lo.
func (s *scan) seek(ctx context.Context, lo, hi graph.Quad) error {
	if s.nothing {
		return nil
	}
	if err := s.open(ctx); err != nil {
		return err
	}
	s.begun = false
	if s.part != nil {
		from, _ := s.bounds([]graph.ID{s.part.lo})
		_, to := s.bounds([]graph.ID{s.part.hi})
		if s.compareQuads(lo, from) < 0 {
			lo = from
		}
		if s.compareQuads(hi, to) > 0 {
			hi = to
		}
		if s.past = s.compareQuads(lo, hi) > 0; s.past {
			return nil
		}
	}
	return s.seeker.Seek(ctx, lo, hi)
}

// compareQuads compares quads in the order of the scan.
func (s *scan) compareQuads(a, b graph.Quad) int {
	for _, pos := range s.query.Order.Positions() {
		if c := cmp.Compare(a[pos], b[pos]); c != 0 {
			return c
		}
	}
	return 0
}

// split divides the values of the slot that a scan comes sorted by into at most so
// many parts of about equal numbers of rows. It is nil where there are none, or the
// dataset cannot tell.
func (r *run) split(ctx context.Context, n *plan.Scan, most int) ([]part, error) {
	_, pos := leading(n)
	s := newScan(r, n)
	if s.nothing {
		return nil, nil
	}
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	splitter, ok := s.scanner.(graph.Splitter)
	if !ok {
		return nil, s.close()
	}
	parts := []part{{lo: graph.None, hi: graph.MaxID}}
	for _, q := range splitter.Split(most) {
		if last := &parts[len(parts)-1]; q[pos] > last.lo+1 {
			last.hi = q[pos] - 1
			parts = append(parts, part{lo: q[pos], hi: graph.MaxID})
		}
	}
	return parts, s.close()
}
