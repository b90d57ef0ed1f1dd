package extract

import (
	"slices"
	"strings"
)

// ownBody is a body that a text introduces by its acronym: "la Résistance nationale mozambicaine (Renamo)".
// From then on both are as good as entries of the lexicon.
type ownBody struct {
	lexEntry
	text    string // as worded, without article
	words   []string
	acronym string
}

// longestBody is how many tokens the name of such a body has at most, mostOwn how many of them a text may
// introduce; it is no text that introduces more.
const (
	longestBody = 12
	mostOwn     = 256
)

// ownBodies finds the bodies that a text introduces and marks where it names them. It comes once people
// are known.
func (r *reader) ownBodies(sentences [][]token) {
	if strings.IndexByte(r.text, '(') < 0 {
		return
	}
	own := r.mem.own[:0]
	for _, toks := range sentences {
		for k := 2; k+2 < len(toks); k++ {
			if !toks[k].is("(") || !toks[k+2].is(")") || toks[k+1].kind != word || !toks[k+1].cap || toks[k-1].kind != word {
				continue
			}
			from := r.bodyBefore(toks, k)
			if from < 0 || len(own) == mostOwn {
				continue
			}
			b := &ownBody{text: surfaceOf(toks[from:k]), acronym: toks[k+1].text}
			b.kind, b.next, b.id = lexBody, anyBit, key(b.text)
			for j := from; j < k; j++ {
				b.words = append(b.words, toks[j].fold)
			}
			if b.id != "" && !slices.ContainsFunc(own, func(o *ownBody) bool { return o.id == b.id }) {
				own = append(own, b)
			}
		}
	}
	r.mem.own = own
	for _, toks := range sentences {
		for i := 0; len(own) > 0 && i < len(toks); i++ {
			i += max(0, markOwn(own, toks, i)-1)
		}
	}
}

// markOwn marks the body that toks[i] starts, and returns how many tokens name it.
func markOwn(own []*ownBody, toks []token, i int) int {
	if !toks[i].cap || toks[i].kind != word {
		return 0
	}
	for _, b := range own {
		n := 0
		switch {
		case toks[i].text == b.acronym && len(toks[i].lex.entries) == 0:
			n = 1
		case startsWith(toks[i:], b.words):
			n = len(b.words)
			if at(toks, i+n).is("(") && at(toks, i+n+1).text == b.acronym {
				n += 3
			}
		default:
			continue
		}
		toks[i].own, toks[i].ownSize = b, uint8(n)
		return n
	}
	return 0
}

// bodyBefore returns the token at which the name before the acronym in brackets at token k starts, -1 where
// that is the name of somebody, of a place or of an office.
func (r *reader) bodyBefore(toks []token, k int) int {
	first := Fold(toks[k+1].text)[:1]
	lettered, any := -1, -1 // the nearest capital that the acronym starts with; the furthest behind an article
	for j := k - 1; j >= 0 && k-j <= longestBody; j-- {
		t := &toks[j]
		if t.kind != word && !t.is("-") || t.lex.be != noTense || t.lex.have != noTense || t.is4("ceux", "celles", "those", "that") {
			break
		}
		if _, n := headAt(toks, j); n > 0 && t.cap && j < k-1 {
			break
		}
		if !t.cap {
			if t.is2("et", "and") && max(lettered, any) >= 0 {
				break // what goes before is another party
			}
			continue
		}
		if prev := at(toks, j-1); j > 0 && !prev.in(isArticle) && !prev.in(isPreposition|isOf) && !prev.is3("et", "and", ",") {
			continue
		}
		if lettered < 0 && t.fold[:1] == first {
			lettered = j
		}
		if at(toks, j-1).in(isArticle) || at(toks, j-1).is3("du", "des", "aux") {
			any = j
		}
	}
	from := lettered
	if from < 0 {
		from = any
	}
	if from < 0 || k-from < 2 {
		return -1
	}
	if e, n := r.g.lex.match(toks, from); e != nil && from+n == k && e.kind != lexDemonym {
		return -1 // the lexicon knows it
	}
	if _, n := headAt(toks, from); n > 0 {
		return -1
	}
	if end, words := r.g.nameAt(toks, from); end == k && words > 1 && r.people.find(surfaceOf(toks[from:k])) != nil {
		return -1 // somebody and his party
	}
	return from
}
