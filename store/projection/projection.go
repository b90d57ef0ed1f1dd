package projection

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/dict"
	"github.com/chancery-graph/chancery/store/kv"
)

// Options tune a projection. The zero value works.
type Options struct {
	// BufferRows is the number of operations of one event that are sorted in
	// memory before they spill to temporary files; 0 means 2 million, which
	// takes about 350 MB while such an event is staged.
	BufferRows int
	// RecentRows is the number of rows kept in memory before they become a run
	// on disk, which the next event does first; 0 means 65,536. An open
	// replays at most twice as many.
	RecentRows int
	// TempDir is where spill files go; empty means the system's.
	TempDir string
	// DictBytes bounds the memory of the dictionary's writer; 0 leaves it to
	// store/dict (Options.Memory).
	DictBytes int
}

func (o Options) withDefaults() Options {
	if o.BufferRows == 0 {
		o.BufferRows = 2 << 20
	}
	if o.RecentRows == 0 {
		o.RecentRows = 64 << 10
	}
	return o
}

// Projection is the state folded from the log. One goroutine writes (Begin and
// the stage's methods, Checkpoint, Compact, Close); any number read snapshots.
type Projection struct {
	db   *kv.DB
	opts Options
	dict *dict.Dict

	view atomic.Pointer[view]
	mu   sync.Mutex // guards references to views and runs, and man
	man  *manifest  // as stored, but for NextRun, which runs ahead
	// publishing is held from reading the current view to replacing it; the
	// writer and a merge in the background both do so. Taken before mu.
	publishing sync.Mutex
	stage      *Stage
	strays     [][]byte // prefixes of keys that nothing refers to, to be deleted
	sorter     sorter
	mem        pool
	merges     merges
}

// Open reads the projection's manifest. Seq tells how far it has come: the
// caller replays the log from there. A store without a manifest starts empty.
func Open(ctx context.Context, db *kv.DB, o Options) (*Projection, error) {
	p := &Projection{db: db, opts: o.withDefaults()}
	man, err := readManifest(db)
	if err != nil {
		return nil, err
	}
	p.man = man
	if err := p.sweep(ctx); err != nil {
		return nil, fmt.Errorf("remove unfinished runs: %w", err)
	}
	if p.dict, err = dict.Open(&dictStorage{db: db}, man.Dict, dict.Options{Memory: uint64(p.opts.DictBytes)}); err != nil {
		return nil, fmt.Errorf("open dictionary: %w", err)
	}
	v := &view{mem: &p.mem, seq: man.Seq, hash: man.Hash}
	for _, d := range man.Runs {
		v.runs = append(v.runs, &diskRun{db: db, desc: d})
	}
	return p, p.publish(v)
}

func readManifest(db *kv.DB) (*manifest, error) {
	r := db.Reader()
	defer r.Close()
	var man *manifest
	err := r.Get(manifestKey, func(val []byte) (err error) {
		man, err = decodeManifest(val)
		return err
	})
	if errors.Is(err, kv.ErrNotFound) {
		return &manifest{NextRun: 1}, nil
	}
	return man, err
}

// Seq is the last event that the projection holds, and its hash.
func (p *Projection) Seq() (graph.Seq, graph.Digest) {
	v := p.view.Load()
	return v.seq, v.hash
}

// publishRecent adds a small event's rows to those in memory.
func (p *Projection) publishRecent(s *Stage, hash graph.Digest, o *sortedOps) error {
	p.publishing.Lock()
	defer p.publishing.Unlock()
	next := &view{mem: &p.mem, seq: s.seq, hash: hash, runs: slices.Clone(p.view.Load().runs)}
	if o.len() > 0 {
		next.runs = p.foldRecent(append(next.runs, newMemRun(&p.mem, operationRows(o, s.seq), s.seq, s.seq)))
	}
	p.dict.Publish()
	return p.publish(next)
}

// Close ends background work. The rows in memory are in the log; those worth it
// are written as a run so that the next open is quick.
func (p *Projection) Close(ctx context.Context) error {
	err := p.merges.stop()
	if p.recentRows() >= p.opts.RecentRows/64 {
		// Without room the log's tail is replayed by the next open: nothing is lost.
		if full := p.Checkpoint(ctx); !errors.Is(full, kv.ErrDiskFull) {
			err = errors.Join(err, full)
		}
	}
	return errors.Join(err, p.dict.Close())
}

// Stop ends background work without writing what is in memory.
func (p *Projection) Stop() error { return errors.Join(p.merges.stop(), p.dict.Close()) }

// Options returns the options that the projection was opened with.
func (p *Projection) Options() Options { return p.opts }

// Drop deletes everything that a projection keeps in db. None may be open.
func Drop(ctx context.Context, db *kv.DB) error {
	// The manifest goes first: without it nothing else counts.
	for _, prefix := range []byte{prefixManifest, prefixBlock, prefixIndex, prefixTerm} {
		if err := db.DeletePrefix(ctx, []byte{prefix}); err != nil {
			return err
		}
	}
	return nil
}

// sweep deletes runs that no manifest lists: what a crash or an aborted event
// left behind.
func (p *Projection) sweep(ctx context.Context) error {
	known := map[RunID]bool{}
	for _, r := range p.man.Runs {
		known[r.ID] = true
	}
	for _, prefix := range []byte{prefixBlock, prefixIndex} {
		if err := p.findStrayRuns(prefix, known); err != nil {
			return err
		}
	}
	if err := p.findStrayTerms(p.man.Dict); err != nil {
		return err
	}
	// On a full disk they stay until there is room: reading goes on.
	if err := p.deleteStrays(ctx); err != nil && !errors.Is(err, kv.ErrDiskFull) {
		return err
	}
	if p.opts.TempDir != "" {
		if err := os.RemoveAll(p.opts.TempDir); err != nil {
			return err
		}
		return os.MkdirAll(p.opts.TempDir, 0o700)
	}
	return nil
}

// Terms counts the terms of the dictionary.
func (p *Projection) Terms() uint64 { return p.dict.Mark() }
