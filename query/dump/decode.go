package dump

import (
	"context"
	"errors"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// decoder turns rows of IDs into text, a window of rows at a time.
type decoder struct {
	snapshot Snapshot
	opts     Options
	window   *window
	subject  uint32     // slot of the current key; noSlot: none
	graph    uint32     // the same of its graph name, if that comes first
	prefixes *prefixUse // may be nil
	// graphFirst puts the graph name in front of the subject, an empty one for
	// the default graph and where graph names are left out.
	graphFirst bool
	typesFirst bool // write typeFirst for rdf:type
	out        chan *pieces
	free       chan *pieces
}

const (
	rdfType = "<" + vocab.RDFType + ">"
	// typeFirst stands for rdf:type where that is to come before the other
	// predicates: it is less than the bracket that those begin with.
	typeFirst = "!"
)

func (d *decoder) run(ctx context.Context) (err error) {
	scan := graph.Scan{Pattern: graph.Pattern{G: d.opts.Graph}, Order: graph.SPOG}
	if d.opts.Graph != graph.None || d.graphFirst && !d.opts.Triples {
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
	var batch graph.Batch
	for {
		if err := scanner.Next(ctx, &batch); err != nil {
			return fmt.Errorf("scan: %w", err)
		}
		d.window.add(&batch)
		if batch.N > 0 && !d.window.full() {
			continue
		}
		if err := d.emit(ctx); err != nil {
			return err
		}
		if batch.N == 0 {
			return nil
		}
	}
}

// emit decodes the window and hands its rows over as text.
func (d *decoder) emit(ctx context.Context) error {
	w := d.window
	if err := w.decode(ctx, d.snapshot); err != nil {
		return err
	}
	d.prefixes.look(w.arena, w.ends)
	p, err := d.takeFree(ctx)
	if err != nil {
		return err
	}
	d.subject = noSlot
	for row := range w.rows() {
		if err := d.appendRow(ctx, p, row); err != nil {
			return err
		}
		if len(p.arena) < pieceBytes {
			continue
		}
		if err := d.send(ctx, p); err != nil {
			return err
		}
		if p, err = d.takeFree(ctx); err != nil {
			return err
		}
		d.subject = noSlot // the key is repeated in the next piece
	}
	w.reset()
	return d.send(ctx, p)
}

// send hands a piece over.
func (d *decoder) send(ctx context.Context, p *pieces) error {
	select {
	case d.out <- p:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// takeFree waits for memory that the sorter has done with.
func (d *decoder) takeFree(ctx context.Context) (*pieces, error) {
	select {
	case p := <-d.free:
		p.reset()
		return p, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (d *decoder) appendRow(ctx context.Context, p *pieces, row int) (err error) {
	w := d.window
	p.rows++
	if s, g := w.slots[graph.S][row], w.slots[graph.G][row]; s != d.subject || d.graphFirst && g != d.graph {
		if d.graphFirst {
			if p.arena, err = w.appendText(ctx, d.snapshot, p.arena, g); err != nil {
				return err
			}
			p.arena = append(p.arena, ' ')
			d.graph = g
		}
		if p.arena, err = w.appendText(ctx, d.snapshot, p.arena, s); err != nil {
			return err
		}
		p.arena = append(p.arena, ' ')
		p.ends = append(p.ends, -len(p.arena))
		d.subject = s
	}
	rest := [...]graph.Position{graph.P, graph.O, graph.G}
	for _, pos := range rest[:d.positions()] {
		start := len(p.arena)
		if p.arena, err = w.appendText(ctx, d.snapshot, p.arena, w.slots[pos][row]); err != nil {
			return err
		}
		if d.typesFirst && pos == graph.P && string(p.arena[start:]) == rdfType {
			p.arena = append(p.arena[:start], typeFirst...)
		}
		if len(p.arena) > start {
			p.arena = append(p.arena, ' ')
		}
	}
	p.arena = append(p.arena, '.', '\n')
	p.ends = append(p.ends, len(p.arena))
	return nil
}

// positions is the number of terms behind the subject.
func (d *decoder) positions() int {
	if d.opts.Triples || d.graphFirst {
		return 2
	}
	return 3
}
