package exec_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// TestDecodeApart decodes batches of many terms with and without goroutines to help.
func TestDecodeApart(t *testing.T) {
	var quads []string
	for i := range 3000 {
		quads = append(quads, fmt.Sprintf("<n:%d> <p:1> <o:%d>", i, i*7%1000))
	}
	fx := load(t, quads...)
	scan := &plan.Scan{S: plan.Term{Slot: 0}, P: plan.Term{ID: fx.preds[0], Slot: plan.NoSlot}, O: plan.Term{Slot: 1}, G: plan.Term{Slot: plan.NoSlot},
		Order: graph.PSOG, Header: plan.Header{Slots: []plan.Slot{0, 1}}}
	texts := func(parallelism int) []string {
		p := planOf(scan, 2)
		p.Out = []plan.Slot{0, 1}
		c, err := exec.Run(context.Background(), p, fx.ds, exec.Options{Parallelism: parallelism})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		var list []string
		b := exec.NewBatch(2)
		for {
			if err := c.Next(context.Background(), b); err != nil {
				t.Fatal(err)
			}
			if b.Len() == 0 {
				return list
			}
			cols, err := c.Decode(context.Background(), b)
			if err != nil {
				t.Fatal(err)
			}
			for i := range b.Len() {
				list = append(list, string(bytes.Join([][]byte{cols[0][i], cols[1][i]}, []byte(" "))))
			}
		}
	}
	want := texts(1)
	if len(want) != 3000 {
		t.Fatalf("got %d rows, want 3000", len(want))
	}
	for _, parallelism := range []int{2, 3, 8} {
		if got := texts(parallelism); !slices.Equal(got, want) {
			t.Errorf("with %d goroutines the texts differ", parallelism)
		}
	}
}
