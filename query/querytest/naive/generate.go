package naive

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

const ns = "http://example.org/"

var (
	nodes      = []string{"<" + ns + "n0>", "<" + ns + "n1>", "<" + ns + "n2>", "<" + ns + "n3>", "_:b0"}
	predicates = []string{"<" + ns + "p0>", "<" + ns + "p1>", "<" + ns + "p2>"}
	literals   = []string{
		`"1"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"2"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		`"01"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>`,
		`"x"`, `"x"@en`, `"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>`, `"a text that is long enough for the dictionary"`,
	}
	graphs    = []string{"", "<" + ns + "g0>", "<" + ns + "g1>"}
	variables = []string{"?a", "?b", "?c", "?d"}
)

// DrawQuads draws statements of few terms, so that patterns often match.
func DrawQuads(t *rapid.T) [][4]string {
	var quads [][4]string
	objects := append(append([]string{}, nodes...), literals...)
	for range rapid.IntRange(0, 25).Draw(t, "quads") {
		quads = append(quads, [4]string{
			rapid.SampledFrom(nodes).Draw(t, "s"), rapid.SampledFrom(predicates).Draw(t, "p"),
			rapid.SampledFrom(objects).Draw(t, "o"), rapid.SampledFrom(graphs).Draw(t, "g"),
		})
	}
	return quads
}

// Query is a drawn query. Without its slice it is Whole.
type Query struct {
	Text    string
	Whole   string // the query without LIMIT and OFFSET
	Sliced  bool
	Ordered bool
}

// DrawQuery draws a SELECT query that nests the operators of the algebra.
func DrawQuery(t *rapid.T) Query {
	g := &generator{t: t}
	body := g.group(2)
	if rapid.IntRange(0, 3).Draw(t, "aggregate") == 0 {
		return g.aggregated(body)
	}
	head := "SELECT *"
	if g.chance("project", 3) {
		head = "SELECT " + strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(variables), 1, 3, rapid.ID).Draw(t, "vars"), " ")
	}
	if g.chance("distinct", 3) {
		head = strings.Replace(head, "SELECT", "SELECT DISTINCT", 1)
	}
	q := Query{Whole: head + " WHERE " + body}
	if g.chance("order", 4) {
		q.Ordered = true
		q.Whole += " ORDER BY " + g.variable()
		if g.chance("descending", 2) {
			q.Whole += " DESC(" + g.expr(1) + ")"
		}
	}
	q.Text = q.Whole
	if g.chance("slice", 4) {
		q.Sliced = true
		q.Text += fmt.Sprintf(" LIMIT %d OFFSET %d", rapid.IntRange(0, 6).Draw(t, "limit"), rapid.IntRange(0, 3).Draw(t, "offset"))
	}
	return q
}

type generator struct {
	t     *rapid.T
	fresh int
}

func (g *generator) chance(label string, in int) bool {
	return rapid.IntRange(1, in).Draw(g.t, label) == in
}

func (g *generator) pick(label string, from []string) string {
	return rapid.SampledFrom(from).Draw(g.t, label)
}

func (g *generator) variable() string { return g.pick("variable", variables) }

func (g *generator) newVariable() string {
	g.fresh++
	return fmt.Sprintf("?v%d", g.fresh)
}

func (g *generator) aggregated(body string) Query {
	key := g.variable()
	function := g.pick("function", []string{"COUNT(*)", "COUNT(?b)", "COUNT(DISTINCT ?b)", "SUM(?c)", "MIN(?c)", "MAX(?b)", "AVG(?c)", "COUNT(DISTINCT *)"})
	text := "SELECT (" + function + " AS ?n) WHERE " + body
	if g.chance("grouped", 2) {
		text = "SELECT " + key + " (" + function + " AS ?n) WHERE " + body + " GROUP BY " + key
		if g.chance("having", 3) {
			text += " HAVING (COUNT(*) > 1)"
		}
	}
	return Query{Text: text, Whole: text}
}

func (g *generator) group(depth int) string {
	var b strings.Builder
	b.WriteString("{ ")
	for i := range rapid.IntRange(1, 3).Draw(g.t, "elements") {
		b.WriteString(g.element(depth, i == 0))
		b.WriteString(" ")
	}
	b.WriteString("}")
	return b.String()
}

// element draws one part of a group; the first is mostly a pattern, so that the
// others have something to work on.
func (g *generator) element(depth int, first bool) string {
	kind := rapid.IntRange(0, 13).Draw(g.t, "element")
	if first && kind > 4 || depth == 0 && kind > 7 {
		kind %= 4
	}
	switch kind {
	case 0, 1, 2:
		return g.triples()
	case 3:
		return g.subject() + " " + g.path(2) + " " + g.object() + " ."
	case 4:
		return "VALUES (?a ?b) { (" + g.pick("value", nodes[:4]) + " UNDEF) (" + g.pick("value", nodes[:4]) + " " + g.pick("value", append(literals[:5:5], nodes[:2]...)) + ") }"
	case 5, 6:
		return "FILTER(" + g.expr(2) + ")"
	case 7:
		return "BIND(" + g.expr(1) + " AS " + g.newVariable() + ")"
	case 8, 9:
		return "OPTIONAL " + g.group(depth-1)
	case 10:
		return g.group(depth-1) + " UNION " + g.group(depth-1)
	case 11:
		return "MINUS " + g.group(depth-1)
	case 12:
		return "GRAPH " + g.pick("graph", []string{"?g", "?a", graphs[1], graphs[2], "<" + ns + "absent>"}) + " " + g.group(depth-1)
	default:
		return "{ SELECT " + g.pick("distinct", []string{"", "DISTINCT "}) + "?a ?b WHERE " + g.group(depth-1) + " }"
	}
}

func (g *generator) subject() string {
	if g.chance("constant subject", 4) {
		return g.pick("subject", nodes[:4])
	}
	return g.variable()
}

func (g *generator) object() string {
	if g.chance("constant object", 4) {
		return g.pick("object", append(literals[:6:6], nodes[:4]...))
	}
	return g.variable()
}

func (g *generator) triples() string {
	var b strings.Builder
	for range rapid.IntRange(1, 3).Draw(g.t, "triples") {
		p := g.pick("predicate", predicates)
		if g.chance("variable predicate", 5) {
			p = g.variable()
		}
		fmt.Fprintf(&b, "%s %s %s . ", g.subject(), p, g.object())
	}
	return b.String()
}

func (g *generator) path(depth int) string {
	if depth == 0 {
		return g.pick("step", predicates)
	}
	in := g.path(depth - 1)
	switch rapid.IntRange(0, 7).Draw(g.t, "path") {
	case 0:
		return "(" + in + ")*"
	case 1:
		return "(" + in + ")+"
	case 2:
		return "(" + in + ")?"
	case 3:
		return "^(" + in + ")"
	case 4:
		return "(" + in + "/" + g.path(depth-1) + ")"
	case 5:
		return "(" + in + "|" + g.path(depth-1) + ")"
	case 6:
		return "!(" + g.pick("not", predicates) + "|^" + g.pick("not", predicates) + ")"
	default:
		return "!" + g.pick("not", predicates)
	}
}

func (g *generator) expr(depth int) string {
	if depth == 0 {
		return g.operand()
	}
	switch rapid.IntRange(0, 11).Draw(g.t, "expression") {
	case 0, 1:
		return g.operand() + " " + g.pick("operator", []string{"=", "!=", "<", ">", "<=", ">="}) + " " + g.operand()
	case 2:
		return "(" + g.expr(depth-1) + ") && (" + g.expr(depth-1) + ")"
	case 3:
		return "(" + g.expr(depth-1) + ") || (" + g.expr(depth-1) + ")"
	case 4:
		return "!(" + g.expr(depth-1) + ")"
	case 5:
		return "BOUND(" + g.variable() + ")"
	case 6:
		return g.pick("test", []string{"isIRI", "isBLANK", "isLITERAL", "isNUMERIC"}) + "(" + g.operand() + ")"
	case 7:
		return g.operand() + g.pick("in", []string{" IN (", " NOT IN ("}) + g.operand() + ", " + g.operand() + ")"
	case 8:
		return "COALESCE(" + g.operand() + " + " + g.operand() + ", " + g.operand() + ")"
	case 9:
		return "IF(" + g.expr(depth-1) + ", " + g.operand() + ", " + g.operand() + ")"
	case 10:
		return g.pick("exists", []string{"EXISTS { ", "NOT EXISTS { "}) + g.triples() + "}"
	default:
		return "sameTerm(" + g.operand() + ", " + g.operand() + ")"
	}
}

func (g *generator) operand() string {
	if g.chance("literal", 3) {
		return g.pick("constant", append(literals[:7:7], nodes[:2]...))
	}
	return g.variable()
}
