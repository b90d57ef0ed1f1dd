package sparql

import (
	"strings"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
)

// lexer cuts a text into tokens, the longest that matches first (SPARQL 1.1
// §19.8). Signs of numbers are tokens of their own; the parser joins them.
type lexer struct {
	src string
	pos int
	// fault is set with a token of kind tokEOF where the text has none.
	fault *fault
}

// fault is a lexical error.
type fault struct {
	at       int
	found    string // "" takes what stands there
	expected string
	hint     string
}

func (l *lexer) fail(at int, found, expected string) token {
	if l.fault == nil {
		l.fault = &fault{at: at, found: found, expected: expected}
	}
	l.pos = len(l.src)
	return token{kind: tokEOF, start: at, end: at}
}

// skipSpace skips white space and comments.
func (l *lexer) skipSpace() {
	for l.pos < len(l.src) {
		switch l.src[l.pos] {
		case ' ', '\t', '\r', '\n':
			l.pos++
		case '#':
			if n := strings.IndexAny(l.src[l.pos:], "\r\n"); n >= 0 {
				l.pos += n
			} else {
				l.pos = len(l.src)
			}
		default:
			return
		}
	}
}

func (l *lexer) at(i int) byte {
	if i < len(l.src) {
		return l.src[i]
	}
	return 0
}

// next returns the next token.
func (l *lexer) next() token {
	l.skipSpace()
	if l.pos >= len(l.src) {
		return token{kind: tokEOF, start: len(l.src), end: len(l.src)}
	}
	start := l.pos
	switch c := l.src[start]; {
	case c == '?' || c == '$':
		return l.variable(start)
	case c == '<':
		return l.less(start)
	case c == '"' || c == '\'':
		return l.stringToken(start, c)
	case '0' <= c && c <= '9' || c == '.' && isDigit(l.at(start+1)):
		return l.number(start)
	case c == '@':
		return l.language(start)
	case c == '_' && l.at(start+1) == ':':
		return l.label(start)
	case c == ':' || isNameStart(l.src[start:]):
		return l.name(start)
	default:
		return l.punctuation(start, c)
	}
}

// emit makes a token of n bytes at the current position.
func (l *lexer) emit(k kind, n int) token {
	start := l.pos
	l.pos += n
	return token{kind: k, start: start, end: l.pos}
}

func (l *lexer) variable(start int) token {
	n := varNameLen(l.src[start+1:])
	if n > 0 {
		return l.emit(tokVar, n+1)
	}
	if l.src[start] == '?' {
		return l.emit(tokQuestion, 1)
	}
	return l.fail(start, "", "the name of a variable after $")
}

// less tells IRIs, the brackets of triple terms and comparisons apart.
func (l *lexer) less(start int) token {
	if t, ok := l.iri(start); ok {
		return t
	}
	switch {
	case l.at(start+1) == '<' && l.at(start+2) == '(':
		return l.emit(tokTripleOpen, 3)
	case l.at(start+1) == '<':
		return l.emit(tokReifiedOpen, 2)
	case l.at(start+1) == '=':
		return l.emit(tokLessEqual, 2)
	}
	return l.emit(tokLess, 1)
}

// iri matches IRIREF, with the codepoint escapes that SPARQL 1.2 allows in it.
func (l *lexer) iri(start int) (token, bool) {
	escaped := false
	for i := start + 1; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == '>':
			l.pos = i + 1
			return token{kind: tokIRI, start: start, end: l.pos, escaped: escaped}, true
		case c == '\\':
			if e := l.at(i + 1); e != 'u' && e != 'U' {
				return token{}, false
			}
			escaped = true
		case c <= ' ' || iriExcluded[c]:
			return token{}, false
		}
	}
	return token{}, false
}

// iriExcluded marks the bytes that IRIREF excludes, > and \ left out.
var iriExcluded = func() (t [256]bool) {
	for _, c := range []byte("<\"{}|^`") {
		t[c] = true
	}
	return t
}()

func (l *lexer) stringToken(start int, quote byte) token {
	if l.at(start+1) == quote && l.at(start+2) == quote {
		return l.longString(start, quote)
	}
	t := token{kind: tokString, start: start, plain: quote == '"'}
	for i := start + 1; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == quote:
			l.pos = i + 1
			t.end = l.pos
			return t
		case c == '\\':
			t.escaped, t.plain = true, false
			i++
		case c == '\n' || c == '\r':
			return l.fail(i, "the end of the line", "the closing "+string(quote)+" of the string (triple quotes may go over lines)")
		case c < ' ' || c == 0x7F || c == 0xEF || c == '"':
			t.plain = false
		}
	}
	return l.fail(len(l.src), "", "the closing "+string(quote)+" of a string")
}

func (l *lexer) longString(start int, quote byte) token {
	t := token{kind: tokLongString, start: start}
	for i := start + 3; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == '\\':
			t.escaped = true
			i++
		case c == quote && l.at(i+1) == quote && l.at(i+2) == quote:
			l.pos = i + 3
			t.end = l.pos
			return t
		}
	}
	return l.fail(len(l.src), "", "the closing "+strings.Repeat(string(quote), 3)+" of a string")
}

// number matches INTEGER, DECIMAL and DOUBLE without a sign.
func (l *lexer) number(start int) token {
	i := start
	for isDigit(l.at(i)) {
		i++
	}
	digits := i > start
	k := tokInteger
	end := i
	if l.at(i) == '.' {
		j := i + 1
		for isDigit(l.at(j)) {
			j++
		}
		if j > i+1 {
			k, end = tokDecimal, j
		}
		if n := exponentLen(l.src[j:]); n > 0 && (digits || j > i+1) {
			k, end = tokDouble, j+n
		}
	} else if n := exponentLen(l.src[i:]); n > 0 {
		k, end = tokDouble, i+n
	}
	return l.emit(k, end-start)
}

func exponentLen(s string) int {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'E' {
		return 0
	}
	i := 1
	if s[i] == '+' || s[i] == '-' {
		i++
	}
	from := i
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	if i == from {
		return 0
	}
	return i
}

// language matches LANG_DIR.
func (l *lexer) language(start int) token {
	i := start + 1
	for isLetter(l.at(i)) {
		i++
	}
	if i == start+1 {
		return l.fail(start, "", "a language tag after @")
	}
	for l.at(i) == '-' {
		j := i + 1
		for isLetter(l.at(j)) || isDigit(l.at(j)) {
			j++
		}
		if j == i+1 {
			break
		}
		i = j
	}
	if l.at(i) == '-' && l.at(i+1) == '-' && isLetter(l.at(i+2)) {
		for i += 2; isLetter(l.at(i)); i++ {
		}
	}
	return l.emit(tokLang, i-start)
}

func (l *lexer) label(start int) token {
	n := graph.LabelLen([]byte(l.src[start+2 : labelEnd(l.src, start+2)]))
	if n == 0 {
		return l.fail(start, "", "a blank node label after _:")
	}
	return l.emit(tokLabel, n+2)
}

// labelEnd bounds what LabelLen must look at, so that a long text is not copied.
func labelEnd(s string, from int) int {
	for from < len(s) && (s[from] >= utf8.RuneSelf || nameByte[s[from]] || s[from] == '.') {
		from++
	}
	return from
}

// name matches a prefixed name or a word.
func (l *lexer) name(start int) token {
	i := start + prefixLen(l.src[start:])
	if l.at(i) != ':' {
		n := wordLen(l.src[start:])
		t := l.emit(tokWord, n)
		t.keyword = keywordOf(l.src[start : start+n])
		return t
	}
	n, escaped, bad := localLen(l.src[i+1:])
	if bad >= 0 {
		return l.fail(i+1+bad, "", `an escape such as \- or %2D in a prefixed name`)
	}
	t := l.emit(tokPrefixed, i+1+n-start)
	t.colon, t.escaped = i, escaped
	return t
}

func (l *lexer) punctuation(start int, c byte) token {
	next := l.at(start + 1)
	switch c {
	case '{':
		if next == '|' {
			return l.emit(tokAnnotationOpen, 2)
		}
		return l.emit(tokBraceOpen, 1)
	case '}':
		return l.emit(tokBraceClose, 1)
	case ')':
		if next == '>' && l.at(start+2) == '>' {
			return l.emit(tokTripleClose, 3)
		}
		return l.emit(tokParenClose, 1)
	case '>':
		switch next {
		case '>':
			return l.emit(tokReifiedClose, 2)
		case '=':
			return l.emit(tokGreaterEqual, 2)
		}
		return l.emit(tokGreater, 1)
	case '^':
		if next == '^' {
			return l.emit(tokTypeCaret, 2)
		}
		return l.emit(tokCaret, 1)
	case '|':
		switch next {
		case '|':
			return l.emit(tokOr, 2)
		case '}':
			return l.emit(tokAnnotationClose, 2)
		}
		return l.emit(tokPipe, 1)
	case '&':
		if next == '&' {
			return l.emit(tokAnd, 2)
		}
	case '!':
		if next == '=' {
			return l.emit(tokNotEqual, 2)
		}
		return l.emit(tokNot, 1)
	}
	if k := single[c]; k != tokEOF {
		return l.emit(k, 1)
	}
	return l.fail(start, "", "a token of SPARQL")
}

// single are the tokens of one byte that start no longer one.
var single = [256]kind{
	'(': tokParenOpen, '[': tokBracketOpen, ']': tokBracketClose, '.': tokDot,
	';': tokSemicolon, ',': tokComma, '*': tokStar, '+': tokPlus, '-': tokMinus,
	'/': tokSlash, '=': tokEqual, '~': tokTilde,
}
