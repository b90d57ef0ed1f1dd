package chain_test

import (
	"cmp"
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// strengthOf is the number of sources that state a contact of two at the time and
// with the status of c.
func (w world) strengthOf(t tester, c querytest.Contact, a, b int) int {
	var sources []int
	for _, d := range w {
		if p := parties(d); sameTime(t, c, d) && slices.Contains(p, a) && slices.Contains(p, b) && !slices.Contains(sources, d.Source) {
			sources = append(sources, d.Source)
		}
	}
	return len(sources)
}

// simple lists every chain without an actor twice, as sequences of actors, with
// the least cost that its contacts allow.
func (w world) simple(t tester, from, to []int, o *chain.Options) [][]int {
	ordered := o.InOrder || o.Strict || o.Mode.Dated()
	links := w.links(t, o, ordered)
	best := map[string][]int{} // cost, then actors
	var walk func(actors []int, dep, day int)
	walk = func(actors []int, dep, day int) {
		at := actors[len(actors)-1]
		if slices.Contains(to, at) {
			hops := len(actors) - 1
			var c []int
			switch o.Mode {
			case chain.Earliest:
				c = []int{day, hops}
			case chain.Latest:
				c = []int{-dep, hops}
			case chain.Fastest:
				c = []int{day - dep, dep}
			default:
				c = []int{hops, day}
			}
			key := ""
			for _, a := range actors {
				key += string(rune('a' + a))
			}
			if old, ok := best[key]; !ok || slices.Compare(c, old[:2]) < 0 {
				best[key] = append(c, actors...)
			}
			return
		}
		if o.MaxHops > 0 && len(actors) > o.MaxHops {
			return
		}
		for _, l := range links {
			if l.from != at || slices.Contains(actors, l.to) || slices.Contains(from, l.to) {
				continue
			}
			start := len(actors) == 1
			if ordered && !start && (l.day < day || o.Strict && l.day == day) {
				continue
			}
			d := dep
			if start {
				d = l.day
			}
			walk(append(slices.Clone(actors), l.to), d, l.day)
		}
	}
	for _, a := range from {
		walk([]int{a}, 0, 0)
	}
	var list [][]int
	for _, c := range best {
		list = append(list, c)
	}
	slices.SortFunc(list, slices.Compare)
	return list
}

// TestChainsAgainstEveryPath compares the k best chains with all there are.
func TestChainsAgainstEveryPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.Bool().Draw(t, "long"))
		if len(w) > 14 {
			w = w[:14] // paths are many
		}
		r := reader(t, querytest.NQuads(w))
		n := build(t, r)
		f := n.Finder()
		defer f.Release()
		o := chain.Options{Mode: rapid.SampledFrom([]chain.Mode{chain.Hops, chain.Earliest, chain.Latest, chain.Fastest}).Draw(t, "mode"), K: 5}
		o.InOrder, o.Strict = rapid.Bool().Draw(t, "in order"), rapid.IntRange(0, 2).Draw(t, "strict") == 0
		if rapid.IntRange(0, 3).Draw(t, "limited") == 0 {
			o.MaxHops = rapid.IntRange(1, 4).Draw(t, "hops")
		}
		from, to := []int{1}, []int{2}
		if rapid.IntRange(0, 3).Draw(t, "several") == 0 {
			from, to = append(from, 3), append(to, 4)
		}
		got, err := f.Chains(context.Background(), ids(t, r, from), ids(t, r, to), &o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		want := w.simple(t, from, to, &o)
		if len(got) != min(o.K, len(want)) {
			t.Fatalf("%+v: %d chains, want %d of %d", o, len(got), min(o.K, len(want)), len(want))
		}
		for i, steps := range got {
			checkChain(t, w, r, n, steps, from, to, nil, nil, &o)
			dep, arr := int(steps[0].Day), int(steps[len(steps)-1].Day)
			have := len(steps)
			switch o.Mode {
			case chain.Earliest:
				have = arr
			case chain.Latest:
				have = -dep
			case chain.Fastest:
				have = arr - dep
			}
			if have != want[i][0] {
				t.Fatalf("%+v: chain %d costs %d, want %d", o, i+1, have, want[i][0])
			}
			for j := range steps {
				for _, other := range steps[j+1:] {
					if other.To == steps[j].From {
						t.Fatalf("an actor stands twice in %v", steps)
					}
				}
			}
			for _, other := range got[:i] {
				if slices.EqualFunc(other, steps, func(a, b chain.Step) bool { return a.From == b.From && a.To == b.To }) {
					t.Fatalf("chains repeat: %v", steps)
				}
			}
		}
	})
}

// TestStrongest compares the weakest step with the best that any number of
// sources allows.
func TestStrongest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, false)
		r := reader(t, querytest.NQuads(w))
		n := build(t, r)
		f := n.Finder()
		defer f.Release()
		o := chain.Options{Mode: chain.Strongest, InOrder: rapid.Bool().Draw(t, "in order")}
		steps, ok, err := f.Best(context.Background(), nil, ids(t, r, []int{1}), ids(t, r, []int{2}), &o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		best, found := 0, false
		for least := 1; least <= 4; least++ {
			p := o
			p.Mode, p.MinSources = chain.Hops, least
			if _, ok, err := f.Best(context.Background(), nil, ids(t, r, []int{1}), ids(t, r, []int{2}), &p); err != nil {
				t.Fatalf("%v", err)
			} else if ok {
				best, found = least, true
			}
		}
		if ok != found {
			t.Fatalf("found %v, want %v", ok, found)
		}
		weakest := 1 << 30
		for _, s := range steps {
			span := n.Span(s.Contact)
			weakest = min(weakest, int(span.Sources))
		}
		if ok && weakest != best {
			t.Fatalf("the weakest step has %d sources, want %d", weakest, best)
		}
	})
}

// TestSourcesAreCountedOnce compares the sources of every contact with the world.
func TestSourcesAreCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, true)
		r := reader(t, querytest.NQuads(w))
		n := build(t, r)
		type key struct {
			a, b, first, last int
			sources           int
		}
		want := map[key]int{} // number of contacts
		for i, c := range w {
			first, last, known := span(t, c)
			if !known {
				first, last = int(chain.Never), int(chain.Never)
			}
			p := parties(c)
			for j, a := range p {
				for _, b := range p[j+1:] {
					if slices.ContainsFunc(w[:i], func(d querytest.Contact) bool {
						return sameTime(t, c, d) && slices.Contains(parties(d), a) && slices.Contains(parties(d), b)
					}) {
						continue
					}
					want[key{a, b, first, last, w.strengthOf(t, c, a, b)}]++
				}
			}
		}
		got := map[key]int{}
		for i := range n.Contacts() {
			s := n.Span(uint32(i))
			var numbers [2]int
			for j, a := range []uint32{s.A, s.B} {
				for k := 1; k <= 12; k++ {
					if actor(t, r, k) == n.ID(a) {
						numbers[j] = k
					}
				}
			}
			got[key{min(numbers[0], numbers[1]), max(numbers[0], numbers[1]), int(s.First), int(s.Last), int(s.Sources)}]++
		}
		if !maps.Equal(got, want) {
			t.Fatalf("contacts %v, want %v", got, want)
		}
	})
}

// TestReachAgainstTimeExpandedGraph compares who is reached, and when.
func TestReachAgainstTimeExpandedGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.Bool().Draw(t, "long"))
		r := reader(t, querytest.NQuads(w))
		n := build(t, r)
		f := n.Finder()
		defer f.Release()
		o := drawOptions(t)
		o.Mode = chain.Hops
		within := 0
		if rapid.Bool().Draw(t, "within a time") {
			within = rapid.IntRange(1, 5).Draw(t, "within")
			o.InOrder = true
		}
		got, err := f.Reach(context.Background(), ids(t, r, []int{1}), &o, within)
		if err != nil {
			t.Fatalf("%v", err)
		}
		ordered := o.InOrder || o.Strict || o.Gap > 0
		for a := 2; a <= 9; a++ {
			want := w.reached(t, a, &o, within)
			at := slices.IndexFunc(got, func(x chain.Reached) bool { return n.ID(x.Actor) == actor(t, r, a) })
			if (at >= 0) != want.found {
				t.Fatalf("%+v within %d: actor %d reached: %v, want %v", o, within, a, at >= 0, want.found)
			}
			if at >= 0 && (ordered && int(got[at].Arrival) != want.arrival || got[at].Hops != want.hopsThen) {
				t.Fatalf("%+v within %d: actor %d is reached on %d by %d steps, want %d by %d", o, within, a,
					got[at].Arrival, got[at].Hops, want.arrival, want.hopsThen)
			}
		}
		if !slices.IsSortedFunc(got, func(a, b chain.Reached) int {
			return cmp.Or(cmp.Compare(a.Arrival, b.Arrival), cmp.Compare(a.Hops, b.Hops))
		}) {
			t.Fatalf("not in order: %v", got)
		}
	})
}

// reached is naive for one actor; with a time to be within it tries every day of
// departure.
func (w world) reached(t tester, a int, o *chain.Options, within int) answer {
	hubs := w.hubs(o.NoHubs)
	if within == 0 {
		return w.naive(t, []int{1}, []int{a}, o, nil, hubs)
	}
	best := answer{}
	for day := range 30 {
		p := *o
		start, _ := relation.ParseDate(dayText(day))
		if o.From.Known() {
			start = o.From
		}
		p.From = start
		end, _ := relation.ParseDate(dayText(int(start.First) - dayNumber(t, dayText(0)) + within))
		if !p.To.Known() || end.Last < p.To.Last {
			p.To = end
		}
		if p.To.Last < p.From.First {
			continue
		}
		got := w.naive(t, []int{1}, []int{a}, &p, nil, hubs)
		if got.found && (!best.found || got.arrival < best.arrival || got.arrival == best.arrival && got.hopsThen < best.hopsThen) {
			best = got
		}
	}
	return best
}

// TestChainsDependOnStatementsAlone loads the same statements in another order,
// which gives every term another ID.
func TestChainsDependOnStatementsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, true)
		var lines []string
		for _, c := range w {
			lines = append(lines, c.NQuads()...)
		}
		o := drawOptions(t)
		if o.Gap == 0 {
			o.K = 3
		}
		var want [][]chain.Step
		for seed := range uint64(3) {
			rand.New(rand.NewPCG(seed, 0)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			r := reader(t, strings.Join(lines, ""))
			f := build(t, r).Finder()
			got, err := f.Chains(context.Background(), ids(t, r, []int{1}), ids(t, r, []int{2}), &o)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if seed == 0 {
				want = got
			} else if !slices.EqualFunc(got, want, slices.Equal) {
				t.Fatalf("got  %v\nwant %v", got, want)
			}
		}
	})
}
