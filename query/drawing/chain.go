package drawing

import (
	"fmt"
	"io"
	"math"
)

// Step is a step of a chain: how it is told, and to whom it leads.
type Step struct {
	Head   string // such as a date and a kind
	Detail string // such as a place; may be empty
	Quote  string // the sentence; may be empty
	To     string // name of the actor
}

// Chain is a chain to be drawn.
type Chain struct {
	Title string // such as the number of steps and the days; may be empty
	From  string // name of the actor it starts with
	Steps []Step
}

const (
	boxWidth   = 300.0
	boxHeight  = 34.0
	chainRoom  = 40.0 // between two chains
	linkIndent = 20.0 // of the line from box to box
	quoteLines = 5    // of a sentence, which is cut beyond
	nameLines  = 2    // of a name in its box
)

// Chains draws chains side by side, each from top to bottom: the actors in boxes,
// between them what brought them together.
func Chains(w io.Writer, title string, chains []Chain) error {
	var c canvas
	top := c.title(float64(len(chains))*(boxWidth+chainRoom)-chainRoom, title)
	for i, chain := range chains {
		x := margin + float64(i)*(boxWidth+chainRoom)
		y := top
		if chain.Title != "" {
			y = c.lines(x, y+smallSize, boxWidth, smallSize, 2, "small", chain.Title)
		}
		y = actor(&c, x, y+lineHeight/2, chain.From, true)
		for k, s := range chain.Steps {
			at := y + lineHeight
			for _, part := range []struct {
				text, class string
				lines       int
			}{{s.Head, "head", 2}, {s.Detail, "small", 2}, {quoted(s.Quote), "small", quoteLines}} {
				at = c.lines(x+linkIndent+14, at, boxWidth-linkIndent-14, smallSize, part.lines, part.class, part.text)
			}
			next := math.Max(at, y+2*lineHeight)
			c.line(x+linkIndent, y, x+linkIndent, next, "link")
			y = actor(&c, x, next, s.To, k == len(chain.Steps)-1)
		}
		c.place(x+boxWidth, y)
	}
	return c.write(w, title)
}

func quoted(sentence string) string {
	if sentence == "" {
		return ""
	}
	return fmt.Sprintf("« %s »", sentence)
}

// actor draws a box with a name and returns where it ends.
func actor(c *canvas, x, y float64, name string, end bool) float64 {
	class := "box"
	if end {
		class = "end"
	}
	lines := wrap(name, boxWidth-16, textSize, nameLines)
	height := boxHeight + float64(len(lines)-1)*lineHeight*0.9
	c.box(x, y, boxWidth, height, class)
	at := y + boxHeight/2 + textSize/3
	for i, line := range lines {
		c.named(x+boxWidth/2, at+float64(i)*lineHeight*0.9, textSize, "middle", "name", line, titleOf(name, lines))
	}
	return y + height
}
