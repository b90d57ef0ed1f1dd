package gml

import (
	"context"
	"io"
	"strconv"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/out"
)

// Write writes a network and returns how much it wrote. Errors are those of
// network.Walk, of src and of w; after one, the file is not complete.
func Write(ctx context.Context, w io.Writer, src network.Source, o network.Options) (network.Counts, error) {
	g := writer{out.New(w, "GML")}
	g.Text("Creator \"chancery\"\ngraph [\n")
	directed := 0
	if o.Directed {
		directed = 1
	}
	g.number("directed", directed)
	g.Text("\n")
	// Several edges may join two nodes; programs want to be told.
	g.number("multigraph", 1)
	g.Text("\n")
	if o.Title != "" {
		g.text("label", o.Title)
		g.Text("\n")
	}
	done, err := network.Walk(ctx, src, g.node, g.edge)
	if err != nil {
		return done, err
	}
	g.Text("]\n")
	return done, g.Flush()
}

type writer struct{ *out.Writer }

func (g writer) number(key string, value int) {
	g.Text(key, " ")
	g.Buf = append(strconv.AppendInt(g.Buf, int64(value), 10), ' ')
}

// text writes a key and a string, unless that is empty.
func (g writer) text(key, value string) {
	if value == "" {
		return
	}
	g.Text(key, ` "`)
	g.Buf = out.Append(g.Buf, value, special)
	g.Text(`" `)
}

func special(dst []byte, r rune) ([]byte, bool) {
	switch {
	case r == '"':
		return append(dst, "&quot;"...), true
	case r == '&':
		return append(dst, "&amp;"...), true
	case r > '~' && !out.Unsayable(r), r == '\t', r == '\n', r == '\r':
		return append(strconv.AppendInt(append(dst, "&#"...), int64(r), 10), ';'), true
	}
	return dst, false
}

func (g writer) node(i int, n network.Node) error {
	g.Text("node [ ")
	g.number("id", i)
	label := n.Label
	if label == "" {
		label = n.ID
	}
	g.text("label", label)
	g.text("iri", n.ID)
	g.text("kind", n.Kind)
	g.text("start", n.Start.String())
	g.text("end", n.End.String())
	g.Text("]\n")
	return g.Check()
}

func (g writer) edge(i, from, to int, e network.Edge) error {
	g.Text("edge [ ")
	g.number("source", from)
	g.number("target", to)
	// What GML calls a key of a multigraph's edge tells edges of two nodes apart.
	g.number("key", i)
	label := e.Label
	if label == "" {
		label = e.Kind
	}
	g.text("label", label)
	g.text("kind", e.Kind)
	g.text("start", e.Start.String())
	g.text("end", e.End.String())
	g.text("place", e.Place)
	g.text("status", e.Status)
	g.text("document", e.Source)
	g.text("event", e.Event)
	g.Text("]\n")
	return g.Check()
}
