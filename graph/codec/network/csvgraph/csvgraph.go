package csvgraph

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/out"
)

// Options say how to write the tables. The zero value works.
type Options struct {
	network.Options
	// Spreadsheet puts an apostrophe before every field that a spreadsheet would
	// take for a formula: labels come from documents of anybody's making. The
	// fields are then not what they were, so other programs do better without.
	Spreadsheet bool
}

// WriteNodes writes the table of nodes and returns how many it wrote. The edges
// are not read.
func WriteNodes(ctx context.Context, w io.Writer, src network.Source, o Options) (nodes int, err error) {
	t := newTable(w, o, "Id", "Label", "Kind", "Start", "End")
	done, err := network.Walk(ctx, nodesOnly{src}, func(_ int, n network.Node) error {
		label := n.Label
		if label == "" {
			label = n.ID
		}
		return t.row(n.ID, label, n.Kind, n.Start.String(), n.End.String())
	}, nil)
	if err != nil {
		return done.Nodes, err
	}
	return done.Nodes, t.flush()
}

// WriteEdges writes the table of edges and returns how many it wrote. The nodes
// are read, to check the ends of edges.
func WriteEdges(ctx context.Context, w io.Writer, src network.Source, o Options) (edges int, err error) {
	t := newTable(w, o, "Source", "Target", "Type", "Id", "Label", "Kind", "Start", "End", "Place", "Status", "Document", "Event")
	kind := "Undirected"
	if o.Directed {
		kind = "Directed"
	}
	done, err := network.Walk(ctx, src, func(int, network.Node) error { return nil }, func(i, _, _ int, e network.Edge) error {
		label := e.Label
		if label == "" {
			label = e.Kind
		}
		return t.row(e.From, e.To, kind, strconv.Itoa(i), label, e.Kind, e.Start.String(), e.End.String(), e.Place, e.Status, e.Source, e.Event)
	})
	if err != nil {
		return done.Edges, err
	}
	return done.Edges, t.flush()
}

type table struct {
	w           *csv.Writer
	spreadsheet bool
	buf         []byte
	err         error // of the header
}

func newTable(w io.Writer, o Options, names ...string) *table {
	t := &table{w: csv.NewWriter(w), spreadsheet: o.Spreadsheet}
	t.err = t.w.Write(names)
	return t
}

func (t *table) row(fields ...string) error {
	if t.err != nil {
		return fmt.Errorf("write CSV: %w", t.err)
	}
	for i, s := range fields {
		t.buf = out.Append(t.buf[:0], s, func(dst []byte, _ rune) ([]byte, bool) { return dst, false })
		if t.spreadsheet && len(s) > 0 && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
			t.buf = append([]byte{'\''}, t.buf...)
		}
		fields[i] = string(t.buf)
	}
	if err := t.w.Write(fields); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func (t *table) flush() error {
	t.w.Flush()
	if err := t.w.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}
