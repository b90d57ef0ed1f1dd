package known

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
)

// use tells what a property is read for.
type use uint8

const (
	ofSubject use = 1 << iota // asked of a subject
	byValue                   // subjects are sought by its value
	ofName                    // is a name
)

// uses has the properties that the questions read.
var uses = func() map[string]use {
	m := map[string]use{vocab.SchemaDatePublished: ofSubject, ingest.ChyDecision: ofSubject, vocab.RDFType: ofSubject}
	for _, list := range [][]string{contactProperties, roleProperties, countProperties} {
		for _, p := range list {
			m[p] = ofSubject
		}
	}
	for _, p := range nameProperties {
		m[p] = ofSubject | ofName
	}
	for _, p := range []string{vocab.SchemaStartDate, vocab.ChyCountry, ingest.ChyCountOf} {
		m[p] = ofSubject | byValue
	}
	return m
}()

// overlay holds the statements made since the snapshot. What many sources state
// is held once, but for statuses, which tell the sources of a contact.
type overlay struct {
	size     int
	subjects map[quad.IRI]*subject
	byValue  map[object][]*subject
	attended map[quad.IRI][]*subject // by party
	named    map[string][]*subject   // by name, in any language
	surnames map[string][]bearer     // by surname key
	last     *subject                // the one added to last: neighbours share it
}

// subject is a node with what was stated of it.
type subject struct {
	iri   quad.IRI
	facts []Fact
	id    graph.ID // in the snapshot, once asked: None where it has none
	asked bool
}

// bearer is a node with one of its names.
type bearer struct {
	*subject
	ingest.Known
}

type object struct {
	property string
	value    quad.Value
}

func newOverlay() overlay {
	return overlay{
		subjects: map[quad.IRI]*subject{}, byValue: map[object][]*subject{}, attended: map[quad.IRI][]*subject{},
		named: map[string][]*subject{}, surnames: map[string][]bearer{},
	}
}

// add takes a statement in and returns its subject where it tells something new.
func (v *overlay) add(q quad.Quad) (*subject, Fact) {
	s, ok := q.Subject.(quad.IRI)
	p, isIRI := q.Predicate.(quad.IRI)
	if !ok || !isIRI {
		return nil, Fact{}
	}
	use := uses[string(p)]
	if use == 0 {
		return nil, Fact{}
	}
	node := v.subject(s)
	again := node.has(string(p), q.Object)
	if again && p != vocab.ChyStatus {
		return nil, Fact{}
	}
	f := Fact{Property: string(p), Value: q.Object}
	f.Graph, _ = q.Label.(quad.IRI)
	node.facts = append(node.facts, f)
	v.size++
	if again {
		return node, f
	}
	switch {
	case p == vocab.SchemaAttendee:
		if party, ok := q.Object.(quad.IRI); ok {
			v.attended[party] = append(v.attended[party], node)
		}
	case use&byValue != 0:
		at := object{f.Property, f.Value}
		v.byValue[at] = append(v.byValue[at], node)
	case use&ofName != 0:
		name := textOf(q.Object)
		v.named[name] = append(v.named[name], node)
		key := ingest.SurnameKey(name)
		v.surnames[key] = append(v.surnames[key], bearer{node, ingest.KnownPerson(s, name)})
	}
	return node, f
}

// subject returns the node of an IRI, a new one if need be.
func (v *overlay) subject(iri quad.IRI) *subject {
	if v.last != nil && v.last.iri == iri {
		return v.last
	}
	node := v.subjects[iri]
	if node == nil {
		node = &subject{iri: iri}
		v.subjects[iri] = node
	}
	v.last = node
	return node
}

// facts returns what was stated of a node since.
func (v *overlay) facts(node quad.IRI) []Fact {
	if s := v.subjects[node]; s != nil {
		return s.facts
	}
	return nil
}

// with returns who has a property with a value, each once.
func (v *overlay) with(property string, value quad.Value) []*subject {
	switch use := uses[property]; {
	case property == vocab.SchemaAttendee:
		party, _ := value.(quad.IRI)
		return v.attended[party]
	case use&byValue != 0:
		return v.byValue[object{property, value}]
	case use == 0:
		return nil
	}
	var list []*subject
	for _, s := range v.subjects {
		if s.has(property, value) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b *subject) int { return cmp.Compare(a.iri, b.iri) })
	return list
}

// has tells whether a statement was made since, in any graph.
func (s *subject) has(property string, value quad.Value) bool {
	for i := range s.facts {
		if f := &s.facts[i]; f.Property == property && f.Value == value {
			return true
		}
	}
	return false
}

// person tells whether the node is a person who has a name, rather than an office.
func (s *subject) person() bool { return person(s.facts) }

// textOf returns the text of a literal, empty for an IRI.
func textOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	}
	return ""
}
