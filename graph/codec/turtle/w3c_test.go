package turtle_test

import (
	"io"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/w3c"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
)

func TestW3C(t *testing.T) {
	for _, s := range []w3c.Suite{
		{Name: "rdf11/turtle", Dir: "rdf11/rdf-turtle", Count: 313},
		{Name: "rdf12/turtle syntax", Dir: "rdf12/rdf-turtle/syntax", Count: 74},
		{Name: "rdf12/turtle eval", Dir: "rdf12/rdf-turtle/eval", Count: 29},
	} {
		t.Run(s.Name, func(t *testing.T) {
			w3c.Run(t, s, func(r io.Reader, name, base string) graph.PatchReader {
				return turtle.NewReader(r, turtle.Options{Name: name, Base: base})
			})
		})
	}
}
