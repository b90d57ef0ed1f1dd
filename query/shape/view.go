package shape

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
)

// Source is what a [View] stands in front of: a snapshot with its history. A snapshot of
// package store satisfies it.
type Source interface {
	Snapshot
	ScanHistory(ctx context.Context, q graph.Scan) (graph.Scanner, error)
}

// View is a snapshot in which the contacts are those that its shape finds, stated as
// chancery states contacts, so that every question about events is asked of it as of
// any other snapshot. What the store itself states in that shape (who takes part, which
// node is a contact, and of the shape's events when, where and whether) is not seen.
//
//	?a x:ana  ?b x:bo  ?start 1938-09-15  ?event x:l1     a row
//	x:l1 a chy:Contact ; schema:attendee x:ana , x:bo ;   as it is seen, in each graph
//	  schema:startDate "1938-09-15"^^xsd:date .           that states something of x:l1
//
// The history is that of the store. It is used as long as the snapshot is open.
type View struct {
	Source
	facts *facts
}

// NewView returns a view with the contacts of rows, which the shape finds in the
// snapshot; the reader reads that.
func NewView(ctx context.Context, r *relation.Reader, s Source, rows []chain.Row) (*View, error) {
	f, err := newFacts(ctx, r, rows)
	if err != nil {
		return nil, err
	}
	return &View{s, f}, nil
}

// View is a view of the reader's snapshot, which is s; shaped is false, and there is
// none, where it has no shape.
func (k *Keeper) View(ctx context.Context, r *relation.Reader, s Source) (v *View, shaped bool, err error) {
	if _, shaped, err = Stored(ctx, s); err != nil || !shaped {
		return nil, false, err
	}
	n, err := k.Network(ctx, r, s)
	if err != nil {
		return nil, true, err
	}
	key := keptKey{s.Seq(), r.SameAs()}
	k.mu.Lock()
	e := k.kept[key]
	if e != nil && e.facts != nil {
		defer k.mu.Unlock()
		return &View{s, e.facts}, true, nil
	}
	k.mu.Unlock()
	if v, err = NewView(ctx, r, s, n.Rows()); err != nil {
		return nil, true, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if e != nil {
		e.facts = v.facts
		k.drop()
	}
	return v, true, nil
}

// Lookup implements [relation.Graph].
func (v *View) Lookup(ctx context.Context, text []byte) (graph.ID, bool, error) {
	if id, ok := v.facts.ids[string(text)]; ok {
		return id, true, nil
	}
	return v.Source.Lookup(ctx, text)
}

// AppendTerm implements [relation.Graph].
func (v *View) AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error) {
	if !id.IsLocal() {
		return v.Source.AppendTerm(ctx, dst, id)
	}
	if id == relation.NoSource {
		return dst, nil
	}
	return append(dst, v.facts.texts[id.Payload()]...), nil
}

// Count implements [relation.Graph].
func (v *View) Count(ctx context.Context, p graph.Pattern) (uint64, error) {
	added := uint64(len(v.facts.that(p, graph.AnyOrder)))
	switch {
	case hasLocal(p) || v.facts.terms.participants[p.P]:
		return added, nil // the store has none, or none that is seen
	case !v.facts.mayHide(p):
		n, err := v.Source.Count(ctx, p)
		return n + added, err
	}
	n := uint64(0)
	err := relation.EachBatch(ctx, v, graph.Scan{Pattern: p}, func(b *graph.Batch) error {
		n += uint64(b.N)
		return nil
	})
	return n, err
}

// hasLocal tells whether a pattern has a term that the store does not know.
func hasLocal(p graph.Pattern) bool {
	return p.S.IsLocal() || p.P.IsLocal() || p.O.IsLocal() || p.G.IsLocal()
}

// ScanHistory tells of the store alone: a contact that the shape finds was never added.
func (v *View) ScanHistory(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	if hasLocal(q.Pattern) {
		return &merged{ask: q}, nil
	}
	return v.Source.ScanHistory(ctx, q)
}

// Scan implements [relation.Graph].
func (v *View) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	m := &merged{ask: q, hides: v.facts.hides}
	if q.Columns == 0 {
		m.ask.Columns = graph.AllCols
	}
	if !hasLocal(q.Pattern) {
		all := q
		all.Columns = graph.AllCols
		store, err := v.Source.Scan(ctx, all)
		if err != nil {
			return nil, err
		}
		m.store, m.ask.Order = store, store.Order()
	}
	m.facts = v.facts.that(q.Pattern, m.ask.Order)
	return m, nil
}

// merged yields the rows of a store that are seen and facts, in one order.
type merged struct {
	ask   graph.Scan
	hides func(graph.Quad) bool
	store graph.Scanner // nil: there are none, or no more
	facts []graph.Quad

	in   graph.Batch // of the store
	at   int         // in it
	out  [4][]graph.ID
	from []graph.Seq // events that added and removed the rows
	till []graph.Seq
}

// Next implements [graph.Scanner].
func (m *merged) Next(ctx context.Context, b *graph.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for at := range m.out {
		m.out[at] = m.out[at][:0]
	}
	m.from, m.till = m.from[:0], m.till[:0]
	n := 0
	for ; n < graph.BatchRows; n++ {
		q, stored, err := m.peek(ctx)
		if err != nil {
			return err
		}
		switch {
		case len(m.facts) > 0 && (!stored || compareQuads(m.facts[0], q, m.ask.Order) < 0):
			m.take(m.facts[0], 0, graph.NoSeq)
			m.facts = m.facts[1:]
			continue
		case stored:
			var added, removed graph.Seq
			if m.ask.Events {
				added, removed = m.in.Added[m.at], m.in.Removed[m.at]
			}
			m.take(q, added, removed)
			m.at++
			continue
		}
		break
	}
	m.fill(b, n)
	return nil
}

// peek is the next row of the store that is seen; ok is false after the last.
func (m *merged) peek(ctx context.Context) (q graph.Quad, ok bool, err error) {
	for m.store != nil {
		if m.at == m.in.N {
			m.at = 0
			if err := m.store.Next(ctx, &m.in); err != nil {
				return q, false, err
			}
			if m.in.N == 0 {
				return q, false, m.Close()
			}
		}
		for pos := range q {
			q[pos] = m.in.Cols[pos][m.at]
		}
		if !m.hides(q) {
			return q, true, nil
		}
		m.at++
	}
	return q, false, nil
}

func (m *merged) take(q graph.Quad, added, removed graph.Seq) {
	for at := range m.out {
		m.out[at] = append(m.out[at], q[at])
	}
	if m.ask.Events {
		m.from, m.till = append(m.from, added), append(m.till, removed)
	}
}

func (m *merged) fill(b *graph.Batch, n int) {
	*b = graph.Batch{N: n}
	for at := range m.out {
		if m.ask.Columns.Has(graph.Position(at)) {
			b.Cols[at] = m.out[at]
		}
	}
	if m.ask.Events {
		b.Added, b.Removed = m.from, m.till
	}
}

// Order implements [graph.Scanner].
func (m *merged) Order() graph.Order { return m.ask.Order }

// Close implements [graph.Scanner].
func (m *merged) Close() error {
	if m.store == nil {
		return nil
	}
	store := m.store
	m.store, m.in.N, m.at = nil, 0, 0
	return store.Close()
}
