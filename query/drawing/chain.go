package drawing

import (
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
	From  string // name of the actor it starts with
	Steps []Step
}

const (
	boxWidth  = 260.0
	boxHeight = 34.0
	stepRoom  = 84.0 // between two boxes
	chainRoom = 48.0 // between two chains
)

// Chains draws chains side by side, each from top to bottom.
func Chains(w io.Writer, title string, chains []Chain) error {
	var c canvas
	c.text(margin, margin+textSize, 1e6, textSize+2, "start", "head", title)
	top := margin + 3*lineHeight
	for i, chain := range chains {
		x := margin + float64(i)*(boxWidth+chainRoom)
		middle := x + boxWidth/2
		y := top
		actor(&c, x, y, chain.From, true)
		for k, s := range chain.Steps {
			next := y + boxHeight + stepRoom
			c.line(middle, y+boxHeight, middle, next, "link")
			at := y + boxHeight + lineHeight*1.2
			left, room := middle+12, boxWidth/2+chainRoom-16
			c.text(left, at, room, smallSize, "start", "head", s.Head)
			c.text(left, at+lineHeight, room, smallSize, "start", "small", s.Detail)
			if s.Quote != "" {
				c.text(left, at+2*lineHeight, room, smallSize, "start", "small", "« "+s.Quote+" »")
			}
			actor(&c, x, next, s.To, k == len(chain.Steps)-1)
			y = next
		}
		c.place(x+boxWidth+chainRoom, y+boxHeight)
	}
	return c.write(w, title)
}

func actor(c *canvas, x, y float64, name string, end bool) {
	class := "box"
	if end {
		class = "end"
	}
	c.box(x, y, boxWidth, boxHeight, class)
	c.text(x+boxWidth/2, y+boxHeight/2+textSize/3, boxWidth-12, textSize, "middle", "name", name)
}

// Moment is an entry of a timeline.
type Moment struct {
	Date   string // as stated; empty: undated
	Who    string
	Detail string // such as kind, status and place
	Firm   bool   // it occurred
}

// Timeline draws moments from top to bottom, in the order given. Those that did
// not occur, or may not have, have an open dot.
func Timeline(w io.Writer, title string, moments []Moment) error {
	var c canvas
	c.text(margin, margin+textSize, 1e6, textSize+2, "start", "head", title)
	const dates, room, rowHeight = 110.0, 620.0, 2.4 * lineHeight
	axis := margin + dates
	y := margin + 3*lineHeight
	if len(moments) > 0 {
		c.line(axis, y, axis, y+float64(len(moments)-1)*rowHeight, "thin")
	}
	last := ""
	for _, m := range moments {
		class := "dot"
		if !m.Firm {
			class = "weak"
		}
		c.dot(axis, y, 5, class)
		date := m.Date
		if date == "" {
			date = "undated"
		}
		if date != last { // a date stands once over the moments that share it
			c.text(axis-14, y+textSize/3, dates-14, textSize, "end", "head", date)
		}
		last = date
		c.text(axis+16, y+textSize/3, room, textSize, "start", "name", m.Who)
		c.text(axis+16, y+textSize/3+lineHeight*0.9, room, smallSize, "start", "small", m.Detail)
		y += rowHeight
	}
	return c.write(w, title)
}

// Node is an actor of a neighbourhood; Depth its distance from the middle.
type Node struct {
	Name  string
	Depth int
}

// Tie joins two nodes by index; Weight widens its line.
type Tie struct{ From, To, Weight int }

// Rings draws a neighbourhood: the nodes of depth 0 in the middle, those of each
// further depth on a circle around it, in the order given.
func Rings(w io.Writer, title string, nodes []Node, ties []Tie) error {
	var c canvas
	c.text(margin, margin+textSize, 1e6, textSize+2, "start", "head", title)
	byDepth := map[int]int{}
	deepest := 0
	for _, n := range nodes {
		byDepth[n.Depth]++
		deepest = max(deepest, n.Depth)
	}
	radius := make([]float64, deepest+1)
	for d := 1; d <= deepest; d++ {
		radius[d] = math.Max(radius[d-1]+150, float64(byDepth[d])*26/(2*math.Pi))
	}
	const label = 150.0
	reach := radius[deepest] + label
	centre := [2]float64{margin + reach, margin + 3*lineHeight + reach}
	at := make([][2]float64, len(nodes))
	next := map[int]int{}
	for i, n := range nodes {
		k := next[n.Depth]
		next[n.Depth]++
		angle := 2*math.Pi*float64(k)/float64(byDepth[n.Depth]) - math.Pi/2 + 0.2*float64(n.Depth)
		r := radius[n.Depth]
		if n.Depth == 0 && byDepth[0] > 1 {
			r = 40
		}
		at[i] = [2]float64{centre[0] + r*math.Cos(angle), centre[1] + r*math.Sin(angle)}
	}
	for _, t := range ties {
		class := "thin"
		if t.Weight > 1 {
			class = "link"
		}
		c.line(at[t.From][0], at[t.From][1], at[t.To][0], at[t.To][1], class)
	}
	for i, n := range nodes {
		x, y := at[i][0], at[i][1]
		c.dot(x, y, math.Max(4, 9-2*float64(n.Depth)), "dot")
		anchor, shift := "start", 10.0
		if x < centre[0]-1 {
			anchor, shift = "end", -10
		}
		class := "name"
		if n.Depth == 0 {
			class = "head"
		}
		c.text(x+shift, y+textSize/3, label, smallSize, anchor, class, n.Name)
	}
	c.place(centre[0]+reach, centre[1]+reach)
	return c.write(w, title)
}
