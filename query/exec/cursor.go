package exec

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// Cursor is a plan that runs. It is used by one goroutine at a time.
type Cursor struct {
	run      *run
	root     operator
	out      []plan.Slot
	deadline time.Time // zero: none
	rows     int64
	err      error // of a Next before: a stream that broke stays broken
	closed   bool

	decoder decoder
}

var errClosed = errors.New("exec: cursor is closed")

// Next fills b (of [NewBatch] with one column per slot of the plan) with the next
// solutions, borrowed until the following call; none ends the result. An error
// means that the result is not whole; it is returned again by later calls.
func (c *Cursor) Next(ctx context.Context, b *Batch) error {
	switch {
	case c.closed:
		return errClosed
	case c.err != nil:
		return c.err
	}
	c.err = c.next(ctx, b)
	if c.err != nil {
		b.reset()
	}
	return c.err
}

func (c *Cursor) next(ctx context.Context, b *Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !c.deadline.IsZero() {
		over := &LimitError{Limit: LimitTime, Value: int64(c.run.opts.Timeout)}
		limited, cancel := context.WithDeadlineCause(ctx, c.deadline, over)
		defer cancel()
		err := limited.Err()
		if err == nil {
			err = c.root.next(limited, b)
		}
		if err != nil {
			if errors.Is(err, context.DeadlineExceeded) && context.Cause(limited) == error(over) {
				return over
			}
			return err
		}
	} else if err := c.root.next(ctx, b); err != nil {
		return err
	}
	c.rows += int64(b.Len())
	if limit := c.run.opts.MaxRows; limit > 0 && c.rows > limit {
		return &LimitError{Limit: LimitRows, Value: limit}
	}
	return nil
}

// Out are the slots of the result, in order.
func (c *Cursor) Out() []plan.Slot { return c.out }

// Slots is the number of slots of the plan: the length of a batch's columns.
func (c *Cursor) Slots() int { return c.run.slots }

// Terms is the dictionary of the query.
func (c *Cursor) Terms() *Terms { return c.run.terms }

// Profile is what each operator did so far, nil unless Options.Profile asked for
// it. It is complete after Close.
func (c *Cursor) Profile() plan.Profile {
	if c.run.profile == nil {
		return nil
	}
	return c.run.profile.did
}

// Memory is the number of bytes that the run holds now.
func (c *Cursor) Memory() int64 { return c.run.mem.used.Load() }

// Close stops the run, waits for what it has started and removes its temporary
// files. It may be called more than once.
func (c *Cursor) Close() error {
	if c.closed {
		return nil
	}
	c.closed = true
	return errors.Join(c.root.close(), c.run.temp.close())
}

// Decode gives the canonical texts of a batch that Next filled: per slot of Out,
// per live solution, nil where it is unbound. Each distinct term is decoded once.
// The result is borrowed until the next call.
func (c *Cursor) Decode(ctx context.Context, b *Batch) ([][][]byte, error) {
	return c.decoder.decode(ctx, c.run, b, c.out)
}

// decoder turns columns of IDs into texts, all of a batch in one rising sweep
// through the dictionary.
type decoder struct {
	ids   []graph.ID // distinct, ascending
	arena []byte
	ends  []int
	texts [][]byte // by index in ids
	cells [][]byte
	cols  [][][]byte
}

func (d *decoder) decode(ctx context.Context, r *run, b *Batch, out []plan.Slot) ([][][]byte, error) {
	live, n := b.live(), b.Len()
	d.ids = d.ids[:0]
	for _, slot := range out {
		c := b.Cols[slot]
		if c == nil {
			continue
		}
		last := graph.None
		for _, row := range live {
			if id := c[row]; id != last {
				d.ids = append(d.ids, id)
				last = id
			}
		}
	}
	slices.Sort(d.ids)
	d.ids = slices.Compact(d.ids)
	if err := d.fetch(ctx, r); err != nil {
		return nil, err
	}
	d.cells = slices.Grow(d.cells[:0], n*len(out))[:n*len(out)]
	d.cols = d.cols[:0]
	for i, slot := range out {
		col := d.cells[i*n : (i+1)*n : (i+1)*n]
		d.fill(col, b.Cols[slot], live)
		d.cols = append(d.cols, col)
	}
	return d.cols, nil
}

// fetch gets the texts of d.ids. The dictionary's come first in one call, those
// that are inlined or local after them.
func (d *decoder) fetch(ctx context.Context, r *run) error {
	from, _ := slices.BinarySearch(d.ids, graph.MakeID(graph.TagBlank, 0))
	to, _ := slices.BinarySearch(d.ids, graph.MakeID(graph.TagString, 0))
	var err error
	d.arena, d.ends, err = r.terms.appendStored(ctx, d.arena[:0], d.ends[:0], d.ids[from:to])
	if err != nil {
		return err
	}
	for _, id := range d.ids[to:] {
		if d.arena, err = r.terms.AppendTerm(d.arena, id); err != nil {
			return err
		}
		d.ends = append(d.ends, len(d.arena))
	}
	d.texts = append(d.texts[:0], make([][]byte, from)...) // None, DefaultGraph: no text
	start := 0
	for _, end := range d.ends {
		d.texts = append(d.texts, d.arena[start:end:end])
		start = end
	}
	return nil
}

// fill sets col[i] to the text of src at the i-th live row.
func (d *decoder) fill(col [][]byte, src []graph.ID, live []int32) {
	if src == nil {
		clear(col)
		return
	}
	last, text := graph.None, []byte(nil)
	for i, row := range live {
		if id := src[row]; id != last {
			last, text = id, nil
			if id != graph.None {
				at, _ := slices.BinarySearch(d.ids, id)
				text = d.texts[at]
			}
		}
		col[i] = text
	}
}
