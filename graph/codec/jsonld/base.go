package jsonld

import (
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/iri"
)

// liftBase takes the base out of a document's contexts, so that IRIs come out of
// the expansion relative and are resolved here, by RFC 3986 and RFC 3987: json-gold
// resolves them with package net/url, which percent-encodes them and takes empty
// segments away. ok is false where that is not possible because more than one
// base is in use or because a relative @vocab needs it; json-gold's own
// resolution is used then. The document is changed in place.
func liftBase(document any, base *iri.Base) (lifted *iri.Base, ok bool) {
	var found contextUse
	found.walk(document, false)
	if found.relativeVocab || found.bases > 1 {
		return base, false
	}
	if found.bases == 0 {
		return base, true
	}
	top, isMap := document.(map[string]any)
	if !isMap {
		return base, false
	}
	var holder map[string]any
	switch context := top["@context"].(type) {
	case map[string]any:
		holder = context
	case []any:
		for _, c := range context {
			if m, isMap := c.(map[string]any); isMap {
				if _, has := m["@base"]; has {
					holder = m
				}
			}
		}
	}
	value, has := holder["@base"]
	if !has {
		return base, false
	}
	switch value := value.(type) {
	case nil:
		delete(holder, "@base")
		return nil, true
	case string:
		lifted, ok := resolveBase(base, value)
		if ok {
			delete(holder, "@base")
		}
		return lifted, ok
	}
	return base, false // json-gold reports it
}

// resolveBase resolves an @base against the base before it.
func resolveBase(base *iri.Base, ref string) (*iri.Base, bool) {
	text := []byte(ref)
	if graph.SchemeLen(text) == 0 {
		if base == nil {
			return nil, false // json-gold reports it
		}
		var err error
		if text, err = base.AppendResolve(nil, text); err != nil {
			return base, false
		}
	}
	lifted, err := iri.ParseBase(text)
	if err != nil {
		return nil, true // every IRI that it would make is malformed
	}
	return &lifted, true
}

// contextUse is what the inline contexts of a document say of bases.
type contextUse struct {
	bases         int
	relativeVocab bool
}

// walk looks at a value and what it contains; inContext tells that it stands in a
// context.
func (u *contextUse) walk(v any, inContext bool) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			u.walk(item, inContext)
		}
	case map[string]any:
		if inContext {
			if _, has := v["@base"]; has {
				u.bases++
			}
			if vocab, isString := v["@vocab"].(string); isString && !strings.HasPrefix(vocab, "_:") &&
				graph.SchemeLen([]byte(vocab)) == 0 {
				u.relativeVocab = true
			}
		}
		for key, item := range v {
			u.walk(item, inContext || key == "@context")
		}
	}
}
