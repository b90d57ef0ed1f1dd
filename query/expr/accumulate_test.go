package expr_test

import (
	"context"
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
	"pgregory.net/rapid"
)

func accumulator(t testing.TB, name, separator string) expr.Accumulator {
	t.Helper()
	a, err := expr.NewAccumulator(algebra.Aggregate{Name: name, Arg: algebra.Var("x"), Separator: separator})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// nearlyEqual tells whether two doubles or floats differ by rounding alone: their
// sum depends on the order of adding.
func nearlyEqual(a, b string) bool {
	var x, y float64
	for _, each := range []struct {
		term string
		into *float64
	}{{a, &x}, {b, &y}} {
		lexical, datatype, _ := graph.LiteralParts([]byte(each.term))
		if !strings.HasSuffix(string(datatype), "#double") && !strings.HasSuffix(string(datatype), "#float") {
			return false
		}
		var err error
		if *each.into, err = strconv.ParseFloat(string(lexical), 64); err != nil {
			return false
		}
	}
	return math.Abs(x-y) <= 1e-6*max(math.Abs(x), math.Abs(y))
}

// aggregate computes an aggregate of terms in one group, at once and in two
// halves that are merged.
func aggregate(t testing.TB, name, separator string, texts []string) string {
	t.Helper()
	d := newTerms()
	c := &expr.Context{Terms: bulkTerms{d}}
	ctx := context.Background()
	ids := make([]graph.ID, len(texts))
	for i, text := range texts {
		if text != "" {
			ids[i] = d.add(text, false)
		}
	}
	zeros := make([]int32, len(ids))
	result := func(a expr.Accumulator, g int) string {
		id, err := a.Result(c, g)
		if err != nil {
			t.Fatal(err)
		}
		return d.text(id)
	}
	whole := accumulator(t, name, separator)
	whole.Grow(1)
	if err := whole.Add(ctx, c, zeros, ids); err != nil {
		t.Fatal(err)
	}
	left, right := accumulator(t, name, separator), accumulator(t, name, separator)
	left.Grow(3)
	right.Grow(2)
	half := len(ids) / 2
	twos, ones := make([]int32, half), make([]int32, len(ids)-half)
	for i := range twos {
		twos[i] = 2
	}
	for i := range ones {
		ones[i] = 1
	}
	if err := left.Add(ctx, c, twos, ids[:half]); err != nil {
		t.Fatal(err)
	}
	if err := right.Add(ctx, c, ones, ids[half:]); err != nil {
		t.Fatal(err)
	}
	if err := left.Merge(c, right, []int32{0, 2}); err != nil {
		t.Fatal(err)
	}
	if a, b := result(whole, 0), result(left, 2); a != b && !nearlyEqual(a, b) {
		t.Errorf("%s of %v is %s, merged %s", name, texts, a, b)
	}
	if whole.Bytes() <= 0 {
		t.Errorf("%s: Bytes is %d", name, whole.Bytes())
	}
	return result(whole, 0)
}

func TestAggregates(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string
		want string
	}{
		{"COUNT", nil, `0`}, {"COUNT", []string{`1`, ``, `:a`, `1`}, `3`},
		{"SUM", nil, `0`}, {"SUM", []string{`1`, `2`, `3`}, `6`}, {"SUM", []string{`1.0`, `2.2`, `3.5`}, `6.7`}, {"SUM", []string{`1`, `2.2`}, `3.2`},
		{"SUM", []string{`1`, `2.2`, `3.0E4`}, `"3.00032E4"^^xsd:double`}, {"SUM", []string{`0.2`, `"2.0E-1"^^xsd:double`}, `"4.0E-1"^^xsd:double`},
		{"SUM", []string{`1`, ``}, ``}, {"SUM", []string{`1`, `"a"`}, ``}, {"SUM", []string{`:a`}, ``}, {"SUM", []string{`true`}, ``}, {"SUM", []string{`"x"^^xsd:integer`, `1`}, ``},
		{"SUM", []string{`"2026-01-01"^^xsd:date`}, ``}, {"SUM", []string{`1.5`, `0.5`}, `2.0`},
		{"SUM", []string{`576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`,
			`576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`, `576460752303423487`}, `9799832789158199279`},
		{"SUM", []string{`99999999999999999999`, `1`}, `100000000000000000000`}, {"SUM", []string{`"01"^^xsd:integer`, `"1"^^xsd:byte`}, `2`},
		{"AVG", nil, `0`}, {"AVG", []string{`1`, `2`, `3`}, `2.0`}, {"AVG", []string{`1`, `2`}, `1.5`}, {"AVG", []string{`1.0`, `2.2`, `3.5`, `2.2`, `2.2`}, `2.22`},
		{"AVG", []string{`1e2`, `2e3`}, `"1.05E3"^^xsd:double`}, {"AVG", []string{`1`, ``}, ``}, {"AVG", []string{`1`, `1`, `2`}, `1.333333333333333333333333333333333`},
		{"MIN", nil, ``}, {"MIN", []string{`3`, `1`, `2`}, `1`}, {"MIN", []string{`1.5`, `1`, `"a"`, `true`}, `1`}, {"MIN", []string{`1`, ``}, ``}, {"MIN", []string{`"b"@en`, `"aaaaaaaaaa"`}, `"aaaaaaaaaa"`},
		{"MIN", []string{`1`, `:a`, `_:b`}, `_:b`}, {"MIN", []string{`"2026-01-02"^^xsd:date`, `"2026-01-01"^^xsd:date`}, `"2026-01-01"^^xsd:date`},
		{"MIN", []string{`"01"^^xsd:integer`, `1`}, `"01"^^xsd:integer`}, {"MIN", []string{`1`, `"01"^^xsd:integer`}, `"01"^^xsd:integer`},
		{"MAX", []string{`1`, `"01"^^xsd:integer`}, `"01"^^xsd:integer`}, {"MAX", []string{`1.0`, `1`}, `1`},
		{"MAX", nil, ``}, {"MAX", []string{`1`, `3.0E4`, `2.2`}, `3.0E4`}, {"MAX", []string{`3`, `1`, `2`}, `3`}, {"MAX", []string{``}, ``}, {"MAX", []string{`"abcdefghi"`, `"abcdefghj"`, `"abcdefgh"`}, `"abcdefghj"`},
		{"MAX", []string{`2.5`, `2.75`, `-1.0`}, `2.75`}, {"MAX", []string{`"2026-01-01T00:00:00Z"^^xsd:dateTime`, `"2026-01-01T00:00:00+01:00"^^xsd:dateTime`}, `"2026-01-01T00:00:00Z"^^xsd:dateTime`},
		{"SAMPLE", nil, ``}, {"SAMPLE", []string{``, `5`, `6`}, `5`}, {"SAMPLE", []string{``}, ``},
		{"GROUP_CONCAT", nil, `""`}, {"GROUP_CONCAT", []string{`"1"`, `22`, `"x"@en`, `:a`, `"abcdefghij"`}, `"1|22|x|http://example.org/a|abcdefghij"`}, {"GROUP_CONCAT", []string{`"a"`, ``}, ``}, {"GROUP_CONCAT", []string{`_:b`}, ``},
		{"GROUP_CONCAT", []string{`""`, `""`}, `"|"`}, {"GROUP_CONCAT", []string{`"a\"b"`, `1.50`, `true`, `"2026-01-01Z"^^xsd:date`}, `"a\"b|1.50|true|2026-01-01Z"`},
	} {
		var texts []string
		for _, term := range c.in {
			texts = append(texts, parseTerm(t, term))
		}
		if got := aggregate(t, c.name, "|", texts); got != parseTerm(t, c.want) {
			t.Errorf("%s of %v = %s, want %s", c.name, c.in, got, c.want)
		}
	}
	if _, err := expr.NewAccumulator(algebra.Aggregate{Name: "MEDIAN"}); !errors.Is(err, expr.ErrUnknownFunction) {
		t.Errorf("MEDIAN: %v", err)
	}
	if err := accumulator(t, "SUM", "").Merge(nil, accumulator(t, "COUNT", ""), nil); err == nil {
		t.Error("COUNT merged into SUM without an error")
	}
}

func TestCountRows(t *testing.T) {
	a, err := expr.NewAccumulator(algebra.Aggregate{Name: "COUNT"})
	if err != nil {
		t.Fatal(err)
	}
	a.Grow(2)
	c := newContext(newTerms())
	if err := a.Add(context.Background(), c, []int32{0, 1, 1, 1}, nil); err != nil {
		t.Fatal(err)
	}
	a.Grow(3)
	for g, want := range []int64{1, 3, 0} {
		if id, err := a.Result(c, g); err != nil || id != mustInteger(want) {
			t.Errorf("COUNT(*) of group %d: %v, %v, want %d", g, id, err, want)
		}
	}
}

func mustInteger(n int64) graph.ID {
	id, ok := graph.IntegerID(n)
	if !ok {
		panic("not inlined")
	}
	return id
}

// TestAggregatesOfGroups: groups of random values have what each has alone.
func TestAggregatesOfGroups(t *testing.T) {
	texts := []string{""}
	for _, term := range pool {
		texts = append(texts, parseTerm(t, term))
	}
	numbers := []string{}
	for _, term := range []string{`1`, `2.5`, `-7`, `0.000001`, `"01"^^xsd:integer`, `576460752303423487`, `99999999999999999999`, `1000000000.25`} {
		numbers = append(numbers, parseTerm(t, term))
	}
	ctx := context.Background()
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.SampledFrom([]string{"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"}).Draw(r, "name")
		from := texts
		if rapid.Bool().Draw(r, "numbers") {
			from = numbers
		}
		d := newTerms()
		c := newContext(d)
		a := accumulator(t, name, ",")
		groups := map[int32][]string{}
		for range 3 {
			a.Grow(5)
			n := rapid.IntRange(0, 10).Draw(r, "rows")
			var group []int32
			ids := []graph.ID{}
			for range n {
				g := rapid.Int32Range(0, 4).Draw(r, "group")
				text := rapid.SampledFrom(from).Draw(r, "term")
				id := graph.None
				if text != "" {
					id = d.add(text, false)
				}
				group, ids = append(group, g), append(ids, id)
				groups[g] = append(groups[g], text)
			}
			if err := a.Add(ctx, c, group, ids); err != nil {
				r.Fatal(err)
			}
		}
		for g := range int32(5) {
			id, err := a.Result(c, int(g))
			if err != nil {
				r.Fatal(err)
			}
			if got, want := d.text(id), aggregate(t, name, ",", groups[g]); got != want {
				r.Fatalf("%s of group %v = %s, alone %s", name, groups[g], got, want)
			}
		}
	})
}
