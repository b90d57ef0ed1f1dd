package sorted

import (
	"bufio"
	"bytes"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// DefaultMemory is the memory of a writer whose options say nothing.
const DefaultMemory = 256 << 20

// Options tunes a [Writer]; the zero value works.
type Options struct {
	// Memory is the bound in bytes for lines that are held back; 0 is
	// DefaultMemory. A single line may go beyond it.
	Memory int
	// Dir is where runs are spilled; empty is the directory for temporary
	// files of the system.
	Dir string
}

func (o Options) withDefaults() Options {
	if o.Memory <= 0 {
		o.Memory = DefaultMemory
	}
	o.Memory = min(o.Memory, maxArena)
	return o
}

// Writer takes lines in any order and writes them sorted, each once. It is used
// by one goroutine at a time; sorting and spilling go on in a second one.
type Writer struct {
	opts Options
	fill *chunk // being filled
	idle *chunk // the other one; nil while it is being spilled
	key  []byte // of the current group
	runs []*os.File

	spilled chan spillResult
	pending bool
	closed  bool
}

type spillResult struct {
	file *os.File
	err  error
}

// New returns an empty writer. Close must be called.
func New(o Options) *Writer {
	o = o.withDefaults()
	return &Writer{opts: o, fill: &chunk{most: o.Memory / 2}, idle: &chunk{most: o.Memory / 2}, spilled: make(chan spillResult, 1)}
}

// Group begins the lines that start with key. The key is copied.
func (w *Writer) Group(key []byte) {
	w.key = append(w.key[:0], key...)
	w.fill.beginGroup(key)
}

// Line adds a line of the group, given without its key and with its line feed.
// It is copied.
func (w *Writer) Line(rest []byte) error {
	used := w.fill.used()
	if used > 0 && (used+len(rest) > w.opts.Memory/2 || len(w.fill.arena)+len(rest) >= maxArena) {
		if err := w.spill(); err != nil {
			return err
		}
		w.fill.beginGroup(w.key)
	}
	if len(rest) >= maxArena-len(w.key) {
		return fmt.Errorf("sorted: line of %d bytes is too long", len(rest))
	}
	w.fill.addLine(rest)
	return nil
}

// spill hands the full chunk to the background and goes on with the other one.
func (w *Writer) spill() error {
	if err := w.await(); err != nil {
		return err
	}
	full := w.fill
	w.fill, w.idle, w.pending = w.idle, full, true
	w.fill.reset()
	go func() {
		full.sort()
		f, err := full.spill(w.opts.Dir)
		w.spilled <- spillResult{f, err}
	}()
	return nil
}

// await takes over the result of the spill that is under way.
func (w *Writer) await() error {
	if !w.pending {
		return nil
	}
	w.pending = false
	got := <-w.spilled
	if got.file != nil {
		w.runs = append(w.runs, got.file)
	}
	return got.err
}

// WriteAll writes all lines to out and returns their number. Nothing can be
// added afterwards.
func (w *Writer) WriteAll(ctx context.Context, out io.Writer) (lines uint64, err error) {
	buffered, ok := out.(*bufio.Writer)
	if !ok {
		buffered = bufio.NewWriterSize(out, 256<<10)
	}
	if err := w.await(); err != nil {
		return 0, err
	}
	if len(w.runs) == 0 {
		lines, err = w.fill.writeAll(ctx, buffered)
	} else {
		if err := w.spill(); err != nil {
			return 0, err
		}
		if err := w.await(); err != nil {
			return 0, err
		}
		w.fill, w.idle = nil, nil // the merge needs the memory for its readers
		lines, err = w.merge(ctx, buffered)
	}
	if err != nil {
		return lines, err
	}
	return lines, buffered.Flush()
}

// Close removes the spilled runs. It may be called more than once.
func (w *Writer) Close() error {
	if w.closed {
		return nil
	}
	w.closed = true
	err := w.await()
	for _, f := range w.runs {
		err = errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	return err
}

func (c *chunk) writeAll(ctx context.Context, out *bufio.Writer) (lines uint64, err error) {
	c.sort()
	for i, g := range c.groups {
		if i%1024 == 0 && ctx.Err() != nil {
			return lines, context.Cause(ctx)
		}
		key := c.text(g.key)
		for _, line := range c.lines[g.first:g.last] {
			if err := writeLine(out, key, c.text(line)); err != nil {
				return lines, err
			}
			lines++
		}
	}
	return lines, nil
}

func writeLine(out *bufio.Writer, key, rest []byte) error {
	if _, err := out.Write(key); err != nil {
		return err
	}
	_, err := out.Write(rest)
	return err
}

// byKey orders run readers by their current key.
type byKey []*runReader

func (h byKey) Len() int      { return len(h) }
func (h byKey) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *byKey) Push(x any)   { *h = append(*h, x.(*runReader)) }
func (h *byKey) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
func (h byKey) Less(i, j int) bool {
	if order := bytes.Compare(h[i].key, h[j].key); order != 0 {
		return order < 0
	}
	return h[i].order < h[j].order
}

// merge joins the runs group by group.
func (w *Writer) merge(ctx context.Context, out *bufio.Writer) (lines uint64, err error) {
	var h byKey
	advance := func(r *runReader) error {
		switch err := r.nextGroup(); err {
		case nil:
			heap.Push(&h, r)
			return nil
		case io.EOF:
			return nil
		default:
			return err
		}
	}
	for i, f := range w.runs {
		r, err := newRunReader(f, i)
		if err != nil {
			return 0, err
		}
		if err := advance(r); err != nil {
			return 0, err
		}
	}
	var same []*runReader
	for n := 0; len(h) > 0; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return lines, context.Cause(ctx)
		}
		same = append(same[:0], heap.Pop(&h).(*runReader))
		for len(h) > 0 && bytes.Equal(h[0].key, same[0].key) {
			same = append(same, heap.Pop(&h).(*runReader))
		}
		wrote, err := mergeGroup(ctx, out, same)
		lines += wrote
		if err != nil {
			return lines, err
		}
		for _, r := range same {
			if err := advance(r); err != nil {
				return lines, err
			}
		}
	}
	return lines, nil
}

// mergeGroup writes the lines of one key, which stand in one run or several.
func mergeGroup(ctx context.Context, out *bufio.Writer, runs []*runReader) (lines uint64, err error) {
	if len(runs) == 1 {
		r := runs[0]
		for {
			ok, err := r.nextLine()
			if err != nil || !ok {
				return lines, err
			}
			if err := writeLine(out, r.key, r.line); err != nil {
				return lines, err
			}
			lines++
		}
	}
	live := make([]*runReader, 0, len(runs))
	for _, r := range runs {
		ok, err := r.nextLine()
		if err != nil {
			return 0, err
		}
		if ok {
			live = append(live, r)
		}
	}
	var last []byte
	for len(live) > 0 {
		if lines%4096 == 0 && ctx.Err() != nil {
			return lines, context.Cause(ctx)
		}
		least := 0
		for i := 1; i < len(live); i++ {
			if bytes.Compare(live[i].line, live[least].line) < 0 {
				least = i
			}
		}
		r := live[least]
		if lines == 0 || !bytes.Equal(r.line, last) {
			if err := writeLine(out, r.key, r.line); err != nil {
				return lines, err
			}
			lines++
			last = append(last[:0], r.line...)
		}
		ok, err := r.nextLine()
		if err != nil {
			return lines, err
		}
		if !ok {
			live = append(live[:least], live[least+1:]...)
		}
	}
	return lines, nil
}
