package turtle_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
)

// readAll returns what is read as canonical lines.
func readAll(r io.Reader, o turtle.Options) (string, error) {
	t := turtle.NewReader(r, o)
	var out []byte
	var b graph.PatchBatch
	for {
		if err := t.ReadPatch(&b); err == io.EOF {
			return string(out), nil
		} else if err != nil {
			if len(b.Changes) > 0 {
				return "", errors.New("a batch with an error is not empty")
			}
			return "", err
		}
		for _, c := range b.Changes {
			out = nquads.AppendQuad(out, c.S, c.P, c.O, c.G)
		}
	}
}

const (
	rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xsd = "http://www.w3.org/2001/XMLSchema#"
)

// short writes IRIs of RDF and XSD as rdf:x and xsd:x, and cuts the final " .".
func short(lines string) string {
	for _, pair := range [][2]string{{"<" + rdf, "rdf:"}, {"<" + xsd, "xsd:"}} {
		parts := strings.Split(lines, pair[0])
		for i, part := range parts[1:] {
			parts[i+1] = pair[1] + strings.Replace(part, ">", "", 1)
		}
		lines = strings.Join(parts, "")
	}
	return strings.TrimSuffix(strings.ReplaceAll(lines, " .\n", "; "), "; ")
}

var accepted = []struct{ name, in, want string }{
	{"nothing", " \t\r\n# é", ""},
	{"comment ended by CR", "# a\r<u:s> <u:p> <u:o>.", "<u:s> <u:p> <u:o>"},
	{"lists of objects and predicates", "<u:s> <u:p> <u:a>,<u:b>;;<u:q> <u:c>; .", "<u:s> <u:p> <u:a>; <u:s> <u:p> <u:b>; <u:s> <u:q> <u:c>"},
	{"a", "<u:s>a<u:o>.", "<u:s> rdf:type <u:o>"},
	{"prefix a", "@prefix a: <u:> .a:a a:a a:a.", "<u:a> <u:a> <u:a>"},
	{"prefix words", "PREFIX true: <u:>pReFiX base:<v:> PREFIX prefix.a: <w:> base:s true:p true:false, prefix.a:x, true.", "<v:s> <u:p> <u:false>; <v:s> <u:p> <w:x>; <v:s> <u:p> \"true\"^^xsd:boolean"},
	{"empty prefix and local name", "@prefix : <u:a/>. : : :.", "<u:a/> <u:a/> <u:a/>"},
	{"prefix declared again", "@prefix p: <u:>. p:a p:b p:c. @prefix p: <v:>. p:a p:b p:c.", "<u:a> <u:b> <u:c>; <v:a> <v:b> <v:c>"},
	{"local names", `PREFIX p: <u:> p:1 p:a.b.c p:é·.x, p:a:b:, p:%4F\%\.\., p:\~x..`, `<u:1> <u:a.b.c> <u:é·.x>; <u:1> <u:a.b.c> <u:a:b:>; <u:1> <u:a.b.c> <u:%4F%..>; <u:1> <u:a.b.c> <u:~x>; ERR`},
	{"local name with a final dot", `PREFIX p: <u:> p:1 p:a p:\~x\.., p:.`, "ERR"},
	{"local name that is empty before a number", `PREFIX p: <u:> p: p: (p:-1).`, `<u:> <u:> _:anon-0; _:anon-0 rdf:first <u:>; _:anon-0 rdf:rest _:anon-1; _:anon-1 rdf:first "-1"^^xsd:integer; _:anon-1 rdf:rest rdf:nil`},
	{"prefix beyond ASCII", "PREFIX é.ß: <u:> é.ß:a é.ß:b é.ß:c.", "<u:a> <u:b> <u:c>"},
	{"namespaces of one slot", "PREFIX ab: <u:1> PREFIX bb: <u:2> PREFIX ab2b: <u:3> ab:x bb:x ab2b:x .", "<u:1x> <u:2x> <u:3x>"},
	{"base", "BASE <http://a/b/c> <d> <../e> <#f>. @base <g/h> . <> </i> <?j>.", "<http://a/b/d> <http://a/e> <http://a/b/c#f>; <http://a/b/g/h> <http://a/i> <http://a/b/g/h?j>"},
	{"prefix by base", "BASE <http://a/b/> PREFIX p: <c#> p:d p:e p:f.", "<http://a/b/c#d> <http://a/b/c#e> <http://a/b/c#f>"},
	{"absolute IRIs stay", "BASE <u:x> <http://a/b/../c> <http://a/./b> <HTTP://A/%7e>.", "<http://a/b/../c> <http://a/./b> <HTTP://A/%7e>"},
	{"escaped IRI", `BASE <http://a/> <\u00e9> <\U0000003Ap> <u:\u00E9>.`, "<http://a/é> <http://a/:p> <u:é>"},
	{"escapes in an IRI", `<u:\u00e9> <u:p> <\u0075:\U0001F600>.`, "<u:é> <u:p> <u:\U0001F600>"},
	{"numbers", "<u:s> <u:p> 01,-0,+1,1.0,.5,-.5,1e0,1.E1,.1e-1,1.5e+3.", `I"01" I"-0" I"+1" D"1.0" D".5" D"-.5" E"1e0" E"1.E1" E".1e-1" E"1.5e+3"`},
	{"number before the dot", "<u:s> <u:p> 1.", `I"1"`},
	{"decimal before the dot", "<u:s> <u:p> 1.5.", `D"1.5"`},
	{"booleans", "<u:s> <u:p> true,false .", `<u:s> <u:p> "true"^^xsd:boolean; <u:s> <u:p> "false"^^xsd:boolean`},
	{"strings", `<u:s> <u:p> "a'b",'a"b',"","""a"b""c\"""",'''a'b''c''',""""a""".`, `S"a'b" S"a\"b" S"" S"a\"b\"\"c\"" S"a'b''c" S"\"a"`},
	{"lines in strings", "<u:s> <u:p> \"\"\"a\r\n\tb\"\"\",'''\n'''.", `S"a\r\n\tb" S"\n"`},
	{"escapes", `<u:s> <u:p> "\t\b\n\r\f\"\'\\\u00e9\U0001F600\u0000\u007f",'\''.`, "S\"\\t\\b\\n\\r\\f\\\"'\\\\é\U0001F600\\u0000\\u007F\" S\"'\""},
	{"raw characters", "<u:s> <u:p> \"\x00\x7f\uFFFE\u0085\".", `S"\u0000\u007F\uFFFE` + "\u0085\""},
	{"tags", `<u:s> <u:p> "a"@EN-gb,"a" # c` + "\n" + `@ar--rtl,'b'@fr.`, `S"a"@en-gb S"a"@ar--rtl S"b"@fr`},
	{"datatypes", `PREFIX xsd: <` + xsd + `> <u:s> <u:p> "a"^^<u:d>,"a" ^^ xsd:string,"1"^^xsd:integer.`, `S"a"^^<u:d> S"a" I"1"`},
	{"labels", "_:a.b <u:p> _:0,_:é·,_:c.", "_:a.b <u:p> _:0; _:a.b <u:p> _:é·; _:a.b <u:p> _:c"},
	{"anonymous labels", "_:anon-0 <u:p> [],_:anon-x0,_:anon.", "_:anon-x0 <u:p> _:anon-0; _:anon-x0 <u:p> _:anon-xx0; _:anon-x0 <u:p> _:anon"},
	{"brackets", "[<u:p> 'a';] . [ ] <u:p> [ <u:q> [<u:r> 'b'] , 'c' ], 'd' .", `_:anon-0 <u:p> "a"; _:anon-1 <u:p> _:anon-2; _:anon-2 <u:q> _:anon-3; _:anon-3 <u:r> "b"; _:anon-2 <u:q> "c"; _:anon-1 <u:p> "d"`},
	{"brackets as a subject", "[<u:p> 'a'] <u:q> 'b'.", `_:anon-0 <u:p> "a"; _:anon-0 <u:q> "b"`},
	{"comment in brackets", "[ # c\n] <u:p> [#\n].", "_:anon-0 <u:p> _:anon-1"},
	{"collections", "() <u:p> () . ('a' ('b') ()) <u:q> 'c'.", `rdf:nil <u:p> rdf:nil; _:anon-0 rdf:first "a"; _:anon-0 rdf:rest _:anon-1; _:anon-1 rdf:first _:anon-2; _:anon-2 rdf:first "b"; _:anon-2 rdf:rest rdf:nil; _:anon-1 rdf:rest _:anon-3; _:anon-3 rdf:first rdf:nil; _:anon-3 rdf:rest rdf:nil; _:anon-0 <u:q> "c"`},
	{"brackets in a collection", "<u:s> <u:p> ([<u:q> 'a'] []), 'b' .", `<u:s> <u:p> _:anon-0; _:anon-0 rdf:first _:anon-1; _:anon-1 <u:q> "a"; _:anon-0 rdf:rest _:anon-2; _:anon-2 rdf:first _:anon-3; _:anon-2 rdf:rest rdf:nil; <u:s> <u:p> "b"`},
	{"triple term", "<u:s> <u:p> <<(<u:a> a <<( _:b <u:q> 1 )>>)>> .", `<u:s> <u:p> <<( <u:a> rdf:type <<( _:b <u:q> "1"^^xsd:integer )>> )>>`},
	{"triple term with a blank node", "<u:s> <u:p> <<([] <u:q> [])>> .", `<u:s> <u:p> <<( _:anon-0 <u:q> _:anon-1 )>>`},
	{"reified", "<<<u:s> <u:p> 'o'>> . <<<u:s> a <u:o> ~ <u:r>>> <u:q> 1 .", `_:anon-0 rdf:reifies <<( <u:s> <u:p> "o" )>>; <u:r> rdf:reifies <<( <u:s> rdf:type <u:o> )>>; <u:r> <u:q> "1"^^xsd:integer`},
	{"reified in reified", "<u:s> <u:p> << <<_:a <u:p> _:b~_:c>> <u:q> <<_:d <u:p> <<(_:e <u:p> _:f)>> ~>> ~ [] >> , 'x'.", `_:c rdf:reifies <<( _:a <u:p> _:b )>>; _:anon-0 rdf:reifies <<( _:d <u:p> <<( _:e <u:p> _:f )>> )>>; _:anon-1 rdf:reifies <<( _:c <u:q> _:anon-0 )>>; <u:s> <u:p> _:anon-1; <u:s> <u:p> "x"`},
	{"reified in a collection", "<u:s> <u:p> (<<_:a <u:p> _:b~_:c>>) .", `<u:s> <u:p> _:anon-0; _:c rdf:reifies <<( _:a <u:p> _:b )>>; _:anon-0 rdf:first _:c; _:anon-0 rdf:rest rdf:nil`},
	{"annotations", "<u:s> <u:p> 'o' ~ <u:r> ~ {| <u:q> 1 |} {| <u:q> 2 |}, 'x' ; <u:p> 'y' .", `<u:s> <u:p> "o"; <u:r> rdf:reifies <<( <u:s> <u:p> "o" )>>; _:anon-0 rdf:reifies <<( <u:s> <u:p> "o" )>>; _:anon-0 <u:q> "1"^^xsd:integer; _:anon-1 rdf:reifies <<( <u:s> <u:p> "o" )>>; _:anon-1 <u:q> "2"^^xsd:integer; <u:s> <u:p> "x"; <u:s> <u:p> "y"`},
	{"annotation after brackets", "<u:s> <u:p> [ <u:q> 1 ] ~ <u:r> .", `<u:s> <u:p> _:anon-0; _:anon-0 <u:q> "1"^^xsd:integer; <u:r> rdf:reifies <<( <u:s> <u:p> _:anon-0 )>>`},
	{"annotation after a list", "<u:s> <u:p> (1) ~ <u:r> .", `<u:s> <u:p> _:anon-0; _:anon-0 rdf:first "1"^^xsd:integer; _:anon-0 rdf:rest rdf:nil; <u:r> rdf:reifies <<( <u:s> <u:p> _:anon-0 )>>`},
	{"versions", "VERSION '1.2' @version \"1.3\" . version\"x\"<u:s> <u:p> <u:o>.", "<u:s> <u:p> <u:o>"},
}

// want writes out the objects that the table has in short: S a string with what
// follows it, I an integer, D a decimal, E a double.
func want(s string) string {
	for letter, datatype := range map[string]string{"I": "^^xsd:integer", "D": "^^xsd:decimal", "E": "^^xsd:double", "S": ""} {
		if strings.HasPrefix(s, letter+`"`) {
			first, rest, more := strings.Cut(s, " ")
			s = "<u:s> <u:p> " + first[1:] + datatype
			if more {
				s += "; " + want(rest)
			}
			return s
		}
	}
	return s
}

func TestRead(t *testing.T) {
	for _, tt := range accepted {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readAll(strings.NewReader(tt.in), turtle.Options{})
			if strings.HasSuffix(tt.want, "ERR") {
				if err == nil {
					t.Fatalf("got %q, want an error", short(got))
				}
				return
			}
			if err != nil || short(got) != want(tt.want) {
				t.Fatalf("got %q, %v; want %q", short(got), err, want(tt.want))
			}
		})
	}
}

func TestErrors(t *testing.T) {
	const sp = "<u:s> <u:p> "
	for _, tt := range []struct{ name, in, want string }{
		{"literal as a subject", "\"a\" <u:p> <u:o> .", `1:1: found '"', expected a statement or a directive`},
		{"literal as a predicate", "<u:s> 'p' <u:o> .", `1:7: found "'", expected a predicate: an IRI or "a"`},
		{"blank predicate", "<u:s>\n _:p <u:o> .", `2:2: found "_", expected a predicate: an IRI or "a"`},
		{"no object", sp + ".x", `1:14: found "x", expected a digit of a number`},
		{"no dot", sp + "<u:o>", `1:18: found end of input, expected ";", "," or "." after a statement`},
		{"no dot, more", sp + "<u:o> <u:x>", `1:19: found "<", expected ";", "," or "." after a statement`},
		{"undeclared", "é:a <u:p> <u:o> .", `1:1: found the prefix "é:", expected one that has been declared`},
		{"prefix of another case", "PREFIX p: <u:> P:a p:a p:a .", `1:16: found the prefix "P:", expected one that has been declared`},
		{"relative", "<u:s> <p> <u:o> .", `1:8: found a relative IRI without a base, expected an absolute one, such as "https://…"`},
		{"space in an IRI", "<u: s> ", `1:4: found " ", expected a character of an IRI or its ">"`},
		{"escaped space in an IRI", `<u:\u0020>`, `1:4: found an escaped \u0020, expected a character that an IRI may have`},
		{"short escape in an IRI", `<u:\n>`, `1:4: found "\", expected \u and 4 or \U and 8 hexadecimal digits of a character`},
		{"IRI without an end", "<u:s", `1:5: found end of input, expected a character of an IRI or its ">"`},
		{"line end in a string", sp + "\"a\n\".", `1:15: found end of line, expected the quote that ends a literal`},
		{"string without an end", sp + "'a", `1:15: found end of input, expected the quotes that end a literal`},
		{"long string without an end", sp + "'''a''", `1:19: found end of input, expected the quotes that end a literal`},
		{"bad escape", sp + `"é\x"`, `1:15: found "\", expected an escape: \t \b \n \r \f \" \' \\ \uXXXX or \UXXXXXXXX of a character`},
		{"surrogate", sp + `"\uD83C\uDCA1"`, `1:14: found "\", expected an escape: \t \b \n \r \f \" \' \\ \uXXXX or \UXXXXXXXX of a character`},
		{"not UTF-8 in a string", sp + "\"é\xff\"", `1:15: found byte 0xFF, which is not UTF-8, expected UTF-8`},
		{"not UTF-8 in an IRI", "<u:\xc3>", `1:4: found byte 0xC3, which is not UTF-8, expected UTF-8`},
		{"not UTF-8 in a comment", "# é\xff\n", `1:4: found byte 0xFF, which is not UTF-8, expected UTF-8`},
		{"not UTF-8 in a name", "PREFIX p: <u:> p:\xff", `1:18: found byte 0xFF, which is not UTF-8, expected UTF-8`},
		{"NUL", sp + "\x00", `1:13: found U+0000, expected an object: an IRI, a blank node, a collection, a literal or a triple term`},
		{"bad tag", sp + `"a"@en_GB .`, `1:19: found "_", expected ";", "," or "." after a statement`},
		{"long subtag", sp + `"a"@abcdefghi .`, `1:17: found "a", expected a language tag, such as en-gb, with --ltr or --rtl for a direction`},
		{"tag with a final hyphen", sp + `"a"@en- .`, `1:17: found "e", expected a language tag, such as en-gb, with --ltr or --rtl for a direction`},
		{"langString", sp + `"a"^^<` + rdf + `langString>.`, `1:18: found datatype <` + rdf + `langString>, expected another one, or a language tag instead`},
		{"one hat", sp + `"a"^<u:d>.`, `1:17: found "<", expected "^^" before a datatype`},
		{"bad escape in a name", `PREFIX p: <u:> p:a\x `, `1:19: found "\", expected an escape of a name: \ before one of _~.-!$&'()*+,;=/?#@%`},
		{"bad percent in a name", `PREFIX p: <u:> p:%4 `, `1:18: found "%", expected % and 2 hexadecimal digits`},
		{"empty brackets with a semicolon", "[;] <u:p> <u:o>.", `1:2: found ";", expected a predicate: an IRI or "a"`},
		{"open brackets", sp + "[ <u:p> 1", `1:22: found end of input, expected ";", "," or "]"`},
		{"wrong bracket", sp + "( 1 ]", `1:17: found "]", expected an object: an IRI, a blank node, a collection, a literal or a triple term`},
		{"collection alone", "( 1 ) .", `1:7: found ".", expected a predicate: an IRI or "a"`},
		{"graph", "<u:g> { <u:s> <u:p> <u:o> }", `1:7: found "{", expected a predicate: an IRI or "a"`},
		{"directive without a dot", "@prefix p: <u:>\n<u:s>", `2:1: found "<", expected "." after a directive`},
		{"directive with a dot", "PREFIX p: <u:> .", `1:16: found ".", expected a statement or a directive`},
		{"unknown directive", "@Prefix p: <u:> .", `1:1: found "@", expected @prefix, @base or @version`},
		{"long version", `VERSION """1"""`, `1:9: found '"', expected a version between single quotation marks or apostrophes`},
		{"triple term as a subject", "<<( <u:s> <u:p> 1 )>> <u:p> 1 .", `1:1: found a triple term, expected a subject: an IRI, a blank node, a collection or a reified triple`},
		{"collection in a triple term", sp + "<<( <u:s> <u:p> (1) )>> .", `1:29: found "(", expected an object of a triple term: an IRI, a blank node, a literal or a triple term`},
		{"brackets in a reified triple", sp + "<< [ <u:p> 1 ] <u:p> 1 >> .", `1:16: found "[", expected an IRI, a blank node or a reified triple as the subject of a reified triple`},
		{"empty annotation", sp + "1 {| |} .", `1:18: found "|", expected a predicate: an IRI or "a"`},
		{"annotation in a list", sp + "( 1 ~ ) .", `1:17: found "~", expected an object: an IRI, a blank node, a collection, a literal or a triple term`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := readAll(strings.NewReader(tt.in), turtle.Options{})
			var syntax *turtle.SyntaxError
			if !errors.As(err, &syntax) || err.Error() != tt.want {
				t.Fatalf("got %v, want %s", err, tt.want)
			}
			encoding := strings.Contains(tt.want, "UTF-8") || strings.Contains(tt.want, "U+0000")
			if errors.Is(err, turtle.ErrEncoding) != encoding {
				t.Errorf("ErrEncoding: %v, want %v", !encoding, encoding)
			}
		})
	}
}

func TestOptions(t *testing.T) {
	got, err := readAll(strings.NewReader("<> <p> [] ."), turtle.Options{Base: "http://a/b", Graph: []byte("<u:g>")})
	if err != nil || got != "<http://a/b> <http://a/p> _:anon-0 <u:g> .\n" {
		t.Errorf("got %q, %v", got, err)
	}
	for name, o := range map[string]turtle.Options{
		"token": {MaxToken: -1}, "depth": {MaxDepth: -1}, "base": {Base: "rel"}, "graph": {Graph: []byte(`"g"`)}, "graph text": {Graph: []byte("<g>")},
	} {
		if _, err := readAll(strings.NewReader(""), o); err == nil || o.Validate() == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := turtle.NewReader(strings.NewReader("PREFIX b: <u:b> PREFIX a: <u:a> PREFIX b: <u:c> BASE <u:base>"), turtle.Options{})
	var b graph.PatchBatch
	if err := r.ReadPatch(&b); err != io.EOF {
		t.Fatal(err)
	}
	if p := r.Prefixes(); len(p) != 2 || p[0].Name != "a" || p[1].Namespace != "u:c" || r.Base() != "u:base" {
		t.Errorf("prefixes %v, base %q", p, r.Base())
	}
}

// TestAnyCut reads every document above with the window cut at every byte.
func TestAnyCut(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 7
	}
	for _, tt := range accepted {
		want, wantErr := readAll(strings.NewReader(tt.in), turtle.Options{})
		for i := 0; i < len(tt.in); i += step {
			// The window ends at i: what is read before it is a token's start.
			fill := strings.Repeat(" ", 256<<10-i)
			got, err := readAll(strings.NewReader(fill+tt.in), turtle.Options{})
			if got != want || (err == nil) != (wantErr == nil) {
				t.Fatalf("%s cut at %d: %q, %v; want %q", tt.name, i, got, err, want)
			}
		}
	}
}

// TestAnyBatch cuts a document of many batches at many places, within brackets of
// all kinds.
func TestAnyBatch(t *testing.T) {
	const statement = "<u:é> <u:p> [ <u:q> ( 1 [ <u:r> << _:a <u:p> <<( <u:s> <u:p> 'x' )>> ~ <u:r> >> ] 'y' ) ~ {| <u:t> true |} , 2 ] ; <u:q> 'z' .\n"
	text := strings.Repeat(statement, 6000)
	batches, lines := 0, ""
	for _, wrap := range []func(io.Reader) io.Reader{
		func(r io.Reader) io.Reader { return r }, iotest.HalfReader, iotest.DataErrReader, iotest.OneByteReader,
	} {
		r := turtle.NewReader(wrap(strings.NewReader(text)), turtle.Options{Graph: []byte("<u:g>")})
		var out []byte
		var all []*graph.PatchBatch
		for {
			b := new(graph.PatchBatch)
			if err := r.ReadPatch(b); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			// Whoever fills a batch further must not overwrite its terms.
			b.Arena = append(b.Arena, bytes.Repeat([]byte{'x'}, 1000)...)
			all = append(all, b)
		}
		for _, b := range all {
			for _, c := range b.Changes {
				out = nquads.AppendQuad(out, c.S, c.P, c.O, c.G)
			}
		}
		if lines == "" {
			lines, batches = string(out), len(all)
		}
		if string(out) != lines {
			t.Fatal("another way of reading gives other statements")
		}
	}
	one, err := readAll(strings.NewReader(statement), turtle.Options{Graph: []byte("<u:g>")})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(lines, "\n"); batches < 10 || n != 6000*strings.Count(one, "\n") {
		t.Fatalf("%d batches, %d statements of %d", batches, n, 6000*strings.Count(one, "\n"))
	}
	if !strings.HasPrefix(lines, one) {
		t.Fatalf("starts with %q, want %q", lines[:len(one)], one)
	}
}

func TestErrorStays(t *testing.T) {
	r := turtle.NewReader(strings.NewReader("<u:s> <u:p> 1 .\nx"), turtle.Options{Name: "a.ttl"})
	var b graph.PatchBatch
	first := r.ReadPatch(&b)
	if first == nil || first.Error() != `a.ttl:2:1: found "x", expected a statement or a directive` || len(b.Changes) != 0 {
		t.Fatalf("%d changes, %v", len(b.Changes), first)
	}
	if again := r.ReadPatch(&b); again != first {
		t.Fatalf("then %v", again)
	}
	failure := errors.New("cable cut")
	if _, err := readAll(io.MultiReader(strings.NewReader("<u:s> <u:p> 1 ."), iotest.ErrReader(failure)), turtle.Options{}); !errors.Is(err, failure) {
		t.Errorf("read error: %v", err)
	}
	if _, err := readAll(stuck{}, turtle.Options{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("reader without progress: %v", err)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// TestPlaces puts a fault at many places of an input of many windows.
func TestPlaces(t *testing.T) {
	line := "<u:s> <u:p> \"\"\"" + strings.Repeat("é", 90) + "\n\"\"\" .\n"
	for _, n := range []int{0, 1, 1000, 1300, 5000, 9999} {
		_, err := readAll(strings.NewReader(strings.Repeat(line, n)+"  é\n"+strings.Repeat(line, 10)), turtle.Options{})
		var syntax *turtle.SyntaxError
		if !errors.As(err, &syntax) || syntax.Line != 2*n+1 || syntax.Column != 3 {
			t.Errorf("fault on line %d: %v", 2*n+1, err)
		}
	}
	_, err := readAll(strings.NewReader(strings.Repeat("<u:é> <u:p> 1 . ", 100_000)+"x"), turtle.Options{})
	var syntax *turtle.SyntaxError
	if !errors.As(err, &syntax) || syntax.Line != 1 || syntax.Column != 1_600_001 {
		t.Errorf("a very long line: %v", err)
	}
}

func TestNoAllocationPerTriple(t *testing.T) {
	text := write(t, contacts(t, benchTriples), turtle.WriterOptions{Prefixes: prefixes()})
	text = append(text, strings.Repeat("<u:s> <u:p> [ <u:q> ( 1 2 ) ] ~ {| a <u:o> |} .\n", 10_000)...)
	var b graph.PatchBatch
	n := testing.AllocsPerRun(3, func() { drain(t, text, &b) })
	if n > 100 {
		t.Errorf("%v allocations for %d statements", n, benchTriples+80_000)
	}
}
