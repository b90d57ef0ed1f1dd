package extract

import (
	"math/bits"
	"strconv"
)

// features adds up the weights of the features of a pair; each counts once, however
// often it is added. It is used again from sentence to sentence.
type features struct {
	m    *model
	sum  float64
	base float64 // of what is common to all pairs of a sentence

	// The round in which a feature was added last: others by number, words by zone
	// and value.
	round      uint32
	seen       []uint32
	seenInZone [zones][]uint32

	// What is said of each word of the sentence: values[ends[j-1]:ends[j]] of the
	// j-th token, in the numbering of the model.
	values []int32
	ends   []int32

	record bool // keep the names, for the counting of weights
	names  []string
	shared []string
	said   [][]string // as values, in words
}

// begin starts with a sentence, and with the features that its pairs have in common.
func (f *features) begin(m *model, s *sentence) {
	if f.m != m {
		f.m, f.seen = m, make([]uint32, m.others.n)
		for z := range f.seenInZone {
			f.seenInZone[z] = make([]uint32, m.values.n)
		}
	}
	f.values, f.ends, f.said = f.values[:0], f.ends[:0], f.said[:0]
	for j := range s.toks {
		if f.record {
			f.said = append(f.said, nil)
		}
		f.say(&s.toks[j])
		f.ends = append(f.ends, int32(len(f.values)))
	}
	f.base, f.shared = 0, f.shared[:0]
	f.reset()
}

// common ends the features that all pairs of the sentence have.
func (f *features) common() {
	f.base = f.sum
	f.shared = append(f.shared, f.names...)
}

// reset starts with the features of another pair.
func (f *features) reset() {
	f.round++
	f.sum, f.names = 0, f.names[:0]
}

// score is the log-odds of a contact.
func (f *features) score() float64 { return f.base + f.sum }

// all returns the names of the features of a pair, where they are kept.
func (f *features) all() []string { return append(append([]string{}, f.shared...), f.names...) }

func (f *features) add(name, value string) {
	h := hash(offset, name)
	if value != "" {
		h = hash(hash(h, "="), value)
	}
	if i := f.m.others.find(h); i >= 0 && f.seen[i] != f.round {
		f.seen[i] = f.round
		f.sum += float64(f.m.weights[i])
	}
	if f.record {
		if value != "" {
			name += "=" + value
		}
		f.names = append(f.names, name)
	}
}

// small are the texts of small numbers, so that none is made.
var small = func() (out [64]string) {
	for i := range out {
		out[i] = strconv.Itoa(i)
	}
	return out
}()

// number adds a number, those above most as one.
func (f *features) number(name string, n, most int) { f.add(name, small[max(0, min(n, most))]) }

// digits adds three numbers under 10 as one value.
func (f *features) digits(name string, a, b, c int) {
	v := [3]byte{'0' + byte(a), '0' + byte(b), '0' + byte(c)}
	f.add(name, string(v[:]))
}

func (f *features) manners(name string, a, b manner) {
	v := [2]byte{byte(a), byte(b)}
	f.add(name, string(v[:]))
}

// when adds a feature that holds or not.
func (f *features) when(holds bool, name string) {
	if holds {
		f.add(name, "")
	}
}

// meanings adds what a verb does for the rules.
func (f *features) meanings(name string, v *verb) {
	for set := uint32(v.means); set != 0; set &= set - 1 {
		f.number(name, bits.TrailingZeros32(set), 63)
	}
}

// zone adds the words of tokens [lo, hi), names left out.
func (f *features) zone(z zone, lo, hi int) {
	const longest = 80 // tokens; what is further away tells nothing of a pair
	hi = min(hi, lo+longest)
	if lo >= hi {
		return
	}
	from := int32(0)
	if lo > 0 {
		from = f.ends[lo-1]
	}
	seen, weights := f.seenInZone[z], f.m.words[z]
	for _, v := range f.values[from:f.ends[hi-1]] {
		if seen[v] != f.round {
			seen[v] = f.round
			f.sum += float64(weights[v])
		}
	}
	if f.record {
		for _, said := range f.said[lo:hi] {
			for _, value := range said {
				f.names = append(f.names, zoneNames[z]+"="+value)
			}
		}
	}
}

// say looks up what can be said of a word: how it begins, what the vocabulary knows
// of it ("#12" a class, "@3" what it does as a verb, "~2" a tense).
func (f *features) say(t *token) {
	if t.kind == number || t.kind == word && t.cap {
		return
	}
	f.value(hash(offset, stem(t)), stem(t), "")
	if t.kind == punct {
		return
	}
	for set := uint64(t.lex.is); set != 0; set &= set - 1 {
		f.mark("#", bits.TrailingZeros64(set))
	}
	for i := range t.forms {
		for set := uint32(t.forms[i].verb.means); set != 0; set &= set - 1 {
			f.mark("@", bits.TrailingZeros32(set))
		}
		f.mark("~", int(t.forms[i].tense))
	}
	switch {
	case t.lex.noun.contact:
		f.mark("noun of contact", 0)
	case t.lex.noun.gathering:
		f.mark("noun of gathering", 0)
	case t.lex.weekday > 0:
		f.mark("weekday", 0)
	}
}

func (f *features) mark(sign string, n int) {
	f.value(hash(hash(offset, sign), small[n]), sign, small[n])
}

func (f *features) value(h uint64, text, more string) {
	if v := f.m.values.find(h); v >= 0 {
		f.values = append(f.values, v)
	}
	if f.record {
		last := &f.said[len(f.said)-1]
		*last = append(*last, text+more)
	}
}
