package sparql_test

import (
	"github.com/chancery-graph/chancery/graph/graphtest"
	"os"
	"testing"

	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/sparql"
)

// checkOps makes sure that what each operator below o writes can stand as a
// group, and that it translates to the operator again, unless it is a part of a
// query that no group is.
func checkOps(t *testing.T, o algebra.Op) {
	t.Helper()
	algebra.Walk(o, func(o algebra.Op) bool {
		q, err := sparql.ParseQuery("ASK "+o.String(), sparql.Options{})
		switch {
		case err != nil:
			t.Errorf("%T %s: %v", o, o, err)
		case isGroup(o) && !sameUpToBlanks(q.In, o):
			t.Errorf("%T\n%s\nbecomes\n%s", o, o, q.In)
		}
		for _, e := range algebra.Exprs(o) {
			algebra.WalkExpr(e, func(e algebra.Expr) bool {
				if x, ok := e.(*algebra.Exists); ok {
					checkOps(t, x.In)
				}
				return true
			})
		}
		return true
	})
}

// isGroup tells whether an operator is the translation of a group.
func isGroup(o algebra.Op) bool {
	switch o := o.(type) {
	case *algebra.Group, *algebra.OrderBy:
		return false
	case *algebra.Slice:
		switch o.In.(type) {
		case *algebra.Project, *algebra.Distinct, *algebra.Reduced:
			return true
		}
		return false
	case *algebra.Extend:
		return isGroup(o.In)
	case *algebra.Filter:
		return isGroup(o.In)
	case *algebra.Join:
		return isGroup(o.Left)
	}
	return true
}

func TestOpString(t *testing.T) {
	for _, text := range seeds[:len(seeds)-2] {
		q, err := sparql.ParseQuery(text, sparql.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkOps(t, q.In)
	}
	root := graphtest.SharedDir(t, "conformance", "rdf-tests", "sparql")
	for _, suite := range []string{"/sparql10/manifest.ttl", "/sparql11/manifest-all.ttl", "/sparql12/manifest.ttl"} {
		for _, e := range readSuite(t, root+suite) {
			text, err := os.ReadFile(e.path)
			if err != nil || e.update {
				continue
			}
			if q, err := sparql.ParseQuery(string(text), sparql.Options{Base: e.base}); err == nil {
				checkOps(t, q.In)
			}
		}
	}
}
