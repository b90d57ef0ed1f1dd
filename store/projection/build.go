package projection

import (
	"bytes"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/block"
	"github.com/chancery-graph/chancery/store/kv"
)

// runWriter writes one permutation of a run: rows come in order, blocks and the
// block index go to the store. Nothing of it counts until a manifest lists the
// run.
type runWriter struct {
	run    RunID
	order  graph.Order
	batch  *kv.Batch
	enc    block.Encoder
	buf    rows
	group  []byte // encoded blocks of the value that is being filled
	blocks []blockInfo
	bytes  uint64
	events eventSpan
	preds  predicateCounter
}

func newRunWriter(db *kv.DB, run RunID, order graph.Order) *runWriter {
	w := &runWriter{run: run, order: order, batch: db.Batch(), buf: makeRows(graph.BatchRows)}
	w.preds.init(order)
	return w
}

// add appends rows, which must follow those before.
func (w *runWriter) add(r rows) error {
	for from := 0; from < r.len(); {
		n := min(graph.BatchRows-w.buf.len(), r.len()-from)
		piece := r.slice(from, from+n)
		for c := range w.buf.cols {
			w.buf.cols[c] = append(w.buf.cols[c], piece.cols[c]...)
		}
		w.buf.added = append(w.buf.added, piece.added...)
		w.buf.removed = append(w.buf.removed, piece.removed...)
		from += n
		if err := w.spillFull(); err != nil {
			return err
		}
	}
	return nil
}

func (w *runWriter) spillFull() error {
	if w.buf.len() < graph.BatchRows {
		return nil
	}
	return w.flush()
}

func (w *runWriter) flush() error {
	n := w.buf.len()
	if n == 0 {
		return nil
	}
	info := w.buf.describe(0, n)
	info.at = uint32(len(w.group))
	w.group = w.enc.Append(w.group, &block.Rows{N: n, Cols: w.buf.cols, Added: w.buf.added, Removed: w.buf.removed})
	info.size = uint32(len(w.group)) - info.at
	w.blocks = append(w.blocks, info)
	if len(w.blocks)%groupBlocks == 0 {
		if err := w.flushGroup(); err != nil {
			return err
		}
	}
	w.events.note(&info)
	w.preds.note(&w.buf)
	w.buf.reset()
	return nil
}

// flushGroup writes the encoded blocks as one value.
func (w *runWriter) flushGroup() error {
	if len(w.group) == 0 {
		return nil
	}
	n := (len(w.blocks) - 1) / groupBlocks
	if err := w.batch.Set(blockKey(nil, w.run, w.order, n), bytes.Clone(w.group)); err != nil {
		return fmt.Errorf("write blocks %d of run %d %s: %w", n, w.run, w.order, err)
	}
	w.bytes += uint64(len(w.group))
	w.group = w.group[:0]
	return nil
}

// finish writes what is left and the block index.
func (w *runWriter) finish() (orderDesc, error) {
	if err := w.flush(); err != nil {
		return orderDesc{}, err
	}
	if err := w.flushGroup(); err != nil {
		return orderDesc{}, err
	}
	for part := 0; part*indexPart < len(w.blocks); part++ {
		val := appendIndex(nil, w.blocks[part*indexPart:min((part+1)*indexPart, len(w.blocks))])
		w.bytes += uint64(len(val))
		if err := w.batch.Set(indexKey(nil, w.run, w.order, part), val); err != nil {
			return orderDesc{}, fmt.Errorf("write index of run %d %s: %w", w.run, w.order, err)
		}
	}
	if err := w.batch.Flush(); err != nil {
		return orderDesc{}, fmt.Errorf("write run %d %s: %w", w.run, w.order, err)
	}
	return orderDesc{Blocks: uint32(len(w.blocks)), Bytes: w.bytes}, nil
}

// cancel drops what was not yet flushed; flushed blocks are stray keys that the
// next open removes.
func (w *runWriter) cancel() { w.batch.Cancel() }

// eventSpan bounds the events of rows and counts them.
type eventSpan struct {
	rows, adds, removes uint64
	min, max            graph.Seq
}

func (e *eventSpan) note(b *blockInfo) {
	e.rows += uint64(b.rows)
	e.adds += uint64(b.adds)
	e.removes += uint64(b.removes)
	if b.adds > 0 {
		e.widen(b.minAdded, b.maxAdded)
	}
	if b.removes > 0 {
		e.widen(b.minRemoved, b.maxRemoved)
	}
}

func (e *eventSpan) widen(lo, hi graph.Seq) {
	if e.min == 0 || lo < e.min {
		e.min = lo
	}
	e.max = max(e.max, hi)
}

// predicateCounter counts, while PSOG or POSG is written, the rows and the
// distinct second terms of each predicate.
type predicateCounter struct {
	active bool
	counts []predicateCount
	last   graph.ID
}

// predicateCount is what one permutation of a run says of a predicate. Rows that
// only remove are counted in neither.
type predicateCount struct {
	predicate graph.ID
	distinct  uint64
}

func (c *predicateCounter) init(o graph.Order) { c.active = o == graph.PSOG || o == graph.POSG }

func (c *predicateCounter) note(r *rows) {
	if !c.active {
		return
	}
	second := r.cols[1]
	for i, p := range r.cols[0] {
		if r.added[i] == 0 {
			continue
		}
		n := len(c.counts)
		if n == 0 || c.counts[n-1].predicate != p {
			c.counts = append(c.counts, predicateCount{predicate: p, distinct: 1})
		} else if second[i] != c.last {
			c.counts[n-1].distinct++
		}
		c.last = second[i]
	}
}
