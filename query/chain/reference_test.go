package chain_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
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
	return readerOf(t, g)
}

func readerOf(t tester, g relation.Graph) *relation.Reader {
	t.Helper()
	r, err := relation.NewReader(context.Background(), g, relation.Options{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

func build(t tester, r *relation.Reader) *chain.Network {
	t.Helper()
	n, err := chain.Build(context.Background(), r)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return n
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

// world is a list of contacts, to be searched without any cleverness.
type world []querytest.Contact

// drawWorld draws a small world: dense enough for ties, sparse enough for holes.
// long says whether some contacts last for days.
func drawWorld(t *rapid.T, long bool) world {
	actors := rapid.IntRange(2, 9).Draw(t, "actors")
	number := rapid.IntRange(1, 24).Draw(t, "contacts")
	var w world
	for i := range number {
		c := querytest.Contact{ID: i + 1, Source: rapid.IntRange(0, 3).Draw(t, "source")}
		size := rapid.SampledFrom([]int{2, 2, 2, 3, 4}).Draw(t, "size")
		for range size {
			if a := rapid.IntRange(1, actors).Draw(t, "attendee"); !slices.Contains(c.Attendees, a) {
				c.Attendees = append(c.Attendees, a)
			}
		}
		if rapid.IntRange(0, 5).Draw(t, "expects") == 0 {
			c.Expected = []int{rapid.IntRange(1, actors).Draw(t, "expected")}
		}
		c.Kind = rapid.SampledFrom([]string{"", "Meeting", "Meeting", "Call"}).Draw(t, "kind")
		c.Status = rapid.SampledFrom([]string{"", "Occurred", "Occurred", "Occurred", "Planned", "Denied", "Cancelled"}).Draw(t, "status")
		if first := rapid.IntRange(-1, 11).Draw(t, "day"); first >= 0 {
			c.Date = dayText(first)
			if long && rapid.IntRange(0, 2).Draw(t, "lasts") == 0 {
				c.End = dayText(first + rapid.IntRange(0, 6).Draw(t, "days"))
			}
		}
		w = append(w, c)
	}
	return w
}

// dayText is the n-th day of a period that spans the end of a year.
func dayText(n int) string {
	year, month, day := graph.CivilDay(graph.EpochDay(1938, 12, 26) + n)
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

func dayNumber(t tester, text string) int {
	d, err := relation.ParseDate(text)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return int(d.First)
}

// span returns the days of a contact; known is false without a date.
func span(t tester, c querytest.Contact) (first, last int, known bool) {
	if c.Date == "" {
		return 0, 0, false
	}
	first = dayNumber(t, c.Date)
	last = first
	if c.End != "" {
		last = max(first, dayNumber(t, c.End))
	}
	return first, last, true
}

// parties are those who take part for the purposes of a chain.
func parties(c querytest.Contact) []int {
	all := slices.Clone(c.Attendees)
	if c.Status != "" && c.Status != "Occurred" {
		all = append(all, c.Expected...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func carries(c querytest.Contact, o *chain.Options) bool {
	status := strings.ToLower(c.Status)
	if status == "" {
		status = "occurred"
	}
	statuses := o.Statuses
	if statuses == nil {
		statuses = []string{"occurred"}
	}
	kind := map[string]string{"": "contact", "Meeting": "meeting", "Call": "call"}[c.Kind]
	return slices.Contains(statuses, status) && (o.Kinds == nil || slices.Contains(o.Kinds, kind))
}

// sameTime tells whether two contacts have the same days and the same status.
func sameTime(t tester, a, b querytest.Contact) bool {
	f1, l1, k1 := span(t, a)
	f2, l2, k2 := span(t, b)
	return k1 == k2 && f1 == f2 && l1 == l2 && (a.Status == b.Status || a.Status+b.Status == "Occurred")
}

// smallest is the number of attendees of the smallest contact of two at the time
// and with the status of c.
func (w world) smallest(t tester, c querytest.Contact, a, b int) int {
	least := 1 << 30
	for _, d := range w {
		if p := parties(d); sameTime(t, c, d) && slices.Contains(p, a) && slices.Contains(p, b) {
			least = min(least, len(p))
		}
	}
	return least
}

// link is a use of a contact on a day, in one direction. Without an order of
// time the day is 0.
type link struct{ from, to, day int }

// links lists every use of every contact.
func (w world) links(t tester, o *chain.Options, ordered bool) []link {
	lo, hi := -1<<40, 1<<40
	if o.From.Known() {
		lo = int(o.From.First)
	}
	if o.To.Known() {
		hi = int(o.To.Last)
	}
	bounded := o.From.Known() || o.To.Known()
	var list []link
	for _, c := range w {
		if !carries(c, o) {
			continue
		}
		first, last, known := span(t, c)
		days := []int{0}
		switch {
		case ordered:
			days = nil
			for d := max(first, lo); known && d <= min(last, hi); d++ {
				days = append(days, d)
			}
		case bounded && (!known || first > hi || last < lo):
			days = nil
		}
		for _, d := range days {
			for _, a := range parties(c) {
				for _, b := range parties(c) {
					if a != b && (o.MaxAttendees == 0 || w.smallest(t, c, a, b) <= o.MaxAttendees) && w.strengthOf(t, c, a, b) >= o.MinSources {
						list = append(list, link{a, b, d})
					}
				}
			}
		}
	}
	return list
}

// state is a place in the time-expanded graph: who has word, since when, on which
// day it left, and how many of the via it passed.
type state struct{ actor, day, dep, via int }

// answer is what the naive search knows of a question.
type answer struct {
	found                              bool
	hops, arrival, departure, duration int
	hopsThen                           int // least steps to arrive at arrival
}

// naive searches the time-expanded graph breadth first, each state once.
func (w world) naive(t tester, from, to []int, o *chain.Options, via, avoid []int) answer {
	ordered := o.InOrder || o.Strict || o.Gap > 0 || o.Mode.Dated()
	links := w.links(t, o, ordered)
	pass := func(actor, n int) int {
		for n < len(via) && via[n] == actor {
			n++
		}
		return n
	}
	seen := map[state]bool{}
	var frontier []state
	const unset = -1 << 40
	for _, a := range from {
		frontier = append(frontier, state{a, unset, unset, pass(a, 0)})
	}
	got := answer{}
	for hops := 1; len(frontier) > 0 && (o.MaxHops == 0 || hops <= o.MaxHops); hops++ {
		var next []state
		for _, s := range frontier {
			for _, l := range links {
				if l.from != s.actor || (slices.Contains(avoid, l.to) && !slices.Contains(to, l.to) && !slices.Contains(via, l.to)) {
					continue
				}
				if ordered && s.day != unset {
					if l.day < s.day || o.Strict && l.day == s.day || o.Gap > 0 && l.day-s.day > o.Gap {
						continue
					}
				}
				n := state{l.to, l.day, s.dep, pass(l.to, s.via)}
				if n.dep == unset {
					n.dep = l.day
				}
				if seen[n] {
					continue
				}
				seen[n] = true
				next = append(next, n)
				if slices.Contains(to, l.to) && n.via == len(via) {
					if !got.found {
						got = answer{true, hops, n.day, n.dep, n.day - n.dep, hops}
					}
					if n.day < got.arrival {
						got.arrival, got.hopsThen = n.day, hops
					}
					got.departure = max(got.departure, n.dep)
					got.duration = min(got.duration, n.day-n.dep)
				}
			}
		}
		frontier = next
	}
	return got
}

// drawOptions draws a question.
func drawOptions(t *rapid.T) chain.Options {
	o := chain.Options{Mode: rapid.SampledFrom(chain.Modes).Draw(t, "mode")}
	o.InOrder = rapid.Bool().Draw(t, "in order")
	o.Strict = rapid.IntRange(0, 2).Draw(t, "strict") == 0
	if rapid.IntRange(0, 3).Draw(t, "other statuses") == 0 {
		o.Statuses = rapid.SampledFrom([][]string{{"occurred", "planned"}, {"denied"}, {"cancelled", "planned"}}).Draw(t, "statuses")
	}
	if rapid.IntRange(0, 5).Draw(t, "sources are counted") == 0 {
		o.MinSources = 2
	}
	if rapid.IntRange(0, 4).Draw(t, "hubs are left out") == 0 {
		o.NoHubs = rapid.IntRange(1, 2).Draw(t, "hubs")
	}
	if rapid.IntRange(0, 3).Draw(t, "one kind") == 0 {
		o.Kinds = []string{"meeting"}
	}
	if rapid.IntRange(0, 2).Draw(t, "bounded") == 0 {
		first := rapid.IntRange(0, 11).Draw(t, "from")
		o.From, _ = relation.ParseDate(dayText(first))
		if rapid.Bool().Draw(t, "to bounded") {
			o.To, _ = relation.ParseDate(dayText(first + rapid.IntRange(0, 8).Draw(t, "to")))
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "limited") == 0 {
		o.MaxHops = rapid.IntRange(1, 4).Draw(t, "hops")
	}
	if rapid.IntRange(0, 4).Draw(t, "small") == 0 {
		o.MaxAttendees = rapid.IntRange(2, 3).Draw(t, "attendees")
	}
	if rapid.IntRange(0, 3).Draw(t, "waits") == 0 {
		o.Gap = rapid.IntRange(1, 4).Draw(t, "gap")
	}
	return o
}

// TestBestAgainstTimeExpandedGraph compares every mode, with and without every
// restriction, with a search that tries all.
func TestBestAgainstTimeExpandedGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, rapid.Bool().Draw(t, "long"))
		r := reader(t, querytest.NQuads(w))
		n := build(t, r)
		f := n.Finder()
		defer f.Release()
		for range 6 {
			o := drawOptions(t)
			from, to := []int{1}, []int{2}
			if rapid.IntRange(0, 4).Draw(t, "several") == 0 {
				from, to = append(from, 3), append(to, 4)
			}
			var via, avoid []int
			if rapid.IntRange(0, 3).Draw(t, "goes by") == 0 {
				via = rapid.SliceOfNDistinct(rapid.IntRange(3, 6), 1, 2, rapid.ID).Draw(t, "via")
			}
			if rapid.IntRange(0, 3).Draw(t, "avoids") == 0 {
				avoid = []int{rapid.IntRange(3, 6).Draw(t, "avoid")}
			}
			checkBest(t, w, r, n, f, from, to, via, avoid, o)
		}
	})
}

// hubs are those in touch with most others, whatever the status; equals by IRI.
func (w world) hubs(count int) []int {
	others := map[int]map[int]bool{}
	for _, c := range w {
		for _, a := range parties(c) {
			for _, b := range parties(c) {
				if a != b && others[a] == nil {
					others[a] = map[int]bool{}
				}
				if a != b {
					others[a][b] = true
				}
			}
		}
	}
	list := slices.SortedFunc(maps.Keys(others), func(a, b int) int {
		return cmp.Or(cmp.Compare(len(others[b]), len(others[a])), cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
	return list[:min(count, len(list))]
}

func ids(t tester, r *relation.Reader, numbers []int) []graph.ID {
	var list []graph.ID
	for _, n := range numbers {
		list = append(list, actor(t, r, n))
	}
	return list
}

func checkBest(t *rapid.T, w world, r *relation.Reader, n *chain.Network, f *chain.Finder, from, to, via, avoid []int, o chain.Options) {
	for _, v := range append(slices.Clone(via), avoid...) {
		if slices.Contains(from, v) || slices.Contains(to, v) {
			return // what is avoided or passed is neither start nor end here
		}
	}
	if slices.ContainsFunc(via, func(v int) bool { return slices.Contains(avoid, v) }) {
		return
	}
	o.Via, o.Avoid = ids(t, r, via), ids(t, r, avoid)
	steps, ok, err := f.Best(context.Background(), nil, ids(t, r, from), ids(t, r, to), &o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	want := w.naive(t, from, to, &o, via, append(avoid, w.hubs(o.NoHubs)...))
	if ok != want.found {
		t.Fatalf("%+v: found %v, want %v", o, ok, want.found)
	}
	if !ok {
		return
	}
	checkChain(t, w, r, n, steps, from, to, via, append(avoid, w.hubs(o.NoHubs)...), &o)
	dep, arr := int(steps[0].Day), int(steps[len(steps)-1].Day)
	switch o.Mode {
	case chain.Hops, "":
		if len(steps) != want.hops {
			t.Fatalf("%+v: %d steps, want %d", o, len(steps), want.hops)
		}
	case chain.Earliest:
		if arr != want.arrival || len(steps) != want.hopsThen {
			t.Fatalf("%+v: arrival %d by %d steps, want %d by %d", o, arr, len(steps), want.arrival, want.hopsThen)
		}
	case chain.Latest:
		if dep != want.departure {
			t.Fatalf("%+v: departure %d, want %d", o, dep, want.departure)
		}
	case chain.Fastest:
		if arr-dep != want.duration {
			t.Fatalf("%+v: %d days, want %d", o, arr-dep, want.duration)
		}
	}
}

// checkChain follows a chain.
func checkChain(t *rapid.T, w world, r *relation.Reader, n *chain.Network, steps []chain.Step, from, to, via, avoid []int, o *chain.Options) {
	number := func(a uint32) int {
		iri, err := r.IRI(context.Background(), n.ID(a))
		if err != nil {
			t.Fatalf("%v", err)
		}
		var i int
		if _, err := fmt.Sscanf(iri, vocab.Base+"actor/%d", &i); err != nil {
			t.Fatalf("%s: %v", iri, err)
		}
		return i
	}
	ordered := o.InOrder || o.Strict || o.Gap > 0 || o.Mode.Dated()
	links := w.links(t, o, ordered)
	if o.MaxHops > 0 && len(steps) > o.MaxHops {
		t.Fatalf("%d steps, at most %d were wanted", len(steps), o.MaxHops)
	}
	passed := 0
	for i, s := range steps {
		l := link{number(s.From), number(s.To), int(s.Day)}
		if !ordered {
			l.day = 0
		}
		if !slices.Contains(links, l) {
			t.Fatalf("%+v: step %+v is no contact", o, l)
		}
		span := n.Span(s.Contact)
		if min(s.From, s.To) != span.A || max(s.From, s.To) != span.B || ordered && (s.Day < span.First || s.Day > span.Last) {
			t.Fatalf("step %+v is not of its contact %+v", s, span)
		}
		switch {
		case i == 0 && !slices.Contains(from, l.from), i > 0 && s.From != steps[i-1].To, i == len(steps)-1 && !slices.Contains(to, l.to):
			t.Fatalf("%+v: step %d, %+v, does not follow", o, i, l)
		case i > 0 && ordered:
			if wait := s.Day - steps[i-1].Day; wait < 0 || o.Strict && wait == 0 || o.Gap > 0 && int(wait) > o.Gap {
				t.Fatalf("%+v: step %d comes %d days after the one before", o, i, wait)
			}
		}
		if slices.Contains(avoid, l.to) && !slices.Contains(to, l.to) && !slices.Contains(via, l.to) {
			t.Fatalf("%+v: step %+v leads to who is avoided", o, l)
		}
		if passed < len(via) && l.to == via[passed] {
			passed++
		}
	}
	if passed < len(via) {
		t.Fatalf("%+v: %d of %v were passed", o, passed, via)
	}
}
