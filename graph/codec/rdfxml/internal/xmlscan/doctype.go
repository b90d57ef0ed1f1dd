package xmlscan

import (
	"bytes"
	"strconv"
)

// attDefault is the default value of an attribute. A tokenized attribute has its
// value's spaces collapsed.
type attDefault struct {
	name, value []byte
	given       bool // there is a default
	tokenized   bool
}

// doctypeDecl reads a document type declaration after "<!DOCTYPE" (XML 1.0 §2.8).
func (s *Scanner) doctypeDecl() error {
	if err := s.wantSpace(); err != nil {
		return err
	}
	if _, err := s.name("the name of the root element"); err != nil {
		return err
	}
	if _, err := s.space(); err != nil {
		return err
	}
	if _, err := s.externalID(); err != nil {
		return err
	}
	if _, err := s.space(); err != nil {
		return err
	}
	if ok, err := s.has("["); err != nil {
		return err
	} else if ok {
		if err := s.subset(); err != nil {
			return err
		}
		if _, err := s.space(); err != nil {
			return err
		}
	}
	return s.want(">", `">" of the DOCTYPE`)
}

func (s *Scanner) wantSpace() error {
	any, err := s.space()
	if err == nil && !any {
		err = s.fail("white space")
	}
	return err
}

// externalID reads SYSTEM or PUBLIC with their literals, if they are there.
func (s *Scanner) externalID() (bool, error) {
	literals := 0
	if ok, err := s.has("SYSTEM"); err != nil {
		return false, err
	} else if ok {
		literals = 1
	} else if ok, err := s.has("PUBLIC"); err != nil {
		return false, err
	} else if ok {
		literals = 2
	}
	for range literals {
		if err := s.wantSpace(); err != nil {
			return false, err
		}
		if err := s.skipLiteral(); err != nil {
			return false, err
		}
	}
	return literals > 0, nil
}

// skipLiteral reads a quoted text and forgets it.
func (s *Scanner) skipLiteral() error {
	quote, err := s.peek()
	if err != nil {
		return err
	}
	if quote != '"' && quote != '\'' {
		return s.fail("a quoted text")
	}
	s.src.pos++
	from := len(s.buf)
	if err := s.run(quote); err != nil {
		return err
	}
	s.buf = s.buf[:from]
	return s.want(string(rune(quote)), string(rune(quote))+" at the end of a text")
}

// subset reads the internal subset after "[".
func (s *Scanner) subset() error {
	level := len(s.stack)
	for {
		s.buf = s.buf[:0]
		if _, err := s.space(); err != nil {
			return err
		}
		c, err := s.peek()
		if err != nil {
			return err
		}
		switch {
		case c == 0 && s.src.pos == s.src.end && len(s.stack) > level:
			s.drop()
		case c == ']' && len(s.stack) == level:
			s.src.pos++
			return nil
		case c == '%':
			err = s.parameter()
		case c == '<':
			err = s.subsetMarkup()
		default:
			err = s.fail(`a declaration or "]" of the DOCTYPE`)
		}
		if err != nil {
			return err
		}
	}
}

// parameter enters a parameter entity.
func (s *Scanner) parameter() error {
	s.src.pos++
	name, err := s.name("the name of a parameter entity")
	if err != nil {
		return err
	}
	if err := s.want(";", `";" after the name of an entity`); err != nil {
		return err
	}
	text := string(s.buf[name.from:name.to])
	e, ok := s.parameters[text]
	if !ok || e.external {
		return s.failFound("parameter entity "+strconv.Quote(clip([]byte(text))), "one that the document declares itself (nothing external is read)")
	}
	return s.enter("%"+text, e.text)
}

// subsetMarkup reads a declaration, a comment or a processing instruction.
func (s *Scanner) subsetMarkup() error {
	for _, m := range []struct {
		word string
		read func() error
	}{
		{"<!ENTITY", s.entityDecl},
		{"<!ATTLIST", s.attlistDecl},
		{"<!ELEMENT", s.skipDecl},
		{"<!NOTATION", s.skipDecl},
		{"<!--", func() error { return s.until("-->", "--", `"-->" after "--" in a comment`) }},
		{"<?", s.instruction},
	} {
		if ok, err := s.has(m.word); err != nil {
			return err
		} else if ok {
			return m.read()
		}
	}
	return s.fail("ENTITY, ATTLIST, ELEMENT, NOTATION, a comment or a processing instruction")
}

// skipDecl reads a declaration that matters to validation alone.
func (s *Scanner) skipDecl() error {
	if err := s.wantSpace(); err != nil {
		return err
	}
	for {
		c, err := s.peek()
		if err != nil {
			return err
		}
		switch {
		case c == '>':
			s.src.pos++
			return nil
		case c == '"' || c == '\'':
			if err := s.skipLiteral(); err != nil {
				return err
			}
		case c == '<' || !plain[c]:
			return s.fail(`">" of the declaration`)
		default:
			s.src.pos++
		}
	}
}

// entityDecl reads an entity declaration after "<!ENTITY" (XML 1.0 §4.2). The
// first of a name counts.
func (s *Scanner) entityDecl() error {
	if err := s.wantSpace(); err != nil {
		return err
	}
	table := &s.entities
	if ok, err := s.has("%"); err != nil {
		return err
	} else if ok {
		table = &s.parameters
		if err := s.wantSpace(); err != nil {
			return err
		}
	}
	span, err := s.name("the name of an entity")
	if err != nil {
		return err
	}
	name := string(s.buf[span.from:span.to])
	if err := s.wantSpace(); err != nil {
		return err
	}
	var e entity
	if e.external, err = s.externalID(); err != nil {
		return err
	}
	if !e.external {
		if e.text, err = s.entityValue(); err != nil {
			return err
		}
	}
	if e.external { // NDATA and the name of a notation may follow
		return s.declare(table, name, e, s.skipRest)
	}
	return s.declare(table, name, e, func() error {
		if _, err := s.space(); err != nil {
			return err
		}
		return s.want(">", `">" of the declaration`)
	})
}

func (s *Scanner) declare(table *map[string]entity, name string, e entity, end func() error) error {
	if *table == nil {
		*table = map[string]entity{}
	}
	if _, ok := (*table)[name]; !ok {
		(*table)[name] = e
	}
	return end()
}

// skipRest reads NDATA, if it is there, and ">".
func (s *Scanner) skipRest() error {
	any, err := s.space()
	if err != nil {
		return err
	}
	if any {
		if ok, err := s.has("NDATA"); err != nil {
			return err
		} else if ok {
			if err := s.wantSpace(); err != nil {
				return err
			}
			if _, err := s.name("the name of a notation"); err != nil {
				return err
			}
			if _, err := s.space(); err != nil {
				return err
			}
		}
	}
	return s.want(">", `">" of the declaration`)
}

// entityValue reads the text of an entity: character references are resolved,
// entities are not (XML 1.0 §4.4).
func (s *Scanner) entityValue() ([]byte, error) {
	quote, err := s.peek()
	if err != nil {
		return nil, err
	}
	if quote != '"' && quote != '\'' {
		return nil, s.fail("a quoted text, SYSTEM or PUBLIC")
	}
	s.src.pos++
	from := len(s.buf)
	for {
		c, err := s.peek()
		if err != nil {
			return nil, err
		}
		switch {
		case c == quote:
			s.src.pos++
			return bytes.Clone(s.buf[from:]), nil
		case c == '%':
			return nil, s.fail("no parameter entity within a declaration")
		case c == '&':
			err = s.keepReference()
		case c == '\r':
			err = s.carriageReturn('\n')
		case c == 0xEF:
			var bad bool
			if bad, err = s.noncharacter(); err == nil && bad {
				err = s.fail("a character that XML knows")
			}
		case plain[c] || c == '<' || c == ']':
			s.buf = append(s.buf, c)
			s.src.pos++
		default:
			err = s.fail(string(rune(quote)) + " at the end of a text")
		}
		if err == nil {
			err = s.room()
		}
		if err != nil {
			return nil, err
		}
	}
}

// keepReference resolves a character reference and keeps one to an entity.
func (s *Scanner) keepReference() error {
	s.src.pos++
	if ok, err := s.has("#"); err != nil {
		return err
	} else if ok {
		r, err := s.charRef()
		s.buf = append(s.buf, string(r)...)
		return err
	}
	s.buf = append(s.buf, '&')
	if _, err := s.name("the name of an entity"); err != nil {
		return err
	}
	s.buf = append(s.buf, ';')
	return s.want(";", `";" after the name of an entity`)
}

// attlistDecl reads an attribute-list declaration after "<!ATTLIST" (XML 1.0
// §3.3).
func (s *Scanner) attlistDecl() error {
	if err := s.wantSpace(); err != nil {
		return err
	}
	span, err := s.name("the name of an element")
	if err != nil {
		return err
	}
	element := string(s.buf[span.from:span.to])
	for {
		any, err := s.space()
		if err != nil {
			return err
		}
		if ok, err := s.has(">"); err != nil || ok {
			return err
		}
		if !any {
			return s.fail("white space")
		}
		d, err := s.attDef()
		if err != nil {
			return err
		}
		s.addDefault(element, d)
	}
}

func (s *Scanner) addDefault(element string, d attDefault) {
	for _, old := range s.defaults[element] {
		if bytes.Equal(old.name, d.name) {
			return // the first declaration counts
		}
	}
	if s.defaults == nil {
		s.defaults = map[string][]attDefault{}
	}
	s.defaults[element] = append(s.defaults[element], d)
}

// attDef reads the definition of one attribute.
func (s *Scanner) attDef() (attDefault, error) {
	var d attDefault
	span, err := s.name("the name of an attribute")
	if err != nil {
		return d, err
	}
	d.name = bytes.Clone(s.buf[span.from:span.to])
	if err := s.wantSpace(); err != nil {
		return d, err
	}
	if d.tokenized, err = s.attType(); err != nil {
		return d, err
	}
	if err := s.wantSpace(); err != nil {
		return d, err
	}
	for _, word := range []string{"#REQUIRED", "#IMPLIED"} {
		if ok, err := s.has(word); err != nil || ok {
			return d, err
		}
	}
	if ok, err := s.has("#FIXED"); err != nil {
		return d, err
	} else if ok {
		if err := s.wantSpace(); err != nil {
			return d, err
		}
	}
	value, err := s.attValue()
	if err != nil {
		return d, err
	}
	d.given = true
	d.value = bytes.Clone(s.buf[value.from:value.to])
	if d.tokenized {
		d.value = collapse(d.value)
	}
	return d, nil
}

// attType reads the type of an attribute; all but CDATA are tokenized.
func (s *Scanner) attType() (tokenized bool, err error) {
	if ok, err := s.has("CDATA"); err != nil || ok {
		return false, err
	}
	if c, err := s.peek(); err != nil {
		return false, err
	} else if c != '(' {
		name, err := s.name("the type of an attribute")
		if err != nil {
			return false, err
		}
		if string(s.buf[name.from:name.to]) != "NOTATION" {
			return true, nil
		}
		if err := s.wantSpace(); err != nil {
			return false, err
		}
	}
	if err := s.want("(", `"(" of a list of values`); err != nil {
		return false, err
	}
	for {
		c, err := s.peek()
		if err != nil {
			return false, err
		}
		if c == '<' || c == '>' || !plain[c] {
			return false, s.fail(`")" of a list of values`)
		}
		s.src.pos++
		if c == ')' {
			return true, nil
		}
	}
}

// collapse drops spaces at the ends and all but one of a run.
func collapse(value []byte) []byte { return bytes.Join(bytes.Fields(value), []byte{' '}) }

// applyDefaults adds the attributes that an element lacks, and normalises
// tokenized ones.
func (s *Scanner) applyDefaults(defaults []attDefault) error {
	for _, d := range defaults {
		found := false
		for i := range s.attrs {
			a := &s.attrs[i]
			from := a.local.from
			if a.prefix.to > a.prefix.from {
				from = a.prefix.from
			}
			if !bytes.Equal(s.buf[from:a.local.to], d.name) {
				continue
			}
			found = true
			if d.tokenized {
				value := collapse(s.buf[a.value.from:a.value.to])
				a.value.to = a.value.from + copy(s.buf[a.value.from:], value)
			}
		}
		if found || !d.given {
			continue
		}
		if err := s.charge(len(d.name) + len(d.value)); err != nil {
			return err
		}
		name := span{len(s.buf), len(s.buf) + len(d.name)}
		s.buf = append(append(s.buf, d.name...), d.value...)
		if err := s.addAttr(name, span{name.to, len(s.buf)}); err != nil {
			return err
		}
	}
	return nil
}
