package relation

import (
	"context"
	"slices"
	"sync"

	"github.com/chancery-graph/chancery/graph"
)

// keptTables is how many tables a [NamesKeeper] keeps: of the present, and of a
// point of the past.
const keptTables = 2

// NamesKeeper keeps the tables of names of the two snapshots that were asked for
// last, for readers that come and go ([Options].Keeper). The zero value keeps
// nothing yet. It is used by any number of goroutines; those who ask for one table at
// a time wait for the one who builds it.
type NamesKeeper struct {
	mu   sync.Mutex
	kept []*keptNames // the one that was asked for last comes first
}

// keptNames is a table that is there or wanted.
type keptNames struct {
	seq   graph.Seq
	turn  chan struct{} // holds a token while somebody looks at names or builds them
	names *Names        // nil: not yet
}

// namesOf returns the table of a snapshot. If one who builds it fails, perhaps
// because nobody waits there any longer, the next builds it.
func (k *NamesKeeper) namesOf(ctx context.Context, g Graph) (*Names, error) {
	e := k.enter(g.Seq())
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if e.names == nil {
		n, err := BuildNames(ctx, g)
		if err != nil {
			return nil, err
		}
		e.names = n
	}
	return e.names, nil
}

func (k *NamesKeeper) enter(seq graph.Seq) *keptNames {
	k.mu.Lock()
	defer k.mu.Unlock()
	e := &keptNames{seq: seq, turn: make(chan struct{}, 1)}
	if at := slices.IndexFunc(k.kept, func(e *keptNames) bool { return e.seq == seq }); at >= 0 {
		e = k.kept[at]
		k.kept = slices.Delete(k.kept, at, at+1)
	}
	k.kept = slices.Insert(k.kept, 0, e)
	if len(k.kept) > keptTables {
		clear(k.kept[keptTables:])
		k.kept = k.kept[:keptTables]
	}
	return e
}
