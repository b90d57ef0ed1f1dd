package projection

import (
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/block"
)

// source is one sorted sequence of blocks: a permutation of a run on disk, of
// recent rows in memory, or of a spill file.
type source interface {
	index() (*index, error)
	// open makes block i the one that column and events decode; it stays valid
	// until the next open with the same frame.
	open(f *frame, i int) error
}

// frame holds one open block of a source and decodes columns of it on demand.
// It is used by one goroutine.
type frame struct {
	reader  blockReader
	raw     []byte // the open block; in single, values or a spill's memory
	single  []byte
	values  []byte // a group of blocks on disk
	group   int    // its number + 1; 0: none
	next    int    // the block after the one opened last
	dec     block.Decoder
	decoded bool // dec is in use; otherwise mem is borrowed from memory
	mem     rows
	cols    [4][]graph.ID
	added   []graph.Seq
	removed []graph.Seq
	has     [6]bool // the four columns, added, removed
}

// blockReader fetches stored values; each scan has its own.
type blockReader interface {
	Get(key []byte, fn func(val []byte) error) error
}

// openRaw decodes from raw, which the frame keeps.
func (f *frame) openRaw() error {
	f.decoded, f.has = true, [6]bool{}
	_, err := f.dec.Open(f.raw)
	return err
}

// openRows borrows rows that are decoded already.
func (f *frame) openRows(r rows) {
	f.decoded, f.mem = false, r
}

// column returns column c (in the permutation's order) of the open block. It is
// borrowed until the next open.
func (f *frame) column(c int) ([]graph.ID, error) {
	if !f.decoded {
		return f.mem.cols[c], nil
	}
	if !f.has[c] {
		col, err := f.dec.Column(c, f.cols[c][:0])
		if err != nil {
			return nil, err
		}
		f.cols[c], f.has[c] = col, true
	}
	return f.cols[c], nil
}

// addedColumn returns the added column of the open block, borrowed likewise.
func (f *frame) addedColumn() (added []graph.Seq, err error) {
	if !f.decoded {
		return f.mem.added, nil
	}
	if !f.has[4] {
		if f.added, err = f.dec.Added(f.added[:0]); err != nil {
			return nil, err
		}
		f.has[4] = true
	}
	return f.added, nil
}

// removedColumn returns the removed column of the open block, borrowed likewise.
func (f *frame) removedColumn() (removed []graph.Seq, err error) {
	if !f.decoded {
		return f.mem.removed, nil
	}
	if !f.has[5] {
		if f.removed, err = f.dec.Removed(f.removed[:0]); err != nil {
			return nil, err
		}
		f.has[5] = true
	}
	return f.removed, nil
}

// eventColumns returns both.
func (f *frame) eventColumns() (added, removed []graph.Seq, err error) {
	if added, err = f.addedColumn(); err != nil {
		return nil, nil, err
	}
	removed, err = f.removedColumn()
	return added, removed, err
}

// diskSource is a permutation of a run in the key-value store.
type diskSource struct {
	run   *diskRun
	order graph.Order
}

func (d diskSource) index() (*index, error) { return d.run.index(d.order) }

// open fetches the block alone, or, where blocks are read one after another, the
// whole group with the blocks to come.
func (d diskSource) open(f *frame, i int) error {
	idx, err := d.run.index(d.order)
	if err != nil {
		return err
	}
	b := &idx.blocks[i]
	n := i / groupBlocks
	if f.group != n+1 {
		err = d.fetch(f, n, b, i == f.next)
	}
	if err == nil && f.group == n+1 {
		f.raw, err = cut(f.values, b)
	}
	if err == nil {
		err = f.openRaw()
	}
	if err != nil {
		return fmt.Errorf("run %d, %s, block %d: %w", d.run.desc.ID, d.order, i, err)
	}
	f.next = i + 1
	return nil
}

// fetch reads a group: whole into values, or block b of it into raw.
func (d diskSource) fetch(f *frame, n int, b *blockInfo, whole bool) error {
	var kb [16]byte
	f.group = 0
	return f.reader.Get(blockKey(kb[:0], d.run.desc.ID, d.order, n), func(val []byte) error {
		if whole {
			f.values, f.group = append(f.values[:0], val...), n+1
			return nil
		}
		one, err := cut(val, b)
		if err == nil {
			f.single = append(f.single[:0], one...)
			f.raw = f.single
		}
		return err
	})
}

// cut returns a block of a group.
func cut(group []byte, b *blockInfo) ([]byte, error) {
	if uint64(b.at)+uint64(b.size) > uint64(len(group)) {
		return nil, fmt.Errorf("%w: a group has %d bytes, its block ends at %d", ErrIndex, len(group), uint64(b.at)+uint64(b.size))
	}
	return group[b.at : b.at+b.size], nil
}
