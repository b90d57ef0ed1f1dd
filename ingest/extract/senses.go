package extract

import (
	"slices"
	"strings"
)

// sense is what the lists of senses.txt know of a word, for the model of likely contacts.
type sense struct {
	classes []string // the lists that it is in
	step    string   // on the way from one person to another, see likely_path.go; "" for none
}

// relates is the list of words that are steps of their own.
const relates = "relates"

// loadSenses reads senses.txt, which a language need not have.
func (g *grammar) loadSenses() {
	var read hashed[sense]
	read.reserve(1 << 13) // nearly as many words as there are
	for _, r := range rows(g.dir + "senses.txt") {
		name, words := r.keyed()
		for _, w := range words {
			s := read.at(stemOf(w))
			switch {
			case name == relates:
				s.step = w
			case !slices.Contains(s.classes, name):
				s.classes = append(s.classes, name)
				if s.step == "" && (strings.HasPrefix(name, "v.") || strings.HasPrefix(name, "n.")) {
					s.step = name
				}
			}
		}
	}
	g.split.senses = shareSenses(&read)
}

// senses are those of words; many words have the same.
type senses struct {
	words     hashed[uint16] // which of them each has
	different []sense
}

// of returns the sense of a word, nil where it has none.
func (x *senses) of(word string) *sense {
	if i, ok := x.words.get(word); ok {
		return &x.different[i]
	}
	return nil
}

// shareSenses keeps of senses that are the same only one.
func shareSenses(read *hashed[sense]) *senses {
	out := &senses{words: hashed[uint16]{read.names, make([]uint16, len(read.values))}}
	seen := map[[2]string]uint16{}
	for i, s := range read.values {
		k := [2]string{s.step, strings.Join(s.classes, " ")}
		n, ok := seen[k]
		if !ok {
			n = uint16(len(out.different))
			seen[k] = n
			out.different = append(out.different, s)
		}
		out.words.values[i] = n
	}
	return out
}

// Senses of what no list knows.
var (
	senseOfVerb       = &sense{step: "verb"}
	senseOfParticiple = &sense{step: "ed"}
	sensesOfPuncts    = func() map[string]*sense {
		out := map[string]*sense{}
		for _, p := range []string{",", ";", ":", "(", ")", "—", "–"} {
			out[p] = &sense{step: p}
		}
		return out
	}()
)

// senseOf looks a word up; nil where nothing is known of it.
func (x *splitter) senseOf(t *token) *sense {
	if x.senses == nil || t.kind == number || t.kind == word && t.cap {
		return nil
	}
	if t.kind == punct {
		return sensesOfPuncts[t.fold]
	}
	s := x.senses.of(stemOf(t.fold))
	switch {
	case s != nil && s.step != "":
	case len(t.forms) > 0:
		s = s.as(senseOfVerb)
	case x.possessive && strings.HasSuffix(t.fold, "ed"):
		s = s.as(senseOfParticiple)
	}
	return s
}

// as gives a word of which no list tells how it relates two people the step of its kind.
func (s *sense) as(kind *sense) *sense {
	if s == nil {
		return kind
	}
	return &sense{s.classes, kind.step}
}
