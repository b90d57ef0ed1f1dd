package sparql

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/iri"
	"github.com/chancery-graph/chancery/query/algebra"
)

const (
	// MaxDepth is how deep brackets, groups and subqueries may nest. A level
	// takes up to about ten stack frames in the parser.
	MaxDepth = 1000
	// MaxOperators is how many operators that nest to the left a text may have: in
	// expressions and paths, elements of groups that are joined, expressions that
	// are bound. Whoever walks a tree recurses as deep.
	MaxOperators = 200_000
	// MaxText is the greatest length of a text in bytes, 1 GiB.
	MaxText = 1 << 30
)

// ErrOptions is wrapped by errors about a field of [Options].
var ErrOptions = errors.New("sparql: invalid option")

// Options say how to read. The zero value is fit for use.
type Options struct {
	// Base is the IRI, without angle brackets, that relative ones are resolved
	// against until a BASE declaration; empty: a relative IRI is an error before
	// that.
	Base string
	// Prefixes are known without a declaration: namespaces without angle
	// brackets. A declaration in the text overrides them.
	Prefixes []algebra.Prefix
	// Params are terms, as canonical N-Triples texts, that take the place of
	// variables after the text has been read, so that no value can change its
	// structure. See [Substitute].
	Params map[algebra.Var]string
}

// ParseQuery reads a query. An error of the text is a [*SyntaxError].
func ParseQuery(text string, o Options) (*algebra.Query, error) {
	p, err := newParser(text, o)
	if err != nil {
		return nil, err
	}
	q := p.query()
	p.expectEnd("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
	if p.err != nil {
		return nil, p.err
	}
	if len(o.Params) == 0 {
		return q, nil
	}
	return Substitute(q, o.Params)
}

// ParseUpdate reads an update request. An error of the text is a
// [*SyntaxError].
func ParseUpdate(text string, o Options) (*algebra.Update, error) {
	p, err := newParser(text, o)
	if err != nil {
		return nil, err
	}
	u := p.update()
	p.expectEnd()
	if p.err != nil {
		return nil, p.err
	}
	if len(o.Params) == 0 {
		return u, nil
	}
	return SubstituteUpdate(u, o.Params)
}

// ParseTerm reads one term as it is written in a query (an IRI, a prefixed name,
// a literal, a number, true, false or a triple term without variables) and
// returns its canonical text, such as a parameter needs.
func ParseTerm(text string, o Options) (string, error) {
	p, err := newParser(text, o)
	if err != nil {
		return "", err
	}
	term := p.dataValue(false)
	p.expectEnd()
	if p.err != nil {
		return "", p.err
	}
	return term, nil
}

// parser reads one text. The first error stays in err; from then on every token
// is the end, so that all loops come to theirs.
type parser struct {
	lex   lexer
	tok   token // the token that is next
	last  int   // where the token before it ended
	err   *SyntaxError
	depth int
	links int // operators so far, see MaxOperators

	base     iri.Base
	prefixes map[string]string // name → namespace
	declared []algebra.Prefix  // by the text, in order
	// declaredAt finds a declaration by its name.
	declaredAt map[string]int
	version    string
	terms      map[string]string // prefixed name → canonical text
	scratch    []byte

	blanks     int // blank nodes made so far
	aggregates int // aggregate variables made so far
	keys       int // variables of GROUP BY made so far

	// labels are the blank node labels of basic graph patterns: a label may be
	// used in one of them alone (SPARQL 1.1 §5.1.1, §19.6).
	labels map[string]labelUse
	block  int // the basic graph pattern that is being read
	blocks int // how many there were

	// inAggregates allows aggregate functions; insideAggregate is their
	// argument.
	inAggregates, insideAggregate bool
}

type labelUse struct {
	v     algebra.Var
	block int
}

func newParser(text string, o Options) (*parser, error) {
	p := &parser{lex: lexer{src: text}}
	if o.Base != "" {
		if err := p.base.Set([]byte(o.Base)); err != nil {
			return nil, fmt.Errorf("%w: Base: %w", ErrOptions, err)
		}
	}
	p.prefixes = make(map[string]string, len(o.Prefixes)+4)
	for _, x := range o.Prefixes {
		if !graph.ValidIRI([]byte(x.IRI)) {
			return nil, fmt.Errorf("%w: Prefixes: %s: %.200q is no absolute IRI", ErrOptions, x.Name, x.IRI)
		}
		p.prefixes[x.Name] = x.IRI
	}
	if len(text) > MaxText {
		return nil, &SyntaxError{Line: 1, Column: 1, Reason: fmt.Sprintf("the text has %d bytes, at most %d are read", len(text), MaxText)}
	}
	if !utf8.ValidString(text) {
		at := 0
		for at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		p.failAt(at, "the text is not UTF-8")
		return nil, p.err
	}
	if strings.HasPrefix(text, "\uFEFF") {
		p.lex.pos = len("\uFEFF")
	}
	p.advance()
	return p, nil
}

// advance goes to the next token.
func (p *parser) advance() {
	p.last = p.tok.end
	if p.err != nil {
		return
	}
	p.tok = p.lex.next()
	if f := p.lex.fault; f != nil {
		p.failExpected(f.at, f.found, f.hint, f.expected)
	}
}

// failAt records an error of a rule beyond the grammar.
func (p *parser) failAt(offset int, reason string) { p.failHint(offset, reason, "") }

func (p *parser) failHint(offset int, reason, hint string) {
	p.record(&SyntaxError{Offset: offset, Reason: reason, Hint: hint, Found: p.foundAt(offset)})
}

// record keeps the first error and ends the text.
func (p *parser) record(e *SyntaxError) {
	if p.err == nil {
		e.Line, e.Column = place(p.lex.src, e.Offset)
		p.err = e
	}
	p.tok = token{kind: tokEOF, start: len(p.lex.src), end: len(p.lex.src)}
}

// unexpected records that the next token is none of those expected.
func (p *parser) unexpected(expected ...string) {
	hint := ""
	if p.tok.kind == tokWord {
		hint = p.wordHint(p.text(), expected)
	}
	p.failExpected(p.tok.start, "", hint, expected...)
}

func (p *parser) failExpected(offset int, found, hint string, expected ...string) {
	if found == "" {
		found = p.foundAt(offset)
	}
	p.record(&SyntaxError{Offset: offset, Found: found, Expected: expected, Hint: hint})
}

// foundAt says what stands at an offset.
func (p *parser) foundAt(offset int) string {
	if offset >= len(p.lex.src) {
		return kindNames[tokEOF]
	}
	if p.tok.start == offset && p.tok.end > offset {
		return quoteFound(p.lex.src[offset:p.tok.end])
	}
	end := offset
	for end < len(p.lex.src) && (nameByte[p.lex.src[end]] || p.lex.src[end] >= utf8.RuneSelf) {
		end++
	}
	if end == offset {
		_, size := utf8.DecodeRuneInString(p.lex.src[offset:])
		end += size
	}
	return quoteFound(p.lex.src[offset:end])
}

// text returns the next token's own text.
func (p *parser) text() string { return p.lex.src[p.tok.start:p.tok.end] }

// accept goes on if the next token is of a kind.
func (p *parser) accept(k kind) bool {
	if p.tok.kind != k {
		return false
	}
	p.advance()
	return true
}

// expect goes past a token of a kind or fails.
func (p *parser) expect(k kind) {
	if !p.accept(k) {
		p.unexpected(kindNames[k])
	}
}

// is tells whether the next token is a keyword.
func (p *parser) is(k keyword) bool { return p.tok.kind == tokWord && p.tok.keyword == k }

// acceptWord goes on if the next token is a keyword.
func (p *parser) acceptWord(k keyword) bool {
	if !p.is(k) {
		return false
	}
	p.advance()
	return true
}

func (p *parser) expectWord(k keyword) {
	if !p.acceptWord(k) {
		p.unexpected(k.String())
	}
}

// expectEnd makes sure that nothing follows. clauses are the keywords of clauses
// that might have been meant.
func (p *parser) expectEnd(clauses ...string) {
	if p.err != nil || p.tok.kind == tokEOF {
		return
	}
	hint := ""
	if p.tok.kind == tokWord {
		if w := near(p.text(), clauses); w != "" && p.tok.keyword == kwNone {
			hint = "did you mean " + w + "?"
		}
	}
	p.failExpected(p.tok.start, "", hint, kindNames[tokEOF])
}

// enter counts a level of nesting; leave must follow.
func (p *parser) enter() {
	if p.depth++; p.depth > MaxDepth {
		p.failAt(p.tok.start, fmt.Sprintf("brackets nest deeper than %d", MaxDepth))
	}
}

func (p *parser) leave() { p.depth-- }

// link counts an operator that nests to the left.
func (p *parser) link() {
	if p.links++; p.links > MaxOperators {
		p.failAt(p.tok.start, fmt.Sprintf("the text has more than %d operators", MaxOperators))
	}
}

// fresh returns a variable for a blank node.
func (p *parser) fresh() algebra.Var {
	v := blankName('b', p.blanks)
	p.blanks++
	return v
}

// prologue reads BASE, PREFIX and VERSION declarations.
func (p *parser) prologue() {
	for {
		switch {
		case p.acceptWord(kwBase):
			if p.tok.kind != tokIRI {
				p.unexpected(kindNames[tokIRI])
				return
			}
			at := p.tok.start
			if text := p.iri(); p.err == nil {
				if err := p.base.Set([]byte(text[1 : len(text)-1])); err != nil {
					p.failAt(at, err.Error())
				}
			}
		case p.acceptWord(kwPrefix):
			p.prefixDeclaration()
		case p.acceptWord(kwVersion):
			if p.tok.kind != tokString {
				p.unexpected(`a version such as "1.2"`)
				return
			}
			p.version = string(p.stringValue())
		default:
			return
		}
	}
}

func (p *parser) prefixDeclaration() {
	if p.tok.kind != tokPrefixed || p.tok.colon+1 != p.tok.end {
		p.unexpected(`a prefix with its colon, such as "foaf:"`)
		return
	}
	name := p.lex.src[p.tok.start:p.tok.colon]
	p.advance()
	if p.tok.kind != tokIRI {
		p.unexpected(kindNames[tokIRI])
		return
	}
	text := p.iri()
	if p.err != nil {
		return
	}
	namespace := text[1 : len(text)-1]
	if old, ok := p.prefixes[name]; ok && old != namespace {
		p.terms = nil // some of them mean something else now
	}
	p.prefixes[name] = namespace
	if i, ok := p.declaredAt[name]; ok {
		p.declared[i].IRI = namespace
		return
	}
	if p.declaredAt == nil {
		p.declaredAt = make(map[string]int)
	}
	p.declaredAt[name] = len(p.declared)
	p.declared = append(p.declared, algebra.Prefix{Name: name, IRI: namespace})
}
