package plan

import (
	"fmt"
	"math"
	"sort"

	"github.com/chancery-graph/chancery/graph"
)

// readStats reads the statistics of predicates once per plan.
func (p *planner) readStats() error {
	list, err := p.stats.Predicates(p.ctx)
	if err != nil {
		return fmt.Errorf("read statistics: %w", err)
	}
	p.predicates = list
	most := 0.0
	for _, s := range list {
		p.total += float64(s.Rows)
		most = max(most, float64(s.Subjects))
	}
	// Most subjects have the commonest predicate (rdf:type, a name).
	p.subjects = max(1, 1.2*most)
	return nil
}

// predicate returns the statistics of one predicate.
func (p *planner) predicate(id graph.ID) (graph.PredicateStats, bool) {
	i := sort.Search(len(p.predicates), func(i int) bool { return p.predicates[i].Predicate >= id })
	if i < len(p.predicates) && p.predicates[i].Predicate == id {
		return p.predicates[i], true
	}
	return graph.PredicateStats{Predicate: id}, false
}

// count is the number of statements that match: for all and for those of a
// predicate from the statistics, else from the store's indexes.
func (p *planner) count(q graph.Pattern) float64 {
	switch {
	case q == graph.Pattern{}:
		return p.total
	case q == graph.Pattern{P: q.P}:
		s, _ := p.predicate(q.P)
		return float64(s.Rows)
	}
	return p.exact(q)
}

// exact counts by the store's indexes.
func (p *planner) exact(q graph.Pattern) float64 {
	if n, ok := p.counts[q]; ok {
		return n
	}
	n, err := p.stats.Count(p.ctx, q)
	if err != nil {
		p.fail(fmt.Errorf("count statements: %w", err))
	}
	p.counts[q] = float64(n)
	return float64(n)
}

// estimate is what the planner thinks of an operator's solutions: how many, and
// per slot how many distinct values.
type estimate struct {
	rows   float64
	values map[Slot]float64
}

// of is the number of distinct values of a slot, at least 1.
func (e *estimate) of(s Slot) float64 {
	if v, ok := e.values[s]; ok {
		return max(1, min(v, e.rows))
	}
	return max(1, e.rows)
}

// scaled is the estimate with other rows: distinct values shrink as balls drawn
// from an urn do.
func (e *estimate) scaled(rows float64) *estimate {
	n := &estimate{rows: rows, values: make(map[Slot]float64, len(e.values))}
	for s, v := range e.values {
		n.values[s] = drawn(v, e.rows, rows)
	}
	return n
}

// drawn is how many of v values that n rows have are seen in m of them.
func drawn(v, n, m float64) float64 {
	if m >= n || n <= 0 || v <= 0 {
		return min(v, max(m, 0))
	}
	return min(m, v*(1-math.Pow(1-m/n, n/v)))
}

// scanPattern is the pattern of all constants of a scan.
func scanPattern(o *scanOp) graph.Pattern {
	q := graph.Pattern{S: o.s.ID, P: o.p.ID, O: o.o.ID}
	if o.o.ID == graph.None {
		q.Object = o.object
	}
	q.G = singleGraph(o.graph)
	return q
}

// singleGraph is the graph that a scan reads if it is only one.
func singleGraph(g activeGraph) graph.ID {
	switch {
	case g.mode == GraphDefault:
		return graph.DefaultGraph
	case g.mode == GraphSet && len(g.set) == 1:
		return g.set[0]
	case g.mode == GraphEach && len(g.set) == 1:
		return g.set[0]
	}
	return graph.None
}

// estimateScan counts exactly where the store can; distinct values come from the
// statistics of the predicate.
func (p *planner) estimateScan(o *scanOp) *estimate {
	q := scanPattern(o)
	e := &estimate{rows: p.count(q), values: map[Slot]float64{}}
	if g := o.graph; g.mode == GraphSet && len(g.set) > 1 && len(g.set) <= 8 {
		e.rows = 0
		for _, id := range g.set {
			q.G = id
			e.rows += p.count(q)
		}
	}
	subjects, objects, rows := p.subjects, max(1, 0.5*p.total), p.total
	if o.p.ID != graph.None {
		st, _ := p.predicate(o.p.ID)
		subjects, objects, rows = float64(st.Subjects), float64(st.Objects), float64(st.Rows)
	}
	seen := map[Slot]bool{}
	put := func(t Term, v float64) {
		if t.Slot == NoSlot {
			return
		}
		if seen[t.Slot] { // the same variable twice
			e.rows = min(e.rows, max(1, e.rows/max(1, min(e.values[t.Slot], v))))
		}
		seen[t.Slot] = true
		e.values[t.Slot] = max(1, min(v, e.rows))
	}
	if o.o.ID != graph.None {
		put(o.s, e.rows)
	} else {
		put(o.s, drawn(subjects, rows, e.rows))
	}
	put(o.p, float64(len(p.predicates)))
	if o.s.ID != graph.None {
		put(o.o, e.rows)
	} else {
		put(o.o, drawn(objects, rows, e.rows))
	}
	if o.graph.mode == GraphEach {
		n := math.Pow(e.rows, 0.8)
		if o.graph.set != nil {
			n = min(n, float64(len(o.graph.set)))
		}
		put(Term{Slot: o.graph.slot}, n)
	}
	return e
}

// estimatePath guesses: a search from one end reaches some dozens of terms.
func (p *planner) estimatePath(o *pathOp) *estimate {
	const reach = 16
	steps := 0.0
	for _, edges := range o.path.Edges {
		for _, edge := range edges {
			if edge.Predicate != graph.None {
				st, _ := p.predicate(edge.Predicate)
				steps += float64(st.Rows)
			} else {
				steps += p.total
			}
		}
	}
	if o.path.Empty {
		steps += p.subjects
	}
	e := &estimate{values: map[Slot]float64{}}
	switch {
	case o.s.Slot == NoSlot && o.o.Slot == NoSlot:
		e.rows = 1
	case o.s.Slot == NoSlot || o.o.Slot == NoSlot:
		e.rows = min(steps+1, reach)
	default:
		e.rows = steps*reach + 1
		ends := max(1, steps/2)
		e.values[o.s.Slot], e.values[o.o.Slot] = ends, ends
	}
	if o.in != nil {
		e.rows = min(e.rows, reach)
	}
	return e
}
