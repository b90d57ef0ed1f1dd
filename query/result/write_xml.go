package result

import (
	"fmt"

	"github.com/chancery-graph/chancery/graph"
)

const (
	xmlNamespace = "http://www.w3.org/2005/sparql-results#"
	itsNamespace = "http://www.w3.org/2005/11/its"
	// xmlHeader declares ITS too, because whether a literal with a base
	// direction comes is not known when it is written.
	xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<sparql xmlns="` + xmlNamespace + `" xmlns:its="` + itsNamespace + `" its:version="2.0">` + "\n"
)

// xmlEncoder writes the SPARQL 1.2 Query Results XML Format, a row a line.
type xmlEncoder struct {
	bindings []string // `<binding name="who">` per variable
	scratch  []byte
}

func (e *xmlEncoder) begin(dst []byte, vars []string) []byte {
	dst = append(dst, xmlHeader+"<head>"...)
	for _, v := range vars {
		name := `name="` + v + `"`
		dst = append(dst, "<variable "+name+"/>"...)
		e.bindings = append(e.bindings, "<binding "+name+">")
	}
	return append(dst, "</head>\n<results>\n"...)
}

func (e *xmlEncoder) row(dst []byte, p *Page, i int, _ bool) ([]byte, error) {
	dst = append(dst, "<result>"...)
	for c, binding := range e.bindings {
		term := p.Cols[c][i]
		if term == nil {
			continue
		}
		var err error
		if dst, err = e.term(append(dst, binding...), term); err != nil {
			return dst, err
		}
		dst = append(dst, "</binding>"...)
	}
	return append(dst, "</result>\n"...), nil
}

func (e *xmlEncoder) end(dst []byte) []byte { return append(dst, "</results>\n</sparql>\n"...) }

func (e *xmlEncoder) term(dst, term []byte) ([]byte, error) {
	if len(term) < 2 {
		return dst, badTerm(term)
	}
	switch graph.TagOf(term) {
	case graph.TagIRI:
		iri := term[1 : len(term)-1]
		if c, bad := noXML(iri); bad {
			return dst, fmt.Errorf("%w: U+%04X in %.80q", ErrXMLCharacter, c, term)
		}
		return append(appendXML(append(dst, "<uri>"...), iri), "</uri>"...), nil
	case graph.TagBlank:
		dst = append(append(dst, "<bnode>"...), term[2:]...)
		return append(dst, "</bnode>"...), nil
	case graph.TagLiteral:
		return e.literal(dst, term)
	}
	s, p, o, ok := graph.TripleParts(term)
	if !ok {
		return dst, badTerm(term)
	}
	var err error
	for i, part := range [][]byte{s, p, o} {
		dst = append(dst, tripleTags[i]...)
		if dst, err = e.term(dst, part); err != nil {
			return dst, err
		}
	}
	return append(dst, "</object></triple>"...), nil
}

// tripleTags stand before the three terms of a triple term.
var tripleTags = [...]string{"<triple><subject>", "</subject><predicate>", "</predicate><object>"}

func (e *xmlEncoder) literal(dst, term []byte) ([]byte, error) {
	lexical, datatype, language := graph.LiteralParts(term)
	switch {
	case lexical == nil:
		return dst, badTerm(term)
	case datatype != nil:
		if c, bad := noXML(datatype); bad {
			return dst, fmt.Errorf("%w: U+%04X in %.80q", ErrXMLCharacter, c, term)
		}
		dst = appendXML(append(dst, `<literal datatype="`...), datatype)
		dst = append(dst, `">`...)
	case language != nil:
		tag, direction := splitDirection(language)
		dst = append(append(dst, `<literal xml:lang="`...), tag...)
		if direction != nil {
			dst = append(append(dst, `" its:dir="`...), direction...)
		}
		dst = append(dst, `">`...)
	default:
		dst = append(dst, "<literal>"...)
	}
	text := lexical
	for _, c := range lexical {
		if c == '\\' {
			e.scratch = graph.AppendUnescaped(e.scratch[:0], lexical)
			text = e.scratch
			if c, bad := noXML(text); bad {
				return dst, fmt.Errorf("%w: U+%04X in %.80q", ErrXMLCharacter, c, term)
			}
			break
		}
	}
	return append(appendXML(dst, text), "</literal>"...), nil
}

// noXML finds a character that is none of XML 1.0 §2.2 in valid UTF-8.
func noXML(text []byte) (rune, bool) {
	for i, c := range text {
		if c >= ' ' && c != 0xEF {
			continue
		}
		switch {
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
			return rune(c), true
		case c == 0xEF && i+2 < len(text) && text[i+1] == 0xBF && text[i+2] >= 0xBE:
			return 0xFF00 | rune(text[i+2]&0x3F) | 0xC0, true
		}
	}
	return 0, false
}

// appendXML appends text of an element or an attribute's value. A carriage
// return is written as a reference, because readers turn it into a line feed.
func appendXML(dst, text []byte) []byte {
	from := 0
	for i, c := range text {
		if !xmlCare[c] {
			continue
		}
		var ref string
		switch c {
		case '&':
			ref = "&amp;"
		case '<':
			ref = "&lt;"
		case '>':
			ref = "&gt;"
		case '"':
			ref = "&quot;"
		case '\r':
			ref = "&#xD;"
		}
		dst = append(append(dst, text[from:i]...), ref...)
		from = i + 1
	}
	return append(dst, text[from:]...)
}

// xmlCare marks the bytes that are written as references.
var xmlCare = [256]bool{'&': true, '<': true, '>': true, '"': true, '\r': true}
