package chain_test

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

func ExampleNetwork_Find() {
	ctx := context.Background()
	g, err := querytest.ParseShort(`
		actor:ana schema:name "Ana Reis"
		actor:bo schema:name "Bo Lind"
		actor:cem schema:name "Cem Kaya"
		meeting:1 schema:attendee actor:ana
		meeting:1 schema:attendee actor:bo
		meeting:1 schema:startDate "1938-09-15"^^xsd:date
		meeting:2 schema:attendee actor:bo
		meeting:2 schema:attendee actor:cem
		meeting:2 schema:startDate "1938-09-17"^^xsd:date
		meeting:3 schema:attendee actor:ana
		meeting:3 schema:attendee actor:cem
		meeting:3 chy:status chy:Planned
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
	network, err := chain.Build(ctx, r)
	if err != nil {
		fmt.Println(err)
		return
	}
	var ends [2][]graph.ID
	for i, name := range []string{"reis", "kaya"} {
		e, err := r.Resolve(ctx, name, relation.ResolveOptions{})
		if err != nil {
			fmt.Println(err)
			return
		}
		ends[i] = []graph.ID{e.ID}
	}
	result, err := network.Find(ctx, r, ends[0], ends[1], chain.Options{Mode: chain.Earliest})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range result.Chains[0].Steps {
		fmt.Println(s.Date, s.FromLabel, "–", s.ToLabel)
	}
	fmt.Println(result.DurationDays, "days")
	// Output:
	// 1938-09-15 Ana Reis – Bo Lind
	// 1938-09-17 Bo Lind – Cem Kaya
	// 2 days
}
