package extract_test

import (
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// chooserRounds is how often the weights of places and days go through the texts.
const chooserRounds = 30

// TestChooser counts the weights of chooser.txt anew and compares; the flag -update writes them.
func TestChooser(t *testing.T) {
	needsTime(t)
	places, days := rankingsOf(t)
	m := trainRanking(places, chooserRounds)
	maps.Copy(m, trainRanking(days, chooserRounds))
	var b strings.Builder
	b.WriteString("# Weights of the features of the places and days of contacts, in log-odds, from the texts of\n" +
		"# testdata/annotated. Written by\n#\n#\tgo test ./ingest/extract -run TestChooser -update\n")
	listWeights(&b, m, 0.01)
	keepWeights(t, "chooser.txt", b.String())
}

// rankingsOf reads what the open texts give to learn from.
func rankingsOf(t *testing.T) (places, days []ranking) {
	// Talks of states say less often where and when they are than contacts of people do.
	dirs := slices.DeleteFunc(openDirs(t), func(dir string) bool { return strings.HasPrefix(filepath.Base(dir), "states-") })
	for _, r := range rankings(t, documentsIn(t, dirs...)) {
		if r.places {
			places = append(places, r)
		} else {
			days = append(days, r)
		}
	}
	return places, days
}

// TestChooserUnseen guards that the model chooses rightly on texts that its weights do not come
// from.
func TestChooserUnseen(t *testing.T) {
	needsTime(t)
	const parts, least = 3, 0.88
	places, days := rankingsOf(t)
	for name, all := range map[string][]ranking{"places": places, "days": days} {
		right, n := 0, 0
		for part := range parts {
			var from, to []ranking
			for i, r := range all {
				if i*parts/len(all) == part { // texts as a whole
					to = append(to, r)
				} else {
					from = append(from, r)
				}
			}
			m := trainRanking(from, chooserRounds)
			for _, r := range to {
				n++
				if r.choice(m).right {
					right++
				}
			}
		}
		share := float64(right) / float64(n)
		t.Logf("%s: %.3f of %d are right", name, share, n)
		if share < least {
			t.Errorf("%s: %.3f of %d are right, want %.2f", name, share, n, least)
		}
	}
}

// choice is the likeliest option.
func (r *ranking) choice(m map[string]float64) *ranked {
	best, most := 0, math.Inf(-1)
	for i, o := range r.options {
		sum := 0.0
		for _, f := range o.features {
			sum += m[f]
		}
		if sum > most {
			best, most = i, sum
		}
	}
	return &r.options[best]
}

// TestChooserSettings reads texts whose places and days no construction ties to the contact.
func TestChooserSettings(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"the place of the sentence before", "Karl Brandt landed in Lisbon on Monday. He dined with Ivan Danev, who had come from Sofia.", "2025-03-10 Lisbon"},
		{"a place beside that of the topic", "In Vienna, Karl Brandt met Ivan Danev on Tuesday to discuss a truce in Gaza.", "2025-03-11 Vienna"},
		{"the day of another sentence", "Karl Brandt arrived in Oslo on Wednesday. There he was received by Ivan Danev.", "2025-03-12 Oslo"},
		{"an ordinal before a year", "Karl Brandt met Ivan Danev in Prague on 3rd May, 2011.", "2011-05-03 Prague"},
		{"a government is no place", "Karl Brandt met Ivan Danev on Monday. Paris demanded that Warsaw sign.", "2025-03-10"},
		{"a call has no place", "Karl Brandt, in Rome since Monday, telephoned Ivan Danev.", "2025-03-10"},
		{"what is told of no day", "Karl Brandt met Ivan Danev.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := extractBody(t, c.text, extract.English, extract.Date{Year: 2025, Month: 3, Day: 13, Precision: extract.Day})
			got := "no contact"
			for _, a := range res.Assertions {
				if a.Kind >= extract.RegularContact || len(a.Participants) < 2 {
					continue
				}
				got = a.Date.String()
				if a.Place != extract.None {
					got += " " + res.Entities[a.Place].Names[0].Text
				}
				break
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
