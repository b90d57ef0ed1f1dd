package chain_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

func contactsOfChain() []querytest.Contact {
	return []querytest.Contact{
		{ID: 1, Attendees: []int{1, 2}, Kind: "Call", Status: "Occurred", Date: "1939-03-02", Source: 1},
		{ID: 2, Attendees: []int{1, 2}, Kind: "Meeting", Status: "Occurred", Date: "1938-06-15", Source: 1},
		{ID: 3, Attendees: []int{2, 3}, Kind: "Meeting", Status: "Occurred", Source: 2},
		{ID: 4, Attendees: []int{1, 3}, Kind: "Meeting", Status: "Planned", Date: "1939-01-01", Source: 2},
		{ID: 5, Attendees: []int{4, 5}, Kind: "Meeting", Status: "Occurred", Source: 2},
		{ID: 6, Attendees: []int{6, 7}, Expected: []int{1}, Status: "Occurred", Source: 2},
		{ID: 7, Attendees: []int{1, 2}, Kind: "Visit", Status: "Occurred", Date: "1938-06-15", Source: 3},
	}
}

// TestFindCases asks questions of one small world.
func TestFindCases(t *testing.T) {
	bound, err := relation.ParseDate("1939")
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name     string
		from, to int
		options  chain.Options
		contacts []string // events of the steps; nil: not found
		limit    bool
	}{
		{name: "earliest contact of two, of which two events tell", from: 1, to: 2, contacts: []string{"meeting/2 meeting/7"}},
		{name: "a plan carries nothing", from: 1, to: 3, contacts: []string{"meeting/2 meeting/7", "meeting/3"}},
		{name: "a plan carries if asked", from: 1, to: 3, options: chain.Options{Statuses: []string{"planned", "occurred"}}, contacts: []string{"meeting/4"}},
		{name: "kind", from: 1, to: 2, options: chain.Options{Kinds: []string{"call"}}, contacts: []string{"meeting/1"}},
		{name: "one event of a contact is of the kind", from: 1, to: 2, options: chain.Options{Kinds: []string{"visit"}}, contacts: []string{"meeting/7"}},
		{name: "from a date", from: 1, to: 2, options: chain.Options{From: bound}, contacts: []string{"meeting/1"}},
		{name: "most sources", from: 1, to: 2, options: chain.Options{MinSources: 2}, contacts: []string{"meeting/2 meeting/7"}},
		{name: "more sources than there are", from: 1, to: 2, options: chain.Options{MinSources: 3}},
		{name: "undated contacts are in no period", from: 2, to: 3, options: chain.Options{From: bound}},
		{name: "undated contacts are in no order", from: 2, to: 3, options: chain.Options{InOrder: true}},
		{name: "too far", from: 1, to: 3, options: chain.Options{MaxHops: 1}, limit: true},
		{name: "apart", from: 1, to: 5},
		{name: "not through the two who know most", from: 1, to: 3, options: chain.Options{NoHubs: 2}},
		{name: "who was only expected at what occurred was not there", from: 1, to: 6},
		{name: "oneself", from: 1, to: 1, contacts: []string{}},
	}
	r := reader(t, querytest.NQuads(contactsOfChain()))
	network := build(t, r)
	for range 2 { // the second round searches with used memory
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got, err := network.Find(context.Background(), r, ids(t, r, []int{c.from}), ids(t, r, []int{c.to}), c.options)
				if err != nil {
					t.Fatal(err)
				}
				var events []string
				if got.Found {
					for _, s := range got.Chains[0].Steps {
						events = append(events, strings.ReplaceAll(strings.Join(s.Events, " "), vocab.Base, ""))
						if len(s.Evidence) == 0 || len(s.Sources) == 0 {
							t.Errorf("step %+v has no evidence", s)
						}
					}
				}
				if got.Found != (c.contacts != nil) || !slices.Equal(events, c.contacts) || got.LimitReached != c.limit {
					t.Errorf("found %v through %q, limit reached %v; want %q, %v", got.Found, events, got.LimitReached, c.contacts, c.limit)
				}
			})
		}
	}
}

func TestFindRefuses(t *testing.T) {
	r := reader(t, querytest.NQuads(contactsOfChain()))
	n := build(t, r)
	for _, o := range []chain.Options{{MaxHops: -1}, {K: -1}, {Gap: 2, K: 2}, {Mode: "best"}, {Kinds: []string{"duel"}}, {Statuses: []string{"perhaps"}}} {
		if _, err := n.Find(context.Background(), r, ids(t, r, []int{1}), ids(t, r, []int{3}), o); err == nil {
			t.Errorf("options %+v: got no error", o)
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := chain.Build(cancelled, r); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build: got %v, want %v", err, context.Canceled)
	}
}

func TestFromRows(t *testing.T) {
	r := reader(t, querytest.NQuads(contactsOfChain()))
	day := func(s string) relation.Day { return relation.Day(dayNumber(t, s)) }
	row := func(a, b int, first, last, kind string) chain.Row {
		return chain.Row{A: actor(t, r, a), B: actor(t, r, b), First: day(first), Last: day(last), Kind: kind}
	}
	n, err := chain.FromRows(context.Background(), r, []chain.Row{
		row(5, 1, "1938-09-16", "1938-09-20", "visit"), row(1, 4, "1938-09-18", "1938-09-18", ""), row(4, 1, "1938-09-18", "1938-09-18", "call"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if n.Contacts() != 2 || n.Actors() != 3 {
		t.Errorf("%d contacts among %d actors, want 2 among 3", n.Contacts(), n.Actors())
	}
	steps, ok, err := n.Finder().Best(context.Background(), nil, []graph.ID{actor(t, r, 4)}, []graph.ID{actor(t, r, 5)}, &chain.Options{Mode: chain.Fastest})
	if err != nil || !ok || len(steps) != 2 || steps[1].Day != day("1938-09-18") {
		t.Errorf("got %v, %v, %v; want two steps on one day", steps, ok, err)
	}
	if _, err := chain.FromRows(context.Background(), r, []chain.Row{row(1, 2, "1938-09-16", "1938-09-16", "duel")}); err == nil {
		t.Error("an unknown kind gave no error")
	}
}

func TestPartners(t *testing.T) {
	r := reader(t, querytest.NQuads(contactsOfChain()))
	n := build(t, r)
	f := n.Finder()
	for range 2 {
		got, err := f.Partners(context.Background(), nil, actor(t, r, 2), &chain.Options{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || n.ID(got[0].Actor) != actor(t, r, 1) || got[0].Contacts != 2 || got[0].Last.String() != "1939-03-02" || got[1].Last != chain.Never {
			t.Errorf("partners %+v", got)
		}
		if got, err = f.Partners(context.Background(), nil, actor(t, r, 2), &chain.Options{}, 1); err != nil || len(got) != 1 {
			t.Errorf("the first partner: %+v, %v", got, err)
		}
	}
	if got, err := f.Partners(context.Background(), nil, actor(t, r, 99), &chain.Options{}, 0); err != nil || len(got) != 0 {
		t.Errorf("partners of nobody: %+v, %v", got, err)
	}
}
