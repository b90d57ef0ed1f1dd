package query_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

const (
	mf   = "<http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
	qt   = "<http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
	ut   = "<http://www.w3.org/2009/sparql/tests/test-update#"
	rs   = "<http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
	root = "https://w3c.github.io/rdf-tests/sparql/"

	rdfType  = "<" + vocab.RDFType + ">"
	rdfFirst = "<" + vocab.RDFFirst + ">"
	rdfRest  = "<" + vocab.RDFRest + ">"
	rdfNil   = "<" + vocab.RDFNil + ">"
)

// described is a graph by subject and predicate, for reading manifests.
type described map[string]map[string][]string

func describe(list []graphtest.Statement) described {
	d := described{}
	for _, s := range list {
		if d[s.S] == nil {
			d[s.S] = map[string][]string{}
		}
		d[s.S][s.P] = append(d[s.S][s.P], s.O)
	}
	return d
}

func (d described) one(s, p string) string {
	if list := d[s][p]; len(list) > 0 {
		return list[0]
	}
	return ""
}

func (d described) list(head string) []string {
	var out []string
	for head != rdfNil && head != "" {
		out = append(out, d.one(head, rdfFirst))
		head = d.one(head, rdfRest)
	}
	return out
}

// read reads a file as statements; base is its IRI.
func read(path, base string) (_ []graphtest.Statement, err error) {
	format, ok := rdfio.ByPath(path)
	if !ok {
		return nil, fmt.Errorf("%s: no RDF format", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	r, err := rdfio.NewReader(format, f, rdfio.ReaderOptions{Name: path, Base: base})
	if err != nil {
		return nil, err
	}
	return graphtest.ReadStatements(r)
}

// entry is a test of a manifest.
type entry struct {
	iri, name, kind string
	action, result  string
	lax             bool // fewer duplicates than expected are right too (REDUCED)
	about           described
	suite           *w3cSuite
}

// w3cSuite finds the files of a suite by their IRIs.
type w3cSuite struct {
	dir string // of all suites
}

// path is where the document of an IRI, in angle brackets or not, is.
func (s *w3cSuite) path(iri string) (string, error) {
	name, ok := strings.CutPrefix(strings.Trim(iri, "<>"), root)
	if !ok {
		return "", fmt.Errorf("%s is not of the suite", iri)
	}
	return filepath.Join(s.dir, filepath.FromSlash(name)), nil
}

func (s *w3cSuite) statements(iri string) ([]graphtest.Statement, error) {
	path, err := s.path(iri)
	if err != nil {
		return nil, err
	}
	return read(path, strings.Trim(iri, "<>"))
}

func (s *w3cSuite) text(iri string) (string, error) {
	path, err := s.path(iri)
	if err != nil {
		return "", err
	}
	b, err := os.ReadFile(path)
	return string(b), err
}

// entries reads a manifest and those that it includes.
func (s *w3cSuite) entries(name string) ([]entry, error) {
	list, err := s.statements(root + name)
	if err != nil {
		return nil, err
	}
	d := describe(list)
	var out []entry
	for subject := range d {
		for _, included := range d.list(d.one(subject, mf+"include>")) {
			more, err := s.entries(strings.TrimPrefix(strings.Trim(included, "<>"), root))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", included, err)
			}
			out = append(out, more...)
		}
		for _, test := range d.list(d.one(subject, mf+"entries>")) {
			e := entry{iri: test, name: lexical(d.one(test, mf+"name>")), about: d, suite: s,
				action: d.one(test, mf+"action>"), result: d.one(test, mf+"result>"),
				lax: d.one(test, mf+"resultCardinality>") == mf+"LaxCardinality>"}
			e.kind = strings.TrimSuffix(strings.TrimPrefix(d.one(test, rdfType), mf), ">")
			if e.kind == "" {
				return nil, fmt.Errorf("%s: test %s is not described", name, test)
			}
			out = append(out, e)
		}
	}
	return out, nil
}

func lexical(text string) string { return string(graph.AppendLexical(nil, []byte(text))) }

// statementReader is a patch of statements.
type statementReader struct{ list []graphtest.Statement }

func (r *statementReader) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if len(r.list) == 0 {
		return io.EOF
	}
	for _, s := range r.list {
		*b.Next() = graph.Change{Op: graph.Add, S: []byte(s.S), P: []byte(s.P), O: []byte(s.O), G: []byte(s.G)}
	}
	r.list = nil
	return nil
}
