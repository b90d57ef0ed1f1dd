package rdfxml_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/w3c"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

var suites = []w3c.Suite{
	{Name: "rdf11/rdf-xml", Dir: "rdf11/rdf-xml", Count: 166},
	{Name: "rdf12/rdf-xml", Dir: "rdf12/rdf-xml/eval", Count: 31},
}

func open(r io.Reader, name, base string) graph.PatchReader {
	return rdfxml.NewReader(r, rdfxml.Options{Name: name, Base: base})
}

func TestW3C(t *testing.T) {
	for _, s := range suites {
		w3c.Run(t, s, open)
	}
}

// TestW3CWritten runs the suites on what the writer makes of each document.
func TestW3CWritten(t *testing.T) {
	for _, s := range suites {
		s.Name += " written and read again"
		w3c.Run(t, s, func(r io.Reader, name, base string) graph.PatchReader {
			list, err := graphtest.ReadStatements(open(r, name, base))
			if err != nil {
				return failed{err}
			}
			text, err := write(list, rdfxml.WriterOptions{Prefixes: vocab.Prefixes()})
			if err != nil {
				return failed{err}
			}
			return rdfxml.NewReader(bytes.NewReader(text), rdfxml.Options{Name: name + " (written)"})
		})
	}
}

type failed struct{ err error }

func (f failed) ReadPatch(*graph.PatchBatch) error { return f.err }

// write writes statements.
func write(list []graphtest.Statement, o rdfxml.WriterOptions) ([]byte, error) {
	var out bytes.Buffer
	w := rdfxml.NewWriter(&out, o)
	for _, s := range list {
		if err := w.Write([]byte(s.S), []byte(s.P), []byte(s.O), []byte(s.G)); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}
