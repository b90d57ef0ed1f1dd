package result

import "github.com/chancery-graph/chancery/graph"

// tsvEncoder writes the TSV form of SPARQL 1.1 Query Results CSV and TSV: terms as
// SPARQL writes them, which canonical text is; numbers short.
type tsvEncoder struct{}

func (tsvEncoder) begin(dst []byte, vars []string) []byte {
	for i, v := range vars {
		if i > 0 {
			dst = append(dst, '\t')
		}
		dst = append(append(dst, '?'), v...)
	}
	return append(dst, '\n')
}

func (tsvEncoder) row(dst []byte, p *Page, i int, _ bool) ([]byte, error) {
	for c := range p.Cols {
		if c > 0 {
			dst = append(dst, '\t')
		}
		term := p.Cols[c][i]
		if term == nil {
			continue
		}
		if len(term) < 2 {
			return dst, badTerm(term)
		}
		if n := shortNumber(term); n != nil {
			term = n
		}
		dst = append(dst, term...)
	}
	return append(dst, '\n'), nil
}

func (tsvEncoder) end(dst []byte) []byte { return dst }

const xsd = "http://www.w3.org/2001/XMLSchema#"

// shortNumber returns the lexical form of a number that a reader of Turtle takes
// for the same literal without quotes; nil for any other term.
func shortNumber(term []byte) []byte {
	const integer, decimal, double = `"^^<` + xsd + "integer>", `"^^<` + xsd + "decimal>", `"^^<` + xsd + "double>"
	if term[0] != '"' || term[len(term)-1] != '>' {
		return nil
	}
	want := graph.TagSpecial
	var lexical []byte
	switch {
	case hasSuffix(term, integer):
		lexical, want = term[1:len(term)-len(integer)], graph.TagInteger
	case hasSuffix(term, decimal):
		lexical, want = term[1:len(term)-len(decimal)], graph.TagDecimal
	case hasSuffix(term, double):
		lexical, want = term[1:len(term)-len(double)], graph.TagLiteral
	default:
		return nil
	}
	if kind, n := numberLen(lexical); n != len(lexical) || kind != want {
		return nil
	}
	return lexical
}

func hasSuffix(text []byte, suffix string) bool {
	n := len(text) - len(suffix)
	return n >= 0 && string(text[n:]) == suffix
}

// numberLen returns the length of the number that text starts with (INTEGER,
// DECIMAL or DOUBLE of Turtle) and what it is: TagInteger, TagDecimal, or
// TagLiteral for a double.
func numberLen(text []byte) (kind graph.Tag, n int) {
	i := 0
	if i < len(text) && (text[i] == '+' || text[i] == '-') {
		i++
	}
	whole := digits(text[i:])
	i += whole
	kind, n = graph.TagInteger, i
	fraction := 0
	if i < len(text) && text[i] == '.' {
		fraction = digits(text[i+1:])
		if whole+fraction == 0 {
			return 0, 0
		}
		i += 1 + fraction
		if fraction > 0 {
			kind, n = graph.TagDecimal, i
		}
	}
	if whole+fraction == 0 {
		return 0, 0
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		if e := digits(text[i:]); e > 0 {
			kind, n = graph.TagLiteral, i+e
		}
	}
	return kind, n
}

func digits(text []byte) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}
