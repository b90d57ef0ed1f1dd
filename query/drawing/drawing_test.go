package drawing_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
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
	long := strings.Repeat("a very long sentence ", 20)
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

// TestNothingIsClipped draws names of every length and looks whether all that is
// drawn lies on the page, and whether lines of text keep to their boxes.
func TestNothingIsClipped(t *testing.T) {
	names := []string{"Bo", strings.Repeat("Wwww Mmmm ", 20), strings.Repeat("Wolkenkratzer", 30), strings.Repeat("金正恩", 40), "Ana & <Bo>"}
	for size := range 16 {
		var nodes []drawing.Node
		var ties []drawing.Tie
		var moments []drawing.Moment
		chain := drawing.Chain{Title: names[size%5], From: names[size%5]}
		for i := range size {
			nodes = append(nodes, drawing.Node{Name: names[(i+size)%5], Depth: min(i, 1+i%3)})
			ties = append(ties, drawing.Tie{From: 0, To: i, Weight: i})
			moments = append(moments, drawing.Moment{Date: names[0], Who: names[(i+size)%5], Detail: names[i%5], Firm: i%2 == 0})
			chain.Steps = append(chain.Steps, drawing.Step{Head: names[i%5], Quote: names[(i+size)%5], To: names[(i+2*size)%5]})
		}
		for what, draw := range map[string]func(*bytes.Buffer) error{
			"rings":    func(b *bytes.Buffer) error { return drawing.Rings(b, names[size%5], nodes, ties) },
			"timeline": func(b *bytes.Buffer) error { return drawing.Timeline(b, names[size%5], moments) },
			"chains":   func(b *bytes.Buffer) error { return drawing.Chains(b, names[size%5], []drawing.Chain{chain, chain}) },
		} {
			var b bytes.Buffer
			if err := draw(&b); err != nil {
				t.Fatal(err)
			}
			onPage(t, what, b.Bytes())
		}
	}
}

// onPage checks the coordinates of every element.
func onPage(t *testing.T, what string, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	var width, height float64
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v in\n%s", what, err, svg)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		number := func(name string) float64 {
			for _, a := range e.Attr {
				if a.Name.Local == name {
					v, err := strconv.ParseFloat(a.Value, 64)
					if err != nil {
						t.Fatalf("%s: %v", what, err)
					}
					return v
				}
			}
			return 0
		}
		switch e.Name.Local {
		case "svg":
			width, height = number("width"), number("height")
			if width < 10 || height < 10 || width > 10_000 || height > 20_000 {
				t.Fatalf("%s: %v by %v", what, width, height)
			}
		case "line", "circle", "rect", "text":
			for _, x := range []float64{number("x"), number("x1"), number("x2"), number("cx") + number("r"), number("x") + number("width")} {
				if x > width || x < -300 { // names along a radius have their own origin
					t.Errorf("%s: <%s> at x %v, the page is %v wide", what, e.Name.Local, x, width)
				}
			}
			for _, y := range []float64{number("y"), number("y1"), number("y2"), number("cy") + number("r"), number("y") + number("height")} {
				if y > height || y < 0 {
					t.Errorf("%s: <%s> at y %v, the page is %v high", what, e.Name.Local, y, height)
				}
			}
			if cx := number("cx") - number("r"); cx < 0 && e.Name.Local == "circle" {
				t.Errorf("%s: a dot at x %v", what, cx)
			}
		}
	}
}
