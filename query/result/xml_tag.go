package result

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// tag reads a tag from behind its <.
func (s *xmlScan) tag() (xmlKind, error) {
	c, err := s.in.next()
	if err != nil {
		return 0, s.unexpectedEnd(err)
	}
	if c == '/' {
		return xmlEnd, s.endTag()
	}
	s.in.back(c)
	return xmlStart, s.startTag()
}

// startTag reads the name and the attributes of an element.
func (s *xmlScan) startTag() error {
	if s.seen && len(s.ends) == 0 {
		return s.fail("a second document element", nil)
	}
	if s.seen = true; len(s.ends) == maxXMLDepth {
		return s.fail(fmt.Sprintf("elements nest deeper than %d", maxXMLDepth), nil)
	}
	from := len(s.names)
	var err error
	if s.names, err = s.name(s.names); err != nil {
		return err
	}
	s.ends = append(s.ends, len(s.names))
	s.attrs, s.values = s.attrs[:0], s.values[:0]
	for {
		spaced, c, err := s.blank()
		switch {
		case err != nil:
			return err
		case c == '>':
			return s.resolve(s.names[from:])
		case c == '/':
			s.empty = true
			if err := s.literally(">"); err != nil {
				return err
			}
			return s.resolve(s.names[from:])
		case !spaced:
			return s.fail(fmt.Sprintf("found %q in a tag", rune(c)), nil)
		}
		s.in.back(c)
		if err := s.attribute(); err != nil {
			return err
		}
	}
}

// blank skips white space and returns the byte after it.
func (s *xmlScan) blank() (spaced bool, c byte, err error) {
	for {
		if c, err = s.in.next(); err != nil {
			return spaced, 0, s.unexpectedEnd(err)
		}
		switch c {
		case ' ', '\t', '\n', '\r':
			spaced = true
		default:
			return spaced, c, nil
		}
	}
}

// xmlNameByte marks the bytes that may stand in a name; what is beyond ASCII is
// not told apart further.
var xmlNameByte = func() (t [256]bool) {
	for c := range t {
		t[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
			c == '_' || c == '-' || c == '.' || c == ':' || c >= utf8.RuneSelf
	}
	return t
}()

// xmlNameStops and xmlValueStops are the bytes at which a name and the value of an
// attribute may end, or that must be looked at.
var xmlNameStops, xmlValueStops = func() (name, value [256]bool) {
	for c := range name {
		name[c] = !xmlNameByte[c]
		value[c] = c < ' ' || c == '"' || c == '\'' || c == '<' || c == '&'
	}
	return name, value
}()

// maxXMLName is the greatest length of a name in bytes.
const maxXMLName = 1000

// name reads a name and appends it to dst.
func (s *xmlScan) name(dst []byte) ([]byte, error) {
	from := len(dst)
	for {
		dst = s.in.run(dst, &xmlNameStops)
		c, err := s.in.next()
		if err != nil {
			return dst, s.unexpectedEnd(err)
		}
		if !xmlNameByte[c] {
			s.in.back(c)
			break
		}
		if dst = append(dst, c); len(dst)-from > maxXMLName {
			return dst, s.fail("a name is too long", nil)
		}
	}
	name := dst[from:]
	if len(name) == 0 || '0' <= name[0] && name[0] <= '9' || name[0] == '-' || name[0] == '.' || name[0] == ':' ||
		name[len(name)-1] == ':' || bytes.Count(name, []byte{':'}) > 1 || !utf8.Valid(name) {
		return dst, s.fail(fmt.Sprintf("found %.40q, expected a name", name), nil)
	}
	return dst, nil
}

// attribute reads name="value".
func (s *xmlScan) attribute() error {
	a := xmlAttr{name: len(s.values)}
	var err error
	if s.values, err = s.name(s.values); err != nil {
		return err
	}
	a.value = len(s.values)
	_, c, err := s.blank()
	if err == nil && c != '=' {
		err = s.fail(fmt.Sprintf("found %q, expected = after the name of an attribute", rune(c)), nil)
	}
	if err != nil {
		return err
	}
	_, quote, err := s.blank()
	if err == nil && quote != '"' && quote != '\'' {
		err = s.fail(fmt.Sprintf("found %q, expected the value of an attribute in quotes", rune(quote)), nil)
	}
	if err != nil {
		return err
	}
	if err := s.attributeValue(quote); err != nil {
		return err
	}
	a.end = len(s.values)
	a.local = a.name + bytes.IndexByte(s.values[a.name:a.value], ':') + 1
	s.attrs = append(s.attrs, a)
	if value := s.values[a.value:a.end]; !utf8.Valid(value) {
		return s.fail("the document is not UTF-8", nil)
	} else if c, bad := noXML(value); bad {
		return s.fail(fmt.Sprintf("U+%04X is no character of XML", c), nil)
	}
	return nil
}

// attributeValue reads a value up to its closing quote; white space in it
// becomes blanks (XML 1.0 §3.3.3).
func (s *xmlScan) attributeValue(quote byte) error {
	from := len(s.values)
	for {
		s.values = s.in.run(s.values, &xmlValueStops)
		c, err := s.in.next()
		if err != nil {
			return s.unexpectedEnd(err)
		}
		switch c {
		case quote:
			return nil
		case '<':
			return s.fail("found < in the value of an attribute", nil)
		case '&':
			if s.values, err = s.reference(s.values); err != nil {
				return err
			}
			continue
		case '\r':
			if err := s.lineEnd(); err != nil {
				return err
			}
			c = ' '
		case '\n', '\t':
			c = ' '
		}
		if s.values = append(s.values, c); len(s.values)-from > s.o.MaxTerm {
			return s.fail(fmt.Sprintf("a value is longer than %d bytes", s.o.MaxTerm), nil)
		}
	}
}

// endTag reads the rest of an end tag.
func (s *xmlScan) endTag() error {
	from := len(s.names)
	names, err := s.name(s.names)
	s.names = names[:from]
	if err != nil {
		return err
	}
	name := names[from:]
	_, c, err := s.blank()
	if err == nil && c != '>' {
		err = s.fail(fmt.Sprintf("found %q in an end tag", rune(c)), nil)
	}
	if err != nil {
		return err
	}
	open := 0
	if n := len(s.ends); n > 1 {
		open = s.ends[n-2]
	}
	if len(s.ends) == 0 || !bytes.Equal(s.names[open:], name) {
		return s.fail(fmt.Sprintf("</%.40s> ends an element that is not open here", name), nil)
	}
	s.pop()
	return nil
}

// pop closes the innermost element.
func (s *xmlScan) pop() {
	for n := len(s.bindings); n > 0 && s.bindings[n-1].depth == len(s.ends); n-- {
		s.bindings = s.bindings[:n-1]
	}
	s.ends = s.ends[:len(s.ends)-1]
	s.names = s.names[:0]
	if n := len(s.ends); n > 0 {
		s.names = s.names[:s.ends[n-1]]
	}
}

// resolve declares the namespaces of a start tag and finds those of its name and
// its attributes.
func (s *xmlScan) resolve(name []byte) error {
	for _, a := range s.attrs {
		prefix, declares := declared(s.values[a.name:a.value])
		if declares {
			s.bindings = append(s.bindings, xmlBinding{string(prefix), spaceOf(s.values[a.value:a.end]), len(s.ends)})
		}
	}
	var err error
	if s.space, s.local, err = s.split(name, true); err != nil {
		return err
	}
	for i := range s.attrs {
		a := &s.attrs[i]
		full := s.values[a.name:a.value]
		if _, declares := declared(full); declares {
			a.space = spaceOther
		} else if a.space, _, err = s.split(full, false); err != nil {
			return err
		}
		for _, b := range s.attrs[:i] {
			if bytes.Equal(full, s.values[b.name:b.value]) {
				return s.fail(fmt.Sprintf("the attribute %.40q stands twice", full), nil)
			}
		}
	}
	return nil
}

// declared returns the prefix that an attribute declares, empty for the default
// namespace.
func declared(name []byte) (prefix []byte, ok bool) {
	if string(name) == "xmlns" {
		return nil, true
	}
	return bytes.CutPrefix(name, []byte("xmlns:"))
}

// split finds the namespace of a name. The default one is that of elements.
func (s *xmlScan) split(name []byte, element bool) (xmlSpace, []byte, error) {
	prefix, local, found := bytes.Cut(name, []byte{':'})
	if !found {
		prefix, local = nil, name
		if !element {
			return spaceNone, local, nil
		}
	}
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == string(prefix) {
			return s.bindings[i].space, local, nil
		}
	}
	switch {
	case !found:
		return spaceNone, local, nil
	case string(prefix) == "xml":
		return spaceXML, local, nil
	}
	return 0, nil, s.fail(fmt.Sprintf("the namespace prefix %.40q is not declared", prefix), nil)
}

func spaceOf(iri []byte) xmlSpace {
	switch string(iri) {
	case "":
		return spaceNone
	case xmlNamespace:
		return spaceResults
	case itsNamespace:
		return spaceITS
	case "http://www.w3.org/XML/1998/namespace":
		return spaceXML
	}
	return spaceOther
}

// value returns the value of an attribute; nil if the element has none.
func (s *xmlScan) value(space xmlSpace, local string) []byte {
	for _, a := range s.attrs {
		if a.space == space && string(s.values[a.local:a.value]) == local {
			return s.values[a.value:a.end:a.end]
		}
	}
	return nil
}
