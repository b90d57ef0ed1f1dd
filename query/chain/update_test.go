package chain_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// change is a patch of lines that come and go.
type change struct{ adds, deletes string }

// readers is the patch of a change.
func (c change) readers() graph.PatchReader {
	return &joined{list: []graph.PatchReader{
		deleting{nquads.NewReader(strings.NewReader(c.deletes), nquads.Options{})},
		nquads.NewReader(strings.NewReader(c.adds), nquads.Options{}),
	}}
}

type deleting struct{ graph.PatchReader }

func (d deleting) ReadPatch(b *graph.PatchBatch) error {
	err := d.PatchReader.ReadPatch(b)
	for i := range b.Changes {
		b.Changes[i].Op = graph.Delete
	}
	return err
}

type joined struct{ list []graph.PatchReader }

func (j *joined) ReadPatch(b *graph.PatchBatch) error {
	for len(j.list) > 0 {
		err := j.list[0].ReadPatch(b)
		if !errors.Is(err, io.EOF) {
			return err
		}
		j.list = j.list[1:]
	}
	b.Reset()
	return io.EOF
}

// describe tells all there is to know of a network through its methods, as it is and
// with its actors numbered by IRI.
func describe(n *chain.Network) []string {
	list := []string{fmt.Sprintf("%d contacts, %d actors, %d days", n.Contacts(), n.Actors(), n.Days())}
	place := map[uint32]int{}
	for i := range n.All() {
		place[i] = len(place)
		s := n.Span(i)
		list = append(list, fmt.Sprintf("%v %v %+v", n.ID(s.A), n.ID(s.B), []any{s.First, s.Last, s.Sources}))
	}
	var actors []string
	for a := range n.Actors() {
		line := fmt.Sprint(n.ID(uint32(a)))
		n.Of(uint32(a), func(i, other uint32) bool { line += fmt.Sprint(" ", place[i], ":", n.ID(other)); return true })
		actors = append(actors, line)
	}
	slices.Sort(actors)
	return append(append(list, actors...), describeSorted(n)...)
}

func describeSorted(n *chain.Network) []string {
	n, err := n.Sorted(context.Background())
	if err != nil {
		return []string{err.Error()}
	}
	var list []string
	for i := range n.All() {
		list = append(list, fmt.Sprintf("%+v", n.Span(i)))
	}
	for a := range n.Actors() {
		list = append(list, fmt.Sprint(n.ID(uint32(a))))
	}
	return list
}

// TestUpdateEqualsBuild changes a world event by event.
func TestUpdateEqualsBuild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := querytest.New()
		if err := g.Add(querytest.NQuads(drawWorld(t, true))); err != nil {
			t.Fatalf("%v", err)
		}
		n := build(t, readerOf(t, g))
		var lines []string
		for _, c := range drawWorld(t, true) {
			c.ID += rapid.SampledFrom([]int{0, 100}).Draw(t, "a new event or one that is there")
			if rapid.Bool().Draw(t, "by actors who are new") {
				for i := range c.Attendees {
					c.Attendees[i] += rapid.SampledFrom([]int{0, 10, 190}).Draw(t, "new")
				}
			}
			if rapid.Bool().Draw(t, "by another source") {
				c.Source = rapid.IntRange(1, 3).Draw(t, "source")
			}
			lines = append(lines, c.NQuads()...)
		}
		for range rapid.IntRange(1, 4).Draw(t, "events") {
			var c change
			for range rapid.IntRange(1, 9).Draw(t, "lines") {
				line := rapid.SampledFrom(lines).Draw(t, "line")
				if rapid.IntRange(0, 4).Draw(t, "delete") == 0 {
					c.deletes += line
				} else {
					c.adds += line
				}
			}
			if err := g.Load(c.readers()); err != nil {
				t.Fatalf("%v", err)
			}
			r := readerOf(t, g)
			got, err := n.Update(context.Background(), r, c.readers())
			if err != nil {
				t.Fatalf("%v", err)
			}
			if want := describe(build(t, r)); !slices.Equal(describe(got), want) {
				t.Fatalf("updated\n%s\nbuilt\n%s", strings.Join(describe(got), "\n"), strings.Join(want, "\n"))
			}
			n = got
		}
	})
}

// TestUpdatedNetworkAnswersAlike asks the same of a network that was updated, event
// by event, and of one that was built whole.
func TestUpdatedNetworkAnswersAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := querytest.New()
		long := rapid.Bool().Draw(t, "long")
		if err := g.Add(querytest.NQuads(drawWorld(t, long))); err != nil {
			t.Fatalf("%v", err)
		}
		n := build(t, readerOf(t, g))
		for i, c := range drawWorld(t, long) {
			event := drawChange(t, c)
			if err := g.Load(event.readers()); err != nil {
				t.Fatalf("%v", err)
			}
			r := readerOf(t, g)
			var err error
			if n, err = n.Update(context.Background(), r, event.readers()); err != nil {
				t.Fatalf("%v", err)
			}
			if i%3 == 0 {
				compareNetworks(t, r, n, build(t, r), drawOptions(t))
			}
		}
	})
}

// drawChange is an event of the log that states a contact: a new one, that of another
// source, one of actors who are new, or one that takes the place of another.
func drawChange(t *rapid.T, c querytest.Contact) change {
	var event change
	switch rapid.IntRange(0, 4).Draw(t, "what the event does") {
	case 0:
		c.ID += 100
		for i := range c.Attendees {
			c.Attendees[i] += 10
		}
	case 1:
		c.Source = 1 + c.ID%3
	case 2:
		was := c
		was.Source = 0
		event.deletes = strings.Join(was.NQuads(), "")
		c.Attendees = append(slices.Clone(c.Attendees), 15)
	case 3:
		event.deletes = strings.Join(c.NQuads(), "")
		return event
	default:
		c.ID += 100
	}
	event.adds = strings.Join(c.NQuads(), "")
	return event
}

// step is what a step is without the numbers of a network.
type step struct {
	from, to    graph.ID
	day         relation.Day
	first, last relation.Day
	sources     uint32
}

// met is someone who is reached or was met.
type met struct {
	who         graph.ID
	first, last relation.Day
	count       int
}

// compareNetworks asks both for chains, whom word reaches, and partners.
func compareNetworks(t *rapid.T, r *relation.Reader, got, want *chain.Network, o chain.Options) {
	ctx := context.Background()
	o.K = 3
	if o.Gap > 0 {
		o.K = 0
	}
	var chains [2][][]step
	var reached, partners [2][]met
	for i, n := range []*chain.Network{got, want} {
		f := n.Finder()
		found, err := f.Chains(ctx, ids(t, r, []int{1}), ids(t, r, []int{2}), &o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for _, steps := range found {
			var list []step
			for _, s := range steps {
				c := n.Span(s.Contact)
				list = append(list, step{n.ID(s.From), n.ID(s.To), s.Day, c.First, c.Last, c.Sources})
			}
			chains[i] = append(chains[i], list)
		}
		everybody, err := f.Reach(ctx, ids(t, r, []int{1}), &o, 0)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for _, x := range everybody {
			reached[i] = append(reached[i], met{n.ID(x.Actor), x.Arrival, 0, x.Hops})
		}
		most, err := f.Partners(ctx, nil, actor(t, r, 1), &o, 2)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for _, x := range most {
			partners[i] = append(partners[i], met{n.ID(x.Actor), x.First, x.Last, x.Contacts})
		}
	}
	if !slices.EqualFunc(chains[0], chains[1], slices.Equal) {
		t.Fatalf("%+v: updated %v, built %v", o, chains[0], chains[1])
	}
	if !slices.Equal(reached[0], reached[1]) {
		t.Fatalf("%+v: updated %v, built %v", o, reached[0], reached[1])
	}
	if !slices.Equal(partners[0], partners[1]) {
		t.Fatalf("%+v: updated %v, built %v", o, partners[0], partners[1])
	}
}

// TestUpdatesBranch goes on from one network twice: neither sees the other's
// contacts, and the first stays as it was.
func TestUpdatesBranch(t *testing.T) {
	contacts := []querytest.Contact{{ID: 1, Attendees: []int{1, 2}, Date: "1938-09-15"}, {ID: 2, Attendees: []int{2, 3}, Date: "1938-09-17"}}
	g := querytest.New()
	if err := g.Add(querytest.NQuads(contacts)); err != nil {
		t.Fatal(err)
	}
	n := build(t, readerOf(t, g))
	first := describe(n)
	for _, day := range []string{"1938-09-16", "1938-09-15", "1938-09-18"} {
		branch := querytest.New()
		text := strings.Join(querytest.Contact{ID: 3, Attendees: []int{1, 3}, Date: day}.NQuads(), "")
		if err := branch.Add(querytest.NQuads(contacts) + text); err != nil {
			t.Fatal(err)
		}
		r := readerOf(t, branch)
		got, err := n.Update(context.Background(), r, nquads.NewReader(strings.NewReader(text), nquads.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if want := describe(build(t, r)); !slices.Equal(describe(got), want) {
			t.Errorf("%s: updated\n%s\nbuilt\n%s", day, strings.Join(describe(got), "\n"), strings.Join(want, "\n"))
		}
		if !slices.Equal(describe(n), first) {
			t.Errorf("%s: the network that was updated is %v", day, describe(n))
		}
	}
}

// TestMergedActorsAreOne merges two actors between whom a chain breaks off.
func TestMergedActorsAreOne(t *testing.T) {
	contacts := []querytest.Contact{{ID: 1, Attendees: []int{1, 3}, Date: "1938-09-15"}, {ID: 2, Attendees: []int{4, 2}, Date: "1938-09-16"}}
	same := "<https://chancery.example/actor/4> <http://www.w3.org/2002/07/owl#sameAs> <https://chancery.example/actor/3> <" + relation.CurationGraph + "> .\n"
	g := querytest.New()
	if err := g.Add(querytest.NQuads(contacts)); err != nil {
		t.Fatal(err)
	}
	r := readerOf(t, g)
	n := build(t, r)
	ask := func(r *relation.Reader, n *chain.Network) int {
		got, err := n.Find(context.Background(), r, ids(t, r, []int{1}), ids(t, r, []int{2}), chain.Options{InOrder: true})
		if err != nil {
			t.Fatal(err)
		}
		return got.Hops
	}
	if hops := ask(r, n); hops != 0 {
		t.Errorf("apart: %d steps, want none", hops)
	}
	if err := g.Add(same); err != nil {
		t.Fatal(err)
	}
	r2 := readerOf(t, g)
	n2, err := n.Update(context.Background(), r2, nquads.NewReader(strings.NewReader(same), nquads.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	if hops := ask(r2, n2); hops != 2 {
		t.Errorf("merged: %d steps, want 2", hops)
	}
	if _, err := n.Find(context.Background(), r2, ids(t, r2, []int{1}), ids(t, r2, []int{2}), chain.Options{}); !errors.Is(err, chain.ErrSnapshot) {
		t.Errorf("a reader of a later snapshot: got %v, want %v", err, chain.ErrSnapshot)
	}
}

// countingGraph counts the scans that run over all statements with a property.
type countingGraph struct {
	*querytest.Graph
	whole int
}

func (g *countingGraph) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	if q.S == graph.None && q.O == graph.None {
		g.whole++
	}
	return g.Graph.Scan(ctx, q)
}

// TestUpdateReadsWhatIsTouched tells a network of a name, of a further contact and of a
// further report: none reads all contacts.
func TestUpdateReadsWhatIsTouched(t *testing.T) {
	g := &countingGraph{Graph: querytest.New()}
	var contacts []querytest.Contact
	for i := range 40 {
		contacts = append(contacts, querytest.Contact{ID: i, Attendees: []int{1 + i%3, 4 + i%2}, Date: dayText(i % 9), Source: 1})
	}
	if err := g.Add(querytest.NQuads(contacts)); err != nil {
		t.Fatal(err)
	}
	read := func() *relation.Reader {
		r, err := relation.NewReader(context.Background(), g, relation.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	n := build(t, read())
	for _, text := range []string{
		"<https://chancery.example/actor/1> <http://schema.org/name> \"Ana Reis\" .\n",
		strings.Join(querytest.Contact{ID: 100, Attendees: []int{1, 90}, Date: dayText(3)}.NQuads(), ""),
		strings.Join(querytest.Contact{ID: 101, Attendees: []int{1, 4}, Date: dayText(0), Source: 2}.NQuads(), ""),
	} {
		if err := g.Add(text); err != nil {
			t.Fatal(err)
		}
		r := read()
		g.whole = 0
		var err error
		if n, err = n.Update(context.Background(), r, nquads.NewReader(strings.NewReader(text), nquads.Options{})); err != nil {
			t.Fatal(err)
		}
		if g.whole != 0 {
			t.Errorf("%s: %d scans of everything", text, g.whole)
		}
		if want := describe(build(t, r)); !slices.Equal(describe(n), want) {
			t.Errorf("updated\n%s\nbuilt\n%s", strings.Join(describe(n), "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestUpdateWhileSearched searches a network while another goes on from it: for the
// race detector.
func TestUpdateWhileSearched(t *testing.T) {
	g := querytest.New()
	var contacts []querytest.Contact
	for i := range 40 {
		contacts = append(contacts, querytest.Contact{ID: i, Attendees: []int{1 + i%7, 2 + i%11}, Date: dayText(i % 9)})
	}
	if err := g.Add(querytest.NQuads(contacts)); err != nil {
		t.Fatal(err)
	}
	first := readerOf(t, g)
	n := build(t, first)
	ends := [2][]graph.ID{ids(t, first, []int{1}), ids(t, first, []int{12})}
	ask := func() []chain.Step {
		steps, _, err := n.Finder().Best(context.Background(), nil, ends[0], ends[1], &chain.Options{Mode: chain.Earliest})
		if err != nil {
			t.Error(err)
		}
		return steps
	}
	want := ask()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 200 {
			if got := ask(); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
				return
			}
		}
	}()
	latest := n
	for i := range 12 {
		text := strings.Join(querytest.Contact{ID: 100 + i, Attendees: []int{1, 12}, Date: dayText(i)}.NQuads(), "")
		grown := querytest.New() // a graph is not for change while it is read
		contacts = append(contacts, querytest.Contact{ID: 100 + i, Attendees: []int{1, 12}, Date: dayText(i)})
		if err := grown.Add(querytest.NQuads(contacts)); err != nil {
			t.Fatal(err)
		}
		r := readerOf(t, grown)
		var err error
		if latest, err = latest.Update(context.Background(), r, nquads.NewReader(strings.NewReader(text), nquads.Options{})); err != nil {
			t.Fatal(err)
		}
		if want := build(t, r); !slices.Equal(describe(latest), describe(want)) {
			t.Fatalf("updated %v, built %v", describe(latest), describe(want))
		}
	}
	<-done
}
