package relation

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/chancery-graph/chancery/graph"
)

// keptTables is how many tables a [NamesKeeper] keeps: of the present, and of a
// point of the past.
const keptTables = 2

// NamesKeeper keeps the tables of names of the two snapshots that were asked for
// last, for readers that come and go ([Options].Keeper). A table that is not there goes
// on from that of an earlier snapshot. The zero value keeps nothing yet. It is used by any number of goroutines; those who ask for one table at
// a time wait for the one who builds it.
type NamesKeeper struct {
	mu   sync.Mutex
	kept []*keptNames // the one that was asked for last comes first
}

// keptNames is a table that is there or wanted.
type keptNames struct {
	seq   graph.Seq
	turn  chan struct{}         // holds a token while somebody looks at names or builds them
	names atomic.Pointer[Names] // nil: not yet
}

// differ is a graph that tells what has changed since an earlier snapshot, as one of
// package store does. A patch that is an io.Closer is closed.
type differ interface {
	Diff(ctx context.Context, since graph.Seq) (graph.PatchReader, error)
}

// namesOf returns the table of a snapshot. If one who builds it fails, perhaps
// because nobody waits there any longer, the next builds it.
func (k *NamesKeeper) namesOf(ctx context.Context, g Graph) (*Names, error) {
	e, before := k.enter(g.Seq())
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if n := e.names.Load(); n != nil {
		return n, nil
	}
	n, err := goOn(ctx, before, g)
	if err != nil {
		return nil, err
	}
	e.names.Store(n)
	return n, nil
}

// goOn makes the table of a snapshot, from that of an earlier one if there is one.
func goOn(ctx context.Context, before *Names, g Graph) (n *Names, err error) {
	d, ok := g.(differ)
	if before == nil || !ok {
		return BuildNames(ctx, g)
	}
	patch, err := d.Diff(ctx, before.Seq())
	if err != nil {
		return nil, err
	}
	if c, ok := patch.(io.Closer); ok {
		defer func() { err = errors.Join(err, c.Close()) }()
	}
	return before.Update(ctx, g, patch)
}

// enter finds the table of a snapshot, and the nearest of an earlier one that is there.
func (k *NamesKeeper) enter(seq graph.Seq) (e *keptNames, before *Names) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, other := range k.kept {
		if n := other.names.Load(); n != nil && n.Seq() < seq && (before == nil || n.Seq() > before.Seq()) {
			before = n
		}
	}
	e = &keptNames{seq: seq, turn: make(chan struct{}, 1)}
	if at := slices.IndexFunc(k.kept, func(e *keptNames) bool { return e.seq == seq }); at >= 0 {
		e = k.kept[at]
		k.kept = slices.Delete(k.kept, at, at+1)
	}
	k.kept = slices.Insert(k.kept, 0, e)
	if len(k.kept) > keptTables {
		clear(k.kept[keptTables:])
		k.kept = k.kept[:keptTables]
	}
	return e, before
}
