package xmlscan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/rdfxml/internal/xmlscan"
)

// tokens reads a document and writes its tokens as text.
func tokens(text string) (string, error) {
	s := xmlscan.New(strings.NewReader(text), xmlscan.Options{MaxToken: 1 << 20, MaxDepth: 100})
	var b strings.Builder
	for {
		kind, err := s.Next()
		if err != nil || kind == xmlscan.End {
			return b.String(), err
		}
		prefix, local, space := s.Name()
		switch kind {
		case xmlscan.Open:
			fmt.Fprintf(&b, "<%s:%s {%s}", prefix, local, space)
			for _, a := range s.Attrs() {
				fmt.Fprintf(&b, " %s:%s{%s}=%q", a.Prefix, a.Local, a.Space, a.Value)
			}
			b.WriteString(">")
		case xmlscan.Close:
			fmt.Fprintf(&b, "</%s:%s>", prefix, local)
		case xmlscan.Text:
			fmt.Fprintf(&b, "%q", s.Text())
		case xmlscan.Comment:
			fmt.Fprintf(&b, "!%q", s.Text())
		case xmlscan.Instruction:
			fmt.Fprintf(&b, "?%s %q", local, s.Text())
		}
	}
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"namespaces", `<a xmlns="u:d" b="1"><p:c xmlns:p="u:p" p:b="2" xmlns=""><d/></p:c><e/></a>`,
			`<:a {u:d} :b{}="1"><p:c {u:p} p:b{u:p}="2"><:d {}></:d></p:c><:e {u:d}></:e></:a>`},
		{"around the root", "<?xml version='1.0'?>\n<?p q?><!-- c --><a/>\n<?r?>", `?p "q"!" c "<:a {}></:a>?r ""`},
		{"references", "<a b='&#x41;&lt;&quot;'>&amp;&apos;&#10;</a>", `<:a {} :b{}="A<\"">"&'\n"</:a>`},
		{"markup in an entity", `<!DOCTYPE a [<!ENTITY e "x<b>y</b>">]><a>&e;z</a>`, `<:a {}>"x"<:b {}>"y"</:b>"z"</:a>`},
	} {
		if got, err := tokens(tt.text); err != nil || got != tt.want {
			t.Errorf("%s: got %s, %v; want %s", tt.name, got, err, tt.want)
		}
	}
}

func TestNotWellFormed(t *testing.T) {
	for _, text := range []string{
		"", " ", "x", "<", "<a", "<a>", "<a/", "</a>", "<a></b>", "<a/>x", "<a/><b/>", "<1/>", "<a:/>", "<:a/>", "<a:b:c xmlns:a='u:'/>",
		"<a b/>", "<a b=c/>", "<a b='1'c='2'/>", "<a b='1' b='1'/>", "<a>&</a>", "<a>&x</a>", "<a>&#;</a>", "<a>&#x110000;</a>", "<a>&#0;</a>",
		"<a><!-- -- --></a>", "<a><!--", "<a><![CDATA[</a>", "<![CDATA[x]]><a/>", "<?xml version='2.0'?><a/>", " <?xml version='1.0'?><a/>",
		"<a><?xml x?></a>", "<?p", "<a xmlns:b=''/>", "<a xmlns:xml='u:'/>", "<a xmlns:xmlns='u:'/>", "<a xmlns:p='u:' xmlns:p='u:'/>",
		"<!DOCTYPE a [<!ENTITY e 'x'>", "<!DOCTYPE a [<!ENTITY e '%p;'>]><a/>", "<!DOCTYPE a [<!FOO>]><a/>", "<!DOCTYPE a []><!DOCTYPE a []><a/>",
		"<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>", "<!DOCTYPE a [<!ATTLIST a b CDATA>]><a/>", "<a>\x01</a>", "<a b='\uFFFF'/>", "\xef\xbb",
	} {
		if got, err := tokens(text); err == nil {
			t.Errorf("%q is accepted as %s", text, got)
		}
	}
}

func TestNames(t *testing.T) {
	for text, want := range map[string]int{"http://h/a#b-c": 11, "http://h/1a": 10, "http://h/1": 10, "é": 0, "": 0, "a:b": 2, "·a": 2, "x\xffa": 2} {
		if got := xmlscan.NameTail([]byte(text)); got != want {
			t.Errorf("NameTail(%q) = %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]bool{"a": true, "_": true, "é1.": true, "": false, "1a": false, "a:b": false, "a b": false, ".a": false} {
		if got := xmlscan.IsNCName([]byte(text)); got != want {
			t.Errorf("IsNCName(%q) = %v", text, got)
		}
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("<!DOCTYPE a [<!ENTITY e '<b>&#38;amp;</b>'><!ATTLIST a c CDATA 'd'>]><a>&e;</a>")
	f.Add("<p:a xmlns:p='u:' p:b='\r\n'>]] ><![CDATA[x]]><?y z?></p:a>")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := tokens(text); err == nil && !strings.Contains(text, "<") {
			t.Fatalf("%q is no document", text)
		}
	})
}
