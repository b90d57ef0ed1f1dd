package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/shape"
	"github.com/chancery-graph/chancery/store"
)

// growing is a store to which random events are appended.
type growing struct {
	*store.Store
	t    *testing.T
	rng  *rand.Rand
	said []string // lines that were added before, whether they are still there or not
}

func newGrowing(t *testing.T, seed uint64) *growing {
	t.Helper()
	s, err := store.Create(filepath.Join(t.TempDir(), "store"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &growing{Store: s, t: t, rng: rand.New(rand.NewPCG(seed, 11))}
}

// add and remove append an event of some lines.
func (g *growing) add(lines ...string) {
	g.t.Helper()
	g.event(nquads.NewReader(strings.NewReader(strings.Join(lines, "")), nquads.Options{}))
	g.said = append(g.said, lines...)
}

func (g *growing) remove(lines ...string) {
	g.t.Helper()
	g.event(takingBack{nquads.NewReader(strings.NewReader(strings.Join(lines, "")), nquads.Options{})})
}

func (g *growing) event(p graph.PatchReader) {
	g.t.Helper()
	if _, err := g.Append(g.t.Context(), store.Event{Header: graph.Header{Kind: graph.KindLoad}, Patch: p}); err != nil {
		g.t.Fatal(err)
	}
}

type takingBack struct{ graph.PatchReader }

func (d takingBack) ReadPatch(b *graph.PatchBatch) error {
	err := d.PatchReader.ReadPatch(b)
	for i := range b.Changes {
		b.Changes[i].Op = graph.Delete
	}
	return err
}

// head is the last event.
func (g *growing) head() graph.Seq {
	g.t.Helper()
	snap := g.Snapshot()
	if err := snap.Close(); err != nil {
		g.t.Fatal(err)
	}
	return snap.Seq()
}

// undo takes back what an event changed.
func (g *growing) undo(seq graph.Seq) {
	g.t.Helper()
	patch, done, err := g.Inverse(g.t.Context(), seq)
	if err != nil {
		g.t.Fatal(err)
	}
	g.event(patch)
	if err := done(); err != nil {
		g.t.Fatal(err)
	}
}

// shapeLine states that contacts are those that a query finds.
func shapeLine(text string) string {
	return fmt.Sprintf("<%s> <%s> \"%s\" <%s> .\n", shape.Graph, shape.Predicate, strings.NewReplacer("\n", `\n`, "\t", `\t`, `"`, `\"`).Replace(text), shape.Graph)
}

// grow appends a random event.
func (g *growing) grow() {
	g.t.Helper()
	line := func() string { return g.said[g.rng.IntN(len(g.said))] }
	actor := func() string { return fmt.Sprintf("<%sactor/%d>", vocab.Base, 1+g.rng.IntN(8)) }
	switch g.rng.IntN(10) {
	case 0:
		g.add(actor() + " <" + vocab.OWLSameAs + "> " + actor() + " <" + relation.CurationGraph + "> .\n")
	case 1:
		g.undo(1 + graph.Seq(g.rng.IntN(int(g.head()))))
	case 2:
		if g.rng.IntN(3) == 0 {
			g.add(shapeLine(ownShape))
		} else {
			g.remove(shapeLine(ownShape))
		}
	case 3, 4:
		g.remove(line(), line())
	case 5:
		g.add(line(), line()) // perhaps again
	case 6:
		lines := []string{line(), line(), line()}
		g.remove(lines...)
		g.add(lines...)
	default:
		meetings := randomMeetings(g.rng)
		one := meetings[g.rng.IntN(len(meetings))]
		one.ID += 100 * g.rng.IntN(2)
		g.add(one.NQuads()...)
	}
}

// networks asks a keeper and package shape for the network as of an event.
func (g *growing) networks(k *shape.Keeper, seq graph.Seq, how relation.SameAs, fn func(r *relation.Reader, kept, made *chain.Network)) {
	g.t.Helper()
	ctx := g.t.Context()
	snap, err := g.AsOf(ctx, seq)
	if err != nil {
		g.t.Fatal(err)
	}
	defer func() {
		if err := snap.Close(); err != nil {
			g.t.Error(err)
		}
	}()
	r, err := relation.NewReader(ctx, snap, relation.Options{SameAs: how})
	if err != nil {
		g.t.Fatal(err)
	}
	kept, err := k.Network(ctx, r, snap)
	if err != nil {
		g.t.Fatal(err)
	}
	made, err := shape.Network(ctx, r, snap)
	if err != nil {
		g.t.Fatal(err)
	}
	fn(r, kept, made)
}

// TestKeeperAnswersAsARebuild appends random events, some at a time, merges, undoes,
// sets shapes and asks as of now and then: networks that went on from others are
// those that are built anew.
func TestKeeperAnswersAsARebuild(t *testing.T) {
	seeds := uint64(24)
	if testing.Short() {
		seeds = 8
	}
	var all shape.KeeperStats
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			g := newGrowing(t, seed)
			g.add(querytest.NQuads(randomMeetings(g.rng)))
			for _, line := range strings.SplitAfter(g.said[0], "\n") {
				if line != "" {
					g.said = append(g.said, line)
				}
			}
			g.said = g.said[1:]
			k := shape.NewKeeper(shape.KeeperOptions{MaxNetworks: 3})
			for range 30 {
				for range 1 + g.rng.IntN(3) {
					g.grow()
				}
				seq := g.head()
				if g.rng.IntN(4) == 0 {
					seq = graph.Seq(g.rng.IntN(int(seq) + 1))
				}
				how := []relation.SameAs{relation.SameMerged, relation.SameMerged, relation.SameAll, relation.SameNone}[g.rng.IntN(4)]
				g.networks(k, seq, how, func(r *relation.Reader, kept, made *chain.Network) {
					sameNetwork(t, kept, made)
					if g.rng.IntN(10) == 0 {
						sameChains(t, r, kept, made, chain.Options{Mode: chain.Strongest, K: 2})
					}
				})
			}
			s := k.Stats()
			all.Built, all.Updated, all.Reused = all.Built+s.Built, all.Updated+s.Updated, all.Reused+s.Reused
		})
	}
	if all.Updated < 40 || all.Built < 40 || all.Reused == 0 {
		t.Errorf("%+v: too few of some sort to tell anything", all)
	}
}

// TestUpdateKnowsWhatWasTakenBackAndStatedAgain takes an event back and states it
// again on another day: the difference of the snapshots has its day alone.
func TestUpdateKnowsWhatWasTakenBackAndStatedAgain(t *testing.T) {
	g := newGrowing(t, 0)
	contact := querytest.Contact{ID: 1, Attendees: []int{1, 2}, Date: "1938-09-15", Source: 1}
	before := contact.NQuads()
	g.add(before...)
	k := shape.NewKeeper(shape.KeeperOptions{})
	g.networks(k, 1, relation.SameMerged, func(_ *relation.Reader, kept, made *chain.Network) { sameNetwork(t, kept, made) })
	g.remove(before...)
	contact.Date = "1938-09-16"
	g.add(contact.NQuads()...)
	g.networks(k, 3, relation.SameMerged, func(_ *relation.Reader, kept, made *chain.Network) {
		sameNetwork(t, kept, made)
		if kept.Contacts() != 1 {
			t.Errorf("%d contacts, want 1", kept.Contacts())
		}
	})
	if s := k.Stats(); s.Updated != 1 || s.Built != 1 {
		t.Errorf("%+v, want one network built and one updated", s)
	}
}

// TestKeeperBuildsOnce has many ask for one network at a time, beside one who has
// stopped waiting: it is built once.
func TestKeeperBuildsOnce(t *testing.T) {
	g := newGrowing(t, 1)
	g.add(querytest.NQuads(randomMeetings(g.rng)))
	k := shape.NewKeeper(shape.KeeperOptions{})
	ask := func(ctx context.Context) (*chain.Network, error) {
		snap := g.Snapshot()
		defer snap.Close()
		r, err := newReader(t.Context(), g.Store, snap)
		if err != nil {
			return nil, err
		}
		return k.Network(ctx, r, snap)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := ask(gone); n != nil || !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, %v", n, err)
	}
	if n, err := ask(t.Context()); n == nil || err != nil {
		t.Fatalf("after one who gave up: %v, %v", n, err)
	}
	for range 4 {
		g.add(querytest.NQuads(randomMeetings(g.rng)[:1]))
		before := k.Stats()
		var networks [16]*chain.Network
		var all sync.WaitGroup
		for i := range networks {
			all.Go(func() {
				var err error
				if networks[i], err = ask(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, n := range networks {
			if n != networks[0] {
				t.Fatal("two were given different networks")
			}
		}
		s := k.Stats()
		if made := s.Built + s.Updated - before.Built - before.Updated; made != 1 || s.Reused-before.Reused != len(networks)-1 {
			t.Errorf("%+v after %+v", s, before)
		}
	}
}

// TestKeeperBounds asks for more than is kept.
func TestKeeperBounds(t *testing.T) {
	g := newGrowing(t, 2)
	for range 6 {
		g.add(querytest.NQuads(randomMeetings(g.rng)[:3]))
	}
	askAll := func(k *shape.Keeper, order ...graph.Seq) shape.KeeperStats {
		for _, seq := range order {
			g.networks(k, seq, relation.SameMerged, func(_ *relation.Reader, kept, made *chain.Network) { sameNetwork(t, kept, made) })
		}
		return k.Stats()
	}
	for _, test := range []struct {
		name string
		o    shape.KeeperOptions
		ask  []graph.Seq
		want shape.KeeperStats
	}{
		{"all fit", shape.KeeperOptions{}, []graph.Seq{1, 2, 3, 1, 2, 3}, shape.KeeperStats{Built: 1, Updated: 2, Reused: 3}},
		{"those go that others went on from", shape.KeeperOptions{MaxNetworks: 2}, []graph.Seq{6, 2, 3, 4, 6, 4}, shape.KeeperStats{Built: 2, Updated: 2, Reused: 2}},
		{"then those asked for longest ago", shape.KeeperOptions{MaxNetworks: 2}, []graph.Seq{6, 5, 4, 6}, shape.KeeperStats{Built: 3, Updated: 1}},
		{"one that is too large", shape.KeeperOptions{MaxBytes: 1}, []graph.Seq{6, 6, 5, 5, 6}, shape.KeeperStats{Built: 2, Updated: 1, Reused: 2}},
	} {
		if got := askAll(shape.NewKeeper(test.o), test.ask...); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

// TestOneNetworkForAQuery asks for the chains of many pairs in one query, and again
// after an event.
func TestOneNetworkForAQuery(t *testing.T) {
	g := newGrowing(t, 3)
	g.add(querytest.NQuads(randomMeetings(g.rng)))
	k := shape.NewKeeper(shape.KeeperOptions{})
	ask := func() {
		snap := g.Snapshot()
		defer snap.Close()
		p := "PREFIX chy: <" + vocab.Chy + "> PREFIX schema: <" + vocab.Schema + "> "
		text := p + `SELECT ?x ?y ?n ?m {
			{ SELECT DISTINCT ?x { ?e schema:attendee ?x } } { SELECT DISTINCT ?y { ?f schema:attendee ?y } }
			SERVICE chy:chain { [] chy:from ?x ; chy:to ?y ; chy:hops ?n }
			SERVICE chy:reach { [] chy:from ?x ; chy:reached ?y ; chy:hops ?m } }`
		q, err := query.Prepare(text, query.Options{Services: servicesOver(nil, k, snap)})
		if err != nil {
			t.Fatal(err)
		}
		results, err := q.Run(t.Context(), snap)
		if err != nil {
			t.Fatal(err)
		}
		defer results.Close()
		rows := 0
		for {
			page, err := results.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if rows += page.N; page.N == 0 {
				break
			}
		}
		if rows < 20 {
			t.Errorf("%d rows: too few pairs to tell anything", rows)
		}
	}
	ask()
	if s := k.Stats(); s != (shape.KeeperStats{Built: 1}) {
		t.Errorf("%+v, want one network built", s)
	}
	g.add(querytest.NQuads(randomMeetings(g.rng)[:1]))
	ask()
	if s := k.Stats(); s != (shape.KeeperStats{Built: 1, Updated: 1}) {
		t.Errorf("%+v, want one network built and one updated", s)
	}
}

// TestKeeperWhileEventsAreAppended has many search the networks of whatever snapshot
// is the last, while events are appended: each sees the contacts of its own.
func TestKeeperWhileEventsAreAppended(t *testing.T) {
	g := newGrowing(t, 4)
	first := querytest.Contact{ID: 1, Attendees: []int{1, 2}, Date: "1938-01-01"}
	g.add(first.NQuads()...)
	k := shape.NewKeeper(shape.KeeperOptions{MaxNetworks: 2})
	done := make(chan struct{})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for seen := 0; ; seen++ {
				if err := searchHead(t.Context(), g.Store, k); err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					if seen > 0 {
						return
					}
				default:
				}
			}
		})
	}
	for i := range 60 {
		c := querytest.Contact{ID: 2 + i, Attendees: []int{1, 2}, Date: relation.Day(-11600 + i).String()}
		g.add(c.NQuads()...)
	}
	close(done)
	all.Wait()
	if s := k.Stats(); s.Updated == 0 {
		t.Errorf("%+v: no network went on from another", s)
	}
}

// searchHead asks for the chain of the last snapshot, of which each event adds one
// contact of the same two.
func searchHead(ctx context.Context, s *store.Store, k *shape.Keeper) (err error) {
	snap := s.Snapshot()
	defer joinClose(&err, snap)
	r, err := newReader(ctx, s, snap)
	if err != nil {
		return err
	}
	n, err := k.Network(ctx, r, snap)
	if err != nil {
		return err
	}
	if n.Contacts() != int(snap.Seq()) {
		return fmt.Errorf("%d contacts as of event %d", n.Contacts(), snap.Seq())
	}
	got, err := n.Find(ctx, r, []graph.ID{n.ID(0)}, []graph.ID{n.ID(1)}, chain.Options{Mode: chain.Latest})
	if err == nil && got.Hops != 1 {
		err = fmt.Errorf("a chain of %d steps as of event %d", got.Hops, snap.Seq())
	}
	return err
}
