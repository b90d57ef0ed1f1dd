package extract

import (
	_ "embed" // chooser.txt
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// chooserText holds the weights of places and days, an aspect with its values and its weight in
// log-odds on each line, parted by a tab. The test TestChooser writes it:
//
//	go test ./ingest/extract -run TestChooser -update
//
//go:embed chooser.txt
var chooserText string

// aspect is something that the model is told of an option: a value of each of its domains. Its
// weights are a table, so that none is looked for:
//
//	place.clause         before  after
//	no, not stated        -0.20   0.10
//	no, stated             0.04   0.31
//	…
//
// That of a word has such a table for each word that has been seen.
type aspect struct {
	name    string
	words   *hashTable // nil where the first value is no word
	domains []domain
	size    int // of the table of one word
	weights []float32
}

// domain is the values that an aspect may have, as chooser.txt has them.
type domain []string

var (
	either      = domain{"no", "yes"}
	statuses    = domain{Occurred: "occurred", Planned: "planned", Cancelled: "cancelled", Denied: "denied", Hypothetical: "hypothetical"}
	kinds       = domain(small[:RegularContact])
	widths      = domain{"back", "1", "3", "6", "10", "16", "far"}
	beforeAfter = domain{"before", "after"}
	awayHere    = domain{"away", "here"}
	fars        = domain{"0", "1", "2", "more", "after"} // in sentences
	uses        = domain(small[:32])                     // of verbs, see meaning
	tenses      = domain{"noun", "bare", "0", "1", "2", "3", "4", "5", "6", "7", "8"}
)

// upTo is the domain of the numbers up to one; those above count as that.
func upTo(most int) domain { return domain(small[:most+1]) }

// aspects makes and fills the tables of a model.
type aspects map[string]*aspect

func (all aspects) of(name string, domains ...domain) *aspect {
	a := &aspect{name: name, domains: domains, size: 1}
	for _, d := range domains {
		a.size *= len(d)
	}
	a.weights = make([]float32, a.size)
	all[name] = a
	return a
}

// ofWord is an aspect whose first value is a word.
func (all aspects) ofWord(name string, domains ...domain) *aspect {
	a := all.of(name, domains...)
	a.words, a.weights = &hashTable{}, nil
	return a
}

// take reads one line of weights; it is false where that is malformed.
func (all aspects) take(line string) bool {
	told, weight, _ := strings.Cut(line, "\t")
	name, rest, _ := strings.Cut(told, "=")
	a, values := all[name], strings.Split(rest, " ")
	w, err := strconv.ParseFloat(weight, 32)
	if a == nil || err != nil {
		return false
	}
	at := 0
	if a.words != nil {
		at = int(a.words.add(hash(offset, values[0])))
		if values = values[1:]; len(a.weights) < (at+1)*a.size {
			a.weights = append(a.weights, make([]float32, a.size)...)
		}
	}
	if len(values) != len(a.domains) {
		return false
	}
	for i, d := range a.domains {
		v := slices.Index(d, values[i])
		if v < 0 {
			return false
		}
		at = at*len(d) + v
	}
	a.weights[at] = float32(w)
	return true
}

// rankingModel is the aspects of places and days.
type rankingModel struct {
	place    placeAspects
	dateline datelineAspects
	noPlace  noPlaceAspects
	day      dayAspects
	noDay    noDayAspects
	today    todayAspects
}

// chooserModel reads the weights.
var chooserModel = sync.OnceValue(func() *rankingModel {
	all := aspects{}
	m := &rankingModel{placesOf(all), datelineOf(all), noPlacesOf(all), daysOf(all), noDaysOf(all), todayOf(all)}
	for line := range strings.Lines(chooserText) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' && !all.take(line) {
			panic(&dataError{"chooser.txt", 0, line})
		}
	}
	return m
})

// weigher adds up the weights of what is true of an option.
type weigher struct {
	sum    float64
	record bool // keep the names, for the counting of weights
	names  []string

	// What the options to come have in common. Sums of weights are exact: these have
	// 24 bits and differ little in size.
	common float64
	shared []string
}

// spelling is a word that aspects are asked of, with its hash.
type spelling struct {
	text string
	hash uint64
}

func spellingOf(text string) spelling { return spelling{text, hash(offset, text)} }

// is adds the values of an aspect.
func (w *weigher) is(a *aspect, values ...int) {
	w.sum += float64(a.weights[a.at(values)])
	if w.record {
		w.names = append(w.names, a.name+"="+a.worded(values))
	}
}

// word adds a word and the values of an aspect.
func (w *weigher) word(a *aspect, x spelling, values ...int) {
	if n := a.words.find(x.hash); n >= 0 {
		w.sum += float64(a.weights[int(n)*a.size+a.at(values)])
	}
	if w.record {
		w.names = append(w.names, strings.TrimRight(a.name+"="+x.text+" "+a.worded(values), " "))
	}
}

// uses adds what a verb does for the rules, after other values.
func (w *weigher) uses(a *aspect, v *verb, values ...int) {
	first := a.at(values) * len(uses)
	for set := uint32(v.means); set != 0; set &= set - 1 {
		use := bits.TrailingZeros32(set)
		w.sum += float64(a.weights[first+use])
		if w.record {
			w.names = append(w.names, a.name+"="+a.worded(append(slices.Clone(values), use)))
		}
	}
}

func (a *aspect) at(values []int) (at int) {
	domains := a.domains[:len(values)]
	for i, v := range values {
		n := len(domains[i])
		at = at*n + min(v, n-1)
	}
	return at
}

func (a *aspect) worded(values []int) string {
	var out []string
	for i, v := range values {
		out = append(out, a.domains[i][min(v, len(a.domains[i])-1)])
	}
	return strings.Join(out, " ")
}

// total ends an option: its score, and the names where they are kept.
func (w *weigher) total() (float64, []string) {
	sum, names := w.sum, w.names
	w.sum, w.names = w.common, slices.Clip(w.shared)
	return sum, names
}

// begin begins options that have nothing in common, or as yet nothing.
func (w *weigher) begin() { w.sum, w.names, w.common, w.shared = 0, nil, 0, nil }

// share ends what the options to come have in common.
func (w *weigher) share() { w.common, w.shared = w.sum, slices.Clip(w.names) }

// yes is the value of what holds or not.
func yes(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// width is a distance in tokens.
func width(n int) int {
	if n < 0 {
		return 0
	}
	for i, limit := range [...]int{1, 3, 6, 10, 16} {
		if n <= limit {
			return i + 1
		}
	}
	return len(widths) - 1
}
