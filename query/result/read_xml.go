package result

import (
	"bytes"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
)

// xmlDecoder reads the SPARQL Query Results XML Format. Elements that it does
// not have are refused, but in the head, where links may stand.
type xmlDecoder struct {
	*Reader
	scan   xmlScan
	parts  rawParts
	triple int // how deep triple terms nest here
}

// next goes to the next start tag; false at the end of the element around. There
// must be nothing but space between.
func (d *xmlDecoder) next() (bool, error) {
	for {
		kind, err := d.scan.next()
		switch {
		case err != nil:
			return false, err
		case kind == xmlStart:
			return true, nil
		case kind != xmlText:
			return false, nil
		case len(bytes.TrimSpace(d.scan.text)) > 0:
			return false, d.fail(fmt.Sprintf("text %.40q between elements", d.scan.text), nil)
		}
	}
}

// is tells whether the element that has started is one of the format.
func (d *xmlDecoder) is(name string) bool {
	return d.scan.space == spaceResults && string(d.scan.local) == name
}

// expect goes to the next start tag, which must be of an element.
func (d *xmlDecoder) expect(name string) error {
	more, err := d.next()
	if err == nil && !(more && d.is(name)) {
		err = d.unexpected(more, name)
	}
	return err
}

// unexpected is the error for an element, or for none, where another is wanted.
func (d *xmlDecoder) unexpected(started bool, want string) error {
	switch {
	case !started:
		return d.fail("an element ends, expected <"+want+"> in it", nil)
	case d.scan.space != spaceResults:
		return d.fail(fmt.Sprintf("found <%.100s>, which is not in the namespace %s, expected <%s>", d.scan.local, xmlNamespace, want), nil)
	}
	return d.fail(fmt.Sprintf("found <%.100s>, expected <%s>", d.scan.local, want), nil)
}

// none makes sure that the element around ends here.
func (d *xmlDecoder) none(reason string) error {
	more, err := d.next()
	if err == nil && more {
		err = d.fail(reason, nil)
	}
	return err
}

// skip reads to the end of the element that has started.
func (d *xmlDecoder) skip() error {
	for depth := 1; depth > 0; {
		kind, err := d.scan.next()
		if err != nil {
			return err
		}
		switch kind {
		case xmlStart:
			depth++
		case xmlEnd:
			depth--
		}
	}
	return nil
}

func (d *xmlDecoder) head() error {
	d.scan.Reader = d.Reader
	if mark, err := d.in.r.Peek(3); err == nil && string(mark) == "\uFEFF" {
		if err := d.scan.literally("\uFEFF"); err != nil {
			return err
		}
	}
	if err := d.expect("sparql"); err != nil {
		return err
	}
	if err := d.expect("head"); err != nil {
		return err
	}
	var vars []string
	for {
		more, err := d.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if d.is("variable") {
			if vars = append(vars, string(d.scan.value(spaceNone, "name"))); len(vars) > d.o.MaxVars {
				return d.fail(fmt.Sprintf("more than %d variables", d.o.MaxVars), nil)
			}
		}
		if err := d.skip(); err != nil {
			return err
		}
	}
	if err := d.setVars(vars); err != nil {
		return err
	}
	more, err := d.next()
	switch {
	case err != nil:
		return err
	case more && d.is("results"):
		return nil
	case more && d.is("boolean"):
		return d.readBoolean()
	}
	return d.unexpected(more, "results")
}

func (d *xmlDecoder) readBoolean() error {
	text, err := d.value(nil)
	if err != nil {
		return err
	}
	word := string(bytes.TrimSpace(text))
	if word != "true" && word != "false" {
		return d.fail(fmt.Sprintf("found %.40q, expected true or false", word), nil)
	}
	value := word == "true"
	d.boolean, d.done = &value, true
	return d.end()
}

// end reads the end of the document.
func (d *xmlDecoder) end() error {
	if err := d.none("an element after the results"); err != nil {
		return err
	}
	kind, err := d.scan.next()
	if err == nil && kind != xmlDone {
		// Text outside the document element is blank; there is one piece at most.
		if kind, err = d.scan.next(); err == nil && kind != xmlDone {
			err = d.fail("the document goes on after its end", nil)
		}
	}
	return err
}

func (d *xmlDecoder) row() (bool, error) {
	more, err := d.next()
	switch {
	case err != nil:
		return false, err
	case !more:
		return false, d.end()
	case !d.is("result"):
		return false, d.unexpected(true, "result")
	}
	for {
		more, err := d.next()
		if err != nil || !more {
			return err == nil, err
		}
		if !d.is("binding") {
			return false, d.unexpected(true, "binding")
		}
		if err := d.binding(d.scan.value(spaceNone, "name")); err != nil {
			return false, err
		}
	}
}

func (d *xmlDecoder) binding(name []byte) error {
	col, ok := d.index[string(name)]
	switch {
	case !ok:
		return d.fail(fmt.Sprintf("the variable %.100q is not in the head", name), nil)
	case d.bound(col):
		return d.fail(fmt.Sprintf("the variable %.100q has two values", name), nil)
	}
	from := len(d.arena)
	more, err := d.next()
	switch {
	case err != nil:
		return err
	case !more:
		return d.fail("a binding without a term", nil)
	case d.is("unbound"): // of drafts of SPARQL 1.0, and of endpoints that keep to them
		err = d.skip()
	default:
		if err = d.term(); err == nil {
			d.bind(col, from)
		}
	}
	if err != nil {
		return err
	}
	return d.none("two terms in a binding")
}

// term reads the element of a term that has started and appends the term to the
// arena.
func (d *xmlDecoder) term() error {
	t := rawTerm{}
	var err error
	switch {
	case d.is("uri"):
		t.kind = iriTerm
	case d.is("bnode"):
		t.kind = blankTerm
	case d.is("literal"):
		t.kind = literalTerm
		t.datatype = kept(&d.parts.datatype, d.scan.value(spaceNone, "datatype"))
		t.language = kept(&d.parts.language, d.scan.value(spaceXML, "lang"))
		t.direction = kept(&d.parts.direction, d.scan.value(spaceITS, "dir"))
	case d.is("triple"):
		t.kind = tripleTerm
		err = d.tripleParts(&t)
	default:
		return d.unexpected(true, "uri")
	}
	if t.kind != tripleTerm {
		d.parts.value, err = d.value(d.parts.value[:0])
		t.value = d.parts.value
	}
	if err != nil {
		return err
	}
	if d.arena, err = t.append(d.arena); err != nil {
		return d.fail("malformed term", err)
	}
	return nil
}

// kept copies the value of an attribute; an empty one is none, as in XML an empty
// language is.
func kept(buf *[]byte, value []byte) []byte {
	if len(value) == 0 {
		return nil
	}
	*buf = append((*buf)[:0], value...)
	return *buf
}

func (d *xmlDecoder) tripleParts(t *rawTerm) error {
	if d.triple++; d.triple > graph.MaxTripleDepth {
		return d.fail(fmt.Sprintf("triple terms nest deeper than %d", graph.MaxTripleDepth), nil)
	}
	defer func() { d.triple-- }()
	for i, part := range [...]*[]byte{&t.subject, &t.predicate, &t.object} {
		name := [...]string{"subject", "predicate", "object"}[i]
		if err := d.expect(name); err != nil {
			return err
		}
		more, err := d.next()
		if err == nil && !more {
			err = d.fail("<"+name+"> without a term", nil)
		}
		if err != nil {
			return err
		}
		from := len(d.arena)
		if err := d.term(); err != nil {
			return err
		}
		*part = append([]byte(nil), d.arena[from:]...)
		d.arena = d.arena[:from]
		if err := d.none("two terms in <" + name + ">"); err != nil {
			return err
		}
	}
	return d.none("more than three parts in a triple")
}

// value appends the text of an element that has started, up to its end.
func (d *xmlDecoder) value(dst []byte) ([]byte, error) {
	for {
		kind, err := d.scan.next()
		switch {
		case err != nil:
			return dst, err
		case kind == xmlEnd:
			return dst, nil
		case kind != xmlText:
			return dst, d.fail(fmt.Sprintf("found <%.100s> inside a value", d.scan.local), nil)
		}
		dst = append(dst, d.scan.text...)
	}
}
