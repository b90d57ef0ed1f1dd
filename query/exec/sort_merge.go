package exec

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/expr"
	"github.com/chancery-graph/chancery/query/plan"
)

const (
	// maxFanIn is the greatest number of runs that are merged at once.
	maxFanIn = 64
	// maxRuns is how many runs there may be before some are merged: each is an
	// open file.
	maxRuns = 256
)

// fanIn is how many runs of so many columns are merged at once: each takes a
// batch of memory.
func (r *run) fanIn(columns int) int {
	batch := int64(max(columns, 1)) * 8 * BatchRows
	free := r.mem.limit - r.mem.used.Load()
	return int(min(max(free/2/batch-1, 2), maxFanIn))
}

// runMerge merges sorted runs. Their current rows form a heap by their keys.
type runMerge struct {
	run   *run
	slots []plan.Slot
	keys  []plan.SortKey
	heap  []*runReader
	out   [][]graph.ID
	mem   reservation
}

// runReader is one run and the row it is at.
type runReader struct {
	scan *spillScan
	b    *Batch
	pos  int
	key  []byte
	age  int // of runs with equal keys the older one's rows come first
}

// mergeRuns starts a merge; where there are too many runs, some are merged into
// larger ones before.
func mergeRuns(ctx context.Context, r *run, files []*spillFile, slots []plan.Slot, keys []plan.SortKey) (*runMerge, error) {
	for len(files) > r.fanIn(len(slots)) {
		var err error
		if files, err = fewerRuns(ctx, r, files, slots, keys); err != nil {
			return nil, err
		}
	}
	return openMerge(ctx, r, files, slots, keys)
}

// fewerRuns merges runs that follow one another into larger ones.
func fewerRuns(ctx context.Context, r *run, files []*spillFile, slots []plan.Slot, keys []plan.SortKey) ([]*spillFile, error) {
	var larger []*spillFile
	for n := r.fanIn(len(slots)); len(files) > 0; files = files[min(n, len(files)):] {
		f, err := mergeSome(ctx, r, files[:min(n, len(files))], slots, keys)
		if err != nil {
			return nil, err
		}
		larger = append(larger, f)
	}
	return larger, nil
}

// mergeSome merges runs into one and closes them.
func mergeSome(ctx context.Context, r *run, files []*spillFile, slots []plan.Slot, keys []plan.SortKey) (f *spillFile, err error) {
	m, err := openMerge(ctx, r, files, slots, keys)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, m.close()) }()
	if f, err = r.temp.create(len(slots)); err != nil {
		return nil, err
	}
	b := NewBatch(int(maxSlot(slots)) + 1)
	cols := make([][]graph.ID, len(slots))
	for {
		if err := m.next(ctx, b); err != nil {
			return nil, err
		}
		if b.N == 0 {
			return f, f.flush()
		}
		for i, slot := range slots {
			cols[i] = b.Cols[slot]
		}
		if err := f.add(cols, identity[:b.N]); err != nil {
			return nil, err
		}
	}
}

func maxSlot(slots []plan.Slot) plan.Slot {
	most := plan.NoSlot
	for _, s := range slots {
		most = max(most, s)
	}
	return most
}

func openMerge(ctx context.Context, r *run, files []*spillFile, slots []plan.Slot, keys []plan.SortKey) (*runMerge, error) {
	m := &runMerge{run: r, slots: slots, keys: keys, mem: r.mem.reserve(sortWhat)}
	if err := m.mem.grow(int64(len(files)+1) * int64(len(slots)) * 8 * BatchRows); err != nil {
		return nil, err
	}
	for age, f := range files {
		scan, err := f.scan(slots)
		if err != nil {
			return nil, err
		}
		in := &runReader{scan: scan, b: NewBatch(int(maxSlot(slots)) + 1), age: age}
		more, err := m.load(ctx, in)
		if err != nil {
			return nil, err
		}
		if more {
			m.heap = append(m.heap, in)
		}
	}
	for i := len(m.heap) / 2; i >= 0; i-- {
		m.down(i)
	}
	m.out = make([][]graph.ID, len(slots))
	for i := range m.out {
		m.out[i] = make([]graph.ID, BatchRows)
	}
	return m, nil
}

// load reads a run's next batch; false at its end, where the run is closed.
func (m *runMerge) load(ctx context.Context, in *runReader) (bool, error) {
	if err := in.scan.next(ctx, in.b); err != nil {
		return false, err
	}
	in.pos = 0
	if in.b.N == 0 {
		return false, in.scan.close()
	}
	return true, m.makeKey(in)
}

// makeKey writes the row's key as bytes: those of its values one after another,
// inverted where the order descends. That none is a prefix of another makes it
// right.
func (m *runMerge) makeKey(in *runReader) (err error) {
	in.key = in.key[:0]
	for _, k := range m.keys {
		id, from := in.b.At(k.Slot, int32(in.pos)), len(in.key)
		if k.ByID {
			in.key = binary.BigEndian.AppendUint64(in.key, uint64(id))
		} else if in.key, err = expr.AppendSortKey(m.run.eval, in.key, id); err != nil {
			return err
		}
		if k.Descending {
			for i := from; i < len(in.key); i++ {
				in.key[i] = ^in.key[i]
			}
		}
	}
	return nil
}

func (m *runMerge) less(i, j int) bool {
	a, b := m.heap[i], m.heap[j]
	if c := bytes.Compare(a.key, b.key); c != 0 {
		return c < 0
	}
	return a.age < b.age
}

func (m *runMerge) down(i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(m.heap); child++ {
			if m.less(child, least) {
				least = child
			}
		}
		if least == i {
			return
		}
		m.heap[i], m.heap[least] = m.heap[least], m.heap[i]
		i = least
	}
}

func (m *runMerge) next(ctx context.Context, b *Batch) error {
	b.reset()
	n := 0
	for ; n < BatchRows && len(m.heap) > 0; n++ {
		in := m.heap[0]
		for i, slot := range m.slots {
			m.out[i][n] = in.b.Cols[slot][in.pos]
		}
		if in.pos++; in.pos < in.b.N {
			if err := m.makeKey(in); err != nil {
				return err
			}
		} else {
			more, err := m.load(ctx, in)
			if err != nil {
				return err
			}
			if !more {
				last := len(m.heap) - 1
				m.heap[0], m.heap = m.heap[last], m.heap[:last]
			}
		}
		m.down(0)
	}
	b.N = n
	for i, slot := range m.slots {
		b.Cols[slot] = m.out[i][:n]
	}
	return nil
}

func (m *runMerge) close() error {
	m.mem.release()
	var errs []error
	for _, in := range m.heap {
		errs = append(errs, in.scan.close())
	}
	return errors.Join(errs...)
}
