package relation_test

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// manyNames is a patch that gives names to a number of people, a fifth of them
// with accents.
type manyNames struct{ from, to int }

func (m *manyNames) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	for m.from < m.to && len(b.Changes) < 1000 {
		name := fmt.Sprintf("Actor Number%d Of%d", m.from, m.from%977)
		if m.from%5 == 0 {
			name = fmt.Sprintf("Áctor Numéro%d D’Ørsted%d", m.from, m.from%977)
		}
		*b.Next() = graph.Change{Op: graph.Add,
			S: fmt.Appendf(nil, "<%sactor/%d>", vocab.Base, m.from),
			P: []byte("<" + vocab.SchemaName + ">"),
			O: fmt.Appendf(nil, "%q", name)}
		m.from++
	}
	if len(b.Changes) == 0 {
		return io.EOF
	}
	return nil
}

func million(b *testing.B) (*querytest.Graph, *relation.Names) {
	b.Helper()
	g := querytest.New()
	if err := g.Load(&manyNames{0, 1_000_000}); err != nil {
		b.Fatal(err)
	}
	names, err := relation.BuildNames(context.Background(), g)
	if err != nil || names.Len() != 1_000_000 {
		b.Fatalf("%d names: %v", names.Len(), err)
	}
	return g, names
}

func BenchmarkBuildNames(b *testing.B) {
	g, _ := million(b)
	b.ReportAllocs()
	rows := 0
	for b.Loop() {
		names, err := relation.BuildNames(context.Background(), g)
		if err != nil {
			b.Fatal(err)
		}
		rows += names.Len()
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "names/s")
}

// BenchmarkUpdateNames names one more entity, of a million. The first of all updates,
// which makes the index, is told apart.
func BenchmarkUpdateNames(b *testing.B) {
	g, names := million(b)
	ctx := context.Background()
	i := 0
	var times []time.Duration
	update := func() {
		e := edit{lines: fmt.Sprintf("<https://chancery.example/actor/new%d> <http://schema.org/name> \"New Number%d\" .\n", i, i)}
		if err := e.load(g); err != nil {
			b.Fatal(err)
		}
		if _, err := g.Count(ctx, graph.Pattern{S: 1}); err != nil { // sorts what is read
			b.Fatal(err)
		}
		runtime.GC() // of what the graph has made
		b.StartTimer()
		began := time.Now()
		next, err := names.Update(ctx, g, e.patch())
		times = append(times, time.Since(began))
		b.StopTimer()
		if err != nil || next.Len() != names.Len()+1 {
			b.Fatal(next, err)
		}
		names = next
		i++
	}
	b.StopTimer()
	update()
	b.ReportMetric(float64(times[0].Milliseconds()), "first-ms")
	times = times[:0]
	b.ResetTimer()
	for range b.N {
		update()
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
}

func BenchmarkResolve(b *testing.B) {
	g, names := million(b)
	for _, text := range []string{"Actor Number777777 Of67", "number777777", "orsted12", "numbr777777"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				r, err := relation.NewReader(context.Background(), g, relation.Options{Names: names})
				if err != nil {
					b.Fatal(err)
				}
				// Some of the texts are ambiguous or unknown: that is an answer too.
				_, _ = r.Resolve(context.Background(), text, relation.ResolveOptions{})
			}
		})
	}
}

func BenchmarkMet(b *testing.B) {
	g := world(b, 1_000_000)
	actors := byContacts(b, g)
	for _, c := range []struct {
		name   string
		actor  relation.Match
		filter relation.Filter
	}{
		{"hub", actors[0], relation.Filter{}},
		{"hub, 20 oldest", actors[0], relation.Filter{Limit: 20}},
		{"few", actors[len(actors)-1], relation.Filter{}},
	} {
		b.Run(fmt.Sprintf("%s of %d", c.name, c.actor.Contacts), func(b *testing.B) {
			n := 0
			for b.Loop() {
				r, err := relation.NewReader(context.Background(), g, relation.Options{})
				if err != nil {
					b.Fatal(err)
				}
				got, err := r.Met(context.Background(), c.actor.ID, graph.None, c.filter)
				if err != nil {
					b.Fatal(err)
				}
				n += got.Total
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "contacts/s")
		})
	}
}

func BenchmarkShow(b *testing.B) {
	g := world(b, 1_000_000)
	actors := byContacts(b, g)
	for _, actor := range []relation.Match{actors[0], actors[len(actors)-1]} {
		b.Run(fmt.Sprint(actor.Contacts), func(b *testing.B) {
			for b.Loop() {
				r, err := relation.NewReader(context.Background(), g, relation.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := r.Show(context.Background(), actor.ID, relation.ShowOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
