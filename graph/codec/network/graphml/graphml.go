package graphml

import (
	"context"
	"io"
	"strconv"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/out"
)

const (
	header = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`
	footer = "</graph>\n</graphml>\n"
)

var (
	nodeKeys = []string{"iri", "label", "kind", "start", "end"}
	// "source" is the start of an edge for many programs, hence "document".
	edgeKeys = []string{"kind", "label", "start", "end", "place", "status", "document", "event"}
)

// Write writes a network and returns how much it wrote. Errors are those of
// network.Walk, of src and of w; after one, the file is not complete.
func Write(ctx context.Context, w io.Writer, src network.Source, o network.Options) (network.Counts, error) {
	g := writer{out.New(w, "GraphML")}
	g.Text(header)
	g.keys("graph", "title")
	g.keys("node", nodeKeys...)
	g.keys("edge", edgeKeys...)
	kind := "undirected"
	if o.Directed {
		kind = "directed"
	}
	g.Text(`<graph id="G" edgedefault="`, kind, "\">\n")
	if o.Title != "" {
		g.data("graph", "title", o.Title)
		g.Text("\n")
	}
	done, err := network.Walk(ctx, src, g.node, g.edge)
	if err != nil {
		return done, err
	}
	g.Text(footer)
	return done, g.Flush()
}

type writer struct{ *out.Writer }

func (g writer) keys(domain string, names ...string) {
	for _, name := range names {
		g.Text(`<key id="`, domain, "_", name, `" for="`, domain, `" attr.name="`, name, "\" attr.type=\"string\"/>\n")
	}
}

// data writes a datum unless it is empty.
func (g writer) data(domain, name, value string) {
	if value == "" {
		return
	}
	g.Text(`<data key="`, domain, "_", name, `">`)
	g.Buf = out.AppendXML(g.Buf, value)
	g.Text("</data>")
}

func (g writer) node(i int, n network.Node) error {
	g.Text(`<node id="n`)
	g.Buf = strconv.AppendInt(g.Buf, int64(i), 10)
	g.Text(`">`)
	label := n.Label
	if label == "" {
		label = n.ID
	}
	for k, value := range []string{n.ID, label, n.Kind, n.Start.String(), n.End.String()} {
		g.data("node", nodeKeys[k], value)
	}
	g.Text("</node>\n")
	return g.Check()
}

func (g writer) edge(i, from, to int, e network.Edge) error {
	g.Text(`<edge id="e`)
	g.Buf = strconv.AppendInt(g.Buf, int64(i), 10)
	g.Text(`" source="n`)
	g.Buf = strconv.AppendInt(g.Buf, int64(from), 10)
	g.Text(`" target="n`)
	g.Buf = strconv.AppendInt(g.Buf, int64(to), 10)
	g.Text(`">`)
	for k, value := range []string{e.Kind, e.Label, e.Start.String(), e.End.String(), e.Place, e.Status, e.Source, e.Event} {
		g.data("edge", edgeKeys[k], value)
	}
	g.Text("</edge>\n")
	return g.Check()
}
