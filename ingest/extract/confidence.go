package extract

import (
	_ "embed" // confidence.txt
	"fmt"
	"math/bits"
	"sort"
	"strings"
	"sync"
)

// evidence holds for each rule how many of its assertions were right and wrong
// on annotated texts, by the number of doubts: "contact/verb 1 40 2"; and how
// many were wrong when texts were first seen: "contact/verb first 0 21". The test of package eval writes it:
//
//	go test ./ingest/eval -run TestEvidence -update
//
//go:embed confidence.txt
var evidence string

// CandidateBelow is the confidence under which an assertion is a candidate that
// somebody should look at, rather than a fact: with it the least sure facts are right in
// three of five cases, and of all facts 93 % where nobody learnt from the texts.
const CandidateBelow = 0.6

// unmeasured is the confidence of a rule without evidence: neither a fact by
// what was measured nor a candidate.
const unmeasured = CandidateBelow

// Candidate reports whether an assertion is less sure than CandidateBelow.
func (a *Assertion) Candidate() bool { return a.Confidence < CandidateBelow }

// Evidence that is thin is drawn towards what is known of more: a share counts as if
// weight assertions with the share of the wider group had been seen before (the mean
// of a beta-binomial with that prior).
const (
	weight = 6.0
	// typical is the share of all assertions of contacts that were right on texts of
	// which no rule knew; a rule of which nothing is known is taken to be like them.
	typical = 0.85
)

func estimate(right, wrong, prior float64) float64 {
	return (right + weight*prior) / (right + wrong + weight)
}

// Doubt is a set of what makes a sentence bear out an assertion less plainly.
type Doubt uint8

// Reasons for doubt.
const (
	// Resolved: a party is not named in the sentence, but meant by a pronoun or a
	// function, or known from another sentence.
	Resolved Doubt = 1 << iota
	// Distant: the names of two parties stand further apart than a clause is long.
	Distant
	// Unset: neither a day nor a place is stated.
	Unset
	// Unlikely: a rule has found it, and the sentence as a whole speaks against it.
	Unlikely
)

// Count returns the number of reasons.
func (d Doubt) Count() int { return bits.OnesCount8(uint8(d)) }

// Names lists the reasons in lower case, nil for none.
func (d Doubt) Names() []string {
	var out []string
	for i, name := range []string{"resolved", "distant", "unset", "unlikely"} {
		if d&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

// doubts finds what makes a contact doubtful: it looks at the mentions within its
// sentence.
func (r *reader) doubts(a *Assertion) (d Doubt) {
	const clause = 120 // bytes between two names of one clause, at most
	if a.Kind >= RegularContact || len(a.Participants) < 2 {
		return 0
	}
	if a.Date.IsZero() && a.Place == None {
		d |= Unset
	}
	if a.unlikely {
		d |= Unlikely
	}
	first := sort.Search(len(r.pending), func(i int) bool { return r.pending[i].span.Start >= a.Quote.Start })
	last, named := -1, 0
	for i := range a.Participants {
		id := a.Participants[i].Entity
		for k := first; k < len(r.pending) && r.pending[k].span.End <= a.Quote.End; k++ {
			m := &r.pending[k]
			if m.id != id {
				continue
			}
			if last >= 0 && (m.span.Start-last > clause || last-m.span.Start > clause) {
				d |= Distant
			}
			last = m.span.Start
			named++
			break
		}
	}
	if named < len(a.Participants) {
		d |= Resolved
	}
	return d
}

// tally is how many assertions were right and wrong.
type tally struct{ right, wrong int }

// read reads "right<tab>wrong"; it is false where that is malformed.
func (t *tally) read(text string) bool {
	n, err := fmt.Sscan(text, &t.right, &t.wrong)
	return n == 2 && err == nil
}

// measured is the evidence for one rule, by the number of doubts.
type measured struct {
	all     tally
	doubted [4]tally
	first   int // errors when texts were first seen, whatever the doubts
}

// unlikelyRule stands for whatever rule has found what the model of likely contacts speaks against.
const unlikelyRule = "contact/unlikely"

// confidences are those of the rules by name.
var confidences = sync.OnceValue(func() map[string]measured {
	out := map[string]measured{}
	for line := range strings.Lines(evidence) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		var rule, kind string
		var right, wrong int
		if _, err := fmt.Sscan(line, &rule, &kind, &right, &wrong); err != nil || kind != "first" && (len(kind) != 1 || kind[0] < '0' || kind[0] > '3') {
			panic(&dataError{"confidence.txt", 0, line})
		}
		m := out[rule]
		if kind == "first" {
			m.first = wrong
		} else {
			m.doubted[kind[0]-'0'] = tally{right, wrong}
			m.all.right, m.all.wrong = m.all.right+right, m.all.wrong+wrong
		}
		out[rule] = m
	}
	all := measured{}
	for _, m := range out {
		all.all.wrong, all.first = all.all.wrong+m.all.wrong, all.first+m.first
	}
	likely := likelyModel()
	// What rules have found against the model was wrong at first sight as much more often as all that they find.
	out[unlikelyRule] = measured{all: likely.against, first: likely.against.wrong * all.first / max(1, all.all.wrong)}
	out[likelyRule] = measured{all: tally{likely.right, likely.wrong}}
	out[likelyStatesRule] = measured{all: statesModel().evidence}
	out[likelyAgainRule] = measured{all: againModel().evidence}
	return out
})

// Estimate returns how likely an assertion of a rule with some doubts is right: by
// those of the rule with as many doubts, drawn towards all of the rule, and these
// towards what is typical. The errors of first sight fall on each number of doubts in
// proportion to how many assertions have it.
func Estimate(right, wrong, allRight, allWrong, first int) float64 {
	n, all := float64(right+wrong), float64(allRight+allWrong)
	rule := estimate(float64(allRight), float64(allWrong+first), typical)
	if n == 0 {
		return rule
	}
	return estimate(float64(right), float64(wrong)+float64(first)*n/all, rule)
}

// Confidence returns how sure an assertion of a rule is, whatever its doubts.
func Confidence(rule string) float64 {
	if m, ok := confidences()[rule]; ok {
		return Estimate(0, 0, m.all.right, m.all.wrong, m.first)
	}
	return unmeasured
}

// ConfidenceIn returns how sure an assertion of a rule with some doubts is.
func ConfidenceIn(rule string, d Doubt) float64 {
	if d&Unlikely != 0 {
		return Confidence(unlikelyRule)
	}
	m, ok := confidences()[rule]
	if !ok {
		return unmeasured
	}
	t := m.doubted[d.Count()]
	return Estimate(t.right, t.wrong, m.all.right, m.all.wrong, m.first)
}
