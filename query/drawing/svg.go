package drawing

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode"
)

// Sizes in user units, which viewers show as pixels.
const (
	margin     = 24.0
	textSize   = 13.0
	smallSize  = 11.0
	lineHeight = 18.0
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
	full := ""
	if shown != s {
		full = s
	}
	c.named(x, y, size, anchor, class, shown, full)
}

// named writes one line; full, if it is not empty, is what it stands for, which
// viewers show on request.
func (c *canvas) named(x, y, size float64, anchor, class, shown, full string) {
	reach := textWidth(shown, size) * boldWider
	switch anchor {
	case "middle":
		reach /= 2
	case "end":
		reach = 0
	}
	c.place(x+reach, y)
	fmt.Fprintf(&c.body, "<text class=%q x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=%q>", class, num(x), num(y), num(size), anchor)
	if full != "" {
		fmt.Fprintf(&c.body, "<title>%s</title>", escape(full))
	}
	c.body.WriteString(escape(shown) + "</text>\n")
}

// title writes the heading of a drawing, about so wide, and returns where it ends.
func (c *canvas) title(width float64, s string) float64 {
	return c.lines(margin, margin+textSize, math.Max(width, 600), textSize+2, 3, "head", s)
}

// lines writes a text in at most so many lines of a width and returns where the next
// line would stand. An empty text takes no room.
func (c *canvas) lines(x, y, width, size float64, most int, class, s string) float64 {
	if s == "" {
		return y
	}
	list := wrap(s, width, size, most)
	for _, line := range list {
		c.named(x, y, size, "start", class, line, titleOf(s, list))
		y += size * 1.35
	}
	return y
}

// titleOf is the whole text where lines do not show all of it.
func titleOf(s string, lines []string) string {
	if strings.HasSuffix(lines[len(lines)-1], "…") && !strings.HasSuffix(s, "…") {
		return s
	}
	return ""
}

// radial writes a name along the radius of a circle, outwards from a point at an
// angle, upright on either side.
func (c *canvas) radial(x, y, gap, angle, width float64, s string) {
	anchor, degrees := "start", angle*180/math.Pi
	if math.Cos(angle) < 0 {
		anchor, degrees, gap = "end", degrees+180, -gap
	}
	shown := cut(s, width+1, smallSize)
	fmt.Fprintf(&c.body, "<text class=\"halo\" transform=\"translate(%s %s) rotate(%s)\" x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=%q>",
		num(x), num(y), num(degrees), num(gap), num(smallSize/3), num(smallSize), anchor)
	if shown != s {
		fmt.Fprintf(&c.body, "<title>%s</title>", escape(s))
	}
	c.body.WriteString(escape(shown) + "</text>\n")
}

// tie draws a line of a width.
func (c *canvas) tie(from, to [2]float64, width float64, class string) {
	c.place(math.Max(from[0], to[0]), math.Max(from[1], to[1]))
	fmt.Fprintf(&c.body, "<line class=%q stroke-width=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n",
		class, num(width), num(from[0]), num(from[1]), num(to[0]), num(to[1]))
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
.tie{stroke:#4a6785;stroke-opacity:0.8}
.mid{stroke:#7d95ad;stroke-opacity:0.3}
.faint{stroke:#b6c2ce;stroke-opacity:0.3}
.halo{paint-order:stroke;stroke:#ffffff;stroke-width:3;stroke-opacity:0.85;stroke-linejoin:round}
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

// runeWidth is how wide a character is, as a part of the size of the text, about: as
// Helvetica has the sorts of letters, rounded up. Letters of East Asia are as wide as
// high, accents that stand by themselves take no room.
func runeWidth(r rune) float64 {
	switch {
	case strings.ContainsRune("ijltfrI.,;:!|'()[]- /·", r):
		return 0.34
	case strings.ContainsRune("mwMW@%—…", r):
		return 0.9
	case unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana):
		return 1
	case unicode.IsUpper(r):
		return 0.72
	}
	return 0.57
}

// textWidth is how wide a text is, about.
func textWidth(s string, size float64) float64 {
	width := 0.0
	for _, r := range s {
		width += runeWidth(r)
	}
	return width * size
}

// cut shortens a text to a width.
func cut(s string, width, size float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	room := width/size - runeWidth('…')
	for at, r := range s {
		if room -= runeWidth(r); room < 0 {
			return strings.TrimRight(s[:at], " ") + "…"
		}
	}
	return s
}

// wrap breaks a text into at most so many lines of a width, at spaces where it can;
// the last is cut. There is always one.
func wrap(s string, width, size float64, most int) []string {
	var lines []string
	line := ""
	words := strings.Fields(s)
	for i, word := range words {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if textWidth(longer, size) <= width || line == "" && len(lines) < most-1 && textWidth(word, size) <= width {
			line = longer
			continue
		}
		if len(lines) == most-1 {
			return append(lines, cut(strings.TrimPrefix(line+" "+strings.Join(words[i:], " "), " "), width, size))
		}
		if line != "" {
			lines = append(lines, line)
		}
		// A word that is wider than a line is broken.
		for textWidth(word, size) > width && len(lines) < most-1 {
			part := 0
			for at := range word {
				if textWidth(word[:at], size) > width {
					break
				}
				part = at
			}
			part = max(part, len(string([]rune(word)[:1])))
			lines, word = append(lines, word[:part]), word[part:]
		}
		line = cut(word, width, size)
	}
	return append(lines, line)
}
