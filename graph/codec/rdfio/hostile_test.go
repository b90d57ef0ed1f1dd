package rdfio_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
)

// rdfStart opens a document of RDF/XML.
const rdfStart = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">`

// endless is a document that begins an enormous literal: a start, then 1 GiB of
// the same letter.
type endless struct {
	start string
	given int64
}

func (e *endless) Read(b []byte) (int, error) {
	if e.start != "" {
		n := copy(b, e.start)
		e.start = e.start[n:]
		return n, nil
	}
	if e.given >= 1<<30 {
		return 0, io.EOF
	}
	for i := range b {
		b[i] = 'a'
	}
	e.given += int64(len(b))
	return len(b), nil
}

// literalStarts begin a literal in every format.
var literalStarts = map[string]string{
	"nq": `<u:s> <u:p> "`, "nt": `<u:s> <u:p> "`, "ttl": `<u:s> <u:p> """`, "trig": `<u:g> { <u:s> <u:p> '`,
	"rdf": rdfStart + `<e:T><e:p>`, "jsonld": `{"@id":"u:s","u:p":"`, "rdfp": `A <u:s> <u:p> "`,
}

// literalEnds end what they begin.
var literalEnds = map[string]string{
	"nq": "\" .\n", "nt": "\" .\n", "ttl": `""" .`, "trig": "' }",
	"rdf": "</e:p></e:T></rdf:RDF>", "jsonld": `"}`, "rdfp": "\" .\n",
}

// TestEndlessLiterals has a literal of 1 GiB where 4 MiB are allowed: it is
// refused early, and memory does not follow it.
func TestEndlessLiterals(t *testing.T) {
	const limit = 4 << 20
	for _, f := range rdfio.Formats() {
		start, ok := literalStarts[f.Name]
		if !ok {
			t.Errorf("%s has no literal", f.Title)
			continue
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		text := &endless{start: start}
		r, err := rdfio.NewReader(f, text, rdfio.ReaderOptions{MaxToken: limit})
		if err != nil {
			t.Fatal(err)
		}
		list, err := drain(r)
		runtime.ReadMemStats(&after)
		var syntax *rdfio.SyntaxError
		if !errors.As(err, &syntax) || len(list) > 0 {
			t.Errorf("%s: %d statements, error %v, want a SyntaxError", f.Title, len(list), err)
		}
		if text.given > 4*limit {
			t.Errorf("%s: read %d bytes of a literal, %d are allowed", f.Title, text.given, limit)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 16*limit {
			t.Errorf("%s: allocated %d bytes, %d are allowed for a literal", f.Title, used, limit)
		}
	}
}

// TestDeepNesting has 100,000 levels of everything that nests.
func TestDeepNesting(t *testing.T) {
	const levels = 100_000
	deep := func(before, open, middle, end, after string) string {
		return before + strings.Repeat(open, levels) + middle + strings.Repeat(end, levels) + after
	}
	triple := func(before, after string) string {
		return deep(before, "<<( <u:s> <u:p> ", "<u:o>", " )>>", after)
	}
	for _, test := range []struct {
		name   string
		format rdfio.Format
		text   string
	}{
		{"triple terms", rdfio.NQuads, triple("<u:s> <u:p> ", " .\n")},
		{"triple terms", rdfio.NTriples, triple("<u:s> <u:p> ", " .\n")},
		{"triple terms", rdfio.Turtle, triple("<u:s> <u:p> ", " .\n")},
		{"triple terms", rdfio.RDFPatch, triple("A <u:s> <u:p> ", " .\n")},
		{"lists", rdfio.Turtle, deep("<u:s> <u:p> ", "(", "1", ")", " .")},
		{"lists", rdfio.TriG, deep("{ <u:s> <u:p> ", "(", "1", ")", " }")},
		{"brackets", rdfio.Turtle, deep("<u:s> <u:p> ", "[ <u:p> ", "1", "]", " .")},
		{"brackets", rdfio.TriG, deep("{ <u:s> <u:p> ", "[ <u:p> ", "1", "]", " }")},
		{"elements", rdfio.RDFXML, deep(rdfStart, "<e:T><e:p>", "", "</e:p></e:T>", "</rdf:RDF>")},
		{"arrays", rdfio.JSONLD, deep("", "[", "", "]", "")},
		{"objects", rdfio.JSONLD, deep(`{"@id":"u:s","u:p":`, `{"u:p":`, "1", "}", "}")},
		{"lists", rdfio.JSONLD, deep(`{"@id":"u:s","u:p":`, `{"@list":[`, "1", "]}", "}")},
		{"contexts", rdfio.JSONLD, deep(`{"@context":`, `{"t":{"@id":"u:t","@context":`, "{}", "}}", "}")},
	} {
		for _, text := range []string{test.text, test.text[:len(test.text)/2]} {
			r, err := rdfio.NewReader(test.format, strings.NewReader(text), rdfio.ReaderOptions{})
			if err != nil {
				t.Fatal(err)
			}
			list, err := drain(r)
			var syntax *rdfio.SyntaxError
			if !errors.As(err, &syntax) || len(list) > 0 {
				t.Errorf("%s, %s: %d statements, error %v, want a SyntaxError", test.format.Title, test.name, len(list), err)
			}
		}
	}
}

// must returns a reader of which the options are right.
func must(r graph.PatchReader, err error) graph.PatchReader {
	if err != nil {
		panic(err)
	}
	return r
}

// TestInvalidUTF8 has a byte that is no text wherever a format has text.
func TestInvalidUTF8(t *testing.T) {
	for name, start := range literalStarts {
		f, _ := rdfio.Lookup(name)
		if list, err := drain(must(rdfio.NewReader(f, strings.NewReader(start+"é"+literalEnds[name]), rdfio.ReaderOptions{}))); err != nil || len(list) == 0 {
			t.Errorf("%s: %d statements, error %v", f.Title, len(list), err)
		}
		for _, bad := range []string{"\xff", "\xc3(", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf"} {
			r := must(rdfio.NewReader(f, strings.NewReader(start+bad+literalEnds[name]), rdfio.ReaderOptions{}))
			if list, err := drain(r); !errors.Is(err, rdfio.ErrEncoding) || len(list) > 0 {
				t.Errorf("%s: %q: %d statements, error %v, want ErrEncoding", f.Title, bad, len(list), err)
			}
		}
	}
}

// TestEntities has entities that grow, that go round, and that lead out.
func TestEntities(t *testing.T) {
	laughs := `<!DOCTYPE a [<!ENTITY l0 "ha ha ha ha ha ha ">`
	for _, level := range "123456789" {
		laughs += "<!ENTITY l" + string(level) + ` "` + strings.Repeat("&l"+string(level-1)+";", 10) + `">`
	}
	for name, text := range map[string]string{
		"billion laughs": laughs + "]>" + rdfStart + "<e:T><e:p>&l9;</e:p></e:T></rdf:RDF>",
		"round":          `<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]>` + rdfStart + "<e:T><e:p>&x;</e:p></e:T></rdf:RDF>",
		"file":           `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]>` + rdfStart + "<e:T><e:p>&x;</e:p></e:T></rdf:RDF>",
	} {
		r, err := rdfio.NewReader(rdfio.RDFXML, strings.NewReader(text), rdfio.ReaderOptions{})
		if err != nil {
			t.Fatal(err)
		}
		var syntax *rdfio.SyntaxError
		if list, err := drain(r); !errors.As(err, &syntax) || len(list) > 0 {
			t.Errorf("%s: %d statements, error %v, want a SyntaxError", name, len(list), err)
		}
	}
}

// TestContextsThatLoad has contexts that load themselves; the loader counts.
func TestContextsThatLoad(t *testing.T) {
	for _, text := range []string{`{"@context":"http://h/c","p":1}`, `{"@context":{"t":{"@id":"u:t","@context":"http://h/c"}},"t":{"t":1}}`} {
		loads := 0
		r, err := rdfio.NewReader(rdfio.JSONLD, strings.NewReader(text), rdfio.ReaderOptions{Loader: func(iri string) ([]byte, string, error) {
			loads++
			return []byte(`{"@context":["http://h/c",{"p":"u:p"}]}`), iri, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		var rule *jsonld.Error
		if list, err := drain(r); !errors.As(err, &rule) || len(list) > 0 || loads > 100 {
			t.Errorf("%s: %d statements, %d loads, error %v", text, len(list), loads, err)
		}
	}
}
