package projection

import (
	"bytes"
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
)

// Stage takes the patch of one event, piece by piece, before the event is in
// the log. It gives terms their IDs and gathers rows; nothing is visible until
// Commit, and Abort leaves no trace. A stage is used by one goroutine, and one
// stage is open at a time.
type Stage struct {
	p      *Projection
	seq    graph.Seq
	mark   uint64 // the dictionary's size before this event
	buf    *opBuffer
	prev   [4]term
	runner *stageSorter // set once the event outgrew one buffer
	done   bool

	// What Prepare made: rows for memory, or runs on disk that are to replace
	// what is in memory.
	prepared bool
	sorted   *sortedOps
	fresh    []*diskRun
	res      Result
}

// term is the last text seen in a position: neighbours often share it.
type term struct {
	text []byte
	id   graph.ID
}

// opBuffer holds operations in the order of the patch.
type opBuffer struct {
	cols [4][]graph.ID
	ops  []graph.Op
}

func (b *opBuffer) len() int { return len(b.ops) }

func (b *opBuffer) reset() {
	for c := range b.cols {
		b.cols[c] = b.cols[c][:0]
	}
	b.ops = b.ops[:0]
}

// Begin opens a stage for the event seq, which must be the one after the last
// that the projection has reached. If there is much in memory it is written
// first: before the event is in the log, so that a full disk refuses the event
// rather than leave the graph behind it.
func (p *Projection) Begin(ctx context.Context, seq graph.Seq) (*Stage, error) {
	if p.stage != nil {
		return nil, fmt.Errorf("projection: a stage is open already")
	}
	if want := p.view.Load().seq + 1; seq != want {
		return nil, fmt.Errorf("projection: stage for event %d, expected %d", seq, want)
	}
	if err := p.deleteStrays(ctx); err != nil {
		return nil, err
	}
	if p.recentRows() >= p.opts.RecentRows {
		if err := p.Checkpoint(ctx); err != nil {
			return nil, err
		}
	}
	s := &Stage{p: p, seq: seq, mark: p.dict.Mark(), buf: &opBuffer{}}
	p.stage = s
	return s, nil
}

// Add takes the changes of a batch. The batch may be reused afterwards.
func (s *Stage) Add(ctx context.Context, b *graph.PatchBatch) error {
	for i := range b.Changes {
		if err := s.change(&b.Changes[i]); err != nil {
			return err
		}
		if s.buf.len() >= s.p.opts.BufferRows {
			if err := s.spill(ctx); err != nil {
				return err
			}
		}
	}
	for i := range s.prev { // the batch's memory goes back to its owner
		s.prev[i].text = bytes.Clone(s.prev[i].text)
	}
	if s.p.dict.Full() {
		if err := s.p.flushTerms(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (s *Stage) change(c *graph.Change) error {
	var q graph.Quad
	for pos, text := range [4][]byte{c.S, c.P, c.O, c.G} {
		prev := &s.prev[pos]
		if prev.id == graph.None || !bytes.Equal(prev.text, text) {
			id, err := s.encode(graph.Position(pos), text)
			if err != nil {
				return err
			}
			prev.text, prev.id = text, id
		}
		q[pos] = prev.id
	}
	for pos, id := range q {
		s.buf.cols[pos] = append(s.buf.cols[pos], id)
	}
	s.buf.ops = append(s.buf.ops, c.Op)
	return nil
}

// encode gives a term its ID, a new one if need be.
func (s *Stage) encode(pos graph.Position, text []byte) (graph.ID, error) {
	if len(text) == 0 {
		if pos != graph.G {
			return graph.None, fmt.Errorf("projection: empty term")
		}
		return graph.DefaultGraph, nil
	}
	if text[0] == '"' {
		if id, ok := graph.Inline(text); ok {
			return id, nil
		}
	}
	return s.p.dict.Assign(text)
}

// spill hands a full buffer to the sorter.
func (s *Stage) spill(ctx context.Context) error {
	if s.runner == nil {
		r, err := newStageSorter(s.p, s.mark)
		if err != nil {
			return err
		}
		s.runner = r
	}
	next, err := s.runner.submit(ctx, s.buf)
	if err != nil {
		return err
	}
	s.buf = next
	return nil
}

// Result counts what an event really changed.
type Result struct{ Added, Removed uint64 }

// Prepare does all the work of Commit that can fail for want of room: it is
// called when the patch has been read, before the event is in the log.
func (s *Stage) Prepare(ctx context.Context) error {
	if s.prepared {
		return nil
	}
	s.prepared = true
	p := s.p
	var run *diskRun
	if s.runner == nil {
		sorted, err := p.sortBuffer(s.buf, s.mark)
		if err != nil {
			return err
		}
		sorted.dropIdle()
		s.res = sorted.count()
		if sorted.len() <= p.opts.RecentRows {
			s.sorted = sorted
			return nil
		}
		if run, err = p.writeSorted(s, sorted); err != nil {
			return err
		}
	} else {
		var err error
		if run, err = p.writeSpilled(ctx, s); err != nil {
			return err
		}
	}
	var err error
	if s.fresh, err = p.writeRecent(ctx); err != nil {
		return err
	}
	if run != nil {
		s.fresh = append(s.fresh, run)
	}
	if err := p.flushTerms(); err != nil {
		return err
	}
	if err := p.mergeTerms(mergeTermsLimit); err != nil {
		return err
	}
	return p.db.Sync()
}

// Commit makes the event visible. It is called once the event is in the log,
// after Prepare; hash is the event's. After an error the projection is behind
// its log and must be opened anew, which replays the event.
func (s *Stage) Commit(ctx context.Context, hash graph.Digest) (Result, error) {
	if err := s.Prepare(ctx); err != nil {
		return Result{}, err
	}
	s.done = true
	defer func() { s.p.stage = nil }()
	if s.sorted != nil {
		return s.res, s.p.publishRecent(s, hash, s.sorted)
	}
	return s.res, s.p.store(ctx, s.seq, hash, s.fresh)
}

// Abort forgets the event.
func (s *Stage) Abort() error {
	if s.done {
		return nil
	}
	s.done = true
	s.p.stage = nil
	if s.runner != nil {
		s.runner.close()
	}
	for _, r := range s.fresh {
		s.p.strayRun(r.desc.ID)
	}
	return s.p.dict.Rollback(s.mark)
}
