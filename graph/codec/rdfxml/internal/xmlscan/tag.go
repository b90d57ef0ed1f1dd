package xmlscan

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

var declarationPattern = regexp.MustCompile(`^version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')` +
	`(?:\s+encoding\s*=\s*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?` +
	`(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*$`)

// declaration reads the XML declaration, if there is one.
func (s *Scanner) declaration() error {
	s.began = true
	if n, err := s.src.ensure(6); err != nil || n < 6 || !isSpace(s.src.buf[5]) {
		return err
	}
	if ok, err := s.has("<?xml"); err != nil || !ok {
		return err
	}
	if _, err := s.space(); err != nil {
		return err
	}
	if err := s.until("?>", "", ""); err != nil {
		return err
	}
	if !declarationPattern.Match(s.Text()) {
		return s.failFound("another XML declaration", `<?xml version="1.0"?>, with encoding and standalone if need be`)
	}
	s.buf = s.buf[:0]
	s.text = span{}
	return nil
}

// instruction reads a processing instruction after "<?".
func (s *Scanner) instruction() error {
	name, err := s.name("the target of a processing instruction")
	if err != nil {
		return err
	}
	target := s.buf[name.from:name.to]
	if bytes.EqualFold(target, []byte("xml")) || bytes.IndexByte(target, ':') >= 0 {
		return s.failFound(`target "`+clip(target)+`"`, "another one, without a colon")
	}
	s.prefix, s.local = span{}, name
	any, err := s.space()
	if err != nil {
		return err
	}
	if !any {
		s.text = span{len(s.buf), len(s.buf)}
		return s.want("?>", `"?>" or white space`)
	}
	return s.until("?>", "", "")
}

// name reads a Name to the token's memory.
func (s *Scanner) name(what string) (span, error) {
	from := len(s.buf)
	for {
		src := s.src
		i := src.pos
		for i < src.end && src.buf[i] < utf8.RuneSelf && nameByte[src.buf[i]] {
			i++
		}
		s.buf = append(s.buf, src.buf[src.pos:i]...)
		src.pos = i
		c, err := s.peek()
		if err != nil {
			return span{}, err
		}
		if err := s.room(); err != nil {
			return span{}, err
		}
		if c < utf8.RuneSelf {
			if c != 0 && nameByte[c] {
				continue // the window has moved
			}
			break
		}
		if _, err := src.ensure(utf8.UTFMax); err != nil {
			return span{}, err
		}
		r, size := utf8.DecodeRune(src.buf[src.pos:src.end])
		if !isNameRune(r, false) {
			break
		}
		s.buf = append(s.buf, src.buf[src.pos:src.pos+size]...)
		src.pos += size
	}
	if n := NameLen(s.buf[from:]); n == 0 {
		if len(s.buf) > from {
			return span{}, s.failFound(`"`+clip(s.buf[from:])+`"`, what+", which starts with a letter")
		}
		return span{}, s.fail(what)
	}
	return span{from, len(s.buf)}, nil
}

// split parts a qualified name.
func (s *Scanner) split(name span) (prefix, local span, err error) {
	text := s.buf[name.from:name.to]
	colon := bytes.IndexByte(text, ':')
	if colon < 0 {
		return span{name.from, name.from}, name, nil
	}
	if colon == 0 || !IsNCName(text[colon+1:]) {
		return span{}, span{}, s.failFound(`name "`+clip(text)+`"`, "a prefix, one colon and a local name")
	}
	return span{name.from, name.from + colon}, span{name.from + colon + 1, name.to}, nil
}

// closeTag reads an end tag.
func (s *Scanner) closeTag() error {
	s.src.pos += 2
	name, err := s.name("the name of an element")
	if err != nil {
		return err
	}
	if _, err := s.space(); err != nil {
		return err
	}
	if err := s.want(">", `">" of an end tag`); err != nil {
		return err
	}
	if len(s.open) <= s.src.depth {
		return s.Fail("</"+clip(s.buf[name.from:name.to])+">", "no end tag here")
	}
	if e := s.open[len(s.open)-1]; !bytes.Equal(s.names[e.name:], s.buf[name.from:name.to]) {
		return s.Fail("</"+clip(s.buf[name.from:name.to])+">", "</"+clip(s.names[e.name:])+">")
	}
	if s.prefix, s.local, err = s.split(name); err != nil {
		return err
	}
	s.pop()
	return nil
}

// pop closes the innermost element and takes back its namespaces.
func (s *Scanner) pop() {
	e := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	s.names = s.names[:e.name]
	for len(s.undo) > e.undo {
		b := s.undo[len(s.undo)-1]
		s.undo = s.undo[:len(s.undo)-1]
		if b.had {
			s.bound[b.prefix] = b.space
		} else {
			delete(s.bound, b.prefix)
		}
	}
}

// openTag reads a start tag or the tag of an empty element after "<".
func (s *Scanner) openTag() error {
	name, err := s.name(`the name of an element, "/", "!" or "?"`)
	if err != nil {
		return err
	}
	if len(s.open) >= s.o.MaxDepth {
		return s.failFound(fmt.Sprintf("an element within %d others", len(s.open)), "less nesting (see Options.MaxDepth)")
	}
	s.rooted = true
	s.open = append(s.open, element{name: len(s.names), undo: len(s.undo)})
	s.names = append(s.names, s.buf[name.from:name.to]...)
	if s.prefix, s.local, err = s.split(name); err != nil {
		return err
	}
	if s.closing, err = s.attributes(); err != nil {
		return err
	}
	if len(s.defaults) > 0 {
		if err := s.applyDefaults(s.defaults[string(s.buf[name.from:name.to])]); err != nil {
			return err
		}
	}
	return s.resolve()
}

// attributes reads up to the end of the tag and tells whether the element is
// empty.
func (s *Scanner) attributes() (empty bool, err error) {
	for {
		any, err := s.space()
		if err != nil {
			return false, err
		}
		if ok, err := s.has(">"); err != nil || ok {
			return false, err
		}
		if ok, err := s.has("/>"); err != nil || ok {
			return true, err
		}
		if !any {
			return false, s.fail(`white space, ">" or "/>"`)
		}
		name, err := s.name(`an attribute, ">" or "/>"`)
		if err != nil {
			return false, err
		}
		if _, err := s.space(); err != nil {
			return false, err
		}
		if err := s.want("=", `"=" after the name of an attribute`); err != nil {
			return false, err
		}
		if _, err := s.space(); err != nil {
			return false, err
		}
		value, err := s.attValue()
		if err != nil {
			return false, err
		}
		if err := s.addAttr(name, value); err != nil {
			return false, err
		}
	}
}

func (s *Scanner) addAttr(name, value span) error {
	prefix, local, err := s.split(name)
	s.attrs = append(s.attrs, Attr{prefix: prefix, local: local, value: value})
	return err
}

// attValue reads a quoted value, normalised as for CDATA (XML 1.0 §3.3.3).
func (s *Scanner) attValue() (span, error) {
	quote, err := s.peek()
	if err != nil {
		return span{}, err
	}
	if quote != '"' && quote != '\'' {
		return span{}, s.fail("a quoted value")
	}
	s.src.pos++
	from, level := len(s.buf), len(s.stack)
	for {
		src := s.src
		i := src.pos
		for i < src.end && plain[src.buf[i]] && src.buf[i] != quote && src.buf[i] >= ' ' {
			i++
		}
		s.buf = append(s.buf, src.buf[src.pos:i]...)
		src.pos = i
		if err := s.room(); err != nil {
			return span{}, err
		}
		c, err := s.peek()
		if err != nil {
			return span{}, err
		}
		switch {
		case c == quote && len(s.stack) == level:
			src.pos++
			return span{from, len(s.buf)}, nil
		case c == 0 && src.pos == src.end:
			if len(s.stack) == level {
				return span{}, s.fail(string(rune(quote)) + " at the end of a value")
			}
			s.drop()
		case c == '&':
			if _, err := s.reference(true); err != nil {
				return span{}, err
			}
		case c == '\t' || c == '\n':
			s.buf = append(s.buf, ' ')
			src.pos++
		case c == '\r':
			if err := s.carriageReturn(' '); err != nil {
				return span{}, err
			}
		case c == 0xEF:
			if bad, err := s.noncharacter(); err != nil {
				return span{}, err
			} else if bad {
				return span{}, s.fail("a character that XML knows")
			}
		case c == ']' || c == quote:
			s.buf = append(s.buf, c)
			src.pos++
		case !plain[c]:
			return span{}, s.fail(`a character of an attribute's value`)
		}
	}
}

// resolve binds the namespaces that the element declares, drops the declarations
// from its attributes, and finds the namespaces of all names.
func (s *Scanner) resolve() error {
	kept := 0
	for i := range s.attrs {
		a := &s.attrs[i]
		a.Prefix, a.Local, a.Value = s.buf[a.prefix.from:a.prefix.to], s.buf[a.local.from:a.local.to], s.buf[a.value.from:a.value.to]
		var err error
		switch {
		case len(a.Prefix) == 0 && string(a.Local) == "xmlns":
			err = s.bind("", a.Value)
		case string(a.Prefix) == "xmlns":
			err = s.bind(string(a.Local), a.Value)
		default:
			s.attrs[kept] = *a
			kept++
		}
		if err != nil {
			return err
		}
	}
	s.attrs = s.attrs[:kept]
	if err := s.checkPrefix(s.buf[s.prefix.from:s.prefix.to]); err != nil {
		return err
	}
	for i := range s.attrs {
		a := &s.attrs[i]
		if len(a.Prefix) == 0 {
			continue
		}
		if err := s.checkPrefix(a.Prefix); err != nil {
			return err
		}
		a.Space = s.bound[string(a.Prefix)]
	}
	return s.unique()
}

func (s *Scanner) checkPrefix(prefix []byte) error {
	if _, ok := s.bound[string(prefix)]; !ok && len(prefix) > 0 {
		return s.Fail(`prefix "`+clip(prefix)+`"`, "one that is declared")
	}
	if string(prefix) == "xmlns" {
		return s.Fail(`prefix "xmlns" of an element`, "another one")
	}
	return nil
}

// bind declares a namespace (Namespaces in XML 1.0 §3).
func (s *Scanner) bind(prefix string, space []byte) error {
	switch {
	case prefix == "xmlns", string(space) == SpaceXMLNS,
		(prefix == "xml") != (string(space) == SpaceXML):
		return s.Fail(`prefix "`+prefix+`" for <`+clip(space)+`>`, `"xml" and "xmlns" for their own namespaces alone`)
	case prefix != "" && len(space) == 0:
		return s.Fail(`prefix "`+prefix+`" for no namespace`, "a namespace")
	}
	for _, b := range s.undo[s.open[len(s.open)-1].undo:] {
		if b.prefix == prefix {
			return s.Fail(`prefix "`+prefix+`" declared twice`, "it once in an element")
		}
	}
	if len(s.undo)-s.open[len(s.open)-1].undo > maxDeclared {
		return s.Fail("a namespace too many", fmt.Sprintf("at most %d in an element", maxDeclared))
	}
	old, had := s.bound[prefix]
	s.undo = append(s.undo, binding{prefix: prefix, space: old, had: had})
	if old != string(space) || !had {
		s.bound[prefix] = strings.Clone(string(space))
	}
	return nil
}

const (
	// maxDeclared bounds the namespaces that one element declares: each is
	// compared with the others.
	maxDeclared = 1000
	// fewAttrs is how many attributes are compared with each other; more are
	// looked up.
	fewAttrs = 12
)

// unique checks that no attribute comes twice (Namespaces in XML 1.0 §6.3).
func (s *Scanner) unique() error {
	twice := func(a *Attr) error {
		return s.Fail(`attribute "`+clip(a.Local)+`" twice`, "it once in an element")
	}
	if len(s.attrs) <= fewAttrs {
		for i := range s.attrs {
			for j := range s.attrs[:i] {
				if a, b := &s.attrs[i], &s.attrs[j]; bytes.Equal(a.Local, b.Local) && a.Space == b.Space {
					return twice(a)
				}
			}
		}
		return nil
	}
	s.seen = make(map[string]struct{}, len(s.attrs))
	for i := range s.attrs {
		a := &s.attrs[i]
		key := a.Space + " " + string(a.Local)
		if _, ok := s.seen[key]; ok {
			return twice(a)
		}
		s.seen[key] = struct{}{}
	}
	return nil
}
