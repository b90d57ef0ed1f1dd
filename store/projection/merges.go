package projection

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

// merges runs at most one merge of runs on disk in the background.
type merges struct {
	mu     sync.Mutex
	wg     sync.WaitGroup
	busy   bool
	rows   uint64 // of the merge that runs
	cancel context.CancelFunc
	closed bool
	err    error // of merges that failed; returned by stop
}

// mergeFan is the number of similar runs from which they are merged: fewer
// would rewrite rows more often, more would give scans more to merge.
const mergeFan = 3

// awaitRows is the size up to which a merge is waited for when the projection is
// closed; a larger one is given up and done another time.
const awaitRows = 1 << 20

// candidates picks the newest runs to merge: the longest tail in which every run
// is at most twice what follows it, if that are at least mergeFan.
func candidates(disk []*diskRun) []*diskRun {
	from, sum := len(disk), uint64(0)
	for from > 0 && (sum == 0 || disk[from-1].desc.Rows <= 2*sum) {
		from--
		sum += disk[from].desc.Rows
	}
	if len(disk)-from < mergeFan {
		return nil
	}
	return disk[from:]
}

// consider starts a merge if one is due and none runs.
func (m *merges) consider(p *Projection) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.busy || m.closed {
		return
	}
	v := p.acquire()
	due := candidates(diskRuns(v))
	if due == nil {
		m.note(p.release(v))
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.busy, m.cancel, m.rows = true, cancel, 0
	for _, r := range due {
		m.rows += r.desc.Rows
	}
	m.wg.Add(1)
	go func() {
		defer m.wg.Done()
		defer cancel()
		err := errors.Join(p.replace(ctx, due), p.release(v))
		m.mu.Lock()
		m.busy = false
		m.note(err)
		m.mu.Unlock()
		if err == nil {
			m.consider(p)
		}
	}()
}

// note keeps an error for stop; giving up is none.
func (m *merges) note(err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		m.err = errors.Join(m.err, fmt.Errorf("merge of runs: %w", err))
	}
}

// stop ends background merges: a small one is waited for.
func (m *merges) stop() error {
	m.mu.Lock()
	m.closed = true
	if m.busy && m.rows > awaitRows {
		m.cancel()
	}
	m.mu.Unlock()
	m.wg.Wait()
	return m.err
}

// wait waits for background merges to end.
func (m *merges) wait() { m.wg.Wait() }

func diskRuns(v *view) []*diskRun {
	var disk []*diskRun
	for _, r := range v.runs {
		if d, ok := r.(*diskRun); ok {
			disk = append(disk, d)
		}
	}
	return disk
}

// replace puts one merged run in the place of neighbours.
func (p *Projection) replace(ctx context.Context, old []*diskRun) error {
	runs := make([]run, len(old))
	for i, r := range old {
		runs[i] = r
	}
	merged, err := p.mergeRuns(ctx, runs)
	if err != nil {
		return err
	}
	return p.change(ctx, func(_ *manifest, disk []*diskRun) []*diskRun {
		var out []*diskRun
		for _, d := range disk {
			if d == old[0] && merged != nil {
				out = append(out, merged)
			}
			if !containsRun(old, d) {
				out = append(out, d)
			}
		}
		return out
	}, func(cur *view) *view {
		next := &view{mem: &p.mem, seq: cur.seq, hash: cur.hash}
		for _, r := range cur.runs {
			if _, ok := r.(*memRun); ok {
				next.runs = append(next.runs, r)
			}
		}
		return next
	})
}

func containsRun(runs []*diskRun, r *diskRun) bool {
	for _, x := range runs {
		if x == r {
			return true
		}
	}
	return false
}

// Compact writes everything as one run and gives the disk space of what was
// replaced back, as far as the key-value store can.
func (p *Projection) Compact(ctx context.Context) error {
	if err := p.compactTerms(); err != nil {
		return err
	}
	if err := p.checkpoint(ctx, true); err != nil {
		return err
	}
	p.merges.wait()
	v := p.acquire()
	disk := diskRuns(v)
	var err error
	if len(disk) > 1 || len(disk) == 1 && disk[0].desc.Removes > 0 {
		err = p.replace(ctx, disk)
	}
	if err = errors.Join(err, p.release(v)); err != nil {
		return err
	}
	return p.db.Compact(ctx)
}

// compactTerms merges all runs of the dictionary, those in memory included; the
// next manifest makes it count.
func (p *Projection) compactTerms() error {
	if err := p.flushTerms(); err != nil {
		return err
	}
	if n := len(p.dict.Runs()); n > 1 {
		return p.mergeTermRuns(0, n)
	}
	return nil
}

// strayRun notes a run that nothing refers to.
func (p *Projection) strayRun(id RunID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.strays = append(p.strays, runPrefix(prefixBlock, id), runPrefix(prefixIndex, id))
}

// deleteStrays removes what crashes and aborted events have left. It comes
// before anything is written, so that no key is written over.
func (p *Projection) deleteStrays(ctx context.Context) error {
	p.mu.Lock()
	strays := p.strays
	p.strays = nil
	p.mu.Unlock()
	for i, prefix := range strays {
		if err := p.db.DeletePrefix(ctx, prefix); err != nil {
			p.mu.Lock()
			p.strays = append(p.strays, strays[i:]...)
			p.mu.Unlock()
			return fmt.Errorf("delete unfinished runs: %w", err)
		}
	}
	return nil
}

// deleteRun removes the keys of a run that no view holds any more.
func (p *Projection) deleteRun(id RunID) error {
	for _, prefix := range []byte{prefixBlock, prefixIndex} {
		if err := p.db.DeletePrefix(context.Background(), runPrefix(prefix, id)); err != nil {
			return fmt.Errorf("delete run %d: %w", id, err)
		}
	}
	return nil
}

// findStrayRuns notes the runs under a prefix that are not known, by seeking
// from run to run.
func (p *Projection) findStrayRuns(prefix byte, known map[RunID]bool) error {
	r := p.db.Reader()
	defer r.Close()
	for from := runPrefix(prefix, 0); ; {
		id, ok, err := firstRun(r, prefix, from)
		if err != nil || !ok {
			return err
		}
		if !known[id] {
			p.strays = append(p.strays, runPrefix(prefix, id))
		}
		from = runPrefix(prefix, id+1)
	}
}

func firstRun(r *kv.Reader, prefix byte, from []byte) (RunID, bool, error) {
	for k, err := range r.Keys([]byte{prefix}, from, false) {
		if err != nil {
			return 0, false, err
		}
		if len(k) < 9 {
			return 0, false, fmt.Errorf("key of %d bytes under %q", len(k), prefix)
		}
		var id uint64
		for _, b := range k[1:9] {
			id = id<<8 | uint64(b)
		}
		return RunID(id), true, nil
	}
	return 0, false, nil
}

// Rows counts the rows stored, live or not, and the runs on disk and in memory.
func (p *Projection) Rows() (rows uint64, disk, recent int) {
	for _, r := range p.view.Load().runs {
		rows += r.rowCount()
		if _, ok := r.(*diskRun); ok {
			disk++
		} else {
			recent++
		}
	}
	return rows, disk, recent
}

// Bytes tells the size of the permutations on disk by order, index included.
func (p *Projection) Bytes() map[graph.Order]uint64 {
	out := map[graph.Order]uint64{}
	for _, d := range diskRuns(p.view.Load()) {
		for _, o := range graph.Orders {
			out[o] += d.desc.Orders[o].Bytes
		}
	}
	return out
}
