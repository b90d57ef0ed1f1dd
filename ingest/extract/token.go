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
	// What rules ask for most lies together.
	fold    string  // as compared, see grammar.fold
	classes class   // as of the lexeme, so that none of it need be looked at
	sets    wordset // lists that the word is in
	lex     *lexeme
	kind    tokenKind
	cap     bool    // starts with an upper-case or title-case letter
	open    opening // what can start with it
	bit     uint8   // see wordBit

	Span
	text  string   // as written
	low   string   // words only: lower case with accents, to tell "rencontré" from "rencontre"
	forms []form   // readings as a verb
	said  *[]int32 // what the model of likely contacts knows of it, nil where it was not asked
	sense *sense   // of senses.txt, nil for none

	own     *ownBody // that the text introduces and this word starts, nil for none
	ownSize uint8    // tokens that name it
}

// is reports whether the token is the given folded word.
func (t *token) is(a string) bool { return t.fold == a }

// is2, is3 and is4 tell whether the token is one of so many folded words: most
// questions are about few, and these need no list to be made of them.
func (t *token) is2(a, b string) bool { return t.fold == a || t.fold == b }

func (t *token) is3(a, b, c string) bool { return t.fold == a || t.fold == b || t.fold == c }

func (t *token) is4(a, b, c, d string) bool {
	return t.fold == a || t.fold == b || t.fold == c || t.fold == d
}

// isAny reports whether the token is one of the given folded words.
//
// It is asked in hundreds of places: as a call it takes less room among the instructions
// that a processor keeps at hand, and no more time.
//
//go:noinline
func (t *token) isAny(words ...string) bool {
	for _, w := range words {
		// Most differ in length or in the first byte, which is told without a call.
		if len(w) == len(t.fold) && (len(w) == 0 || w[0] == t.fold[0]) && w == t.fold {
			return true
		}
	}
	return false
}

// in reports whether the word is of one of the given classes.
func (t *token) in(c class) bool { return t.classes&c != 0 }

// contactNoun returns the kind of contact that a noun names.
func (t *token) contactNoun() (Kind, bool) {
	if t.fold == "echange" && t.low != "échange" { // "un appel échangé entre X et Y"
		return 0, false
	}
	return t.lex.noun.kind, t.lex.noun.contact
}

// gatheringNoun returns the kind of gathering that a noun names.
func (t *token) gatheringNoun() (Kind, bool) { return t.lex.noun.gathers, t.lex.noun.gathering }

// none stands for the token before the first and after the last.
var none = token{lex: nothing}

// at returns the token at an index, or none.
func at(toks []token, i int) *token {
	if i < 0 || i >= len(toks) {
		return &none
	}
	return &toks[i]
}

// tokenize cuts text[span.Start:span.End] into tokens and appends them to buf.
// Words keep inner hyphens and dots of initials; an elided article or pronoun
// ("l'", "qu'", "d'") is a token of its own, and so are the English "'s" and "n't".
func tokenize(x *splitter, text string, span Span, buf []token) []token {
	i := span.Start
	text = text[:span.End]
	for i < len(text) {
		if text[i] == ' ' {
			i++
			continue
		}
		if asciiLetter[text[i]] {
			end := wordEnd(text, i, span.End)
			buf = x.appendWord(buf, text, i, end)
			i = end
			continue
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:span.End])
		}
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			i += n
		case unicode.IsLetter(r):
			end := wordEnd(text, i, span.End)
			buf = x.appendWord(buf, text, i, end)
			i = end
		case unicode.IsDigit(r):
			end := i + n
			for end < span.End && isDigit(text[end]) {
				end++
			}
			buf = x.append(buf, text, i, end, number)
			i = end
		default:
			buf = x.append(buf, text, i, i+n, punct)
			i += n
		}
	}
	return buf
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// latinLetters is the first byte of the letters from À to ÿ, among which are × and ÷.
const latinLetters = 0xc3

var asciiLetter = func() (out [256]bool) {
	for c := range out {
		out[c] = isLetter(byte(c)) && c < utf8.RuneSelf
	}
	return out
}()

// inWord tells of a byte whether it is a letter or digit of ASCII.
var inWord = func() (out [256]bool) {
	for c := range out {
		out[c] = asciiLetter[c] || isDigit(byte(c))
	}
	return out
}()

// wordEnd returns the end of the word that starts at i: letters, digits and
// marks, joined by single hyphens or apostrophes.
func wordEnd(text string, i, limit int) int {
	end := i
	text = text[:limit]
	for {
		for end < len(text) && inWord[text[end]] {
			end++
		}
		if end >= len(text) {
			break
		}
		c := text[end]
		if c < utf8.RuneSelf && c != '-' && c != '\'' {
			break
		}
		if c == latinLetters && end+1 < limit && text[end+1] != '×'&0x3f|0x80 && text[end+1] != '÷'&0x3f|0x80 {
			end += 2 // "é"
			continue
		}
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

// appendWord splits off elisions, the possessive and the negation ("did n't", "wo n't"), where
// the language has them.
func (x *splitter) appendWord(buf []token, text string, start, end int) []token {
	if t := x.known(text[start:end]); t != nil { // what was split before is not there
		return t.appendAt(buf, text, start, end)
	}
	cut := strings.IndexFunc(text[start:end], isApostrophe)
	for cut >= 0 && x.elided[Fold(text[start:start+cut])] {
		_, n := utf8.DecodeRuneInString(text[start+cut : end])
		if next, _ := utf8.DecodeRuneInString(text[start+cut+n : end]); text[start] == 'N' && unicode.IsUpper(next) {
			break // "N'Djamena": no negation, which a verb would follow
		}
		buf = x.append(buf, text, start, start+cut+n, word)
		start += cut + n
		if start == end {
			return buf
		}
		cut = strings.IndexFunc(text[start:end], isApostrophe)
	}
	if cut > 0 && x.possessive {
		cut = strings.LastIndexFunc(text[start:end], isApostrophe)
		if tail := Fold(text[start+cut : end]); tail == "'s" || tail == "'" {
			buf = x.append(buf, text, start, start+cut, word)
			return x.append(buf, text, start+cut, end, word)
		} else if tail == "'t" && cut > 1 && text[start+cut-1] == 'n' {
			buf = x.append(buf, text, start, start+cut-1, word)
			return x.append(buf, text, start+cut-1, end, word)
		}
	}
	return x.append(buf, text, start, end, word)
}

// mostSeen is how many words a splitter remembers as they are written, some 200
// bytes each. Texts about the same things use few thousands.
const mostSeen = 1 << 13

// seenLast is how many of them are found without a look into a map. Finding one there
// costs more than comparing it.
const seenLast = 1 << 11

// known returns the token of a word that was seen as it is written, else nil.
func (x *splitter) known(written string) *token {
	if x.recent == nil {
		return nil
	}
	recent := &x.recent[place(written)%seenLast]
	if t := *recent; t != nil && t.text == written {
		return t
	}
	t := x.seen[written]
	if t != nil {
		*recent = t
	}
	return t
}

// append makes a token of text[start:end] and looks it up, once for each way in which
// a word is written.
func (x *splitter) append(buf []token, text string, start, end int, kind tokenKind) []token {
	written := text[start:end]
	t := x.known(written)
	if t == nil {
		found := x.lookUp(written, kind)
		t = &found
		if x.seen != nil { // else the vocabulary is read, of which names and functions are but spelled
			written = strings.Clone(written) // what is remembered holds on to no text
			t.text = written
			x.learn(t)
		}
	}
	return t.appendAt(buf, text, start, end)
}

// learn tells what can be told of a word by itself, and remembers it.
func (x *splitter) learn(t *token) {
	t.classify()
	if x.presiding[t.fold] != "" {
		t.sets.add(presidesWords)
	}
	if x.startsApart(t) {
		t.sets.add(apartWords)
	}
	t.sense = x.senseOf(t)
	likelyModel().saidOf(t)
	if len(x.seen) >= mostSeen {
		clear(x.seen)
	}
	x.seen[t.text] = t
}

// appendAt appends a token that is known, as it stands at text[start:end].
func (t *token) appendAt(buf []token, text string, start, end int) []token {
	buf = append(buf, *t)
	last := &buf[len(buf)-1]
	last.Span, last.text = Span{start, end}, text[start:end]
	return buf
}

// lookUp makes a token of a text.
func (x *splitter) lookUp(text string, kind tokenKind) token {
	t := token{text: text, kind: kind, lex: nothing}
	if kind == word && x.plain(&t) {
		return t
	}
	t.fold = Fold(t.text)
	if kind == word {
		r, _ := utf8.DecodeRuneInString(t.text)
		t.cap = unicode.IsUpper(r) || unicode.IsTitle(r)
		t.low = t.fold
		if len(t.fold) != len(t.text) || !isASCII(t.text) {
			t.low = strings.ReplaceAll(strings.ToLower(t.text), "’", "'")
		}
		if x.accented[t.low] {
			t.fold = t.low
		}
		if t.text == "A" && x.accented["à"] { // "A Paris": the accent of a capital is often left out
			t.fold = "à"
		}
		if p, ok := x.pivot[t.fold]; ok {
			t.fold = p
		}
		t.cap = t.cap || particled(t.text)
	}
	if l := x.vocabulary.find(t.fold); l != nil {
		t.lex, t.fold, t.forms = l, l.fold, l.formsOf(t.low)
	}
	return t
}

// particled reports whether a word is a name behind a particle in lower case:
// "el-Sisi", "al-Burhan".
func particled(s string) bool {
	const longest = 4 // bytes of a particle
	cut := strings.IndexByte(s, '-')
	if cut < 2 || cut > longest || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[cut+1:])
	return unicode.IsUpper(r)
}

// plain looks a word of plain letters up without making a string of its folded
// form; it reports whether the vocabulary has it.
func (x *splitter) plain(t *token) bool {
	var buf [24]byte
	if len(t.text) > len(buf) || len(t.text) < 2 {
		return false
	}
	upper := false
	for i := 0; i < len(t.text); i++ {
		c := t.text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
			upper = true
		case c >= utf8.RuneSelf:
			return false
		}
		buf[i] = c
	}
	if len(x.pivot) > 0 {
		if _, ok := x.pivot[string(buf[:len(t.text)])]; ok {
			return false
		}
	}
	l := x.vocabulary.find(string(buf[:len(t.text)]))
	if l == nil {
		return false
	}
	t.lex, t.fold, t.low = l, l.fold, l.fold
	t.cap = upper && t.text[0] >= 'A' && t.text[0] <= 'Z'
	t.forms = l.formsOf(t.low)
	return true
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
