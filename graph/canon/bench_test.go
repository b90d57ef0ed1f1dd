package canon_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/canon"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

func report(b *testing.B, statements int) {
	b.ReportMetric(float64(statements)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
}

// BenchmarkGround is a dataset without blank nodes.
func BenchmarkGround(b *testing.B) {
	const quads = 500_000
	for _, bm := range []struct {
		name   string
		memory int
	}{{"memory", 0}, {"spilled", 16 << 20}} {
		b.Run(bm.name, func(b *testing.B) {
			o := canon.Options{Memory: bm.memory, Dir: b.TempDir()}
			b.ReportAllocs()
			for b.Loop() {
				res, err := canon.Write(context.Background(), io.Discard, graphtest.Contacts(graphtest.Config{Quads: quads}), o)
				if err != nil || res.Statements == 0 {
					b.Fatal(res.Statements, err)
				}
			}
			report(b, quads)
		})
	}
}

// reifiers is meetings as blank nodes with a blank node for each place, told
// apart by their own statements.
func reifiers(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "_:m%d <http://schema.org/startDate> \"day %d\" .\n_:m%d <http://schema.org/location> _:p%d .\n", i, i, i, i)
		fmt.Fprintf(&text, "_:p%d <http://schema.org/name> \"place %d\" .\n", i, i)
	}
	return text.String()
}

// pairs is pairs of blank nodes that only what hangs on them tells apart.
func pairs(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "_:a%d <u:next> _:b%d .\n_:b%d <u:next> _:c%d .\n_:c%d <u:name> \"%d\" .\n", i, i, i, i, i, i)
	}
	return text.String()
}

func BenchmarkBlank(b *testing.B) {
	for _, bm := range []struct{ name, text string }{
		{"first degree", reifiers(50_000)}, {"n-degree", pairs(50_000)}, {"clique of 6", clique(6)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			statements := strings.Count(bm.text, "\n")
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			for b.Loop() {
				var src graph.PatchReader = nquads.NewReader(strings.NewReader(bm.text), nquads.Options{})
				if _, err := canon.Write(context.Background(), io.Discard, src, canon.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			report(b, statements)
		})
	}
}
