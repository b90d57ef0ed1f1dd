package extract

import (
	"math/bits"
	"strings"
	"sync"
)

// Names tell of where their bearers are from: "Volodymyr" is a Ukrainian, "-shvili" a
// Georgian ending. Of several people whom a text has not said to be of any country, "le
// président ukrainien" is the one who sounds like it. What is known are names of a
// language (lang/names.txt), not who holds which office.

// countrySet holds ISO 3166-1 codes, one bit for each two letters.
type countrySet [11]uint64

// countryCode is an ISO 3166-1 code: one more than its bit, 0 for none.
type countryCode uint16

// codeOf reads the code of a row.
func codeOf(r row, code string) countryCode {
	if len(code) != 2 || code != strings.ToUpper(code) {
		r.bad()
	}
	return countryCode(codeBit(code) + 1)
}

// codes are two letters of each bit after those of the one before.
var codes = func() string {
	var out []byte
	for bit := range 26 * 26 {
		out = append(out, byte('A'+bit/26), byte('A'+bit%26))
	}
	return string(out)
}()

// String returns the two letters of a code, "" for none.
func (c countryCode) String() string {
	if c == 0 {
		return ""
	}
	return codes[2*c-2 : 2*c]
}

func codeBit(code string) int { return int(code[0]-'A')*26 + int(code[1]-'A') }

func (s *countrySet) add(code string) { b := codeBit(code); s[b/64] |= 1 << (b % 64) }

func (s *countrySet) has(code string) bool { b := codeBit(code); return s[b/64]>>(b%64)&1 == 1 }

// bearing tells in which countries a name is borne.
type bearing struct {
	home, also *countrySet
	weak       bool // borne in many other countries too
}

// nameLore is what names tell.
type nameLore struct {
	words  hashed[[]bearing]
	ends   hashed[[]bearing] // of the last word
	starts hashed[[]bearing] // of any word
	gender map[string]int8   // of first names

	homes    hashed[countryCode] // of public figures, by their names
	surnames hashed[int]         // of public figures, the last of figures who bears them
	figures  []figure
}

const longestAffix = 8 // bytes of a beginning or ending in names.txt

// lore reads names.txt.
var lore = sync.OnceValue(func() *nameLore {
	l := &nameLore{gender: map[string]int8{}}
	for _, r := range rows("names.txt") {
		head, words := r.keyed()
		switch head {
		case "female", "male":
			for _, w := range words {
				l.gender[w] = female
				if head == "male" {
					l.gender[w] = male
				}
			}
			continue
		}
		home, also, _ := strings.Cut(head, "/")
		b := bearing{home: codesOf(r, home), also: codesOf(r, also)}
		for _, w := range words {
			b.weak = strings.HasSuffix(w, "/")
			w = strings.TrimSuffix(w, "/")
			list := &l.words
			switch {
			case strings.HasPrefix(w, "-"):
				list, w = &l.ends, w[1:]
			case strings.HasSuffix(w, "-"):
				list, w = &l.starts, w[:len(w)-1]
			}
			of := list.at(w)
			*of = append(*of, b)
		}
	}
	l.addFigures()
	var bearings slab[bearing]
	for _, list := range [...]*hashed[[]bearing]{&l.words, &l.ends, &l.starts} {
		for i := range list.values {
			list.values[i] = bearings.keep(list.values[i])
		}
	}
	return l
})

func codesOf(r row, list string) *countrySet {
	var s countrySet
	for code := range strings.FieldsSeq(list) {
		codeOf(r, code)
		s.add(code)
	}
	return &s
}

// sounds returns how much a folded name sounds like one of a country: above 0 it does,
// below 0 it sounds like one of others.
func (l *nameLore) sounds(name, code string) int {
	switch l.homeOf(name) {
	case "":
	case code:
		return certain
	default:
		return -certain
	}
	score := 0
	words := strings.Fields(name)
	for i, w := range words {
		if list, known := l.words.get(w); known {
			score += weighBearings(list, code, 2)
			continue
		}
		best, known := 0, false
		for n := longestAffix; n >= 2; n-- {
			if n >= len(w) {
				continue
			}
			if list, ends := l.ends.get(w[len(w)-n:]); ends && i == len(words)-1 && i > 0 {
				best, known = max(best, weighBearings(list, code, min(2, n-1))), known || n > 3
			}
			if list, starts := l.starts.get(w[:n]); starts {
				best = max(best, weighBearings(list, code, 1))
			}
		}
		if best > 0 {
			score += best
		} else if known {
			score--
		}
	}
	return score
}

// knows reports whether a folded word is a name of which names.txt tells where it is borne.
func (l *nameLore) knows(word string) bool {
	_, known := l.words.get(word)
	return known
}

// weighBearings returns the most that one of several bearings of a name tells for a
// country: full where it is at home there, -1 where it is at home in others only.
func weighBearings(list []bearing, code string, full int) int {
	best, strong := 0, false
	for _, b := range list {
		switch {
		case b.home.has(code) && !b.weak:
			best = max(best, full)
		case b.home.has(code), b.also.has(code):
			best = max(best, 1)
		}
		strong = strong || !b.weak
	}
	if best == 0 && strong {
		return -1
	}
	return best
}

// sounds returns how much the name of a person sounds like one of a country.
func (r *reader) sounds(id EntityID, code string) int {
	return lore().sounds(r.res.Entities[id].Key, code)
}

// likeliest returns the one of several people whose name sounds most like one of a
// country, None where none does or several do alike. Of two who do, one whose name sounds more
// like one of another country is left out: "l'Américain" of Raúl Castro and Barack Obama.
func (r *reader) likeliest(ids []EntityID, code string) EntityID {
	best, score := None, 0
	tied := false
	for _, id := range ids {
		switch n := r.sounds(id, code); {
		case n > score:
			best, score, tied = id, n, false
		case n == score && n > 0:
			tied = true
		}
	}
	if !tied {
		return best
	}
	best = None
	for _, id := range ids {
		if r.sounds(id, code) != score || lore().soundsOther(r.res.Entities[id].Key, score) {
			continue
		}
		if best != None {
			return None
		}
		best = id
	}
	return best
}

// soundsOther reports whether a folded name sounds more like one of some country than a score tells.
func (l *nameLore) soundsOther(name string, score int) bool {
	if l.homeOf(name) != "" {
		return false
	}
	for w := range strings.FieldsSeq(name) {
		bearings, _ := l.words.get(w)
		for _, b := range bearings {
			for i, codes := range b.home {
				for ; codes != 0; codes &= codes - 1 {
					n := i*64 + bits.TrailingZeros64(codes)
					if l.sounds(name, string([]byte{byte('A' + n/26), byte('A' + n%26)})) > score {
						return true
					}
				}
			}
		}
	}
	return false
}

// givenName reports whether a word is a name of people that the vocabulary knows.
func givenName(t *token) bool {
	const shortest = 4 // bytes; shorter ones are syllables of places too
	return len(t.fold) >= shortest && t.cap && len(t.lex.entries) == 0 && (t.firstName() || lore().knows(t.fold))
}

// givesPlace reports whether a capital at token i belongs to the name of a place that is
// called after a person: "à Victoria Falls", "à George Town".
func givesPlace(toks []token, i int) bool {
	return at(toks, i+1).isAny("falls", "town", "city", "beach", "bay", "airport", "island", "hill", "harbour", "street", "square", "park")
}

// alsoGiven reports whether the name of a town or country at toks[i] is the first name of
// somebody: one that is borne, with a surname after it and no word of place before it, as in
// "reçu par Milan X", "l'investiture de Santiago Y".
func (g *grammar) alsoGiven(toks []token, i int) bool {
	t, next := &toks[i], at(toks, i+1)
	if len(t.fold) < 4 || !t.firstName() && !lore().knows(t.fold) || !next.cap || next.kind != word || len(next.lex.entries) > 0 || next.in(isStop|isBodyNoun) || isAcronym(next.text) {
		return false
	}
	if _, n := headAt(toks, i+1); n > 0 || givesPlace(toks, i) {
		return false // "Milan Mayor X"
	}
	switch prev := at(toks, i-1); {
	case i == 0:
		return at(toks, i+2).kind == word && !at(toks, i+2).cap
	case prev.in(isPlacePreposition), prev.is4("to", "from", "near", "vers"), prev.is2("pour", "for"):
		return false
	case prev.in(isOf):
		return !at(toks, i+2).cap && !givenName(next) // but "le maire de Milan Giuseppe X"
	}
	return true
}
