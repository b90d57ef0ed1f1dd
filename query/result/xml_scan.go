package result

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxXMLDepth is how deep elements may nest: more than the deepest triple term
// needs.
const maxXMLDepth = 1000

// xmlKind is a kind of token.
type xmlKind uint8

const (
	xmlStart xmlKind = iota + 1
	xmlEnd           // an empty element has a start and an end
	xmlText
	xmlDone // of the document
)

// xmlSpace is a namespace, as far as results know it.
type xmlSpace uint8

const (
	spaceNone xmlSpace = iota
	spaceResults
	spaceITS
	spaceXML
	spaceOther
)

// xmlScan reads the tokens of an XML 1.0 document with namespaces, in UTF-8. It
// knows no document type: one without an internal subset is passed over, and
// entities are the five of XML.
type xmlScan struct {
	*Reader
	space    xmlSpace // of the element that has started
	local    []byte   // its name
	attrs    []xmlAttr
	values   []byte // of attributes
	text     []byte
	names    []byte // of the elements that are open, one after another
	ends     []int  // where each of them ends
	bindings []xmlBinding
	markup   bool // the input stands behind a <
	empty    bool // the element that has started has ended too
	seen     bool // the root element was read
}

// xmlAttr is an attribute: values[name:value] is its name, values[value:end] its
// value.
type xmlAttr struct {
	name, value, end int
	space            xmlSpace
	local            int // where the local name starts
}

type xmlBinding struct {
	prefix string
	space  xmlSpace
	depth  int
}

// xmlStops are the bytes that mean something in text: markup, references, line
// ends and what must not be there.
var xmlStops = func() (t [256]bool) {
	for c := range ' ' {
		t[c] = true
	}
	t['\t'] = false
	t['<'], t['&'] = true, true
	return t
}()

// next reads the next token.
func (s *xmlScan) next() (xmlKind, error) {
	if s.empty {
		s.empty = false
		s.pop()
		return xmlEnd, nil
	}
	s.text = s.text[:0]
	for {
		if s.markup {
			s.markup = false
			kind, err := s.tag()
			if kind != 0 || err != nil {
				return kind, err
			}
			continue
		}
		s.text = s.in.run(s.text, &xmlStops)
		if len(s.text) > s.o.MaxTerm {
			return 0, s.fail(fmt.Sprintf("a text is longer than %d bytes", s.o.MaxTerm), nil)
		}
		c, err := s.in.next()
		switch {
		case errors.Is(err, io.EOF):
			return s.end()
		case err != nil:
			return 0, s.unexpectedEnd(err)
		case c == '<':
			if kind, err := s.lessThan(); kind != 0 || err != nil {
				return kind, err
			}
		case c == '&':
			s.text, err = s.reference(s.text)
		case c == '\r':
			err = s.lineEnd()
			s.text = append(s.text, '\n')
		default:
			s.text = append(s.text, c)
		}
		if err != nil {
			return 0, err
		}
	}
}

// end is the end of the input.
func (s *xmlScan) end() (xmlKind, error) {
	if !s.seen || len(s.ends) > 0 {
		return 0, s.unexpectedEnd(io.EOF)
	}
	return xmlDone, s.checkText()
}

// checkText makes sure that the text is XML, and blank outside the root.
func (s *xmlScan) checkText() error {
	if !utf8.Valid(s.text) {
		return s.fail("the document is not UTF-8", nil)
	}
	if c, bad := noXML(s.text); bad {
		return s.fail(fmt.Sprintf("U+%04X is no character of XML", c), nil)
	}
	if len(s.ends) == 0 && len(bytes.TrimSpace(s.text)) > 0 {
		return s.fail(fmt.Sprintf("text %.40q outside the document element", s.text), nil)
	}
	return nil
}

// lessThan handles what follows a <: comments, instructions and CDATA go on
// with the text, which ends at a tag.
func (s *xmlScan) lessThan() (xmlKind, error) {
	c, err := s.in.next()
	if err != nil {
		return 0, s.unexpectedEnd(err)
	}
	switch c {
	case '?':
		return 0, s.instruction()
	case '!':
		return 0, s.declaration()
	}
	s.in.back(c)
	s.markup = true
	if len(s.text) == 0 {
		return 0, nil
	}
	return xmlText, s.checkText()
}

// instruction skips a processing instruction, and looks at the encoding of an
// XML declaration.
func (s *xmlScan) instruction() error {
	const looked = 256
	head := make([]byte, 0, looked)
	for last := byte(0); ; {
		c, err := s.in.next()
		if err != nil {
			return s.unexpectedEnd(err)
		}
		if last == '?' && c == '>' {
			break
		}
		if last = c; len(head) < looked {
			head = append(head, c)
		}
	}
	text, ok := strings.CutPrefix(string(head), "xml ")
	if !ok {
		return nil
	}
	if version := declaredIn(text, "version"); !strings.HasPrefix(version, "1.") {
		return s.fail(fmt.Sprintf("the version %.40q of XML is not read, 1.0 is", version), nil)
	}
	switch encoding := strings.ToLower(declaredIn(text, "encoding")); encoding {
	case "", "utf-8", "us-ascii":
		return nil
	default:
		return s.fail(fmt.Sprintf("the encoding %.40q is not read, UTF-8 is", encoding), nil)
	}
}

// declaredIn returns what an XML declaration says of a name; "" if nothing.
func declaredIn(text, name string) string {
	_, value, _ := strings.Cut(text, name)
	value = strings.TrimLeft(value, " \t\r\n=\"'")
	if n := strings.IndexAny(value, "\"'"); n >= 0 {
		return value[:n]
	}
	return ""
}

// declaration reads what starts with <!: a comment, CDATA or a document type.
func (s *xmlScan) declaration() error {
	c, err := s.in.next()
	if err != nil {
		return s.unexpectedEnd(err)
	}
	switch c {
	case '-':
		if err := s.literally("-"); err != nil {
			return err
		}
		_, err := s.until("--", nil, false)
		if err != nil {
			return err
		}
		return s.literally(">")
	case '[':
		if err := s.literally("CDATA["); err != nil {
			return err
		}
		s.text, err = s.until("]]>", s.text, true)
		return err
	case 'D':
		return s.documentType()
	}
	return s.fail("found a declaration that no result has", nil)
}

func (s *xmlScan) literally(word string) error {
	for i := range len(word) {
		c, err := s.in.next()
		if err != nil {
			return s.unexpectedEnd(err)
		}
		if c != word[i] {
			return s.fail(fmt.Sprintf("found %q, expected %q", rune(c), word[i:]), nil)
		}
	}
	return nil
}

// until reads up to and with a mark. What stands before is appended to dst, if
// it is to be kept.
func (s *xmlScan) until(mark string, dst []byte, keep bool) ([]byte, error) {
	var window [3]byte // the last bytes that were read
	for n := 0; ; n++ {
		c, err := s.in.next()
		if err != nil {
			return dst, s.unexpectedEnd(err)
		}
		if c == '\r' {
			if err := s.lineEnd(); err != nil {
				return dst, err
			}
			c = '\n'
		}
		window[0], window[1], window[2] = window[1], window[2], c
		if keep {
			if dst = append(dst, c); len(dst) > s.o.MaxTerm {
				return dst, s.fail(fmt.Sprintf("a text is longer than %d bytes", s.o.MaxTerm), nil)
			}
		}
		if n+1 >= len(mark) && string(window[len(window)-len(mark):]) == mark {
			if keep {
				dst = dst[:len(dst)-len(mark)]
			}
			return dst, nil
		}
	}
}

// documentType skips <!DOCTYPE …> without an internal subset.
func (s *xmlScan) documentType() error {
	if err := s.literally("OCTYPE"); err != nil {
		return err
	}
	if s.seen {
		return s.fail("a document type after the start of the document", nil)
	}
	for quote := byte(0); ; {
		c, err := s.in.next()
		switch {
		case err != nil:
			return s.unexpectedEnd(err)
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			return s.fail("a document type with declarations of its own is not read", nil)
		case c == '>':
			return nil
		}
	}
}

// lineEnd makes a carriage return that was read, with a line feed after it if
// there is one, a single line end.
func (s *xmlScan) lineEnd() error {
	c, err := s.in.next()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return s.unexpectedEnd(err)
	}
	if c != '\n' {
		s.in.back(c)
	}
	return nil
}

// reference reads a reference from behind its & and appends what it stands for.
func (s *xmlScan) reference(dst []byte) ([]byte, error) {
	var name [12]byte
	for n := 0; n < len(name); n++ {
		c, err := s.in.next()
		if err != nil {
			return dst, s.unexpectedEnd(err)
		}
		if c != ';' {
			name[n] = c
			continue
		}
		r, ok := referenced(string(name[:n]))
		if !ok {
			return dst, s.fail(fmt.Sprintf("the reference %q is unknown", "&"+string(name[:n])+";"), nil)
		}
		return utf8.AppendRune(dst, r), nil
	}
	return dst, s.fail(fmt.Sprintf("found %q, expected a reference", "&"+string(name[:])), nil)
}

func referenced(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if hex, isHex := strings.CutPrefix(digits, "x"); isHex {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, false
	}
	return rune(n), true
}
