package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	word tokenKind = iota
	number
	punct
)

// token is one word, number or sign of a sentence.
type token struct {
	Span
	text string // as written
	fold string // as compared, see Fold; French grammatical words keep their accent
	low  string // words only: lower case with accents, to tell "rencontré" from "rencontre"
	kind tokenKind
	cap  bool // starts with an upper-case or title-case letter
}

// accented are French words that only their accent tells from others.
var accented = set("à où dû là dès sûr né")

// is reports whether the token is one of the given folded words.
func (t token) is(words ...string) bool {
	for _, w := range words {
		if t.fold == w {
			return true
		}
	}
	return false
}

// tokenize cuts text[span.Start:span.End] into tokens and appends them to buf.
// Words keep inner hyphens and dots of initials; an elided article or pronoun
// ("l'", "qu'", "d'") is a token of its own, and so is the English "'s".
func tokenize(text string, span Span, lang Lang, buf []token) []token {
	i := span.Start
	for i < span.End {
		r, n := utf8.DecodeRuneInString(text[i:span.End])
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			i += n
		case unicode.IsLetter(r):
			end := wordEnd(text, i, span.End)
			buf = appendWord(buf, text, i, end, lang)
			i = end
		case unicode.IsDigit(r):
			end := i + n
			for end < span.End && isDigit(text[end]) {
				end++
			}
			buf = append(buf, makeToken(text, i, end, number))
			i = end
		default:
			buf = append(buf, makeToken(text, i, i+n, punct))
			i += n
		}
	}
	return buf
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// wordEnd returns the end of the word that starts at i: letters, digits and
// marks, joined by single hyphens or apostrophes.
func wordEnd(text string, i, limit int) int {
	end := i
	for end < limit {
		r, n := utf8.DecodeRuneInString(text[end:limit])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			end += n
			continue
		}
		if r != '-' && r != '‑' && r != '‐' && !isApostrophe(r) {
			break
		}
		next, _ := utf8.DecodeRuneInString(text[end+n : limit])
		if !unicode.IsLetter(next) && !(end > i && isApostrophe(r) && n > 0 && unicode.IsDigit(next)) {
			// An elision before a quotation mark keeps its apostrophe: l'« équipe ».
			if isApostrophe(r) && end-i <= 2 {
				end += n
			}
			break
		}
		end += n
	}
	return end
}

// elided holds the words that lose their vowel before another, in French.
var elided = set("l d j m t s n c qu jusqu lorsqu puisqu quoiqu quelqu presqu")

// appendWord splits off elisions (French) or the possessive (English).
func appendWord(buf []token, text string, start, end int, lang Lang) []token {
	for lang == French {
		cut := strings.IndexFunc(text[start:end], isApostrophe)
		if cut < 0 || !elided[Fold(text[start:start+cut])] {
			break
		}
		_, n := utf8.DecodeRuneInString(text[start+cut : end])
		buf = append(buf, makeToken(text, start, start+cut+n, word))
		start += cut + n
		if start == end {
			return buf
		}
	}
	if lang == English {
		cut := strings.LastIndexFunc(text[start:end], isApostrophe)
		if cut > 0 && Fold(text[start+cut:end]) == "'s" {
			buf = append(buf, makeToken(text, start, start+cut, word))
			return append(buf, makeToken(text, start+cut, end, word))
		}
	}
	return append(buf, makeToken(text, start, end, word))
}

func makeToken(text string, start, end int, kind tokenKind) token {
	t := token{Span: Span{start, end}, text: text[start:end], kind: kind}
	t.fold = Fold(t.text)
	if kind == word {
		t.low = strings.ReplaceAll(strings.ToLower(t.text), "’", "'")
		if accented[t.low] {
			t.fold = t.low
		}
		if t.text == "A" { // "A Paris": the accent of a capital is often left out
			t.fold = "à"
		}
		r, _ := utf8.DecodeRuneInString(t.text)
		t.cap = unicode.IsUpper(r) || unicode.IsTitle(r)
	}
	return t
}
