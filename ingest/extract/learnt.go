package extract

import (
	"slices"
	"strconv"
	"strings"
)

// learnt is what models of contacts have in common: the weights of words, how often what the model adds was right
// and wrong on texts that its weights did not come from, and how sure it is there.
type learnt struct {
	evidence tally
	curve    logistic
	words    wordZones
}

// wordZones are the weights of words by the part of a sentence in which they stand, as seen from what is weighed.
// The words have the numbers of the model of likely contacts, so that each is looked up once for a spelling.
type wordZones struct {
	names   []string
	weights [][]float32 // by zone and word
}

func zonesOf(names []string) wordZones {
	z := wordZones{names, make([][]float32, len(names))}
	for i := range z.weights {
		z.weights[i] = make([]float32, likelyModel().values.n)
	}
	return z
}

// read reads the lines of a file of weights: "evidence", right and wrong; "sure.slope" and "sure.shift"; an aspect with
// its values, or a zone with a word, and a weight in log-odds; each parted by tabs.
func (m *learnt) read(file, text string, all aspects) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' && !m.take(line, all) {
			panic(&dataError{file, 0, line})
		}
	}
}

// take reads one line; it is false where that is malformed. A word of which the model of likely contacts knows
// nothing any more weighs nothing.
func (m *learnt) take(line string, all aspects) bool {
	if rest, ok := strings.CutPrefix(line, "evidence\t"); ok {
		return m.evidence.read(rest)
	}
	told, weight, _ := strings.Cut(line, "\t")
	w, err := strconv.ParseFloat(weight, 32)
	switch told {
	case "sure.slope":
		m.curve.slope = w
		return err == nil
	case "sure.shift":
		m.curve.shift = w
		return err == nil
	}
	name, value, _ := strings.Cut(told, "=")
	z := slices.Index(m.words.names, name)
	if z < 0 {
		return all.take(line)
	}
	if v := likelyModel().values.find(hash(offset, value)); v >= 0 {
		m.words.weights[z][v] = float32(w)
	}
	return err == nil
}

// zone adds words [lo, hi) of a sentence as those of a zone, each once.
func (w *weigher) zone(words *wordZones, zone int, s *sentence, lo, hi int) {
	lo, hi = max(0, lo), min(hi, len(s.toks))
	if lo >= hi {
		return
	}
	weights, once := words.weights[zone], &s.mem.zoned
	if once.seen == nil {
		once.seen = make([]uint32, likelyModel().values.n)
	}
	once.round++
	for _, v := range s.saidWords().of(lo, hi) {
		if once.seen[v] != once.round {
			once.seen[v] = once.round
			w.sum += float64(weights[v])
		}
	}
	for j := lo; w.record && j < hi; j++ {
		for _, value := range valuesOf(&s.toks[j]) {
			if name := words.names[zone] + "=" + value; likelyModel().values.find(hash(offset, value)) >= 0 && !slices.Contains(w.names, name) {
				w.names = append(w.names, name)
			}
		}
	}
}

// onceIn tells of words whether they have been added in a round.
type onceIn struct {
	seen  []uint32 // the round in which a word was added last, by its number
	round uint32
}
