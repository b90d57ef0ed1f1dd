package result_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/query/result/resulttest"
)

func genString() *rapid.Generator[string] {
	odd := rapid.SampledFrom([]rune("\b\t\n\f\r\x00\x1f\"\\'\x7f\u0080\uFFFD\uFFFE\uFFFF\uFEFF <>&{}|^`@.,;_:\U0001F47E"))
	return rapid.StringOf(rapid.OneOf(rapid.Rune(), odd))
}

func genIRI() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		rest := strings.Map(func(r rune) rune {
			if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
				return -1
			}
			return r
		}, genString().Draw(t, "rest"))
		return rapid.SampledFrom([]string{"u:", "http://example.org/a,b?c&d='", "urn:x-é:"}).Draw(t, "scheme") + rest
	})
}

func genTerm(depth int) *rapid.Generator[quad.Value] {
	label := rapid.StringMatching(`[a-zA-Z_0-9]([a-z0-9.\-_]{0,5}[a-z0-9\-_])?`).Filter(func(s string) bool { return !strings.HasPrefix(s, "xx") })
	return rapid.Custom(func(t *rapid.T) quad.Value {
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			return quad.IRI(genIRI().Draw(t, "iri"))
		case 1:
			return quad.BNode(label.Draw(t, "label"))
		case 2:
			if depth > 0 {
				return graph.TripleTerm{S: quad.BNode(label.Draw(t, "s")), P: quad.IRI(genIRI().Draw(t, "p")), O: genTerm(depth-1).Draw(t, "o")}
			}
		case 3:
			return quad.LangString{Value: quad.String(genString().Draw(t, "lexical")), Lang: rapid.StringMatching(`[a-z]{1,8}(-[a-z0-9]{1,8}){0,2}(--(ltr|rtl))?`).Draw(t, "lang")}
		case 4:
			number := rapid.SampledFrom([]string{"1", "-1", "+1", "01", "1.", "1.5", ".5", "1e0", "1.5E-3", "INF", "", "x", "1.e1", ".e1", "+", "--1"}).Draw(t, "number")
			kind := rapid.SampledFrom([]string{"integer", "decimal", "double", "boolean", "float"}).Draw(t, "datatype")
			return quad.TypedString{Value: quad.String(number), Type: quad.IRI("http://www.w3.org/2001/XMLSchema#" + kind)}
		case 5:
			return quad.TypedString{Value: quad.String(genString().Draw(t, "lexical")), Type: quad.IRI(genIRI().Draw(t, "type"))}
		}
		return quad.String(genString().Draw(t, "lexical"))
	})
}

func genTable() *rapid.Generator[resulttest.Table] {
	return rapid.Custom(func(t *rapid.T) resulttest.Table {
		vars := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-zé_][a-z0-9é]{0,3}`), 0, 4, rapid.ID[string]).Draw(t, "vars")
		table := resulttest.Table{Vars: vars}
		for range rapid.IntRange(0, 5).Draw(t, "rows") {
			row := make([]string, len(vars))
			for c := range row {
				if rapid.IntRange(0, 3).Draw(t, "bound") > 0 {
					text, err := graph.AppendTerm(nil, genTerm(2).Draw(t, "term"))
					if err != nil {
						t.Fatal(err)
					}
					row[c] = string(text)
				}
			}
			table.Rows = append(table.Rows, row)
		}
		return table
	})
}

// same compares tables text by text: the formats that keep terms keep labels too.
func same(a, b resulttest.Table) bool {
	if strings.Join(a.Vars, "\t") != strings.Join(b.Vars, "\t") || len(a.Rows) != len(b.Rows) {
		return false
	}
	for i := range a.Rows {
		if strings.Join(a.Rows[i], "\t") != strings.Join(b.Rows[i], "\t") {
			return false
		}
	}
	return true
}

func TestRoundTrip(t *testing.T) {
	for _, f := range []result.Format{result.JSON, result.XML, result.TSV} {
		t.Run(f.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				want := genTable().Draw(t, "table")
				var b bytes.Buffer
				err := result.Write(context.Background(), &b, f, want.Source(rapid.IntRange(1, 3).Draw(t, "page")))
				if f == result.XML && errors.Is(err, result.ErrXMLCharacter) {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				text := b.String()
				got, err := resulttest.Read(&b, f)
				if err != nil {
					t.Fatalf("%v\n%q", err, text)
				}
				if !same(got, want) {
					t.Fatalf("got %q\nwant %q\nwritten as %q", got.Rows, want.Rows, text)
				}
			})
		})
	}
}

// TestCSVRoundTrip: what is read is the plain text of what was written.
func TestCSVRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := genTable().Draw(t, "table")
		var b bytes.Buffer
		if err := result.Write(context.Background(), &b, result.CSV, want.Source(2)); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		got, err := resulttest.Read(&b, result.CSV)
		if err != nil {
			t.Fatalf("%v\n%q", err, text)
		}
		for _, row := range want.Rows {
			for c, term := range row {
				row[c] = plain(term)
			}
		}
		if !same(got, want) {
			t.Fatalf("got %q\nwant %q\nwritten as %q", got.Rows, want.Rows, text)
		}
	})
}

// plain is what the CSV reader makes of a term.
func plain(term string) string {
	text := []byte(term)
	switch graph.TagOf([]byte(term)) {
	case graph.TagSpecial, graph.TagBlank:
		return term
	case graph.TagIRI:
		text = text[1 : len(text)-1]
	case graph.TagLiteral:
		text = graph.AppendLexical(nil, []byte(term))
	}
	if s := string(text); strings.HasPrefix(s, "_:") && len(s) > 2 && graph.LabelLen(text[2:]) == len(s)-2 {
		return s
	}
	return `"` + string(graph.AppendEscaped(nil, text)) + `"`
}

// TestBreaksOff: no beginning of a document of JSON or XML is taken for a whole
// one.
func TestBreaksOff(t *testing.T) {
	table := resulttest.Table{Vars: []string{"a", "b"}, Rows: [][]string{{"<u:x>", `"y\n"@fr`}, {"", `<<( _:s <u:p> "1" )>>`}}}
	for _, f := range []result.Format{result.JSON, result.XML} {
		var b bytes.Buffer
		if err := result.Write(context.Background(), &b, f, table.Source(1)); err != nil {
			t.Fatal(err)
		}
		whole := strings.TrimRight(b.String(), "\n")
		for n := range len(whole) {
			if got, err := resulttest.Read(strings.NewReader(whole[:n]), f); err == nil {
				t.Fatalf("%v: %d of %d bytes were read as %v: %q", f, n, len(whole), got, whole[:n])
			} else if !errors.Is(err, result.ErrSyntax) {
				t.Fatalf("%v: %v is no ErrSyntax", f, err)
			}
		}
		if _, err := resulttest.Read(strings.NewReader(whole+"x"), f); !errors.Is(err, result.ErrSyntax) {
			t.Errorf("%v: text after the end: %v", f, err)
		}
	}
}

// failing gives one page and then an error.
type failing struct {
	result.Source
	pages int
	err   error
}

func (f *failing) Next(ctx context.Context) (*result.Page, error) {
	if f.pages--; f.pages < 0 {
		return nil, f.err
	}
	return f.Source.Next(ctx)
}

// TestFailingSource: the error comes through, what came before it is written,
// and the document has no end.
func TestFailingSource(t *testing.T) {
	stop := errors.New("out of memory")
	table := resulttest.Table{Vars: []string{"a"}, Rows: [][]string{{"<u:1>"}, {"<u:2>"}, {"<u:3>"}}}
	for _, f := range result.Formats {
		for pages := range 3 {
			var b bytes.Buffer
			err := result.Write(context.Background(), &b, f, &failing{table.Source(1), pages, stop})
			if err != stop {
				t.Errorf("%v: error %v, want %v", f, err, stop)
			}
			if n := strings.Count(strings.ToLower(b.String()), "u:"); n != pages {
				t.Errorf("%v: %d rows are written, want %d: %q", f, n, pages, b.String())
			}
			if f != result.JSON && f != result.XML {
				continue
			}
			if _, err := resulttest.Read(&b, f); !errors.Is(err, result.ErrSyntax) {
				t.Errorf("%v: the cut document was read: %v", f, err)
			}
		}
	}
}

// escaped writes a string as canonical text has it.
func escaped(s string) string { return string(graph.AppendEscaped(nil, []byte(s))) }
