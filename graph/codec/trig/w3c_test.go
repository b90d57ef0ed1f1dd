package trig_test

import (
	"io"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/w3c"
	"github.com/chancery-graph/chancery/graph/codec/trig"
)

func TestW3C(t *testing.T) {
	for _, s := range []w3c.Suite{
		{Name: "rdf11/trig", Dir: "rdf11/rdf-trig", Count: 356},
		{Name: "rdf12/trig syntax", Dir: "rdf12/rdf-trig/syntax", Count: 35},
		{Name: "rdf12/trig eval", Dir: "rdf12/rdf-trig/eval", Count: 25},
	} {
		t.Run(s.Name, func(t *testing.T) {
			w3c.Run(t, s, func(r io.Reader, name, base string) graph.PatchReader {
				return trig.NewReader(r, trig.Options{Name: name, Base: base})
			})
		})
	}
}
