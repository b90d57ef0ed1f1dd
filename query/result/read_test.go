package result_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/query/result/resulttest"
)

func TestJSONOrderOfMembers(t *testing.T) {
	want := resulttest.Table{Vars: []string{"a"}, Rows: [][]string{{`"x"`}, {""}}}
	for _, text := range []string{
		`{"results":{"x":[1,-2.5e3,null,true,{"y":"z"}],"bindings":[{"a":{"value":"x","type":"literal"}},{}],"distinct":false},"head":{"link":[],"vars":["a"]},"extra":{}}`,
		"\n{ \"head\" : { \"vars\" : [ \"\\u0061\" ] } ,\t\"results\" : { \"bindings\" : [ { \"a\" : { \"type\" : \"typed-literal\" , \"value\" : \"\\u0078\" , \"datatype\" : \"http://www.w3.org/2001/XMLSchema#string\" } } , { } ] } }\r\n",
	} {
		got, err := resulttest.Read(strings.NewReader(text), result.JSON)
		if err != nil {
			t.Errorf("%v\n%s", err, text)
		} else if d := resulttest.Diff(got, want, true); d != "" {
			t.Error(d)
		}
	}
}

// TestRefuses lists documents that are no results; the error names the place.
func TestRefuses(t *testing.T) {
	head := `{"head":{"vars":["a"]},"results":{"bindings":[`
	for _, tt := range []struct {
		f    result.Format
		text string
	}{
		{result.JSON, ``}, {result.JSON, `[]`}, {result.JSON, `{}`}, {result.JSON, `{"head":{"vars":["a"]}}`},
		{result.JSON, `{"results":{"bindings":[]}}`}, {result.JSON, `{"head":{"vars":["a","a"]},"results":{"bindings":[]}}`},
		{result.JSON, head + `{"b":{"type":"uri","value":"u:x"}}]}}`},
		{result.JSON, head + `{"a":{"type":"uri","value":"x"}}]}}`},
		{result.JSON, head + `{"a":{"type":"uri","value":"u:x"},"a":{"type":"uri","value":"u:x"}}]}}`},
		{result.JSON, head + `{"a":{"type":"what","value":"u:x"}}]}}`},
		{result.JSON, head + `{"a":{"type":"literal"}}]}}`},
		{result.JSON, head + `{"a":{"type":"literal","value":"x","xml:lang":"e n"}}]}}`},
		{result.JSON, head + `{"a":{"type":"literal","value":"x","xml:lang":"en","its:dir":"up"}}]}}`},
		{result.JSON, head + `{"a":{"type":"literal","value":"x","its:dir":"ltr"}}]}}`},
		{result.JSON, head + `{"a":{"type":"literal","value":"x","xml:lang":"en","datatype":"u:x"}}]}}`},
		{result.JSON, head + `{"a":{"type":"uri","value":"u:x","datatype":"u:x"}}]}}`},
		{result.JSON, head + `{"a":{"type":"literal","value":"\ud800"}}]}}`},
		{result.JSON, head + `{"a":{"type":"literal","value":"\ud800\u0041"}}]}}`},
		{result.JSON, head + `{"a":{"type":"literal","value":"\x"}}]}}`},
		{result.JSON, head + "{\"a\":{\"type\":\"literal\",\"value\":\"a\nb\"}}]}}"},
		{result.JSON, head + "{\"a\":{\"type\":\"literal\",\"value\":\"\xff\"}}]}}"},
		{result.JSON, head + `{"a":{"type":"triple","value":{"subject":{"type":"uri","value":"u:x"}}}}]}}`},
		{result.JSON, head + `{"a":{"type":"triple","value":"x"}}]}}`},
		{result.JSON, head + `{},]}}`}, {result.JSON, head + `]}} x`}, {result.JSON, head + `],"bindings":[]}}`},
		{result.JSON, head + `]},"x":01}`}, {result.JSON, head + `]},"x":nul}`}, {result.JSON, `{"head":{},"boolean":"true"}`},
		{result.JSON, `{"head":{},"boolean":true,"results":{"bindings":[]}}`}, {result.JSON, `{"head":{},"boolean":true}}`},
		{result.XML, ``}, {result.XML, `<sparql/>`}, {result.XML, `<a xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></a>`},
		{result.XML, xmlOf(`<boolean>yes</boolean>`)}, {result.XML, xmlOf(`<results><result><binding name="b"><uri>u:x</uri></binding></result></results>`)},
		{result.XML, xmlOf(`<results><result><binding name="a"></binding></result></results>`)},
		{result.XML, xmlOf(`<results><result><binding name="a"><uri>x</uri></binding></result></results>`)},
		{result.XML, xmlOf(`<results><result><binding name="a"><uri>u:x</uri><uri>u:y</uri></binding></result></results>`)},
		{result.XML, xmlOf(`<results><result><binding name="a"><uri>u:x</uri></binding><binding name="a"><uri>u:y</uri></binding></result></results>`)},
		{result.XML, xmlOf(`<results><result>text</result></results>`)}, {result.XML, xmlOf(`<results><row/></results>`)},
		{result.XML, xmlOf(`<results><result><binding name="a"><literal>&unknown;</literal></binding></result></results>`)},
		{result.XML, xmlOf(`<results><result><binding name="a"><triple><subject><uri>u:x</uri></subject></triple></binding></result></results>`)},
		{result.XML, xmlOf(`<results></results>`) + "<x/>"}, {result.XML, xmlOf(`<results></results><results></results>`)},
		{result.CSV, ``}, {result.CSV, "a,a\r\n"}, {result.CSV, "a,b\r\n1\r\n"}, {result.CSV, "a\r\n1,2\r\n"}, {result.CSV, "a\r\n\"x"},
		{result.CSV, "a\r\nx\"y\r\n"}, {result.CSV, "a\r\n\"x\"y\r\n"}, {result.CSV, "a\r\n\xff\r\n"}, {result.CSV, "\r\nx\r\n"},
		{result.TSV, ``}, {result.TSV, "a\n"}, {result.TSV, "?a\t?a\n"}, {result.TSV, "?a\nx\n"}, {result.TSV, "?a\n<x>\n"}, {result.TSV, "?a\n\"x\n"},
		{result.TSV, "?a\n\"x\"y\n"}, {result.TSV, "?a\n\"\\x\"\n"}, {result.TSV, "?a\n1\t2\n"}, {result.TSV, "?a\t?b\n1\n"}, {result.TSV, "?a\n<<( <u:s> <u:p> \n"},
		{result.TSV, "?a\n<<( \"s\" <u:p> <u:o> )>>\n"}, {result.TSV, "?a\n_:\n"}, {result.TSV, "?a\n\"x\"@\n"}, {result.TSV, "?a\n\xff\n"}, {result.TSV, "\nx\n"},
	} {
		got, err := resulttest.Read(strings.NewReader(tt.text), tt.f)
		var syntax *result.SyntaxError
		if !errors.Is(err, result.ErrSyntax) || !errors.As(err, &syntax) || syntax.Line < 1 || syntax.Format != tt.f {
			t.Errorf("%v %q: got %v, %v; want a SyntaxError", tt.f, tt.text, got, err)
		}
	}
}

func xmlOf(body string) string {
	return `<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/><link href="x"/></head>` + body + `</sparql>`
}

func TestReadLimits(t *testing.T) {
	o := result.ReadOptions{MaxTerm: 10, MaxVars: 2, MaxUnordered: 20}
	long := strings.Repeat("x", 200_000)
	for _, tt := range []struct {
		f    result.Format
		text string
	}{
		{result.JSON, `{"head":{"vars":["a","b","c"]},"results":{"bindings":[]}}`},
		{result.JSON, `{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"` + long + `"}}]}}`},
		{result.JSON, `{"results":{"bindings":[{},{},{},{},{},{},{}]},"head":{"vars":["a"]}}`},
		{result.JSON, `{"x":` + strings.Repeat("[", 100_000)},
		{result.XML, `<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/><variable name="b"/><variable name="c"/></head></sparql>`},
		{result.XML, xmlOf(`<results><result><binding name="a"><literal>` + long + `</literal></binding></result></results>`)},
		{result.CSV, "a,b,c\r\n"}, {result.CSV, "a\r\n" + long + "\r\n"},
		{result.TSV, "?a\t?b\t?c\n"}, {result.TSV, "?a\n\"" + long + "\"\n"},
	} {
		r, err := result.NewReader(strings.NewReader(tt.text), tt.f, o)
		if err == nil {
			_, err = r.Next(context.Background())
		}
		if !errors.Is(err, result.ErrSyntax) {
			t.Errorf("%v %.60q: %v", tt.f, tt.text, err)
		}
	}
	deep := strings.Repeat(`{"type":"triple","value":{"object":`, 1000)
	if _, err := resulttest.Read(strings.NewReader(`{"head":{"vars":["a"]},"results":{"bindings":[{"a":`+deep), result.JSON); !errors.Is(err, result.ErrSyntax) {
		t.Errorf("deep triple terms: %v", err)
	}
}

// TestForeignLabels: labels that RDF syntaxes do not have become ones that they
// have, one to one.
func TestForeignLabels(t *testing.T) {
	text := `{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"bnode","value":"nodeID://b1"}},{"a":{"type":"bnode","value":"xx6e"}},{"a":{"type":"bnode","value":"b1"}}]}}`
	got, err := resulttest.Read(strings.NewReader(text), result.JSON)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"_:xx6e6f646549443a2f2f6231"}, {"_:xx78783665"}, {"_:b1"}}
	for i := range want {
		if got.Rows[i][0] != want[i][0] {
			t.Errorf("row %d: %s, want %s", i, got.Rows[i][0], want[i][0])
		}
	}
}

func TestReaderCancelled(t *testing.T) {
	r, err := result.NewReader(strings.NewReader("?a\n1\n"), result.TSV, result.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestPages: rows of all pages are there, and the end stays the end.
func TestPages(t *testing.T) {
	const rows = 3*result.PageRows + 7
	text := "?a\n" + strings.Repeat("<u:x>\n", rows)
	r, err := result.NewReader(strings.NewReader(text), result.TSV, result.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for {
		p, err := r.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if p.N == 0 {
			break
		}
		for i := range p.N {
			if !bytes.Equal(p.Cols[0][i], []byte("<u:x>")) {
				t.Fatalf("row %d is %q", n+i, p.Cols[0][i])
			}
		}
		n += p.N
	}
	if p, err := r.Next(context.Background()); n != rows || err != nil || p.N != 0 {
		t.Errorf("%d rows, want %d; after the end: %v %v", n, rows, p, err)
	}
}

func FuzzReadJSON(f *testing.F) { fuzzRead(f, result.JSON) }
func FuzzReadXML(f *testing.F)  { fuzzRead(f, result.XML) }
func FuzzReadCSV(f *testing.F)  { fuzzRead(f, result.CSV) }
func FuzzReadTSV(f *testing.F)  { fuzzRead(f, result.TSV) }

// fuzzRead: no panic, and what is read can be written and read again.
func fuzzRead(f *testing.F, format result.Format) {
	for _, table := range []resulttest.Table{sample, {Vars: []string{}}, {Vars: []string{"a"}, Rows: [][]string{{""}, {`"x"`}}}} {
		var b bytes.Buffer
		if err := result.Write(context.Background(), &b, format, table.Source(2)); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	if format == result.JSON || format == result.XML {
		var b bytes.Buffer
		if err := result.WriteBoolean(&b, format, true); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want, err := resulttest.Read(bytes.NewReader(text), format)
		if err != nil {
			if !errors.Is(err, result.ErrSyntax) {
				t.Fatalf("%v is no ErrSyntax", err)
			}
			return
		}
		if want.Boolean != nil {
			return
		}
		for _, out := range []result.Format{result.JSON, result.TSV} {
			for _, v := range want.Vars {
				if strings.ContainsAny(v, "\t\r\n") {
					return // the head of TSV has no escapes; no query has such a variable
				}
			}
			var b bytes.Buffer
			if err := result.Write(context.Background(), &b, out, want.Source(3)); err != nil {
				t.Fatalf("%q: write %v: %v", text, out, err)
			}
			written := b.String()
			got, err := resulttest.Read(&b, out)
			if err != nil || !same(got, want) {
				t.Fatalf("%q: %v\ngot %q\nwant %q\n%s", text, err, got.Rows, want.Rows, written)
			}
		}
	})
}
