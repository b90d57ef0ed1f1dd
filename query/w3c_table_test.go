package query_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/result"
)

// table is a whole result.
type table struct {
	vars     []string
	rows     [][]string // by variable; "" is unbound
	boolean  *bool      // of an ASK
	lossy    bool       // read from CSV
	hasOrder bool       // the order of rows is known
	ordered  bool       // … and counts
}

func readTable(ctx context.Context, src result.Source) (*table, error) {
	t := &table{vars: src.Vars()}
	for {
		p, err := src.Next(ctx)
		if err != nil {
			return nil, err
		}
		if p.N == 0 {
			return t, nil
		}
		for i := range p.N {
			row := make([]string, len(t.vars))
			for k := range row {
				row[k] = string(p.Cols[k][i])
			}
			t.rows = append(t.rows, row)
		}
	}
}

// tableOfGraph reads a result written as a graph (rs:ResultSet).
func tableOfGraph(list []graphtest.Statement) (*table, error) {
	d := describe(list)
	for set, about := range d {
		if !slices.Contains(about[rdfType], rs+"ResultSet>") && d.one(set, rs+"boolean>") == "" {
			continue
		}
		if text := d.one(set, rs+"boolean>"); text != "" {
			v := lexical(text) == "true"
			return &table{boolean: &v}, nil
		}
		t := &table{hasOrder: true}
		for _, v := range about[rs+"resultVariable>"] {
			t.vars = append(t.vars, lexical(v))
		}
		type indexed struct {
			index int
			row   []string
		}
		var rows []indexed
		for _, solution := range about[rs+"solution>"] {
			r := indexed{row: make([]string, len(t.vars))}
			if n, err := strconv.Atoi(lexical(d.one(solution, rs+"index>"))); err == nil {
				r.index = n
			} else {
				t.hasOrder = false
			}
			for _, b := range d[solution][rs+"binding>"] {
				k := slices.Index(t.vars, lexical(d.one(b, rs+"variable>")))
				if k < 0 {
					return nil, fmt.Errorf("binding %s of no variable", b)
				}
				r.row[k] = d.one(b, rs+"value>")
			}
			rows = append(rows, r)
		}
		slices.SortStableFunc(rows, func(a, b indexed) int { return a.index - b.index })
		for _, r := range rows {
			t.rows = append(t.rows, r.row)
		}
		return t, nil
	}
	return nil, fmt.Errorf("no result set in %d statements", len(list))
}

func unique(rows [][]string) [][]string {
	seen := map[string]bool{}
	var out [][]string
	for _, r := range rows {
		if k := strings.Join(r, "\x00"); !seen[k] {
			seen[k] = true
			out = append(out, r)
		}
	}
	return out
}

// sameTables compares results: the same variables, and the same bag of solutions
// (in the same order, if want.ordered) but for the labels of blank nodes.
func sameTables(got, want *table) error {
	differ := func(why string) error {
		return fmt.Errorf("%s\ngot  %v\n%s\nwant %v\n%s", why, got.vars, lines(got.rows), want.vars, lines(want.rows))
	}
	vars := slices.Sorted(slices.Values(want.vars))
	if !slices.Equal(slices.Sorted(slices.Values(got.vars)), vars) {
		return differ("other variables")
	}
	if len(got.rows) != len(want.rows) {
		return differ(fmt.Sprintf("%d solutions, want %d", len(got.rows), len(want.rows)))
	}
	a, b := got.statements(vars, want.ordered), want.statements(vars, want.ordered)
	if !graphtest.Isomorphic(a, b) {
		return differ("other solutions")
	}
	return nil
}

func lines(rows [][]string) string {
	var list []string
	for _, r := range rows {
		list = append(list, fmt.Sprintf("  %q", r))
	}
	return strings.Join(list, "\n")
}

// statements writes the solutions as a graph. Equal rows without blank nodes are
// one subject that says how many there are, so that comparing stays quick.
func (t *table) statements(vars []string, ordered bool) []graphtest.Statement {
	var list []graphtest.Statement
	counts := map[string]int{}
	for i, row := range t.rows {
		var key []string
		blank := false
		for _, v := range vars {
			text := row[slices.Index(t.vars, v)]
			key = append(key, text)
			blank = blank || strings.Contains(text, "_:")
		}
		if ordered {
			key = append(key, strconv.Itoa(i))
		}
		if !blank {
			counts[strings.Join(key, "\x00")]++
			continue
		}
		subject := fmt.Sprintf("_:row%d", i)
		for k, text := range key {
			list = append(list, graphtest.Statement{S: subject, P: fmt.Sprintf("<urn:c%d>", k), O: cell(text)})
		}
	}
	for k, n := range counts {
		list = append(list, graphtest.Statement{S: "<urn:row>", P: "<urn:is>", O: strconv.Quote(k), G: fmt.Sprintf("<urn:n%d>", n)})
	}
	return list
}

func cell(text string) string {
	if strings.HasPrefix(text, "_:") || strings.HasPrefix(text, "<<") {
		return text
	}
	return strconv.Quote(text)
}
