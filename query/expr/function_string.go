package expr

import (
	"bytes"
	"math"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"github.com/chancery-graph/chancery/graph/xsd"
)

// stringFunctions are the functions on strings (SPARQL 1.1 §17.4.3). A string
// argument is an xsd:string or has a language tag; two of them are compatible if
// the second has no language tag or the first's.
func stringFunctions() map[string]builtin {
	return map[string]builtin{
		"STRLEN": ofString(true, func(m *machine, v, out *value) {
			out.setInt(int64(utf8.RuneCount(v.lex)))
		}),
		"UCASE": ofString(false, func(m *machine, v, out *value) { changeCase(m, v, out, true) }),
		"LCASE": ofString(false, func(m *machine, v, out *value) { changeCase(m, v, out, false) }),
		"ENCODE_FOR_URI": ofString(false, func(m *machine, v, out *value) {
			start := len(m.buf)
			m.buf = appendEncoded(m.buf, v.lex)
			out.setString(m.since(start))
		}),
		"STRSTARTS":   ofStrings(bytes.HasPrefix),
		"STRENDS":     ofStrings(bytes.HasSuffix),
		"CONTAINS":    ofStrings(bytes.Contains),
		"STRBEFORE":   binaryOf(false, strbefore),
		"STRAFTER":    binaryOf(false, strafter),
		"SUBSTR":      {2, 3, substr},
		"CONCAT":      {0, -1, concat},
		"LANGMATCHES": binaryOf(true, langMatches),
		"REGEX":       {2, 3, regexFunction},
		"REPLACE":     {3, 4, replaceFunction},
	}
}

func isString(v *value) bool { return v.kind == plainString || v.kind == langString }

// ofString builds a function of one string.
func ofString(compact bool, f func(m *machine, v, out *value)) builtin {
	return unary(compact, func(m *machine, v, out *value) {
		if !isString(v) {
			out.setNone()
			return
		}
		f(m, v, out)
	})
}

// compatible tells whether two arguments are strings that go together (SPARQL
// 1.1 §17.4.3.1.2).
func compatible(v, w *value) bool {
	return isString(v) && (w.kind == plainString ||
		w.kind == langString && v.kind == langString && bytes.Equal(v.lang, w.lang))
}

// ofStrings builds a test of two strings.
func ofStrings(f func(s, part []byte) bool) builtin {
	return builtin{2, 2, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
		x, y := args[0].node, args[1].node
		k.canError = true
		return b.boolean(k, func(m *machine, row int) truth {
			v, w := x.eval(m, row), y.eval(m, row)
			if !compatible(v, w) {
				return failed
			}
			return truthOf(f(v.lex, w.lex))
		}), nil
	}}
}

func strbefore(_ *machine, v, w, out *value) {
	if !compatible(v, w) {
		out.setNone()
		return
	}
	i := bytes.Index(v.lex, w.lex)
	if i < 0 {
		out.setString(nil)
		return
	}
	out.setLike(v.lex[:i], v)
}

func strafter(_ *machine, v, w, out *value) {
	if !compatible(v, w) {
		out.setNone()
		return
	}
	i := bytes.Index(v.lex, w.lex)
	if i < 0 {
		out.setString(nil)
		return
	}
	out.setLike(v.lex[i+len(w.lex):], v)
}

// changeCase maps with the full mappings of Unicode (XPath fn:upper-case), for
// which a string may change its length.
func changeCase(m *machine, v, out *value, upper bool) {
	start := len(m.buf)
	if ascii(v.lex) {
		for _, c := range v.lex {
			if upper && 'a' <= c && c <= 'z' || !upper && 'A' <= c && c <= 'Z' {
				c ^= 'a' - 'A'
			}
			m.buf = append(m.buf, c)
		}
	} else {
		caser := cases.Lower(language.Und)
		if upper {
			caser = cases.Upper(language.Und)
		}
		m.buf = append(m.buf, caser.Bytes(v.lex)...)
	}
	out.setLike(m.since(start), v)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// appendEncoded escapes all but the unreserved characters of RFC 3986.
func appendEncoded(dst, b []byte) []byte {
	const digits = "0123456789ABCDEF"
	for _, c := range b {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.', c == '~':
			dst = append(dst, c)
		default:
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return dst
}

// substr is SUBSTR: characters from a position that counts from 1, as XPath
// fn:substring rounds and clips.
func substr(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
	nodes := nodesOf(args)
	k.canError = true
	return b.valued(k, false, func(m *machine, row int, out *value) {
		v := nodes[0].eval(m, row)
		start, ok := wholeArgument(nodes[1].eval(m, row))
		end := math.Inf(1)
		if len(nodes) == 3 {
			length, lengthOK := wholeArgument(nodes[2].eval(m, row))
			end, ok = start+length, ok && lengthOK
		}
		if !ok || !isString(v) {
			out.setNone()
			return
		}
		out.setLike(substring(v.lex, start, end), v)
	}), nil
}

// wholeArgument returns a number rounded as fn:round does.
func wholeArgument(v *value) (float64, bool) {
	if v.kind != typedValue || !v.num.Datatype().IsNumeric() {
		return 0, false
	}
	rounded, err := xsd.Round(v.num)
	return rounded.Float64(), err == nil
}

// substring returns the characters at positions p with start <= p < end, the
// first being 1. NaN, as a bound, leaves nothing.
func substring(s []byte, start, end float64) []byte {
	from, to := len(s), len(s)
	position, inside := 1.0, false
	for i := 0; i < len(s); position++ {
		if !inside && position >= start && position < end {
			from, inside = i, true
		} else if inside && !(position < end) {
			to = i
			break
		}
		_, size := utf8.DecodeRune(s[i:])
		i += size
	}
	return s[from:to]
}

// concat keeps a language tag that all arguments have.
func concat(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
	nodes := nodesOf(args)
	k.canError = len(args) > 0
	return b.valued(k, false, func(m *machine, row int, out *value) {
		var lang []byte
		same := true
		// Arguments may use the buffer, so their strings are put together last.
		parts := make([][]byte, 0, 8)
		for i, n := range nodes {
			v := n.eval(m, row)
			switch {
			case !isString(v):
				out.setNone()
				return
			case i == 0:
				lang, same = v.lang, v.kind == langString
			case v.kind != langString || !bytes.Equal(lang, v.lang):
				same = false
			}
			parts = append(parts, v.lex)
		}
		start := len(m.buf)
		for _, p := range parts {
			m.buf = append(m.buf, p...)
		}
		out.setString(m.since(start))
		if same && len(nodes) > 0 {
			out.kind, out.lang = langString, lang
		}
	}), nil
}

// langMatches is basic filtering (RFC 4647 §3.3.1).
func langMatches(_ *machine, v, w, out *value) {
	if v.kind != plainString || w.kind != plainString {
		out.setNone()
		return
	}
	tag, lang := v.lex, w.lex
	switch {
	case string(lang) == "*":
		out.setBool(len(tag) > 0)
	case len(lang) == 0 || len(tag) < len(lang) || !bytes.EqualFold(tag[:len(lang)], lang):
		out.setBool(false)
	default:
		out.setBool(len(tag) == len(lang) || tag[len(lang)] == '-')
	}
}
