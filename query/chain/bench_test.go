package chain_test

import (
	"context"
	"fmt"
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

// plain is a graph of names alone, for networks that are made of rows.
type plain struct{}

func (plain) Seq() graph.Seq { return 1 }
func (plain) Lookup(context.Context, []byte) (graph.ID, bool, error) {
	return graph.None, false, nil
}
func (plain) AppendTerm(_ context.Context, dst []byte, id graph.ID) ([]byte, error) {
	return fmt.Appendf(dst, "<urn:actor:%09d>", id.Payload()), nil
}
func (plain) Scan(context.Context, graph.Scan) (graph.Scanner, error) { return nothing{}, nil }
func (plain) Count(context.Context, graph.Pattern) (uint64, error)    { return 0, nil }

type nothing struct{}

func (nothing) Next(_ context.Context, b *graph.Batch) error { b.N = 0; return nil }
func (nothing) Order() graph.Order                           { return graph.SPOG }
func (nothing) Close() error                                 { return nil }

// generated is a network of random contacts over ten years, some actors in touch
// far more often than others. CHANCERY_BENCH_CONTACTS gives their number.
var generated = sync.OnceValue(makeGenerated)

func makeGenerated() *chain.Network {
	contacts := 5_000_000
	if v, err := strconv.Atoi(os.Getenv("CHANCERY_BENCH_CONTACTS")); err == nil {
		contacts = v
	}
	r, err := relation.NewReader(context.Background(), plain{}, relation.Options{})
	if err != nil {
		panic(err)
	}
	actors := uint64(contacts / 12)
	random := rand.New(rand.NewPCG(7, 9))
	skewed := func() graph.ID {
		f := random.Float64()
		return graph.MakeID(graph.TagIRI, uint64(f*f*f*float64(actors)))
	}
	rows := make([]chain.Row, contacts)
	for i := range rows {
		day := relation.Day(20000 + random.IntN(3650))
		rows[i] = chain.Row{A: skewed(), B: skewed(), First: day, Last: day}
	}
	n, err := chain.FromRows(context.Background(), r, rows)
	if err != nil {
		panic(err)
	}
	return n
}

// heap is what is in use after a collection.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkMemory measures what a network keeps in memory.
func BenchmarkMemory(b *testing.B) {
	for _, n := range []struct {
		name string
		of   func(testing.TB) *chain.Network
	}{{"icews18", func(t testing.TB) *chain.Network {
		r, _ := icews18()(t)
		return build(t, r)
	}}, {"generated", func(testing.TB) *chain.Network { return makeGenerated() }}} {
		b.Run(n.name, func(b *testing.B) {
			n.of(b) // what is made once is made
			before := heap()
			network := n.of(b)
			used := float64(heap()) - float64(before)
			for b.Loop() { // forgets what is reported before
			}
			b.ReportMetric(used/1e6, "MB")
			b.ReportMetric(float64(network.Contacts()), "contacts")
			b.ReportMetric(float64(network.Actors()), "actors")
			b.ReportMetric(used/float64(24*network.Contacts()+32*network.Actors()), "of-24-a-contact-and-32-an-actor")
			runtime.KeepAlive(network)
		})
	}
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
	_, n := icews18()(b)
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

// BenchmarkUpdate adds one contact of a new day, or of one in the middle.
func BenchmarkUpdate(b *testing.B) {
	for _, day := range []string{"2018-11-01", "2018-05-01"} {
		b.Run(day, func(b *testing.B) {
			r, n := icews18()(b)
			g := r.Graph().(*querytest.Graph)
			text := querytest.NQuads([]querytest.Contact{{ID: 900_000_000 + len(day) + int(day[6]), Attendees: []int{17, 4000}, Date: day}})
			if err := g.Add(text); err != nil {
				b.Fatal(err)
			}
			later := readerOf(b, g)
			if _, err := later.Graph().Count(context.Background(), graph.Pattern{}); err != nil { // sorts what is read
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := n.Update(context.Background(), later, nquads.NewReader(strings.NewReader(text), nquads.Options{})); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
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
