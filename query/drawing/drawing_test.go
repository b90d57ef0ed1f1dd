package drawing_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/drawing"
)

// texts parses a drawing and returns the text of each element named.
func texts(t *testing.T, svg []byte, name string) []string {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	var list []string
	depth := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == name {
				depth++
				list = append(list, "")
			}
		case xml.EndElement:
			if e.Name.Local == name {
				depth--
			}
		case xml.CharData:
			if depth > 0 {
				list[len(list)-1] += string(e)
			}
		}
	}
}

func TestChains(t *testing.T) {
	long := strings.Repeat("a very long sentence ", 10)
	var b bytes.Buffer
	err := drawing.Chains(&b, `Ana & "Bo" <1>`, []drawing.Chain{{From: "Ana", Steps: []drawing.Step{
		{Head: "1938-09-15 meeting", Detail: "Bern", Quote: long, To: "Bo"}, {Head: "1938-09-16 call", To: "Cem"},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(texts(t, b.Bytes(), "text"), "|")
	for _, want := range []string{`Ana & "Bo" <1>`, "|Ana|", "1938-09-15 meeting", "Bern", "|Bo|", "Cem", "« a very", "…"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
	if got := len(texts(t, b.Bytes(), "rect")); got != 4 { // the page and three actors
		t.Errorf("%d boxes, want 4", got)
	}
	if !strings.Contains(strings.Join(texts(t, b.Bytes(), "title"), "|"), strings.TrimSpace(long)) {
		t.Error("the whole of a text that was cut is not in its title")
	}
}

func TestTimelineAndRings(t *testing.T) {
	var b bytes.Buffer
	if err := drawing.Timeline(&b, "Ana", []drawing.Moment{{Date: "1938-09-15", Who: "Ana, Bo", Firm: true}, {Who: "Ana, Cem"}}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(texts(t, b.Bytes(), "text"), "|"); !strings.Contains(got, "undated") || !strings.Contains(got, "Ana, Cem") {
		t.Errorf("timeline says %s", got)
	}
	b.Reset()
	nodes := []drawing.Node{{"Ana", 0}, {"Bo", 1}, {"Cem", 1}, {"Dora", 2}}
	if err := drawing.Rings(&b, "Ana", nodes, []drawing.Tie{{0, 1, 3}, {0, 2, 1}, {2, 3, 1}}); err != nil {
		t.Fatal(err)
	}
	if got := len(texts(t, b.Bytes(), "line")); got != 3 {
		t.Errorf("%d lines, want 3", got)
	}
	if got := len(texts(t, b.Bytes(), "circle")); got != 4 {
		t.Errorf("%d dots, want 4", got)
	}
}
