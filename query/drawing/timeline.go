package drawing

import (
	"fmt"
	"io"
	"math"
)

// Moment is an entry of a timeline.
type Moment struct {
	Date   string // as stated; empty: undated
	Who    string
	Detail string // such as kind, status and place
	Firm   bool   // it occurred
}

const (
	momentRoom  = 620.0 // for the text of a moment
	momentLines = 3     // of who, and of the detail
)

// Timeline draws moments from top to bottom, in the order given. Those that did
// not occur, or may not have, have an open dot; those that read alike are one with
// their number.
func Timeline(w io.Writer, title string, moments []Moment) error {
	var c canvas
	dates := 0.0
	for _, m := range moments {
		dates = math.Max(dates, textWidth(dateOf(m), textSize)*boldWider)
	}
	axis := margin + dates + 16
	y := c.title(axis+momentRoom-margin, title) + lineHeight
	top, last := y, ""
	var marks []func()
	bottom := y
	for _, m := range countAlike(moments) {
		class := "dot"
		if !m.Firm {
			class = "weak"
		}
		at := y
		marks = append(marks, func() { c.dot(axis, at, 5, class) })
		if date := dateOf(m.Moment); date != last { // a date stands once over the moments that share it
			c.text(axis-14, y+textSize/3, 1e6, textSize, "end", "head", date)
			last = date
		}
		who := m.Who
		if m.times > 1 {
			who += fmt.Sprintf(" (%d)", m.times)
		}
		bottom = y
		y = c.lines(axis+16, y+textSize/3, momentRoom, textSize, momentLines, "name", who)
		y = c.lines(axis+16, y, momentRoom, smallSize, momentLines, "small", m.Detail) + lineHeight*0.4
	}
	if len(marks) > 0 {
		c.line(axis, top, axis, bottom, "thin")
	}
	for _, draw := range marks { // over the axis
		draw()
	}
	return c.write(w, title)
}

// boldWider is how much wider bold text is.
const boldWider = 1.08

func dateOf(m Moment) string {
	if m.Date == "" {
		return "undated"
	}
	return m.Date
}

// counted is a moment with how many there are that read alike.
type counted struct {
	Moment
	times int
}

// countAlike makes moments of one date that read alike one, where the first stands.
func countAlike(moments []Moment) (list []counted) {
	at := map[Moment]int{}
	for _, m := range moments {
		i, known := at[m]
		if !known {
			i = len(list)
			at[m] = i
			list = append(list, counted{Moment: m})
		}
		list[i].times++
	}
	return list
}
