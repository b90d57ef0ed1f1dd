package relation_test

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

func ExampleReader_Met() {
	ctx := context.Background()
	g, err := querytest.ParseShort(`
		GRAPH source:1
		actor:ana schema:name "Ana Reis"
		actor:bo schema:name "Bø Lind"
		call:1 a chy:Call
		call:1 schema:attendee actor:ana
		call:1 schema:attendee actor:bo
		call:1 schema:startDate "2031-05-08"^^xsd:date
	`)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := relation.NewReader(ctx, g, relation.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	bo, err := r.Resolve(ctx, "bo", relation.ResolveOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	met, err := r.Met(ctx, bo.ID, graph.None, relation.Filter{Kinds: []string{"call"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range met.Contacts {
		fmt.Println(c.Date, c.Kind, c.Status, c.Attendees[0].Label, c.Attendees[1].Label)
	}
	// Output: 2031-05-08 call occurred Ana Reis Bø Lind
}
