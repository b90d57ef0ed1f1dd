package exec

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/query/plan"
)

// advance reads the next piece of the left side; false at its end, or when no
// further piece can have partners and none without counts.
func (j *join) advance(ctx context.Context) (bool, error) {
	if j.primed {
		j.primed = false
		return true, nil
	}
	if j.leftEnd || j.m.exhausted() && (j.kind == plan.Inner || j.kind == plan.Semi) {
		j.live, j.at, j.to = nil, 0, 0
		return false, nil
	}
	return j.fetch(ctx)
}

// fetch reads the next piece of the left side; false at its end.
func (j *join) fetch(ctx context.Context) (bool, error) {
	j.ordinal += int64(len(j.live))
	if err := j.leap(ctx); err != nil {
		return false, err
	}
	var err error
	if j.pieces != nil {
		err = j.pieces.next(ctx, &j.in)
	} else {
		err = j.left.next(ctx, &j.in)
	}
	if err != nil {
		return false, err
	}
	j.live, j.at, j.to, j.part = j.in.live(), 0, 0, 0
	j.leftEnd = len(j.live) == 0
	return !j.leftEnd, nil
}

// leap skips left rows that stand before the next key of the right side, if that
// is further than the last piece reached.
func (j *join) leap(ctx context.Context) error {
	if j.skip == nil || len(j.live) == 0 {
		return nil
	}
	key := j.m.following()
	if key == nil {
		return nil
	}
	if ok, err := j.skip.seekable(ctx); err != nil || !ok {
		return err
	}
	if j.skip.compareLast(key) >= 0 {
		return nil
	}
	lo, _ := j.skip.bounds(key)
	_, hi := j.skip.bounds(nil)
	return j.skip.seek(ctx, lo, hi)
}

// skippable returns the left side of a merge join if it is a scan in which rows
// without partners may be skipped.
func skippable(left operator, n *plan.Join) *scan {
	s, ok := bare(left).(*scan)
	if !ok || n.Kind != plan.Inner && n.Kind != plan.Semi {
		return nil
	}
	if order, ok := s.keyOrder(n.Keys); !ok || !slices.Equal(order, n.Keys) {
		return nil
	}
	return s
}

// pieces gathers left rows into larger pieces where batches come with keys in no
// order, so that a scan on the right is opened anew less often. The first piece
// is one batch: a LIMIT above may want no more.
type pieces struct {
	in   operator
	rows *rows
	b    *Batch
	size int
	end  bool
}

func newPieces(r *run, in operator, slots []plan.Slot) *pieces {
	return &pieces{in: in, rows: newRows(slots, r.mem.reserve("an index join")), b: NewBatch(r.slots), size: BatchRows}
}

func (p *pieces) next(ctx context.Context, b *Batch) error {
	p.rows.reset()
	for p.rows.n+BatchRows <= p.size && !p.end {
		if err := p.in.next(ctx, p.b); err != nil {
			return err
		}
		if p.end = p.b.Len() == 0; p.end {
			break
		}
		if err := p.rows.append(p.b); err != nil {
			return err
		}
	}
	p.size = min(2*p.size, maxPiece)
	p.rows.view(b, 0, p.rows.n)
	return nil
}

func (p *pieces) close() { p.rows.release() }
