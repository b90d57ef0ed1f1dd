package result_test

import (
	"bytes"
	"context"
	"io"
	"testing"

	"github.com/chancery-graph/chancery/query/result"
)

// endless gives the same page again and again.
type endless struct {
	page  result.Page
	pages int
}

func (e *endless) Vars() []string { return []string{"meeting", "who", "date", "about"} }

func (e *endless) Next(context.Context) (*result.Page, error) {
	if e.pages--; e.pages < 0 {
		return &result.Page{}, nil
	}
	return &e.page, nil
}

func newEndless(pages int) *endless {
	e := &endless{page: result.Page{N: result.PageRows, Cols: make([][][]byte, 4)}, pages: pages}
	row := []string{
		"<https://chancery.example/meeting/2026-01-01-ankara>", `"Rustem Umerov"`, `"2026-01-01"` + date,
		`"les deux délégations ont parlé d'échanges de \"prisonniers\" de guerre"@fr`,
	}
	for c, term := range row {
		for range result.PageRows {
			e.page.Cols[c] = append(e.page.Cols[c], []byte(term))
		}
	}
	return e
}

const benchPages = 20

func BenchmarkWrite(b *testing.B) {
	for _, f := range result.Formats {
		b.Run(f.String(), func(b *testing.B) {
			var size bytes.Buffer
			if err := result.Write(context.Background(), &size, f, newEndless(benchPages)); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(size.Len()))
			b.ReportAllocs()
			for b.Loop() {
				src := once
				src.pages = benchPages
				if err := result.Write(context.Background(), io.Discard, f, src); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)*benchPages*result.PageRows/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

var once = newEndless(0)

func BenchmarkRead(b *testing.B) {
	for _, f := range []result.Format{result.JSON, result.XML, result.CSV, result.TSV} {
		b.Run(f.String(), func(b *testing.B) {
			var text bytes.Buffer
			if err := result.Write(context.Background(), &text, f, newEndless(benchPages)); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				r, err := result.NewReader(bytes.NewReader(text.Bytes()), f, result.ReadOptions{})
				if err != nil {
					b.Fatal(err)
				}
				rows := 0
				for {
					p, err := r.Next(context.Background())
					if err != nil {
						b.Fatal(err)
					}
					if p.N == 0 {
						break
					}
					rows += p.N
				}
				if rows != benchPages*result.PageRows {
					b.Fatalf("%d rows", rows)
				}
			}
			b.ReportMetric(float64(b.N)*benchPages*result.PageRows/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
