package chain_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// large is a world of about 65,000 contacts among 50,000 actors.
func large(b *testing.B) *relation.Reader {
	b.Helper()
	g := querytest.New()
	if err := g.Load(graphtest.Contacts(graphtest.Config{Quads: 1_000_000, Actors: 50_000})); err != nil {
		b.Fatal(err)
	}
	r, err := relation.NewReader(context.Background(), g, relation.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func BenchmarkBuild(b *testing.B) {
	r := large(b)
	if _, err := chain.Build(context.Background(), r); err != nil { // the graph sorts what is read first
		b.Fatal(err)
	}
	b.ReportAllocs()
	contacts := 0
	for b.Loop() {
		n, err := chain.Build(context.Background(), r)
		if err != nil {
			b.Fatal(err)
		}
		contacts += n.Contacts()
	}
	b.ReportMetric(float64(contacts)/b.Elapsed().Seconds(), "contacts/s")
}

// BenchmarkFewest asks for chains between actors drawn evenly, most of whom have
// few contacts. It reports the middle and the 99th percentile.
func BenchmarkFewest(b *testing.B) {
	r := large(b)
	n, err := chain.Build(context.Background(), r)
	if err != nil {
		b.Fatal(err)
	}
	found, err := r.Find(context.Background(), "kalin", relation.FindOptions{Kinds: []string{relation.KindPerson}})
	if err != nil || len(found.Matches) < 100 {
		b.Fatalf("%d actors: %v", len(found.Matches), err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	draw := func() graph.ID { return found.Matches[random.IntN(len(found.Matches))].ID }
	var times []time.Duration
	hops, chains := 0, 0
	for b.Loop() {
		from, to := draw(), draw()
		start := time.Now()
		got, err := n.Fewest(context.Background(), r, from, to, chain.Options{})
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
		if got.Found {
			hops += got.Hops
			chains++
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(hops)/float64(max(chains, 1)), "hops")
}
