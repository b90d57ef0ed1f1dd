package jsonld

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Most dumps use little of JSON-LD: a context of prefixes and plain terms, nodes
// with absolute IRIs, values. Such documents are converted here without the
// expansion, several times as fast. Whatever else stands in one makes the whole
// document, or the whole part of it, go the long way (ok is false then), so this
// file says nothing about errors.

// plain is a context of terms that stand for IRIs and for nothing else.
type plain struct {
	terms    map[string]string
	prefixes map[string]string // terms that are prefixes
	keys     []string          // scratch
}

// plainDocument converts a document; ok is false for one that is not plain, of
// which rows may have been emitted.
func plainDocument(document any, c *converter) (ok bool) {
	p := &plain{terms: map[string]string{}, prefixes: map[string]string{}}
	top, isMap := document.(map[string]any)
	if !isMap {
		return p.nodes(document, graphDefault, c)
	}
	members := len(top)
	if context, has := top["@context"]; has {
		if !p.context(context) {
			return false
		}
		members--
	}
	if nodes, has := top[keywordGraph]; has && members == 1 {
		return p.nodes(nodes, graphDefault, c)
	}
	_, _, ok = p.node(top, graphDefault, c, true)
	return ok
}

// context reads a context.
func (p *plain) context(context any) bool {
	m, isMap := context.(map[string]any)
	if !isMap {
		return false
	}
	for term, definition := range m {
		if term == "" || term[0] == '@' || strings.ContainsAny(term, ":/#") {
			return false
		}
		id, isPrefix := "", false
		switch d := definition.(type) {
		case string:
			// A simple term is a prefix if it ends like one (JSON-LD 1.1 API
			// §4.2.2, step 14.2.5).
			id = d
			isPrefix = d != "" && strings.IndexByte(":/?#[]@", d[len(d)-1]) >= 0
		case map[string]any:
			for key, v := range d {
				switch v := v.(type) {
				case string:
					if key != keywordID {
						return false
					}
					id = v
				case bool:
					if key != "@prefix" {
						return false
					}
					isPrefix = v
				default:
					return false
				}
			}
		}
		if !graph.ValidIRI([]byte(id)) {
			return false
		}
		p.terms[term] = id
		if isPrefix {
			p.prefixes[term] = id
		}
	}
	for _, id := range p.terms {
		// No definition is made with the help of another.
		if scheme, rest, _ := strings.Cut(id, ":"); !strings.HasPrefix(rest, "//") && p.terms[scheme] != "" {
			return false
		}
	}
	return true
}

// iri expands an absolute IRI, a short form of one or a blank node.
func (p *plain) iri(text string) (string, bool) {
	prefix, local, ok := strings.Cut(text, ":")
	if !ok || prefix == "" {
		return "", false
	}
	if prefix == "_" || strings.HasPrefix(local, "//") {
		return text, true
	}
	if namespace, short := p.prefixes[prefix]; short {
		return namespace + local, true
	}
	return text, graph.SchemeLen([]byte(text)) > 0
}

// name expands a property or a class.
func (p *plain) name(text string) (string, bool) {
	if id, has := p.terms[text]; has {
		return id, true
	}
	return p.iri(text)
}

// nodes converts an array of node objects in graph g.
func (p *plain) nodes(v any, g string, c *converter) bool {
	list, isList := v.([]any)
	if !isList {
		return false
	}
	for _, item := range list {
		node, isMap := item.(map[string]any)
		if !isMap {
			return false
		}
		if _, _, ok := p.node(node, g, c, false); !ok {
			return false
		}
	}
	return true
}

// node converts a node object and returns its subject, which is malformed where
// valid is false: then nothing is said of it. top allows a context in it.
func (p *plain) node(node map[string]any, g string, c *converter, top bool) (subject string, valid, ok bool) {
	if id, has := node[keywordID]; !has {
		subject, valid = c.blank(""), true
	} else {
		text, _ := id.(string)
		full, isIRI := p.iri(text)
		if !isIRI {
			return "", false, false
		}
		subject, valid = c.resource(full)
	}
	// The order of keys decides how blank nodes are numbered.
	from := len(p.keys)
	p.keys = slices.AppendSeq(p.keys, maps.Keys(node))
	keys := p.keys[from:]
	slices.Sort(keys)
	for _, key := range keys {
		v := node[key]
		if key[:min(1, len(key))] != "@" {
			if !p.property(key, v, subject, valid, g, c) {
				return "", false, false
			}
			continue
		}
		switch key {
		case keywordID:
		case keywordType:
			ok = p.types(v, subject, valid, g, c)
		case keywordGraph:
			ok = valid && p.nodes(v, subject, c)
		case "@context":
			ok = top
		default:
			return "", false, false
		}
		if key != keywordID && !ok {
			return "", false, false
		}
	}
	p.keys = p.keys[:from]
	return subject, valid, true
}

// types states the classes of a node.
func (p *plain) types(v any, subject string, valid bool, g string, c *converter) bool {
	for _, item := range arrayOf(v) {
		text, isString := item.(string)
		if !isString {
			return false
		}
		id, ok := p.name(text)
		if !ok {
			return false
		}
		if o, wellFormed := c.resource(id); wellFormed && valid {
			c.emit(subject, rdfTypeText, o, g)
		}
	}
	return true
}

// property states the values of a property.
func (p *plain) property(key string, v any, subject string, valid bool, g string, c *converter) bool {
	id, ok := p.name(key)
	if !ok {
		return false
	}
	predicate, wellFormed := c.predicate(id)
	state := func(v any) bool {
		o, has, ok := p.object(v, g, c)
		if has && valid && wellFormed {
			c.emit(subject, predicate, o, g)
		}
		return ok
	}
	list, isList := v.([]any)
	if !isList {
		return state(v)
	}
	for _, item := range list {
		if !state(item) {
			return false
		}
	}
	return true
}

// object converts a value; has is false for one that is no term.
func (p *plain) object(v any, g string, c *converter) (text string, has, ok bool) {
	switch v := v.(type) {
	case string:
		return typed(v, ""), true, true
	case bool, json.Number:
		lexical, datatype, err := nativeLexical(v, "")
		return typed(lexical, datatype), true, err == nil
	case map[string]any:
		if _, isValue := v[keywordValue]; isValue {
			return p.literal(v, g, c)
		}
		if items, isList := v[keywordList].([]any); isList && len(v) == 1 {
			text, ok = p.list(items, g, c)
			return text, ok, ok
		}
		return p.node(v, g, c, false)
	}
	return "", false, false
}

// list converts a list and returns its first cell. An item that is no term
// leaves a cell without rdf:first.
func (p *plain) list(items []any, g string, c *converter) (text string, ok bool) {
	if len(items) == 0 {
		return "<" + vocab.RDFNil + ">", true
	}
	first := c.blank("")
	cell := first
	for i, item := range items {
		o, has, ok := p.object(item, g, c)
		if !ok {
			return "", false
		}
		if has {
			c.emit(cell, "<"+vocab.RDFFirst+">", o, g)
		}
		next := "<" + vocab.RDFNil + ">"
		if i+1 < len(items) {
			next = c.blank("")
		}
		c.emit(cell, "<"+vocab.RDFRest+">", next, g)
		cell = next
	}
	return first, true
}

// literal converts a value object.
func (p *plain) literal(m map[string]any, g string, c *converter) (text string, has, ok bool) {
	if m[keywordType] == "@json" && len(m) == 2 {
		canonical, err := appendCanonical(nil, m[keywordValue])
		return typed(string(canonical), vocab.RDFJSON), true, err == nil
	}
	value, isString := m[keywordValue].(string)
	if !isString {
		return "", false, false
	}
	var datatype, language, direction string
	for key, v := range m {
		text, isString := v.(string)
		if !isString || text == "" && key != keywordValue {
			return "", false, false
		}
		switch key {
		case keywordValue:
		case keywordType:
			id, ok := p.name(text)
			if !ok || strings.HasPrefix(id, "_:") || graph.IRIForbidden([]byte(id)) >= 0 {
				return "", false, false
			}
			datatype = id
		case "@language":
			language = text
		case "@direction":
			direction = text
		default:
			return "", false, false
		}
	}
	if datatype != "" && len(m) > 2 || direction != "" && direction != "ltr" && direction != "rtl" {
		return "", false, false
	}
	text, has, err := c.lexical(value, datatype, language, direction, g)
	return text, has, err == nil
}
