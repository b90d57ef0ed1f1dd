package dump

import (
	"context"
	"errors"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/sorted"
)

// Snapshot is what a dump reads.
type Snapshot interface {
	// Scan yields the statements that match.
	Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error)
	// AppendTerms appends the canonical texts of terms to dst, one after
	// another, and where each ends in dst to ends. It is called with rising IDs.
	AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error)
}

// Options says what is written and how; the zero value writes every statement as
// N-Quads.
type Options struct {
	// Graph restricts the dump to one graph; graph.None is all of them.
	Graph graph.ID
	// Triples leaves graph names out (N-Triples). A statement that stands in
	// several graphs is written once.
	Triples bool
	// TypesFirst puts a subject's rdf:type before its other predicates in
	// [Statements], as people expect of Turtle.
	TypesFirst bool
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
	if err := newDecoder(s, o).fill(ctx, lineSorter); err != nil {
		return 0, err
	}
	return lineSorter.WriteAll(ctx, w)
}

func newDecoder(s Snapshot, o Options) *decoder {
	d := &decoder{snapshot: s, opts: o, window: newWindow(), out: make(chan *pieces, 2), free: make(chan *pieces, 4)}
	for range cap(d.free) {
		d.free <- &pieces{}
	}
	return d
}

// fill decodes all statements into the sorter.
func (d *decoder) fill(ctx context.Context, lineSorter *sorted.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
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
		if d.opts.Progress != nil && err == nil {
			d.opts.Progress(p.rows)
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
