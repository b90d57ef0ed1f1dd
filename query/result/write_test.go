package result_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/query/result/resulttest"
)

const (
	integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
	date    = "^^<http://www.w3.org/2001/XMLSchema#date>"
)

var sample = resulttest.Table{
	Vars: []string{"who", "said", "n"},
	Rows: [][]string{
		{"<https://chancery.example/actor/x>", `"\"oui\", a-t-il dit\n<fin> & plus"@fr`, `"12"` + integer},
		{"_:b0", `"مرحبا"@ar--rtl`, `"x"` + integer},
		{"", `""`, ""},
		{`<<( <u:s> <u:p> "2026-01-01"` + date + ` )>>`, `"a\rb"`, `"-3"` + integer},
	},
}

func TestWriteExactly(t *testing.T) {
	for f, want := range map[result.Format]string{
		result.JSON: `{"head":{"vars":["who","said","n"]},"results":{"bindings":[
{"who":{"type":"uri","value":"https://chancery.example/actor/x"},"said":{"type":"literal","value":"\"oui\", a-t-il dit\n<fin> & plus","xml:lang":"fr"},"n":{"type":"literal","value":"12","datatype":"http://www.w3.org/2001/XMLSchema#integer"}},
{"who":{"type":"bnode","value":"b0"},"said":{"type":"literal","value":"مرحبا","xml:lang":"ar","its:dir":"rtl"},"n":{"type":"literal","value":"x","datatype":"http://www.w3.org/2001/XMLSchema#integer"}},
{"said":{"type":"literal","value":""}},
{"who":{"type":"triple","value":{"subject":{"type":"uri","value":"u:s"},"predicate":{"type":"uri","value":"u:p"},"object":{"type":"literal","value":"2026-01-01","datatype":"http://www.w3.org/2001/XMLSchema#date"}}},"said":{"type":"literal","value":"a\rb"},"n":{"type":"literal","value":"-3","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}
]}}
`,
		result.XML: `<?xml version="1.0" encoding="UTF-8"?>
<sparql xmlns="http://www.w3.org/2005/sparql-results#" xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0">
<head><variable name="who"/><variable name="said"/><variable name="n"/></head>
<results>
<result><binding name="who"><uri>https://chancery.example/actor/x</uri></binding><binding name="said"><literal xml:lang="fr">&quot;oui&quot;, a-t-il dit
&lt;fin&gt; &amp; plus</literal></binding><binding name="n"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">12</literal></binding></result>
<result><binding name="who"><bnode>b0</bnode></binding><binding name="said"><literal xml:lang="ar" its:dir="rtl">مرحبا</literal></binding><binding name="n"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">x</literal></binding></result>
<result><binding name="said"><literal></literal></binding></result>
<result><binding name="who"><triple><subject><uri>u:s</uri></subject><predicate><uri>u:p</uri></predicate><object><literal datatype="http://www.w3.org/2001/XMLSchema#date">2026-01-01</literal></object></triple></binding><binding name="said"><literal>a&#xD;b</literal></binding><binding name="n"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">-3</literal></binding></result>
</results>
</sparql>
`,
		result.CSV: "who,said,n\r\n" +
			"https://chancery.example/actor/x,\"\"\"oui\"\", a-t-il dit\n<fin> & plus\",12\r\n" +
			"_:b0,مرحبا,x\r\n,\"\",\r\n" +
			"\"<<( <u:s> <u:p> \"\"2026-01-01\"\"" + date + " )>>\",\"a\rb\",-3\r\n",
		result.TSV: "?who\t?said\t?n\n" +
			"<https://chancery.example/actor/x>\t\"\\\"oui\\\", a-t-il dit\\n<fin> & plus\"@fr\t12\n" +
			"_:b0\t\"مرحبا\"@ar--rtl\t\"x\"" + integer + "\n\t\"\"\t\n" +
			"<<( <u:s> <u:p> \"2026-01-01\"" + date + " )>>\t\"a\\rb\"\t-3\n",
	} {
		var b bytes.Buffer
		if err := result.Write(context.Background(), &b, f, sample.Source(3)); err != nil {
			t.Errorf("%v: %v", f, err)
		}
		if b.String() != want {
			t.Errorf("%v: got\n%s\nwant\n%s", f, b.String(), want)
		}
	}
}

func TestWriteBoolean(t *testing.T) {
	for _, f := range result.Formats {
		for _, value := range []bool{true, false} {
			var b bytes.Buffer
			if err := result.WriteBoolean(&b, f, value); err != nil {
				t.Fatal(err)
			}
			switch f {
			case result.JSON, result.XML:
				got, err := resulttest.Read(&b, f)
				if d := resulttest.Diff(got, resulttest.Bool(value), false); err != nil || d != "" {
					t.Errorf("%v: %v %s", f, err, d)
				}
			default:
				if strings.TrimSpace(b.String()) != fmt.Sprint(value) {
					t.Errorf("%v: %q", f, b.String())
				}
			}
		}
	}
	if err := result.WriteBoolean(io.Discard, 0, true); !errors.Is(err, result.ErrFormat) {
		t.Errorf("no format: %v", err)
	}
}

func TestWriteRefuses(t *testing.T) {
	table := resulttest.Table{Vars: []string{"a"}, Rows: [][]string{{`"\u0007"`}}}
	var b bytes.Buffer
	if err := result.Write(context.Background(), &b, result.XML, table.Source(1)); !errors.Is(err, result.ErrXMLCharacter) {
		t.Errorf("a bell in XML: %v", err)
	}
	if strings.Contains(b.String(), "</sparql>") {
		t.Errorf("the document has an end: %s", b.String())
	}
	broken := resulttest.Table{Vars: []string{"a"}, Rows: [][]string{{"?"}}}
	for _, f := range []result.Format{result.JSON, result.XML, result.CSV, result.TSV} {
		if err := result.Write(context.Background(), io.Discard, f, broken.Source(1)); !errors.Is(err, result.ErrPage) {
			t.Errorf("%v: a broken term: %v", f, err)
		}
	}
	if err := result.Write(context.Background(), io.Discard, 0, sample.Source(1)); !errors.Is(err, result.ErrFormat) {
		t.Errorf("no format: %v", err)
	}
	full := errors.New("disk full")
	if err := result.Write(context.Background(), badWriter{full}, result.JSON, sample.Source(1)); !errors.Is(err, full) {
		t.Errorf("a writer that fails: %v", err)
	}
}

type badWriter struct{ err error }

func (w badWriter) Write([]byte) (int, error) { return 0, w.err }

func TestTable(t *testing.T) {
	table := resulttest.Table{Vars: []string{"who", "note", "n"}, Rows: [][]string{
		{"<https://chancery.example/ns#Meeting>", `"les échanges de prisonniers de guerre entre les deux pays"@fr`, `"12"` + integer},
		{"<https://other.example/a>", `"a\u001B[31mb\tc"`, `"3"` + integer},
		{"_:b0", `"日本語の文書"`, ""},
	}}
	var b bytes.Buffer
	if err := result.WriteTable(context.Background(), &b, table.Source(2), result.TableOptions{Width: 60}); err != nil {
		t.Fatal(err)
	}
	want := `WHO                        NOTE                            N
chy:Meeting                les échanges de prisonniers    12
                           de guerre entre les deux
                           pays@fr
<https://other.example/a>  a␛[31mb c                       3
_:b0                       日本語の文書
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	b.Reset()
	bold := func(s string) string { return "*" + s + "*" }
	if err := result.WriteTable(context.Background(), &b, table.Source(1), result.TableOptions{SampleRows: 1, Width: 40, Bold: bold}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "\n"); !strings.HasPrefix(b.String(), "*WHO") || n < 4 {
		t.Errorf("rows after the sample are missing:\n%s", b.String())
	}
	for line := range strings.SplitSeq(b.String(), "\n") {
		if len([]rune(line)) > 42 {
			t.Errorf("line %q is longer than 40 columns", line)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, tt := range []struct {
		f    result.Format
		name string
	}{{result.JSON, "json"}, {result.JSON, "SRJ"}, {result.XML, ".srx"}, {result.CSV, "csv"}, {result.TSV, "tsv"}, {result.Table, "table"}, {0, "nt"}} {
		if got := result.ByName(tt.name); got != tt.f {
			t.Errorf("ByName(%q) = %v", tt.name, got)
		}
	}
	if f := result.ByMediaType("Application/SPARQL-results+JSON; charset=utf-8"); f != result.JSON {
		t.Errorf("media type: %v", f)
	}
	if f := result.ByFile("/tmp/x.SRX"); f != result.XML {
		t.Errorf("file: %v", f)
	}
	if f := result.ByFile("x"); f != 0 {
		t.Errorf("file without an ending: %v", f)
	}
}

func TestNegotiate(t *testing.T) {
	const j, x, c = "application/sparql-results+json", "application/sparql-results+xml", "text/csv"
	for accept, want := range map[string]string{
		"":                                    j,
		"*/*":                                 j,
		"text/*":                              c,
		x:                                     x,
		x + ";q=0.5, " + j + ";q=0.4":         x,
		x + ";q=0.5, */*;q=0.6":               j,
		j + ";q=0, */*":                       x,
		"application/*;q=0.2, text/csv;q=0.3": c,
		"application/pdf":                     "",
		j + ";q=2":                            "",
		j + ";charset=utf-8;q=0.9, " + x + ";q=1.0": x,
		"TEXT/CSV": c,
		"*/*;q=0":  "",
	} {
		got, ok := result.Negotiate(accept, j, x, c)
		if got != want || ok != (want != "") {
			t.Errorf("Negotiate(%q) = %q, %v; want %q", accept, got, ok, want)
		}
	}
	f, media, ok := result.NegotiateFormat("application/json", result.XML, result.JSON)
	if f != result.JSON || media != "application/json" || !ok {
		t.Errorf("NegotiateFormat: %v %q %v", f, media, ok)
	}
	if f, media, ok = result.NegotiateFormat("", result.XML, result.JSON); f != result.XML || media != x || !ok {
		t.Errorf("NegotiateFormat of nothing: %v %q %v", f, media, ok)
	}
}

func ExampleWrite() {
	table := resulttest.Table{Vars: []string{"who", "n"}, Rows: [][]string{{`"Rustem Umerov"`, `"12"` + integer}}}
	if err := result.Write(context.Background(), os.Stdout, result.TSV, table.Source(1)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ?who	?n
	// "Rustem Umerov"	12
}

func ExampleNegotiate() {
	media, ok := result.Negotiate("text/csv;q=0.8, application/sparql-results+xml", result.JSON.MediaType(), result.XML.MediaType(), result.CSV.MediaType())
	fmt.Println(media, ok)
	// Output: application/sparql-results+xml true
}

func ExampleNewReader() {
	const text = `{"head":{"vars":["who"]},"results":{"bindings":[{"who":{"type":"literal","value":"Ibrahim Kalin","xml:lang":"en"}}]}}`
	r, err := result.NewReader(strings.NewReader(text), result.JSON, result.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for {
		page, err := r.Next(context.Background())
		if err != nil || page.N == 0 {
			break
		}
		for i := range page.N {
			fmt.Println(r.Vars()[0], string(page.Cols[0][i]))
		}
	}
	// Output: who "Ibrahim Kalin"@en
}
