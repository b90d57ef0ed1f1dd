package jsonld

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/piprate/json-gold/ld"

	"github.com/chancery-graph/chancery/graph/iri"
)

// This file has what json-gold leaves out of context processing (JSON-LD 1.1 API
// §4). It looks at contexts before json-gold does.

// keywordForm tells whether s looks like a keyword: "@" and letters alone
// (JSON-LD 1.1 §1.7).
func keywordForm(s string) bool {
	if len(s) < 2 || s[0] != '@' {
		return false
	}
	for _, c := range []byte(s[1:]) {
		if !('a' <= c|0x20 && c|0x20 <= 'z') {
			return false
		}
	}
	return true
}

// checkContexts checks a local context, which may be an array, and drops the
// terms that are to be ignored. It changes the context in place.
func (m *mender) checkContexts(context any) error {
	// Terms that an earlier context of the array protects as null.
	protectedNull := map[string]bool{}
	for _, c := range arrayOf(context) {
		terms, isMap := c.(map[string]any)
		if !isMap {
			if c == nil {
				clear(protectedNull)
			}
			continue
		}
		if err := m.checkContext(terms, protectedNull); err != nil {
			return err
		}
	}
	return nil
}

func (m *mender) checkContext(terms map[string]any, protectedNull map[string]bool) error {
	_, all := terms["@protected"].(bool)
	for _, term := range slices.Sorted(maps.Keys(terms)) {
		definition := terms[term]
		m.note(term, definition)
		switch {
		case term == "":
			return &Error{Code: "invalid term definition", Detail: "the empty term"}
		case term == "@context":
			return &Error{Code: "keyword redefinition", Detail: term}
		case term == "@type" && !validTypeTerm(definition):
			return &Error{Code: "keyword redefinition", Detail: term}
		case protectedNull[term] && definition != nil:
			return &Error{Code: "protected term redefinition", Detail: term}
		case definition == nil && all && term[0] != '@':
			protectedNull[term] = true
		}
		d, isMap := definition.(map[string]any)
		if !isMap {
			continue
		}
		if reverse, isString := d["@reverse"].(string); isString && keywordForm(reverse) {
			delete(terms, term)
			continue
		}
		if scoped, has := d["@context"]; has {
			if err := m.mend(term, d); err != nil {
				return err
			}
			if err := m.checkContexts(scoped); err != nil {
				return &Error{Code: "invalid scoped context", Detail: "of term " + clip(term), Err: err}
			}
		}
	}
	return nil
}

// validTypeTerm tells whether @type may be defined so (JSON-LD 1.1 API §4.2.2,
// step 4): with @container @set and @protected at most, and not with nothing.
func validTypeTerm(definition any) bool {
	d, isMap := definition.(map[string]any)
	if !isMap || len(d) == 0 {
		return false
	}
	for key := range d {
		if key != "@container" && key != "@protected" {
			return false
		}
	}
	return true
}

// checkScoped checks that the scoped contexts of a local context are valid where
// they stand, whether they are used or not (JSON-LD 1.1 API §4.2.2, step 21).
// Those that name remote contexts are left to their use.
func checkScoped(active *ld.Context, context any) error {
	if !inline(context) {
		return nil
	}
	parsed, err := active.Parse(ld.CloneDocument(context))
	if err != nil {
		return nil // expansion reports it
	}
	for _, c := range arrayOf(context) {
		m, _ := c.(map[string]any)
		for _, term := range slices.Sorted(maps.Keys(m)) {
			d, _ := m[term].(map[string]any)
			scoped, has := d["@context"]
			if !has || !inline(scoped) {
				continue
			}
			_, err := parsed.Parse(ld.CloneDocument(scoped))
			if code := (*ld.JsonLdError)(nil); errors.As(err, &code) && (code.Code == ld.ProtectedTermRedefinition || code.Code == ld.InvalidContextNullification) {
				continue // a property-scoped context may
			}
			if err == nil {
				err = checkScoped(parsed, scoped)
			}
			if err != nil {
				return &Error{Code: "invalid scoped context", Detail: fmt.Sprintf("of term %s: %v", clip(term), err), Err: err}
			}
		}
	}
	return nil
}

// inline tells whether a context names no remote one.
func inline(v any) bool {
	switch v := v.(type) {
	case string:
		return false
	case []any:
		for _, item := range v {
			if !inline(item) {
				return false
			}
		}
	case map[string]any:
		if _, has := v["@import"]; has {
			return false
		}
	}
	return true
}

// absoluteContexts makes the references to other contexts in a remote context
// absolute; json-gold resolves those of scoped contexts against the document.
func absoluteContexts(v any, base *iri.Base) any {
	switch v := v.(type) {
	case string:
		if text, err := base.AppendResolve(nil, []byte(v)); err == nil {
			return string(text)
		}
	case []any:
		for i := range v {
			v[i] = absoluteContexts(v[i], base)
		}
	case map[string]any:
		if ref, isString := v["@import"].(string); isString {
			v["@import"] = absoluteContexts(ref, base)
		}
		for _, definition := range v {
			if d, isMap := definition.(map[string]any); isMap {
				if scoped, has := d["@context"]; has {
					d["@context"] = absoluteContexts(scoped, base)
				}
			}
		}
	}
	return v
}
