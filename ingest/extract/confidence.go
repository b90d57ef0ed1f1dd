package extract

import (
	_ "embed" // confidence.txt
	"math"
	"strconv"
	"strings"
	"sync"
)

// evidence holds for each rule how many of its assertions were right and wrong
// on annotated texts. The test of package eval writes it:
//
//	go test ./ingest/eval -run TestEvidence -update
//
//go:embed confidence.txt
var evidence string

// CandidateBelow is the confidence under which an assertion is a candidate that
// somebody should look at, rather than a fact.
const CandidateBelow = 0.5

// unmeasured is the confidence of a rule without evidence: neither a fact by
// what was measured nor a candidate.
const unmeasured = CandidateBelow

// Candidate reports whether an assertion is less sure than CandidateBelow.
func (a *Assertion) Candidate() bool { return a.Confidence < CandidateBelow }

// Wilson returns the lower bound of the Wilson score interval for a share of
// right ones, at 95 % on one side: the precision that so much evidence allows
// one to count on. It is 0 without evidence.
func Wilson(right, wrong int) float64 {
	const z = 1.645
	n := float64(right + wrong)
	if n == 0 {
		return 0
	}
	p := float64(right) / n
	return (p + z*z/(2*n) - z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))) / (1 + z*z/n)
}

// confidences are those of the rules by name.
var confidences = sync.OnceValue(func() map[string]float64 {
	out := map[string]float64{}
	for line := range strings.Lines(evidence) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) < 3 {
			panic(&dataError{"confidence.txt", 0, line})
		}
		right, err := strconv.Atoi(fields[1])
		wrong, err2 := strconv.Atoi(fields[2])
		if err != nil || err2 != nil {
			panic(&dataError{"confidence.txt", 0, line})
		}
		out[fields[0]] = Wilson(right, wrong)
	}
	return out
})

// Confidence returns how sure an assertion of a rule is, by its name: the lower
// bound of its precision on annotated texts.
func Confidence(rule string) float64 {
	if c, ok := confidences()[rule]; ok {
		return c
	}
	return unmeasured
}
