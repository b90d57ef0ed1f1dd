package projection

import (
	"context"
	"errors"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

// diff streams, as a patch, what changed between two events: the statements that
// differ, in GSPO order of their IDs.
type diff struct {
	ctx      context.Context
	s        *Snapshot
	from, to graph.Seq
	invert   bool
	m        *merger
	reader   *kv.Reader
	key      key // the statement being gathered
	group    []fragment
}

// Diff is the patch that turns the graph as of since into this snapshot; since
// may lie after the snapshot, which gives the patch back in time. The patch is
// read within the life of ctx and of the snapshot. It is an io.Closer, which has to be
// closed unless it is read to its end or error.
func (s *Snapshot) Diff(ctx context.Context, since graph.Seq) (graph.PatchReader, error) {
	d := &diff{ctx: ctx, s: s, from: since, to: s.seq}
	if d.from > d.to {
		d.from, d.to, d.invert = d.to, d.from, true
	}
	r := s.p.db.Reader()
	// Only events in (from, to] matter: the first such event on a statement
	// tells how it stood before, the last how it stood after.
	skip := func(b *blockInfo) bool {
		return !(b.adds > 0 && b.minAdded <= d.to && b.maxAdded > d.from ||
			b.removes > 0 && b.minRemoved <= d.to && b.maxRemoved > d.from)
	}
	m, err := openMerger(s.v.mem, s.v.sources(graph.GSPO), r, &wholeRange, skip)
	if err != nil {
		r.Close()
		return nil, err
	}
	d.m, d.reader = m, r
	return d, nil
}

// diffBatch bounds the changes handed out at once.
const diffBatch = 2048

// ReadPatch implements graph.PatchReader.
func (d *diff) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if d.reader == nil {
		return io.EOF
	}
	err := d.fill(b)
	if err != nil || len(b.Changes) == 0 {
		d.release()
		if err == nil {
			err = io.EOF
		}
		return err
	}
	return nil
}

// Close ends the reading; it may be called more than once.
func (d *diff) Close() error {
	d.release()
	return nil
}

func (d *diff) release() {
	if d.reader != nil {
		d.m.close()
		d.reader.Close()
		d.reader = nil
	}
}

func (d *diff) fill(b *graph.PatchBatch) error {
	for len(b.Changes) < diffBatch {
		sp, ok, err := d.m.next(d.ctx)
		if err != nil {
			return err
		}
		if !ok {
			return d.settle(b)
		}
		if sp.c == nil {
			err = d.note(b, sp.key, sp.group...)
		} else {
			err = d.span(b, &sp)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// span notes the rows of one run.
func (d *diff) span(b *graph.PatchBatch, sp *span) error {
	if err := sp.c.loadKeys(); err != nil {
		return err
	}
	added, removed, err := sp.c.frame.eventColumns()
	if err != nil {
		return err
	}
	for i := sp.from; i < sp.to; i++ {
		if err := d.note(b, sp.c.keyAt(i), fragment{added[i], removed[i]}); err != nil {
			return err
		}
	}
	return nil
}

// note gathers the fragments of one statement, whose rows may stand in several
// spans, and settles the one before.
func (d *diff) note(b *graph.PatchBatch, k key, f ...fragment) error {
	if k != d.key {
		if err := d.settle(b); err != nil {
			return err
		}
		d.key = k
	}
	d.group = append(d.group, f...)
	return nil
}

// settle compares the gathered statement.
func (d *diff) settle(b *graph.PatchBatch) error {
	group := d.group
	d.group = d.group[:0]
	if len(group) == 0 {
		return nil
	}
	return d.compare(b, d.key, group)
}

// compare adds a change for a statement whose first and last events in the
// interval differ from its state before.
func (d *diff) compare(b *graph.PatchBatch, k key, group []fragment) error {
	var first, last graph.Seq
	var firstAdd, lastAdd bool
	note := func(seq graph.Seq, add bool) {
		if seq <= d.from || seq > d.to {
			return
		}
		if first == 0 || seq < first {
			first, firstAdd = seq, add
		}
		if seq > last {
			last, lastAdd = seq, add
		}
	}
	for _, f := range group {
		if f.added != 0 {
			note(f.added, true)
		}
		note(f.removed, false)
	}
	if first == 0 || firstAdd != lastAdd { // untouched, or back where it was
		return nil
	}
	op := graph.Delete
	if lastAdd != d.invert {
		op = graph.Add
	}
	return d.emit(b, op, k)
}

var errTerm = errors.New("statement without a term")

// emit appends a change; k is in GSPO order.
func (d *diff) emit(b *graph.PatchBatch, op graph.Op, k key) error {
	var ends [5]int
	ends[0] = len(b.Arena)
	for i, id := range k {
		var err error
		if b.Arena, err = d.s.AppendTerm(d.ctx, b.Arena, id); err != nil {
			return err
		}
		ends[i+1] = len(b.Arena)
	}
	text := func(i int) []byte { return b.Arena[ends[i]:ends[i+1]:ends[i+1]] }
	if len(text(1)) == 0 || len(text(2)) == 0 || len(text(3)) == 0 {
		return errTerm
	}
	b.Changes = append(b.Changes, graph.Change{Op: op, G: text(0), S: text(1), P: text(2), O: text(3)})
	return nil
}
