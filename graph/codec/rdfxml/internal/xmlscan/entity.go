package xmlscan

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

const (
	// freeExpansion is what entities may add without being measured against the
	// input, in bytes.
	freeExpansion = 8 << 20
	// maxAmplification is how many times the input entities may add.
	maxAmplification = 100
	// maxEntityDepth is how deep entities may nest.
	maxEntityDepth = 32
)

// entity is what a declaration says. The text of an external one is never read.
type entity struct {
	text     []byte
	external bool
}

// predefined returns the character of one of the five entities of XML 1.0 §4.6.
func predefined(name []byte) byte {
	switch string(name) {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	return 0
}

// reference reads a character or entity reference. entered tells that the text of
// an entity comes next. In an attribute (inValue) it may have no "<".
func (s *Scanner) reference(inValue bool) (entered bool, err error) {
	s.src.pos++
	if ok, err := s.has("#"); err != nil {
		return false, err
	} else if ok {
		r, err := s.charRef()
		s.buf = utf8.AppendRune(s.buf, r)
		return false, err
	}
	from := len(s.buf)
	name, err := s.name(`the name of an entity; "&" alone is written "&amp;"`)
	if err != nil {
		return false, err
	}
	if err := s.want(";", `";" after the name of an entity`); err != nil {
		return false, err
	}
	text := s.buf[name.from:name.to]
	s.buf = s.buf[:from] // text stays readable until something is appended
	if c := predefined(text); c != 0 {
		s.buf = append(s.buf, c)
		return false, nil
	}
	e, ok := s.entities[string(text)]
	switch {
	case !ok:
		return false, s.failFound("entity "+strconv.Quote(clip(text)), "one that the document declares itself (nothing external is read)")
	case e.external:
		return false, s.failFound("external entity "+strconv.Quote(clip(text)), "none: nothing external is read")
	case inValue && bytes.IndexByte(e.text, '<') >= 0:
		return false, s.failFound(`"<" by way of entity `+strconv.Quote(clip(text)), `an attribute's value, which has no "<"`)
	}
	return true, s.enter(string(text), e.text)
}

// charRef reads a character reference after "&#".
func (s *Scanner) charRef() (rune, error) {
	base, digits := rune(10), 0
	if ok, err := s.has("x"); err != nil {
		return 0, err
	} else if ok {
		base = 16
	}
	var r rune
	for {
		c, err := s.peek()
		if err != nil {
			return 0, err
		}
		var d rune
		switch {
		case '0' <= c && c <= '9':
			d = rune(c - '0')
		case base == 16 && 'a' <= c|0x20 && c|0x20 <= 'f':
			d = rune(c|0x20-'a') + 10
		case c == ';' && digits > 0:
			if !IsChar(r) {
				return 0, s.failFound(fmt.Sprintf("a reference to character %X", r), "a character that XML knows")
			}
			s.src.pos++
			return r, nil
		default:
			return 0, s.fail(`digits and ";" of a character reference`)
		}
		s.src.pos++
		digits++
		if r = r*base + d; r > utf8.MaxRune {
			return 0, s.failFound("a reference to a character beyond U+10FFFF", "a character")
		}
	}
}

// enter goes on with the text of an entity.
func (s *Scanner) enter(name string, text []byte) error {
	if len(s.stack) > maxEntityDepth {
		return s.failFound("entity "+strconv.Quote(name)+fmt.Sprintf(" within %d others", maxEntityDepth), "less nesting")
	}
	for i := range s.stack {
		if s.stack[i].entity == name {
			return s.failFound("entity "+strconv.Quote(name)+" within itself", "another one")
		}
	}
	if err := s.charge(len(text) + 1); err != nil {
		return err
	}
	s.stack = append(s.stack, source{buf: text, end: len(text), entity: name, depth: len(s.open), eof: true})
	s.src = &s.stack[len(s.stack)-1]
	return nil
}

// charge counts what entities and defaults add to the input.
func (s *Scanner) charge(n int) error {
	s.expanded += int64(n)
	if s.expanded > freeExpansion && s.expanded/maxAmplification > s.stack[0].read {
		return s.failFound(fmt.Sprintf("%d bytes by way of entities", s.expanded),
			fmt.Sprintf("at most %d times the input", maxAmplification))
	}
	return nil
}

// leave goes back to where the entity was referred to.
func (s *Scanner) leave() error {
	if len(s.open) != s.src.depth {
		return s.fail("</" + clip(s.names[s.open[len(s.open)-1].name:]) + ">, because elements start and end in the same entity")
	}
	s.drop()
	return nil
}

func (s *Scanner) drop() {
	s.stack = s.stack[:len(s.stack)-1]
	s.src = &s.stack[len(s.stack)-1]
}
