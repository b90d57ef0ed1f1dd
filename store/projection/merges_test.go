package projection_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/kv"
	"github.com/chancery-graph/chancery/store/projection"
)

// TestMergesBesideEvents appends events whose rows become runs at once, while merges in
// the background replace and delete runs: what an event looks up in them must stay.
func TestMergesBesideEvents(t *testing.T) {
	events := 400
	if testing.Short() {
		events = 100
	}
	ctx := t.Context()
	db, err := kv.Open(t.TempDir(), kv.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	p, err := projection.Open(ctx, db, projection.Options{BufferRows: 5, RecentRows: 1})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	held := map[int]bool{}
	for seq := graph.Seq(1); seq <= graph.Seq(events); seq++ {
		s, err := p.Begin(ctx, seq)
		if err != nil {
			t.Fatalf("event %d: %v", seq, err)
		}
		after := map[int]bool{}
		var b graph.PatchBatch
		for range 30 {
			n := rng.IntN(60)
			op := graph.Add
			if rng.IntN(3) == 0 {
				op = graph.Delete
			}
			after[n] = op == graph.Add
			b.Changes = append(b.Changes, graph.Change{Op: op, S: fmt.Appendf(nil, "<s:%d>", n), P: []byte("<p:p>"), O: []byte("<o:o>")})
		}
		if err := s.Add(ctx, &b); err != nil {
			t.Fatalf("event %d: %v", seq, err)
		}
		var want projection.Result
		for n, there := range after {
			switch {
			case there && !held[n]:
				want.Added++
			case !there && held[n]:
				want.Removed++
			}
			held[n] = there
		}
		got, err := s.Commit(ctx, graph.Digest{byte(seq)})
		if err != nil {
			t.Fatalf("event %d: %v", seq, err)
		}
		if got != want {
			t.Fatalf("event %d changed %+v, want %+v", seq, got, want)
		}
	}
	if err := p.Close(ctx); err != nil {
		t.Fatal(err)
	}
}
