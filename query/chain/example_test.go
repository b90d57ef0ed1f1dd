package chain_test

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

func ExampleFewest() {
	ctx := context.Background()
	g, err := querytest.ParseShort(`
		actor:ana schema:name "Ana Reis"
		actor:bo schema:name "Bo Lind"
		actor:cem schema:name "Cem Kaya"
		meeting:1 schema:attendee actor:ana
		meeting:1 schema:attendee actor:bo
		meeting:2 schema:attendee actor:bo
		meeting:2 schema:attendee actor:cem
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
	from, err := r.Resolve(ctx, "reis", relation.ResolveOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	to, err := r.Resolve(ctx, "kaya", relation.ResolveOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := chain.Fewest(ctx, r, from.ID, to.ID, chain.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range result.Steps {
		fmt.Println(s.Hop, s.From.Label, "–", s.To.Label)
	}
	// Output:
	// 1 Ana Reis – Bo Lind
	// 2 Bo Lind – Cem Kaya
}
