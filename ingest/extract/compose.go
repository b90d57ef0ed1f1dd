package extract

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A text may write its accents as signs of their own (NFD), as file names of some
// systems and texts out of PDFs do. The rules read letters that are composed, and
// what they find is told by the places of the text as it was given.

// decomposed tells whether a text may hold combining accents: U+0300 to U+036F
// begin with one of two bytes.
func decomposed(text []byte) bool {
	return bytes.IndexByte(text, 0xcc) >= 0 || bytes.IndexByte(text, 0xcd) >= 0
}

// origin maps places of a composed text to those of the text it was made from.
type origin struct {
	text  string // as it was given
	joint []joint
}

// joint is a place behind which both texts run on alike.
type joint struct{ composed, given int }

// compose returns a text in NFC and where it came from; nil if it is the same.
func compose(text string) (string, *origin) {
	var it norm.Iter
	it.InitString(norm.NFC, text)
	out := make([]byte, 0, len(text))
	o := &origin{text: text}
	for !it.Done() {
		from := it.Pos()
		out = append(out, it.Next()...)
		if at := (joint{len(out), it.Pos()}); at.composed-at.given != o.shift() {
			o.joint = append(o.joint, at)
		} else if at.given-from > 1 && text[from:at.given] != string(out[len(out)-(at.given-from):]) {
			o.joint = append(o.joint, at) // as long, and not the same
		}
	}
	if len(o.joint) == 0 {
		return text, nil
	}
	return string(out), o
}

// shift is by how much the composed text lies ahead at the last joint.
func (o *origin) shift() int {
	if len(o.joint) == 0 {
		return 0
	}
	last := o.joint[len(o.joint)-1]
	return last.composed - last.given
}

// at returns the place in the given text of one in the composed text.
func (o *origin) at(offset int) int {
	i := sort.Search(len(o.joint), func(i int) bool { return o.joint[i].composed > offset }) - 1
	if i >= 0 {
		offset += o.joint[i].given - o.joint[i].composed
	}
	for offset < len(o.text) && !utf8.RuneStart(o.text[offset]) {
		offset++ // within a letter that has no composed form
	}
	return min(offset, len(o.text))
}

func (o *origin) span(s *Span) { s.Start, s.End = o.at(s.Start), o.at(s.End) }

// restore puts every span of a result where it stands in the given text.
func (o *origin) restore(r *Result) {
	for i := range r.Mentions {
		o.span(&r.Mentions[i].Span)
	}
	for i := range r.Assertions {
		a := &r.Assertions[i]
		o.span(&a.Quote)
		for j := range a.Support {
			o.span(&a.Support[j])
		}
		for j := range a.Topics {
			o.span(&a.Topics[j].Span)
		}
		for j := range a.Counts {
			o.span(&a.Counts[j].Span)
		}
	}
	for i := range r.Unresolved {
		o.span(&r.Unresolved[i].Span)
	}
}
