package extract

import (
	"strings"
	"sync"
)

// First names of the world (lang/given.txt) are evidence that capitals name somebody, where
// all else would speak for a place or a thing: "Fiona Hill", "Victoria Falls". That a name is
// not among them tells nothing.

// firstNames are first names with the sex of their bearers, 0 where both bear them.
var firstNames = sync.OnceValue(func() *hashed[int8] {
	out := &hashed[int8]{}
	out.reserve(1 << 13) // nearly as many as there are
	for _, r := range rows("given.txt") {
		sex, names := r.keyed()
		of, ok := map[string]int8{"female": female, "male": male, "both": 0}[sex]
		if !ok {
			r.bad()
		}
		for _, n := range names {
			other, known := out.get(n)
			one := out.at(n)
			if *one = of; known && other != of {
				*one = 0
			}
		}
	}
	return out
})

// sexOfGiven returns the sex that a folded first name tells; "Jean-Yves" is a Jean.
func sexOfGiven(fold string) (sex int8, known bool) {
	if sex, known = firstNames().get(fold); known {
		return sex, true
	}
	if part, _, compound := strings.Cut(fold, "-"); compound {
		sex, known = firstNames().get(part)
	}
	return sex, known
}

// firstName reports whether a word is a first name that the vocabulary knows.
func (t *token) firstName() bool { return t.of(givenNames) }
