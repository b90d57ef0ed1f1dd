package resulttest_test

import (
	"testing"

	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/query/result/resulttest"
)

func TestDiff(t *testing.T) {
	table := func(vars []string, rows ...[]string) resulttest.Table {
		return resulttest.Table{Vars: vars, Rows: rows}
	}
	ab := []string{"a", "b"}
	base := table(ab, []string{"_:x", "_:y"}, []string{"_:y", "<u:1>"}, []string{"", "<u:2>"})
	for _, tt := range []struct {
		name          string
		got, want     resulttest.Table
		ordered, same bool
	}{
		{"itself", base, base, true, true},
		{"other labels", table(ab, []string{"_:p", "_:q"}, []string{"_:q", "<u:1>"}, []string{"", "<u:2>"}), base, true, true},
		{"labels that do not agree", table(ab, []string{"_:p", "_:q"}, []string{"_:p", "<u:1>"}, []string{"", "<u:2>"}), base, false, false},
		{"another order", table(ab, []string{"", "<u:2>"}, []string{"_:y", "<u:1>"}, []string{"_:x", "_:y"}), base, false, true},
		{"another order where it counts", table(ab, []string{"", "<u:2>"}, []string{"_:y", "<u:1>"}, []string{"_:x", "_:y"}), base, true, false},
		{"variables in another order", table([]string{"b", "a"}, []string{"_:y", "_:x"}, []string{"<u:1>", "_:y"}, []string{"<u:2>", ""}), base, true, true},
		{"a row more", table(ab, base.Rows[0], base.Rows[1], base.Rows[2], base.Rows[2]), base, false, false},
		{"a row twice in place of another", table(ab, base.Rows[1], base.Rows[1], base.Rows[2]), base, false, false},
		{"another variable", table([]string{"a", "c"}), table(ab), false, false},
		{"labels within triple terms", table([]string{"a"}, []string{"<<( _:x <u:p> _:x )>>"}), table([]string{"a"}, []string{"<<( _:y <u:p> _:z )>>"}), false, false},
		{"true and false", resulttest.Bool(true), resulttest.Bool(false), false, false},
		{"true and true", resulttest.Bool(true), resulttest.Bool(true), false, true},
		{"a boolean and rows", resulttest.Bool(true), base, false, false},
	} {
		if d := resulttest.Diff(tt.got, tt.want, tt.ordered); (d == "") != tt.same {
			t.Errorf("%s: %q, want same = %v", tt.name, d, tt.same)
		}
	}
}

func TestFromRDFRefuses(t *testing.T) {
	const rs = "<http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
	set := graphtest.Statement{S: "_:s", P: "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", O: rs + "ResultSet>"}
	for _, list := range [][]graphtest.Statement{
		nil,
		{set, {S: "_:s", P: rs + "solution>", O: "_:r"}, {S: "_:r", P: rs + "binding>", O: "_:b"}},
		{set, {S: "_:s", P: rs + "solution>", O: "_:r"}, {S: "_:r", P: rs + "binding>", O: "_:b"}, {S: "_:b", P: rs + "variable>", O: `"x"`}, {S: "_:b", P: rs + "value>", O: `"y"`}},
	} {
		if got, err := resulttest.FromRDF(list); err == nil {
			t.Errorf("%v: %v, want an error", list, got)
		}
	}
}
