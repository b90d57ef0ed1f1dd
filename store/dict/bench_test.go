package dict_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/dict"
)

// load assigns the terms of a load of dispatches: five new terms a meeting, and
// ten lookups for each new term, which hit the terms of the same meeting,
// predicates, and people drawn by Zipf's law. It calls full between meetings,
// and returns the number of calls and the time that they and full took, without
// the making of the texts.
func load(tb testing.TB, d *dict.Dict, meetings int, full func()) (calls int, took time.Duration) {
	rng := rand.New(rand.NewPCG(1, 2))
	people := rand.NewZipf(rng, 1.15, 8, 199_999)
	var texts []byte
	var ends []int
	add := func(format string, n uint64) {
		texts = fmt.Appendf(texts, format, n)
		ends = append(ends, len(texts))
	}
	for m := range uint64(meetings) {
		for row := range uint64(12) {
			add("<http://chancery.example/meeting/2026-01-03-%d>", m)
			add("<http://schema.org/predicate-%d>", row)
			switch {
			case row < 5:
				add("<http://chancery.example/actor/person-of-state-%d>", people.Uint64())
			case row == 5:
				add("<http://chancery.example/source/dispatch.txt#char=%d,900>", m*131)
			case row == 6:
				add("\"échanges de prisonniers de guerre, point %d\"@fr", m)
			case row == 7:
				add("_:b%d", m)
			default:
				add("<http://schema.org/class-%d>", row)
			}
			add("<http://chancery.example/source/dispatch-%d>", m/5)
		}
		if m%256 > 0 && m < uint64(meetings)-1 {
			continue
		}
		start := time.Now()
		from := 0
		for _, end := range ends {
			if _, err := d.Assign(texts[from:end]); err != nil {
				tb.Fatal(err)
			}
			from = end
		}
		if d.Full() {
			full()
		}
		took += time.Since(start)
		calls += len(ends)
		texts, ends = texts[:0], ends[:0]
	}
	return calls, took
}

func BenchmarkAssignLoad(b *testing.B) {
	for b.Loop() {
		s := newStorage()
		d, err := dict.Open(s, nil, dict.Options{Memory: 64 << 20})
		if err != nil {
			b.Fatal(err)
		}
		run := uint64(0)
		flush := func() {
			run++
			if _, err := d.Flush(run); err != nil {
				b.Fatal(err)
			}
			from, to, ok := dict.PickMerge(d.Runs())
			if !ok {
				return
			}
			run++
			merged, err := d.Merger(from, to).Merge(run)
			if err != nil {
				b.Fatal(err)
			}
			before := d.Runs()
			if err := d.Replace(merged); err != nil {
				b.Fatal(err)
			}
			s.remove(dict.Obsolete(before, d.Runs()))
		}
		calls, took := load(b, d, 300_000, flush)
		start := time.Now()
		flush()
		took += time.Since(start)
		terms := float64(d.Mark())
		b.ReportMetric(float64(took.Nanoseconds())/float64(calls), "ns/assign")
		b.ReportMetric(float64(took.Nanoseconds())/terms, "ns/term")
		b.ReportMetric(terms, "terms")
		b.ReportMetric(float64(len(d.Runs())), "runs")
		for kind, n := range s.sizes() {
			b.ReportMetric(float64(n)/terms, string(kind)+"-B/term")
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// loaded returns a dictionary of a load that is all in one run, and its size.
func loaded(b *testing.B, cache uint64) (*dict.Dict, *memStorage, uint64) {
	s := newStorage()
	d, err := dict.Open(s, nil, dict.Options{Cache: cache})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Close() })
	load(b, d, 50_000, func() {})
	if _, err := d.Flush(1); err != nil {
		b.Fatal(err)
	}
	d.Publish()
	return d, s, d.Mark()
}

func BenchmarkOpen(b *testing.B) {
	d, s, n := loaded(b, 0)
	for b.Loop() {
		o, err := dict.Open(s, d.Runs(), dict.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := o.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n), "terms")
}

func BenchmarkAssignNew(b *testing.B) {
	d, err := dict.Open(newStorage(), nil, dict.Options{Memory: 8 << 30})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	b.ReportAllocs()
	buf := []byte("<http://chancery.example/meeting/2026-01-03-with-a-name-00000000>")
	n := 0
	for b.Loop() {
		for i, k := len(buf)-2, n; k > 0; i, k = i-1, k/10 {
			buf[i] = '0' + byte(k%10)
		}
		n++
		if _, err := d.Assign(buf); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	for _, c := range []struct {
		name  string
		cache uint64
		text  string
	}{
		{"run, block cached", 64 << 20, "<http://chancery.example/meeting/2026-01-03-%d>"},
		{"run, block not cached", 1, "<http://chancery.example/meeting/2026-01-03-%d>"},
		{"unknown", 0, "<http://chancery.example/nobody/%d>"},
	} {
		b.Run(c.name, func(b *testing.B) {
			d, _, _ := loaded(b, c.cache)
			v := d.View()
			rng := rand.New(rand.NewPCG(3, 4))
			var texts [][]byte
			for range 4096 {
				texts = append(texts, fmt.Appendf(nil, c.text, rng.IntN(50_000)))
			}
			n := 0
			for b.Loop() {
				if _, _, err := v.Lookup(texts[n%len(texts)]); err != nil {
					b.Fatal(err)
				}
				n++
			}
		})
	}
}

func BenchmarkTerms(b *testing.B) {
	for _, c := range []struct {
		name string
		near int // how far from one another ids are
	}{{"clustered", 200}, {"random", 1 << 30}} {
		b.Run(c.name, func(b *testing.B) {
			d, _, n := loaded(b, 0)
			v := d.View()
			r := v.NewReader()
			ids := make([]graph.ID, n)
			for i := range ids {
				for tag := graph.TagBlank; tag <= graph.TagLiteral; tag++ {
					if _, err := r.Term(graph.MakeID(tag, uint64(i))); err == nil {
						ids[i] = graph.MakeID(tag, uint64(i))
					}
				}
			}
			rng := rand.New(rand.NewPCG(5, 6))
			order := make([]graph.ID, n)
			for i := range order {
				at := max(0, min(int(n)-1, i-rng.IntN(c.near)+rng.IntN(c.near)))
				if c.near > int(n) {
					at = rng.IntN(int(n))
				}
				order[i] = ids[at]
			}
			var dst []byte
			var ends []int
			at, total := 0, 0
			for b.Loop() {
				if at+4096 > len(order) {
					at = 0
				}
				var err error
				if dst, ends, err = r.AppendTerms(dst[:0], ends[:0], order[at:at+4096]); err != nil {
					b.Fatal(err)
				}
				at += 4096
				total += 4096
			}
			b.ReportMetric(float64(total)/b.Elapsed().Seconds()/1e6, "Mterms/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}
