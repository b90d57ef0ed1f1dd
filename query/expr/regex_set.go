package expr

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// runeRange is a range of characters, both ends included.
type runeRange struct{ lo, hi rune }

// runeSet is a set of characters; normalized, its ranges rise and do not meet.
type runeSet []runeRange

// normalize sorts and joins the ranges, and leaves surrogates out, which are no
// characters.
func (s runeSet) normalize() runeSet {
	const surrogates, afterSurrogates = 0xD800, 0xE000
	s = slices.Clone(s)
	for i, n := 0, len(s); i < n; i++ {
		if r := &s[i]; r.lo < afterSurrogates && r.hi >= surrogates {
			if r.hi >= afterSurrogates {
				s = append(s, runeRange{afterSurrogates, r.hi})
			}
			s[i].hi = surrogates - 1 // the range is empty if it started there
		}
	}
	slices.SortFunc(s, func(a, b runeRange) int { return int(a.lo) - int(b.lo) })
	out := s[:0]
	for _, r := range s {
		if r.lo > r.hi {
			continue
		}
		if n := len(out); n > 0 && r.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, r.hi)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// complement returns all other characters.
func (s runeSet) complement() runeSet {
	out := runeSet{}
	next := rune(0)
	for _, r := range s.normalize() {
		if r.lo > next {
			out = append(out, runeRange{next, r.lo - 1})
		}
		next = r.hi + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, runeRange{next, unicode.MaxRune})
	}
	return out.normalize()
}

// minus returns the characters of s that are not in t.
func (s runeSet) minus(t runeSet) runeSet {
	return append(s.complement(), t...).complement()
}

// write writes a class that both engines read.
func (s runeSet) write(b *strings.Builder) {
	s = s.normalize()
	if len(s) == 0 {
		b.WriteString("[^\x00-\U0010FFFF]")
		return
	}
	b.WriteByte('[')
	for _, r := range s {
		writeRune(b, r.lo)
		if r.hi > r.lo {
			b.WriteByte('-')
			writeRune(b, r.hi)
		}
	}
	b.WriteByte(']')
}

// folding are the characters that have another one which differs in case alone,
// rising. Characters of the same case orbit are found from each by SimpleFold.
var folding = sync.OnceValue(func() []rune {
	var list []rune
	for c := rune(0); c <= unicode.MaxRune; c++ {
		if unicode.SimpleFold(c) != c {
			list = append(list, c)
		}
	}
	return list
})

// appendFolded appends the characters that differ from some of lo to hi in case
// alone.
func appendFolded(s runeSet, lo, hi rune) runeSet {
	list := folding()
	at, _ := slices.BinarySearch(list, lo)
	for _, c := range list[at:] {
		if c > hi {
			break
		}
		for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
			s = append(s, runeRange{f, f})
		}
	}
	return s
}

func tableSet(tables ...*unicode.RangeTable) runeSet {
	var s runeSet
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			s = append(s, runeRange{lo, hi})
			return
		}
		for c := lo; c <= hi; c += stride {
			s = append(s, runeRange{c, c})
		}
	}
	for _, t := range tables {
		for _, r := range t.R16 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range t.R32 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return s.normalize()
}

// escapeSets are the sets of the multi-character escapes (XML Schema 1.1 part 2,
// §G.4.2.5).
var escapeSets = sync.OnceValue(func() map[byte]runeSet {
	sets := map[byte]runeSet{
		's': runeSet{{' ', ' '}, {'\t', '\n'}, {'\r', '\r'}}.normalize(),
		'i': nameStart.normalize(),
		'c': append(slices.Clone(nameStart), nameRest...).normalize(),
		'd': tableSet(unicode.Nd),
		'w': append(tableSet(unicode.P, unicode.Z), others()...).complement(),
	}
	for _, c := range "sicdw" {
		sets[byte(c)-'a'+'A'] = sets[byte(c)].complement()
	}
	return sets
})

// escapeSet returns the set of a multi-character escape, not to be changed.
func escapeSet(c byte) (runeSet, bool) {
	s, ok := escapeSets()[c]
	return s, ok
}

// nameStart and nameRest are NameStartChar of XML 1.0 and what NameChar has
// beyond it.
var (
	nameStart = runeSet{{':', ':'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}, {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF},
		{0x370, 0x37D}, {0x37F, 0x1FFF}, {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF},
		{0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}}
	nameRest = runeSet{{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}
)

// others returns the category C: controls, formats, private and unassigned
// characters, which are those in no other category.
var others = sync.OnceValue(func() runeSet {
	return tableSet(unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z).complement()
})

// propertySet returns the characters of a category, such as Lu, or of a block,
// such as IsBasicLatin.
func propertySet(name string) (runeSet, bool) {
	switch name {
	case "C":
		return others(), true
	case "Cn":
		return others().minus(tableSet(unicode.Cc, unicode.Cf, unicode.Co)), true
	case "Cs", "LC":
		return nil, false // XML Schema has neither
	}
	if table, ok := unicode.Categories[name]; ok {
		return tableSet(table), true
	}
	if block, ok := strings.CutPrefix(name, "Is"); ok {
		s, ok := blocks[block]
		return s, ok
	}
	return nil, false
}
