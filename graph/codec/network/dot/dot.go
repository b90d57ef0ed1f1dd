package dot

import (
	"context"
	"io"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/out"
)

// Write writes a network and returns how much it wrote. Errors are those of
// network.Walk, of src and of w; after one, the file is not complete.
func Write(ctx context.Context, w io.Writer, src network.Source, o network.Options) (network.Counts, error) {
	g := writer{Writer: out.New(w, "DOT"), arrow: " -- "}
	word := "graph "
	if o.Directed {
		word, g.arrow = "digraph ", " -> "
	}
	title := o.Title
	if title == "" {
		title = "network"
	}
	g.Text(word)
	g.quoted(title, false)
	g.Text(" {\n")
	done, err := network.Walk(ctx, src, g.node, g.edge)
	if err != nil {
		return done, err
	}
	g.Text("}\n")
	return done, g.Flush()
}

type writer struct {
	*out.Writer
	arrow string
}

// quoted writes a string. Graphviz takes a backslash before a quote away and
// keeps all others; in labels it then reads escapes (\n, \\, \N, …) and HTML's
// character references. Outside of labels backslashes are doubled too, so that
// none stands before a quote, and different strings stay different.
func (g writer) quoted(s string, label bool) {
	g.Text(`"`)
	g.Buf = out.Append(g.Buf, s, func(dst []byte, r rune) ([]byte, bool) {
		switch {
		case r == '"':
			return append(dst, '\\', '"'), true
		case r == '\\':
			return append(dst, '\\', '\\'), true
		case r == '\n':
			return append(dst, '\\', 'n'), true
		case r == '&' && label:
			return append(dst, "&amp;"...), true
		case r == '\r' || out.Unsayable(r):
			return out.AppendCode(append(dst, '\\'), r), true
		}
		return dst, false
	})
	g.Text(`"`)
}

// attribute writes an attribute after the label, unless it is empty.
func (g writer) attribute(name, value string) {
	if value == "" {
		return
	}
	g.Text(", ", name, "=")
	g.quoted(value, false)
}

func (g writer) node(_ int, n network.Node) error {
	g.quoted(n.ID, false)
	label := n.Label
	if label == "" {
		label = n.ID
	}
	g.Text(" [label=")
	g.quoted(label, true)
	g.attribute("kind", n.Kind)
	g.attribute("start", n.Start.String())
	g.attribute("end", n.End.String())
	g.Text("];\n")
	return g.Check()
}

func (g writer) edge(_, _, _ int, e network.Edge) error {
	g.quoted(e.From, false)
	g.Text(g.arrow)
	g.quoted(e.To, false)
	g.Text(" [label=")
	g.quoted(edgeLabel(e), true)
	g.attribute("kind", e.Kind)
	g.attribute("start", e.Start.String())
	g.attribute("end", e.End.String())
	g.attribute("place", e.Place)
	g.attribute("status", e.Status)
	g.attribute("document", e.Source)
	g.attribute("event", e.Event)
	g.Text("];\n")
	return g.Check()
}

// edgeLabel is the label, or the kind, and the date on a second line.
func edgeLabel(e network.Edge) string {
	label := e.Label
	if label == "" {
		label = e.Kind
	}
	when := e.Start.String()
	switch {
	case e.Start == e.End || e.End.IsZero():
	case e.Start.IsZero():
		when = "until " + e.End.String()
	default:
		when += " to " + e.End.String()
	}
	if when == "" {
		return label
	}
	if label == "" {
		return when
	}
	return label + "\n" + when
}
