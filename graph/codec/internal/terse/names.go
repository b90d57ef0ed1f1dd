package terse

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// names writes terms, IRIs by their prefixes where that reads back.
type names struct {
	list []name // the longest namespace first
}

type name struct {
	prefix    []byte // with its colon
	namespace []byte // with "<" before it
	used      bool
}

// newNames checks a table of prefixes. The first of several with one namespace
// is used.
func newNames(prefixes []vocab.Prefix) (names, error) {
	var n names
	seen := map[string]bool{}
	for _, p := range prefixes {
		if !validPrefix([]byte(p.Name)) {
			return names{}, fmt.Errorf("turtle: %q is not a prefix", p.Name)
		}
		if !graph.ValidIRI([]byte(p.Namespace)) {
			return names{}, fmt.Errorf("turtle: prefix %q: namespace %q is not an absolute IRI", p.Name, p.Namespace)
		}
		if len(p.Namespace) > maxNamespace {
			return names{}, fmt.Errorf("turtle: prefix %q: namespace of %d bytes, at most %d", p.Name, len(p.Namespace), maxNamespace)
		}
		if seen[p.Name] {
			return names{}, fmt.Errorf("turtle: prefix %q is given twice", p.Name)
		}
		seen[p.Name] = true
		n.list = append(n.list, name{prefix: []byte(p.Name + ":"), namespace: []byte("<" + p.Namespace)})
	}
	slices.SortStableFunc(n.list, func(a, b name) int { return cmp.Compare(len(b.namespace), len(a.namespace)) })
	return n, nil
}

// validPrefix tells whether text matches PN_PREFIX or is empty.
func validPrefix(text []byte) bool {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if !is(c, inPrefix) || i == 0 && !is(c, letter) {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 || !nameRune(r, i == 0) {
			return false
		}
		i += size
	}
	return len(text) == 0 || text[len(text)-1] != '.'
}

// validLocal tells whether text matches PN_LOCAL without an escape, or is empty.
func validLocal(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	if c := text[0]; c < utf8.RuneSelf && !is(c, starts) || text[len(text)-1] == '.' {
		return false
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if !is(c, inLocal) {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 || !nameRune(r, i == 0) {
			return false
		}
		i += size
	}
	return true
}

// iri appends an IRI, given in angle brackets.
func (n *names) iri(dst, text []byte) []byte {
	for i := range n.list {
		e := &n.list[i]
		k := len(e.namespace)
		if len(text) <= k || text[k-1] != e.namespace[k-1] || !bytes.Equal(text[:k], e.namespace) {
			continue
		}
		if local := text[k : len(text)-1]; validLocal(local) {
			e.used = true
			return append(append(dst, e.prefix...), local...)
		}
	}
	return append(dst, text...)
}

// verb appends a predicate.
func (n *names) verb(dst, text []byte) []byte {
	if string(text) == string(rdfType) {
		return append(dst, 'a')
	}
	return n.iri(dst, text)
}

// term appends any term but a blank node that is nested.
func (n *names) term(dst, text []byte) []byte {
	switch graph.TagOf(text) {
	case graph.TagIRI:
		return n.iri(dst, text)
	case graph.TagLiteral:
		return n.literal(dst, text)
	case graph.TagTriple:
		if s, p, o, ok := graph.TripleParts(text); ok {
			dst = append(n.term(append(dst, "<<( "...), s), ' ')
			dst = append(n.verb(dst, p), ' ')
			return append(n.term(dst, o), " )>>"...)
		}
	}
	return append(dst, text...)
}

// literal appends a literal, a number or boolean as such if its form allows.
func (n *names) literal(dst, text []byte) []byte {
	if text[len(text)-1] != '>' {
		return append(dst, text...)
	}
	lexical, datatype, _ := graph.LiteralParts(text)
	if len(datatype) > len(vocab.XSD) && string(datatype[:len(vocab.XSD)]) == vocab.XSD && shorthand(lexical, string(datatype[len(vocab.XSD):])) {
		return append(dst, lexical...)
	}
	quoted := len(text) - len(datatype) - 2
	return n.iri(append(dst, text[:quoted]...), text[quoted:])
}

// shorthand tells whether lexical, read without quotes, is the literal of the
// datatype.
func shorthand(lexical []byte, datatype string) bool {
	switch datatype {
	case "boolean":
		return string(lexical) == "true" || string(lexical) == "false"
	case "integer", "decimal", "double":
		return numeric(lexical) == datatype
	}
	return false
}

// numeric returns the name of the datatype that text has as a number; empty if
// it is none.
func numeric(text []byte) string {
	i := 0
	if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
		i = 1
	}
	digits := func() int {
		from := i
		for i < len(text) && is(text[i], digit) {
			i++
		}
		return i - from
	}
	whole, fraction, datatype := digits(), 0, "integer"
	if i < len(text) && text[i] == '.' {
		i++
		fraction, datatype = digits(), "decimal"
	}
	if i < len(text) && text[i]|0x20 == 'e' && whole+fraction > 0 {
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		if datatype = "double"; digits() == 0 {
			return ""
		}
	} else if datatype == "decimal" && fraction == 0 || whole+fraction == 0 {
		return ""
	}
	if i < len(text) {
		return ""
	}
	return datatype
}

// declarations appends the prefixes, those in use alone or all, by name.
func (n *names) declarations(dst []byte, used bool) []byte {
	list := slices.Clone(n.list)
	slices.SortFunc(list, func(a, b name) int { return bytes.Compare(a.prefix, b.prefix) })
	before := len(dst)
	for _, e := range list {
		if e.used || !used {
			dst = append(append(dst, "@prefix "...), e.prefix...)
			dst = append(append(append(dst, ' '), e.namespace...), "> .\n"...)
		}
	}
	if len(dst) > before {
		dst = append(dst, '\n')
	}
	return dst
}
