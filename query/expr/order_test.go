package expr_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/expr"
	"pgregory.net/rapid"
)

func TestCompareExamples(t *testing.T) {
	d := newTerms()
	c := newContext(d)
	// Groups in their order; members of a group have the same place.
	for i, groups := 0, [][]string{
		{``}, {`_:a`}, {`_:b`}, {`:a`}, {`:b`}, {`<http://example.org/b#x>`},
		{`"NaN"^^xsd:double`}, {`"-INF"^^xsd:float`}, {`-2`}, {`-1.5`}, {`0`, `0.0`, `"-0"^^xsd:double`, `"00"^^xsd:byte`}, {`0.1`}, {`0.1e0`}, {`1`, `1.0`, `1e0`, `"01"^^xsd:integer`},
		{`9007199254740992`, `9007199254740992e0`}, {`9007199254740993`}, {`576460752303423488`}, {`"INF"^^xsd:double`},
		{`false`, `"0"^^xsd:boolean`}, {`true`},
		{`"2025-01-01T00:00:00Z"^^xsd:dateTime`, `"2025-01-01T01:00:00+01:00"^^xsd:dateTime`}, {`"2026-01-01T00:00:00"^^xsd:dateTime`}, {`"2026-01-01T00:00:00Z"^^xsd:dateTime`},
		{`"-0044-03-15"^^xsd:date`}, {`"2026-01-01"^^xsd:date`}, {`"2026-01-01Z"^^xsd:date`}, {`"12026-01-01"^^xsd:date`},
		{`"12:00:00"^^xsd:time`}, {`"P1D"^^xsd:duration`, `"PT24H"^^xsd:dayTimeDuration`},
		{`""`}, {`"a"`}, {`"a"@de`}, {`"a"@en`}, {`"a\u0000"`}, {`"aa"`}, {`"abcdefgh"`}, {`"b"`}, {`"é"@fr`},
		{`"2"^^:t`}, {`"a"^^:u`}, {`"x"^^xsd:integer`},
		{`<<(:s :p -456)>>`}, {`<<(:s :p 123)>>`, `<<(:s :p 123.0)>>`}, {`<<(:s :p <<(:x :y :z)>>)>>`}, {`<<(:s1 :a 999)>>`}, {`<<(:s1 :p 999)>>`},
	}; i < len(groups); i++ {
		for _, a := range groups[i] {
			x := graph.None
			if a != "" {
				x = d.add(parseTerm(t, a), false)
			}
			for j, group := range groups {
				for _, b := range group {
					y := graph.None
					if b != "" {
						y = d.add(parseTerm(t, b), false)
					}
					want := 0
					if i < j {
						want = -1
					} else if i > j {
						want = 1
					}
					if got, err := expr.Compare(c, x, y); err != nil || got != want {
						t.Errorf("Compare(%s, %s) = %d, %v, want %d", a, b, got, err, want)
					}
				}
			}
		}
	}
}

// TestOrderProperties: Compare is a strict weak order that agrees with "<", keys
// agree with it, and so do sort keys of columns.
func TestOrderProperties(t *testing.T) {
	ctx := context.Background()
	less := compile(t, "?x < ?y")
	d := newTerms()
	texts := []string{""}
	for _, term := range pool {
		texts = append(texts, parseTerm(t, term))
	}
	rapid.Check(t, func(r *rapid.T) {
		c := newContext(d)
		if rapid.Bool().Draw(r, "bulk") {
			c.Terms = bulkTerms{d}
		}
		from := texts
		if rapid.Bool().Draw(r, "one kind") {
			at := rapid.IntRange(0, len(texts)-1).Draw(r, "at")
			from = texts[at:min(at+6, len(texts))]
		}
		col := column(d, rapid.SliceOfN(rapid.SampledFrom(from), 1, 12).Draw(r, "terms"))
		keys := make([]uint64, len(col))
		if err := expr.SortKeys(ctx, c, col, keys); err != nil {
			r.Fatal(err)
		}
		compare := func(a, b graph.ID) int {
			n, err := expr.Compare(c, a, b)
			if err != nil {
				r.Fatal(err)
			}
			return n
		}
		for i, a := range col {
			x, err := expr.AppendSortKey(c, nil, a)
			if err != nil {
				r.Fatal(err)
			}
			for j, b := range col {
				y, err := expr.AppendSortKey(c, nil, b)
				if err != nil {
					r.Fatal(err)
				}
				n := compare(a, b)
				if bytes.Compare(x, y) != n || compareNumbers(keys[i], keys[j]) != n || compare(b, a) != -n {
					r.Fatalf("%s and %s: Compare %d and %d, keys %x and %x, sort keys %d and %d", d.text(a), d.text(b), n, compare(b, a), x, y, keys[i], keys[j])
				}
				if n != 0 && (bytes.HasPrefix(x, y) || bytes.HasPrefix(y, x)) {
					r.Fatalf("keys of %s and %s: one starts with the other", d.text(a), d.text(b))
				}
				selected, err := less.Select(ctx, c, [][]graph.ID{{a}, {b}}, 1, nil, nil)
				if err != nil {
					r.Fatal(err)
				}
				if len(selected) == 1 && n != -1 {
					r.Fatalf("%s < %s but Compare is %d", d.text(a), d.text(b), n)
				}
				for _, e := range col {
					if n <= 0 && compare(b, e) <= 0 && compare(a, e) > 0 {
						r.Fatalf("%s, %s, %s are not in order", d.text(a), d.text(b), d.text(e))
					}
				}
			}
		}
	})
}

func compareNumbers(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// TestSortKeysOfOneKind: columns that are not decoded have the same order as
// others.
func TestSortKeysOfOneKind(t *testing.T) {
	d := newTerms()
	c := newContext(d)
	for _, terms := range [][]string{
		{`5`, `-3`, ``, `576460752303423487`, `0`},
		{`"b"`, `"a"`, ``, `"abcdefg"`},
		{`1`, `1.0`, `0.999999`, ``, `-1.00`, `7.5`},
		{`"2026-01-01"^^xsd:date`, `"2026-01-01Z"^^xsd:date`, `"2026-01-01+14:00"^^xsd:date`, ``, `"2025-12-31-14:00"^^xsd:date`},
		{`"2026-01-01T00:00:00"^^xsd:dateTime`, `"2026-01-01T00:00:00Z"^^xsd:dateTime`, `"2025-12-31T23:00:00-01:00"^^xsd:dateTime`, ``},
		{`true`, `false`, ``},
	} {
		var ids []graph.ID
		for _, term := range terms {
			id := graph.None
			if term != "" {
				id = d.add(parseTerm(t, term), false)
			}
			ids = append(ids, id)
		}
		keys := make([]uint64, len(ids))
		before := d.reads
		if err := expr.SortKeys(context.Background(), c, ids, keys); err != nil {
			t.Fatal(err)
		}
		if d.reads != before {
			t.Errorf("%v: terms were decoded", terms)
		}
		for i, a := range ids {
			for j, b := range ids {
				if n, err := expr.Compare(c, a, b); err != nil || n != compareNumbers(keys[i], keys[j]) {
					t.Errorf("%s and %s: Compare %d, %v, keys %d and %d", terms[i], terms[j], n, err, keys[i], keys[j])
				}
			}
		}
	}
	if err := expr.SortKeys(context.Background(), c, nil, nil); err != nil {
		t.Error(err)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	ids := []graph.ID{d.add("<http://example.org/1>", false), d.add("<http://example.org/2>", false)}
	if err := expr.SortKeys(cancelled, c, slices.Clone(ids), make([]uint64, 2)); err != context.Canceled {
		t.Errorf("SortKeys after cancel: %v", err)
	}
}
