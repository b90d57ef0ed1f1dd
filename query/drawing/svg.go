package drawing

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
)

// Sizes in user units, which viewers show as pixels.
const (
	margin     = 24.0
	textSize   = 13.0
	smallSize  = 11.0
	lineHeight = 18.0
	charWidth  = 0.56 // of the size of the text
)

// canvas gathers the elements of a drawing.
type canvas struct {
	body          strings.Builder
	width, height float64
}

// place makes room up to a point.
func (c *canvas) place(x, y float64) {
	c.width, c.height = math.Max(c.width, x+margin), math.Max(c.height, y+margin)
}

func (c *canvas) line(x1, y1, x2, y2 float64, class string) {
	c.place(math.Max(x1, x2), math.Max(y1, y2))
	fmt.Fprintf(&c.body, "<line class=%q x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n", class, num(x1), num(y1), num(x2), num(y2))
}

func (c *canvas) box(x, y, w, h float64, class string) {
	c.place(x+w, y+h)
	fmt.Fprintf(&c.body, "<rect class=%q x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"5\"/>\n", class, num(x), num(y), num(w), num(h))
}

func (c *canvas) dot(x, y, r float64, class string) {
	c.place(x+r, y+r)
	fmt.Fprintf(&c.body, "<circle class=%q cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n", class, num(x), num(y), num(r))
}

// text writes one line, anchored at its start, middle or end, in at most width.
func (c *canvas) text(x, y, width, size float64, anchor, class, s string) {
	shown := cut(s, width, size)
	reach := textWidth(shown, size)
	switch anchor {
	case "middle":
		reach /= 2
	case "end":
		reach = 0
	}
	c.place(x+reach, y)
	fmt.Fprintf(&c.body, "<text class=%q x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=%q>", class, num(x), num(y), num(size), anchor)
	if shown != s {
		fmt.Fprintf(&c.body, "<title>%s</title>", escape(s))
	}
	c.body.WriteString(escape(shown) + "</text>\n")
}

const style = `<style>
text{font-family:Helvetica,Arial,sans-serif;fill:#1c2733}
.small{fill:#5a6a7a}
.box{fill:#eef3f8;stroke:#4a6785}
.end{fill:#dfeadf;stroke:#4d7a4d}
.link{stroke:#4a6785;stroke-width:1.5}
.thin{stroke:#b6c2ce;stroke-width:1}
.dot{fill:#4a6785}
.weak{fill:#ffffff;stroke:#4a6785;stroke-width:1.5}
.head{font-weight:bold}
</style>
`

// write writes the drawing.
func (c *canvas) write(w io.Writer, title string) error {
	_, err := fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"+
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %[1]s %[2]s\">\n<title>%[3]s</title>\n%[4]s%[5]s%[6]s</svg>\n",
		num(c.width), num(c.height), escape(title), style,
		fmt.Sprintf("<rect width=\"%s\" height=\"%s\" fill=\"#ffffff\"/>\n", num(c.width), num(c.height)), c.body.String())
	return err
}

// num writes a coordinate with at most one decimal.
func num(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		v = 0 // not -0
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
}

func escape(s string) string {
	var b strings.Builder
	// A strings.Builder takes every write.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func textWidth(s string, size float64) float64 { return float64(len([]rune(s))) * size * charWidth }

// cut shortens a text to a width.
func cut(s string, width, size float64) string {
	most := int(width / (size * charWidth))
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimRight(string(runes[:max(most-1, 0)]), " ") + "…"
}
