package result

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
)

// jsonDecoder reads SPARQL Query Results JSON. Members may stand in any order;
// results before the head are kept until it comes.
type jsonDecoder struct {
	*Reader
	scan     jsonScan
	first    bool // no row was read before
	kept     bool // the input is what was kept
	hasHead  bool
	parts    rawParts
	tripleAt int // how deep triple terms nest here
}

// rawParts is memory for the parts of terms.
type rawParts struct{ kind, value, datatype, language, direction []byte }

func (d *jsonDecoder) head() error {
	d.scan.Reader = d.Reader
	d.first = true
	if err := d.scan.expect('{'); err != nil {
		return err
	}
	var results []byte
	resultsLine := 0
	for first := true; ; first = false {
		key, err := d.scan.nextKey(first)
		if err != nil {
			return err
		}
		switch {
		case key == nil:
			return d.headEnd(results, resultsLine)
		case string(key) == "head":
			err = d.readHead()
		case string(key) == "boolean":
			err = d.readBoolean()
		case string(key) == "results" && d.hasHead:
			return d.openResults()
		case string(key) == "results":
			resultsLine = d.in.line
			results, err = d.keep()
		default:
			err = d.scan.skip()
		}
		if err != nil {
			return err
		}
	}
}

// headEnd is the end of a document that is a boolean, or whose results came
// before its head.
func (d *jsonDecoder) headEnd(results []byte, line int) error {
	switch {
	case d.boolean != nil && results == nil:
		d.done = true
		return d.end()
	case d.boolean != nil:
		return d.fail("the document has both results and a boolean", nil)
	case results == nil:
		return d.fail(`the document has neither "results" nor "boolean"`, nil)
	case !d.hasHead:
		return d.fail(`the document has no "head"`, nil)
	}
	if err := d.end(); err != nil {
		return err
	}
	d.kept = true
	d.in = input{r: bufio.NewReader(bytes.NewReader(results)), line: line}
	return d.openResults()
}

// keep reads a value and returns its text.
func (d *jsonDecoder) keep() ([]byte, error) {
	kept := []byte{}
	d.in.kept, d.in.maxKept = &kept, d.o.MaxUnordered
	err := d.scan.skip()
	d.in.kept = nil
	if errors.Is(err, errKept) {
		err = d.fail(fmt.Sprintf("the head comes after more than %d bytes of results", d.o.MaxUnordered), nil)
	}
	return kept, err
}

func (d *jsonDecoder) readHead() error {
	if d.hasHead {
		return d.fail("the document has two heads", nil)
	}
	d.hasHead = true
	var vars []string
	err := d.scan.object(func(key []byte) error {
		if string(key) != "vars" {
			return d.scan.skip()
		}
		return d.scan.array(func() error {
			name, err := d.scan.str(nil)
			if vars = append(vars, string(name)); len(vars) > d.o.MaxVars {
				return d.fail(fmt.Sprintf("more than %d variables", d.o.MaxVars), nil)
			}
			return err
		})
	})
	if err != nil {
		return err
	}
	return d.setVars(vars)
}

func (d *jsonDecoder) readBoolean() error {
	if d.boolean != nil {
		return d.fail("the document has two booleans", nil)
	}
	v, err := d.scan.boolValue()
	d.boolean = &v
	return err
}

// openResults reads up to the first row.
func (d *jsonDecoder) openResults() error {
	if d.boolean != nil {
		return d.fail("the document has both results and a boolean", nil)
	}
	if err := d.scan.expect('{'); err != nil {
		return err
	}
	for first := true; ; first = false {
		key, err := d.scan.nextKey(first)
		switch {
		case err != nil:
			return err
		case key == nil:
			return d.fail(`"results" has no "bindings"`, nil)
		case string(key) == "bindings":
			return d.scan.expect('[')
		}
		if err := d.scan.skip(); err != nil {
			return err
		}
	}
}

func (d *jsonDecoder) row() (bool, error) {
	more, err := d.scan.nextElement(d.first)
	d.first = false
	if err != nil {
		return false, err
	}
	if more {
		return true, d.scan.object(d.binding)
	}
	if err := d.scan.members(false, func(key []byte) error {
		if string(key) == "bindings" {
			return d.fail(`"results" has two "bindings"`, nil)
		}
		return d.scan.skip()
	}); err != nil {
		return false, err
	}
	if d.kept {
		return false, nil
	}
	err = d.scan.members(false, func(key []byte) error {
		switch string(key) {
		case "head", "results", "boolean":
			return d.fail(fmt.Sprintf("the document has a second %q", key), nil)
		}
		return d.scan.skip()
	})
	if err != nil {
		return false, err
	}
	return false, d.end()
}

// end makes sure that nothing but space follows.
func (d *jsonDecoder) end() error {
	for {
		c, err := d.in.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return d.unexpectedEnd(err)
		case c != ' ' && c != '\t' && c != '\n' && c != '\r':
			return d.scan.unexpected(c, "the end of the document")
		}
	}
}

// binding reads one value of a row.
func (d *jsonDecoder) binding(key []byte) error {
	col, ok := d.index[string(key)]
	if !ok {
		return d.fail(fmt.Sprintf("the variable %.100q is not in the head", key), nil)
	}
	if d.bound(col) {
		return d.fail(fmt.Sprintf("the variable %.100q has two values", key), nil)
	}
	from := len(d.arena)
	if err := d.term(); err != nil {
		return err
	}
	d.bind(col, from)
	return nil
}

// term reads an object that describes a term and appends it to the arena.
func (d *jsonDecoder) term() error {
	t := rawTerm{}
	parts := &d.parts
	if d.tripleAt > 0 {
		parts = &rawParts{} // those of the term around are still in use
	}
	parts.kind = parts.kind[:0]
	err := d.scan.object(func(key []byte) (err error) {
		switch string(key) {
		case "type":
			parts.kind, err = d.scan.str(parts.kind[:0])
		case "value":
			err = d.termValue(&t, parts)
		case "datatype":
			parts.datatype, err = d.scan.str(parts.datatype[:0])
			t.datatype = notNil(parts.datatype)
		case "xml:lang":
			parts.language, err = d.scan.str(parts.language[:0])
			t.language = notNil(parts.language)
		case "its:dir":
			parts.direction, err = d.scan.str(parts.direction[:0])
			t.direction = notNil(parts.direction)
		default:
			err = d.scan.skip()
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := d.setKind(&t, parts.kind); err != nil {
		return err
	}
	if d.arena, err = t.append(d.arena); err != nil {
		return d.fail("malformed term", err)
	}
	return nil
}

func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func (d *jsonDecoder) setKind(t *rawTerm, kind []byte) error {
	triple := t.kind == tripleTerm
	switch string(kind) {
	case "uri":
		t.kind = iriTerm
	case "bnode":
		t.kind = blankTerm
	case "literal", "typed-literal": // the latter is of SPARQL 1.0
		t.kind = literalTerm
	case "triple":
		t.kind = tripleTerm
	default:
		return d.fail(fmt.Sprintf("the type of a term is %.50q, expected uri, literal, bnode or triple", kind), nil)
	}
	switch {
	case triple != (t.kind == tripleTerm), !triple && t.value == nil:
		return d.fail("the value of a term does not go with its type "+string(kind), nil)
	case t.kind != literalTerm && (t.datatype != nil || t.language != nil || t.direction != nil):
		return d.fail("a datatype or a language on what is no literal", nil)
	}
	return nil
}

// termValue reads the value of a term: a string, or an object with the parts of
// a triple term.
func (d *jsonDecoder) termValue(t *rawTerm, parts *rawParts) error {
	c, err := d.scan.space()
	if err != nil {
		return err
	}
	d.in.back(c)
	if c != '{' {
		parts.value, err = d.scan.str(parts.value[:0])
		t.value = notNil(parts.value)
		return err
	}
	if d.tripleAt++; d.tripleAt > graph.MaxTripleDepth {
		return d.fail(fmt.Sprintf("triple terms nest deeper than %d", graph.MaxTripleDepth), nil)
	}
	defer func() { d.tripleAt-- }()
	t.kind = tripleTerm
	return d.scan.object(func(key []byte) error {
		var part *[]byte
		switch string(key) {
		case "subject":
			part = &t.subject
		case "predicate", "property":
			part = &t.predicate
		case "object":
			part = &t.object
		default:
			return d.scan.skip()
		}
		from := len(d.arena)
		if err := d.term(); err != nil {
			return err
		}
		*part = append([]byte(nil), d.arena[from:]...)
		d.arena = d.arena[:from]
		return nil
	})
}
