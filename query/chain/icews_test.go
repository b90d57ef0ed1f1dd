package chain_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// contactRelations are the relations of ICEWS in which two are in touch.
var contactRelations = map[string]string{
	"Consult": "Contact", "Engage in negotiation": "Talks", "Mediate": "Talks", "Discuss by telephone": "Call",
	"Make a visit": "Visit", "Host a visit": "Visit", "Meet at a 'third' location": "Meeting",
	"Engage in diplomatic cooperation": "Contact", "Sign formal agreement": "Meeting",
}

// event is a contact of a file. The files have no sources; events are dealt out
// among a few, so that some contacts have several.
type event struct {
	a, b      string
	kind, day string
	source    int
}

const sourcesOfFile = 5

// dataFile finds a file beside the repository, or skips the test.
func dataFile(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the package")
		}
		dir = up
	}
	path := filepath.Join(dir, "..", "shared", "data", name)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is absent: the event data is not part of the repository", name)
	}
	return path
}

// readEvents reads the contacts of an ICEWS file.
func readEvents(t testing.TB, name string) []event {
	t.Helper()
	file, err := os.Open(dataFile(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(bufio.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	rows := csv.NewReader(unpacked)
	var list []event
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if kind, ok := contactRelations[row[1]]; ok && row[0] != row[2] {
			list = append(list, event{row[0], row[2], kind, row[3], len(list)*7%sourcesOfFile + 1})
		}
	}
}

// loadEvents makes a graph of events, an event node for each. Actors are numbered
// as in names.
func loadEvents(t testing.TB, list []event) (*relation.Reader, []string) {
	t.Helper()
	var b strings.Builder
	number := map[string]int{}
	var names []string
	iri := func(name string) string {
		n, ok := number[name]
		if !ok {
			n = len(names)
			number[name] = n
			names = append(names, name)
		}
		return fmt.Sprintf("<%sactor/%d>", vocab.Base, n)
	}
	for i, e := range list {
		self := fmt.Sprintf("<%scontact/%d>", vocab.Base, i)
		source := fmt.Sprintf("<%ssource/%d>", vocab.Base, e.source)
		fmt.Fprintf(&b, "%s <%s> <%s> %s .\n", self, vocab.RDFType, vocab.Chy+e.kind, source)
		for _, name := range []string{e.a, e.b} {
			fmt.Fprintf(&b, "%s <%s> %s %s .\n", self, vocab.SchemaAttendee, iri(name), source)
		}
		fmt.Fprintf(&b, "%s <%s> %q^^<%s> %s .\n", self, vocab.SchemaStartDate, e.day, vocab.XSDDate, source)
	}
	g, err := querytest.Parse(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return readerOf(t, g), names
}

// TestICEWSAgainstTimeExpandedGraph compares chains between actors of real data
// with a search of the time-expanded graph of the file, which knows nothing of the
// engine: hundreds of pairs, every mode and restriction, strict and not, and as of
// points before the end.
func TestICEWSAgainstTimeExpandedGraph(t *testing.T) {
	if testing.Short() {
		t.Skip("searches a time-expanded graph of millions of nodes")
	}
	for _, file := range []struct {
		name, first      string
		days             int
		events           int // but those with oneself
		contacts, actors int
	}{
		{"icews14.csv.gz", "2014-01-01", 365, 24850, 11812, 2776},
		{"icews18.csv.gz", "2018-01-01", 304, 120043, 57269, 8821},
	} {
		t.Run(file.name, func(t *testing.T) {
			list := readEvents(t, file.name)
			if len(list) != file.events {
				t.Fatalf("%d contacts were read, want %d", len(list), file.events)
			}
			// Parts of the file stand for the log as of earlier points.
			for _, part := range []struct {
				share float64
				pairs int
			}{{1, 240}, {0.4, 80}} {
				some := list[:int(part.share*float64(len(list)))]
				t.Run(fmt.Sprint(len(some)), func(t *testing.T) {
					r, names := loadEvents(t, some)
					n := build(t, r)
					if part.share == 1 && (n.Contacts() != file.contacts || n.Actors() != file.actors) {
						t.Fatalf("%d contacts among %d actors, want %d among %d", n.Contacts(), n.Actors(), file.contacts, file.actors)
					}
					first := dayNumber(t, file.first)
					c := comparison{t: t, r: r, f: n.Finder(), first: first,
						x: expand(some, names, func(s string) int { return dayNumber(t, s) - first }, file.days)}
					defer c.f.Release()
					c.run(part.pairs)
				})
			}
		})
	}
}

// comparison asks the engine and the time-expanded graph the same.
type comparison struct {
	t     *testing.T
	r     *relation.Reader
	f     *chain.Finder
	x     *expanded
	first int // day 0 of x
	from  int32
	found int // chains that were compared
}

const targetsOfSource = 40

// run compares random pairs, some targets for each of some sources.
func (c *comparison) run(pairs int) {
	const seed = 18
	c.t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for s := range pairs / targetsOfSource {
		c.from = int32(random.IntN(c.x.actors))
		to := make([]int32, 0, targetsOfSource)
		for len(to) < targetsOfSource {
			if a := int32(random.IntN(c.x.actors)); a != c.from {
				to = append(to, a)
			}
		}
		for _, strict := range []bool{false, true} {
			c.inOrder(to, strict)
			c.reach(strict)
			c.withGap(to, strict)
			if s%3 == 0 {
				c.strongestInOrder(to, strict)
			}
		}
		c.inNoOrder(to)
	}
	if c.found < 4*pairs {
		c.t.Errorf("only %d chains were found for %d pairs", c.found, pairs)
	}
}

// ask returns the best chain for options; nil if there is none.
func (c *comparison) ask(to int32, o chain.Options) []chain.Step {
	c.t.Helper()
	ends := [2][]graph.ID{{actor(c.t, c.r, int(c.from))}, {actor(c.t, c.r, int(to))}}
	got, ok, err := c.f.Best(context.Background(), nil, ends[0], ends[1], &o)
	if err != nil {
		c.t.Fatal(err)
	}
	if !ok {
		return nil
	}
	c.found++
	return got
}

// want compares what a chain has of something with what it should have; -1: there
// should be none.
func (c *comparison) want(to int32, o chain.Options, what string, want int, of func([]chain.Step) int) {
	c.t.Helper()
	got := -1
	if steps := c.ask(to, o); steps != nil {
		got = of(steps)
	}
	if got != want {
		c.t.Fatalf("%d to %d, %+v: %s %d, want %d", c.from, to, o, what, got, want)
	}
}

func hopsOf(steps []chain.Step) int { return len(steps) }

func (c *comparison) arrivalOf(steps []chain.Step) int   { return int(steps[len(steps)-1].Day) - c.first }
func (c *comparison) departureOf(steps []chain.Step) int { return int(steps[0].Day) - c.first }
func (c *comparison) durationOf(steps []chain.Step) int {
	return c.arrivalOf(steps) - c.departureOf(steps)
}

// inOrder compares chains in order of time: with no bound, with most steps, and
// between two days.
func (c *comparison) inOrder(to []int32, strict bool) {
	x := c.x
	from, until := x.days/5, x.days*2/3
	whole, between := x.search(c.from, 0, x.days-1, strict, 1), x.search(c.from, from, until, strict, 1)
	departures, durations := x.profile(c.from, strict)
	bounds := chain.Options{From: relation.Day(c.first + from).Date(), To: relation.Day(c.first + until).Date()}
	for _, a := range to {
		o := chain.Options{InOrder: true, Strict: strict}
		c.want(a, o, "steps", whole.hops(a), hopsOf)
		o.MaxHops = 3
		c.want(a, o, "steps", atMost(whole.hops(a), 3), hopsOf)
		o.Mode = chain.Earliest
		c.want(a, o, "arrival", whole.arrival(a, 3), c.arrivalOf)
		o.MaxHops = 0
		c.want(a, o, "arrival", whole.arrival(a, x.actors), c.arrivalOf)
		if day := whole.arrival(a, x.actors); day >= 0 {
			c.want(a, o, "steps", whole.hopsBy(a, day), hopsOf)
		}
		o.Mode = chain.Latest
		c.want(a, o, "departure", departures[a], c.departureOf)
		o.Mode = chain.Fastest
		c.want(a, o, "days", durations[a], c.durationOf)
		o.From, o.To, o.Mode = bounds.From, bounds.To, chain.Hops
		c.want(a, o, "steps", between.hops(a), hopsOf)
		o.Mode = chain.Earliest
		c.want(a, o, "arrival", between.arrival(a, x.actors), c.arrivalOf)
	}
}

// reach compares everybody who is reached, by any number of steps and by a few.
func (c *comparison) reach(strict bool) {
	whole := c.x.search(c.from, 0, c.x.days-1, strict, 1)
	for _, most := range []int{0, 2, 3, 5} {
		o := chain.Options{InOrder: true, Strict: strict, MaxHops: most}
		got, err := c.f.Reach(context.Background(), []graph.ID{actor(c.t, c.r, int(c.from))}, &o, 0)
		if err != nil {
			c.t.Fatal(err)
		}
		if most == 0 {
			most = c.x.actors
		}
		reached := 0
		for a := range int32(c.x.actors) {
			if a != c.from && whole.arrival(a, most) >= 0 {
				reached++
			}
		}
		if len(got) != reached {
			c.t.Fatalf("%d, %+v: %d are reached, want %d", c.from, o, len(got), reached)
		}
		for _, g := range got {
			a := c.number(g.Actor)
			day := whole.arrival(a, most)
			if int(g.Arrival)-c.first != day || g.Hops != whole.hopsBy(a, day) {
				c.t.Fatalf("%d to %d, %+v: on day %d by %d steps, want %d by %d", c.from, a, o,
					int(g.Arrival)-c.first, g.Hops, day, whole.hopsBy(a, day))
			}
		}
	}
}

func atMost(hops, most int) int {
	if hops > most {
		return -1
	}
	return hops
}

// withGap compares chains whose contacts follow one another within days.
func (c *comparison) withGap(to []int32, strict bool) {
	const gap = 9
	hops, arrivals := c.x.searchGap(c.from, gap, strict)
	for _, a := range to {
		o := chain.Options{Gap: gap, Strict: strict}
		c.want(a, o, "steps", hops[a], hopsOf)
		o.Mode = chain.Earliest
		c.want(a, o, "arrival", arrivals[a], c.arrivalOf)
	}
}

// strongestInOrder compares the number of sources of the weakest step.
func (c *comparison) strongestInOrder(to []int32, strict bool) {
	best := slices.Repeat([]int{-1}, c.x.actors)
	hops := slices.Clone(best)
	for least := 1; least <= sourcesOfFile; least++ {
		found := c.x.search(c.from, 0, c.x.days-1, strict, least)
		for _, a := range to {
			if h := found.hops(a); h >= 0 {
				best[a], hops[a] = least, h
			}
		}
	}
	c.compareStrongest(to, chain.Options{Mode: chain.Strongest, InOrder: true, Strict: strict}, best, hops)
}

func (c *comparison) compareStrongest(to []int32, o chain.Options, best, hops []int) {
	for _, a := range to {
		c.want(a, o, "sources of the weakest step", best[a], func(steps []chain.Step) int {
			least := 1 << 30
			for _, s := range steps {
				least = min(least, c.x.sourcesOn(c.number(s.From), c.number(s.To), int(s.Day)-c.first))
			}
			return least
		})
		c.want(a, o, "steps", hops[a], hopsOf)
	}
}

// number is the number of an actor in the file.
func (c *comparison) number(a uint32) int32 {
	iri, err := c.r.IRI(context.Background(), c.f.Network().ID(a))
	if err != nil {
		c.t.Fatal(err)
	}
	var i int32
	if _, err := fmt.Sscanf(iri, vocab.Base+"actor/%d", &i); err != nil {
		c.t.Fatalf("%s: %v", iri, err)
	}
	return i
}

// inNoOrder compares chains in no order of time: the fewest steps, at most so many,
// between two days, the strongest, and the best few.
func (c *comparison) inNoOrder(to []int32) {
	x := c.x
	from, until := x.days/3, x.days/2
	best := slices.Repeat([]int{-1}, x.actors)
	hops := slices.Clone(best)
	for least := 1; least <= sourcesOfFile; least++ {
		for a, h := range x.flat(c.from, 0, x.days-1, least) {
			if h >= 0 {
				best[a], hops[a] = least, h
			}
		}
	}
	whole, between := x.flat(c.from, 0, x.days-1, 1), x.flat(c.from, from, until, 1)
	for _, a := range to {
		c.want(a, chain.Options{}, "steps", whole[a], hopsOf)
		c.want(a, chain.Options{MaxHops: 3}, "steps", atMost(whole[a], 3), hopsOf)
		c.want(a, chain.Options{From: relation.Day(c.first + from).Date(), To: relation.Day(c.first + until).Date()}, "steps", between[a], hopsOf)
		c.compareBest(a)
	}
	c.compareStrongest(to, chain.Options{Mode: chain.Strongest}, best, hops)
}

// compareBest compares the lengths of the best few chains, in no order and in
// order.
func (c *comparison) compareBest(to int32) {
	const k = 4
	ends := [2][]graph.ID{{actor(c.t, c.r, int(c.from))}, {actor(c.t, c.r, int(to))}}
	for _, o := range []chain.Options{{K: k}, {K: k, InOrder: true}, {K: k, Strict: true}} {
		chains, err := c.f.Chains(context.Background(), ends[0], ends[1], &o)
		if err != nil {
			c.t.Fatal(err)
		}
		want, whole := c.x.shortest(c.from, to, k, o.InOrder || o.Strict, o.Strict)
		if !whole {
			continue // too many ways to try them all
		}
		var got []int
		for _, steps := range chains {
			got = append(got, len(steps))
		}
		if !slices.Equal(got, want) {
			c.t.Fatalf("%d to %d, %+v: steps %v, want %v", c.from, to, o, got, want)
		}
		c.found += len(chains)
	}
}
