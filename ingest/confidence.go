package ingest

import (
	"context"
	"math"
	"strconv"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// DefaultMinConfidence is the confidence from which an assertion is stated as a
// fact where Options do not say otherwise: see extract.CandidateBelow.
const DefaultMinConfidence = extract.CandidateBelow

// confidence returns how sure an extractor is of an assertion, from 0 to 1. An
// extractor that does not say (0) vouches for what it gives.
func confidence(a *extract.Assertion) float64 {
	if a.Confidence <= 0 {
		return 1
	}
	return min(a.Confidence, 1)
}

// decimal writes a confidence as xsd:decimal with two digits, which is more than
// any of them is known to.
func decimal(f float64) quad.TypedString {
	return typed(strconv.FormatFloat(f, 'f', 2, 64), vocab.XSDDecimal)
}

// isFact reports whether an assertion is stated as a fact rather than as a candidate:
// where it is at least as sure as least, and not merely supposed.
func isFact(a *extract.Assertion, least float64) bool {
	return a.Status != extract.Hypothetical && confidence(a) >= least
}

// Split parts a result into what is sure enough to be stated as facts and the
// candidates: what is less sure than least, which is as Options.MinConfidence, and
// all that is hypothetical. Both share the entities and mentions of the result,
// which is left as it is.
func Split(res *extract.Result, least float64) (facts, candidates *extract.Result) {
	if least == 0 {
		least = DefaultMinConfidence
	}
	n := 0
	for i := range res.Assertions {
		if isFact(&res.Assertions[i], least) {
			n++
		}
	}
	sure, unsure := *res, *res
	sure.Assertions = make([]extract.Assertion, 0, n)
	unsure.Assertions = make([]extract.Assertion, 0, len(res.Assertions)-n)
	for i := range res.Assertions {
		if a := &res.Assertions[i]; isFact(a, least) {
			sure.Assertions = append(sure.Assertions, *a)
		} else {
			unsure.Assertions = append(unsure.Assertions, *a)
		}
	}
	return &sure, &unsure
}

// FactsOnly is an extractor that leaves out what another is not sure of, as the
// facts of a graph do.
type FactsOnly struct {
	Extractor
	// Least is as Options.MinConfidence.
	Least float64
}

// Extract implements Extractor.
func (f FactsOnly) Extract(ctx context.Context, in extract.Input) (*extract.Result, error) {
	res, err := f.Extractor.Extract(ctx, in)
	if err != nil {
		return nil, err
	}
	facts, _ := Split(res, f.Least)
	return facts, nil
}

// Confidence returns how sure an extractor is of an assertion, from 0 to 1; 1
// where it does not say.
func Confidence(a *extract.Assertion) float64 { return confidence(a) }

// SetConfidence notes how sure an extractor is of an assertion, from 0 to 1. An
// extractor that is not sure at all still says so, which 0 does not.
func SetConfidence(a *extract.Assertion, sure float64) {
	a.Confidence = max(sure, math.SmallestNonzeroFloat64)
}
