package dump

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/sorted"
)

// Snapshot is what a dump reads.
type Snapshot interface {
	// Scan yields the statements that match.
	Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error)
	// AppendTerm appends the canonical text of a term to dst.
	AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error)
}

// Options says what is written and how; the zero value writes every statement as
// N-Quads.
type Options struct {
	// Graph restricts the dump to one graph; graph.None is all of them.
	Graph graph.ID
	// Triples leaves graph names out (N-Triples). A statement that stands in
	// several graphs is written once.
	Triples bool
	// Memory bounds the text that is held back for sorting, in bytes; 0 is
	// sorted.DefaultMemory. What does not fit is spilled to TempDir.
	Memory int
	// TempDir is where runs are spilled; empty is the system's directory.
	TempDir string
	// Progress, if not nil, is told now and then how many more statements were
	// read. It is called from one goroutine.
	Progress func(statements int)
}

// Write writes the statements of a snapshot to w and returns the number of
// lines. Temporary files are removed before it returns, also on an error and
// when ctx is cancelled.
func Write(ctx context.Context, w io.Writer, s Snapshot, o Options) (lines uint64, err error) {
	lineSorter := sorted.New(sorted.Options{Memory: o.Memory, Dir: o.TempDir})
	defer func() { err = errors.Join(err, lineSorter.Close()) }()
	if err := fill(ctx, lineSorter, s, o); err != nil {
		return 0, err
	}
	return lineSorter.WriteAll(ctx, w)
}

// fill decodes all statements into the sorter.
func fill(ctx context.Context, lineSorter *sorted.Writer, s Snapshot, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d := &decoder{snapshot: s, opts: o, out: make(chan *pieces, 2), free: make(chan *pieces, 4)}
	for range cap(d.free) {
		d.free <- &pieces{}
	}
	decoded := make(chan error, 1)
	go func() {
		defer close(d.out)
		decoded <- d.run(ctx)
	}()
	var err error
	for p := range d.out {
		if err == nil {
			if err = p.feed(lineSorter); err != nil {
				cancel()
			}
		}
		if o.Progress != nil && err == nil {
			o.Progress(p.rows)
		}
		d.free <- p
	}
	if e := <-decoded; err == nil {
		err = e
	}
	return err
}

// pieces is text on its way from the decoder to the sorter: keys and lines in
// one arena, with their ends in order. A key's end is stored negated.
type pieces struct {
	arena []byte
	ends  []int
	rows  int
}

func (p *pieces) reset() { p.arena, p.ends, p.rows = p.arena[:0], p.ends[:0], 0 }

func (p *pieces) feed(lineSorter *sorted.Writer) error {
	start := 0
	for _, end := range p.ends {
		if end < 0 {
			lineSorter.Group(p.arena[start:-end])
			start = -end
			continue
		}
		if err := lineSorter.Line(p.arena[start:end]); err != nil {
			return err
		}
		start = end
	}
	return nil
}

// pieceBytes is how much text is handed over at a time.
const pieceBytes = 512 << 10

// decoder turns rows of IDs into text.
type decoder struct {
	snapshot Snapshot
	opts     Options
	cache    cache
	subject  graph.ID
	out      chan *pieces
	free     chan *pieces
}

func (d *decoder) run(ctx context.Context) (err error) {
	scan := graph.Scan{Pattern: graph.Pattern{G: d.opts.Graph}, Order: graph.SPOG}
	if d.opts.Graph != graph.None {
		scan.Order = graph.GSPO
	}
	if d.opts.Triples {
		scan.Columns = graph.ColS | graph.ColP | graph.ColO
	}
	scanner, err := d.snapshot.Scan(ctx, scan)
	if err != nil {
		return fmt.Errorf("scan: %w", err)
	}
	defer func() { err = errors.Join(err, scanner.Close()) }()
	p, err := d.takeFree(ctx)
	if err != nil {
		return err
	}
	p.reset()
	var batch graph.Batch
	for {
		if err := scanner.Next(ctx, &batch); err != nil {
			return fmt.Errorf("scan: %w", err)
		}
		if batch.N == 0 {
			d.out <- p
			return nil
		}
		for row := range batch.N {
			if err := d.appendRow(ctx, p, &batch, row); err != nil {
				return err
			}
			if len(p.arena) >= pieceBytes {
				d.out <- p
				if p, err = d.takeFree(ctx); err != nil {
					return err
				}
				p.reset()
				d.subject = graph.None // the key is repeated in the next piece
			}
		}
	}
}

// takeFree waits for memory that the sorter has done with.
func (d *decoder) takeFree(ctx context.Context) (*pieces, error) {
	select {
	case p := <-d.free:
		return p, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (d *decoder) appendRow(ctx context.Context, p *pieces, b *graph.Batch, row int) (err error) {
	p.rows++
	if s := b.Cols[graph.S][row]; s != d.subject {
		if p.arena, err = d.appendTerm(ctx, p.arena, s); err != nil {
			return err
		}
		p.arena = append(p.arena, ' ')
		p.ends = append(p.ends, -len(p.arena))
		d.subject = s
	}
	for _, pos := range [...]graph.Position{graph.P, graph.O} {
		if p.arena, err = d.appendTerm(ctx, p.arena, b.Cols[pos][row]); err != nil {
			return err
		}
		p.arena = append(p.arena, ' ')
	}
	if !d.opts.Triples {
		if g := b.Cols[graph.G][row]; g != graph.DefaultGraph {
			if p.arena, err = d.appendTerm(ctx, p.arena, g); err != nil {
				return err
			}
			p.arena = append(p.arena, ' ')
		}
	}
	p.arena = append(p.arena, '.', '\n')
	p.ends = append(p.ends, len(p.arena))
	return nil
}

func (d *decoder) appendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error) {
	if !id.InDictionary() {
		return id.AppendInline(dst), nil
	}
	e := d.cache.entry(id)
	if e.id == id {
		return append(dst, e.text...), nil
	}
	start := len(dst)
	dst, err := d.snapshot.AppendTerm(ctx, dst, id)
	if err != nil {
		return dst, fmt.Errorf("term %v: %w", id, err)
	}
	if text := dst[start:]; len(text) <= longestCached {
		e.id, e.text = id, append(e.text[:0], text...)
	}
	return dst, nil
}

const (
	cacheBits     = 15
	longestCached = 256 // bytes; long texts are literals, which seldom repeat
)

// cache keeps decoded terms, one per slot: at most 2^15 × 256 bytes of text.
type cache struct{ slots []cached }

type cached struct {
	id   graph.ID
	text []byte
}

// entry returns the slot where id is, or is to be put.
func (c *cache) entry(id graph.ID) *cached {
	if c.slots == nil {
		c.slots = make([]cached, 1<<cacheBits)
	}
	// Fibonacci hashing: ordinals are dense, and so are strides of them.
	return &c.slots[uint64(id)*0x9e3779b97f4a7c15>>(64-cacheBits)]
}
