package jsonld_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

func read(text string, o jsonld.Options) ([]graphtest.Statement, error) {
	return graphtest.ReadStatements(jsonld.NewReader(strings.NewReader(text), o))
}

func TestRead(t *testing.T) {
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	for _, tt := range []struct{ name, text, want string }{
		{"numbers", `{"@id":"u:s","u:p":[1,1.0,1.5,0.1,-0,1e20,1e21,123456789012345678901,2.5e-7,true,{"@value":3,"@type":"` + xsd + `double"}]}`,
			strings.Join([]string{`"1"^^<` + xsd + `integer>`, `"1.5E0"^^<` + xsd + `double>`, `"1.0E-1"^^<` + xsd + `double>`, `"0"^^<` + xsd + `integer>`,
				`"100000000000000000000"^^<` + xsd + `integer>`, `"1.0E21"^^<` + xsd + `double>`, `"123456789012345678901"^^<` + xsd + `integer>`,
				`"2.5E-7"^^<` + xsd + `double>`, `"true"^^<` + xsd + `boolean>`, `"3.0E0"^^<` + xsd + `double>`}, "|")},
		{"strings", `{"@id":"u:s","u:p":["\ud83d\ude00\"\\\n\u0000",{"@value":"x","@language":"FR-fr"},{"@value":" 01 ","@type":"u:t"}]}`,
			"\"\U0001F600\\\"\\\\\\n\\u0000\"|\"x\"@fr-fr|\" 01 \"^^<u:t>"},
		{"IRIs stay", `{"@context":{"@base":"http://h/é/ü?q"},"@id":"u:s","u:p":[{"@id":"ö"},{"@id":"/a//b"},{"@id":"http://h/a/../%7e"},{"@id":"http://localhost"}]}`,
			"<http://h/é/ö>|<http://h/a//b>|<http://h/a/../%7e>|<http://localhost>"},
		{"JSON", `{"@id":"u:s","u:p":{"@type":"@json","@value":{"b":[1.50,"é",null],"a":1e30}}}`,
			`"{\"a\":1e+30,\"b\":[1.5,\"é\",null]}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>`},
		{"direction", `{"@id":"u:s","u:p":{"@value":"x","@language":"ar","@direction":"rtl"}}`, `"x"@ar--rtl`},
	} {
		got, err := read(tt.text, jsonld.Options{Direction: jsonld.DirectionTag})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var want []graphtest.Statement
		for _, o := range strings.Split(tt.want, "|") {
			want = append(want, graphtest.Statement{S: "<u:s>", P: "<u:p>", O: o})
		}
		if !graphtest.Isomorphic(got, want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, want)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "t:1:1: found end of input, expected a JSON value"},
		{"place", "{\n \"é\": x}", "t:2:7: found \"x\", expected a JSON value"},
		{"name twice", `{"a":1,"a":2}`, `t:1:8: found name "a" twice`},
		{"surrogate", `["\ud800"]`, "a surrogate alone"},
		{"not UTF-8", "[\"é\xff\"]", "t:1:4: found byte 0xFF, which is not UTF-8"},
		{"control", "[\"\n\"]", "U+000A"},
		{"leading zero", "[01]", `"1"`},
		{"comma", "[1,]", "a JSON value"},
		{"rest", "{} {}", "end of input"},
		{"deep", strings.Repeat("[", 100_000), "t:1:501: found a value within 500 others"},
		{"deep objects", strings.Repeat(`{"a":`, 100_000), "within 500 others"},
		{"deep lists", `{"u:p":` + strings.Repeat(`{"@list":[`, 100_000), "within 500 others"},
	} {
		_, err := read(tt.text, jsonld.Options{Name: "t"})
		var syntax *jsonld.SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := read("[\"\xff\"]", jsonld.Options{}); !errors.Is(err, jsonld.ErrEncoding) {
		t.Errorf("not UTF-8: %v is no ErrEncoding", err)
	}
	if _, err := read("[          ]", jsonld.Options{MaxSize: 5}); err == nil || !strings.Contains(err.Error(), "MaxSize") {
		t.Errorf("too long: %v", err)
	}
	failure := errors.New("cable cut")
	if _, err := graphtest.ReadStatements(jsonld.NewReader(iotest.ErrReader(failure), jsonld.Options{})); !errors.Is(err, failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
}

// TestDeepest reads a document that is as deep as is allowed.
func TestDeepest(t *testing.T) {
	const n = 240
	text := `{"@id":"u:s","u:p":` + strings.Repeat(`{"@list":[`, n) + "1" + strings.Repeat("]}", n) + "}"
	if got, err := read(text, jsonld.Options{}); err != nil || len(got) != 2*n+1 {
		t.Errorf("%d statements, %v", len(got), err)
	}
}

func TestRemote(t *testing.T) {
	for _, text := range []string{
		`{"@context":"https://h/c","p":1}`,
		`{"@context":{"@import":"https://h/c"},"p":1}`,
		`{"u:p":{"@list":[{"@context":"https://h/c","p":1}]}}`, // json-gold forgets errors here
		`{"@context":{"p":{"@id":"u:p","@context":"https://h/c"}},"p":{"q":1}}`,
	} {
		if _, err := read(text, jsonld.Options{Name: "t"}); !errors.Is(err, jsonld.ErrRemote) {
			t.Errorf("%s: %v, want ErrRemote", text, err)
		}
	}
	loads := 0
	o := jsonld.Options{Loader: func(iri string) ([]byte, string, error) {
		loads++
		return []byte(fmt.Sprintf(`{"@context":["https://h/%d",{"p":"u:p"}]}`, loads)), iri, nil
	}}
	_, err := read(`{"@context":"https://h/c","p":1}`, o)
	if failure := (*jsonld.Error)(nil); !errors.As(err, &failure) || failure.Code != "context overflow" || loads > 100 {
		t.Errorf("endless contexts: %v after %d", err, loads)
	}
	o.Loader = func(iri string) ([]byte, string, error) { return []byte(`{"@context":{"p":"u:p"}}`), iri, nil }
	if got, err := read(`{"@context":"https://h/c","@id":"u:s","p":"x"}`, o); err != nil || len(got) != 1 || got[0].P != "<u:p>" {
		t.Errorf("with a loader: %q, %v", got, err)
	}
}

// TestContextWork reads a short document whose contexts would take minutes.
func TestContextWork(t *testing.T) {
	var terms, uses []string
	for i := range 6000 {
		terms = append(terms, fmt.Sprintf(`"t%d":{"@id":"u:t%d","@context":{"q":"u:q"}}`, i, i))
		uses = append(uses, fmt.Sprintf(`{"t%d":{"q":1}}`, i))
	}
	text := `{"@context":{` + strings.Join(terms, ",") + `},"@graph":[` + strings.Join(uses, ",") + `]}`
	_, err := read(text, jsonld.Options{})
	if failure := (*jsonld.Error)(nil); !errors.As(err, &failure) || failure.Code != "context overflow" {
		t.Errorf("got %v, want a context overflow", err)
	}
	small := `{"@context":{"t":{"@id":"u:t","@context":{"q":"u:q"}}},"@id":"u:s","t":{"q":1}}`
	if _, err := read(small, jsonld.Options{MaxContextWork: 5}); err == nil {
		t.Error("6 copies are accepted where 5 are allowed")
	}
	if got, err := read(small, jsonld.Options{MaxContextWork: 20}); err != nil || len(got) != 2 {
		t.Errorf("%q, %v", got, err)
	}
}

func TestErrors(t *testing.T) {
	for text, code := range map[string]string{
		`{"@context":{"@base":7}}`:                                "invalid base IRI",
		`{"@context":{"":"u:a"}}`:                                 "invalid term definition",
		`{"@id":7}`:                                               "invalid @id value",
		`{"u:p":{"@value":"x","@type":"a b"}}`:                    "invalid typed value",
		`[{"@id":"u:s","@index":"a"},{"@id":"u:s","@index":"b"}]`: "conflicting indexes",
		`{"@context":{"n":{"@id":"@nest","@context":{}}}}`:        "not implemented",
	} {
		_, err := read(text, jsonld.Options{Name: "t"})
		if failure := (*jsonld.Error)(nil); !errors.As(err, &failure) || failure.Code != code || failure.File != "t" {
			t.Errorf("%s: error %v, want code %q", text, err, code)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{"@context":{"@base":"http://h/","@vocab":"u:","p":{"@type":"@id","@container":"@list"}},"@id":"s","p":["a",{"@value":1}]}`,
		`[{"@graph":[{"@id":"_:a","u:p":{"@type":"@json","@value":[1e9]}}],"@included":[{}],"@reverse":{"u:q":{"@id":"_:a"}}}]`,
		`{"@context":{"@protected":true,"n":null,"@direction":"rtl"},"u:p":{"@set":[1.5,"\ud83d\ude00"]}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := graphtest.ReadStatements(jsonld.NewReader(bytes.NewReader(text), jsonld.Options{Base: "http://h/", Direction: jsonld.DirectionTag}))
		if err != nil {
			return
		}
		var lines bytes.Buffer
		for _, s := range list {
			lines.Write(nquads.AppendQuad(nil, []byte(s.S), []byte(s.P), []byte(s.O), []byte(s.G)))
		}
		again, err := graphtest.ReadStatements(nquads.NewReader(&lines, nquads.Options{}))
		if err != nil || len(again) != len(list) {
			t.Fatalf("%q is not canonical: %v", list, err)
		}
		for i := range list {
			if list[i] != again[i] {
				t.Fatalf("%q is not canonical, %q is", list[i], again[i])
			}
		}
		out, err := write(list, jsonld.WriterOptions{Exact: true})
		if err != nil {
			t.Fatalf("%q is not written: %v", list, err)
		}
		back, err := read(string(out), jsonld.Options{Direction: jsonld.DirectionTag})
		if err != nil || len(list) < 200 && !graphtest.Isomorphic(list, back) {
			t.Fatalf("%s is read as %q, %v; want %q", out, back, err, list)
		}
	})
}
