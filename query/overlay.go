package query

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/exec"
)

const (
	// firstNew is the first ordinal of terms that an update brings: no store has
	// so many.
	firstNew = 1 << 59
	// Bytes that the overlay reckons for a statement and, besides its text, a term.
	overlayQuadBytes = 160
	overlayTermBytes = 96
)

// overlay is a dataset as it is after some changes: what it lies over, without
// the statements that were deleted, with those that were added.
//
//	scan = (scan of base − deleted) merged with (scan of added)
//
// It is changed between the operations of a request and never while a scan of it
// is open.
type overlay struct {
	base exec.Dataset
	max  int64 // bytes; negative: no limit
	used int64

	ids   map[string]graph.ID // of terms that base does not have
	texts []string            // by ordinal - firstNew

	added, deleted map[graph.Quad]int // to the number of the change
	changes        int
	mu             sync.Mutex                   // guards sorted: a query's scans may be opened by several goroutines
	sorted         map[graph.Order][]graph.Quad // of added, made when needed
}

func newOverlay(base exec.Dataset, maxMemory int64) *overlay {
	return &overlay{base: base, max: maxMemory, ids: map[string]graph.ID{},
		added: map[graph.Quad]int{}, deleted: map[graph.Quad]int{}}
}

// charge counts memory against the limit.
func (o *overlay) charge(n int64) error {
	if o.used += n; o.max >= 0 && o.used > o.max {
		return &exec.LimitError{Limit: exec.LimitMemory, Value: o.max, What: "the statements that an update changes"}
	}
	return nil
}

// intern gives the ID of a term that a statement is to have.
func (o *overlay) intern(ctx context.Context, text []byte) (graph.ID, error) {
	if id, ok, err := o.Lookup(ctx, text); ok || err != nil {
		return id, err
	}
	if err := o.charge(int64(len(text)) + overlayTermBytes); err != nil {
		return graph.None, err
	}
	id := graph.MakeID(graph.TagOf(text), firstNew+uint64(len(o.texts)))
	o.texts = append(o.texts, string(text))
	o.ids[string(text)] = id
	return id, nil
}

// isNew tells whether base does not have the term.
func isNew(id graph.ID) bool { return id.InDictionary() && id.Payload() >= firstNew }

// has tells whether a statement is there.
func (o *overlay) has(ctx context.Context, q graph.Quad) (bool, error) {
	if _, ok := o.added[q]; ok {
		return true, nil
	}
	if _, ok := o.deleted[q]; ok {
		return false, nil
	}
	return o.inBase(ctx, q)
}

func (o *overlay) inBase(ctx context.Context, q graph.Quad) (bool, error) {
	for _, id := range q {
		if isNew(id) {
			return false, nil
		}
	}
	n, err := o.base.Count(ctx, graph.Pattern{S: q[graph.S], P: q[graph.P], O: q[graph.O], G: q[graph.G]})
	return n > 0, err
}

// add adds a statement, unless it is there.
func (o *overlay) add(ctx context.Context, q graph.Quad) error {
	o.touch()
	if _, ok := o.deleted[q]; ok {
		delete(o.deleted, q)
		o.used -= overlayQuadBytes
		return nil
	}
	if ok, err := o.has(ctx, q); ok || err != nil {
		return err
	}
	o.changes++
	o.added[q] = o.changes
	return o.charge(overlayQuadBytes)
}

// remove deletes a statement, if it is there.
func (o *overlay) remove(ctx context.Context, q graph.Quad) error {
	o.touch()
	if _, ok := o.added[q]; ok {
		delete(o.added, q)
		o.used -= overlayQuadBytes
		return nil
	}
	if ok, err := o.has(ctx, q); !ok || err != nil {
		return err
	}
	o.changes++
	o.deleted[q] = o.changes
	return o.charge(overlayQuadBytes)
}

func (o *overlay) touch() { o.sorted = nil }

// Lookup implements [exec.Dataset].
func (o *overlay) Lookup(ctx context.Context, text []byte) (graph.ID, bool, error) {
	if id, ok := o.ids[string(text)]; ok {
		return id, true, nil
	}
	return o.base.Lookup(ctx, text)
}

// AppendTerm implements [exec.Dataset].
func (o *overlay) AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error) {
	if isNew(id) {
		text, err := o.text(id)
		return append(dst, text...), err
	}
	return o.base.AppendTerm(ctx, dst, id)
}

func (o *overlay) text(id graph.ID) (string, error) {
	n := id.Payload() - firstNew
	if n >= uint64(len(o.texts)) {
		return "", fmt.Errorf("query: %v is no term of this update", id)
	}
	return o.texts[n], nil
}

// AppendTerms implements [exec.Dataset].
func (o *overlay) AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	if !slices.ContainsFunc(ids, isNew) {
		return o.base.AppendTerms(ctx, dst, ends, ids)
	}
	for _, id := range ids {
		var err error
		if dst, err = o.AppendTerm(ctx, dst, id); err != nil {
			return dst, ends, err
		}
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}

// Count implements [exec.Dataset].
func (o *overlay) Count(ctx context.Context, p graph.Pattern) (uint64, error) {
	var n uint64
	if !isNew(p.S) && !isNew(p.P) && !isNew(p.O) && !isNew(p.G) {
		var err error
		if n, err = o.base.Count(ctx, p); err != nil {
			return 0, err
		}
	}
	for q := range o.deleted {
		if p.Matches(q) {
			n--
		}
	}
	for q := range o.added {
		if p.Matches(q) {
			n++
		}
	}
	return n, nil
}

// Predicates implements [exec.Dataset]. Rows are exact; distinct subjects and
// objects are those of the base and at least 1.
func (o *overlay) Predicates(ctx context.Context) ([]graph.PredicateStats, error) {
	list, err := o.base.Predicates(ctx)
	if err != nil {
		return nil, err
	}
	stats := make(map[graph.ID]graph.PredicateStats, len(list))
	for _, s := range list {
		stats[s.Predicate] = s
	}
	for q := range o.added {
		s := stats[q[graph.P]]
		s.Predicate = q[graph.P]
		s.Rows++
		s.Subjects, s.Objects = max(s.Subjects, 1), max(s.Objects, 1)
		stats[q[graph.P]] = s
	}
	for q := range o.deleted {
		s := stats[q[graph.P]]
		s.Rows--
		s.Subjects, s.Objects = min(s.Subjects, s.Rows), min(s.Objects, s.Rows)
		stats[q[graph.P]] = s
	}
	out := make([]graph.PredicateStats, 0, len(stats))
	for _, s := range stats {
		if s.Rows > 0 {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b graph.PredicateStats) int {
		if a.Predicate < b.Predicate {
			return -1
		}
		return 1
	})
	return out, nil
}

// Scan implements [exec.Dataset].
func (o *overlay) Scan(ctx context.Context, s graph.Scan) (graph.Scanner, error) {
	if len(o.added) == 0 && len(o.deleted) == 0 {
		return o.base.Scan(ctx, s)
	}
	if s.Events {
		return nil, fmt.Errorf("query: an update's dataset does not know the events of its statements")
	}
	if s.Order == graph.AnyOrder {
		s.Order = bestOrder(s.Pattern)
	}
	return newOverlayScan(ctx, o, s)
}

// bestOrder is the permutation of which most leading places are given.
func bestOrder(p graph.Pattern) graph.Order {
	best, most := graph.SPOG, -1
	for _, order := range graph.Orders {
		n := 0
		for _, pos := range order.Positions() {
			if p.At(pos) == graph.None {
				break
			}
			n++
		}
		if n > most {
			best, most = order, n
		}
	}
	return best
}

// inOrder returns the added statements sorted by a permutation, kept until the
// next change. The caller holds mu.
func (o *overlay) inOrder(order graph.Order) []graph.Quad {
	if list, ok := o.sorted[order]; ok {
		return list
	}
	list := make([]graph.Quad, 0, len(o.added))
	for q := range o.added {
		list = append(list, q)
	}
	pos := order.Positions()
	slices.SortFunc(list, func(a, b graph.Quad) int { return compareQuads(a, b, pos) })
	if o.sorted == nil {
		o.sorted = map[graph.Order][]graph.Quad{}
	}
	o.sorted[order] = list
	return list
}

func compareQuads(a, b graph.Quad, pos [4]graph.Position) int {
	for _, p := range pos {
		switch {
		case a[p] < b[p]:
			return -1
		case a[p] > b[p]:
			return 1
		}
	}
	return 0
}
