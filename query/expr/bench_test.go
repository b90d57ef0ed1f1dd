package expr_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/expr"
)

const (
	benchRows     = 1 << 20
	benchDistinct = 100_000
)

// benchColumn makes rows of distinct terms in random order.
func benchColumn(d *terms, term func(i int) string) []graph.ID {
	distinct := make([]graph.ID, benchDistinct)
	for i := range distinct {
		distinct[i] = d.add(term(i), false)
	}
	r := rand.New(rand.NewPCG(1, 2))
	col := make([]graph.ID, benchRows)
	for i := range col {
		col[i] = distinct[r.IntN(len(distinct))]
	}
	return col
}

func xsdText(lexical, datatype string) string {
	return `"` + lexical + `"^^<http://www.w3.org/2001/XMLSchema#` + datatype + `>`
}

func integerText(i int) string { return xsdText(fmt.Sprint(i-benchDistinct/2), "integer") }
func labelText(i int) string {
	return fmt.Sprintf(`"Meeting %d of the delegation with number %d"@en`, i, i*7919%benchDistinct)
}

func dateText(i int) string {
	year, month, day := graph.CivilDay(i/4 - 5000)
	return xsdText(fmt.Sprintf("%04d-%02d-%02d", year, month, day), "date")
}

func BenchmarkSelect(b *testing.B) {
	for _, k := range []struct {
		name, filter string
		x, y         func(int) string
	}{
		{"integer range", `?x < 10`, integerText, nil},
		{"integer interval", `?x >= -100 && ?x < 100`, integerText, nil},
		{"date range", `?x >= "2020-01-01"^^xsd:date && ?x < "2021-01-01"^^xsd:date`, dateText, nil},
		{"YEAR", `YEAR(?x) = 2020`, dateText, nil},
		{"double constant", `?x < 10.5e0`, integerText, nil},
		{"CONTAINS", `CONTAINS(?x, "number 77")`, labelText, nil},
		{"CONTAINS LCASE STR", `CONTAINS(LCASE(STR(?x)), "number 77")`, labelText, nil},
		{"REGEX", `REGEX(?x, "number 7+$")`, labelText, nil},
		{"REGEX i", `REGEX(?x, "NUMBER 77", "i")`, labelText, nil},
		{"LANG", `LANG(?x) = "en"`, labelText, nil},
		{"two integers", `?x < ?y`, integerText, integerText},
		{"arithmetic", `?x + ?y > 100`, integerText, integerText},
		{"two labels", `?x != ?y`, labelText, labelText},
	} {
		b.Run(k.name, func(b *testing.B) {
			d := newTerms()
			cols := [][]graph.ID{benchColumn(d, k.x), nil}
			if k.y != nil {
				cols[1] = benchColumn(d, k.y)
			}
			p := compile(b, k.filter)
			benchBatches(b, cols, func(ctx context.Context, c *expr.Context, batch [][]graph.ID, n int, dst []int32) error {
				_, err := p.Select(ctx, c, batch, n, nil, dst[:0])
				return err
			}, d)
		})
	}
}

func benchBatches(b *testing.B, cols [][]graph.ID, f func(ctx context.Context, c *expr.Context, batch [][]graph.ID, n int, dst []int32) error, d *terms) {
	ctx, dst := context.Background(), make([]int32, 0, graph.BatchRows)
	b.ReportAllocs()
	for b.Loop() {
		c := newContext(d)
		batch := make([][]graph.ID, len(cols))
		for at := 0; at < benchRows; at += graph.BatchRows {
			for i, col := range cols {
				if col != nil {
					batch[i] = col[at : at+graph.BatchRows]
				}
			}
			if err := f(ctx, c, batch, graph.BatchRows, dst); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}

func BenchmarkEval(b *testing.B) {
	for _, k := range []struct {
		name, value string
		x           func(int) string
	}{
		{"integer plus", `?x + 1`, integerText},
		{"two integers", `?x * ?y`, integerText},
		{"YEAR", `YEAR(?x)`, dateText},
		{"STR", `STR(?x)`, labelText},
		{"CONCAT", `CONCAT(STR(?x), "/", STR(?y))`, integerText},
	} {
		b.Run(k.name, func(b *testing.B) {
			d := newTerms()
			cols := [][]graph.ID{benchColumn(d, k.x), benchColumn(d, integerText)}
			p := compile(b, k.value)
			out := make([]graph.ID, graph.BatchRows)
			benchBatches(b, cols, func(ctx context.Context, c *expr.Context, batch [][]graph.ID, n int, _ []int32) error {
				return p.Eval(ctx, c, batch, n, nil, out)
			}, d)
		})
	}
}

func BenchmarkSortKeys(b *testing.B) {
	for name, term := range map[string]func(int) string{"integers": integerText, "labels": labelText, "dates": dateText} {
		b.Run(name, func(b *testing.B) {
			d := newTerms()
			col := benchColumn(d, term)
			keys := make([]uint64, len(col))
			for b.Loop() {
				if err := expr.SortKeys(context.Background(), newContext(d), col, keys); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
		})
	}
}

func BenchmarkAccumulate(b *testing.B) {
	for _, k := range []struct {
		name string
		term func(int) string
	}{{"COUNT", integerText}, {"SUM", integerText}, {"MIN", dateText}, {"MAX", labelText}} {
		b.Run(k.name, func(b *testing.B) {
			d := newTerms()
			col := benchColumn(d, k.term)
			group := make([]int32, graph.BatchRows)
			for i := range group {
				group[i] = int32(i % 100)
			}
			benchBatches(b, [][]graph.ID{col}, func(ctx context.Context, c *expr.Context, batch [][]graph.ID, n int, _ []int32) error {
				a := accumulator(b, k.name, "")
				a.Grow(100)
				return a.Add(ctx, c, group, batch[0])
			}, d)
		})
	}
}
