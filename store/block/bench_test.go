package block_test

import (
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/block"
)

var dispatchRows = sync.OnceValue(func() []graph.Quad { return dispatches(400_000, 1) })

// blocksOf cuts columns into full blocks of rows that one event added.
func blocksOf(cols [4][]graph.ID) []block.Rows {
	var out []block.Rows
	for at := 0; at+block.MaxRows <= len(cols[0]); at += block.MaxRows {
		r := block.Rows{N: block.MaxRows}
		for k := range cols {
			r.Cols[k] = cols[k][at : at+r.N]
		}
		for range r.N {
			r.Added = append(r.Added, 7)
			r.Removed = append(r.Removed, graph.NoSeq)
		}
		out = append(out, r)
	}
	return out
}

func BenchmarkEncode(b *testing.B) {
	for _, order := range graph.Orders {
		b.Run(order.String(), func(b *testing.B) {
			blocks := blocksOf(permuted(dispatchRows(), order))
			var e block.Encoder
			var buf []byte
			bytes, n := 0, 0
			for b.Loop() {
				buf = e.Append(buf[:0], &blocks[n%len(blocks)])
				bytes += len(buf)
				n++
			}
			reportRows(b, n, bytes)
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, order := range graph.Orders {
		b.Run(order.String(), func(b *testing.B) {
			var e block.Encoder
			var encoded [][]byte
			bytes := 0
			for _, r := range blocksOf(permuted(dispatchRows(), order)) {
				encoded = append(encoded, e.Append(nil, &r))
				bytes += len(encoded[len(encoded)-1])
			}
			var d block.Decoder
			var cols [4][]graph.ID
			n := 0
			for b.Loop() {
				if _, err := d.Open(encoded[n%len(encoded)]); err != nil {
					b.Fatal(err)
				}
				if err := d.Columns(0b1111, &cols); err != nil {
					b.Fatal(err)
				}
				n++
			}
			reportRows(b, n, bytes/len(encoded)*n)
		})
	}
}

func reportRows(b *testing.B, blocks, bytes int) {
	rows := float64(blocks) * block.MaxRows
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/rows, "ns/row")
	b.ReportMetric(float64(bytes)/rows, "bytes/row")
	b.ReportMetric(rows/b.Elapsed().Seconds()/1e6, "Mrows/s")
	b.ReportMetric(0, "ns/op")
}
