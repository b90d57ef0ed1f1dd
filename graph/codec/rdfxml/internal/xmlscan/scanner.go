package xmlscan

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph/codec/internal/scan"
)

// Namespaces that are bound from the start.
const (
	SpaceXML   = "http://www.w3.org/XML/1998/namespace"
	SpaceXMLNS = "http://www.w3.org/2000/xmlns/"
)

// Kind is a kind of token.
type Kind uint8

// The tokens.
const (
	End         Kind = iota // of the document, after its root element
	Open                    // of an element; an empty one has a Close as well
	Close                   // of an element
	Text                    // or a piece of it, CDATA sections included
	Comment                 // Text is what it says
	Instruction             // Local is its target, Text its data
)

// Options bound a Scanner.
type Options struct {
	Name     string // of the input, for errors
	MaxToken int    // bytes of one tag, comment or processing instruction
	MaxDepth int    // elements within one another
}

// Attr is an attribute. A declaration of a namespace is none.
type Attr struct {
	Prefix, Local, Value []byte
	Space                string // namespace; empty without a prefix

	prefix, local, value span
}

type span struct{ from, to int }

// Scanner reads the tokens of a document. What its methods return is borrowed
// until the next call of Next.
type Scanner struct {
	o        Options
	stack    []source
	src      *source // innermost
	expanded int64   // bytes that entities and attribute defaults have added

	buf           []byte // of the token
	prefix, local span
	text          span
	attrs         []Attr
	seen          map[string]struct{} // attributes of an element that has many
	line, column  int                 // where the token starts

	names      []byte // qualified names of the open elements
	open       []element
	bound      map[string]string // namespaces in scope
	undo       []binding
	entities   map[string]entity
	parameters map[string]entity
	defaults   map[string][]attDefault
	closing    bool // an empty element awaits its Close
	began      bool // the XML declaration has passed
	doctype    bool // seen
	rooted     bool // the root element has started
	err        error
}

type element struct {
	name int // offset in names
	undo int // bindings before it
}

type binding struct {
	prefix, space string
	had           bool
}

// New reads r, which it does not close.
func New(r io.Reader, o Options) *Scanner {
	s := &Scanner{o: o, bound: map[string]string{"xml": SpaceXML, "xmlns": SpaceXMLNS}}
	text, unknown, err := decode(r)
	s.stack = append(s.stack, source{r: text})
	s.src = &s.stack[0]
	s.err = err
	if unknown != "" {
		s.err = s.failFound("encoding "+unknown, "UTF-8, UTF-16 or one of those that are listed in the documentation")
	}
	return s
}

// Name returns the parts of the name of an element, or the target of a processing
// instruction. Of a Close the namespace is not told.
func (s *Scanner) Name() (prefix, local []byte, space string) {
	prefix = s.buf[s.prefix.from:s.prefix.to]
	return prefix, s.buf[s.local.from:s.local.to], s.bound[string(prefix)]
}

// Attrs returns the attributes of an Open, in the order in which they stand.
func (s *Scanner) Attrs() []Attr { return s.attrs }

// Text returns the text of a Text, Comment or Instruction.
func (s *Scanner) Text() []byte { return s.buf[s.text.from:s.text.to] }

// Lookup returns the namespace that a prefix stands for, the empty prefix
// included.
func (s *Scanner) Lookup(prefix []byte) string { return s.bound[string(prefix)] }

// Depth returns how many elements are open; an Open counts, a Close does not.
func (s *Scanner) Depth() int { return len(s.open) }

// Fail returns an error about the current token.
func (s *Scanner) Fail(found, expected string) error {
	return &scan.Error{File: s.o.Name, Line: s.line, Column: s.column, Found: found, Expected: expected}
}

// failFound returns an error about what stands at the current position.
func (s *Scanner) failFound(found, expected string) error {
	if s.src.entity != "" {
		found += " in entity " + strconv.Quote(s.src.entity)
	}
	doc := &s.stack[0]
	doc.count()
	return &scan.Error{File: s.o.Name, Line: doc.line + 1, Column: doc.column + 1, Found: found, Expected: expected}
}

// fail is failFound for the character at the current position.
func (s *Scanner) fail(expected string) error {
	if n, err := s.src.ensure(utf8.UTFMax); err != nil {
		return err
	} else if n == 0 && s.src.bad {
		found := fmt.Sprintf("byte 0x%02X, which is not UTF-8", s.src.buf[s.src.end])
		err := s.failFound(found, "UTF-8").(*scan.Error)
		err.Err = scan.ErrEncoding
		return err
	} else if n == 0 {
		return s.failFound("end of input", expected)
	}
	r, _ := utf8.DecodeRune(s.src.buf[s.src.pos:s.src.end])
	switch {
	case r == '\n' || r == '\r':
		return s.failFound("end of line", expected)
	case r == '"':
		return s.failFound(`'"'`, expected)
	case strconv.IsPrint(r):
		return s.failFound(`"`+string(r)+`"`, expected)
	}
	return s.failFound(fmt.Sprintf("U+%04X", r), expected)
}

// peek returns the next byte, 0 when the source has no more.
func (s *Scanner) peek() (byte, error) {
	if s.src.pos < s.src.end {
		return s.src.buf[s.src.pos], nil
	}
	n, err := s.src.ensure(1)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		if s.src.bad {
			return 0, s.fail("")
		}
		return 0, nil
	}
	return s.src.buf[s.src.pos], nil
}

// has tells whether word stands next; if so it is read.
func (s *Scanner) has(word string) (bool, error) {
	n, err := s.src.ensure(len(word))
	if err != nil || n < len(word) || string(s.src.buf[s.src.pos:s.src.pos+len(word)]) != word {
		return false, err
	}
	s.src.pos += len(word)
	return true, nil
}

// want reads word.
func (s *Scanner) want(word, expected string) error {
	ok, err := s.has(word)
	if err == nil && !ok {
		err = s.fail(expected)
	}
	return err
}

// space reads white space and tells whether there was any.
func (s *Scanner) space() (any bool, err error) {
	for {
		c, err := s.peek()
		if err != nil || !isSpace(c) {
			return any, err
		}
		any = true
		s.src.pos++
	}
}

// room is an error if the token has grown too long.
func (s *Scanner) room() error {
	if len(s.buf) > s.o.MaxToken {
		return s.failFound(fmt.Sprintf("markup of more than %d bytes", s.o.MaxToken), "less")
	}
	return nil
}

// Next reads the next token. After an error, and after End, it returns the same
// again.
func (s *Scanner) Next() (Kind, error) {
	if s.err != nil {
		return End, s.err
	}
	kind, err := s.next()
	s.err = err
	return kind, err
}

func (s *Scanner) next() (Kind, error) {
	if s.closing {
		s.closing = false
		s.pop()
		return Close, nil
	}
	if cap(s.buf) > 16*windowSize {
		s.buf = nil
	}
	s.buf = s.buf[:0]
	s.text, s.attrs = span{}, s.attrs[:0]
	if !s.began {
		if err := s.declaration(); err != nil {
			return End, err
		}
	}
	for {
		c, err := s.peek()
		if err != nil {
			return End, err
		}
		doc := &s.stack[0]
		doc.count()
		s.line, s.column = doc.line+1, doc.column+1
		switch {
		case c == '<':
			kind, err := s.markup()
			if err != nil || kind != End {
				return kind, err
			}
		case c == 0 && s.src.pos == s.src.end:
			if len(s.stack) == 1 {
				return End, s.finish()
			}
			if err := s.leave(); err != nil {
				return End, err
			}
		case len(s.open) > 0:
			if err := s.readText(); err != nil {
				return End, err
			}
			if s.text.to > 0 {
				return Text, nil
			}
		default:
			if any, err := s.space(); err != nil {
				return End, err
			} else if !any {
				return End, s.fail(`white space or "<"`)
			}
		}
	}
}

// finish checks that the document is complete.
func (s *Scanner) finish() error {
	if len(s.open) > 0 {
		e := s.open[len(s.open)-1]
		return s.fail("</" + clip(s.names[e.name:]) + ">")
	}
	if !s.rooted {
		return s.fail("an element")
	}
	return nil
}

// markup reads what starts with "<"; End stands for what is no token.
func (s *Scanner) markup() (Kind, error) {
	if _, err := s.src.ensure(9); err != nil {
		return End, err
	}
	rest := s.src.buf[s.src.pos:s.src.end]
	switch {
	case bytes.HasPrefix(rest, []byte("</")):
		return Close, s.closeTag()
	case bytes.HasPrefix(rest, []byte("<?")):
		s.src.pos += 2
		return Instruction, s.instruction()
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.src.pos += 4
		return Comment, s.until("-->", "--", `"-->" after "--" in a comment`)
	case bytes.HasPrefix(rest, []byte("<![CDATA[")) && len(s.open) > 0:
		s.src.pos += 9
		if err := s.until("]]>", "", ""); err != nil {
			return End, err
		}
		if s.text.to == s.text.from {
			return End, nil
		}
		return Text, nil
	case bytes.HasPrefix(rest, []byte("<!DOCTYPE")):
		if s.rooted || s.doctype {
			return End, s.failFound("a DOCTYPE", "at most one, before the root element")
		}
		s.doctype = true
		s.src.pos += 9
		err := s.doctypeDecl()
		s.buf = s.buf[:0]
		return End, err
	}
	if len(s.open) == 0 && s.rooted {
		return End, s.failFound("an element or a CDATA section", "nothing after the root element")
	}
	s.src.pos++
	return Open, s.openTag()
}

// clip shortens a name for a message.
func clip(name []byte) string {
	const most = 80
	if len(name) > most {
		return string(bytes.ToValidUTF8(name[:most], nil)) + "…"
	}
	return string(name)
}
