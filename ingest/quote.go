package ingest

import (
	"sort"
	"strconv"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// QuoteIRI names the characters from a to b of a source by a fragment after RFC
// 5147: positions between characters, counted in code points from 0.
func QuoteIRI(source quad.IRI, a, b int) quad.IRI {
	return source + quad.IRI("#char="+strconv.Itoa(a)+","+strconv.Itoa(b))
}

// validSpan reports whether a span lies in a text on UTF-8 boundaries.
func validSpan(text []byte, s extract.Span) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		(s.Start == len(text) || utf8.RuneStart(text[s.Start])) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// charCounter turns byte offsets into character positions without counting from
// the start each time.
type charCounter struct {
	text  []byte
	bytes []int // every stride bytes or so, on a boundary
	chars []int // characters before it
}

const stride = 256

// newCharCounter counts the characters of a text; CR LF counts as one (RFC
// 5147 treats a line ending as one character).
func newCharCounter(text []byte) *charCounter {
	c := &charCounter{text: text, bytes: []int{0}, chars: []int{0}}
	n := 0
	for i, next := 0, stride; i < len(text); {
		if i >= next {
			c.bytes, c.chars = append(c.bytes, i), append(c.chars, n)
			next = i + stride
		}
		_, size := utf8.DecodeRune(text[i:])
		if !(text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n') {
			n++
		}
		i += size
	}
	return c
}

// at returns the number of characters before a byte offset.
func (c *charCounter) at(offset int) int {
	k := sort.SearchInts(c.bytes, offset+1) - 1
	n := c.chars[k]
	for i := c.bytes[k]; i < offset; {
		_, size := utf8.DecodeRune(c.text[i:])
		if !(c.text[i] == '\r' && i+1 < len(c.text) && c.text[i+1] == '\n') {
			n++
		}
		i += size
	}
	return n
}
