package rdfxml

import (
	"bytes"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph/codec/rdfxml/internal/xmlscan"
	"github.com/chancery-graph/chancery/graph/vocab"
)

var xmlLiteralType = bracketed(vocab.RDFXMLLiteral)

// xmlLiteral makes the exclusive canonical form, with comments, of an element's
// content (Exclusive XML Canonicalization 1.0 §3, Canonical XML 1.0 §2.3).
type xmlLiteral struct {
	out      []byte
	open     []int             // length of undo before each open element
	rendered map[string]string // namespaces that the output has in scope
	undo     []renderedBefore
	prefixes []string
	attrs    []xmlscan.Attr
}

type renderedBefore struct {
	prefix, space string
	had           bool
}

// start begins a literal.
func (l *xmlLiteral) start() {
	l.out, l.open, l.undo = l.out[:0], l.open[:0], l.undo[:0]
	if cap(l.out) > keepArena {
		l.out = nil
	}
	if l.rendered == nil {
		l.rendered = map[string]string{}
	}
	clear(l.rendered)
}

// add takes a token; it tells whether it has closed the element around the
// literal.
func (l *xmlLiteral) add(x *xmlscan.Scanner, kind xmlscan.Kind) (done bool) {
	switch kind {
	case xmlscan.Open:
		l.element(x)
	case xmlscan.Close:
		if len(l.open) == 0 {
			return true
		}
		l.out = appendQName(append(l.out, "</"...), x)
		l.out = append(l.out, '>')
		l.close()
	case xmlscan.Text:
		l.out = appendText(l.out, x.Text())
	case xmlscan.Comment:
		l.out = append(append(append(l.out, "<!--"...), x.Text()...), "-->"...)
	case xmlscan.Instruction:
		_, target, _ := x.Name()
		l.out = append(append(l.out, "<?"...), target...)
		if text := x.Text(); len(text) > 0 {
			l.out = append(append(l.out, ' '), text...)
		}
		l.out = append(l.out, "?>"...)
	}
	return false
}

func (l *xmlLiteral) close() {
	n := l.open[len(l.open)-1]
	l.open = l.open[:len(l.open)-1]
	for len(l.undo) > n {
		b := l.undo[len(l.undo)-1]
		l.undo = l.undo[:len(l.undo)-1]
		if b.had {
			l.rendered[b.prefix] = b.space
		} else {
			delete(l.rendered, b.prefix)
		}
	}
}

// element writes a start tag: its name, the namespaces that it uses itself and
// that are not in scope in the output, its attributes.
func (l *xmlLiteral) element(x *xmlscan.Scanner) {
	l.open = append(l.open, len(l.undo))
	l.out = appendQName(append(l.out, '<'), x)
	prefix, _, _ := x.Name()
	l.prefixes = append(l.prefixes[:0], string(prefix))
	l.attrs = append(l.attrs[:0], x.Attrs()...)
	for i := range l.attrs {
		if p := l.attrs[i].Prefix; len(p) > 0 {
			l.prefixes = append(l.prefixes, string(p))
		}
	}
	slices.Sort(l.prefixes)
	for _, p := range slices.Compact(l.prefixes) {
		space := x.Lookup([]byte(p))
		before, had := l.rendered[p]
		if p == "xml" || before == space {
			continue
		}
		l.undo = append(l.undo, renderedBefore{p, before, had})
		l.rendered[p] = space
		l.out = append(l.out, " xmlns"...)
		if p != "" {
			l.out = append(append(l.out, ':'), p...)
		}
		l.out = appendValue(append(l.out, '='), []byte(space))
	}
	slices.SortFunc(l.attrs, func(a, b xmlscan.Attr) int {
		if c := strings.Compare(a.Space, b.Space); c != 0 {
			return c
		}
		return bytes.Compare(a.Local, b.Local)
	})
	for i := range l.attrs {
		a := &l.attrs[i]
		l.out = append(l.out, ' ')
		if len(a.Prefix) > 0 {
			l.out = append(append(l.out, a.Prefix...), ':')
		}
		l.out = appendValue(append(append(l.out, a.Local...), '='), a.Value)
	}
	l.out = append(l.out, '>')
}

func appendQName(dst []byte, x *xmlscan.Scanner) []byte {
	prefix, local, _ := x.Name()
	if len(prefix) > 0 {
		dst = append(append(dst, prefix...), ':')
	}
	return append(dst, local...)
}

// appendText appends character data, escaped as canonical XML has it.
func appendText(dst, text []byte) []byte {
	from := 0
	for i, c := range text {
		var escape string
		switch c {
		case '&':
			escape = "&amp;"
		case '<':
			escape = "&lt;"
		case '>':
			escape = "&gt;"
		case '\r':
			escape = "&#xD;"
		default:
			continue
		}
		dst = append(append(dst, text[from:i]...), escape...)
		from = i + 1
	}
	return append(dst, text[from:]...)
}

// appendValue appends a quoted attribute value, escaped as canonical XML has it.
func appendValue(dst, text []byte) []byte {
	dst = append(dst, '"')
	from := 0
	for i, c := range text {
		var escape string
		switch c {
		case '&':
			escape = "&amp;"
		case '<':
			escape = "&lt;"
		case '"':
			escape = "&quot;"
		case '\t':
			escape = "&#x9;"
		case '\n':
			escape = "&#xA;"
		case '\r':
			escape = "&#xD;"
		default:
			continue
		}
		dst = append(append(dst, text[from:i]...), escape...)
		from = i + 1
	}
	return append(append(dst, text[from:]...), '"')
}
