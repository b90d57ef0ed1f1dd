package projection

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

// nextRun reserves an ID for a run. It is stored with the next manifest; IDs of
// runs that never got there are swept by the next open before they are reused.
func (p *Projection) nextRun() RunID {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := p.man.NextRun
	p.man.NextRun++
	return id
}

// runSinks writes all permutations of one run.
type runSinks struct {
	p       *Projection
	id      RunID
	writers [graph.GSPO + 1]*runWriter
}

func (p *Projection) newRunSinks() *runSinks {
	s := &runSinks{p: p, id: p.nextRun()}
	for _, o := range graph.Orders {
		s.writers[o] = newRunWriter(p.db, s.id, o)
	}
	return s
}

func (s *runSinks) sink(o graph.Order) rowSink { return s.writers[o] }

// cancel gives the run up; what was written of it is deleted later.
func (s *runSinks) cancel() {
	for _, w := range s.writers {
		if w != nil {
			w.cancel()
		}
	}
	s.p.strayRun(s.id)
}

// finish writes indexes and statistics and describes the run; nil for no rows.
func (s *runSinks) finish() (*diskRun, error) {
	d := runDesc{ID: s.id}
	for _, o := range graph.Orders {
		desc, err := s.writers[o].finish()
		if err != nil {
			return nil, err
		}
		d.Orders[o] = desc
	}
	ev := s.writers[graph.SPOG].events
	d.Rows, d.Adds, d.Removes, d.MinSeq, d.MaxSeq = ev.rows, ev.adds, ev.removes, ev.min, ev.max
	for _, o := range graph.Orders {
		if got := s.writers[o].events; got != ev {
			return nil, fmt.Errorf("run %d: %s has other rows than SPOG", s.id, o)
		}
	}
	if d.Rows == 0 {
		return nil, nil
	}
	preds := joinCounts(s.writers[graph.PSOG].preds.counts, s.writers[graph.POSG].preds.counts)
	b := s.p.db.Batch()
	if err := b.Set(indexKey(nil, s.id, graph.AnyOrder, 0), appendPredicates(nil, preds)); err != nil {
		b.Cancel()
		return nil, err
	}
	if err := b.Flush(); err != nil {
		return nil, err
	}
	return &diskRun{db: s.p.db, desc: d}, nil
}

// writeSorted makes a run of one event that fitted a buffer.
func (p *Projection) writeSorted(s *Stage, o *sortedOps) (*diskRun, error) {
	sinks := p.newRunSinks()
	if err := p.emit(o, sinks.sink, effective(s.seq)); err != nil {
		sinks.cancel()
		return nil, err
	}
	return sinks.finish()
}

// writeSpilled merges the spilled segments of a large event into one run. The
// permutations are merged two at a time.
func (p *Projection) writeSpilled(ctx context.Context, s *Stage) (*diskRun, error) {
	defer s.runner.close()
	if err := s.runner.drain(ctx, s.buf); err != nil {
		return nil, err
	}
	sinks := p.newRunSinks()
	err := eachOrder(ctx, func(ctx context.Context, o graph.Order) error {
		file := s.runner.files[o]
		sources := make([]source, len(file.segments))
		for i, seg := range file.segments {
			sources[i] = seg
		}
		stamp := &stampSink{to: sinks.sink(o), seq: s.seq, out: makeRows(graph.BatchRows)}
		if o == graph.SPOG {
			stamp.res = &s.res
		}
		return mergeOrder(ctx, &p.mem, sources, nil, stamp, foldLast)
	})
	if err != nil {
		sinks.cancel()
		return nil, err
	}
	return sinks.finish()
}

// eachOrder calls fn for every permutation, on two goroutines; the first error
// cancels the rest.
func eachOrder(ctx context.Context, fn func(context.Context, graph.Order) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work := make(chan graph.Order, len(graph.Orders))
	for _, o := range graph.Orders {
		work <- o
	}
	close(work)
	const workers = 2
	errs := make(chan error, workers)
	for range workers {
		go func() {
			for o := range work {
				if err := fn(ctx, o); err != nil {
					cancel()
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	var first error
	for range workers {
		if err := <-errs; err != nil && first == nil {
			first = err
		}
	}
	return first
}

// Checkpoint writes the rows in memory as a run, so that the next open need not
// replay their events.
func (p *Projection) Checkpoint(ctx context.Context) error { return p.checkpoint(ctx, false) }

// checkpoint stores a manifest if there is something new, or anyway.
func (p *Projection) checkpoint(ctx context.Context, anyway bool) error {
	cur := p.view.Load()
	if cur.seq == p.storedSeq() && !anyway {
		return nil
	}
	if err := p.deleteStrays(ctx); err != nil {
		return err
	}
	fresh, err := p.writeRecent(ctx)
	if err != nil {
		return err
	}
	if err := p.flushTerms(); err != nil {
		return err
	}
	if err := p.mergeTerms(mergeTermsLimit); err != nil {
		return err
	}
	return p.store(ctx, cur.seq, cur.hash, fresh)
}

func (p *Projection) storedSeq() graph.Seq {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.man.Seq
}

// writeRecent writes the rows in memory as one run, if there are any. Only the
// writer changes what is in memory, so they are the same when the run is stored.
func (p *Projection) writeRecent(ctx context.Context) ([]*diskRun, error) {
	recent := p.recentRun()
	if recent == nil {
		return nil, nil
	}
	sinks := p.newRunSinks()
	err := eachOrder(ctx, func(_ context.Context, o graph.Order) error {
		// Sorted for this alone: the run goes, and its other orders with it.
		return sinks.sink(o).add(recent.rows().permuted(o, &p.mem))
	})
	if err != nil {
		sinks.cancel()
		return nil, err
	}
	written, err := sinks.finish()
	if err != nil || written == nil {
		return nil, err
	}
	return []*diskRun{written}, nil
}

// mergeRuns writes one run that holds the rows of several neighbours; nil if
// nothing is left.
func (p *Projection) mergeRuns(ctx context.Context, runs []run) (*diskRun, error) {
	sinks := p.newRunSinks()
	err := eachOrder(ctx, func(ctx context.Context, o graph.Order) error {
		r := p.db.Reader()
		defer r.Close()
		sources := make([]source, len(runs))
		for i := range runs {
			sources[i] = runs[i].source(o)
		}
		return mergeOrder(ctx, &p.mem, sources, r, sinks.sink(o), foldHistory)
	})
	if err != nil {
		sinks.cancel()
		return nil, err
	}
	return sinks.finish()
}

// store makes fresh runs durable, with the dictionary as it stands, in place of
// the rows in memory, and publishes the view.
func (p *Projection) store(ctx context.Context, seq graph.Seq, hash graph.Digest, fresh []*diskRun) error {
	p.dict.Publish()
	terms := p.dict.Runs()
	err := p.change(ctx, func(man *manifest, disk []*diskRun) []*diskRun {
		man.Seq, man.Hash, man.Dict = seq, hash, terms
		return append(disk, fresh...)
	}, func(*view) *view { return &view{mem: &p.mem, seq: seq, hash: hash} })
	if err != nil {
		return err
	}
	p.merges.consider(p)
	return nil
}

// change replaces the runs on disk: durable first, then visible. edit gets a
// copy of the manifest and the disk runs and returns the new ones; next gives
// the new view with the runs in memory that stay.
func (p *Projection) change(ctx context.Context, edit func(*manifest, []*diskRun) []*diskRun, next func(*view) *view) error {
	if err := p.db.Sync(); err != nil {
		return fmt.Errorf("write runs: %w", err)
	}
	p.publishing.Lock()
	defer p.publishing.Unlock()
	cur := p.view.Load()
	var disk []*diskRun
	for _, r := range cur.runs {
		if d, ok := r.(*diskRun); ok {
			disk = append(disk, d)
		}
	}
	p.mu.Lock()
	man := *p.man
	p.mu.Unlock()
	disk = edit(&man, disk)
	man.Runs = nil
	runs := make([]run, 0, len(disk))
	for _, d := range disk {
		man.Runs = append(man.Runs, d.desc)
		runs = append(runs, d)
	}
	err := p.db.Commit(ctx, func(tx *kv.Tx) error { return tx.Set(manifestKey, man.encode()) })
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	p.mu.Lock()
	man.NextRun = p.man.NextRun
	p.man = &man
	p.mu.Unlock()
	v := next(cur)
	v.runs = append(runs, v.runs...)
	return p.publish(v)
}
