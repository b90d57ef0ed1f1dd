package result

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// maxJSONDepth is how deep values of a document may nest.
const maxJSONDepth = 300

// jsonScan reads JSON (RFC 8259) byte by byte.
type jsonScan struct {
	*Reader
	depth int
	key   []byte // of the object that is being read, borrowed
}

// space skips white space and returns the byte after it.
func (s *jsonScan) space() (byte, error) {
	for {
		c, err := s.in.next()
		if err != nil {
			return 0, s.unexpectedEnd(err)
		}
		switch c {
		case ' ', '\t', '\n', '\r':
		default:
			return c, nil
		}
	}
}

func (s *jsonScan) unexpected(c byte, expected string) error {
	return s.fail(fmt.Sprintf("found %q, expected %s", rune(c), expected), nil)
}

func (s *jsonScan) expect(want byte) error {
	c, err := s.space()
	if err == nil && c != want {
		err = s.unexpected(c, fmt.Sprintf("%q", rune(want)))
	}
	return err
}

// object reads an object from its brace on; member reads the value of each key.
func (s *jsonScan) object(member func(key []byte) error) error {
	if err := s.expect('{'); err != nil {
		return err
	}
	return s.members(true, member)
}

// members reads the rest of an object. first: no member was read before.
func (s *jsonScan) members(first bool, member func(key []byte) error) error {
	for {
		key, err := s.nextKey(first)
		if err != nil || key == nil {
			return err
		}
		first = false
		if err := member(key); err != nil {
			return err
		}
	}
}

// nextKey reads up to the value of the next member; nil at the end of the
// object. The key is valid until the next call.
func (s *jsonScan) nextKey(first bool) ([]byte, error) {
	c, err := s.space()
	if err != nil {
		return nil, err
	}
	if c == '}' {
		return nil, nil
	}
	if !first {
		if c != ',' {
			return nil, s.unexpected(c, `"," or "}"`)
		}
		if c, err = s.space(); err != nil {
			return nil, err
		}
	}
	if c != '"' {
		return nil, s.unexpected(c, "a key in quotes")
	}
	if s.key, err = s.text(s.key[:0]); err != nil {
		return nil, err
	}
	if s.key == nil {
		s.key = []byte{}
	}
	return s.key, s.expect(':')
}

// array reads an array; element reads each value.
func (s *jsonScan) array(element func() error) error {
	if err := s.expect('['); err != nil {
		return err
	}
	for first := true; ; first = false {
		more, err := s.nextElement(first)
		if err != nil || !more {
			return err
		}
		if err := element(); err != nil {
			return err
		}
	}
}

// nextElement reads up to the next value of an array; false at its end.
func (s *jsonScan) nextElement(first bool) (bool, error) {
	c, err := s.space()
	if err != nil || c == ']' {
		return false, err
	}
	if first {
		s.in.back(c)
		return true, nil
	}
	if c != ',' {
		return false, s.unexpected(c, `"," or "]"`)
	}
	return true, nil
}

// str reads a string value and appends it to dst.
func (s *jsonScan) str(dst []byte) ([]byte, error) {
	if err := s.expect('"'); err != nil {
		return dst, err
	}
	return s.text(dst)
}

// text reads a string from behind its first quote.
func (s *jsonScan) text(dst []byte) ([]byte, error) {
	from := len(dst)
	for {
		dst = s.in.run(dst, &jsonStops)
		c, err := s.in.next()
		switch {
		case err != nil:
			return dst, s.unexpectedEnd(err)
		case c == '"':
			if !utf8.Valid(dst[from:]) {
				return dst, s.fail("a string is not UTF-8", nil)
			}
			return dst, nil
		case c == '\\':
			if dst, err = s.escape(dst); err != nil {
				return dst, err
			}
		case c < ' ':
			return dst, s.unexpected(c, "an escape for a control character")
		default:
			dst = append(dst, c)
		}
		if len(dst)-from > s.o.MaxTerm {
			return dst, s.fail(fmt.Sprintf("a string is longer than %d bytes", s.o.MaxTerm), nil)
		}
	}
}

// escape reads an escape from behind its backslash.
func (s *jsonScan) escape(dst []byte) ([]byte, error) {
	c, err := s.in.next()
	if err != nil {
		return dst, s.unexpectedEnd(err)
	}
	switch c {
	case '"', '\\', '/':
		return append(dst, c), nil
	case 'b':
		return append(dst, '\b'), nil
	case 'f':
		return append(dst, '\f'), nil
	case 'n':
		return append(dst, '\n'), nil
	case 'r':
		return append(dst, '\r'), nil
	case 't':
		return append(dst, '\t'), nil
	case 'u':
		r, err := s.hex4()
		if err != nil {
			return dst, err
		}
		if utf16.IsSurrogate(r) {
			if r, err = s.surrogate(r); err != nil {
				return dst, err
			}
		}
		return utf8.AppendRune(dst, r), nil
	}
	return dst, s.unexpected(c, "an escape of JSON")
}

func (s *jsonScan) hex4() (rune, error) {
	var r rune
	for range 4 {
		c, err := s.in.next()
		if err != nil {
			return 0, s.unexpectedEnd(err)
		}
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, s.unexpected(c, "a hexadecimal digit")
		}
		r = r<<4 | rune(c)
	}
	return r, nil
}

// surrogate reads the second half of a pair.
func (s *jsonScan) surrogate(high rune) (rune, error) {
	for _, want := range []byte{'\\', 'u'} {
		c, err := s.in.next()
		if err != nil {
			return 0, s.unexpectedEnd(err)
		}
		if c != want {
			return 0, s.unexpected(c, "the second half of a surrogate pair")
		}
	}
	low, err := s.hex4()
	if err != nil {
		return 0, err
	}
	r := utf16.DecodeRune(high, low)
	if r == utf8.RuneError {
		return 0, s.fail("a surrogate stands alone", nil)
	}
	return r, nil
}

// boolValue reads true or false.
func (s *jsonScan) boolValue() (bool, error) {
	c, err := s.space()
	if err != nil {
		return false, err
	}
	switch c {
	case 't':
		return true, s.rest("rue")
	case 'f':
		return false, s.rest("alse")
	}
	return false, s.unexpected(c, "true or false")
}

func (s *jsonScan) rest(word string) error {
	for i := range len(word) {
		c, err := s.in.next()
		if err != nil {
			return s.unexpectedEnd(err)
		}
		if c != word[i] {
			return s.unexpected(c, fmt.Sprintf("%q", rune(word[i])))
		}
	}
	return nil
}

// skip reads any value.
func (s *jsonScan) skip() error {
	if s.depth++; s.depth > maxJSONDepth {
		return s.fail(fmt.Sprintf("values nest deeper than %d", maxJSONDepth), nil)
	}
	defer func() { s.depth-- }()
	c, err := s.space()
	if err != nil {
		return err
	}
	switch c {
	case '{':
		return s.members(true, func([]byte) error { return s.skip() })
	case '[':
		s.in.back(c)
		return s.array(s.skip)
	case '"':
		_, err := s.text(nil)
		return err
	case 't':
		return s.rest("rue")
	case 'f':
		return s.rest("alse")
	case 'n':
		return s.rest("ull")
	}
	return s.skipNumber(c)
}

// skipNumber reads a number, of which the first byte is c.
func (s *jsonScan) skipNumber(c byte) error {
	var number [64]byte
	n := 0
	for {
		isPart := '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
		if !isPart {
			s.in.back(c)
			break
		}
		if n == len(number) {
			return s.fail("a number is too long", nil)
		}
		number[n] = c
		n++
		var err error
		if c, err = s.in.next(); err != nil {
			return s.unexpectedEnd(err) // a number is never the end of a document
		}
	}
	if !validNumber(number[:n]) {
		return s.unexpected(c, "a value")
	}
	return nil
}

// validNumber checks RFC 8259 §6.
func validNumber(b []byte) bool {
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	whole := digits(b)
	if whole == 0 || whole > 1 && b[0] == '0' {
		return false
	}
	b = b[whole:]
	if len(b) > 0 && b[0] == '.' {
		n := digits(b[1:])
		if n == 0 {
			return false
		}
		b = b[1+n:]
	}
	if len(b) > 0 && (b[0] == 'e' || b[0] == 'E') {
		b = b[1:]
		if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		n := digits(b)
		return n > 0 && n == len(b)
	}
	return len(b) == 0
}

// jsonStops are the bytes that mean something within a string.
var jsonStops = func() (t [256]bool) {
	for c := range ' ' {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()
