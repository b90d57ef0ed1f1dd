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
