package projection

import (
	"fmt"
	"sync"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
)

// run is an immutable sorted set of rows in every permutation.
type run interface {
	source(o graph.Order) source
	rowCount() uint64
	span() (first, last graph.Seq)
	predicates() ([]runPredicate, error)
}

// runPredicate is what a run knows of one predicate; rows that only remove are
// not counted.
type runPredicate struct {
	predicate         graph.ID
	subjects, objects uint64
}

// diskRun is a run in the key-value store. Its block indexes are read when first
// needed and stay.
type diskRun struct {
	db   *kv.DB
	desc runDesc
	idx  [graph.GSPO + 1]struct {
		once sync.Once
		x    *index
		err  error
	}
	refs int // views that hold the run; guarded by Projection.mu
}

func (r *diskRun) source(o graph.Order) source   { return diskSource{run: r, order: o} }
func (r *diskRun) rowCount() uint64              { return r.desc.Rows }
func (r *diskRun) span() (first, last graph.Seq) { return r.desc.MinSeq, r.desc.MaxSeq }

func (r *diskRun) index(o graph.Order) (*index, error) {
	slot := &r.idx[o]
	slot.once.Do(func() { slot.x, slot.err = r.readIndex(o) })
	return slot.x, slot.err
}

func (r *diskRun) readIndex(o graph.Order) (*index, error) {
	n := int(r.desc.Orders[o].Blocks)
	blocks := make([]blockInfo, 0, n)
	reader := r.db.Reader()
	defer reader.Close()
	var kb [16]byte
	for part := 0; part*indexPart < n; part++ {
		err := reader.Get(indexKey(kb[:0], r.desc.ID, o, part), func(val []byte) (err error) {
			blocks, err = decodeIndex(blocks, val)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("index of run %d %s, part %d: %w", r.desc.ID, o, part, err)
		}
	}
	if len(blocks) != n {
		return nil, fmt.Errorf("index of run %d %s: %d blocks, expected %d: %w", r.desc.ID, o, len(blocks), n, ErrIndex)
	}
	return newIndex(blocks), nil
}

func (r *diskRun) predicates() ([]runPredicate, error) {
	reader := r.db.Reader()
	defer reader.Close()
	var out []runPredicate
	var kb [16]byte
	err := reader.Get(indexKey(kb[:0], r.desc.ID, graph.AnyOrder, 0), func(val []byte) (err error) {
		out, err = decodePredicates(val)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("statistics of run %d: %w", r.desc.ID, err)
	}
	return out, nil
}
