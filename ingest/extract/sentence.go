package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is a line or paragraph of a text.
type block struct {
	Span
	// prose is false for titles, place lines, bylines and other headings: lines
	// that do not end like a sentence. They name people but assert nothing.
	prose     bool
	sentences []Span
}

// segment cuts a text into blocks and those into sentences. The first line is
// the title, unless it ends like a body. Where the lines of the text are broken
// by width, a paragraph ends at an empty line; else each line is a paragraph.
func segment(text string, g *grammar) []block {
	lines := linesOf(text, g.mem)
	if len(lines) == 0 {
		return nil
	}
	blocks := cut(&g.mem.blocks, len(lines))[:1]
	blocks[0].Span = lines[0]
	wrapped := isWrapped(text, lines[1:])
	for i, l := range lines[1:] {
		last := &blocks[len(blocks)-1]
		gap := strings.Count(text[lines[i].End:l.Start], "\n") > 1
		if wrapped && !gap && (i > 0 || goesOn(text, lines[0], l)) {
			last.End = l.End
			continue
		}
		blocks = append(blocks, block{Span: l})
	}
	for i := range blocks {
		b := &blocks[i]
		b.sentences = sentences(text, b.Span, g)
		b.prose = len(blocks) == 1 || (i > 0 || opensBody(text[b.Start:b.End])) && isProse(text[b.Start:b.End], len(b.sentences))
	}
	return blocks
}

// opensBody tells the first paragraph of a text that has no title, as agencies send
// them: it ends with a full stop, which titles do without, and not with that of
// an abbreviation ("to visit the U.S.").
func opensBody(s string) bool {
	s = strings.TrimRight(s, closers)
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.HasSuffix(last, ".") && strings.Count(last, ".") == 1
}

// FirstLineIs reports whether the first line of a text that is not blank has the words of a title, and no others.
func FirstLineIs(text, title string) bool {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return slices.Equal(strings.Fields(line), strings.Fields(title))
}

// goesOn reports whether line b is what a sentence of line a goes on with.
func goesOn(text string, a, b Span) bool {
	r, _ := utf8.DecodeRuneInString(text[b.Start:b.End])
	return unicode.IsLower(r) && !endsSentence(text[a.Start:a.End])
}

// isProse tells a paragraph from a heading, a place line or a byline: it ends
// like a sentence, or holds several, or is long and no item of a list.
func isProse(s string, sentences int) bool {
	const longHeading = 12 // words; headings of a body are shorter
	if endsSentence(s) || sentences > 1 || strings.HasSuffix(s, ":") || strings.HasSuffix(s, ";") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) {
		return false
	}
	words := 0
	for range strings.FieldsSeq(s) {
		words++
	}
	return words >= longHeading
}

// linesOf returns the lines that hold more than blanks, trimmed.
func linesOf(text string, mem *memory) []Span {
	out := cut(&mem.spans, 1+strings.Count(text, "\n"))[:0]
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		if s := trim(text, Span{start, end}); s.End > s.Start {
			out = append(out, s)
		}
		start = end + 1
	}
	return out
}

// trim moves the ends of a span inwards past blanks.
func trim(text string, s Span) Span {
	body := text[s.Start:s.End]
	left := strings.TrimLeftFunc(body, unicode.IsSpace)
	s.Start += len(body) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s
}

// isWrapped reports whether lines are broken by width: none is long and
// several go on, in lower case, where the line before has not ended.
func isWrapped(text string, lines []Span) bool {
	broken := 0
	for i, l := range lines {
		if l.End-l.Start > 120 {
			return false
		}
		if i > 0 && goesOn(text, lines[i-1], l) {
			broken++
		}
	}
	return broken >= 2
}

const closers = "»”\"'’)]\u00a0\u202f "

func endsSentence(s string) bool {
	s = strings.TrimRight(s, closers)
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '.' || r == '!' || r == '?' || r == '…'
}

// sentences cuts a block at ., !, ? and … where closing quotes and blanks
// follow and then a capital, a digit or an opening quote.
func sentences(text string, b Span, g *grammar) []Span {
	spans, first := &g.mem.spans, len(g.mem.spans)
	start, block := b.Start, text[:b.End]
	for i := b.Start; i < b.End; {
		rest, n := block[i:], 0
		for n < len(rest) && !mayEnd[rest[n]] {
			n++
		}
		i += n
		if i == b.End {
			break
		}
		r, n := utf8.DecodeRuneInString(text[i:b.End])
		i += n
		if r != '.' && r != '!' && r != '?' && r != '…' {
			continue
		}
		if r == '.' && isAbbreviation(text[start:i-n], g) {
			continue
		}
		if end, ok := sentenceEnd(text, i, b.End); ok {
			if s := trim(text, Span{start, end}); s.End > s.Start {
				*spans = append(*spans, s)
			}
			start, i = end, end
		}
	}
	if s := trim(text, Span{start, b.End}); s.End > s.Start {
		*spans = append(*spans, s)
	}
	return slices.Clip((*spans)[first:])
}

// mayEnd tells of a byte whether it can open a sign that ends a sentence.
var mayEnd = [256]bool{'.': true, '!': true, '?': true, 0xe2: true} // the last opens …

// sentenceEnd returns where the sentence whose final sign ends at i really
// ends, past closing quotes, and false when it goes on after all.
func sentenceEnd(text string, i, limit int) (int, bool) {
	end, blank := i, false
	for j := i; j < limit; {
		r, n := utf8.DecodeRuneInString(text[j:limit])
		switch {
		case unicode.IsSpace(r):
			blank = true
		case strings.ContainsRune("»”)]", r), (r == '"' || r == '’' || r == '\'') && !blank:
			end, blank = j+n, false
		case r == '.' || r == '!' || r == '?' || r == '…':
			return 0, false
		case unicode.IsUpper(r), unicode.IsDigit(r), strings.ContainsRune("«“\"‘'([-–—", r):
			return end, blank
		default:
			return 0, false
		}
		j += n
	}
	return end, true
}

// longestAbbreviation is how many bytes a listed abbreviation has, at most.
const longestAbbreviation = 6

// isAbbreviation looks at the last word before a full stop: a listed
// abbreviation, a single capital (an initial) or letters parted by stops.
func isAbbreviation(before string, g *grammar) bool {
	const longest = 12 // bytes that are looked at
	letters := 0
	for letters < len(before) && asciiLetter[before[len(before)-1-letters]] {
		letters++
	}
	if letters > longestAbbreviation {
		return false
	}
	tail := before[max(0, len(before)-longest):]
	if cut := strings.LastIndexFunc(tail, func(r rune) bool {
		return r != '.' && !unicode.IsLetter(r) && r != utf8.RuneError
	}); cut >= 0 {
		_, n := utf8.DecodeRuneInString(tail[cut:])
		tail = tail[cut+n:]
	}
	if tail == "" {
		return false
	}
	if utf8.RuneCountInString(tail) == 1 {
		r, _ := utf8.DecodeRuneInString(tail)
		return unicode.IsUpper(r) && r != 'X' // the network of that name ends many a sentence
	}
	return g.abbreviations[strings.ToLower(Fold(tail))] || initials(tail)
}

// initials reports whether a word is nothing but capitals parted by stops: "K.P".
func initials(s string) bool {
	for i := 0; i < len(s); i++ {
		if letter := i%2 == 0; letter && (s[i] < 'A' || s[i] > 'Z') || !letter && s[i] != '.' {
			return false
		}
	}
	return len(s) == 3 || len(s) == 5
}
