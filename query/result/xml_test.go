package result_test

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/query/result"
	"github.com/chancery-graph/chancery/query/result/resulttest"
)

// TestXMLForms: one result in the ways in which XML can have it.
func TestXMLForms(t *testing.T) {
	want := resulttest.Table{Vars: []string{"a"}, Rows: [][]string{{`"x\n<y> &é"@ar--rtl`}, {"<u:x>"}, {""}}}
	for _, text := range []string{
		`<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/></head><results><result><binding name="a">` +
			`<literal xml:lang="ar" xmlns:i="http://www.w3.org/2005/11/its" i:dir="rtl">x&#xA;&lt;y&gt; &amp;&#233;</literal></binding></result>` +
			`<result><binding name="a"><uri>u:x</uri></binding></result><result/></results></sparql>`,
		"\uFEFF<?xml version='1.0' encoding='utf-8'?>\r\n<!DOCTYPE sparql SYSTEM \"x>y\">\r\n<!-- <not> &this; -->\n" +
			`<r:sparql xmlns:r = "http://www.w3.org/2005/sparql-results#" xmlns:its='http://www.w3.org/2005/11/its'  ><r:head ><r:variable name='&#x61;' ></r:variable>` +
			`<r:link href="x"><deep xmlns="u:other"/></r:link></r:head>` + "\n" +
			`<r:results ordered="false"><r:result><r:binding name="a"><r:literal xml:lang="AR" its:dir="rtl">x` + "\r\n" +
			`<![CDATA[<y>]]><?pi ?> <!-- c -->&amp;é</r:literal></r:binding ></r:result><r:result><r:binding name="a"><r:uri>u:<!---->x</r:uri></r:binding></r:result>` +
			`<r:result></r:result></r:results></r:sparql><!-- end --> <?x?>` + "\n",
	} {
		got, err := resulttest.Read(strings.NewReader(text), result.XML)
		if err != nil {
			t.Errorf("%v\n%s", err, text)
		} else if !same(got, want) {
			t.Errorf("got %q, want %q\n%s", got.Rows, want.Rows, text)
		}
	}
}

// TestXMLRefuses lists what is no XML, or none that a result needs.
func TestXMLRefuses(t *testing.T) {
	for _, text := range []string{
		`<?xml version="1.0" encoding="ISO-8859-1"?>` + xmlOf(`<boolean>true</boolean>`),
		`<?xml version="2.0"?>` + xmlOf(`<boolean>true</boolean>`),
		`<!DOCTYPE x [<!ENTITY e "true">]>` + xmlOf(`<boolean>&e;</boolean>`), xmlOf(`<boolean>true</boolean >`) + `text`,
		xmlOf(`<boolean>true</bool>`), xmlOf(`<boolean>true</boolean><!ELEMENT x>`), xmlOf(`<boolean>tr<!-- -- -->ue</boolean>`),
		xmlOf(`<boolean>true<x:y/></boolean>`), xmlOf(`<boolean a="1" a="2">true</boolean>`), xmlOf(`<boolean a=1>true</boolean>`), xmlOf(`<boolean a="<">true</boolean>`),
		xmlOf(`<boolean a="1"b="2">true</boolean>`), xmlOf(`<boolean a>true</boolean>`), xmlOf(`<1>true</1>`), xmlOf("<boolean>true\x01</boolean>"), xmlOf("<boolean>\xff</boolean>"),
		xmlOf(`<boolean>&#0;true</boolean>`), xmlOf(`<boolean>&#xD800;</boolean>`), xmlOf(`<boolean>&verylongname;</boolean>`), xmlOf(`<boolean>& </boolean>`),
		xmlOf(`<results>` + strings.Repeat("<x>", 100_000)), `<!DOCTYPE`, `<!-`, `<![CDATA[`, `<`, `</x>`, `<a/><b/>`,
		strings.Replace(xmlOf(`<boolean>true</boolean>`), "sparql-results#", "other#", 1),
	} {
		if got, err := resulttest.Read(strings.NewReader(text), result.XML); !errors.Is(err, result.ErrSyntax) {
			t.Errorf("%.200q: got %v, %v; want an ErrSyntax", text, got, err)
		}
	}
}

// TestXMLAgrees compares with the XML decoder of the standard library: pieces of
// XML in any order are read by both or by none.
func TestXMLAgrees(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		"<uri>", "</uri>", "u:x", "&amp;", "&#65;", "&lt", ";", "<!-- c -->", "<![CDATA[", "]]>", "y", " ", "\r\n", "<?p i?>", "<b/>", "<literal a='1'", ">", "</literal>", "\"", "é", "<", "<!--", "-->",
	})
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOfN(pieces, 0, 6).Draw(t, "pieces"), "")
		text := xmlOf(`<results><result><binding name="a"><literal>` + body + `</literal></binding></result></results>`)
		got, err := resulttest.Read(strings.NewReader(text), result.XML)
		var doc struct {
			Literal struct {
				Text  string `xml:",chardata"`
				Inner []struct {
					XMLName xml.Name
				} `xml:",any"`
			} `xml:"results>result>binding>literal"`
		}
		oracle := xml.Unmarshal([]byte(text), &doc)
		if err == nil && oracle != nil && !strings.Contains(body, "]]>") && !strings.Contains(body, "--") {
			t.Fatalf("%q: read as %q, the oracle says %v", text, got.Rows, oracle)
		}
		if err != nil && oracle == nil && len(doc.Literal.Inner) == 0 && !strings.Contains(body, "</literal>") {
			t.Fatalf("%q: %v, the oracle reads %q", text, err, doc.Literal.Text)
		}
		if err == nil && oracle == nil && len(doc.Literal.Inner) == 0 && !strings.Contains(body, "</literal>") {
			if want := `"` + escaped(doc.Literal.Text) + `"`; got.Rows[0][0] != want {
				t.Fatalf("%q: got %s, want %s", text, got.Rows[0][0], want)
			}
		}
	})
}
