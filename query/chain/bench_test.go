package chain_test

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// icews18 is the network of ICEWS18: 57,269 contacts among 8,821 actors.
var icews18 = sync.OnceValue(func() func(testing.TB) (*relation.Reader, *chain.Network) {
	var r *relation.Reader
	var n *chain.Network
	return func(t testing.TB) (*relation.Reader, *chain.Network) {
		if n == nil {
			r, _ = loadEvents(t, readEvents(t, "icews18.csv.gz"))
			var err error
			if n, err = chain.Build(context.Background(), r); err != nil {
				t.Fatal(err)
			}
		}
		return r, n
	}
})

// generatedContacts is how many contacts are generated, and generatedActors among
// how many. CHANCERY_BENCH_CONTACTS gives another number.
func generatedContacts() (contacts, actors int) {
	contacts = 5_000_000
	if v, err := strconv.Atoi(os.Getenv("CHANCERY_BENCH_CONTACTS")); err == nil {
		contacts = v
	}
	return contacts, contacts / 12
}

// generatedNames is a graph of nothing but the actors' names.
var generatedNames = sync.OnceValues(func() (*querytest.Graph, []graph.ID) {
	g := querytest.New()
	_, n := generatedContacts()
	actors := make([]graph.ID, n)
	for i := range actors {
		actors[i] = g.ID(fmt.Appendf(nil, "<%sactor/%d>", vocab.Base, i))
	}
	return g, actors
})

// generated is a network of random contacts over ten years, some actors in touch
// far more often than others. It is drawn day by day, so that nothing is held but
// the network and one day.
var generated = sync.OnceValue(func() *chain.Network {
	g, actors := generatedNames()
	r, err := relation.NewReader(context.Background(), g, relation.Options{})
	if err != nil {
		panic(err)
	}
	contacts, _ := generatedContacts()
	n, err := chain.Generated(context.Background(), r, actors, contacts, generatedDays(contacts, len(actors)))
	if err != nil {
		panic(err)
	}
	return n
})

// generatedDays are ten years of meetings, each of two on a day once.
func generatedDays(contacts, actors int) iter.Seq2[relation.Day, [][2]uint32] {
	const days = 3650
	random := rand.New(rand.NewPCG(7, 9))
	skewed := func() uint32 {
		f := random.Float64()
		return uint32(f * f * f * float64(actors))
	}
	return func(yield func(relation.Day, [][2]uint32) bool) {
		var keys []uint64
		var pairs [][2]uint32
		for day := range days {
			keys, pairs = keys[:0], pairs[:0]
			for range contacts*(day+1)/days - contacts*day/days {
				if a, b := skewed(), skewed(); a != b {
					keys = append(keys, uint64(min(a, b))<<32|uint64(max(a, b)))
				}
			}
			slices.Sort(keys)
			for _, k := range slices.Compact(keys) {
				pairs = append(pairs, [2]uint32{uint32(k >> 32), uint32(k)})
			}
			if !yield(relation.Day(20000+day), pairs) {
				return
			}
		}
	}
}

// heap is what is in use after a collection.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkMemory measures what a network keeps in memory. It has to be the first
// to ask for the generated one.
func BenchmarkMemory(b *testing.B) {
	r, _ := icews18()(b)
	b.Run("icews18", func(b *testing.B) { memory(b, func() *chain.Network { return build(b, r) }) })
	generatedNames()
	b.Run("generated", func(b *testing.B) { memory(b, generated) })
}

func memory(b *testing.B, of func() *chain.Network) {
	before := heap()
	network := of()
	used := float64(heap()) - float64(before)
	for b.Loop() { // forgets what is reported before
	}
	b.ReportMetric(used/1e6, "MB")
	b.ReportMetric(float64(network.Contacts()), "contacts")
	b.ReportMetric(float64(network.Actors()), "actors")
	b.ReportMetric(used/float64(24*network.Contacts()+32*network.Actors()), "of-24-a-contact-and-32-an-actor")
}

func BenchmarkBuild(b *testing.B) {
	r, n := icews18()(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := chain.Build(context.Background(), r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n.Bytes())/float64(n.Contacts()), "bytes/contact")
}

// BenchmarkOneToAll is earliest arrival from one actor to all, beside a bare loop
// that does nothing else.
func BenchmarkOneToAll(b *testing.B) {
	_, small := icews18()(b)
	b.Run("icews18", func(b *testing.B) { oneToAll(b, small) })
	b.Run("generated", func(b *testing.B) { oneToAll(b, generated()) })
}

func oneToAll(b *testing.B, n *chain.Network) {
	f := n.Finder()
	defer f.Release()
	hub := busiest(n)
	// The best of all rounds, in processor time: other work on the machine only adds.
	measure := func(b *testing.B, round func()) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		best := time.Duration(math.MaxInt64)
		var times []time.Duration
		for b.Loop() {
			began := threadTime()
			round()
			used := threadTime() - began
			best, times = min(best, used), append(times, used)
		}
		reportTimes(b, times, "cpu-")
		b.ReportMetric(float64(n.Contacts())/best.Seconds()/1e6, "best-Mcontacts/s")
		b.ReportMetric(float64(n.Contacts())/times[len(times)/2].Seconds()/1e6, "p50-Mcontacts/s")
	}
	for _, strict := range []bool{false, true} {
		b.Run(fmt.Sprintf("strict=%v", strict), func(b *testing.B) {
			b.ReportAllocs()
			measure(b, func() {
				if _, ok, err := f.Arrivals(context.Background(), n.ID(hub), &chain.Options{InOrder: true, Strict: strict}); err != nil || !ok {
					b.Fatal(ok, err)
				}
			})
		})
	}
	b.Run("bare", func(b *testing.B) {
		spans := make([]chain.Span, n.Contacts())
		for i := range spans {
			spans[i] = n.Span(uint32(i))
		}
		arrival := make([]relation.Day, n.Actors())
		measure(b, func() {
			for i := range arrival {
				arrival[i] = chain.Never
			}
			arrival[hub] = relation.MinDay
			for i := range spans {
				s := &spans[i]
				a, c := arrival[s.A] <= s.First, arrival[s.B] <= s.First
				if a != c {
					if a {
						arrival[s.B] = s.First
					} else {
						arrival[s.A] = s.First
					}
				}
			}
		})
	})
}

// busiest is the actor with most contacts.
func busiest(n *chain.Network) uint32 {
	best, most := uint32(0), 0
	for a := range n.Actors() {
		count := 0
		n.Of(uint32(a), func(uint32, uint32) bool { count++; return true })
		if count > most {
			best, most = uint32(a), count
		}
	}
	return best
}

// BenchmarkPair asks for a chain, with its steps, between 1,000 random pairs in
// turn. It reports the middle and the 99th percentile, by the clock and of
// processor time.
func BenchmarkPair(b *testing.B) {
	_, small := icews18()(b)
	for _, n := range []struct {
		name string
		of   func() *chain.Network
	}{{"icews18", func() *chain.Network { return small }}, {"generated", generated}} {
		for _, q := range []struct {
			name string
			o    chain.Options
		}{
			{"hops", chain.Options{}},
			{"earliest", chain.Options{Mode: chain.Earliest}},
			{"earliest-strict", chain.Options{Mode: chain.Earliest, Strict: true}},
			{"latest", chain.Options{Mode: chain.Latest}},
			{"in-order", chain.Options{InOrder: true}},
			{"in-order-4", chain.Options{InOrder: true, MaxHops: 4}},
			{"fastest", chain.Options{Mode: chain.Fastest}},
			{"strongest", chain.Options{Mode: chain.Strongest}},
			{"gap-30", chain.Options{InOrder: true, Gap: 30}},
			{"k-10", chain.Options{K: 10}},
			{"in-order-k-10", chain.Options{InOrder: true, K: 10}},
		} {
			b.Run(n.name+"/"+q.name, func(b *testing.B) { pairs(b, n.of(), q.o) })
		}
	}
}

func pairs(b *testing.B, n *chain.Network, o chain.Options) {
	f := n.Finder()
	defer f.Release()
	random := rand.New(rand.NewPCG(1, 2))
	var asked [1000][2][]graph.ID
	for i := range asked {
		for j := range asked[i] {
			asked[i][j] = []graph.ID{n.ID(uint32(random.IntN(n.Actors())))}
		}
	}
	var times, used []time.Duration
	var steps []chain.Step
	found := 0
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		q := &asked[i%len(asked)]
		start, began := time.Now(), threadTime()
		var ok bool
		var err error
		if o.K > 1 {
			var chains [][]chain.Step
			chains, err = f.Chains(context.Background(), q[0], q[1], &o)
			ok = len(chains) > 0
		} else {
			steps, ok, err = f.Best(context.Background(), steps[:0], q[0], q[1], &o)
		}
		if err != nil {
			b.Fatal(err)
		}
		used = append(used, threadTime()-began)
		times = append(times, time.Since(start))
		if ok {
			found++
		}
	}
	reportTimes(b, times, "")
	reportTimes(b, used, "cpu-")
	b.ReportMetric(float64(found)/float64(len(times)), "found")
}

// reportTimes reports the middle and the 99th percentile.
func reportTimes(b *testing.B, times []time.Duration, what string) {
	slices.Sort(times)
	micro := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }
	b.ReportMetric(micro(times[len(times)/2]), "p50-"+what+"µs")
	b.ReportMetric(micro(times[len(times)*99/100]), "p99-"+what+"µs")
}

func BenchmarkReach(b *testing.B) {
	_, small := icews18()(b)
	b.Run("icews18", func(b *testing.B) { reach(b, small) })
	b.Run("generated", func(b *testing.B) { reach(b, generated()) })
}

func reach(b *testing.B, n *chain.Network) {
	f := n.Finder()
	defer f.Release()
	random := rand.New(rand.NewPCG(3, 4))
	for _, hops := range []int{2, 4, 0} {
		b.Run(fmt.Sprintf("hops=%d", hops), func(b *testing.B) {
			var times, used []time.Duration
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			for b.Loop() {
				from := []graph.ID{n.ID(uint32(random.IntN(n.Actors())))}
				start, began := time.Now(), threadTime()
				if _, err := f.Reach(context.Background(), from, &chain.Options{InOrder: true, MaxHops: hops}, 0); err != nil {
					b.Fatal(err)
				}
				used = append(used, threadTime()-began)
				times = append(times, time.Since(start))
			}
			reportTimes(b, times, "")
			reportTimes(b, used, "cpu-")
		})
	}
}

// BenchmarkUpdate adds contacts of actors who are known, one by one, of a new day
// at the end, of one in the middle, or of random days; contacts of an actor who is new;
// and further reports of a contact that was just added. At the end it sorts them in.
func BenchmarkUpdate(b *testing.B) {
	_, small := icews18()(b)
	b.Run("icews18", func(b *testing.B) {
		g, n := renamed(b, small)
		update(b, g, n, 17836)
	})
	b.Run("generated", func(b *testing.B) {
		g, _ := generatedNames()
		update(b, g, generated(), 23700)
	})
}

// renamed is a network of the same contacts, and a graph of its actors' names, which
// sorts in no time what is added to it.
func renamed(b *testing.B, n *chain.Network) (*querytest.Graph, *chain.Network) {
	g := querytest.New()
	actors := make([]graph.ID, n.Actors())
	for i := range actors {
		actors[i] = g.ID(fmt.Appendf(nil, "<%sactor/%d>", vocab.Base, i))
	}
	var rows []chain.Row
	for i := range n.All() {
		s := n.Span(i)
		rows = append(rows, chain.Row{A: actors[s.A], B: actors[s.B], First: s.First, Last: s.Last})
	}
	copied, err := chain.FromRows(context.Background(), readerOf(b, g), rows)
	if err != nil {
		b.Fatal(err)
	}
	return g, copied.AsEvents()
}

// update adds contacts from days around one on.
func update(b *testing.B, g *querytest.Graph, n *chain.Network, end int) {
	known := func(i int) []int { return []int{17 + i%900, 4000 - i%1000} }
	latest := n // a network goes on from one without being copied once alone
	for _, what := range []struct {
		name    string
		day     func() int
		parties func(i int) []int
		reports int // of each contact, of which all but the first are measured
	}{
		{"end", func() int { return end }, known, 1},
		{"middle", func() int { return end - 160 }, known, 1},
		{"random", func() int { return end - rand.IntN(200) }, known, 1},
		{"actor", func() int { return end - rand.IntN(200) }, func(i int) []int { return []int{17 + i%900, 100_000_000 + i} }, 1},
		{"report", func() int { return end - rand.IntN(200) }, known, 3},
	} {
		b.Run(what.name, func(b *testing.B) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			var times, used []time.Duration
			first := 900_000_000 + end*1000 + int(what.name[0])*1_000_000
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				date := relation.Day(what.day()).String()
				for report := range what.reports {
					text := querytest.NQuads([]querytest.Contact{{ID: first + i*10 + report, Attendees: what.parties(i), Date: date, Source: report}})
					if err := g.Add(text); err != nil {
						b.Fatal(err)
					}
					later := readerOf(b, g)
					for _, p := range []graph.Pattern{{S: 1}, {P: 1, O: 1}} { // sorts what is read
						if _, err := later.Graph().Count(context.Background(), p); err != nil {
							b.Fatal(err)
						}
					}
					patch := nquads.NewReader(strings.NewReader(text), nquads.Options{})
					b.StartTimer()
					start, began := time.Now(), threadTime()
					next, err := latest.Update(context.Background(), later, patch)
					if err != nil {
						b.Fatal(err)
					}
					cpu, clock := threadTime()-began, time.Since(start)
					b.StopTimer()
					if report > 0 || what.reports == 1 {
						used, times = append(used, cpu), append(times, clock)
					}
					latest = next
				}
				b.StartTimer()
			}
			reportTimes(b, times, "")
			reportTimes(b, used, "cpu-")
		})
	}
	b.Run("sort-in", func(b *testing.B) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		var used []time.Duration
		for range min(b.N, 3) { // a pass over all contacts
			began := threadTime()
			if _, err := latest.Sorted(context.Background()); err != nil {
				b.Fatal(err)
			}
			used = append(used, threadTime()-began)
		}
		reportTimes(b, used, "cpu-")
	})
}

// BenchmarkPartners asks with whom the busiest actors met most.
func BenchmarkPartners(b *testing.B) {
	_, n := icews18()(b)
	f := n.Finder()
	defer f.Release()
	id := n.ID(busiest(n))
	var list []chain.Partner
	var used []time.Duration
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	b.ReportAllocs()
	for b.Loop() {
		var err error
		began := threadTime()
		if list, err = f.Partners(context.Background(), list[:0], id, &chain.Options{}, 10); err != nil || len(list) != 10 {
			b.Fatal(len(list), err)
		}
		used = append(used, threadTime()-began)
	}
	reportTimes(b, used, "cpu-")
}
