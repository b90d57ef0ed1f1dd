package graph_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
)

const xsd = "http://www.w3.org/2001/XMLSchema#"

func TestAppendTerm(t *testing.T) {
	deep := quad.Value(quad.String("x"))
	for range graph.MaxTripleDepth {
		deep = graph.TripleTerm{S: quad.BNode("s"), P: quad.IRI("u:p"), O: deep}
	}
	tests := []struct {
		name string
		v    quad.Value
		want string // empty: an error is expected
	}{
		{"iri", quad.IRI("http://example.org/é"), "<http://example.org/é>"},
		{"relative iri", quad.IRI("rapport.html"), ""},
		{"iri with space", quad.IRI("http://example.org/a b"), ""},
		{"iri with escape", quad.IRI(`http://example.org/\u0041`), ""},
		{"iri with closing bracket", quad.IRI("http://example.org/>"), ""},
		{"empty iri", quad.IRI(""), ""},
		{"scheme alone", quad.IRI("urn:"), "<urn:>"},
		{"digit as scheme", quad.IRI("1a:b"), ""},
		{"iri not UTF-8", quad.IRI("u:\xff"), ""},
		{"label", quad.BNode("b0.x-·"), "_:b0.x-·"},
		{"label with final dot", quad.BNode("b."), ""},
		{"label with colon", quad.BNode("a:b"), ""},
		{"label starting with middle dot", quad.BNode("·"), ""},
		{"empty label", quad.BNode(""), ""},
		{"plain", quad.String("Ankara"), `"Ankara"`},
		{"empty", quad.String(""), `""`},
		{"short escapes", quad.String("\b\t\n\f\r\"\\"), `"\b\t\n\f\r\"\\"`},
		{"other controls", quad.String("\x00\x07\x0b\x0e\x1f\x7f"), `"\u0000\u0007\u000B\u000E\u001F\u007F"`},
		{"no XML characters", quad.String("\uFFFE\uFFFF\uFFFD\uFFEF\U0001FFFE"), `"\uFFFE\uFFFF` + "\uFFFD\uFFEF\U0001FFFE\""},
		{"next line and apostrophe stay", quad.String("\u0085'\u2028"), "\"\u0085'\u2028\""},
		{"not UTF-8", quad.String("\xe9"), ""},
		{"language", quad.LangString{Value: "prisonniers", Lang: "fr-FR"}, `"prisonniers"@fr-fr`},
		{"direction", quad.LangString{Value: "x", Lang: "AR--rtl"}, `"x"@ar--rtl`},
		{"bad direction", quad.LangString{Value: "x", Lang: "ar--RTL"}, ""},
		{"no language", quad.LangString{Value: "x"}, ""},
		{"long subtag", quad.LangString{Value: "x", Lang: "abcdefghi"}, ""},
		{"tag with final hyphen", quad.LangString{Value: "x", Lang: "en-"}, ""},
		{"tag with underscore", quad.LangString{Value: "x", Lang: "en_GB"}, ""},
		{"typed", quad.TypedString{Value: "01", Type: xsd + "integer"}, `"01"^^<` + xsd + `integer>`},
		{"xsd:string", quad.TypedString{Value: "a", Type: xsd + "string"}, `"a"`},
		{"langString without tag", quad.TypedString{Value: "a", Type: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}, ""},
		{"no datatype", quad.TypedString{Value: "a"}, ""},
		{"native", quad.Int(7), ""},
		{"nil", nil, ""},
		{"triple", graph.TripleTerm{S: quad.IRI("u:s"), P: quad.IRI("u:p"), O: quad.String("a b")}, `<<( <u:s> <u:p> "a b" )>>`},
		{"literal as subject", graph.TripleTerm{S: quad.String("s"), P: quad.IRI("u:p"), O: quad.IRI("u:o")}, ""},
		{"blank predicate", graph.TripleTerm{S: quad.IRI("u:s"), P: quad.BNode("p"), O: quad.IRI("u:o")}, ""},
		{"triple without object", graph.TripleTerm{S: quad.IRI("u:s"), P: quad.IRI("u:p")}, ""},
		{"deep", deep, strings.Repeat("<<( _:s <u:p> ", graph.MaxTripleDepth) + `"x"` + strings.Repeat(" )>>", graph.MaxTripleDepth)},
		{"too deep", graph.TripleTerm{S: quad.BNode("s"), P: quad.IRI("u:p"), O: deep}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := graph.AppendTerm([]byte("pre"), tt.v)
			if tt.want == "" {
				if !errors.Is(err, graph.ErrTerm) || string(got) != "pre" {
					t.Fatalf("got %q, %v; want ErrTerm and dst unchanged", got, err)
				}
				return
			}
			if err != nil || string(got) != "pre"+tt.want {
				t.Fatalf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestParseTermRefuses(t *testing.T) {
	for _, text := range []string{
		"", "<", "<>", "<a>", "<u:a", "u:a", "<u:a>x", "<u:a b>", "_", "_:", "_:a.", "_:a b", `"`, `"a`, `"\"`, `"\x"`,
		`"\uD800"`, `"a"b`, `"a"@`, `"a"@EN`, `"a"@en `, `"a"^`, `"a"^^`, `"a"^^<a>`, `"a"^^<` + xsd + `string>`, "\"\xff\"",
		"<<", "<<(", "<<( )>>", "<<( <u:s> <u:p> )>>", "<<( <u:s> <u:p> <u:o> )>> ", "<<( <u:s> _:p <u:o> )>>",
		`<<( "s" <u:p> <u:o> )>>`, "<<( <u:s> <u:p> <<( <u:s> <u:p> <u:o> )>>", "<<( <u:s> <u:p> <<( <u:s> <u:p> <u:o> )>> )>>x",
		`<<( <u:s> <u:p> "o )>>`, "<<( <u:s> <u:p> <u:o>)>>",
	} {
		if v, err := graph.ParseTerm([]byte(text)); !errors.Is(err, graph.ErrTerm) {
			t.Errorf("ParseTerm(%q) = %#v, %v; want ErrTerm", text, v, err)
		}
	}
	deep := strings.Repeat("<<( _:s <u:p> ", 1e6)
	if _, err := graph.ParseTerm([]byte(deep)); !errors.Is(err, graph.ErrTerm) {
		t.Errorf("a million open triple terms: %v; want ErrTerm", err)
	}
}

// genString draws any Unicode, with controls and troublesome characters often.
func genString() *rapid.Generator[string] {
	odd := rapid.SampledFrom([]rune("\x00\x01\b\t\n\v\f\r\x1f\"\\'\x7f\u0080\uFFFD\uFFFE\uFFFF\uFEFF <>{}|^`@."))
	r := rapid.OneOf(rapid.Rune(), odd)
	return rapid.StringOf(r)
}

func genIRI() *rapid.Generator[quad.IRI] {
	return rapid.Custom(func(t *rapid.T) quad.IRI {
		scheme := rapid.StringMatching(`[a-zA-Z][a-zA-Z0-9+.\-]{0,6}:`).Draw(t, "scheme")
		rest := strings.Map(func(r rune) rune {
			if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
				return -1
			}
			return r
		}, genString().Draw(t, "rest"))
		return quad.IRI(scheme + rest)
	})
}

func genLiteral() *rapid.Generator[quad.Value] {
	return rapid.Custom(func(t *rapid.T) quad.Value {
		s := quad.String(genString().Draw(t, "lexical"))
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			return s
		case 1:
			return quad.LangString{Value: s, Lang: rapid.StringMatching(`[a-z]{1,8}(-[a-z0-9]{1,8}){0,2}(--(ltr|rtl))?`).Draw(t, "lang")}
		default:
			return quad.TypedString{Value: s, Type: genIRI().Draw(t, "type")}
		}
	})
}

func genTerm(depth int) *rapid.Generator[quad.Value] {
	return rapid.Custom(func(t *rapid.T) quad.Value {
		label := rapid.StringMatching(`[\p{Greek}a-zA-Z_0-9]([a-z0-9.\-_]{0,5}[a-z0-9\-_])?`).
			Filter(func(s string) bool { return graph.LabelLen([]byte(s)) == len(s) })
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return genIRI().Draw(t, "iri")
		case 1:
			return quad.BNode(label.Draw(t, "label"))
		case 2:
			if depth > 0 {
				return graph.TripleTerm{S: quad.BNode(label.Draw(t, "s")), P: genIRI().Draw(t, "p"), O: genTerm(depth-1).Draw(t, "o")}
			}
		}
		return genLiteral().Draw(t, "literal")
	})
}

func TestTermRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := genTerm(3).Draw(t, "term")
		text, err := graph.AppendTerm(nil, v)
		if err != nil {
			t.Fatalf("AppendTerm(%#v): %v", v, err)
		}
		if !utf8.Valid(text) || strings.ContainsAny(string(text), "\x00\t\n\r") {
			t.Fatalf("text %q is not one line of UTF-8", text)
		}
		back, err := graph.ParseTerm(text)
		if err != nil || back != v {
			t.Fatalf("ParseTerm(%q) = %#v, %v; want %#v", text, back, err, v)
		}
		checkParts(t, text, v)
	})
}

// checkParts compares what the accessors see in a text with the value.
func checkParts(t *rapid.T, text []byte, v quad.Value) {
	lexical, datatype, language := graph.LiteralParts(text)
	unescaped := string(graph.AppendLexical([]byte("pre"), text))
	var s, dt, lang string
	switch v := v.(type) {
	case quad.String:
		s = string(v)
	case quad.LangString:
		s, lang = string(v.Value), v.Lang
	case quad.TypedString:
		s, dt = string(v.Value), string(v.Type)
	case graph.TripleTerm:
		for i, part := range func() [3][]byte { s, p, o, _ := graph.TripleParts(text); return [3][]byte{s, p, o} }() {
			want, err := graph.AppendTerm(nil, [3]quad.Value{v.S, v.P, v.O}[i])
			if err != nil || string(want) != string(part) {
				t.Fatalf("part %d of %q is %q, want %q (%v)", i, text, part, want, err)
			}
		}
	}
	if unescaped != "pre"+s || string(datatype) != dt || string(language) != lang {
		t.Fatalf("parts of %q: %q %q %q; want %q %q %q", text, unescaped, datatype, language, s, dt, lang)
	}
	if got := string(graph.AppendEscaped(nil, []byte(s))); got != string(lexical) {
		t.Fatalf("AppendEscaped(%q) = %q, the text has %q", s, got, lexical)
	}
}

func TestTripleTermIsAValue(t *testing.T) {
	a := graph.TripleTerm{S: quad.IRI("u:s"), P: quad.IRI("u:p"), O: quad.String("\v")}
	if got, want := a.String(), `<<( <u:s> <u:p> "\u000B" )>>`; got != want {
		t.Errorf("String() = %s, want %s", got, want)
	}
	if got, want := (graph.TripleTerm{S: quad.IRI("rel")}).String(), "<<( <rel>   )>>"; got != want {
		t.Errorf("String() of a malformed triple term = %q, want %q", got, want)
	}
	if m := map[quad.Value]int{a: 1}; m[graph.TripleTerm{S: quad.IRI("u:s"), P: quad.IRI("u:p"), O: quad.String("\v")}] != 1 {
		t.Error("equal triple terms are different map keys")
	}
}

func TestLabelLen(t *testing.T) {
	for text, want := range map[string]int{
		"a.": 1, "a..b": 4, "a .": 1, "-a": 0, ".a": 0, "0": 1, "_": 1, "a:b": 1, "é×": 2, "a\xff": 1, "a·": 3, "·": 0, "a<": 1, "": 0,
	} {
		if got := graph.LabelLen([]byte(text)); got != want {
			t.Errorf("LabelLen(%q) = %d, want %d", text, got, want)
		}
	}
}

func FuzzParseTerm(f *testing.F) {
	for _, s := range []string{"<u:a>", "_:a", `"a\n"@fr--ltr`, `"1"^^<u:d>`, `<<( _:s <u:p> <<( _:s <u:p> "o )>>" )>> )>>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		graph.LiteralParts(text)
		graph.TripleParts(text)
		graph.AppendLexical(nil, text)
		v, err := graph.ParseTerm(text)
		if err != nil {
			return
		}
		canonical, err := graph.AppendTerm(nil, v)
		if err != nil {
			t.Fatalf("%q parses as %#v, which has no text: %v", text, v, err)
		}
		back, err := graph.ParseTerm(canonical)
		if err != nil || back != v {
			t.Fatalf("%q → %#v → %q → %#v, %v", text, v, canonical, back, err)
		}
	})
}

func BenchmarkAppendTerm(b *testing.B) {
	for _, v := range []quad.Value{
		quad.IRI("https://chancery.example/meeting/2026-01-01-ankara"),
		quad.String("Les deux délégations se sont rencontrées à Ankara pour parler d'échanges de prisonniers."),
	} {
		text, err := graph.AppendTerm(nil, v)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(text[:5]), func(b *testing.B) {
			b.ReportAllocs()
			var dst []byte
			for b.Loop() {
				dst, _ = graph.AppendTerm(dst[:0], v)
			}
		})
	}
}
