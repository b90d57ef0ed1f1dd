package extract_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// unseenPair is two people of a text that no rule has in contact, as weighed by what is learnt from texts of
// other writers.
type unseenPair struct {
	odds  float64
	how   string
	alone bool // the rules find no contact in the text
	quiet bool // there is none in it
	text  int
	right bool
}

// tally counts what is right and what is wrong.
type tally struct{ right, wrong int }

// unseenPairs weighs the pairs of each part of the texts by the weights of the others, each in the sentence that
// bears it out best; and counts the contacts of rules against which these speak.
func unseenPairs(all []lesson) (out []unseenPair, against tally) {
	for fold := range folds {
		var from []lesson
		for _, l := range all {
			if l.fold != fold {
				from = append(from, l)
			}
		}
		m := train(from)
		for i := range all {
			if l := &all[i]; l.fold == fold && l.counts == 1 {
				out = append(out, l.unseen(m, i)...)
				l.against(m, &against)
			}
		}
	}
	return out, against
}

// odds weighs two people in a sentence.
func (s *sitting) odds(m map[string]float64) (odds float64) {
	in := map[string]bool{}
	for _, f := range s.features {
		if !in[f] {
			in[f] = true
			odds += m[f]
		}
	}
	return odds
}

// against counts the contacts that rules have found and the model holds unlikely.
func (l *lesson) against(m map[string]float64, t *tally) {
	for i := range l.sittings {
		s := &l.sittings[i]
		if !s.told || l.truth[s.pair] < 0 || s.odds(m) >= extract.LikelyAgainst {
			continue
		}
		if l.truth[s.pair] == 1 {
			t.right++
		} else {
			t.wrong++
		}
	}
}

// unseen weighs the pairs of a text.
func (l *lesson) unseen(m map[string]float64, text int) (out []unseenPair) {
	odds, best := make([]float64, len(l.sittings)), map[string]float64{}
	for i := range l.sittings {
		s := &l.sittings[i]
		odds[i] = s.odds(m)
		if top, ok := best[s.rival]; !ok || odds[i] > top {
			best[s.rival] = odds[i]
		}
	}
	at := map[string]int{}
	for i, s := range l.sittings {
		if s.ruled || l.found[s.pair] || l.truth[s.pair] < 0 || s.rival != "" && odds[i] < best[s.rival] {
			continue
		}
		p := unseenPair{odds[i], s.how, l.right+l.wrong == 0, l.quiet, text, l.truth[s.pair] == 1}
		if k, ok := at[s.pair]; !ok {
			at[s.pair] = len(out)
			out = append(out, p)
		} else if p.odds > out[k].odds {
			out[k] = p
		}
	}
	return out
}

// calibrate fits the curve by which a pair of some log-odds is right, where that is in doubt. It returns the
// numbers of extract's calibration by their names.
func calibrate(pairs []unseenPair) map[string]float64 {
	const (
		least  = -2.0 // log-odds
		rounds = 4000
		rate   = 0.5
	)
	w := map[string]float64{"slope": 1}
	for range rounds {
		n, slope := 0.0, map[string]float64{}
		for i := range pairs {
			p := &pairs[i]
			if p.odds < least {
				continue
			}
			miss := sure(w, p)
			if p.right {
				miss--
			}
			n++
			slope["slope"] += miss * p.odds
			slope[p.shift()] += miss
		}
		for name := range slope {
			w[name] -= rate * slope[name] / n
		}
	}
	return w
}

// sure is how likely a pair is right by the curve.
func sure(w map[string]float64, p *unseenPair) float64 {
	return 1 / (1 + math.Exp(-w["slope"]*p.odds-w[p.shift()]))
}

// shift is the name of what is added for a pair of its kind.
func (p *unseenPair) shift() string {
	if p.alone {
		return "alone." + p.how
	}
	return p.how
}

// listCalibration writes the numbers of a curve, one on a line.
func listCalibration(b *strings.Builder, w map[string]float64) {
	for _, name := range slices.Sorted(maps.Keys(w)) {
		fmt.Fprintf(b, "sure.%s\t%.2f\n", name, w[name])
	}
}
