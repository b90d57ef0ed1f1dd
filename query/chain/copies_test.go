package chain_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// sentences of which the first two are copies, the third tells the same in words
// of its own, and the fourth is too short to be known as a copy of anything.
var sentences = []string{
	"The two envoys met on Thursday in the old customs house to settle the grain quota.",
	"The two envoys met on Thursday in the old customs house to settle the grain quota, it said.",
	"Behind closed doors the quota was haggled over until the lamps went out in the harbour.",
	"They met on Thursday.",
}

// statement is what a source says of a contact: that it was, and in which words;
// -1 is none.
type statement struct{ contact, source, sentence int }

func (s statement) nquads(attendees []int) string {
	name := fmt.Sprintf("<%ssource/%d>", vocab.Base, s.source)
	c := querytest.Contact{ID: s.contact, Attendees: attendees, Date: dayText(s.contact), Source: s.source}
	lines := c.NQuads()
	if s.sentence >= 0 {
		quote := fmt.Sprintf("<%ssource/%d#char=%d,%d>", vocab.Base, s.source, 100*s.contact+10*s.sentence, 100*s.contact+10*s.sentence+9)
		lines = append(lines,
			fmt.Sprintf("<%smeeting/%d> <%s> %s %s .\n", vocab.Base, s.contact, vocab.ProvWasQuotedFrom, quote, name),
			fmt.Sprintf("%s <%s> %q %s .\n", quote, vocab.SchemaText, sentences[s.sentence], name))
	}
	return strings.Join(lines, "")
}

// TestCopiesAgainstWhy compares the sources of every contact with those that why
// tells, in a network built whole and in one that is updated source by source.
func TestCopiesAgainstWhy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ends := [][]int{{1, 2}, {2, 3}, {1, 3}}
		g := querytest.New()
		var n *chain.Network
		for range rapid.IntRange(1, 8).Draw(t, "statements") {
			i := rapid.IntRange(0, 2).Draw(t, "contact")
			s := statement{i + 1, rapid.IntRange(1, 4).Draw(t, "source"), rapid.IntRange(-1, 3).Draw(t, "sentence")}
			text := s.nquads(ends[i])
			if err := g.Add(text); err != nil {
				t.Fatalf("%v", err)
			}
			r := readerOf(t, g)
			built := build(t, r)
			if n == nil {
				n = built
			} else {
				var err error
				if n, err = n.Update(context.Background(), r, nquads.NewReader(strings.NewReader(text), nquads.Options{})); err != nil {
					t.Fatalf("%v", err)
				}
			}
			if got, want := describe(n), describe(built); !slices.Equal(got, want) {
				t.Fatalf("updated\n%s\nbuilt\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			checkSources(t, r, n)
		}
	})
}

// checkSources compares the sources of contacts with why, and with what a step
// tells.
func checkSources(t *rapid.T, r *relation.Reader, n *chain.Network) {
	ctx := context.Background()
	for i := range n.All() {
		s := n.Span(i)
		steps := []chain.Step{{From: s.A, To: s.B, Contact: i, Day: s.First}}
		told, err := n.Tell(ctx, r, steps, chain.Options{})
		if err != nil {
			t.Fatalf("%v", err)
		}
		why, err := r.Why(ctx, relation.WhyOptions{}, told.Steps[0].Event)
		if err != nil {
			t.Fatalf("%v", err)
		}
		want := why.Facts[0].Independence.Independent
		if int(s.Sources) != want || told.Sources != want || told.Steps[0].Independent != want {
			t.Fatalf("%s: %d sources, %d told, %d of the step, why has %d", told.Steps[0].Event, s.Sources, told.Sources, told.Steps[0].Independent, want)
		}
	}
}

// TestStrongestCountsCopiesOnce sets one dispatch that three printed against two
// sources for each of two steps.
func TestStrongestCountsCopiesOnce(t *testing.T) {
	var text string
	for _, s := range []statement{{1, 1, 0}, {1, 2, 1}, {1, 3, 0}} {
		text += s.nquads([]int{1, 2})
	}
	for _, s := range []statement{{2, 1, 0}, {2, 4, 2}} {
		text += s.nquads([]int{1, 3})
	}
	for _, s := range []statement{{3, 1, 2}, {3, 4, 0}} {
		text += s.nquads([]int{3, 2})
	}
	r := reader(t, text)
	got, err := build(t, r).Find(context.Background(), r, []graph.ID{actor(t, r, 1)}, []graph.ID{actor(t, r, 2)}, chain.Options{Mode: chain.Strongest})
	if err != nil {
		t.Fatal(err)
	}
	if got.Hops != 2 || got.Chains[0].Sources != 2 {
		t.Errorf("%d steps with %d sources for the weakest, want 2 with 2", got.Hops, got.Chains[0].Sources)
	}
}
