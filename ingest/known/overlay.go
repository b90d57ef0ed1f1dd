package known

import (
	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
)

// kept are the properties that the questions read.
var kept = func() map[string]bool {
	m := map[string]bool{}
	for _, list := range [][]string{contactProperties, roleProperties, countProperties, nameProperties, {
		vocab.SchemaDatePublished, vocab.ChyCountry, ingest.ChyDecision, ingest.ChyCountOf, vocab.RDFType,
	}} {
		for _, p := range list {
			m[p] = true
		}
	}
	return m
}()

// overlay holds the statements made since the snapshot. What many sources state
// is held once, but for statuses, which tell the sources of a contact.
type overlay struct {
	size      int
	bySubject map[quad.IRI][]Fact
	byObject  map[object][]quad.IRI
	seen      map[triple]struct{}
	persons   map[quad.IRI]bool
	surnames  map[uint64][]ingest.Known
}

type triple struct {
	subject  quad.IRI
	property string
	value    quad.Value
}

type object struct {
	property string
	value    quad.Value
}

func newOverlay() overlay {
	return overlay{
		bySubject: map[quad.IRI][]Fact{}, byObject: map[object][]quad.IRI{}, seen: map[triple]struct{}{},
		persons: map[quad.IRI]bool{}, surnames: map[uint64][]ingest.Known{},
	}
}

func (v *overlay) add(q quad.Quad) {
	s, ok := q.Subject.(quad.IRI)
	p, isIRI := q.Predicate.(quad.IRI)
	if !ok || !isIRI || !kept[string(p)] {
		return
	}
	bare := Fact{Property: string(p), Value: q.Object}
	key := triple{s, bare.Property, bare.Value}
	_, again := v.seen[key]
	if again && bare.Property != vocab.ChyStatus {
		return
	}
	v.seen[key] = struct{}{}
	f := bare
	f.Graph, _ = q.Label.(quad.IRI)
	v.size++
	v.bySubject[s] = append(v.bySubject[s], f)
	if again {
		return
	}
	at := object{bare.Property, bare.Value}
	v.byObject[at] = append(v.byObject[at], s)
	switch {
	case bare.Property == vocab.SchemaName || bare.Property == vocab.SchemaAlternateName:
		name := textOf(q.Object)
		key := surnameHash(name)
		v.surnames[key] = append(v.surnames[key], ingest.Known{IRI: s, Name: name})
	case bare.Property == vocab.RDFType && bare.Value == quad.IRI(vocab.SchemaPerson):
		if _, set := v.persons[s]; !set {
			v.persons[s] = true
		}
	case bare.Property == vocab.RDFType && bare.Value == quad.IRI(vocab.ChyOffice):
		v.persons[s] = false
	}
}

func (v *overlay) facts(node quad.IRI) []Fact { return v.bySubject[node] }

// subjects returns who has a property with a value, each once.
func (v *overlay) subjects(property string, value quad.Value) []quad.IRI {
	return v.byObject[object{property, value}]
}

// has tells whether a statement was made since, in any graph.
func (v *overlay) has(node quad.IRI, property string, value quad.Value) bool {
	_, ok := v.seen[triple{node, property, value}]
	return ok
}

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
