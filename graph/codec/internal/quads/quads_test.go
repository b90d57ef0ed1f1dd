package quads_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/quads"
)

func TestRegister(t *testing.T) {
	f := quad.Format{Name: "x-one", Ext: []string{".x1", ".x2"}, Mime: []string{"x/one", "x/two"}}
	if err := quads.Register(f); err != nil {
		t.Fatal(err)
	}
	for _, taken := range []quad.Format{
		{Name: "x-one"}, {Name: "a", Ext: []string{".a", ".x2"}}, {Name: "b", Mime: []string{"x/b", "x/two"}},
	} {
		if err := quads.Register(taken); !errors.Is(err, quads.ErrRegistered) || quad.FormatByName("a") != nil {
			t.Errorf("%+v: error %v", taken, err)
		}
	}
}

func TestWriter(t *testing.T) {
	var lines []string
	failure, closed := errors.New("full"), errors.New("closed")
	w := quads.NewWriter(func(s, p, o, g []byte) error {
		if len(lines) == 2 {
			return failure
		}
		lines = append(lines, strings.Join([]string{string(s), string(p), string(o), string(g)}, "|"))
		return nil
	}, func() error { return closed })
	q := quad.Quad{Subject: quad.BNode("s"), Predicate: quad.IRI("u:p"), Object: quad.LangString{Value: "x", Lang: "FR"}, Label: quad.IRI("u:g")}
	bare := q
	bare.Label = nil
	n, err := w.WriteQuads([]quad.Quad{q, bare, q})
	if n != 2 || !errors.Is(err, failure) || strings.Join(lines, ";") != `_:s|<u:p>|"x"@fr|<u:g>;_:s|<u:p>|"x"@fr|` {
		t.Errorf("%d quads, error %v, %q", n, err, lines)
	}
	for name, change := range map[string]func(q *quad.Quad){
		"literal subject": func(q *quad.Quad) { q.Subject = quad.String("s") },
		"blank predicate": func(q *quad.Quad) { q.Predicate = quad.BNode("p") },
		"missing object":  func(q *quad.Quad) { q.Object = nil },
		"literal graph":   func(q *quad.Quad) { q.Label = quad.String("g") },
	} {
		bad := q
		change(&bad)
		if err := w.WriteQuad(bad); !errors.Is(err, graph.ErrTerm) {
			t.Errorf("%s: error %v, want ErrTerm", name, err)
		}
	}
	if err := w.Close(); !errors.Is(err, closed) {
		t.Errorf("Close: %v", err)
	}
}
