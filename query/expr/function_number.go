package expr

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"math/rand/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/xsd"
)

// ofTyped builds a function of one value of package xsd.
func ofTyped(f func(xsd.Value) (xsd.Value, error)) builtin {
	return unary(true, func(_ *machine, v, out *value) {
		if v.kind != typedValue {
			out.setNone()
			return
		}
		out.setResult(f(v.num))
	})
}

// numericFunctions are the functions on numbers (SPARQL 1.1 §17.4.4).
func numericFunctions() map[string]builtin {
	return map[string]builtin{
		"ABS":   ofTyped(xsd.Abs),
		"ROUND": ofTyped(xsd.Round),
		"CEIL":  ofTyped(xsd.Ceil),
		"FLOOR": ofTyped(xsd.Floor),
		"RAND": nullary(true, true, func(_ *machine, _ int, out *value) {
			out.setNumber(xsd.FromDouble(rand.Float64()))
		}),
	}
}

// timeFunctions are the functions on times (SPARQL 1.1 §17.4.5), which take
// xsd:date and the others as far as those have the component.
func timeFunctions() map[string]builtin {
	return map[string]builtin{
		"NOW": nullary(false, true, func(m *machine, _ int, out *value) {
			out.setNumber(xsd.FromTime(m.c.Now))
		}),
		"YEAR":     ofTyped(xsd.Value.Year),
		"MONTH":    ofTyped(xsd.Value.Month),
		"DAY":      ofTyped(xsd.Value.Day),
		"HOURS":    ofTyped(xsd.Value.Hours),
		"MINUTES":  ofTyped(xsd.Value.Minutes),
		"SECONDS":  ofTyped(xsd.Value.Seconds),
		"TIMEZONE": ofTyped(xsd.Value.Timezone),
		"TZ": unary(false, func(m *machine, v, out *value) {
			out.setNone()
			if v.kind != typedValue {
				return
			}
			start := len(m.buf)
			text, ok := v.num.AppendZone(m.buf)
			if !ok {
				return
			}
			m.buf = text
			out.setString(m.since(start))
		}),
	}
}

// hashFunctions are the hash functions (SPARQL 1.1 §17.4.6): lower-case
// hexadecimal digits of the hash of the UTF-8 bytes.
func hashFunctions() map[string]builtin {
	of := func(h func() hash.Hash) builtin {
		return unary(false, func(m *machine, v, out *value) {
			if v.kind != plainString {
				out.setNone()
				return
			}
			sum := h()
			sum.Write(v.lex) // writing to a hash cannot go wrong
			start := len(m.buf)
			var digest [sha512.Size]byte
			m.buf = hex.AppendEncode(m.buf, sum.Sum(digest[:0]))
			out.setString(m.since(start))
		})
	}
	return map[string]builtin{
		"MD5":    of(md5.New),
		"SHA1":   of(sha1.New),
		"SHA256": of(sha256.New),
		"SHA384": of(sha512.New384),
		"SHA512": of(sha512.New),
	}
}

// tripleFunctions are the functions on triple terms (SPARQL 1.2 §17.4.7).
func tripleFunctions() map[string]builtin {
	part := func(i int) builtin {
		return unary(false, func(m *machine, v, out *value) {
			out.setNone()
			if v.kind != tripleTerm {
				return
			}
			s, p, o, ok := graph.TripleParts(m.text(v))
			if !ok {
				return // after a fault
			}
			m.buf = out.setText(graph.None, [...][]byte{s, p, o}[i], m.buf)
		})
	}
	return map[string]builtin{
		"ISTRIPLE":  test(func(_ *machine, v *value) bool { return v.kind == tripleTerm }),
		"SUBJECT":   part(0),
		"PREDICATE": part(1),
		"OBJECT":    part(2),
		"TRIPLE":    ternary(makeTriple),
	}
}

func makeTriple(m *machine, s, p, o, out *value) {
	if s.kind != iriTerm && s.kind != blankNode || p.kind != iriTerm ||
		o.kind == tripleTerm && tripleDepth(m.text(o)) >= graph.MaxTripleDepth {
		out.setNone()
		return
	}
	subject, predicate, object := m.text(s), m.text(p), m.text(o)
	start := len(m.buf)
	m.buf = append(append(m.buf, "<<( "...), subject...)
	m.buf = append(append(m.buf, ' '), predicate...)
	m.buf = append(append(m.buf, ' '), object...)
	m.buf = append(m.buf, " )>>"...)
	out.setID(tripleTerm, graph.None, m.since(start))
}

// tripleDepth counts how deep triple terms nest.
func tripleDepth(text []byte) int {
	depth := 0
	for bytes.HasPrefix(text, []byte("<<(")) {
		depth++
		_, _, o, ok := graph.TripleParts(text)
		if !ok {
			break
		}
		text = o
	}
	return depth
}
