package extract

import (
	"math/bits"
	"strconv"
	"strings"
)

// features adds up the weights of the features of a pair; each counts once, however
// often it is added. It is used again from sentence to sentence.
type features struct {
	m    *model
	sum  float64
	base float64 // of what is common to all pairs of a sentence

	// The round in which a feature was added last: others by number, words by zone
	// and value.
	round  uint32
	others []other
	words  [zones][]summand

	spoken *saidWords // of the sentence

	crosses crossSums
	parts   parts

	steps, verbSteps []string // see describeWay
	found            int      // the assertions before the sentence

	record bool // keep the names, for the counting of weights
	names  []string
	shared []string
	said   [][]string // as values, in words
}

// summand is a weight and the round in which it was added last.
type summand struct {
	round  uint32
	weight float32
}

// other is the weight of a feature that is no word, and the round in which it was added last.
type other struct {
	round uint32
	featureWeight
}

func summands(weights []float32) []summand {
	out := make([]summand, len(weights))
	for i, w := range weights {
		out[i].weight = w
	}
	return out
}

// begin starts with a sentence of some people, and with the features that its pairs have in common.
func (f *features) begin(m *model, s *sentence, people int) {
	if f.m != m {
		f.m, f.others = m, make([]other, len(m.alone))
		for i, w := range m.alone {
			f.others[i].featureWeight = w
		}
		for z := range f.words {
			f.words[z] = summands(m.words[z])
		}
	}
	f.spoken, f.said = s.saidWords(), f.said[:0]
	for j := 0; f.record && j < len(s.toks); j++ {
		f.said = append(f.said, valuesOf(&s.toks[j]))
	}
	f.base, f.shared = 0, f.shared[:0]
	f.crosses.begin(m)
	f.parts.begin(people)
	f.reset()
}

// endCommon ends the features that all pairs of the sentence have.
func (f *features) endCommon() {
	f.crosses.endCommon()
	f.base = f.sum
	f.shared = append(f.shared, f.names...)
}

// addTo adds a weight unless this round has it.
func (w *summand) addTo(f *features) {
	if w.round != f.round {
		w.round = f.round
		f.sum += float64(w.weight)
	}
}

// reset starts with the features of another pair.
func (f *features) reset() {
	f.round++
	f.sum, f.names = 0, f.names[:0]
	f.crosses.reset()
}

// score is the log-odds of a contact.
func (f *features) score() float64 { return f.base + f.sum }

// all returns the names of the features of a pair, where they are kept.
func (f *features) all() []string { return append(append([]string{}, f.shared...), f.names...) }

// feature is the name of a feature with its hash.
type feature struct {
	name string
	hash uint64
	key  bool // counts together with each other such feature too
}

func featureOf(name string) feature { return feature{name, mix(offset, name), false} }

// keyOf is a feature that counts with each other such feature of a pair too: that a verb of
// contact stands there says one thing where the first is its subject, another where he is not.
func keyOf(name string) feature { return feature{name, mix(offset, name), true} }

func (f *features) add(of feature, value string) { f.addHash(of, mix(of.hash, value), value) }

// path adds a value of several steps.
func (f *features) path(of feature, steps ...string) {
	h, value := of.hash, ""
	if len(steps) == 0 {
		h = mix(h, "")
	}
	for _, step := range steps {
		h = mix(h, step)
	}
	if f.record {
		value = strings.Join(steps, stepSign)
	}
	f.addHash(of, h, value)
}

// stepSign parts the steps of a value.
const stepSign = ">"

// addShort adds a value of a few bytes, the first in the lowest bits of packed.
func (f *features) addShort(of feature, packed uint64, length int) {
	value := ""
	if f.record {
		for i := range length {
			value += string(rune(packed >> (8 * i) & 0xff))
		}
	}
	f.addHash(of, mixShort(of.hash, packed, length), value)
}

func (f *features) addHash(of feature, hash uint64, value string) {
	if f.record {
		f.name(of, value)
	}
	i := f.m.others.find(hash)
	if i < 0 {
		return
	}
	w := &f.others[i]
	if w.round == f.round {
		return
	}
	w.round = f.round
	f.sum += float64(w.alone)
	if w.key >= 0 {
		f.sum += f.crosses.add(w.key)
	}
}

// name keeps the name of a feature, and those of what it counts as together with others.
func (f *features) name(of feature, value string) {
	name := of.name
	if value != "" {
		name += "=" + value
	}
	f.names = append(f.names, name)
	if of.key {
		f.names = f.crosses.name(name, f.names)
	}
}

// small are the texts of small numbers, so that none is made.
var small = func() (out [64]string) {
	for i := range out {
		out[i] = strconv.Itoa(i)
	}
	return out
}()

// number adds a number under 100, those above most as one.
func (f *features) number(of feature, n, most int) {
	n = max(0, min(n, most))
	if n < 10 {
		f.addShort(of, '0'+uint64(n), 1)
		return
	}
	f.addShort(of, '0'+uint64(n/10)|('0'+uint64(n%10))<<8, 2)
}

// digits adds three numbers under 10 as one value.
func (f *features) digits(of feature, a, b, c int) {
	f.addShort(of, '0'+uint64(a)|('0'+uint64(b))<<8|('0'+uint64(c))<<16, 3)
}

func (f *features) manners(of feature, a, b manner) { f.addShort(of, uint64(a)|uint64(b)<<8, 2) }

// when adds a feature that holds or not.
func (f *features) when(holds bool, of feature) {
	if holds {
		f.add(of, "")
	}
}

// meanings adds what a verb does for the rules.
func (f *features) meanings(of feature, v *verb) {
	for set := uint32(v.means); set != 0; set &= set - 1 {
		f.number(of, bits.TrailingZeros32(set), 63)
	}
}

// zone adds the words of tokens [lo, hi), names left out.
func (f *features) zone(z zone, lo, hi int) {
	const longest = 80 // tokens; what is further away tells nothing of a pair
	hi = min(hi, lo+longest)
	words := f.words[z]
	for _, v := range f.spoken.of(lo, hi) {
		words[v].addTo(f)
	}
	if f.record && lo < hi {
		for _, said := range f.said[lo:hi] {
			for _, value := range said {
				f.names = append(f.names, zoneNames[z]+"="+value)
			}
		}
	}
}
