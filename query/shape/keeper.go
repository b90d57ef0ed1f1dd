package shape

import (
	"context"
	"errors"
	"io"
	"sync"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/relation"
)

// Snapshot is what a [Keeper] reads networks of. A snapshot of package store
// satisfies it.
type Snapshot interface {
	relation.Graph
	exec.Dataset
	// Diff is the patch that turns the graph as of since into this snapshot. If it
	// is an io.Closer it is closed, read to its end or not.
	Diff(ctx context.Context, since graph.Seq) (graph.PatchReader, error)
}

// KeeperOptions bound what a [Keeper] keeps. The zero value works.
type KeeperOptions struct {
	// MaxNetworks is how many networks are kept; 0: 8, which is the newest for each
	// way to see entities as one, and some points of the past.
	MaxNetworks int
	// MaxBytes is how much memory they may take; 0: 512 MiB, which is 20 million
	// contacts. The network that was asked for last is kept whatever it takes.
	MaxBytes int
}

func (o KeeperOptions) withDefaults() KeeperOptions {
	if o.MaxNetworks == 0 {
		o.MaxNetworks = 8
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = 512 << 20
	}
	return o
}

// KeeperStats count how networks were come by.
type KeeperStats struct {
	Built   int // from a snapshot alone
	Updated int // from the network of an earlier snapshot
	Reused  int // were there, or in the making for somebody else
}

// Keeper keeps the networks of the snapshots that were asked for last. A network
// that is not there goes on from that of the nearest earlier snapshot, if both are
// of chancery's own shape, and is built otherwise; what it answers is the same as
// what [Network] does.
//
// It is used by any number of goroutines. Those who ask for one network while it is
// in the making wait for it, as do those who ask for a later one that goes on from
// it. It holds no snapshot open.
type Keeper struct {
	opts KeeperOptions

	mu    sync.Mutex
	kept  map[keptKey]*keptNetwork
	clock uint64 // counts uses
	stats KeeperStats
}

// keptKey is what a network depends on beside the log: which entities are one.
type keptKey struct {
	seq    graph.Seq
	sameAs relation.SameAs
}

// keptNetwork is a network that is there or in the making. The fields below done
// are set before it is closed.
type keptNetwork struct {
	keptKey
	used uint64 // when it was asked for last
	past bool   // a later one goes on from it

	done    chan struct{}
	network *chain.Network // nil: it could not be made
	shape   stored
	facts   *facts // of its rows, once a view was asked for; guarded by Keeper.mu
}

// bytes is the memory that is kept.
func (e *keptNetwork) bytes() int {
	if e.facts == nil {
		return e.network.Bytes()
	}
	return e.network.Bytes() + e.facts.bytes()
}

// stored is the shape that a snapshot has.
type stored struct {
	text   string
	shaped bool
}

// NewKeeper returns a keeper of nothing yet.
func NewKeeper(o KeeperOptions) *Keeper {
	return &Keeper{opts: o.withDefaults(), kept: map[keptKey]*keptNetwork{}}
}

// Stats tells how networks were come by so far.
func (k *Keeper) Stats() KeeperStats {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.stats
}

// Network is the network of the reader's snapshot, which is snap.
func (k *Keeper) Network(ctx context.Context, r *relation.Reader, snap Snapshot) (*chain.Network, error) {
	key := keptKey{snap.Seq(), r.SameAs()}
	for {
		e, mine := k.enter(key)
		if mine {
			return k.fill(ctx, e, r, snap)
		}
		if err := e.wait(ctx); err != nil {
			return nil, err
		}
		if e.network != nil {
			k.count(func(s *KeeperStats) { s.Reused++ })
			return e.network, nil
		}
		// Whoever made it has failed, perhaps because nobody waited there any longer.
	}
}

// wait waits until the network is there or cannot be made.
func (e *keptNetwork) wait(ctx context.Context) error {
	select {
	case <-e.done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (k *Keeper) count(fn func(*KeeperStats)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	fn(&k.stats)
}

// enter finds a network; mine tells that it is new, and the caller's to make.
func (k *Keeper) enter(key keptKey) (e *keptNetwork, mine bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	e, ok := k.kept[key]
	if !ok {
		e = &keptNetwork{keptKey: key, done: make(chan struct{})}
		k.kept[key] = e
	}
	k.clock++
	e.used = k.clock
	return e, !ok
}

// fill makes a network. If that fails, even by a panic, it is as if it had not been
// asked for.
func (k *Keeper) fill(ctx context.Context, e *keptNetwork, r *relation.Reader, snap Snapshot) (n *chain.Network, err error) {
	defer func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		if e.network = n; n == nil {
			delete(k.kept, e.keptKey)
		}
		close(e.done)
		k.drop()
	}()
	if e.shape.text, e.shape.shaped, err = Stored(ctx, snap); err != nil {
		return nil, err
	}
	before, err := k.before(ctx, e)
	if err != nil {
		return nil, err
	}
	if before == nil {
		k.count(func(s *KeeperStats) { s.Built++ })
		return Network(ctx, r, snap)
	}
	k.count(func(s *KeeperStats) { s.Updated++ })
	return goOn(ctx, before, r, snap)
}

// goOn takes a network of an earlier snapshot to the reader's.
func goOn(ctx context.Context, before *chain.Network, r *relation.Reader, snap Snapshot) (n *chain.Network, err error) {
	patch, err := snap.Diff(ctx, before.Seq())
	if err != nil {
		return nil, err
	}
	if c, ok := patch.(io.Closer); ok {
		defer func() { err = errors.Join(err, c.Close()) }()
	}
	return before.Update(ctx, r, patch)
}

// before is the network of the nearest earlier snapshot from which that of e can go
// on; nil if there is none.
func (k *Keeper) before(ctx context.Context, e *keptNetwork) (*chain.Network, error) {
	if e.shape.shaped {
		return nil, nil // its rows may depend on any statement
	}
	nearest := k.nearest(e.keptKey)
	if nearest == nil {
		return nil, nil
	}
	if err := nearest.wait(ctx); err != nil {
		return nil, err
	}
	if nearest.network == nil || nearest.shape.shaped {
		return nil, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	nearest.past = true
	return nearest.network, nil
}

func (k *Keeper) nearest(key keptKey) (nearest *keptNetwork) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for other, e := range k.kept {
		if other.sameAs == key.sameAs && other.seq < key.seq && (nearest == nil || other.seq > nearest.seq) {
			nearest = e
		}
	}
	return nearest
}

// drop lets go of networks until the rest keeps within the bounds: those first from
// which a later one goes on, then those that were asked for longest ago.
func (k *Keeper) drop() {
	count, bytes := 0, 0
	var last *keptNetwork
	for _, e := range k.kept {
		if e.network == nil {
			continue // in the making
		}
		count++
		bytes += e.bytes()
		if last == nil || e.used > last.used {
			last = e
		}
	}
	for count > 1 && (count > k.opts.MaxNetworks || bytes > k.opts.MaxBytes) {
		var worst *keptNetwork
		for _, e := range k.kept {
			if e.network != nil && e != last && (worst == nil || e.past && !worst.past || e.past == worst.past && e.used < worst.used) {
				worst = e
			}
		}
		delete(k.kept, worst.keptKey)
		count--
		bytes -= worst.bytes()
	}
}
