package extract

import "math/bits"

// What can be said of a word: how it begins, what the vocabulary knows of it ("#12" a
// class, "!v.meet" a sense, "@3" what it does as a verb, "~2" a tense). Names and numbers say nothing.

// say appends what can be said of a word, in the numbering of the model; what has no
// weight is left out.
func (m *model) say(t *token, out []int32) []int32 {
	eachValue(t, func(sign, value string) {
		if v := m.values.find(hash(hash(offset, sign), value)); v >= 0 {
			out = append(out, v)
		}
	})
	return out
}

// saidOf is what can be said of a word, which is told once.
func (m *model) saidOf(t *token) *[]int32 {
	if t.said == nil {
		said := m.say(t, []int32{})
		t.said = &said
	}
	return t.said
}

// saidWords is what can be said of each of some words, in the numbering of the model.
type saidWords struct {
	values []int32
	ends   []int32 // of those of each word, among values
}

// of returns what can be said of words [lo, hi).
func (w *saidWords) of(lo, hi int) []int32 {
	if lo >= hi {
		return nil
	}
	from := int32(0)
	if lo > 0 {
		from = w.ends[lo-1]
	}
	return w.values[from:w.ends[hi-1]]
}

// saidOfAll gathers what can be said of some words; it lies in memory that is used again.
func (m *model) saidOfAll(toks []token, mem *memory) saidWords {
	w := saidWords{ends: cut(&mem.ends, len(toks))}
	first := len(mem.values)
	for j := range toks {
		mem.values = append(mem.values, *m.saidOf(&toks[j])...)
		w.ends[j] = int32(len(mem.values) - first)
	}
	w.values = mem.values[first:len(mem.values):len(mem.values)]
	return w
}

// saidWords is what can be said of the words of a sentence.
func (s *sentence) saidWords() *saidWords {
	if s.said.ends == nil {
		s.said = likelyModel().saidOfAll(s.toks, s.mem)
	}
	return &s.said
}

// valuesOf returns what can be said of a word, in words.
func valuesOf(t *token) (out []string) {
	eachValue(t, func(sign, value string) { out = append(out, sign+value) })
	return out
}

func eachValue(t *token, say func(sign, value string)) {
	if t.kind == number || t.kind == word && t.cap {
		return
	}
	say("", stem(t))
	if t.kind == punct {
		return
	}
	for set := uint64(t.lex.is); set != 0; set &= set - 1 {
		say("#", small[bits.TrailingZeros64(set)])
	}
	if t.sense != nil {
		for _, class := range t.sense.classes {
			say("!", class)
		}
	}
	for i := range t.forms {
		for set := uint32(t.forms[i].verb.means); set != 0; set &= set - 1 {
			say("@", small[bits.TrailingZeros32(set)])
		}
		say("~", small[t.forms[i].tense])
	}
	switch {
	case t.lex.noun.contact:
		say("noun of contact", small[0])
	case t.lex.noun.gathering:
		say("noun of gathering", small[0])
	case t.lex.weekday > 0:
		say("weekday", small[0])
	}
}
