package rdfxml_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

const (
	head = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="u:e/" xml:base="http://h/d/f">`
	tail = `</rdf:RDF>`
)

func read(text string) ([]graphtest.Statement, error) {
	return graphtest.ReadStatements(rdfxml.NewReader(strings.NewReader(text), rdfxml.Options{Name: "t.rdf"}))
}

func TestRead(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"literals", head + "<e:T rdf:about='s' xml:lang='fr-FR'><e:p>a\r\nb&#13;&lt;<![CDATA[<&]]>é<!-- x -->z</e:p><e:p xml:lang=''> </e:p></e:T>" + tail,
			"<http://h/d/s> <" + rdfNS + "type> <u:e/T> .\n<http://h/d/s> <u:e/p> \"a\\nb\\r<<&éz\"@fr-fr .\n<http://h/d/s> <u:e/p> \" \" .\n"},
		{"attribute normalised", head + "<e:T rdf:about='s' e:p='a\tb\r\n&#10;c'/>" + tail,
			"<http://h/d/s> <" + rdfNS + "type> <u:e/T> .\n<http://h/d/s> <u:e/p> \"a b \\nc\" .\n"},
		{"dot segments stay", head + "<rdf:Description rdf:about='http://x/a/../b' e:p=''/>" + tail, "<http://x/a/../b> <u:e/p> \"\" .\n"},
		{"node ids", head + "<rdf:Description rdf:nodeID='a.' e:p=''/><rdf:Description rdf:nodeID='b' e:p=''/><rdf:Description e:p=''/>" + tail,
			"_:x <u:e/p> \"\" .\n_:y <u:e/p> \"\" .\n_:z <u:e/p> \"\" .\n"},
		{"entities", `<!DOCTYPE x [<!ENTITY % more "<!ENTITY b '[&#60;e:q>&#38;c;&#60;/e:q>]'>"> %more; <!ENTITY c "&#38;amp;"><!ENTITY n "http://h/n">
			<!ATTLIST e:T e:p CDATA 'by default' rdf:nodeID NMTOKEN #IMPLIED><!ELEMENT e:T ANY> ]>` +
			head + "<e:T rdf:nodeID=' a '><e:r rdf:resource='&n;#x'/><e:l rdf:parseType='Literal'>&b;</e:l></e:T>" + tail,
			"_:a <" + rdfNS + "type> <u:e/T> .\n_:a <u:e/p> \"by default\" .\n_:a <u:e/r> <http://h/n#x> .\n" +
				"_:a <u:e/l> \"[<e:q xmlns:e=\\\"u:e/\\\">&amp;</e:q>]\"^^<" + rdfNS + "XMLLiteral> .\n"},
		{"canonical XML", head + "<rdf:Description rdf:about='s'><e:l rdf:parseType='Literal' xmlns:z='u:z' xmlns='u:d'><z:a b='\"&#9;&gt;' z:c='1' e:a='2'>" +
			"<b xmlns=''/><z:d xmlns:z='u:z2'/>&gt;&#13;<!--c--><?p  d ?></z:a></e:l></rdf:Description>" + tail,
			"<http://h/d/s> <u:e/l> \"<z:a xmlns:e=\\\"u:e/\\\" xmlns:z=\\\"u:z\\\" b=\\\"&quot;&#x9;>\\\" e:a=\\\"2\\\" z:c=\\\"1\\\"><b></b>" +
				"<z:d xmlns:z=\\\"u:z2\\\"></z:d>&gt;&#xD;<!--c--><?p d ?></z:a>\"^^<" + rdfNS + "XMLLiteral> .\n"},
		{"single node", `<e:T xmlns:e="u:e/" xmlns:rdf="` + rdfNS + `" rdf:about="u:s"/>`, "<u:s> <" + rdfNS + "type> <u:e/T> .\n"},
		{"direction", head + "<rdf:Description rdf:about='s' rdf:version='1.2' xmlns:its='http://www.w3.org/2005/11/its' its:dir='rtl' xml:lang='ar'><e:p>x</e:p><e:p its:dir=''>y</e:p></rdf:Description>" + tail,
			"<http://h/d/s> <u:e/p> \"x\"@ar--rtl .\n<http://h/d/s> <u:e/p> \"y\"@ar .\n"},
	} {
		got, err := read(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		want, err := graphtest.ReadStatements(nquads.NewReader(strings.NewReader(tt.want), nquads.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if !graphtest.Isomorphic(got, want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, want)
		}
	}
}

const rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

func TestErrors(t *testing.T) {
	node := func(inner string) string {
		return head + "<rdf:Description rdf:about='s'>" + inner + "</rdf:Description>" + tail
	}
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "t.rdf:1:1: found end of input, expected an element"},
		{"place", "<a\n  é='1'\n  b=1/>", "t.rdf:3:5: found \"1\", expected a quoted value"},
		{"not UTF-8", node("<e:p>\xff</e:p>"), "byte 0xFF, which is not UTF-8"},
		{"NUL", node("<e:p>\x00</e:p>"), "found U+0000"},
		{"noncharacter", node("<e:p>\uFFFE</e:p>"), "found U+FFFE"},
		{"mismatch", node("<e:p></e:q>"), "expected </e:p>"},
		{"two roots", "<rdf:RDF xmlns:rdf='" + rdfNS + "'/><a/>", "nothing after the root"},
		{"prefix", "<x:a/>", `prefix "x"`},
		{"attribute twice", "<a xmlns:p='u:' xmlns:q='u:' p:b='' q:b=''/>", `attribute "b" twice`},
		{"bare lt", "<a b='<'/>", "a character of an attribute's value"},
		{"cdata end", node("<e:p>]]></e:p>"), `"]]>"`},
		{"doctype late", node("") + "<!DOCTYPE a>", "a DOCTYPE"},
		{"unknown entity", node("<e:p>&x;</e:p>"), `entity "x"`},
		{"external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + node("<e:p>&x;</e:p>"), "nothing external is read"},
		{"external parameter entity", `<!DOCTYPE a [<!ENTITY % x SYSTEM "http://h/x.dtd">%x;]>` + node(""), "nothing external is read"},
		{"recursive entity", `<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]>` + node("<e:p>&x;</e:p>"), "within itself"},
		{"entity across elements", `<!DOCTYPE a [<!ENTITY x "</e:p>">]>` + node("<e:p>&x;"), "no end tag here"},
		{"lt by entity", `<!DOCTYPE a [<!ENTITY x "&#60;">]>` + node("<e:p e:q='&x;'/>"), `"<" by way of entity`},
		{"bad reference", node("<e:p>&#xD800;</e:p>"), "reference to character D800"},
		{"encoding", "<?xml version='1.0' encoding='klingon'?><a/>", "encoding klingon"},
		{"id twice", head + "<e:T rdf:ID='a'/><e:T rdf:ID='a'/>" + tail, "rdf:ID a twice"},
		{"language", node("<e:p xml:lang='en_GB'/>"), "xml:lang en_GB"},
		{"relative without base", "<e:T xmlns:e='u:e/' xmlns:rdf='" + rdfNS + "' rdf:about='x'/>", "relative IRI <x>"},
		{"space in IRI", node("<e:p rdf:resource='http://a b'/>"), "IRI <http://a b>"},
		{"langString", node("<e:p rdf:datatype='" + rdfNS + "langString'>x</e:p>"), "langString"},
		{"no namespace", node("<p/>"), "name <p>"},
		{"two nodes", node("<e:p><e:T/><e:T/></e:p>"), "one node element alone"},
		{"text and node", node("<e:p>x<e:T/></e:p>"), "either text or a node element"},
		{"old name", node("<e:p rdf:bagID='x'/>"), "rdf:bagID"},
		{"version", node("<e:p rdf:version='two'/>"), "rdf:version two"},
		{"triple in basic", node("<e:p rdf:version='1.2-basic' rdf:parseType='Triple'><e:T/></e:p>"), `rdf:version="1.2"`},
	} {
		_, err := read(tt.text)
		var syntax *rdfxml.SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), tt.want) || syntax.Line == 0 || syntax.Expected == "" && syntax.Err == nil {
			t.Errorf("%s: error %v, expected %q", tt.name, err, tt.want)
		}
	}
	if _, err := read(node("<e:p>\xff</e:p>")); !errors.Is(err, rdfxml.ErrEncoding) {
		t.Errorf("not UTF-8: %v is no ErrEncoding", err)
	}
}

// TestBombs reads documents that would take very much memory or time; each must
// be refused at once.
func TestBombs(t *testing.T) {
	laughs := `<!DOCTYPE a [<!ENTITY l0 "ha ha ha ha ">`
	for i := 1; i <= 25; i++ {
		laughs += fmt.Sprintf(`<!ENTITY l%d "%s">`, i, strings.Repeat(fmt.Sprintf("&l%d;", i-1), 10))
	}
	laughs += "]>" + head + "<rdf:Description><e:p>&l25;</e:p></rdf:Description>" + tail
	quadratic := `<!DOCTYPE a [<!ENTITY x "` + strings.Repeat("x", 1<<16) + `">]>` + head + "<rdf:Description><e:p>" + strings.Repeat("&x;", 1<<14) + "</e:p></rdf:Description>" + tail
	triples := head + strings.Repeat("<rdf:Description rdf:version='1.2'><e:p rdf:parseType='Triple'>", 200)
	for _, tt := range []struct{ name, text, want string }{
		{"billion laughs", laughs, "by way of entities"},
		{"in an attribute", strings.Replace(laughs, "<e:p>&l25;</e:p>", "<e:p e:q='&l25;'/>", 1), "by way of entities"},
		{"quadratic", quadratic, "by way of entities"},
		{"deep elements", head + strings.Repeat("<e:T><e:p>", 100_000), "within 10000 others"},
		{"deep triple terms", triples, "triple term too deep"},
	} {
		start := time.Now()
		_, err := read(tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, expected %q", tt.name, err, tt.want)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %v", tt.name, took)
		}
	}
	o := rdfxml.Options{MaxLiteral: 1000}
	_, err := graphtest.ReadStatements(rdfxml.NewReader(strings.NewReader(head+"<rdf:Description><e:p>"+strings.Repeat("x", 2000)), o))
	if err == nil || !strings.Contains(err.Error(), "MaxLiteral") {
		t.Errorf("long literal: %v", err)
	}
}

// TestPieces reads with tiny reads and across the window's end.
func TestPieces(t *testing.T) {
	for pad := 65_500; pad < 65_560; pad++ {
		text := head + "<!--" + strings.Repeat("é", pad/2) + strings.Repeat("-x", pad%2) + "--><e:T rdf:nodeID='é'><e:p>a\r\nb]]é&amp;</e:p></e:T>" + tail
		got, err := read(text)
		if err != nil || len(got) != 2 || got[1].O != `"a\nb]]é&"` || got[0].S != "_:é" {
			t.Fatalf("pad %d: %q, %v", pad, got, err)
		}
	}
	text := head + "<e:T rdf:nodeID='é'><e:p>a\r\nb]]é&amp;</e:p></e:T>" + tail
	got, err := graphtest.ReadStatements(rdfxml.NewReader(iotest.OneByteReader(strings.NewReader(text)), rdfxml.Options{}))
	if err != nil || len(got) != 2 {
		t.Fatalf("one byte at a time: %q, %v", got, err)
	}
	failure := errors.New("cable cut")
	if _, err := graphtest.ReadStatements(rdfxml.NewReader(iotest.ErrReader(failure), rdfxml.Options{})); !errors.Is(err, failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
}

func TestEncodings(t *testing.T) {
	utf16 := []byte{0xFF, 0xFE}
	for _, r := range "<?xml version='1.0' encoding='UTF-16'?>" + head + "<rdf:Description rdf:about='s' e:p='é'/>" + tail {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	latin := []byte("<?xml version='1.0' encoding='ISO-8859-1'?>" + head + "<rdf:Description rdf:about='s' e:p='\xe9'/>" + tail)
	for name, text := range map[string][]byte{"UTF-16": utf16, "ISO-8859-1": latin, "BOM": []byte("\xEF\xBB\xBF" + head + "<rdf:Description rdf:about='s' e:p='é'/>" + tail)} {
		got, err := read(string(text))
		if err != nil || len(got) != 1 || got[0].O != `"é"` {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// TestMemory reads a long document and sees that memory stays.
func TestMemory(t *testing.T) {
	var before, after runtime.MemStats
	unit := "<rdf:Description rdf:about='s'><e:p>some text of a statement</e:p></rdf:Description>"
	r := rdfxml.NewReader(io.MultiReader(strings.NewReader(head), &repeat{text: []byte(unit), n: 300_000}, strings.NewReader(tail)), rdfxml.Options{})
	runtime.ReadMemStats(&before)
	n, err := count(r)
	runtime.ReadMemStats(&after)
	if err != nil || n != 300_000 {
		t.Fatalf("%d statements, %v", n, err)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
		t.Errorf("%d bytes allocated in all for a document of 24 MB", grown)
	}
}

type repeat struct {
	text []byte
	n    int
	left []byte
}

func (r *repeat) Read(p []byte) (int, error) {
	if len(r.left) == 0 {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.n--
		r.left = r.text
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		head + "<e:T rdf:ID='x'><rdf:li>a</rdf:li><e:p rdf:parseType='Collection'><e:T/></e:p><e:l rdf:parseType='Literal'><e:x e:y=''/></e:l></e:T>" + tail,
		`<!DOCTYPE a [<!ENTITY x "<e:p>&#38;amp;</e:p>"><!ENTITY % y "z"><!ATTLIST e:T e:p CDATA "d">]>` + head + "<e:T>&x;</e:T>" + tail,
		head + "<e:T rdf:version='1.2' xml:lang='ar'><e:p rdf:annotation='a' rdf:parseType='Triple'><e:T/></e:p></e:T>" + tail,
		"<?xml version='1.0' encoding='latin1'?><a b=\"c\"/>", "\xff\xfe<\x00?\x00",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := graphtest.ReadStatements(rdfxml.NewReader(bytes.NewReader(text), rdfxml.Options{Base: "http://h/"}))
		if err != nil {
			return
		}
		// All that is read is canonical, and comes back from what is written.
		var lines bytes.Buffer
		for _, s := range list {
			lines.Write(nquads.AppendQuad(nil, []byte(s.S), []byte(s.P), []byte(s.O), nil))
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
		out, err := write(list, rdfxml.WriterOptions{})
		if err != nil {
			t.Fatalf("%q is not written: %v", list, err)
		}
		if back, err := read(string(out)); err != nil || len(back) != len(list) {
			t.Fatalf("%q is read as %q: %v", out, back, err)
		}
	})
}
