package exec_test

import (
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// naive evaluates plans by their definition, row by row, over all quads.
type naive struct {
	fx *fixture
	n  int // slots
	// params are the values of plan.Param.
	params row
}

func (v *naive) eval(node plan.Node) []row {
	switch n := node.(type) {
	case *plan.Unit:
		return []row{make(row, v.n)}
	case *plan.Empty:
		return nil
	case *plan.Values:
		var out []row
		for _, values := range n.Rows {
			r := make(row, v.n)
			for i, slot := range n.Slots {
				r[slot] = values[i]
			}
			out = append(out, r)
		}
		return out
	case *plan.Param:
		r := make(row, v.n)
		for _, slot := range n.Slots {
			r[slot] = v.params[slot]
		}
		return []row{r}
	case *plan.Scan:
		return v.scan(n)
	case *plan.GraphNames:
		var out []row
		for _, g := range v.fx.names {
			if n.Set == nil || slices.Contains(n.Set, g) {
				r := make(row, v.n)
				r[n.Slot] = g
				out = append(out, r)
			}
		}
		return out
	case *plan.Join:
		return v.join(n)
	case *plan.Leapfrog:
		rows := []row{make(row, v.n)}
		for _, s := range n.Scans {
			rows = v.pairs(rows, v.scan(s))
		}
		return rows
	case *plan.Union:
		var out []row
		for _, in := range n.In {
			out = append(out, v.eval(in)...)
		}
		return out
	}
	return v.evalUnary(node)
}

// evalUnary evaluates plans with one input.
func (v *naive) evalUnary(node plan.Node) []row {
	switch n := node.(type) {
	case *plan.Distinct:
		in := sortedRows(v.eval(n.In))
		return slices.CompactFunc(in, slices.Equal[row])
	case *plan.Project:
		in := v.eval(n.In)
		for _, r := range in {
			for slot := range r {
				if !slices.Contains(n.Slots, plan.Slot(slot)) {
					r[slot] = graph.None
				}
			}
		}
		return in
	case *plan.Sort:
		return v.eval(n.In)
	case *plan.Filter:
		return slices.DeleteFunc(v.eval(n.In), func(r row) bool {
			return slices.ContainsFunc(n.Conds, func(c *plan.Condition) bool { return !holds(c, r) })
		})
	case *plan.Path:
		return v.path(n)
	case *plan.Group:
		return v.group(n)
	}
	panic(fmt.Sprintf("no naive %T", node))
}

func (v *naive) scan(n *plan.Scan) []row {
	var out []row
	seen := map[graph.Quad]bool{}
	for _, q := range v.fx.quads {
		if !v.inGraphs(n.Graphs, n.Set, q[graph.G]) {
			continue
		}
		if n.Graphs != plan.GraphEach {
			q[graph.G] = graph.None
			if seen[q] {
				continue
			}
			seen[q] = true
		}
		r, ok := make(row, v.n), true
		for pos, t := range [4]plan.Term{n.S, n.P, n.O, n.G} {
			switch {
			case pos == int(graph.G) && n.Graphs != plan.GraphEach:
			case t.ID != graph.None:
				ok = ok && q[pos] == t.ID
			case t.Slot != plan.NoSlot:
				ok = ok && (r[t.Slot] == graph.None || r[t.Slot] == q[pos])
				r[t.Slot] = q[pos]
			}
		}
		if n.O.ID == graph.None && !n.Object.Contains(q[graph.O]) {
			ok = false
		}
		if ok {
			for slot := range r {
				if !slices.Contains(n.Slots, plan.Slot(slot)) {
					r[slot] = graph.None
				}
			}
			out = append(out, r)
		}
	}
	return out
}

func (v *naive) inGraphs(mode plan.GraphMode, set []graph.ID, g graph.ID) bool {
	switch mode {
	case plan.GraphDefault:
		return g == graph.DefaultGraph
	case plan.GraphSet:
		return slices.Contains(set, g)
	case plan.GraphEach:
		return g != graph.DefaultGraph && (set == nil || slices.Contains(set, g))
	default:
		return true
	}
}

// merge joins two rows, if they are compatible.
func merge(l, r row) (row, bool) {
	m := slices.Clone(l)
	for slot, id := range r {
		switch {
		case m[slot] == graph.None:
			m[slot] = id
		case id != graph.None && id != m[slot]:
			return nil, false
		}
	}
	return m, true
}

func (v *naive) pairs(left, right []row) []row {
	var out []row
	for _, l := range left {
		for _, r := range right {
			if m, ok := merge(l, r); ok {
				out = append(out, m)
			}
		}
	}
	return out
}

func (v *naive) join(n *plan.Join) []row {
	var out []row
	right := []row(nil)
	each := n.Algorithm == plan.ApplyAlgorithm || n.Algorithm == plan.BindAlgorithm
	if !each {
		right = v.eval(n.Right)
	}
	for _, l := range v.eval(n.Left) {
		if each {
			inner := *v
			inner.params = make(row, v.n)
			copy(inner.params, v.params)
			for _, slot := range n.Keys {
				inner.params[slot] = l[slot]
			}
			right = inner.eval(n.Right)
		}
		found := false
		for _, r := range right {
			m, ok := merge(l, r)
			for _, c := range n.On {
				ok = ok && holds(c, m)
			}
			if n.Kind == plan.MinusJoin && ok {
				ok = false
				for slot := range l {
					ok = ok || l[slot] != graph.None && r[slot] != graph.None
				}
			}
			if !ok {
				continue
			}
			found = true
			if n.Kind == plan.Inner || n.Kind == plan.Left {
				out = append(out, m)
			}
		}
		switch {
		case n.Kind == plan.Left && !found, n.Kind == plan.Semi && found,
			(n.Kind == plan.Anti || n.Kind == plan.MinusJoin) && !found:
			out = append(out, l)
		case n.Kind == plan.Mark:
			l = slices.Clone(l)
			l[n.MarkSlot] = graph.BooleanID(found)
			out = append(out, l)
		}
	}
	return v.only(n, out)
}

// only drops what a join's header leaves out.
func (v *naive) only(n plan.Node, rows []row) []row {
	for _, r := range rows {
		for slot := range r {
			if !slices.Contains(n.Head().Slots, plan.Slot(slot)) {
				r[slot] = graph.None
			}
		}
	}
	return rows
}

// path follows an automaton by its definition.
func (v *naive) path(n *plan.Path) []row {
	var out []row
	for _, r := range v.eval(n.In) {
		graphs := []graph.ID{graph.None}
		if n.Graphs == plan.GraphEach {
			graphs = v.fx.names
			if g := v.value(n.G, r); g != graph.None {
				graphs = []graph.ID{g}
			}
		}
		for _, g := range graphs {
			if g != graph.None && n.Set != nil && !slices.Contains(n.Set, g) {
				continue
			}
			mode, set := n.Graphs, n.Set
			if n.Graphs == plan.GraphEach {
				mode, set = plan.GraphSet, []graph.ID{g}
			}
			out = append(out, v.pathIn(n, r, g, mode, set)...)
		}
	}
	return out
}

func (v *naive) value(t plan.Term, r row) graph.ID {
	if t.ID != graph.None || t.Slot == plan.NoSlot {
		return t.ID
	}
	return r[t.Slot]
}

func (v *naive) pathIn(n *plan.Path, r row, g graph.ID, mode plan.GraphMode, set []graph.ID) []row {
	s, o := v.value(n.S, r), v.value(n.O, r)
	var nodes []graph.ID
	for _, q := range v.fx.quads {
		if v.inGraphs(mode, set, q[graph.G]) {
			nodes = append(nodes, q[graph.S], q[graph.O])
		}
	}
	known := slices.Clone(nodes)
	if s != graph.None {
		nodes = append(nodes, s)
	}
	if o != graph.None {
		nodes = append(nodes, o)
	}
	slices.Sort(nodes)
	nodes = slices.Compact(nodes)
	var out []row
	for _, from := range nodes {
		if s != graph.None && s != from {
			continue
		}
		ends := v.ends(n.Path, from, mode, set)
		bound := s != graph.None || o != graph.None
		if n.Path.Empty && (slices.Contains(known, from) || bound && !n.Known && (s == from || o == from)) {
			ends[from] = true
		}
		for end := range ends {
			if o != graph.None && o != end {
				continue
			}
			m := slices.Clone(r)
			if n.S.ID == graph.None && n.S.Slot != plan.NoSlot {
				m[n.S.Slot] = from
			}
			if n.O.ID == graph.None && n.O.Slot != plan.NoSlot {
				if n.O.Slot == n.S.Slot && n.S.ID == graph.None && from != end {
					continue
				}
				m[n.O.Slot] = end
			}
			if n.Graphs == plan.GraphEach && n.G.ID == graph.None && n.G.Slot != plan.NoSlot {
				m[n.G.Slot] = g
			}
			out = append(out, m)
		}
	}
	return out
}

// ends are the terms that one step or more lead to.
func (v *naive) ends(a *plan.Automaton, from graph.ID, mode plan.GraphMode, set []graph.ID) map[graph.ID]bool {
	type node struct {
		id    graph.ID
		state int
	}
	seen, ends := map[node]bool{}, map[graph.ID]bool{}
	queue := []node{{from, a.Start}}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, e := range a.Edges[at.state] {
			for _, q := range v.fx.quads {
				x, y := q[graph.S], q[graph.O]
				if e.Backward {
					x, y = y, x
				}
				if x != at.id || !v.inGraphs(mode, set, q[graph.G]) {
					continue
				}
				if e.Predicate != graph.None && q[graph.P] != e.Predicate ||
					e.Predicate == graph.None && slices.Contains(e.Except, q[graph.P]) {
					continue
				}
				if a.Accept[e.To] {
					ends[y] = true
				}
				if to := (node{y, e.To}); !seen[to] {
					seen[to] = true
					queue = append(queue, to)
				}
			}
		}
	}
	return ends
}

// describe draws a plan for messages.
func describe(n plan.Node, indent string) string {
	h := n.Head()
	text := fmt.Sprintf("%s%T slots %v maybe %v sorted %v", indent, n, h.Slots, h.Maybe, h.Sorted)
	switch n := n.(type) {
	case *plan.Scan:
		text += fmt.Sprintf(" %v %v %v %v graphs %d %v %v %v", n.S, n.P, n.O, n.G, n.Graphs, n.Set, n.Order, n.Object)
		return text + "\n"
	case *plan.Join:
		text += fmt.Sprintf(" kind %d algorithm %d keys %v loose %v", n.Kind, n.Algorithm, n.Keys, n.Loose)
	case *plan.Values:
		text += fmt.Sprint(" ", n.Rows)
	case *plan.Sort:
		text += fmt.Sprint(" ", n.Keys, n.Limit)
	case *plan.Path:
		text += fmt.Sprintf(" %v %v %v graphs %d %v %+v known %v", n.S, n.O, n.G, n.Graphs, n.Set, *n.Path, n.Known)
	}
	text += "\n"
	for _, in := range n.Inputs() {
		text += describe(in, indent+"  ")
	}
	return text
}
