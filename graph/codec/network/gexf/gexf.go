package gexf

import (
	"context"
	"io"
	"strconv"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/out"
)

const (
	header = `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta>
<creator>chancery</creator>
`
	// The names avoid what Gephi's tables have columns for: Source and Kind.
	attributes = `<attributes class="node" mode="static">
<attribute id="n0" title="type" type="string"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="e0" title="place" type="string"/>
<attribute id="e1" title="status" type="string"/>
<attribute id="e2" title="document" type="string"/>
<attribute id="e3" title="event" type="string"/>
</attributes>
<nodes>
`
	footer = "</edges>\n</graph>\n</gexf>\n"
)

// Write writes a network and returns how much it wrote. Errors are those of
// network.Walk, of src and of w; after one, the file is not complete.
func Write(ctx context.Context, w io.Writer, src network.Source, o network.Options) (network.Counts, error) {
	g := writer{out.New(w, "GEXF")}
	g.Text(header)
	if o.Title != "" {
		g.Text("<description>")
		g.Buf = out.AppendXML(g.Buf, o.Title)
		g.Text("</description>\n")
	}
	kind := "undirected"
	if o.Directed {
		kind = "directed"
	}
	g.Text("</meta>\n", `<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="`, kind, "\" idtype=\"string\">\n")
	g.Text(attributes)
	inEdges := false
	done, err := network.Walk(ctx, src, g.node, func(i, _, _ int, e network.Edge) error {
		if !inEdges {
			g.Text("</nodes>\n<edges>\n")
			inEdges = true
		}
		return g.edge(i, e)
	})
	if err != nil {
		return done, err
	}
	if !inEdges {
		g.Text("</nodes>\n<edges>\n")
	}
	g.Text(footer)
	return done, g.Flush()
}

type writer struct{ *out.Writer }

func (g writer) node(_ int, n network.Node) error {
	g.Text("<node")
	g.Attr("id", n.ID)
	label := n.Label
	if label == "" {
		label = n.ID
	}
	g.Attr("label", label)
	g.period(n.Start, n.End)
	g.values("node", "n", n.Kind)
	return g.Check()
}

func (g writer) edge(i int, e network.Edge) error {
	g.Text("<edge id=\"")
	g.Buf = append(strconv.AppendInt(g.Buf, int64(i), 10), '"')
	g.Attr("source", e.From)
	g.Attr("target", e.To)
	g.Attr("kind", e.Kind)
	label := e.Label
	if label == "" {
		label = e.Kind
	}
	g.Attr("label", label)
	g.period(e.Start, e.End)
	g.values("edge", "e", e.Place, e.Status, e.Source, e.Event)
	return g.Check()
}

func (g writer) period(start, end network.Date) {
	g.Attr("start", start.String())
	g.Attr("end", end.String())
}

// values ends the start tag of an element, writes the attribute values that are
// not empty, and ends the element.
func (g writer) values(element, prefix string, values ...string) {
	open := false
	for i, v := range values {
		if v == "" {
			continue
		}
		if !open {
			g.Text("><attvalues>")
			open = true
		}
		g.Text("<attvalue")
		g.Attr("for", prefix+strconv.Itoa(i))
		g.Attr("value", v)
		g.Text("/>")
	}
	if !open {
		g.Text("/>\n")
		return
	}
	g.Text("</attvalues></", element, ">\n")
}
