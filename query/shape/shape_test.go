package shape_test

import (
	"context"
	"errors"
	"testing"

	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/shape"
	"github.com/chancery-graph/chancery/query/sparql"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		name, text   string
		line, column int // 0: it is a shape
	}{
		{"least", "SELECT ?a ?b { ?a chy:met ?b }", 0, 0},
		{"all", "SELECT ?a ?b ?start ?end ?event ?kind ?status ?place ?source { ?a chy:met ?b }", 0, 0},
		{"star", "SELECT * { ?a chy:met ?b }", 0, 0},
		{"grammar", "SELECT ?a ?b {\n  ?a chy:met }", 2, 14},
		{"no actor", "# who\nSELECT ?a { ?a chy:met ?b }", 2, 1},
		{"another variable", "SELECT ?a\n ?b ?day { ?a chy:met ?b }", 2, 5},
		{"another variable by a star", "SELECT * {\n ?a ?é ?b }", 2, 5},
		{"no SELECT", "PREFIX x: <u:>\nCONSTRUCT WHERE { ?a x:p ?b }", 2, 1},
		{"by chance", "SELECT ?a ?b { ?a chy:met ?b FILTER(RAND() < 0.5) }", 1, 37},
		{"elsewhere", "SELECT ?a ?b { SERVICE <http://x/> { ?a chy:met ?b } }", 1, 16},
	} {
		_, err := shape.Parse(test.text)
		if test.line == 0 {
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			continue
		}
		var at *sparql.SyntaxError
		if !errors.As(err, &at) || at.Line != test.line || at.Column != test.column {
			t.Errorf("%s: error %v, want one at %d:%d", test.name, err, test.line, test.column)
		}
	}
}

func TestStored(t *testing.T) {
	const setting = "\n<https://chancery.example/settings> chy:contactShape "
	for _, test := range []struct {
		name, text, want string
		ok, bad          bool
	}{
		{"none", "actor:ana chy:met actor:bo", "", false, false},
		{"one", "GRAPH <https://chancery.example/settings>" + setting + `"SELECT \"x\""`, `SELECT "x"`, true, false},
		{"in another graph", "GRAPH source:x" + setting + `"SELECT"`, "", false, false},
		{"two", "GRAPH <https://chancery.example/settings>" + setting + `"SELECT 1"` + setting + `"SELECT 2"`, "", false, true},
	} {
		g, err := querytest.ParseShort(test.text)
		if err != nil {
			t.Fatal(err)
		}
		text, ok, err := shape.Stored(context.Background(), g)
		if text != test.want || ok != test.ok || errors.Is(err, shape.ErrShape) != test.bad || err != nil && !test.bad {
			t.Errorf("%s: %q, %v, error %v", test.name, text, ok, err)
		}
	}
}
