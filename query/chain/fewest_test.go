package chain_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// tester is what both *testing.T and *rapid.T are.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

func reader(t tester, nquads string) *relation.Reader {
	t.Helper()
	g, err := querytest.Parse(nquads)
	if err != nil {
		t.Fatalf("%v", err)
	}
	r, err := relation.NewReader(context.Background(), g, relation.Options{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

// actor returns the ID of <actor/n>, one that stands in no statement if the
// graph does not know it.
func actor(t tester, r *relation.Reader, n int) graph.ID {
	t.Helper()
	id, ok, err := r.Graph().Lookup(context.Background(), fmt.Appendf(nil, "<%sactor/%d>", vocab.Base, n))
	if err != nil {
		t.Fatalf("%v", err)
	}
	if !ok {
		return graph.MakeID(graph.TagIRI, 1<<40)
	}
	return id
}

// days spread over three years, in order.
var days = []string{"1937-12-31", "1938-01-01", "1938-06-15", "1938-12-31", "1939-01-01", "1939-03-02"}

// drawContacts draws a small world, dense enough for ties and holes.
func drawContacts(t *rapid.T) []querytest.Contact {
	actors := rapid.IntRange(2, 14).Draw(t, "actors")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) querytest.Contact {
		who := rapid.SliceOfN(rapid.IntRange(1, actors), 0, 4)
		c := querytest.Contact{
			ID:        rapid.IntRange(1, 30).Draw(t, "id"),
			Attendees: who.Draw(t, "attendees"),
			Kind:      rapid.SampledFrom([]string{"", "Meeting", "Call", "Visit"}).Draw(t, "kind"),
			Status:    rapid.SampledFrom([]string{"", "Occurred", "Occurred", "Planned", "Denied"}).Draw(t, "status"),
			Date:      rapid.SampledFrom(append([]string{""}, days...)).Draw(t, "date"),
			Source:    rapid.IntRange(0, 3).Draw(t, "source"),
		}
		if rapid.IntRange(0, 3).Draw(t, "has expected") == 0 {
			c.Expected = who.Draw(t, "expected")
		}
		return c
	}), 0, 25).Draw(t, "contacts")
}

// world is the contacts as the naive search sees them: contacts with one ID are
// one contact, however many sources tell of it.
type world map[int]*event

type event struct {
	attendees, expected map[int]bool
	kinds, statuses     map[string]bool
	first               string
}

func newWorld(contacts []querytest.Contact) world {
	w := world{}
	for _, c := range contacts {
		e := w[c.ID]
		if e == nil {
			e = &event{map[int]bool{}, map[int]bool{}, map[string]bool{}, map[string]bool{}, ""}
			w[c.ID] = e
		}
		for _, a := range c.Attendees {
			e.attendees[a] = true
		}
		for _, a := range c.Expected {
			e.expected[a] = true
		}
		if c.Kind != "" {
			e.kinds[strings.ToLower(c.Kind)] = true
		}
		if c.Status != "" {
			e.statuses[strings.ToLower(c.Status)] = true
		}
		if c.Date != "" && (e.first == "" || c.Date < e.first) {
			e.first = c.Date
		}
	}
	for _, e := range w {
		if len(e.statuses) == 0 {
			e.statuses["occurred"] = true
		}
		if len(e.kinds) == 0 {
			e.kinds["contact"] = true
		}
		if !e.statuses["occurred"] {
			for a := range e.expected {
				e.attendees[a] = true
			}
		}
	}
	return w
}

func anyOf(have map[string]bool, want []string) bool {
	return slices.ContainsFunc(want, func(s string) bool { return have[s] })
}

func (e *event) carries(o chain.Options) bool {
	statuses := o.Statuses
	if statuses == nil {
		statuses = []string{"occurred"}
	}
	if !anyOf(e.statuses, statuses) || (o.Kinds != nil && !anyOf(e.kinds, o.Kinds)) {
		return false
	}
	if o.From.Known() && (e.first == "" || e.first < o.From.Text) {
		return false
	}
	return !o.To.Known() || (e.first != "" && e.first <= o.To.Text)
}

// hops is a breadth-first search from one end over pairs, -1 if there is no way.
func (w world) hops(from, to int, o chain.Options) int {
	distance := map[int]int{from: 0}
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if at == to {
			return distance[at]
		}
		for _, e := range w {
			if !e.attendees[at] || !e.carries(o) {
				continue
			}
			for next := range e.attendees {
				if _, known := distance[next]; !known {
					distance[next] = distance[at] + 1
					queue = append(queue, next)
				}
			}
		}
	}
	return -1
}

func drawOptions(t *rapid.T) chain.Options {
	o := chain.Options{MaxHops: rapid.IntRange(0, 4).Draw(t, "max hops")}
	if rapid.Bool().Draw(t, "has statuses") {
		o.Statuses = rapid.SliceOfNDistinct(rapid.SampledFrom(relation.Statuses()), 1, 3, rapid.ID).Draw(t, "statuses")
	}
	if rapid.IntRange(0, 2).Draw(t, "has kinds") == 0 {
		o.Kinds = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"meeting", "call", "visit", "contact"}), 1, 3, rapid.ID).Draw(t, "kinds")
	}
	if rapid.IntRange(0, 2).Draw(t, "is bounded") == 0 {
		i := rapid.IntRange(0, len(days)-1).Draw(t, "from")
		j := rapid.IntRange(i, len(days)-1).Draw(t, "to")
		o.From, _ = relation.ParseDate(days[i])
		o.To, _ = relation.ParseDate(days[j])
	}
	return o
}

func TestFewestAgreesWithNaiveSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		contacts := drawContacts(t)
		o := drawOptions(t)
		from, to := rapid.IntRange(1, 14).Draw(t, "from"), rapid.IntRange(1, 14).Draw(t, "to")
		w := newWorld(contacts)
		r := reader(t, querytest.NQuads(contacts))
		ids := [2]graph.ID{actor(t, r, from), actor(t, r, to)}
		if from != to && ids[0] == ids[1] {
			return // neither is in the graph
		}
		for _, id := range ids {
			if _, err := r.Graph().AppendTerm(context.Background(), nil, id); err != nil {
				return
			}
		}
		got, err := chain.Fewest(context.Background(), r, ids[0], ids[1], o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		want := w.hops(from, to, o)
		switch {
		case o.MaxHops > 0 && want > o.MaxHops:
			if got.Found || !got.LimitReached {
				t.Fatalf("found %v, limit reached %v; want neither within %d of %d hops", got.Found, got.LimitReached, o.MaxHops, want)
			}
		case want < 0:
			if got.Found || (o.MaxHops == 0 && got.LimitReached) {
				t.Fatalf("found %v, limit reached %v; want no chain", got.Found, got.LimitReached)
			}
		default:
			if !got.Found || got.Hops != want || len(got.Steps) != want {
				t.Fatalf("found %v with %d hops and %d steps, want %d", got.Found, got.Hops, len(got.Steps), want)
			}
			checkSteps(t, w, got, o)
		}
	})
}

// checkSteps follows a chain.
func checkSteps(t *rapid.T, w world, got *chain.Result, o chain.Options) {
	at := got.From
	for _, step := range got.Steps {
		var id, from, to int
		fmt.Sscanf(step.Contact.IRI, vocab.Base+"meeting/%d", &id)
		fmt.Sscanf(step.From.IRI, vocab.Base+"actor/%d", &from)
		fmt.Sscanf(step.To.IRI, vocab.Base+"actor/%d", &to)
		e := w[id]
		if step.From.IRI != at.IRI || e == nil || !e.carries(o) || !e.attendees[from] || !e.attendees[to] || from == to {
			t.Fatalf("step %+v does not lead on from %s", step, at.IRI)
		}
		others := 0
		for other, e := range w {
			if other != id && e.carries(o) && e.attendees[from] && e.attendees[to] {
				others++
			}
		}
		if step.OtherContacts != others {
			t.Fatalf("step %d: %d other contacts, want %d", step.Hop, step.OtherContacts, others)
		}
		at = step.To
	}
	if at.IRI != got.To.IRI {
		t.Fatalf("the chain ends at %s, want %s", at.IRI, got.To.IRI)
	}
}

// TestFewestDependsOnStatementsAlone loads the same statements in another order,
// which gives every term another ID.
func TestFewestDependsOnStatementsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		contacts := drawContacts(t)
		var lines []string
		for _, c := range contacts {
			lines = append(lines, c.NQuads()...)
		}
		var want string
		for seed := range uint64(3) {
			rand.New(rand.NewPCG(seed, 0)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			r := reader(t, strings.Join(lines, ""))
			from, to := actor(t, r, 1), actor(t, r, 2)
			if _, err := r.Graph().AppendTerm(context.Background(), nil, max(from, to)); err != nil {
				return // one of them is not in the graph
			}
			result, err := chain.Fewest(context.Background(), r, from, to, chain.Options{})
			if err != nil {
				t.Fatalf("%v", err)
			}
			got, err := json.Marshal(result)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if seed == 0 {
				want = string(got)
			} else if string(got) != want {
				t.Fatalf("got  %s\nwant %s", got, want)
			}
		}
	})
}

func contactsOfChain() []querytest.Contact {
	return []querytest.Contact{
		{ID: 1, Attendees: []int{1, 2}, Kind: "Call", Status: "Occurred", Date: "1939-03-02", Source: 1},
		{ID: 2, Attendees: []int{1, 2}, Kind: "Meeting", Status: "Occurred", Date: "1938-06-15", Source: 1},
		{ID: 3, Attendees: []int{2, 3}, Kind: "Meeting", Status: "Occurred", Source: 2},
		{ID: 4, Attendees: []int{1, 3}, Kind: "Meeting", Status: "Planned", Date: "1939-01-01", Source: 2},
		{ID: 5, Attendees: []int{4, 5}, Kind: "Meeting", Status: "Occurred", Source: 2},
		{ID: 6, Attendees: []int{6, 7}, Expected: []int{1}, Status: "Occurred", Source: 2},
	}
}

func TestFewestCases(t *testing.T) {
	bound, _ := relation.ParseDate("1939")
	cases := []struct {
		name     string
		from, to int
		options  chain.Options
		contacts []string // IRIs under the base; nil: not found
		limit    bool
	}{
		{name: "earliest contact of two", from: 1, to: 2, contacts: []string{"meeting/2"}},
		{name: "a plan carries nothing", from: 1, to: 3, contacts: []string{"meeting/2", "meeting/3"}},
		{name: "a plan carries if asked", from: 1, to: 3, options: chain.Options{Statuses: []string{"planned", "occurred"}}, contacts: []string{"meeting/4"}},
		{name: "kind", from: 1, to: 2, options: chain.Options{Kinds: []string{"call"}}, contacts: []string{"meeting/1"}},
		{name: "from a date", from: 1, to: 2, options: chain.Options{From: bound}, contacts: []string{"meeting/1"}},
		{name: "undated contacts are in no period", from: 2, to: 3, options: chain.Options{From: bound}},
		{name: "too far", from: 1, to: 3, options: chain.Options{MaxHops: 1}, limit: true},
		{name: "apart", from: 1, to: 5},
		{name: "who was only expected at what occurred was not there", from: 1, to: 6},
		{name: "oneself", from: 1, to: 1, contacts: []string{}},
	}
	r := reader(t, querytest.NQuads(contactsOfChain()))
	network, err := chain.Build(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second round searches with used memory
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				got, err := network.Fewest(context.Background(), r, actor(t, r, c.from), actor(t, r, c.to), c.options)
				if err != nil {
					t.Fatal(err)
				}
				var iris []string
				for _, s := range got.Steps {
					iris = append(iris, strings.TrimPrefix(s.Contact.IRI, vocab.Base))
					if len(s.Contact.Evidence) == 0 {
						t.Errorf("step %d has no evidence", s.Hop)
					}
				}
				if got.Found != (c.contacts != nil) || !slices.Equal(iris, c.contacts) || got.LimitReached != c.limit {
					t.Errorf("found %v through %v, limit reached %v; want %v, %v", got.Found, iris, got.LimitReached, c.contacts, c.limit)
				}
			})
		}
	}
}

func TestFewestRefuses(t *testing.T) {
	r := reader(t, querytest.NQuads(contactsOfChain()))
	a, b := actor(t, r, 1), actor(t, r, 3)
	for _, o := range []chain.Options{{MaxHops: -1}, {Kinds: []string{"duel"}}, {Statuses: []string{"perhaps"}}} {
		if _, err := chain.Fewest(context.Background(), r, a, b, o); err == nil {
			t.Errorf("options %+v: got no error", o)
		}
	}
	network, err := chain.Build(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	g := r.Graph().(*querytest.Graph)
	if err := g.Add(querytest.NQuads([]querytest.Contact{{ID: 9, Attendees: []int{1, 3}}})); err != nil {
		t.Fatal(err)
	}
	if _, err := network.Fewest(context.Background(), r, a, b, chain.Options{}); !errors.Is(err, chain.ErrSnapshot) {
		t.Errorf("a network of an older snapshot: got %v, want %v", err, chain.ErrSnapshot)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := chain.Build(cancelled, r); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build: got %v, want %v", err, context.Canceled)
	}
}
