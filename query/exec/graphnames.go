package exec

import (
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// graphNames yields the named graphs that hold a statement. In GSPO the rows of
// a graph stand together: where the scanner can seek it leaps to the next graph,
// else the rows between are read.
type graphNames struct {
	run     *run
	node    *plan.GraphNames
	scanner graph.Scanner
	batch   graph.Batch
	pos     int // in batch
	last    graph.ID
	col     []graph.ID
	done    bool
}

func newGraphNames(r *run, n *plan.GraphNames) *graphNames {
	return &graphNames{run: r, node: n, last: graph.DefaultGraph}
}

func (g *graphNames) next(ctx context.Context, b *Batch) error {
	b.reset()
	g.col = g.col[:0]
	for len(g.col) < BatchRows && !g.done {
		name, err := g.following(ctx)
		if err != nil {
			return err
		}
		if g.done = name == graph.None; g.done {
			break
		}
		if _, ok := slices.BinarySearch(g.node.Set, name); ok || g.node.Set == nil {
			g.col = append(g.col, name)
		}
	}
	b.N = len(g.col)
	if g.node.Slot != plan.NoSlot {
		b.Cols[g.node.Slot] = g.col
	}
	return nil
}

// following is the first graph name after the last one, None at the end.
func (g *graphNames) following(ctx context.Context) (graph.ID, error) {
	if g.scanner == nil {
		sc, err := g.run.ds.Scan(ctx, graph.Scan{Order: graph.GSPO, Columns: graph.ColG})
		if err != nil {
			return graph.None, fmt.Errorf("scan graph names: %w", err)
		}
		g.scanner = sc
		if err := g.leap(ctx); err != nil {
			return graph.None, err
		}
	}
	for {
		col := g.batch.Cols[graph.G]
		g.pos += gallop(col[g.pos:g.batch.N], g.last+1)
		if g.pos < g.batch.N {
			g.last = col[g.pos]
			return g.last, nil
		}
		if g.batch.N > 0 { // a whole batch of one graph: it may be a large one
			if err := g.leap(ctx); err != nil {
				return graph.None, err
			}
		}
		g.pos = 0
		if err := g.scanner.Next(ctx, &g.batch); err != nil || g.batch.N == 0 {
			return graph.None, err
		}
	}
}

// leap skips the rest of the last graph, if the scanner can.
func (g *graphNames) leap(ctx context.Context) error {
	seeker, ok := g.scanner.(graph.Seeker)
	if !ok {
		return nil
	}
	all := graph.Quad{graph.MaxID, graph.MaxID, graph.MaxID, graph.MaxID}
	return seeker.Seek(ctx, graph.Quad{graph.G: g.last + 1}, all)
}

func (g *graphNames) close() error {
	if g.scanner == nil {
		return nil
	}
	return g.scanner.Close()
}

// gallop returns the number of leading IDs of a rising column that are less than
// id: steps that double, then a binary search.
func gallop(col []graph.ID, id graph.ID) int {
	if len(col) == 0 || col[0] >= id {
		return 0
	}
	lo, step := 0, 1 // col[lo] < id
	for lo+step < len(col) && col[lo+step] < id {
		lo += step
		step *= 2
	}
	hi := min(lo+step, len(col)) // col[hi] >= id, or the end
	for lo+1 < hi {
		if mid := int(uint(lo+hi) / 2); col[mid] < id {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}
