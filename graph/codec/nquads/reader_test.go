package nquads_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

func TestCanonical(t *testing.T) {
	const sp = "<u:s> <u:p> "
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"blank lines and comments", "\n \t\n# a\n\r\n  # é\r#b\n", ""},
		{"no final line end", sp + "<u:o> .", sp + "<u:o> .\n"},
		{"CR alone ends a line", sp + "<u:o> .\r" + sp + "<u:o> .", sp + "<u:o> .\n" + sp + "<u:o> .\n"},
		{"CR LF and a comment", "\t" + sp + "<u:o>.#c\r\n", sp + "<u:o> .\n"},
		{"no white space", "_:a<u:p>_:b_<u:g>.", "_:a <u:p> _:b_ <u:g> .\n"},
		{"graph name", sp + `"o"<u:g>.`, sp + `"o" <u:g> .` + "\n"},
		{"label ends before the dot", "_:a.b <u:p> _:o.", "_:a.b <u:p> _:o .\n"},
		{"version", "VERSION \"1.2\"\n \tVERSION\"1.1\" # c\n", ""},
		{"escaped IRI", `<\u0068ttp://x/\U000000e9> <u:p> <u:\u00e9>.`, "<http://x/é> <u:p> <u:é> .\n"},
		{"escaped graph name", sp + `<u:o> <u:\u00e9> .` + "\n" + sp + `<u:o> <u:\u00e9> .` + "\n" + sp + "<u:o> <u:é> .", strings.Repeat(sp+"<u:o> <u:é> .\n", 3)},
		{"escapes in a literal", sp + `"\u00e9\'\u0027\u0007\u007f\uFFFE\u000a\\\""` + ".", sp + `"é''\u0007\u007F\uFFFE\n\\\"" .` + "\n"},
		{"raw controls", sp + "\"\x00\t\b\x7f\uFFFF\".", sp + `"\u0000\t\b\u007F\uFFFF" .` + "\n"},
		{"raw U+FFFE in an IRI stays", "<u:\uFFFE> <u:p> \"\".", "<u:\uFFFE> <u:p> \"\" .\n"},
		{"upper-case tag", sp + `"a"@EN-Latn--rtl.`, sp + `"a"@en-latn--rtl .` + "\n"},
		{"tag before the dot", sp + `"a"@fr.`, sp + `"a"@fr .` + "\n"},
		{"xsd:string", sp + `"a" ^^ <http://www.w3.org/2001/XMLSchema#strin\u0067>.`, sp + `"a" .` + "\n"},
		{"escaped datatype twice", strings.Repeat(sp+`"a"^^<u:\u0064>.`+"\n", 2), strings.Repeat(sp+`"a"^^<u:d> .`+"\n", 2)},
		{"datatype that another starts with", sp + `"a"^^<u:d>.` + "\n" + sp + `"a"^^<u:d2>.`, sp + `"a"^^<u:d> .` + "\n" + sp + `"a"^^<u:d2> .` + "\n"},
		{"blank subject that another starts with", "_:a <u:p> <u:o>.\n_:ab <u:p> <u:o>.\n_:a <u:p> <u:o>.", "_:a <u:p> <u:o> .\n_:ab <u:p> <u:o> .\n_:a <u:p> <u:o> .\n"},
		{"triple term", sp + "<<( <u:s> <u:p> <<( _:a <u:p> \" )>> \" )>> )>> .", sp + "<<( <u:s> <u:p> <<( _:a <u:p> \" )>> \" )>> )>> .\n"},
		{"dense triple term", sp + `<<(<u:s><u:p><<(_:a<u:p>"\u0041"@EN)>>)>>_:g.`, sp + `<<( <u:s> <u:p> <<( _:a <u:p> "A"@en )>> )>> _:g .` + "\n"},
		{"triple term with tabs", sp + "<<(\t<u:s>\t<u:p>\t<u:o>\t)>>\t.", sp + "<<( <u:s> <u:p> <u:o> )>> .\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := canonicalize([]byte(tt.in), nquads.Options{})
			if err != nil || string(got) != tt.want {
				t.Fatalf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	const sp = "<u:s> <u:p> "
	deep := strings.Repeat("<<( _:a <u:p> ", graph.MaxTripleDepth+1)
	tests := []struct {
		name, in, want string
		is             error
	}{
		{"word", "é x", `f:1:1: found "é", expected a subject: an IRI or a blank node`, nil},
		{"not a version", sp + "_:o .\nVERSI", `f:2:1: found "V", expected a statement, VERSION or a comment`, nil},
		{"version without string", "VERSION 1.2", `f:1:9: found "1", expected a version, such as "1.2"`, nil},
		{"version with tag", `VERSION "1.2"@en`, `f:1:14: found "@", expected end of line`, nil},
		{"predicate", "# é\n\n<u:é> _:p _:o .", `f:3:7: found "_", expected "<" of the predicate's IRI`, nil},
		{"line ends early", "<u:s> <u:p>\n", `f:1:12: found end of line, expected an object: an IRI, a blank node, a literal or a triple term`, nil},
		{"no dot", sp + "_:o\r\n", `f:1:16: found end of line, expected "." or a graph name: an IRI or a blank node`, nil},
		{"two statements", sp + "_:o . " + sp + "_:o .", `f:1:19: found "<", expected end of line`, nil},
		{"literal as graph", sp + `_:o "g" .`, `f:1:17: found '"', expected "." or a graph name: an IRI or a blank node`, nil},
		{"five terms", sp + "_:o _:g _:x .", `f:1:21: found "_", expected "." after the graph name`, nil},
		{"relative", "<rel> <u:p> _:o .", `f:1:2: found a relative IRI, expected an absolute one, such as "https://…"`, nil},
		{"relative by escape", `<\u0031:b> <u:p> _:o .`, `f:1:2: found a relative IRI, expected an absolute one, such as "https://…"`, nil},
		{"empty IRI", "<> <u:p> _:o .", `f:1:2: found a relative IRI, expected an absolute one, such as "https://…"`, nil},
		{"space in IRI", "<u:é b> <u:p> _:o .", `f:1:5: found " ", expected a character of an IRI or its ">"`, nil},
		{"DEL and tilde are fine, backtick is not", "<u:~\x7f!0123456789`> <u:p> _:o .", "f:1:17: found \"`\", expected a character of an IRI or its \">\"", nil},
		{"open IRI", "<u:s", `f:1:5: found end of line, expected a character of an IRI or its ">"`, nil},
		{"short escape in IRI", `<u:\n> <u:p> _:o .`, `f:1:4: found "\", expected \u and 4 or \U and 8 hexadecimal digits of a character`, nil},
		{"space by escape", `<u:\u0020> <u:p> _:o .`, `f:1:4: found an escaped \u0020, expected a character that an IRI may have`, nil},
		{"label", "_:-a <u:p> _:o .", `f:1:3: found "-", expected a blank node label`, nil},
		{"colon in label", "_:a:b <u:p> _:o .", `f:1:4: found ":", expected "<" of the predicate's IRI`, nil},
		{"surrogate", sp + `"\uD83D\uDE00" .`, `f:1:14: found "\", expected an escape: \t \b \n \r \f \" \' \\ \uXXXX or \UXXXXXXXX of a character`, nil},
		{"beyond Unicode", sp + `"\U00110000" .`, `f:1:14: found "\", expected an escape: \t \b \n \r \f \" \' \\ \uXXXX or \UXXXXXXXX of a character`, nil},
		{"open literal", sp + "\"a\n\" .", `f:1:15: found end of line, expected '"' at the end of a literal`, nil},
		{"language", sp + `"a"@1 .`, `f:1:17: found "1", expected a language tag, such as en-gb, with --ltr or --rtl for a direction`, nil},
		{"one caret", sp + `"a"^<u:d> .`, `f:1:17: found "<", expected "^^" before a datatype`, nil},
		{"datatype", sp + `"a"^^a .`, `f:1:18: found "a", expected "<" of a datatype's IRI`, nil},
		{"langString", sp + `"a"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langStrin\u0067> .`, "f:1:18: found datatype <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>, expected another one, or a language tag instead", nil},
		{"reified triple", sp + "<< <u:s> <u:p> <u:o> >> .", `f:1:15: found " ", expected "(" of a triple term "<<( … )>>"`, nil},
		{"open triple term", sp + "<<( <u:s> <u:p> <u:o> )> .", `f:1:35: found ")", expected ")>>" of a triple term`, nil},
		{"too deep", sp + deep, fmt.Sprintf("f:1:%d: found a triple term too deep within others, expected less nesting", 13+14*graph.MaxTripleDepth), nil},
		{"not UTF-8 in an IRI", "<u:é\xe9> <u:p> _:o .", "f:1:5: found byte 0xE9, which is not UTF-8, expected UTF-8", nquads.ErrEncoding},
		{"not UTF-8 in a literal", sp + "\"\xc3\x28\" .", "f:1:14: found byte 0xC3, which is not UTF-8, expected UTF-8", nquads.ErrEncoding},
		{"not UTF-8 in a comment", "# \xed\xa0\x80", "f:1:3: found byte 0xED, which is not UTF-8, expected UTF-8", nquads.ErrEncoding},
		{"binary", "\x00\x01", "f:1:1: found U+0000, expected a subject: an IRI or a blank node", nquads.ErrEncoding},
		{"byte order mark", "\uFEFF<u:s>", "f:1:1: found U+FEFF, expected a subject: an IRI or a blank node", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := canonicalize([]byte(tt.in), nquads.Options{Name: "f"})
			var syntax *nquads.SyntaxError
			if !errors.As(err, &syntax) || err.Error() != tt.want {
				t.Fatalf("got %q, error %v; want %s", got, err, tt.want)
			}
			if errors.Is(err, nquads.ErrEncoding) != (tt.is == nquads.ErrEncoding) {
				t.Fatalf("%v: Is ErrEncoding = %t", err, tt.is != nquads.ErrEncoding)
			}
		})
	}
}

func TestOptions(t *testing.T) {
	line := []byte("<u:s> <u:p> _:o <u:g> .\n")
	if _, err := canonicalize(line, nquads.Options{Triples: true}); err == nil || err.Error() != `1:17: found "<", expected "." after the object` {
		t.Errorf("a graph name in N-Triples: %v", err)
	}
	got, err := canonicalize(append([]byte("<u:s> <u:p> _:o .\n"), line...), nquads.Options{Graph: []byte("<u:default>")})
	if want := "<u:s> <u:p> _:o <u:default> .\n" + string(line); err != nil || string(got) != want {
		t.Errorf("Graph: got %q, %v; want %q", got, err, want)
	}
	for _, o := range []nquads.Options{{Graph: []byte("rel")}, {Graph: []byte("<rel>")}, {Graph: []byte(`"a"`)}, {MaxLine: -1}} {
		if _, err := canonicalize(line, o); err == nil {
			t.Errorf("options %+v are accepted", o)
		}
	}
}

func TestMaxLine(t *testing.T) {
	line := "<u:s> <u:p> \"" + strings.Repeat("a", 100) + "\" .\n"
	n := len(line) - 1
	for _, in := range []string{line, line[:n], line + line, "\n\n" + line} {
		if _, err := canonicalize([]byte(in), nquads.Options{MaxLine: n}); err != nil {
			t.Errorf("a line as long as the limit: %v", err)
		}
		_, err := canonicalize([]byte("# c\n"+in), nquads.Options{Name: "f", MaxLine: n - 1})
		var syntax *nquads.SyntaxError
		wantLine := 2 + strings.Count(in[:strings.IndexByte(in, '<')], "\n")
		if !errors.Is(err, nquads.ErrLineTooLong) || !errors.As(err, &syntax) || syntax.Line != wantLine || syntax.Column != 0 {
			t.Errorf("a line longer than the limit: %v", err)
		}
	}
	// Endless input without a line end stops at the limit.
	if _, err := canonicalizeReader(endless{}, nquads.Options{MaxLine: 1 << 20}); !errors.Is(err, nquads.ErrLineTooLong) {
		t.Errorf("an endless line: %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func canonicalizeReader(r io.Reader, o nquads.Options) ([]byte, error) {
	var out []byte
	pr := nquads.NewReader(r, o)
	for {
		var b graph.PatchBatch
		if err := pr.ReadPatch(&b); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		for _, c := range b.Changes {
			out = nquads.AppendQuad(out, c.S, c.P, c.O, c.G)
		}
	}
}

func TestLongLines(t *testing.T) {
	var in, want []byte
	line := func(n int, escape bool) {
		body := strings.Repeat("longueur ", n/9)
		in = append(in, `<u:s> <u:p> "`...)
		want = append(want, `<u:s> <u:p> "`...)
		in, want = append(in, body...), append(want, body...)
		if escape {
			in, want = append(in, `\u00e9`...), append(want, "é"...)
		}
		in, want = append(in, "\" .\n"...), append(want, "\" .\n"...)
	}
	for _, n := range []int{10, 5 << 20, 10, 256 << 10, 12 << 20, 100, 1 << 20} {
		line(n, false)
		line(n, true)
	}
	got, err := canonicalizeReader(bytes.NewReader(in), nquads.Options{})
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%d bytes, %v; want %d", len(got), err, len(want))
	}
}

// TestAnyCut reads the same input in pieces of every kind, with a batch that is
// used again and one that is not.
func TestAnyCut(t *testing.T) {
	var text bytes.Buffer
	if _, err := graphtest.WriteNQuads(&text, graphtest.Config{Quads: 5000}); err != nil {
		t.Fatal(err)
	}
	text.WriteString(strings.Repeat(`<u:s> <u:p> "\u00e9"@FR .`+"\n", 3000))
	want, err := canonicalize(text.Bytes(), nquads.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, wrap := range map[string]func(io.Reader) io.Reader{
		"one byte": iotest.OneByteReader, "halves": iotest.HalfReader, "error with data": iotest.DataErrReader,
	} {
		if got, err := canonicalizeReader(wrap(bytes.NewReader(text.Bytes())), nquads.Options{}); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, %v; want %d", name, len(got), err, len(want))
		}
	}
	failure := errors.New("cable cut")
	if _, err := canonicalizeReader(io.MultiReader(bytes.NewReader(text.Bytes()), iotest.ErrReader(failure)), nquads.Options{}); !errors.Is(err, failure) {
		t.Errorf("read error: %v", err)
	}
	if _, err := canonicalizeReader(stuck{}, nquads.Options{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("reader without progress: %v", err)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestErrorStays(t *testing.T) {
	r := nquads.NewReader(strings.NewReader(strings.Repeat("_:s <u:p> _:o .\n", 3)+"x\n"), nquads.Options{})
	var b graph.PatchBatch
	first := r.ReadPatch(&b)
	if first == nil || len(b.Changes) != 0 || first.Error() != `4:1: found "x", expected a subject: an IRI or a blank node` {
		t.Fatalf("%d changes, %v", len(b.Changes), first)
	}
	if again := r.ReadPatch(&b); again != first {
		t.Fatalf("second error %v, first %v", again, first)
	}
}

// TestLineNumbers puts an error at many places of an input of many blocks.
func TestLineNumbers(t *testing.T) {
	line := "<u:s> <u:p> \"" + strings.Repeat("é", 90) + "\" .\n"
	for _, n := range []int{0, 1, 1000, 1300, 5000, 9999} {
		in := strings.Repeat(line, n) + "  é\n" + strings.Repeat(line, 10)
		_, err := canonicalizeReader(strings.NewReader(in), nquads.Options{})
		var syntax *nquads.SyntaxError
		if !errors.As(err, &syntax) || syntax.Line != n+1 || syntax.Column != 3 {
			t.Errorf("error on line %d: %v", n+1, err)
		}
	}
}

func TestBatchesAreIndependent(t *testing.T) {
	var text bytes.Buffer
	if _, err := graphtest.WriteNQuads(&text, graphtest.Config{Quads: 20_000}); err != nil {
		t.Fatal(err)
	}
	in := asciiOnly(text.Bytes()) // many rewritten terms
	r := nquads.NewReader(bytes.NewReader(in), nquads.Options{})
	var batches []*graph.PatchBatch
	for {
		b := new(graph.PatchBatch)
		if err := r.ReadPatch(b); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		// Whoever fills a batch further must not overwrite its terms.
		b.Arena = append(b.Arena, bytes.Repeat([]byte{'x'}, 1000)...)
		batches = append(batches, b)
	}
	var got []byte
	for _, b := range batches {
		for _, c := range b.Changes {
			got = nquads.AppendQuad(got, c.S, c.P, c.O, c.G)
		}
	}
	if len(batches) < 10 || !bytes.Equal(got, text.Bytes()) {
		t.Fatalf("%d batches hold %d bytes, want %d", len(batches), len(got), text.Len())
	}
}

func TestNoAllocationPerQuad(t *testing.T) {
	text := contacts(t)
	var b graph.PatchBatch
	w := nquads.NewWriter(io.Discard)
	n := testing.AllocsPerRun(3, func() {
		r := nquads.NewReader(bytes.NewReader(text), nquads.Options{})
		for r.ReadPatch(&b) == nil {
			if err := w.WritePatch(&b); err != nil {
				t.Fatal(err)
			}
		}
	})
	if n > 20 {
		t.Errorf("%v allocations for %d quads", n, benchQuads)
	}
}

func TestAppendCanonical(t *testing.T) {
	for in, want := range map[string]string{`"a"@EN`: `"a"@en`, "<u:a>": "<u:a>", "_:a": "_:a", `<<(<u:a><u:b>"\u0041")>>`: `<<( <u:a> <u:b> "A" )>>`} {
		if got, err := nquads.AppendCanonical([]byte("x"), []byte(in)); err != nil || string(got) != "x"+want {
			t.Errorf("AppendCanonical(%s) = %s, %v; want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "a", "<u:a> ", "<rel>", "_:a.", "\n", `"a"` + "\n"} {
		if got, err := nquads.AppendCanonical([]byte("x"), []byte(in)); err == nil || string(got) != "x" {
			t.Errorf("AppendCanonical(%q) = %q, no error", in, got)
		}
	}
}

// TestAgreesWithTerms writes random statements as package graph has them and
// reads them back, as they are and with what may differ in the text.
func TestAgreesWithTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want, loose []byte
		for range rapid.IntRange(1, 5).Draw(t, "statements") {
			lexical := rapid.String().Draw(t, "lexical")
			text := append(graph.AppendEscaped([]byte{'"'}, []byte(lexical)), '"')
			want = nquads.AppendQuad(want, []byte("<u:é>"), []byte("<u:p>"), text, nil)
			raw := strings.NewReplacer(`\`, `\u005c`, `"`, `\U00000022`, "\n", `\u000a`, "\r", `\r`, "é", `\u00E9`).Replace(lexical)
			loose = append(loose, "<u:\\u00e9>\t<u:p>\""+raw+"\"^^<http://www.w3.org/2001/XMLSchema#string> . #\r\n"...)
		}
		for _, in := range [][]byte{want, loose} {
			if got, err := canonicalize(in, nquads.Options{}); err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%q reads as %q, %v; want %q", in, got, err, want)
			}
		}
	})
}

func FuzzReader(f *testing.F) {
	for _, s := range []string{
		"<u:s> <u:p> \"o\"@FR--ltr <u:g> .\r\n# c\nVERSION \"1.2\"\n", `_:a.b<u:p><<(_:a<u:\u00e9>"\u0041"^^<u:d>)>>.`,
		"<u:s>\t<u:p>\t\"\x00é\uFFFE\\'\"^^<http://www.w3.org/2001/XMLSchema#string> .",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		once, err := canonicalize(in, nquads.Options{})
		if err != nil {
			var syntax *nquads.SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 || syntax.Line > bytes.Count(in, []byte("\n"))+1 || syntax.Found == "" {
				t.Fatalf("%q: error without a place: %v", in, err)
			}
			return
		}
		twice, err := canonicalize(once, nquads.Options{})
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%q → %q → %q, %v", in, once, twice, err)
		}
		// Every term is the canonical text of a value.
		r := nquads.NewReader(bytes.NewReader(in), nquads.Options{})
		var b graph.PatchBatch
		for r.ReadPatch(&b) == nil {
			for _, c := range b.Changes {
				for _, text := range [][]byte{c.S, c.P, c.O, c.G} {
					if len(text) == 0 {
						continue
					}
					v, err := graph.ParseTerm(text)
					if err != nil {
						t.Fatalf("%q: term %q: %v", in, text, err)
					}
					if back, err := graph.AppendTerm(nil, v); err != nil || !bytes.Equal(back, text) {
						t.Fatalf("%q: term %q is canonically %q, %v", in, text, back, err)
					}
				}
			}
		}
	})
}

func canonicalize(text []byte, o nquads.Options) ([]byte, error) {
	var out bytes.Buffer
	w := nquads.NewWriter(&out)
	r := nquads.NewReader(bytes.NewReader(text), o)
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if err := w.WritePatch(&b); err != nil {
			return nil, err
		}
	}
	err := w.Flush()
	return out.Bytes(), err
}
