package jsonld_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
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
	if _, err := read("{          }", jsonld.Options{MaxSize: 5}); err == nil || !strings.Contains(err.Error(), "MaxSize") {
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
	} {
		_, err := read(text, jsonld.Options{Name: "t"})
		if failure := (*jsonld.Error)(nil); !errors.As(err, &failure) || failure.Code != code || failure.File != "t" {
			t.Errorf("%s: error %v, want code %q", text, err, code)
		}
	}
}

// TestMended reads contexts that are rewritten on the way, and what is refused
// because that could go wrong.
func TestMended(t *testing.T) {
	const nest = `"n":{"@id":"@nest","@context":{"q":"u:inner"}}`
	const lost = `"g":{"@id":"u:g","@container":"@graph","@context":null}`
	for _, tt := range []struct{ name, text, want string }{
		{"nested", `{"@context":{"@vocab":"u:",` + nest + `},"@id":"u:s","q":1,"n":[{"q":2},{"q":3,"@type":"T"}]}`,
			`<u:s> <u:q> 1; <u:s> <u:inner> 2; <u:s> <u:inner> 3; <u:s> a <u:T>`},
		{"the id within", `{"@context":{` + nest + `},"n":{"@id":"u:s","q":1}}`, "<u:s> <u:inner> 1"},
		{"in a list", `{"@context":{"@vocab":"u:",` + nest + `},"@id":"u:s","p":{"@list":[{"@id":"u:x","n":{"q":1}}]}}`,
			`<u:s> <u:p> _:l; _:l <first> <u:x>; _:l <rest> <nil>; <u:x> <u:inner> 1`},
		{"nest in nest", `{"@context":{"n":{"@id":"@nest","@context":{"m":{"@id":"@nest","@context":{"q":"u:deep"}}}}},"@id":"u:s","n":{"m":{"q":1}}}`, "<u:s> <u:deep> 1"},
		{"reverse", `{"@context":{"n":{"@id":"@nest","@context":{"r":{"@reverse":"u:r"}}},"r":{"@reverse":"u:r"}},"@id":"u:s","r":{"@id":"u:a"},"n":{"r":{"@id":"u:b"}}}`,
			"<u:a> <u:r> <u:s>; <u:b> <u:r> <u:s>"},
		{"graph", `{"@context":{` + lost + `},"@id":"u:s","g":{"@id":"u:i","u:p":1}}`, "<u:s> <u:g> _:g; <u:i> <u:p> 1 _:g"},
		{"graphs", `{"@context":{"g":{"@id":"u:g","@container":["@graph","@set"],"@context":{"g":"u:h"}}},"@id":"u:s","g":[{"@id":"u:i","g":1},{"@id":"u:j","g":2}]}`,
			"<u:s> <u:g> _:a; <u:s> <u:g> _:b; <u:i> <u:h> 1 _:a; <u:j> <u:h> 2 _:b"},
		{"a set", `{"@context":{"g":{"@id":"u:g","@container":"@set","@context":null}},"@id":"u:s","g":[1,2]}`, "<u:s> <u:g> 1; <u:s> <u:g> 2"},
	} {
		got, err := read(tt.text, jsonld.Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		short := strings.NewReplacer("<first>", "<"+vocab.RDFFirst+">", "<rest>", "<"+vocab.RDFRest+">", "<nil>", "<"+vocab.RDFNil+">", " a ", " <"+vocab.RDFType+"> ")
		var want []graphtest.Statement
		for _, line := range strings.Split(tt.want, "; ") {
			f := append(strings.Fields(short.Replace(line)), "")
			if f[2][0] != '<' && f[2][0] != '_' {
				f[2] = `"` + f[2] + `"^^<` + vocab.XSDInteger + `>`
			}
			want = append(want, graphtest.Statement{S: f[0], P: f[1], O: f[2], G: f[3]})
		}
		if !graphtest.Isomorphic(got, want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, want)
		}
	}
	for _, tt := range []struct{ name, text, code string }{
		{"no node", `{"@context":{` + nest + `},"n":"x"}`, "invalid @nest value"},
		{"value object", `{"@context":{` + nest + `},"n":{"@value":"x"}}`, "invalid @nest value"},
		{"two ids", `{"@context":{` + nest + `},"@id":"u:a","n":{"@id":"u:b","q":1}}`, "colliding keywords"},
		{"in reverse", `{"@context":{` + nest + `},"@id":"u:a","@reverse":{"n":{"q":1}}}`, "invalid reverse property map"},
		{"beside a type", `{"@context":{"T":{"@id":"u:T","@context":{"q":"u:t"}},` + nest + `},"@type":"T","n":{"q":1}}`, "not implemented"},
		{"beside @propagate", `{"@context":{` + nest + `},"@id":"u:a","u:p":{"@context":{"@propagate":false,"x":"u:x"},"n":{"q":1}}}`, "not implemented"},
		{"alias of an alias", `{"@context":{"m":"@nest","n":{"@id":"m","@context":{"q":"u:q"}}},"n":{"q":1}}`, "not implemented"},
		{"name in use", `{"@context":{` + nest + `},"n":{"q":1},"chancery-nest:":1}`, "not implemented"},
		{"list", `{"@context":{"g":{"@id":"u:g","@container":"@list","@context":null}},"g":[1]}`, "not implemented"},
		{"relative", `{"@context":{"@vocab":"u:","g":{"@id":"g","@container":"@graph","@context":null}},"g":{}}`, "not implemented"},
		{"prefix", `{"@context":{"u":"http://h/","g":{"@id":"u:g","@container":"@graph","@context":null}},"g":{}}`, "not implemented"},
	} {
		got, err := read(tt.text, jsonld.Options{})
		if failure := (*jsonld.Error)(nil); !errors.As(err, &failure) || failure.Code != tt.code || len(got) > 0 {
			t.Errorf("%s: %q, error %v, want code %q", tt.name, got, err, tt.code)
		}
	}
}

// TestInParts reads documents of nodes in parts of every size.
func TestInParts(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		parts      bool
	}{
		{"graph", `{"@context":{"@vocab":"u:","n":{"@id":"@nest","@context":{"q":"u:in"}}},"@graph":[{"@id":"u:a","p":{"@id":"_:x"}},{"@id":"_:x","p":["[","{\"]"]},{"@id":"u:g","@graph":[{"@id":"_:x","n":{"q":1}}]}]}` + "\n", true},
		{"array", `[ {"@id":"_:x","u:p":1} , {"@id":"u:b","u:p":{"@id":"_:x"}} ]`, true},
		{"empty", `{"@context":[],"@graph":[]}`, true},
		{"named graph", `{"@context":{},"@graph":[{"@id":"u:a","u:p":1},{"@id":"u:b","u:p":2}],"@id":"u:g"}`, false},
		{"graph first", `{"@graph":[{"@id":"u:a","p":1},{"@id":"u:b","p":1}],"@context":{"@vocab":"u:"}}`, false},
		{"no array", `{"@context":{"@vocab":"u:"},"@graph":{"@id":"u:a","p":1}}`, false},
	} {
		want, err := read(tt.text, jsonld.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for size := 1; size < len(tt.text); size += 3 {
			r := jsonld.NewReader(strings.NewReader(tt.text), jsonld.Options{}).InParts(size)
			got, err := graphtest.ReadStatements(r)
			if err != nil || r.Parts() != tt.parts || !graphtest.Isomorphic(got, want) {
				t.Fatalf("%s, size %d: in parts %v, got %q, error %v, want %q", tt.name, size, r.Parts(), got, err, want)
			}
		}
	}
	for text, want := range map[string]string{
		`{"@context":{},"@graph":[{"@id":"u:a"},{"@id":"u:b",}]}`: `t:1:53: found "}", expected a name in quotes`,
		`[{"@id":"u:a"} {"@id":"u:b"}]`:                           `t:1:16: found "{", expected "," or "]" of an array`,
		`[{"@id":"u:a"},]`:                                        `t:1:16: found "]", expected a JSON value`,
		`[{"@id":"u:a"}}`:                                         `t:1:15: found "}", expected "," or "]" of an array`,
		`[[{"@id":"u:a"}}]]`:                                      `t:1:16: found "}", expected "," or "]" of an array`,
		`{"@context":{},"@graph":[{"@id":"u:a"}] `:                `t:1:41: found end of input, expected "," or "}" of an object`,
		`[{"@id":"u:a","@index":"1"},{"@id":"u:a","@index":"2"}]`: "t: conflicting indexes",
		`{"@context":{"t":{"@id":"u:t","@context":{"@vocab":7}}},"@graph":[{"u:a":1},{"t":{}}]}`: "t: invalid",
	} {
		_, err := graphtest.ReadStatements(jsonld.NewReader(strings.NewReader(text), jsonld.Options{Name: "t"}).InParts(1))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}

// TestWindow reads documents that are longer than what may be held of them.
func TestWindow(t *testing.T) {
	graphs := `{"@context":{"@vocab":"u:","n":{"@id":"@nest","@context":{"q":"u:in"}}},"@graph":[
 {"@id":"u:a","p":{"@id":"_:x"}} ,{"@id":"_:x","p":["[","{\\\"]","é"]},
{"@id":"u:g","@graph":[{"@id":"_:x","n":{"q":1}}]}
]
} `
	array := "[" + strings.Repeat(`{"@id":"_:x","u:p":"a, ]} \\"},`+"\n\n", 20) + `{"@id":"u:b","u:p":{"@id":"_:x"}}` + strings.Repeat(" ", 30) + "]"
	for _, tt := range []struct {
		text  string
		least int // MaxSize with which it can be read: context or node
	}{{graphs, 96}, {array, 70}, {`[]` + strings.Repeat(" ", 50), 60}} {
		want, err := read(tt.text, jsonld.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for limit := tt.least; limit < len(tt.text)+3; limit += 5 {
			for _, size := range []int{1, 7, 64} {
				for _, in := range []io.Reader{strings.NewReader(tt.text), iotest.OneByteReader(strings.NewReader(tt.text)), iotest.DataErrReader(strings.NewReader(tt.text))} {
					got, err := graphtest.ReadStatements(jsonld.NewReader(in, jsonld.Options{MaxSize: int64(limit)}).InParts(size))
					if err != nil || !graphtest.Isomorphic(got, want) {
						t.Fatalf("MaxSize %d, size %d: got %q, error %v, want %q", limit, size, got, err, want)
					}
				}
			}
		}
	}
	long := strings.Repeat(`{"@id":"u:a","u:é":"é"},`+"\n", 9)
	for text, want := range map[string]string{
		"[" + long + `{"@id":7 7}]`: `t:10:10: found "7", expected "," or "}" of an object`,
		"[" + long + `{}`:           `t:10:3: found end of input, expected "," or "]" of an array`,
		"[" + long + `{}]]`:         `t:10:4: found "]", expected the end of the document`,
		`{"@context":{},"@graph":[` + long + `{}],"@id":"u:g"}`: `t:10:4: found ",", expected the end of the document`,
		"[" + long + `{"u:p":"` + strings.Repeat("x", 200):      `a node of more than 100 bytes`,
		"[" + long + "{}]" + strings.Repeat(" ", 300):           `more than 100 bytes behind the nodes`,
		"[" + strings.Repeat(" ", 300):                          `a node of more than 100 bytes`,
		`{"@context":{` + strings.Repeat(" ", 300):              `a document of more than 100 bytes`,
		"[" + long + "{\"u:p\":\"\xff\"}]":                      `t:10:9: found byte 0xFF, which is not UTF-8, expected UTF-8`,
	} {
		_, err := graphtest.ReadStatements(jsonld.NewReader(strings.NewReader(text), jsonld.Options{Name: "t", MaxSize: 100}).InParts(20))
		var syntax *jsonld.SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
	failure := errors.New("cable cut")
	in := io.MultiReader(strings.NewReader("["+long), iotest.ErrReader(failure))
	if _, err := graphtest.ReadStatements(jsonld.NewReader(in, jsonld.Options{MaxSize: 100}).InParts(20)); !errors.Is(err, failure) {
		t.Errorf("error %v, want %v", err, failure)
	}
}

// TestLongDocument has memory that is held in parts for a document which is
// longer than what is read as a whole.
func TestLongDocument(t *testing.T) {
	var out bytes.Buffer
	w := jsonld.NewStreamWriter(&out, vocab.Prefixes())
	in := graphtest.Contacts(graphtest.Config{Quads: 100_000})
	var b graph.PatchBatch
	for {
		if err := in.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if err := w.WritePatch(&b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int64{0, 100 << 10} {
		r := jsonld.NewReader(bytes.NewReader(out.Bytes()), jsonld.Options{MaxSize: limit})
		n := 0
		for {
			if err := r.ReadPatch(&b); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			n += len(b.Changes)
		}
		if n != 100_000 || !r.Parts() {
			t.Errorf("limit %d: %d statements, in parts %v", limit, n, r.Parts())
		}
	}
}

// statements are rows as statements.
func statements(rows [][4]string) (list []graphtest.Statement) {
	for _, row := range rows {
		list = append(list, graphtest.Statement{S: row[0], P: row[1], O: row[2], G: row[3]})
	}
	return list
}

// TestPlain compares what is read without an expansion with what comes out of
// one.
func TestPlain(t *testing.T) {
	for _, text := range []string{
		`{"@context":{"a":"http://a/","t":"u:t","x":{"@id":"u:x"},"y":{"@id":"u:y/","@prefix":true}},"@id":"a:s","@type":["t","a:T","_:c"],"t":1,"x":[true,1.5,"s"],"y:z":{"@id":"x:no"},"a:":{"@value":"v","@type":"t"}}`,
		`[{"@id":"u:s","u:p":[{"@value":"é","@language":"FR-ch"},{"@value":"x","@language":"ar","@direction":"rtl"},{"@value":"x","@direction":"ltr"}]},{"u:q":{"u:r":{}}}]`,
		`{"@graph":[{"@id":"u:g","@graph":[{"@id":"_:b","u:p":{"@id":"_:b"}}]},{"@graph":[{"u:p":"in a graph without a name"}]}]}`,
		`{"@id":"u:g","@graph":[{"@id":"_:b","u:p":1}],"u:p":2}`,
		`{"@context":{"http":"u:http"},"@id":"http://h/s","http":{"@id":"http:x"},"http://h/p":"x"}`,
		`{"@id":"u:a#b#c","u:p":[{"@id":"u:d","u:p":1},{"@id":"u:a b"}],"_:p":1,"u:q":{"@value":"x","@language":"no tag"}}`,
		`{"@id":"u:s","u:p":{"@value":"x","@type":"http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"},"@type":"http://www.w3.org/2001/XMLSchema#string"}`,
		`{"@id":"u:s","u:p":[{"@list":["a",{"@list":[]},{"@id":"u:n","u:q":{"@list":[1,{"@id":"u:x"},{"@id":"u:a b"}]}}]},"x"]}`,
		`{"@id":"u:s","u:p":{"@list":[null,"x"]},"u:r":{"@list":"y"}}`,
		`{"@id":"u:s","u:p":[{"@type":"@json","@value":{"b":[1.50,"é"],"a":null}},{"@type":"@json","@value":null}]}`,
		`{"@context":{"p":"u:p"},"@id":"u:s","p:x":"u:p is no prefix","p":[],"@type":[]}`,
		`{"@id":"http://h/a/../%7e","u:p":{"@id":"http://h//b/./c"},"u:i":12345678901234567890123,"u:j":1e400}`,
	} {
		for _, direction := range []jsonld.Direction{jsonld.DirectionNone, jsonld.DirectionTag, jsonld.DirectionI18N, jsonld.DirectionCompound} {
			for _, base := range []string{"", "http://base/x/"} {
				o := jsonld.Options{Direction: direction, Base: base}
				rows, wantErr := jsonld.Expanded(strings.NewReader(text), o)
				got, err := read(text, o)
				if (err == nil) != (wantErr == nil) || err == nil && !graphtest.Isomorphic(got, statements(rows)) {
					t.Errorf("%s: got %q, error %v; expanded %q, error %v", text, got, err, rows, wantErr)
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{"@context":{"@base":"http://h/","@vocab":"u:","p":{"@type":"@id","@container":"@list"}},"@id":"s","p":["a",{"@value":1}]}`,
		`[{"@graph":[{"@id":"_:a","u:p":{"@type":"@json","@value":[1e9]}}],"@included":[{}],"@reverse":{"u:q":{"@id":"_:a"}}}]`,
		`{"@context":{"n":{"@id":"@nest","@context":{"q":"u:q"}},"g":{"@id":"u:g","@container":"@graph","@context":null}},"n":{"q":1},"g":{"u:p":2}}`,
		`{"@context":{"@protected":true,"n":null,"@direction":"rtl"},"u:p":{"@set":[1.5,"\ud83d\ude00"]}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := graphtest.ReadStatements(jsonld.NewReader(bytes.NewReader(text), jsonld.Options{Base: "http://h/", Direction: jsonld.DirectionTag}))
		if err != nil {
			return
		}
		if !bytes.Contains(text, []byte("base")) && !bytes.Contains(text, []byte(`\`)) { // a base of its own can end with a part
			parts, err := graphtest.ReadStatements(jsonld.NewReader(bytes.NewReader(text), jsonld.Options{Base: "http://h/", Direction: jsonld.DirectionTag}).InParts(1))
			if err != nil || len(list) < 200 && !graphtest.Isomorphic(list, parts) {
				t.Fatalf("%q in parts, error %v; want %q", parts, err, list)
			}
		}
		if !bytes.Contains(text, []byte("base")) && !bytes.Contains(text, []byte(`\`)) {
			window, err := graphtest.ReadStatements(jsonld.NewReader(bytes.NewReader(text), jsonld.Options{Base: "http://h/", Direction: jsonld.DirectionTag, MaxSize: 40}).InParts(4))
			if err == nil && len(list) < 200 && !graphtest.Isomorphic(list, window) {
				t.Fatalf("%q in a window; want %q", window, list)
			}
		}
		rows, err := jsonld.Expanded(bytes.NewReader(text), jsonld.Options{Base: "http://h/", Direction: jsonld.DirectionTag})
		if err != nil || len(list) < 200 && !graphtest.Isomorphic(list, statements(rows)) {
			t.Fatalf("%q expanded, error %v; want %q", rows, err, list)
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
