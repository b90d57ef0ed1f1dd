package result

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

const xmlLangNamespace = "http://www.w3.org/XML/1998/namespace"

// xmlDecoder reads the SPARQL Query Results XML Format. Elements of other
// namespaces are refused but in the head, where links may stand.
type xmlDecoder struct {
	*Reader
	x      *xml.Decoder
	triple int // how deep triple terms nest here
}

func newXMLDecoder(r *Reader) *xmlDecoder {
	d := &xmlDecoder{Reader: r}
	d.x = xml.NewDecoder(r.in.r)
	return d
}

// fault returns an error at the place of the XML decoder.
func (d *xmlDecoder) fault(reason string, err error) error {
	d.in.line, _ = d.x.InputPos()
	d.in.offset = d.x.InputOffset()
	return d.fail(reason, err)
}

// token returns the next start, end or text; comments and processing
// instructions are passed over. Names outside the namespace of results have it
// kept.
func (d *xmlDecoder) token() (xml.Token, error) {
	for {
		t, err := d.x.Token()
		if err != nil {
			var syntax *xml.SyntaxError
			switch {
			case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
				return nil, d.fault("the document breaks off", io.ErrUnexpectedEOF)
			case errors.As(err, &syntax):
				return nil, d.fault("malformed XML", err)
			}
			return nil, fmt.Errorf("read result: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement, xml.EndElement, xml.CharData:
			return t, nil
		case xml.Directive:
			// Nothing of a document type is used, so its entities are unknown.
		}
	}
}

// next returns the next start element, or nil at the end of the element around.
// There must be nothing but space between.
func (d *xmlDecoder) next() (*xml.StartElement, error) {
	for {
		t, err := d.token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			return &t, nil
		case xml.EndElement:
			return nil, nil
		case xml.CharData:
			if strings.TrimSpace(string(t)) != "" {
				return nil, d.fault(fmt.Sprintf("text %.40q between elements", string(t)), nil)
			}
		}
	}
}

// is tells whether an element is one of the format.
func is(e *xml.StartElement, name string) bool {
	return e != nil && e.Name.Local == name && e.Name.Space == xmlNamespace
}

func (d *xmlDecoder) expect(name string) error {
	e, err := d.next()
	if err == nil && !is(e, name) {
		err = d.unexpected(e, name)
	}
	return err
}

func (d *xmlDecoder) unexpected(e *xml.StartElement, want string) error {
	if e == nil {
		return d.fault("an element ends, expected <"+want+"> in it", nil)
	}
	found := e.Name.Local
	if e.Name.Space != xmlNamespace {
		found = e.Name.Space + " " + found
	}
	return d.fault(fmt.Sprintf("found <%.100s>, expected <%s>", found, want), nil)
}

func (d *xmlDecoder) head() error {
	if err := d.expect("sparql"); err != nil {
		return err
	}
	if err := d.expect("head"); err != nil {
		return err
	}
	var vars []string
	for {
		e, err := d.next()
		if err != nil {
			return err
		}
		if e == nil {
			break
		}
		if is(e, "variable") {
			if vars = append(vars, attribute(e, "", "name")); len(vars) > d.o.MaxVars {
				return d.fault(fmt.Sprintf("more than %d variables", d.o.MaxVars), nil)
			}
		}
		if err := d.x.Skip(); err != nil {
			return d.fault("malformed XML", err)
		}
	}
	if err := d.setVars(vars); err != nil {
		return err
	}
	e, err := d.next()
	switch {
	case err != nil:
		return err
	case is(e, "results"):
		return nil
	case is(e, "boolean"):
		return d.readBoolean()
	}
	return d.unexpected(e, "results")
}

func (d *xmlDecoder) readBoolean() error {
	text, err := d.text()
	if err != nil {
		return err
	}
	word := strings.TrimSpace(string(text))
	if word != "true" && word != "false" {
		return d.fault(fmt.Sprintf("found %.40q, expected true or false", word), nil)
	}
	value := word == "true"
	d.boolean, d.done = &value, true
	return d.end()
}

// end reads the end of the document.
func (d *xmlDecoder) end() error {
	if e, err := d.next(); err != nil {
		return err
	} else if e != nil {
		return d.fault("found <"+e.Name.Local+"> after the results", nil)
	}
	for {
		t, err := d.x.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return d.fault("malformed XML", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			return d.fault("a second document element", nil)
		case xml.CharData:
			if strings.TrimSpace(string(t)) != "" {
				return d.fault("text after the document", nil)
			}
		}
	}
}

func (d *xmlDecoder) row() (bool, error) {
	e, err := d.next()
	switch {
	case err != nil:
		return false, err
	case e == nil:
		return false, d.end()
	case !is(e, "result"):
		return false, d.unexpected(e, "result")
	}
	for {
		e, err := d.next()
		if err != nil || e == nil {
			return err == nil, err
		}
		if !is(e, "binding") {
			return false, d.unexpected(e, "binding")
		}
		if err := d.binding(attribute(e, "", "name")); err != nil {
			return false, err
		}
	}
}

func (d *xmlDecoder) binding(name string) error {
	col, ok := d.index[name]
	switch {
	case !ok:
		return d.fault(fmt.Sprintf("the variable %.100q is not in the head", name), nil)
	case d.bound(col):
		return d.fault(fmt.Sprintf("the variable %.100q has two values", name), nil)
	}
	from := len(d.arena)
	e, err := d.next()
	switch {
	case err != nil:
		return err
	case e == nil: // as some endpoints write what is unbound
		return d.fault("a binding without a term", nil)
	}
	if is(e, "unbound") {
		if err := d.x.Skip(); err != nil {
			return d.fault("malformed XML", err)
		}
	} else {
		if err := d.term(e); err != nil {
			return err
		}
		d.bind(col, from)
	}
	if e, err := d.next(); err != nil {
		return err
	} else if e != nil {
		return d.fault("two terms in a binding", nil)
	}
	return nil
}

// term reads the element of a term and appends the term to the arena.
func (d *xmlDecoder) term(e *xml.StartElement) error {
	t := rawTerm{}
	var err error
	switch {
	case is(e, "uri"):
		t.kind = iriTerm
	case is(e, "bnode"):
		t.kind = blankTerm
	case is(e, "literal"):
		t.kind = literalTerm
		t.datatype = bytesOrNil(attribute(e, "", "datatype"))
		t.language = bytesOrNil(attribute(e, xmlLangNamespace, "lang"))
		t.direction = bytesOrNil(attribute(e, itsNamespace, "dir"))
	case is(e, "triple"):
		t.kind = tripleTerm
		err = d.tripleParts(&t)
	default:
		return d.unexpected(e, "uri")
	}
	if t.kind != tripleTerm {
		t.value, err = d.text()
	}
	if err != nil {
		return err
	}
	if d.arena, err = t.append(d.arena); err != nil {
		return d.fault("malformed term", err)
	}
	return nil
}

func (d *xmlDecoder) tripleParts(t *rawTerm) error {
	if d.triple++; d.triple > graph.MaxTripleDepth {
		return d.fault(fmt.Sprintf("triple terms nest deeper than %d", graph.MaxTripleDepth), nil)
	}
	defer func() { d.triple-- }()
	for _, p := range []struct {
		name string
		part *[]byte
	}{{"subject", &t.subject}, {"predicate", &t.predicate}, {"object", &t.object}} {
		if err := d.expect(p.name); err != nil {
			return err
		}
		e, err := d.next()
		if err != nil {
			return err
		}
		if e == nil {
			return d.fault("<"+p.name+"> without a term", nil)
		}
		from := len(d.arena)
		if err := d.term(e); err != nil {
			return err
		}
		*p.part = append([]byte(nil), d.arena[from:]...)
		d.arena = d.arena[:from]
		if e, err := d.next(); err != nil {
			return err
		} else if e != nil {
			return d.fault("two terms in <"+p.name+">", nil)
		}
	}
	if e, err := d.next(); err != nil {
		return err
	} else if e != nil {
		return d.unexpected(e, "/triple")
	}
	return nil
}

// text reads the text of an element up to its end.
func (d *xmlDecoder) text() ([]byte, error) {
	out := []byte{}
	for {
		t, err := d.token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return out, nil
		case xml.StartElement:
			return nil, d.fault("found <"+t.Name.Local+"> inside a value", nil)
		case xml.CharData:
			if out = append(out, t...); len(out) > d.o.MaxTerm {
				return nil, d.fault(fmt.Sprintf("a value is longer than %d bytes", d.o.MaxTerm), nil)
			}
		}
	}
}

func attribute(e *xml.StartElement, space, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && (a.Name.Space == space || space == xmlLangNamespace && a.Name.Space == "xml") {
			return a.Value
		}
	}
	return ""
}

func bytesOrNil(s string) []byte {
	if s == "" {
		return nil
	}
	return []byte(s)
}
