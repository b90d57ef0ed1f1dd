package sparql_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// writer draws queries by the grammar, more deeply nested than people write
// them.
type writer struct {
	t     *rapid.T
	depth int
	blank int
	fresh int
}

func (w *writer) n(k int) int { return rapid.IntRange(0, k-1).Draw(w.t, "n") }

func (w *writer) pick(list ...string) string { return list[w.n(len(list))] }

func (w *writer) variable() string { return "?" + w.pick("a", "b", "c", "d") }

func (w *writer) iri() string { return w.pick("<u:p>", "<u:q>", ":x", ":y\\,z", "a:b.c") }

func (w *writer) literal() string {
	return w.pick("1", "-2.5", "+1e3", "true", `"x"`, `'y\u00e9\n'@en--rtl`, `"""a"b"""^^<u:t>`, `""`)
}

// deep tells whether there may be another level.
func (w *writer) deep() bool { return w.depth < 4 && w.n(2) == 0 }

func (w *writer) node() string {
	switch w.n(8) {
	case 0:
		return w.literal()
	case 1:
		return "[]"
	case 2:
		if w.deep() {
			return w.nested(func() string {
				return w.pick("("+w.node()+" "+w.node()+")", "[ "+w.verb()+" "+w.node()+" ]",
					"<<( "+w.variable()+" "+w.iri()+" "+w.literal()+" )>>", "<< "+w.iri()+" "+w.iri()+" "+w.variable()+" >>", "()")
			})
		}
	case 3:
		return fmt.Sprintf("_:l%d", w.blank)
	case 4, 5:
		return w.iri()
	}
	return w.variable()
}

func (w *writer) nested(f func() string) string {
	w.depth++
	defer func() { w.depth-- }()
	return f()
}

func (w *writer) verb() string { return w.pick("a", w.iri(), w.variable()) }

func (w *writer) path() string {
	if !w.deep() {
		return w.pick("a", w.iri(), "!"+w.iri(), "!(^a|"+w.iri()+")", "!()")
	}
	return w.nested(func() string {
		return w.pick(w.path()+"/"+w.path(), "("+w.path()+"|"+w.path()+")", "("+w.path()+")"+w.pick("*", "+", "?"), "^("+w.path()+")", "(^"+w.iri()+")")
	})
}

func (w *writer) triples() string {
	subject := w.variable()
	if w.n(4) == 0 {
		subject = w.node()
		if strings.HasPrefix(subject, "_:") || subject == "[]" {
			subject += " "
		}
	}
	verb, annotation := w.verb(), ""
	if w.n(3) == 0 {
		verb = w.path()
		if strings.HasSuffix(verb, "+") {
			verb += " "
		}
	} else if w.n(4) == 0 {
		annotation = w.pick(" ~ "+w.iri(), " {| "+w.iri()+" "+w.literal()+" |}", " ~ ?r {| a ?b |} ~")
	}
	return subject + " " + verb + " " + w.node() + annotation + w.pick("", "; a "+w.node(), ", "+w.node())
}

func (w *writer) expr() string {
	if !w.deep() {
		return w.pick(w.variable(), w.literal(), w.iri(), "NOW()", "bound(?a)")
	}
	return w.nested(func() string {
		return w.pick(w.expr()+w.pick("+", " - ", "*", "/", "||", "&&")+w.expr(), "("+w.expr()+w.pick("=", "!=", ">=", " < ")+w.expr()+")",
			"!("+w.expr()+")", "-("+w.expr()+")", "IF("+w.expr()+", 1, "+w.expr()+")", "<u:f>("+w.expr()+")",
			"("+w.expr()+" "+w.pick("in", "NOT IN")+" (1, "+w.expr()+"))", w.pick("EXISTS ", "not exists ")+w.group(), "CONCAT()", "<<( ?a a 1 )>>")
	})
}

func (w *writer) name() string {
	w.fresh++
	return fmt.Sprintf("?n%d", w.fresh)
}

func (w *writer) group() string {
	return w.nested(func() string {
		var b strings.Builder
		w.blank++
		b.WriteString("{ ")
		if w.depth > 1 && w.n(6) == 0 {
			b.WriteString(w.query())
		} else {
			for range w.n(5) {
				b.WriteString(w.element() + " ")
			}
		}
		w.blank++
		b.WriteString("}")
		return b.String()
	})
}

func (w *writer) element() string {
	if w.n(3) > 0 || w.depth > 4 {
		return w.triples() + " ."
	}
	if w.n(3) == 0 {
		return "FILTER (" + w.expr() + ")"
	}
	w.blank += 100
	defer func() { w.blank += 100 }()
	switch w.n(7) {
	case 0:
		return "OPTIONAL " + w.group()
	case 1:
		return "MINUS " + w.group()
	case 2:
		return w.group() + w.pick("", " UNION "+w.group(), " UNION "+w.group()+" UNION "+w.group())
	case 3:
		return "GRAPH " + w.pick("?g", w.iri()) + " " + w.group()
	case 4:
		return "BIND (" + w.expr() + " AS " + w.name() + ")"
	case 5:
		return "VALUES (?a ?v) { (1 UNDEF) (" + w.iri() + " <<( <u:s> a 'o' )>>) }"
	default:
		return "SERVICE SILENT <u:e> " + w.group()
	}
}

func (w *writer) query() string {
	s := "SELECT " + w.pick("", "DISTINCT ", "REDUCED ")
	where := " WHERE " + w.group()
	order := w.pick("", " ORDER BY ?a DESC(?b + 1)") + w.pick("", " LIMIT 3", " OFFSET 2", " LIMIT 1 OFFSET 2")
	switch w.n(4) {
	case 0:
		s += "*" + where
	case 1:
		s += "?a (" + w.expr() + " AS " + w.name() + ") ?b" + where
	case 2:
		key := w.name()
		s += "?a " + key + " (COUNT(*) + SUM(DISTINCT " + w.expr() + ") AS " + w.name() + ")" + where +
			" GROUP BY ?a (" + w.expr() + " AS " + key + ") (STR(?b)) HAVING (MAX(?c) > 1) (BOUND(?d))"
		order = w.pick("", " ORDER BY MIN(?c) ?d") + w.pick("", " LIMIT 3")
	default:
		s += "(GROUP_CONCAT(?a; SEPARATOR='\\n') AS " + w.name() + ")" + where
		order = " ORDER BY COUNT(*)"
	}
	return s + order + w.pick("", " VALUES ?v { 1 UNDEF }")
}

// TestRandomRoundTrip: queries of all shapes come back from their own writing.
func TestRandomRoundTrip(t *testing.T) {
	parsed, tried := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w := &writer{t: t}
		text := "PREFIX : <u:> PREFIX a: <u:a#> "
		switch w.n(4) {
		case 0:
			text += "CONSTRUCT { ?a <u:p> [] , _:x . } WHERE " + w.group() + w.pick("", " ORDER BY ?a LIMIT 1")
		case 1:
			text += "ASK " + w.group() + w.pick("", " GROUP BY ?a HAVING (COUNT(?b) > ?c)")
		default:
			text += w.query()
		}
		tried++
		if err := parseAgain(text, "", false); err != nil {
			if strings.HasPrefix(err.Error(), "written as") {
				t.Fatalf("%s\n%v", text, err)
			}
			if !strings.Contains(err.Error(), "used in another basic graph pattern") && !strings.Contains(err.Error(), "in scope already") {
				t.Fatalf("%s\n%v", text, err)
			}
			return
		}
		parsed++
	})
	if parsed*2 < tried {
		t.Errorf("only %d of %d random queries are valid", parsed, tried)
	}
}
