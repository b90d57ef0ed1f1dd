package extract

import (
	_ "embed" // fate.txt
	"slices"
	"strconv"
	"strings"
	"sync"
)

// fateText holds the weights of what became of contacts: on each line a feature, an fate
// and a weight in log-odds. The test TestFate writes it:
//
//	go test ./ingest/extract -run TestFate -update
//
//go:embed fate.txt
var fateText string

// fates are log-odds, or weights in them, by Status.
type fates [Hypothetical]float32

func (sum *fates) add(w *fates) {
	sum[0] += w[0] // no loop, which the compiler would not unroll
	sum[1] += w[1]
	sum[2] += w[2]
	sum[3] += w[3]
}

// fateReach is how many tokens before and after a verb or noun of contact are told by themselves.
const fateReach = 5

// fateZone is a part of the text as seen from a contact.
type fateZone int

const (
	wholeSentence fateZone = iota
	nextSentence
	clauseZone
	beforeZone
	afterZone
	verbZone
	titleZone      // the title, where it names all of up to two of them
	otherTitleZone // else
	fateZones
)

var fateZoneNames = [fateZones]string{"sentence", "next", "clause", "before", "after", "verb", "title", "othertitle"}

// What the model is told beside words.
const (
	tensesAspect = iota // of all verbs of the sentence
	datesAspect         // how many of its dates lie ahead, and behind
	tenseAspect
	usesAspect
	negatedAspect
	hedgedAspect
	wishedAspect
	fateAspects
)

// fateAspect is one of them: a table of the weights of its values.
type fateAspect struct {
	name    string
	values  domain
	weights []fates
}

// fateModel is the weights: of words by zone and by the numbers that the model of likely
// contacts has for what can be said of a word, which are looked up once for a spelling.
type fateModel struct {
	words   [fateZones][]fates
	aspects [fateAspects]fateAspect
}

func newFateModel() *fateModel {
	m := &fateModel{}
	for i, a := range [fateAspects]fateAspect{
		tensesAspect: {name: "tenses", values: tenses}, datesAspect: {name: "dates", values: upTo(8)}, tenseAspect: {name: "tense", values: tenses},
		usesAspect: {name: "uses", values: uses}, negatedAspect: {name: "negated", values: either}, hedgedAspect: {name: "hedged", values: either}, wishedAspect: {name: "wished", values: either},
	} {
		a.weights = make([]fates, len(a.values))
		m.aspects[i] = a
	}
	for z := range m.words {
		m.words[z] = make([]fates, likelyModel().values.n)
	}
	return m
}

// fatesModel reads the weights.
var fatesModel = sync.OnceValue(func() *fateModel {
	m := newFateModel()
	for line := range strings.Lines(fateText) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' && !m.take(line) {
			panic(&dataError{"fate.txt", 0, line})
		}
	}
	return m
})

// take reads one line; it is false where that is malformed. A word of which the model of likely contacts knows
// nothing any more weighs nothing.
func (m *fateModel) take(line string) bool {
	told, weight, _ := strings.Cut(line, "\t")
	w, err := strconv.ParseFloat(weight, 32)
	last := strings.LastIndexByte(told, ' ')
	if err != nil || last < 0 {
		return false
	}
	st := slices.Index(statuses, told[last+1:])
	name, value, ok := strings.Cut(told[:last], "=")
	if !ok || st < 0 || st >= len(fates{}) {
		return false
	}
	if z := slices.Index(fateZoneNames[:], name); z >= 0 {
		if v := likelyModel().values.find(hash(offset, value)); v >= 0 {
			m.words[z][v][st] = float32(w)
		}
		return true
	}
	for i := range m.aspects {
		if a := &m.aspects[i]; a.name == name {
			v := slices.Index(a.values, value)
			if v < 0 {
				return false
			}
			a.weights[v][st] = float32(w)
			return true
		}
	}
	return false
}

// fateWeigher adds up the weights of what is told of a contact.
type fateWeigher struct {
	model  *fateModel
	sum    fates
	round  uint32
	seen   []uint32 // the zone in which a word was added last, by its number
	record bool     // keep the names, for the counting of weights
	names  []string
}

// begin begins with a contact.
func (w *fateWeigher) begin(record bool) {
	switch {
	case record: // the weights there are may be of words that are known no more
		w.model, w.seen = newFateModel(), make([]uint32, likelyModel().values.n)
	case w.model == nil || w.record:
		w.model, w.seen = fatesModel(), make([]uint32, likelyModel().values.n)
	}
	w.sum, w.record, w.names = fates{}, record, w.names[:0]
}

// is adds the value of an aspect.
func (w *fateWeigher) is(a *fateAspect, value int) {
	value = min(value, len(a.values)-1)
	w.sum.add(&a.weights[value])
	if w.record {
		w.names = append(w.names, a.name+"="+a.values[value])
	}
}

// zone adds words [lo, hi) as those of a zone, each once.
func (w *fateWeigher) zone(z fateZone, toks []token, said *saidWords, lo, hi int) {
	const longest = 80 // tokens
	hi = min(hi, lo+longest)
	weights, seen, sum := w.model.words[z], w.seen, w.sum
	w.round++
	round := w.round
	for _, v := range said.of(lo, hi) {
		if seen[v] != round {
			seen[v] = round
			sum.add(&weights[v])
		}
	}
	w.sum = sum
	if w.record && lo < hi {
		w.named(z, toks[lo:hi])
	}
}

// zoneOf adds words [lo, hi) of a sentence as those of a zone.
func (w *fateWeigher) zoneOf(z fateZone, s *sentence, lo, hi int) {
	w.zone(z, s.toks, s.saidWords(), lo, hi)
}

// named keeps the names of what is said of words.
func (w *fateWeigher) named(z fateZone, toks []token) {
	for j := range toks {
		for _, value := range valuesOf(&toks[j]) {
			if likelyModel().values.find(hash(offset, value)) >= 0 {
				w.names = append(w.names, fateZoneNames[z]+"="+value)
			}
		}
	}
}
