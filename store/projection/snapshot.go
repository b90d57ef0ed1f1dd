package projection

import (
	"context"
	"fmt"
	"sync"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/dict"
)

// Snapshot is the graph as of one event. It never changes; the writer neither
// waits for it nor disturbs it. It may be used by many goroutines, each with its
// own scanners.
type Snapshot struct {
	p    *Projection
	v    *view
	seq  graph.Seq
	dict *dict.View
	// readers are dict.Readers, each for one goroutine at a time.
	readers sync.Pool
	once    sync.Once
	err     error
}

// Snapshot is the graph as of seq, which must not lie beyond the head. Close it.
func (p *Projection) Snapshot(seq graph.Seq) (*Snapshot, error) {
	v := p.acquire()
	if seq > v.seq {
		head := v.seq
		if err := p.release(v); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("projection: as of event %d: the last event is %d", seq, head)
	}
	return newSnapshot(p, v, seq), nil
}

// Latest is the graph as of the last event. Close it.
func (p *Projection) Latest() *Snapshot {
	v := p.acquire()
	return newSnapshot(p, v, v.seq)
}

// newSnapshot takes the terms after the view, so that it knows all of the
// view's.
func newSnapshot(p *Projection, v *view, seq graph.Seq) *Snapshot {
	s := &Snapshot{p: p, v: v, seq: seq, dict: p.dict.View()}
	s.readers.New = func() any { return s.dict.NewReader() }
	return s
}

// Close releases the snapshot; it may be called more than once.
func (s *Snapshot) Close() error {
	s.once.Do(func() { s.err = s.p.release(s.v) })
	return s.err
}

// Seq is the event that the snapshot is as of.
func (s *Snapshot) Seq() graph.Seq { return s.seq }

// Lookup gives the ID of a term; false if no statement was ever made of it.
// Inlined values have an ID whether stated or not.
func (s *Snapshot) Lookup(ctx context.Context, text []byte) (graph.ID, bool, error) {
	if err := ctx.Err(); err != nil {
		return graph.None, false, err
	}
	if len(text) == 0 {
		return graph.DefaultGraph, true, nil
	}
	if id, ok := graph.Inline(text); ok {
		return id, true, nil
	}
	return s.dict.Lookup(text)
}

// AppendTerm appends the text of a term to dst; nothing for the default graph.
func (s *Snapshot) AppendTerm(_ context.Context, dst []byte, id graph.ID) ([]byte, error) {
	switch {
	case id == graph.DefaultGraph:
		return dst, nil
	case id.InDictionary():
		r := s.readers.Get().(*dict.Reader)
		defer s.readers.Put(r)
		return r.AppendTerm(dst, id)
	case id.Tag() == graph.TagSpecial:
		return dst, fmt.Errorf("projection: %v is no term", id)
	default:
		return id.AppendInline(dst), nil
	}
}

// AppendTerms appends the texts of terms to dst, one after another, and where
// each ends in dst to ends. It is quickest where IDs come in rising order.
func (s *Snapshot) AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	r := s.dict.NewReader()
	for i, id := range ids {
		if i%4096 == 0 && ctx.Err() != nil {
			return dst, ends, ctx.Err()
		}
		var err error
		if id.InDictionary() {
			dst, err = r.AppendTerm(dst, id)
		} else {
			dst, err = s.AppendTerm(ctx, dst, id)
		}
		if err != nil {
			return dst, ends, err
		}
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}

// Scan reads the statements that match q, in one permutation's order. Close the
// scanner.
func (s *Snapshot) Scan(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	return s.scan(&q, false)
}

// ScanHistory is Scan that also reads statements that were there before this
// snapshot: a row for each interval in which a statement held and that began at
// or before it. Removed is NoSeq, or later than the snapshot, where it still
// holds.
func (s *Snapshot) ScanHistory(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	return s.scan(&q, true)
}

func (s *Snapshot) scan(q *graph.Scan, history bool) (graph.Scanner, error) {
	r := s.p.db.Reader()
	sc, err := s.v.scan(q, s.seq, r)
	if err != nil {
		r.Close()
		return nil, err
	}
	sc.reader, sc.history = r, history
	return sc, nil
}

// Count is the exact number of statements that match p.
func (s *Snapshot) Count(ctx context.Context, p graph.Pattern) (uint64, error) {
	r := s.p.db.Reader()
	defer r.Close()
	return s.v.count(ctx, &p, s.seq, r)
}

// Predicates lists the predicates in use, ascending by ID. Rows are exact;
// subjects and objects are upper bounds, exact where nothing was ever removed
// and the store is compacted.
func (s *Snapshot) Predicates(ctx context.Context) ([]graph.PredicateStats, error) {
	r := s.p.db.Reader()
	defer r.Close()
	return s.v.predicates(ctx, s.seq, r)
}

func (v *view) scan(q *graph.Scan, seq graph.Seq, r blockReader) (*scanner, error) {
	a, err := v.choose(&q.Pattern, q.Order)
	if err != nil {
		return nil, err
	}
	want := q.Columns
	if want == 0 {
		want = graph.AllCols
	}
	skip := func(b *blockInfo) bool { return b.none(seq) }
	m, err := openMerger(v.mem, v.sourcesAt(a.order, seq), r, &a, skip)
	if err != nil {
		return nil, err
	}
	return &scanner{mem: v.mem, access: a, m: m, seq: seq, want: want, events: q.Events, out: v.mem.batch()}, nil
}
