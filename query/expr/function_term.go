package expr

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/iri"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/graph/xsd"
)

// termFunctions are the functions on RDF terms (SPARQL 1.1 §17.4.2) with the
// base directions of SPARQL 1.2.
func termFunctions() map[string]builtin {
	isIRI := test(func(_ *machine, v *value) bool { return v.kind == iriTerm })
	toIRI := unary(false, castIRI)
	toIRI.build = contextual(toIRI.build)
	return map[string]builtin{
		"ISIRI":     isIRI,
		"ISURI":     isIRI,
		"ISBLANK":   test(func(_ *machine, v *value) bool { return v.kind == blankNode }),
		"ISLITERAL": test(func(_ *machine, v *value) bool { return v.kind.isLiteral() }),
		"ISNUMERIC": test(func(_ *machine, v *value) bool {
			return v.kind == typedValue && v.num.Datatype().IsNumeric()
		}),
		"HASLANG": test(func(_ *machine, v *value) bool { return v.kind == langString }),
		"HASLANGDIR": test(func(_ *machine, v *value) bool {
			_, direction := splitLang(v.lang)
			return v.kind == langString && direction != nil
		}),
		"STR":      unary(false, str),
		"LANG":     unary(false, func(_ *machine, v, out *value) { langPart(v, out, 0) }),
		"LANGDIR":  unary(false, func(_ *machine, v, out *value) { langPart(v, out, 1) }),
		"DATATYPE": unary(false, datatype),
		"IRI":      toIRI,
		"URI":      toIRI,
		"STRDT":    binaryOf(false, strdt),
		"STRLANG": binaryOf(false, func(m *machine, v, w, out *value) {
			strlang(m, v, w, nil, out)
		}),
		"STRLANGDIR": ternary(strlang),
		"BNODE":      {0, 2, bnode},
		"UUID": nullary(true, false, func(m *machine, _ int, out *value) {
			start := len(m.buf)
			m.buf = append(m.appendUUID(append(m.buf, "<urn:uuid:"...)), '>')
			out.setID(iriTerm, graph.None, m.since(start))
		}),
		"STRUUID": nullary(true, false, func(m *machine, _ int, out *value) {
			start := len(m.buf)
			m.buf = m.appendUUID(m.buf)
			out.setString(m.since(start))
		}),
		Solution: nullary(true, true, func(m *machine, _ int, out *value) {
			m.c.numbers++
			out.setInt(m.c.numbers)
		}),
	}
}

// contextual marks what a builder builds as dependent on the Context.
func contextual(build func(*compiler, *compiled, []*compiled) (*compiled, error)) func(*compiler, *compiled, []*compiled) (*compiled, error) {
	return func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
		k.contextual = true
		return build(b, k, args)
	}
}

func str(m *machine, v, out *value) {
	switch {
	case v.kind == iriTerm:
		out.setString(m.iri(v))
	case v.kind.isLiteral():
		out.setString(m.lexical(v))
	default:
		out.setNone()
	}
}

// langPart gives the language tag (part 0) or the base direction (part 1), ""
// of a literal without.
func langPart(v, out *value, part int) {
	if !v.kind.isLiteral() {
		out.setNone()
		return
	}
	var parts [2][]byte
	if v.kind == langString {
		parts[0], parts[1] = splitLang(v.lang)
	}
	out.setString(parts[part])
}

const (
	textString        = "<" + vocab.XSDString + ">"
	textLangString    = "<" + vocab.RDFLangString + ">"
	textDirLangString = "<" + vocab.RDFDirLangString + ">"
)

func datatype(m *machine, v, out *value) {
	start := len(m.buf)
	switch v.kind {
	case plainString:
		m.buf = append(m.buf, textString...)
	case langString:
		if _, direction := splitLang(v.lang); direction != nil {
			m.buf = append(m.buf, textDirLangString...)
		} else {
			m.buf = append(m.buf, textLangString...)
		}
	case typedValue:
		m.buf = append(append(append(m.buf, '<'), v.num.Datatype().IRI()...), '>')
	case otherLiteral:
		i := bytes.LastIndex(v.text, []byte(`"^^`))
		m.buf = append(m.buf, v.text[i+3:]...)
	default:
		out.setNone()
		return
	}
	out.setID(iriTerm, graph.None, m.since(start))
}

// castIRI resolves a string against the base of the query.
func castIRI(m *machine, v, out *value) {
	if v.kind == iriTerm {
		out.setID(iriTerm, v.id, v.text)
		return
	}
	out.setNone()
	if v.kind != plainString {
		return
	}
	start := len(m.buf)
	m.buf = append(m.buf, '<')
	if m.c.Base != "" {
		base, err := iri.ParseBase([]byte(m.c.Base))
		if err != nil {
			return
		}
		resolved, err := base.AppendResolve(m.buf, v.lex)
		if err != nil {
			return
		}
		m.buf = resolved
	} else {
		m.buf = append(m.buf, v.lex...)
	}
	if !graph.ValidIRI(m.buf[start+1:]) {
		return
	}
	m.buf = append(m.buf, '>')
	out.setID(iriTerm, graph.None, m.since(start))
}

func strdt(m *machine, v, w, out *value) {
	out.setNone()
	if v.kind != plainString || w.kind != iriTerm {
		return
	}
	lex, iri := v.lex, m.text(w)
	switch string(iri) {
	case textString:
		out.setString(lex)
		return
	case textLangString, textDirLangString, "":
		return // there is no such literal without a language tag
	}
	start := len(m.buf)
	m.buf = append(graph.AppendEscaped(append(m.buf, '"'), lex), `"^^`...)
	m.buf = append(m.buf, iri...)
	m.buf = out.setText(graph.None, m.since(start), m.buf)
}

// strlang is STRLANG, and STRLANGDIR with a direction.
func strlang(m *machine, v, tag, direction, out *value) {
	valid := v.kind == plainString && tag.kind == plainString && !bytes.Contains(tag.lex, []byte("--"))
	lex, start := v.lex, len(m.buf)
	if valid {
		m.buf = graph.AppendLower(m.buf, tag.lex)
		if direction != nil {
			valid = direction.kind == plainString
			m.buf = append(append(m.buf, "--"...), direction.lex...)
		}
	}
	lang := m.since(start)
	if n, _ := graph.LanguageLen(lang); !valid || n == 0 || n != len(lang) {
		out.setNone()
		return
	}
	out.setString(lex)
	out.kind, out.lang = langString, lang
}

// bnode is BNODE() with no argument, with a name, or with a name and the number
// of a solution.
func bnode(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
	k.random, k.canError = len(args) < 2, len(args) > 0
	k.contextual = true
	nodes := nodesOf(args)
	return b.valued(k, false, func(m *machine, row int, out *value) {
		id, err := graph.None, error(nil)
		switch len(nodes) {
		case 0:
			id, err = m.c.freshBlank()
		case 1:
			v := nodes[0].eval(m, row)
			if v.kind == plainString {
				id, err = m.rowBlank(v.lex)
			}
		default:
			v, solution := nodes[0].eval(m, row), nodes[1].eval(m, row)
			if v.kind == plainString && solution.kind != noValue {
				id, err = m.c.blankFor(m.text(solution), v.lex)
			}
		}
		if err != nil {
			m.fail(err)
		}
		if id == graph.None {
			out.setNone()
			return
		}
		out.setID(blankNode, id, nil)
	}), nil
}

// rowBlank returns the blank node of a name within the row at hand.
func (m *machine) rowBlank(name []byte) (graph.ID, error) {
	if id, ok := m.rowBlanks[string(name)]; ok {
		return id, nil
	}
	id, err := m.c.freshBlank()
	if err != nil {
		return graph.None, err
	}
	if m.rowBlanks == nil {
		m.rowBlanks = map[string]graph.ID{}
	}
	m.rowBlanks[string(name)] = id
	return id, nil
}

// appendUUID appends a random UUID (RFC 9562, version 4).
func (m *machine) appendUUID(dst []byte) []byte {
	var u [16]byte
	if _, err := rand.Read(u[:]); err != nil {
		m.fail(err)
	}
	u[6] = u[6]&0x0F | 0x40
	u[8] = u[8]&0x3F | 0x80
	for i, n := range [...]int{4, 2, 2, 2, 6} {
		if i > 0 {
			dst = append(dst, '-')
		}
		from := [...]int{0, 4, 6, 8, 10}[i]
		dst = hex.AppendEncode(dst, u[from:from+n])
	}
	return dst
}

// cast builds the constructor function of a datatype; ok is false for another
// name.
func (b *compiler) cast(name string, args []*compiled) (k *compiled, ok bool, err error) {
	if len(name) < 2 || name[0] != '<' {
		return nil, false, nil
	}
	to := xsd.DatatypeOf([]byte(name[1 : len(name)-1]))
	if to == xsd.None && name != textString {
		return nil, false, nil
	}
	if len(args) != 1 {
		return nil, true, ErrArguments
	}
	f := unary(true, func(m *machine, v, out *value) { castTo(m, v, out, to) })
	if to == xsd.None {
		f = unary(false, castString)
	}
	k = b.join(args...)
	k.cheap = false
	k, err = f.build(b, k, args)
	return k, true, err
}

// castTo casts to a datatype other than xsd:string (SPARQL 1.1 §17.5).
func castTo(m *machine, v, out *value, to xsd.Datatype) {
	switch v.kind {
	case plainString:
		out.setResult(xsd.Parse(to, v.lex))
	case typedValue:
		out.setResult(xsd.Cast(v.num, to))
	default:
		out.setNone()
	}
}

func castString(m *machine, v, out *value) {
	switch v.kind {
	case iriTerm:
		out.setString(m.iri(v))
	case plainString:
		out.setString(v.lex)
		out.id, out.text = v.id, v.text
	case typedValue:
		start := len(m.buf)
		m.buf = v.num.AppendString(m.buf)
		out.setString(m.since(start))
	default:
		out.setNone()
	}
}
