package jsonld

import (
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// This file mends two things that json-gold does not do: the scoped context of an
// alias of @nest, which it ignores, and the @container of a term whose scoped
// context takes the term away, which it looks for in that context. Both terms are
// turned into plain properties with a scoped context and a name of their own,
//
//	"n": {"@id": "@nest", "@context": C}     →  "n": {"@id": "chancery-nest:", "@context": C}
//	"g": {"@id": "u:g", "@container": "@graph", "@context": null}
//	                                         →  "g": {"@id": "chancery-graph:u:g", "@context": null}
//
// and the expanded document is set right: what hangs on chancery-nest: moves to
// the node that it hangs on, what hangs on chancery-graph:u:g becomes the graph
// object of u:g. Where that could give something else than JSON-LD has it, the
// document is refused with the code "not implemented".

const (
	nestName  = "chancery-nest:"
	graphName = "chancery-graph:"
)

// mender knows the contexts of a document.
type mender struct {
	nests   bool              // an alias of @nest was turned
	graphs  []string          // IRIs of the terms of graphs that were turned
	terms   map[string]bool   // that are defined
	nested  map[string]bool   // terms that are @nest
	scoped  map[string]string // other terms with a scoped context, and their @id
	reverts bool              // a context ends at the next node
}

func newMender() *mender {
	return &mender{terms: map[string]bool{}, nested: map[string]bool{}, scoped: map[string]string{}}
}

// note takes down what is defined.
func (m *mender) note(term string, definition any) {
	m.terms[term] = true
	d, isMap := definition.(map[string]any)
	id, _ := d[keywordID].(string)
	if !isMap {
		id, _ = definition.(string)
	}
	if id == "@nest" {
		m.nested[term] = true
	}
	if _, has := d["@context"]; has && id != "@nest" {
		m.scoped[term] = id
	}
	if term == "@propagate" && definition == false {
		m.reverts = true
	}
}

// mend turns the definition of a term with a scoped context, in place.
func (m *mender) mend(term string, d map[string]any) error {
	if id, _ := d[keywordID].(string); id == "@nest" {
		d[keywordID] = nestName
		m.nests = true
		return nil
	}
	container, has := d["@container"]
	if !has || !takesAway(d["@context"], term) {
		return nil
	}
	id, _ := d[keywordID].(string)
	asGraph := false
	for _, c := range arrayOf(container) {
		switch c {
		case "@graph":
			asGraph = true
		case "@set": // which changes no statement
		default:
			return notImplemented("a scoped context that takes away the @container of " + clip(term))
		}
	}
	if _, reverse := d["@reverse"]; reverse || asGraph && graph.SchemeLen([]byte(id)) == 0 {
		return notImplemented("a scoped context that takes away the @container of " + clip(term))
	}
	delete(d, "@container")
	if asGraph {
		d[keywordID] = graphName + id
		m.graphs = append(m.graphs, id)
	}
	return nil
}

// takesAway tells whether a scoped context defines its own term anew, or no
// terms at all.
func takesAway(scoped any, term string) bool {
	if scoped == nil {
		return true
	}
	for _, c := range arrayOf(scoped) {
		terms, _ := c.(map[string]any)
		if _, again := terms[term]; again || c == nil {
			return true
		}
	}
	return false
}

func notImplemented(detail string) error { return &Error{Code: "not implemented", Detail: detail} }

// finish sets the expanded form of a document right, in place.
func (m *mender) finish(document any, expanded []any) error {
	for term, id := range m.scoped {
		if m.nested[id] {
			return notImplemented("a scoped context of " + clip(term) + ", an alias of an alias of @nest")
		}
	}
	if !m.nests && len(m.graphs) == 0 {
		return nil
	}
	if m.nests && m.reverts {
		return notImplemented("a scoped context of an alias of @nest, with @propagate")
	}
	for _, id := range m.graphs {
		if m.terms[id[:graph.SchemeLen([]byte(id))]] || m.terms[id] {
			return notImplemented("a scoped context that takes away the @container of a term for " + clip(id))
		}
	}
	if err := m.check(document); err != nil {
		return err
	}
	for _, v := range expanded {
		if err := m.fix(v); err != nil {
			return err
		}
	}
	return nil
}

// check refuses documents with names that are used here, and with types that
// could have scoped contexts: those end at the next node, which a nested object
// is not.
func (m *mender) check(v any) error {
	switch v := v.(type) {
	case string:
		if strings.Contains(v, nestName) || strings.Contains(v, graphName) {
			return notImplemented("the name " + clip(v))
		}
		if _, scoped := m.scoped[v]; scoped && m.nests {
			return notImplemented("a scoped context of an alias of @nest beside one of " + clip(v))
		}
	case []any:
		for _, item := range v {
			if err := m.check(item); err != nil {
				return err
			}
		}
	case map[string]any:
		for key, item := range v {
			if key == "@context" {
				continue
			}
			if strings.Contains(key, nestName) || strings.Contains(key, graphName) {
				return notImplemented("the name " + clip(key))
			}
			if err := m.check(item); err != nil {
				return err
			}
		}
	}
	return nil
}

// fix sets an expanded value and what it holds right.
func (m *mender) fix(v any) error {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if err := m.fix(item); err != nil {
				return err
			}
		}
	case map[string]any:
		if v[keywordType] == "@json" {
			return nil
		}
		if reverse, has := v["@reverse"].(map[string]any); has && reverse[nestName] != nil {
			return &Error{Code: "invalid reverse property map", Detail: "@nest"}
		}
		for _, item := range v {
			if err := m.fix(item); err != nil {
				return err
			}
		}
		for key, values := range v {
			if real, isGraph := strings.CutPrefix(key, graphName); isGraph {
				delete(v, key)
				v[real] = append(items(v[real]), graphsOf(items(values))...)
			}
		}
		nested := items(v[nestName])
		delete(v, nestName)
		for _, item := range nested {
			if err := merge(v, item); err != nil {
				return err
			}
		}
	}
	return nil
}

// items is arrayOf, but for what is not there, which has none.
func items(v any) []any {
	if v == nil {
		return nil
	}
	return arrayOf(v)
}

// graphsOf makes a graph object of each value.
func graphsOf(values []any) []any {
	graphs := make([]any, 0, len(values))
	for _, value := range values {
		graphs = append(graphs, map[string]any{keywordGraph: []any{value}})
	}
	return graphs
}

// merge moves what a nested object says to the node that it is nested in.
func merge(node map[string]any, nested any) error {
	n, isMap := nested.(map[string]any)
	if _, isValue := n[keywordValue]; !isMap || isValue || n[keywordList] != nil {
		return &Error{Code: "invalid @nest value", Detail: "expected a node object"}
	}
	for key, value := range n {
		old, has := node[key]
		switch {
		case !has:
			node[key] = value
		case key == "@reverse":
			into, from := old.(map[string]any), value.(map[string]any)
			for property, list := range from {
				into[property] = append(items(into[property]), items(list)...)
			}
		case strings.HasPrefix(key, "@") && key != keywordType && key != "@included":
			return &Error{Code: "colliding keywords", Detail: key}
		default:
			node[key] = append(items(old), items(value)...)
		}
	}
	return nil
}
