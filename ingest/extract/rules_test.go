package extract

import (
	"slices"
	"testing"
)

// TestRuleBook asks a book about sentences: only the rules are asked whose words and other needs there
// are, in their order, and what is in flux counts as it is right before a rule.
func TestRuleBook(t *testing.T) {
	var asked []string
	named := func(name string, then func(r *reader)) func(*reader, *sentence, int) {
		return func(r *reader, _ *sentence, _ int) {
			asked = append(asked, name)
			if then != nil {
				then(r)
			}
		}
	}
	b := newRuleBook([]rule{
		{named("any", nil), anyWords, 0},
		{named("table", nil), tableWords, 0},
		{named("none yet", nil), anyWords, noContact},
	}, []rule{
		{named("finds", func(r *reader) {
			r.res.Assertions = append(r.res.Assertions, Assertion{Kind: Meeting})
		}), chairWords, hasName | noHabit},
		{named("none still", nil), anyWords, noContact},
		{named("found", nil), anyWords, hasContact | hasFound},
		{named("goes back", nil), anyWords, canGoBack},
	})
	tests := []struct {
		name  string
		words []wordlist
		has   needs
		want  []string
	}{
		{"nothing", nil, 0, []string{"any", "none yet", "none still"}},
		{"a word", []wordlist{tableWords}, hasName, []string{"any", "table", "none yet", "none still"}},
		{"a word without the name", []wordlist{chairWords}, noHabit, []string{"any", "none yet", "none still"}},
		{"all", []wordlist{chairWords, tableWords}, hasName | noHabit, []string{"any", "table", "none yet", "finds", "found"}},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			s := &sentence{}
			s.sets.add(anyWords)
			for _, w := range x.words {
				s.sets.add(w)
			}
			asked = nil
			(&reader{}).ask(b, s, x.has, 0)
			if !slices.Equal(asked, x.want) {
				t.Errorf("asked %q, want %q", asked, x.want)
			}
		})
	}
}
