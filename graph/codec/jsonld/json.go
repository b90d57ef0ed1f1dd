package jsonld

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph/codec/internal/scan"
)

// parser reads JSON (RFC 8259) to the values of package encoding/json, numbers
// as json.Number. Other than that package it tells the place of an error, and
// refuses what would be lost or changed: invalid UTF-8, lone surrogates, names
// that come twice in an object.
type parser struct {
	name     string
	text     []byte
	pos      int
	maxDepth int
	// Lines and characters since the last of them that have been dropped before
	// text.
	lines, column int
}

// readJSON reads all of r, at most maxSize bytes, as one JSON text.
func readJSON(r io.Reader, name string, maxSize int64, maxDepth int) (any, error) {
	p, all, err := newParser(r, name, maxSize, maxDepth)
	if err == nil && !all {
		err = p.tooLong(maxSize)
	}
	if err != nil {
		return nil, err
	}
	return p.document()
}

// newParser reads r up to maxSize bytes, and tells whether that is all of it.
func newParser(r io.Reader, name string, maxSize int64, maxDepth int) (p *parser, all bool, err error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, false, fmt.Errorf("read %s: %w", name, err)
	}
	all = int64(len(text)) <= maxSize
	return &parser{name: name, text: bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")), maxDepth: maxDepth}, all, nil
}

func (p *parser) tooLong(maxSize int64) error {
	return &scan.Error{File: p.name, Line: 1, Found: fmt.Sprintf("a document of more than %d bytes", maxSize),
		Expected: "a smaller one, or a list of nodes with a context before it or none (see Options.MaxSize)"}
}

// drop forgets the text before the current position.
func (p *parser) drop() {
	gone := p.text[:p.pos]
	if n := bytes.Count(gone, []byte{'\n'}); n > 0 {
		p.lines, p.column = p.lines+n, 0
		gone = gone[bytes.LastIndexByte(gone, '\n')+1:]
	}
	p.column += utf8.RuneCount(gone)
	rest := p.text[p.pos:]
	if cap(p.text) > 4*len(rest)+pieceFrom {
		rest = bytes.Clone(rest) // the memory was for more
	} else {
		rest = p.text[:copy(p.text, rest)]
	}
	p.text, p.pos = rest, 0
}

func (p *parser) document() (any, error) {
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if p.space(); p.pos < len(p.text) {
		return nil, p.fail("end of input")
	}
	return v, nil
}

// fail returns an error about the character at the current position.
func (p *parser) fail(expected string) error {
	if p.pos >= len(p.text) {
		return p.failFound("end of input", expected)
	}
	r, size := utf8.DecodeRune(p.text[p.pos:])
	if r == utf8.RuneError && size == 1 {
		err := p.failFound(fmt.Sprintf("byte 0x%02X, which is not UTF-8", p.text[p.pos]), "UTF-8").(*scan.Error)
		err.Err = scan.ErrEncoding
		return err
	}
	if strconv.IsPrint(r) {
		return p.failFound(`"`+string(r)+`"`, expected)
	}
	return p.failFound(fmt.Sprintf("U+%04X", r), expected)
}

func (p *parser) failFound(found, expected string) error {
	before := p.text[:min(p.pos, len(p.text))]
	start := bytes.LastIndexByte(before, '\n') + 1
	column := utf8.RuneCount(before[start:]) + 1
	if start == 0 {
		column += p.column
	}
	return &scan.Error{File: p.name, Line: p.lines + bytes.Count(before, []byte{'\n'}) + 1,
		Column: column, Found: found, Expected: expected}
}

func (p *parser) space() {
	for p.pos < len(p.text) {
		switch p.text[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

func (p *parser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

func (p *parser) value(depth int) (any, error) {
	p.space()
	switch c := p.peek(); {
	case c == '{' || c == '[':
		if depth >= p.maxDepth {
			return nil, p.failFound(fmt.Sprintf("a value within %d others", depth), "less nesting (see Options.MaxDepth)")
		}
		if c == '{' {
			return p.object(depth + 1)
		}
		return p.array(depth + 1)
	case c == '"':
		return p.string()
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	}
	for _, w := range []struct {
		word  string
		value any
	}{{"true", true}, {"false", false}, {"null", nil}} {
		if bytes.HasPrefix(p.text[p.pos:], []byte(w.word)) {
			p.pos += len(w.word)
			return w.value, nil
		}
	}
	return nil, p.fail("a JSON value")
}

func (p *parser) object(depth int) (any, error) {
	p.pos++
	m := map[string]any{}
	for p.space(); p.peek() != '}'; p.space() {
		if len(m) > 0 {
			if p.peek() != ',' {
				return nil, p.fail(`"," or "}" of an object`)
			}
			p.pos++
			p.space()
		}
		if p.peek() != '"' {
			return nil, p.fail("a name in quotes")
		}
		at := p.pos
		name, err := p.string()
		if err != nil {
			return nil, err
		}
		if _, ok := m[name]; ok {
			p.pos = at
			return nil, p.failFound("name "+clip(name)+" twice", "each name once in an object")
		}
		if p.space(); p.peek() != ':' {
			return nil, p.fail(`":" after a name`)
		}
		p.pos++
		v, err := p.value(depth)
		if err != nil {
			return nil, err
		}
		if number, ok := v.(json.Number); ok && name == "@version" {
			// json-gold compares it as a double.
			if f, err := number.Float64(); err == nil {
				v = f
			}
		}
		m[name] = v
	}
	p.pos++
	return m, nil
}

func (p *parser) array(depth int) (any, error) {
	p.pos++
	list := []any{}
	for p.space(); p.peek() != ']'; p.space() {
		if len(list) > 0 {
			if p.peek() != ',' {
				return nil, p.fail(`"," or "]" of an array`)
			}
			p.pos++
		}
		v, err := p.value(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	p.pos++
	return list, nil
}

// string reads a string at its quote.
func (p *parser) string() (string, error) {
	p.pos++
	from := p.pos
	var out []byte
	for {
		start := p.pos
		for p.pos < len(p.text) && p.text[p.pos] != '"' && p.text[p.pos] != '\\' && p.text[p.pos] >= ' ' {
			p.pos++
		}
		piece := p.text[start:p.pos]
		if !utf8.Valid(piece) {
			for p.pos = start; ; {
				r, size := utf8.DecodeRune(p.text[p.pos:])
				if r == utf8.RuneError && size == 1 {
					return "", p.fail("UTF-8")
				}
				p.pos += size
			}
		}
		if p.peek() == '"' && p.pos < len(p.text) {
			p.pos++
			if start == from {
				return string(piece), nil
			}
			return string(append(out, piece...)), nil
		}
		out = append(out, piece...)
		if p.peek() != '\\' {
			return "", p.fail(`'"' at the end of a string`)
		}
		r, err := p.escape()
		if err != nil {
			return "", err
		}
		out = utf8.AppendRune(out, r)
	}
}

// escape reads an escape at its backslash.
func (p *parser) escape() (rune, error) {
	const expected = `an escape: \" \\ \/ \b \f \n \r \t or \uXXXX of a character`
	if p.pos+1 >= len(p.text) {
		return 0, p.fail(expected)
	}
	at := bytes.IndexByte([]byte(`"\/bfnrt`), p.text[p.pos+1])
	if at >= 0 {
		p.pos += 2
		return rune("\"\\/\b\f\n\r\t"[at]), nil
	}
	r, ok := p.hex(p.pos)
	if !ok {
		return 0, p.fail(expected)
	}
	if !utf16.IsSurrogate(r) {
		p.pos += 6
		return r, nil
	}
	low, ok := p.hex(p.pos + 6)
	if r = utf16.DecodeRune(r, low); !ok || r == utf8.RuneError {
		return 0, p.failFound("a surrogate alone", "a pair of surrogates")
	}
	p.pos += 12
	return r, nil
}

func (p *parser) hex(at int) (rune, bool) {
	if at+6 > len(p.text) || p.text[at] != '\\' || p.text[at+1] != 'u' {
		return 0, false
	}
	v, err := strconv.ParseUint(string(p.text[at+2:at+6]), 16, 32)
	return rune(v), err == nil && p.text[at+2] != '+'
}

// number reads a number (RFC 8259 §6).
func (p *parser) number() (any, error) {
	start := p.pos
	digits := func() error {
		if c := p.peek(); c < '0' || c > '9' {
			return p.fail("a digit")
		}
		for '0' <= p.peek() && p.peek() <= '9' {
			p.pos++
		}
		return nil
	}
	if p.peek() == '-' {
		p.pos++
	}
	if p.peek() == '0' {
		p.pos++
	} else if err := digits(); err != nil {
		return nil, err
	}
	if p.peek() == '.' {
		p.pos++
		if err := digits(); err != nil {
			return nil, err
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.pos++
		if c := p.peek(); c == '+' || c == '-' {
			p.pos++
		}
		if err := digits(); err != nil {
			return nil, err
		}
	}
	return json.Number(p.text[start:p.pos]), nil
}

// clip shortens a text for a message.
func clip(s string) string {
	const most = 80
	if len(s) > most {
		return fmt.Sprintf("%q… (%d bytes)", s[:most], len(s))
	}
	return strconv.Quote(s)
}
