package nquads_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
)

func TestQuads(t *testing.T) {
	const text = "<u:s> <u:p> \"01\"^^<http://www.w3.org/2001/XMLSchema#integer> <u:g> .\n_:s <u:p> <<( _:s <u:p> \"x\"@fr )>> .\n"
	quads, err := quad.ReadAll(nquads.NewQuadReader(nquads.NewReader(strings.NewReader(text), nquads.Options{})))
	if err != nil {
		t.Fatal(err)
	}
	want := []quad.Quad{
		{
			Subject: quad.IRI("u:s"), Predicate: quad.IRI("u:p"), Label: quad.IRI("u:g"),
			Object: quad.TypedString{Value: "01", Type: "http://www.w3.org/2001/XMLSchema#integer"},
		},
		{
			Subject: quad.BNode("s"), Predicate: quad.IRI("u:p"),
			Object: graph.TripleTerm{S: quad.BNode("s"), P: quad.IRI("u:p"), O: quad.LangString{Value: "x", Lang: "fr"}},
		},
	}
	if len(quads) != 2 || quads[0] != want[0] || quads[1] != want[1] {
		t.Fatalf("got %#v, want %#v", quads, want)
	}
	var out bytes.Buffer
	w := nquads.NewQuadWriter(&out, false)
	if n, err := w.WriteQuads(quads); n != 2 || err != nil {
		t.Fatalf("WriteQuads = %d, %v", n, err)
	}
	if err := w.Close(); err != nil || out.String() != text {
		t.Fatalf("wrote %q, %v; want %q", out.String(), err, text)
	}
}

func TestQuadWriterRefuses(t *testing.T) {
	ok := quad.Quad{Subject: quad.BNode("s"), Predicate: quad.IRI("u:p"), Object: quad.String("o")}
	for name, change := range map[string]func(q *quad.Quad){
		"literal subject":   func(q *quad.Quad) { q.Subject = quad.String("s") },
		"triple subject":    func(q *quad.Quad) { q.Subject = graph.TripleTerm{S: q.Subject, P: q.Predicate, O: q.Object} },
		"blank predicate":   func(q *quad.Quad) { q.Predicate = quad.BNode("p") },
		"missing object":    func(q *quad.Quad) { q.Object = nil },
		"native object":     func(q *quad.Quad) { q.Object = quad.Int(1) },
		"literal graph":     func(q *quad.Quad) { q.Label = quad.String("g") },
		"missing predicate": func(q *quad.Quad) { q.Predicate = nil },
	} {
		q := ok
		change(&q)
		if _, err := nquads.NewQuadWriter(io.Discard, false).WriteQuads([]quad.Quad{q}); !errors.Is(err, graph.ErrTerm) {
			t.Errorf("%s: %v, want ErrTerm", name, err)
		}
	}
	ok.Label = quad.IRI("u:g")
	if _, err := nquads.NewQuadWriter(io.Discard, true).WriteQuads([]quad.Quad{ok}); err == nil {
		t.Error("N-Triples with a graph name")
	}
}

func TestWriterErrors(t *testing.T) {
	failure := errors.New("disk full")
	w := nquads.NewWriter(failingWriter{failure})
	var err error
	for range 10_000 {
		if err = w.Write([]byte("<u:s>"), []byte("<u:p>"), []byte("<u:o>"), nil); err != nil {
			break
		}
	}
	if !errors.Is(err, failure) || !errors.Is(w.Flush(), failure) {
		t.Errorf("got %v, then %v; want %v", err, w.Flush(), failure)
	}
	b := graph.PatchBatch{Changes: []graph.Change{{Op: graph.Delete, S: []byte("<u:s>"), P: []byte("<u:p>"), O: []byte("<u:o>")}}}
	if err := nquads.NewWriter(io.Discard).WritePatch(&b); !errors.Is(err, nquads.ErrDelete) {
		t.Errorf("a deletion: %v", err)
	}
}

type failingWriter struct{ err error }

func (f failingWriter) Write([]byte) (int, error) { return 0, f.err }

// TestRegisterTaken has the reader of package quad registered already, because
// the benchmark imports it. (That Register works is tested in rdfpatch.)
func TestRegisterTaken(t *testing.T) {
	for range 2 {
		if err := nquads.Register(); !errors.Is(err, nquads.ErrRegistered) {
			t.Errorf("Register() = %v, want ErrRegistered", err)
		}
	}
}
