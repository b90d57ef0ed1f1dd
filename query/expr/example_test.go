package expr_test

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

const integerSuffix = `"^^<http://www.w3.org/2001/XMLSchema#integer>`

// A program evaluates an expression over columns of IDs.
func ExampleProgram_Select() {
	// ?age >= 18
	age := algebra.Var("age")
	filter := &algebra.Binary{Op: algebra.GreaterEqual, Left: age, Right: algebra.Const{Term: `"18` + integerSuffix}}
	program, err := expr.Compile(filter, func(v algebra.Var) (int, bool) { return 0, v == age }, expr.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var ages []graph.ID
	for _, text := range []string{`"42` + integerSuffix, `"7` + integerSuffix, `"18` + integerSuffix} {
		id, _ := graph.Inline([]byte(text))
		ages = append(ages, id)
	}
	c := &expr.Context{Terms: newTerms()}
	rows, err := program.Select(context.Background(), c, [][]graph.ID{ages}, len(ages), nil, nil)
	fmt.Println(rows, err)
	// Output: [0 2] <nil>
}

// Bounds tells a planner which part of a permutation a filter needs.
func ExampleBounds() {
	age := algebra.Var("age")
	filter := &algebra.Binary{Op: algebra.Less, Left: age, Right: algebra.Const{Term: `"18` + integerSuffix}}
	bounds, ok := expr.Bounds(filter, age)
	for _, b := range bounds {
		fmt.Println(b.Lo.Tag(), b.Exact)
	}
	fmt.Println(ok)
	// Output:
	// 4 false
	// 6 true
	// 7 true
	// true
}
