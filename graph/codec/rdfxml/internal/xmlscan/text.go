package xmlscan

// until reads text up to end. stop is what the text may not have otherwise.
func (s *Scanner) until(end, stop, expected string) error {
	s.text.from = len(s.buf)
	for {
		if err := s.run(end[0]); err != nil {
			return err
		}
		if ok, err := s.has(end); err != nil || ok {
			s.text.to = len(s.buf)
			return err
		}
		if stop != "" {
			if ok, err := s.has(stop); err != nil {
				return err
			} else if ok {
				return s.fail(expected)
			}
		}
		c, err := s.peek()
		if err != nil {
			return err
		}
		if c != end[0] {
			return s.fail(`a character that XML knows, or "` + end + `"`)
		}
		s.buf = append(s.buf, c)
		s.src.pos++
		if err := s.room(); err != nil {
			return err
		}
	}
}

// plain marks the bytes of text that need no look.
var plain = func() (t [256]bool) {
	for c := 0x20; c < 0x100; c++ {
		t[c] = c != '<' && c != '&' && c != ']' && c != 0xEF
	}
	t['\t'], t['\n'] = true, true
	return t
}()

// run copies characters up to the byte stop, or one that XML does not know, or
// the end of the source. Line ends become LF.
func (s *Scanner) run(stop byte) error {
	for {
		src := s.src
		i := src.pos
		for i < src.end && src.buf[i] != stop && plain[src.buf[i]] {
			i++
		}
		s.buf = append(s.buf, src.buf[src.pos:i]...)
		src.pos = i
		if err := s.room(); err != nil {
			return err
		}
		c, err := s.peek()
		switch {
		case err != nil || c == stop:
			return err
		case c == 0 && src.pos == src.end:
			return nil
		case plain[c]: // the window has moved
		case c == '\r':
			if err := s.carriageReturn('\n'); err != nil {
				return err
			}
		case c == 0xEF:
			if ok, err := s.noncharacter(); err != nil || ok {
				return err
			}
		case c == '<' || c == '&' || c == ']':
			s.buf = append(s.buf, c)
			src.pos++
		default:
			return nil
		}
	}
}

// carriageReturn reads CR, and LF after it, and stores as for them. In an entity
// CR comes from a character reference and stays as it is.
func (s *Scanner) carriageReturn(as byte) error {
	s.src.pos++
	if s.src.entity != "" {
		if as == '\n' {
			as = '\r'
		}
		s.buf = append(s.buf, as)
		return nil
	}
	if c, err := s.peek(); err != nil {
		return err
	} else if c == '\n' {
		s.src.pos++
	}
	s.buf = append(s.buf, as)
	return nil
}

// noncharacter tells whether U+FFFE or U+FFFF comes next; any other character is
// copied.
func (s *Scanner) noncharacter() (bool, error) {
	n, err := s.src.ensure(3)
	if err != nil || n < 3 {
		return true, err
	}
	p := s.src.buf[s.src.pos : s.src.pos+3]
	if p[1] == 0xBF && p[2] >= 0xBE {
		return true, nil
	}
	s.buf = append(s.buf, p...)
	s.src.pos += 3
	return false, nil
}

// readText reads a piece of text, up to markup, an entity or the end of the
// window.
func (s *Scanner) readText() error {
	for {
		src := s.src
		i := src.pos
		for i < src.end && plain[src.buf[i]] {
			i++
		}
		s.buf = append(s.buf, src.buf[src.pos:i]...)
		src.pos = i
		s.text.to = len(s.buf)
		if i == src.end || s.text.to >= windowSize {
			return nil // the next call goes on
		}
		switch c := src.buf[i]; c {
		case '<':
			return nil
		case '&':
			if entered, err := s.reference(false); err != nil || entered {
				s.text.to = len(s.buf)
				return err
			}
		case ']':
			if ok, err := s.has("]]>"); err != nil {
				return err
			} else if ok {
				return s.failFound(`"]]>"`, "it in CDATA sections alone")
			}
			s.buf = append(s.buf, c)
			s.src.pos++
		case '\r':
			if err := s.carriageReturn('\n'); err != nil {
				return err
			}
		case 0xEF:
			if bad, err := s.noncharacter(); err != nil {
				return err
			} else if bad {
				return s.fail("a character that XML knows")
			}
		default:
			return s.fail("a character that XML knows")
		}
	}
}
