package graph_test

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
)

func ExampleAppendTerm() {
	text, err := graph.AppendTerm(nil, quad.LangString{Value: "dit \"l'échange\"\n", Lang: "fr-FR"})
	fmt.Printf("%s %v\n", text, err)
	// Output: "dit \"l'échange\"\n"@fr-fr <nil>
}

func ExampleInline() {
	text := []byte(`"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>`)
	id, ok := graph.Inline(text)
	fmt.Println(id.Tag() == graph.TagDate, ok)
	fmt.Println(string(id.AppendInline(nil)))
	january := graph.DateRange(graph.EpochDay(2026, 1, 1), graph.EpochDay(2026, 1, 31))
	fmt.Println(january.Contains(id))
	// Output:
	// true true
	// "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>
	// true
}
