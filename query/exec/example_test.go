package exec_test

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
	"github.com/chancery-graph/chancery/query/plan"
)

// A plan that scans one predicate, run over quads in memory.
func ExampleRun() {
	b := memory.NewBuilder()
	b.Add([]byte("<urn:anna>"), []byte("<urn:met>"), []byte("<urn:ben>"), nil)
	b.Add([]byte("<urn:anna>"), []byte("<urn:met>"), []byte("<urn:cora>"), nil)
	b.Add([]byte("<urn:anna>"), []byte("<urn:born>"), []byte(`"1990"`), nil)
	ds, ctx := b.Dataset(), context.Background()

	terms := exec.NewTerms(ds)
	met, err := terms.Intern([]byte("<urn:met>"))
	if err != nil {
		fmt.Println(err)
		return
	}
	none := plan.Term{Slot: plan.NoSlot}
	p := &plan.Plan{
		Root: &plan.Scan{
			Header: plan.Header{Slots: []plan.Slot{0, 1}},
			S:      plan.Term{Slot: 0}, P: plan.Term{ID: met, Slot: plan.NoSlot}, O: plan.Term{Slot: 1}, G: none,
			Graphs: plan.GraphUnion, Order: graph.PSOG,
		},
		Vars: []algebra.Var{"who", "whom"}, Out: []plan.Slot{0, 1}, Terms: terms,
	}
	c, err := exec.Run(ctx, p, ds, exec.Options{MaxMemory: 64 << 20})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.Close()
	batch := exec.NewBatch(c.Slots())
	for {
		if err := c.Next(ctx, batch); err != nil {
			fmt.Println(err)
			return
		}
		if batch.Len() == 0 {
			return
		}
		cols, err := c.Decode(ctx, batch)
		if err != nil {
			fmt.Println(err)
			return
		}
		for i := range batch.Len() {
			fmt.Printf("%s met %s\n", cols[0][i], cols[1][i])
		}
	}
	// Output:
	// <urn:anna> met <urn:ben>
	// <urn:anna> met <urn:cora>
}
