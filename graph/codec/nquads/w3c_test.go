package nquads_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/w3c"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

func open(r io.Reader, name, _ string) graph.PatchReader {
	return nquads.NewReader(r, nquads.Options{Name: name, Triples: strings.HasSuffix(name, ".nt")})
}

func TestW3C(t *testing.T) {
	for _, s := range []w3c.Suite{
		{Name: "rdf11/n-triples", Dir: "rdf11/rdf-n-triples", Count: 70},
		{Name: "rdf11/n-quads", Dir: "rdf11/rdf-n-quads", Count: 87},
		{Name: "rdf12/n-triples syntax", Dir: "rdf12/rdf-n-triples/syntax", Count: 29},
		{Name: "rdf12/n-triples c14n", Dir: "rdf12/rdf-n-triples/c14n", Count: 41},
		{Name: "rdf12/n-quads syntax", Dir: "rdf12/rdf-n-quads/syntax", Count: 27},
		{Name: "rdf12/n-quads c14n", Dir: "rdf12/rdf-n-quads/c14n", Count: 41},
	} {
		w3c.Run(t, s, open)
	}
}

// TestW3CUnlisted runs the pairs of files in the c14n folders that the manifests
// do not list (they are newer than the rest).
func TestW3CUnlisted(t *testing.T) {
	root := graphtest.SharedDir(t, "conformance", "rdf-tests", "rdf", "rdf12")
	results, err := filepath.Glob(filepath.Join(root, "*", "c14n", "*-c14n.n?"))
	if err != nil || len(results) < 80 {
		t.Fatalf("%d result files, %v", len(results), err)
	}
	for _, result := range results {
		want, err := os.ReadFile(result)
		if err != nil {
			t.Fatal(err)
		}
		path := strings.Replace(result, "-c14n", "", 1)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		list, err := graphtest.ReadStatements(open(bytes.NewReader(text), filepath.Base(path), ""))
		var got []byte
		for _, s := range list {
			got = nquads.AppendQuad(got, []byte(s.S), []byte(s.P), []byte(s.O), []byte(s.G))
		}
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: error %v, got %q, want %q", filepath.Base(path), err, got, want)
		}
	}
}
