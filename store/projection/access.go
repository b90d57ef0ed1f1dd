package projection

import "github.com/chancery-graph/chancery/graph"

// access is how a pattern is read from one permutation: the key range that its
// bound leading positions give, and the conditions left to test on each row.
type access struct {
	order  graph.Order
	lo, hi key
	prefix int // bound leading positions, a range on the next one counting as one
	// filters are the conditions on columns beyond the prefix.
	filters []condition
}

// condition restricts a column (in the permutation's order) to a range of IDs.
type condition struct {
	col    int
	lo, hi graph.ID
}

func (c *condition) holds(id graph.ID) bool { return c.lo <= id && id <= c.hi }

// accessBy says how a permutation serves a pattern.
func accessBy(o graph.Order, p *graph.Pattern) access {
	a := access{order: o, hi: maxKey}
	open := false // an earlier column is not bound to one value
	for col, pos := range o.Positions() {
		id := p.At(pos)
		switch {
		case id != graph.None && !open:
			a.lo[col], a.hi[col] = id, id
			a.prefix++
		case id != graph.None:
			a.filters = append(a.filters, condition{col, id, id})
		case pos == graph.O && !p.Object.IsZero() && !open:
			a.lo[col], a.hi[col] = p.Object.Lo, p.Object.Hi
			a.prefix++
			open = true
		case pos == graph.O && !p.Object.IsZero():
			a.filters = append(a.filters, condition{col, p.Object.Lo, p.Object.Hi})
		default:
			open = true
		}
	}
	return a
}

// choose picks the permutation for a pattern: the one asked for, else the one
// whose key range holds the fewest rows, and among equals the one that leaves
// the fewest conditions and comes first in [graph.Orders].
func (v *view) choose(p *graph.Pattern, order graph.Order) (access, error) {
	if order != graph.AnyOrder {
		return accessBy(order, p), nil
	}
	var best access
	var bestRows uint64
	for _, o := range graph.Orders {
		a := accessBy(o, p)
		if best.order != graph.AnyOrder && a.prefix == 0 {
			continue
		}
		if a.prefix > 0 && len(a.filters) == 0 {
			return a, nil
		}
		rows, err := v.rangeRows(&a)
		if err != nil {
			return access{}, err
		}
		if best.order == graph.AnyOrder || best.prefix == 0 || rows < bestRows ||
			rows == bestRows && len(a.filters) < len(best.filters) {
			best, bestRows = a, rows
		}
	}
	return best, nil
}

// rangeRows bounds from above the number of stored rows in the key range, from
// the block indexes alone.
func (v *view) rangeRows(a *access) (uint64, error) {
	var n uint64
	for _, src := range v.sources(a.order) {
		idx, err := src.index()
		if err != nil {
			return 0, err
		}
		for i := idx.seek(&a.lo); i < len(idx.blocks) && !a.hi.less(&idx.blocks[i].first); i++ {
			n += uint64(idx.blocks[i].rows)
		}
	}
	return n, nil
}
