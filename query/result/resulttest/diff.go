package resulttest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/chancery-graph/chancery/graph/graphtest"
)

// Diff tells how two results differ, "" if they are the same: the same variables
// in any order, the same solutions as often, up to the labels of blank nodes,
// and in the same order if ordered.
func Diff(got, want Table, ordered bool) string {
	switch {
	case (got.Boolean == nil) != (want.Boolean == nil):
		return fmt.Sprintf("got boolean: %v, want boolean: %v", got.Boolean != nil, want.Boolean != nil)
	case got.Boolean != nil && *got.Boolean != *want.Boolean:
		return fmt.Sprintf("got %v, want %v", *got.Boolean, *want.Boolean)
	case got.Boolean != nil:
		return ""
	}
	columns, ok := align(got.Vars, want.Vars)
	if !ok {
		return fmt.Sprintf("got variables %v, want %v", got.Vars, want.Vars)
	}
	rows := make([][]string, len(got.Rows))
	for i, r := range got.Rows {
		rows[i] = make([]string, len(columns))
		for c, from := range columns {
			rows[i][c] = r[from]
		}
	}
	if graphtest.Isomorphic(statements(rows, ordered), statements(want.Rows, ordered)) && len(rows) == len(want.Rows) {
		return ""
	}
	return fmt.Sprintf("variables %v\ngot %d rows:\n%swant %d rows:\n%s", want.Vars, len(rows), list(rows), len(want.Rows), list(want.Rows))
}

// align finds the columns of got that have want's variables.
func align(got, want []string) ([]int, bool) {
	if len(got) != len(want) {
		return nil, false
	}
	columns := make([]int, len(want))
	for i, v := range want {
		if columns[i] = slices.Index(got, v); columns[i] < 0 {
			return nil, false
		}
	}
	return columns, true
}

// statements states rows as a graph: isomorphism of these graphs is what makes
// two results the same. Rows without blank nodes are one statement that counts
// them, so that equal rows cost nothing.
func statements(rows [][]string, ordered bool) []graphtest.Statement {
	var out []graphtest.Statement
	counts := map[string]int{}
	for i, row := range rows {
		text := strings.Join(row, "\t")
		if !ordered && !strings.Contains(text, "_:") {
			counts[text]++
			continue
		}
		node := "_:row" + strconv.Itoa(i)
		index := `""`
		if ordered {
			index = strconv.Quote(strconv.Itoa(i))
		}
		out = append(out, graphtest.Statement{S: node, P: "<urn:row>", O: index})
		for c, term := range row {
			if term != "" {
				out = append(out, graphtest.Statement{S: node, P: "<urn:column:" + strconv.Itoa(c) + ">", O: relabel(term)})
			}
		}
	}
	for text, n := range counts {
		out = append(out, graphtest.Statement{S: "<urn:rows>", P: "<urn:row:" + strconv.Itoa(n) + ">", O: strconv.Quote(text)})
	}
	return out
}

// relabel keeps labels of results apart from those of rows.
func relabel(term string) string {
	if strings.HasPrefix(term, "_:") {
		return "_:r" + term[2:]
	}
	if strings.HasPrefix(term, "<<(") {
		return strings.ReplaceAll(term, " _:", " _:r")
	}
	return term
}

// maxListed is how many rows a difference shows.
const maxListed = 30

func list(rows [][]string) string {
	lines := make([]string, 0, len(rows))
	for _, r := range rows {
		lines = append(lines, "  "+strings.Join(r, "\t")+"\n")
	}
	slices.Sort(lines)
	if len(lines) > maxListed {
		lines = append(lines[:maxListed], "  …\n")
	}
	return strings.Join(lines, "")
}
