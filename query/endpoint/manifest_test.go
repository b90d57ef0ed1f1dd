package endpoint_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
)

// node walks the statements of a manifest.
type node struct {
	m    *manifest
	term string
}

// manifest is the statements of a manifest by subject and predicate.
type manifest struct {
	dir  string
	by   map[[2]string][]string
	base string
}

func openManifest(t *testing.T, path string) *manifest {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m := &manifest{dir: filepath.Dir(path), by: map[[2]string][]string{}, base: "file:///suite/" + filepath.Base(path)}
	r := turtle.NewReader(f, turtle.Options{Name: path, Base: m.base})
	var b graph.PatchBatch
	for {
		switch err := r.ReadPatch(&b); {
		case errors.Is(err, io.EOF):
			return m
		case err != nil:
			t.Fatal(err)
		}
		for _, c := range b.Changes {
			key := [2]string{string(c.S), string(c.P)}
			m.by[key] = append(m.by[key], string(c.O))
		}
	}
}

// Namespaces of the manifests.
const (
	mf  = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
	ht  = "http://www.w3.org/2011/http#"
	cnt = "http://www.w3.org/2011/content#"
	ut  = "http://www.w3.org/2009/sparql/tests/test-update#"
	rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdl = "http://www.w3.org/2000/01/rdf-schema#label"
)

func (m *manifest) node(term string) node { return node{m, term} }

// all are the objects of a predicate.
func (n node) all(predicate string) (nodes []node) {
	for _, o := range n.m.by[[2]string{n.term, "<" + predicate + ">"}] {
		nodes = append(nodes, node{n.m, o})
	}
	return nodes
}

// one is the first object of a predicate, or nothing.
func (n node) one(predicate string) node {
	if all := n.all(predicate); len(all) > 0 {
		return all[0]
	}
	return node{n.m, ""}
}

// list are the members of a list.
func (n node) list() (members []node) {
	for n.term != "" && n.term != "<"+rdf+"nil>" {
		members = append(members, n.one(rdf+"first"))
		n = n.one(rdf + "rest")
	}
	return members
}

// text is the lexical form of a literal, or an IRI without brackets.
func (n node) text() string {
	if strings.HasPrefix(n.term, `"`) {
		return string(graph.AppendLexical(nil, []byte(n.term)))
	}
	return strings.Trim(n.term, "<>")
}

// entries are the tests of the manifest.
func (m *manifest) entries() []node { return m.node("<" + m.base + ">").one(mf + "entries").list() }
