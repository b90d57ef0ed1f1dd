package resulttest

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// rs is the vocabulary of result sets of the Data Access Working Group's tests.
const rs = "<http://www.w3.org/2001/sw/DataAccess/tests/result-set#"

// FromRDF reads a result set in RDF: an rs:ResultSet with its variables and
// solutions, or a boolean.
func FromRDF(statements []graphtest.Statement) (Table, error) {
	objects := map[[2]string][]string{}
	set := ""
	for _, s := range statements {
		objects[[2]string{s.S, s.P}] = append(objects[[2]string{s.S, s.P}], s.O)
		if s.P == "<"+vocab.RDFType+">" && s.O == rs+"ResultSet>" {
			set = s.S
		}
	}
	if set == "" {
		return Table{}, fmt.Errorf("resulttest: no rs:ResultSet")
	}
	if b := objects[[2]string{set, rs + "boolean>"}]; len(b) == 1 {
		return Bool(lexical(b[0]) == "true"), nil
	}
	var t Table
	for _, v := range objects[[2]string{set, rs + "resultVariable>"}] {
		t.Vars = append(t.Vars, lexical(v))
	}
	type indexed struct {
		index int
		row   []string
	}
	var rows []indexed
	for _, solution := range objects[[2]string{set, rs + "solution>"}] {
		r := indexed{row: make([]string, len(t.Vars))}
		if n := objects[[2]string{solution, rs + "index>"}]; len(n) == 1 {
			t.Ordered = true
			r.index, _ = strconv.Atoi(lexical(n[0]))
		}
		for _, binding := range objects[[2]string{solution, rs + "binding>"}] {
			name := objects[[2]string{binding, rs + "variable>"}]
			value := objects[[2]string{binding, rs + "value>"}]
			if len(name) != 1 || len(value) != 1 {
				return t, fmt.Errorf("resulttest: binding %s has %d variables and %d values", binding, len(name), len(value))
			}
			col := slices.Index(t.Vars, lexical(name[0]))
			if col < 0 {
				return t, fmt.Errorf("resulttest: variable %s is no rs:resultVariable", name[0])
			}
			r.row[col] = value[0]
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b indexed) int { return a.index - b.index })
	for _, r := range rows {
		t.Rows = append(t.Rows, r.row)
	}
	return t, nil
}

func lexical(term string) string { return string(graph.AppendLexical(nil, []byte(term))) }
