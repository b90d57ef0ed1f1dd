package dump

import (
	"bytes"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// prefixUse finds out which namespaces occur in terms.
type prefixUse struct {
	prefixes []vocab.Prefix
	seen     []bool
	left     int // that were not seen
}

func newPrefixUse(prefixes []vocab.Prefix) *prefixUse {
	return &prefixUse{prefixes: prefixes, seen: make([]bool, len(prefixes)), left: len(prefixes)}
}

// look goes through the texts that end at ends in arena. A nil prefixUse looks at
// nothing.
func (u *prefixUse) look(arena []byte, ends []int) {
	if u == nil {
		return
	}
	start := 0
	for _, end := range ends {
		if u.left == 0 {
			return
		}
		u.term(arena[start:end])
		start = end
	}
}

// term looks at an IRI, the datatype of a literal, or all IRIs of a triple term.
func (u *prefixUse) term(text []byte) {
	if len(text) == 0 || string(text) == "<"+vocab.RDFType+">" { // that is "a", or has a syntax of its own
		return
	}
	nested := bytes.HasPrefix(text, []byte("<<("))
	if text[0] == '"' {
		_, datatype, _ := graph.LiteralParts(text)
		if text = datatype; len(text) == 0 {
			return
		}
	} else {
		text = text[1:]
	}
	for i, p := range u.prefixes {
		if u.seen[i] {
			continue
		}
		if bytes.HasPrefix(text, []byte(p.Namespace)) || nested && bytes.Contains(text, []byte("<"+p.Namespace)) {
			u.seen[i] = true
			u.left--
		}
	}
}

// used returns the prefixes whose namespaces occurred, in their order.
func (u *prefixUse) used() []vocab.Prefix {
	used := []vocab.Prefix{}
	for i, p := range u.prefixes {
		if u.seen[i] {
			used = append(used, p)
		}
	}
	return used
}
