package mapping

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// plan is a mapping with its columns found and its IRIs in full.
type plan struct {
	graph []byte
	maps  []mapPlan
}

type mapPlan struct {
	subject    template
	when       []condition
	unless     [][2]int
	types      [][]byte
	typeOf     *choicePlan
	once       map[string]bool // subjects that were stated, by any such map; nil: all are
	properties []propertyPlan
}

type condition struct {
	column int
	values map[string]bool
}

type choicePlan struct {
	column int
	values map[string][]byte
}

type propertyPlan struct {
	predicate []byte
	iri, text template
	of        *choicePlan
	suffix    []byte // of a literal, after its closing quote
	datatype  string // IRI
	layout    string
	required  bool
}

// compile prepares a mapping for a table; nil columns check it without one.
func (m *Mapping) compile(columns map[string]int, file string) (*plan, error) {
	p := &plan{}
	stated := map[string]bool{}
	if m.Graph != "" {
		t, err := parseTemplate(m.Graph, map[string]int{}, escapeIRI)
		if err != nil {
			return nil, &Error{"graph", err}
		}
		text, _ := t.fill(&row{file: file})
		iri, err := fullIRI(text)
		if err != nil {
			return nil, &Error{"graph", err}
		}
		p.graph = []byte(iri)
	}
	for i := range m.Maps {
		one, err := m.Maps[i].compile(columns)
		if m.Maps[i].Once {
			one.once = stated
		}
		if err != nil {
			var e *Error
			if errors.As(err, &e) {
				return nil, &Error{fmt.Sprintf("maps[%d].%s", i, e.Where), e.Err}
			}
			return nil, &Error{fmt.Sprintf("maps[%d]", i), err}
		}
		p.maps = append(p.maps, one)
	}
	return p, nil
}

func (m *Map) compile(columns map[string]int) (p mapPlan, err error) {
	if p.subject, err = parseTemplate(m.Subject, columns, escapeIRI); err != nil {
		return p, &Error{"subject", err}
	}
	for name, values := range m.When {
		c := condition{values: map[string]bool{}}
		if c.column, err = columnOf(name, columns); err != nil {
			return p, &Error{"when", err}
		}
		for _, v := range values {
			c.values[v] = true
		}
		p.when = append(p.when, c)
	}
	for a, b := range m.Unless {
		x, err := columnOf(a, columns)
		if err != nil {
			return p, &Error{"unless", err}
		}
		y, err := columnOf(b, columns)
		if err != nil {
			return p, &Error{"unless", err}
		}
		p.unless = append(p.unless, [2]int{x, y})
	}
	for _, t := range m.Types {
		iri, err := fullIRI(t)
		if err != nil {
			return p, &Error{"types", err}
		}
		p.types = append(p.types, []byte(iri))
	}
	if p.typeOf, err = m.TypeOf.compile(columns); err != nil {
		return p, &Error{"typeOf", err}
	}
	for i := range m.Properties {
		one, err := m.Properties[i].compile(columns)
		if err != nil {
			return p, &Error{fmt.Sprintf("properties[%d]", i), err}
		}
		p.properties = append(p.properties, one)
	}
	if len(p.properties) == 0 && len(p.types) == 0 && p.typeOf == nil {
		return p, ErrEmpty
	}
	return p, nil
}

func (c *Choice) compile(columns map[string]int) (*choicePlan, error) {
	if c == nil {
		return nil, nil
	}
	p := &choicePlan{values: map[string][]byte{}}
	var err error
	if p.column, err = columnOf(c.Column, columns); err != nil {
		return nil, err
	}
	for value, iri := range c.Values {
		full, err := fullIRI(iri)
		if err != nil {
			return nil, err
		}
		p.values[value] = []byte(full)
	}
	return p, nil
}

func (q *Property) compile(columns map[string]int) (p propertyPlan, err error) {
	predicate, err := fullIRI(q.Predicate)
	if err != nil {
		return p, err
	}
	p.predicate, p.required, p.layout = []byte(predicate), q.Required, q.Layout
	given := 0
	if q.IRI != "" {
		given++
		if p.iri, err = parseTemplate(q.IRI, columns, escapeIRI); err != nil {
			return p, err
		}
	}
	if q.Text != "" {
		given++
		if p.text, err = parseTemplate(q.Text, columns, same); err != nil {
			return p, err
		}
	}
	if q.Of != nil {
		given++
		if p.of, err = q.Of.compile(columns); err != nil {
			return p, err
		}
	}
	if given != 1 {
		return p, errors.New("one of iri, text and of is needed")
	}
	switch {
	case q.Datatype != "" && q.Language != "":
		return p, errors.New("a literal has a datatype or a language")
	case q.Datatype != "":
		iri, err := fullIRI(q.Datatype)
		if err != nil {
			return p, err
		}
		p.datatype = iri[1 : len(iri)-1]
		if p.datatype != vocab.XSDString {
			p.suffix = []byte("^^" + iri)
		}
	case q.Language != "":
		if n, _ := graph.LanguageLen([]byte(q.Language)); n == 0 || n != len(q.Language) {
			return p, fmt.Errorf("%q is no language tag", q.Language)
		}
		p.suffix = []byte("@" + strings.ToLower(q.Language))
	}
	if p.layout != "" && p.datatype != vocab.XSDDate {
		return p, errors.New("a layout is for a property of datatype xsd:date")
	}
	if _, err := time.Parse(p.layout, time.Unix(0, 0).UTC().Format(p.layout)); p.layout != "" && err != nil {
		return p, fmt.Errorf("layout %q cannot be read back: %w", p.layout, err)
	}
	return p, nil
}
