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

// event is a contact of a file.
type event struct {
	a, b      string
	kind, day string
}

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
			list = append(list, event{row[0], row[2], kind, row[3]})
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
		fmt.Fprintf(&b, "%s <%s> <%s> .\n", self, vocab.RDFType, vocab.Chy+e.kind)
		fmt.Fprintf(&b, "%s <%s> %s .\n%[1]s <%[2]s> %[4]s .\n", self, vocab.SchemaAttendee, iri(e.a), iri(e.b))
		fmt.Fprintf(&b, "%s <%s> %q^^<%s> .\n", self, vocab.SchemaStartDate, e.day, vocab.XSDDate)
	}
	g, err := querytest.Parse(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return readerOf(t, g), names
}

// expanded is the time-expanded graph of a file: a node for each actor and day,
// an arc to the next day at no cost, and an arc for each contact at the cost of a
// step. Strictly, the arc of a contact leads to the next day.
type expanded struct {
	actors, days int
	byDay        [][][2]int32 // pairs in touch
}

func expand(list []event, names []string, day func(string) int, days int) *expanded {
	x := &expanded{len(names), days, make([][][2]int32, days)}
	number := map[string]int32{}
	for i, n := range names {
		number[n] = int32(i)
	}
	for _, e := range list {
		d := day(e.day)
		x.byDay[d] = append(x.byDay[d], [2]int32{number[e.a], number[e.b]})
	}
	return x
}

const unreached = int32(1 << 30)

// search returns the fewest steps to each node from an actor that leaves from a
// day on, breadth first: nodes by steps, then by day.
func (x *expanded) search(from int32, start int, strict bool) (steps [][]int32) {
	steps = make([][]int32, x.days+1)
	for d := range steps {
		steps[d] = slices.Repeat([]int32{unreached}, x.actors)
	}
	adjacent := make([]map[int32][]int32, x.days)
	for d := start; d < x.days; d++ {
		adjacent[d] = map[int32][]int32{}
		for _, p := range x.byDay[d] {
			adjacent[d][p[0]] = append(adjacent[d][p[0]], p[1])
			adjacent[d][p[1]] = append(adjacent[d][p[1]], p[0])
		}
	}
	type node struct {
		day   int
		actor int32
	}
	level := []node{{start, from}}
	for hops := int32(0); len(level) > 0; hops++ {
		var next []node
		for i := 0; i < len(level); i++ {
			n := level[i]
			if steps[n.day][n.actor] <= hops {
				continue
			}
			steps[n.day][n.actor] = hops
			if n.day == x.days {
				continue
			}
			level = append(level, node{n.day + 1, n.actor})
			for _, other := range adjacent[n.day][n.actor] {
				to := node{n.day, other}
				if strict {
					to.day++
				}
				if steps[to.day][other] > hops+1 {
					next = append(next, to)
				}
			}
		}
		level = next
	}
	return steps
}

// TestICEWSAgainstTimeExpandedGraph compares chains between actors of real data
// with the time-expanded graph of the file: hundreds of pairs, every mode, strict
// and not, and as of points before the end.
func TestICEWSAgainstTimeExpandedGraph(t *testing.T) {
	if testing.Short() {
		t.Skip("searches a time-expanded graph of millions of nodes")
	}
	list := readEvents(t, "icews14.csv.gz")
	if len(list) != 24850 { // 24,851, of which one is with oneself
		t.Fatalf("%d contacts were read, want 24850", len(list))
	}
	// Parts of the file stand for the log as of earlier points.
	for _, part := range []struct {
		share   float64
		sources int
	}{{1, 12}, {0.4, 6}} {
		some := list[:int(part.share*float64(len(list)))]
		t.Run(fmt.Sprint(len(some)), func(t *testing.T) { compareICEWS(t, some, part.sources) })
	}
}

func compareICEWS(t *testing.T, list []event, sources int) {
	r, names := loadEvents(t, list)
	n := build(t, r)
	if len(list) == 24850 && (n.Contacts() != 11812 || n.Actors() != 2776) {
		t.Fatalf("%d contacts among %d actors, want 11812 among 2776", n.Contacts(), n.Actors())
	}
	first := dayNumber(t, "2014-01-01")
	x := expand(list, names, func(s string) int { return dayNumber(t, s) - first }, 365)
	f := n.Finder()
	defer f.Release()
	pairs := 0
	for s := range sources {
		from := int32(s * 7919 % len(names))
		for _, strict := range []bool{false, true} {
			steps := x.search(from, 0, strict)
			for k := range 20 {
				to := int32((s*31 + k*613 + 1) % len(names))
				if to == from {
					continue
				}
				pairs++
				comparePair(t, r, f, x, steps, from, to, first, strict)
			}
		}
	}
	if pairs < 20*sources {
		t.Errorf("only %d pairs were compared", pairs)
	}
}

// comparePair compares fewest steps in order, earliest arrival, latest departure
// and shortest time of one pair.
func comparePair(t *testing.T, r *relation.Reader, f *chain.Finder, x *expanded, steps [][]int32, from, to int32, first int, strict bool) {
	t.Helper()
	ends := [2][]graph.ID{{actor(t, r, int(from))}, {actor(t, r, int(to))}}
	best := func(o chain.Options) ([]chain.Step, bool) {
		o.Strict, o.InOrder = strict, true
		got, ok, err := f.Best(context.Background(), nil, ends[0], ends[1], &o)
		if err != nil {
			t.Fatal(err)
		}
		return got, ok
	}
	hops, arrival := unreached, -1
	for d := range x.days + 1 {
		if s := steps[d][to]; s < unreached {
			if arrival < 0 {
				arrival = d
				if strict {
					arrival-- // the arc leads to the day after
				}
			}
			hops = min(hops, s)
		}
	}
	got, ok := best(chain.Options{})
	if ok != (arrival >= 0) || ok && len(got) != int(hops) {
		t.Fatalf("%d to %d, strict %v: found %v with %d steps, want %d", from, to, strict, ok, len(got), hops)
	}
	if !ok {
		return
	}
	got, _ = best(chain.Options{Mode: chain.Earliest})
	if int(got[len(got)-1].Day)-first != arrival {
		t.Fatalf("%d to %d, strict %v: arrival %d, want %d", from, to, strict, int(got[len(got)-1].Day)-first, arrival)
	}
	latest, _ := best(chain.Options{Mode: chain.Latest})
	fastest, _ := best(chain.Options{Mode: chain.Fastest})
	departure, duration := x.profile(from, to, strict)
	if int(latest[0].Day)-first != departure {
		t.Fatalf("%d to %d, strict %v: departure %d, want %d", from, to, strict, int(latest[0].Day)-first, departure)
	}
	if d := int(fastest[len(fastest)-1].Day - fastest[0].Day); d != duration {
		t.Fatalf("%d to %d, strict %v: %d days, want %d", from, to, strict, d, duration)
	}
}

// profile returns the latest departure and the shortest time: by the plainest
// sweep from each day on which the actor is in touch.
func (x *expanded) profile(from, to int32, strict bool) (departure, duration int) {
	departure, duration = -1, 1<<30
	for d := range x.days {
		if !slices.ContainsFunc(x.byDay[d], func(p [2]int32) bool { return p[0] == from || p[1] == from }) {
			continue
		}
		if at := x.sweep(from, to, d, strict); at >= 0 {
			departure, duration = d, min(duration, at-d)
		}
	}
	return departure, duration
}

// sweep returns the first day on which word that leaves from a day on reaches an
// actor, -1 if none.
func (x *expanded) sweep(from, to int32, start int, strict bool) int {
	has := make([]bool, x.actors)
	has[from] = true
	for d := start; d < x.days; d++ {
		before := has
		if strict {
			before = slices.Clone(has)
		}
		for again := true; again; {
			again = false
			for _, p := range x.byDay[d] {
				for _, q := range [2][2]int32{p, {p[1], p[0]}} {
					if before[q[0]] && !has[q[1]] {
						has[q[1]] = true
						again = !strict
					}
				}
			}
		}
		if has[to] {
			return d
		}
	}
	return -1
}
