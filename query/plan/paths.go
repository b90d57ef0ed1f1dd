package plan

import (
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// pathPattern translates a property path (SPARQL 1.1 §9.3, §18.4). Sequences,
// alternatives, inverses and negated sets become joins, unions and scans, which
// keep duplicates as the specification has them; what is a set there (?, +, *)
// is a search along an automaton.
func (p *planner) pathPattern(o *algebra.PathPattern, e env) op {
	b := &tripleBuilder{p: p, e: e}
	s, end := b.term(o.S), b.term(o.O)
	if len(b.nested) > 0 || b.missing {
		// A constant that the data does not have may still match itself.
		s, end = p.pathEnd(o.S, s), p.pathEnd(o.O, end)
	}
	in := p.path(o.Path, s, end, e)
	return b.takeApart(in)
}

// pathEnd gives the ID of a constant end whether the data has it or not.
func (p *planner) pathEnd(n algebra.Node, t Term) Term {
	if n.Term != "" {
		t.ID = p.intern(n.Term)
	}
	return t
}

func (p *planner) path(path algebra.Path, s, o Term, e env) op {
	switch path := path.(type) {
	case *algebra.PathIRI:
		return p.step(path.IRI, s, o, e)
	case *algebra.PathInverse:
		return p.path(path.In, o, s, e)
	case *algebra.PathSequence:
		mid := p.newSlot("")
		between := Term{Slot: mid}
		in := newJoin(p.path(path.Left, s, between, e), p.path(path.Right, between, o, e))
		return newProject(in, in.possible().without(setOf(mid)))
	case *algebra.PathAlternative:
		return newUnion(p.path(path.Left, s, o, e), p.path(path.Right, s, o, e))
	case *algebra.PathNegated:
		return p.negated(path, s, o, e)
	}
	return p.search(path, s, o, e)
}

// step is a scan along one predicate.
func (p *planner) step(iri string, s, o Term, e env) op {
	id, ok := p.lookup(iri)
	if !ok || s.ID.IsLocal() || o.ID.IsLocal() {
		return newEmpty(p.scan(s, Term{Slot: NoSlot}, o, e.graph).possible())
	}
	return p.scan(s, Term{ID: id, Slot: NoSlot}, o, e.graph)
}

// negated is a scan of any predicate but some, each way that the set has: a nil
// list is no step in that direction.
func (p *planner) negated(path *algebra.PathNegated, s, o Term, e env) op {
	var in []op
	if path.Forward != nil {
		in = append(in, p.except(path.Forward, s, o, e))
	}
	if path.Backward != nil {
		in = append(in, p.except(path.Backward, o, s, e))
	}
	return newUnion(in...)
}

func (p *planner) except(iris []string, s, o Term, e env) op {
	slot := p.newSlot("")
	in := p.scan(s, Term{Slot: slot}, o, e.graph)
	if s.ID.IsLocal() || o.ID.IsLocal() || isEmpty(in) {
		return newEmpty(in.possible().without(setOf(slot)))
	}
	iris = slices.Sorted(slices.Values(iris))
	for _, iri := range slices.Compact(iris) {
		if _, ok := p.lookup(iri); !ok {
			continue
		}
		same := &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{p.labels[slot], algebra.Const{Term: iri}}}
		in = newFilter(in, cond{&algebra.Unary{Op: algebra.Not, X: same}, setOf(slot)})
	}
	return newProject(in, in.possible().without(setOf(slot)))
}

// search makes a path that needs one.
func (p *planner) search(path algebra.Path, s, o Term, e env) op {
	a := p.automaton(path)
	slots := setOf(s.Slot, o.Slot)
	if e.graph.mode == GraphEach {
		slots = slots.with(e.graph.slot)
	}
	if e.graph.none && (e.graph.mode == GraphEach || !a.Empty || s.Slot != NoSlot && o.Slot != NoSlot) {
		return newEmpty(slots)
	}
	return &pathOp{sets: sets{slots, slots}, s: s, o: o, path: a, graph: e.graph}
}

// automaton builds the path's automaton (Glushkov's construction has no empty
// edges: one state per step of the path and one before all).
func (p *planner) automaton(path algebra.Path) *Automaton {
	b := &automatonBuilder{p: p, edges: []Edge{{}}}
	whole := b.build(path, false)
	n := len(b.edges)
	a := &Automaton{States: n, Accept: make([]bool, n), Edges: make([][]Edge, n), Empty: whole.empty}
	link := func(from int, to []int) {
		for _, t := range to {
			if edge := b.edges[t]; !b.dead[t] {
				edge.To = t
				a.Edges[from] = append(a.Edges[from], edge)
			}
		}
	}
	link(0, whole.first)
	for state, next := range b.follow {
		link(state, slices.Compact(slices.Sorted(slices.Values(next))))
	}
	for _, state := range whole.last {
		a.Accept[state] = true
	}
	a.Accept[0] = whole.empty
	return a
}

// automatonBuilder numbers the steps of a path from 1.
type automatonBuilder struct {
	p      *planner
	edges  []Edge // by step: how the step is entered
	dead   map[int]bool
	follow map[int][]int
}

// fragment is what Glushkov's construction knows of a part of a path: the steps
// that can come first and last, and whether it can be empty.
type fragment struct {
	first, last []int
	empty       bool
}

func (b *automatonBuilder) build(path algebra.Path, back bool) fragment {
	switch path := path.(type) {
	case *algebra.PathIRI:
		id, ok := b.p.lookup(path.IRI)
		return b.leaf(Edge{Predicate: id, Backward: back}, !ok)
	case *algebra.PathInverse:
		return b.build(path.In, !back)
	case *algebra.PathSequence:
		left, right := path.Left, path.Right
		if back {
			left, right = right, left
		}
		return b.sequence(b.build(left, back), b.build(right, back))
	case *algebra.PathAlternative:
		return either(b.build(path.Left, back), b.build(path.Right, back))
	case *algebra.PathZeroOrOne:
		f := b.build(path.In, back)
		f.empty = true
		return f
	case *algebra.PathZeroOrMore:
		f := b.repeat(b.build(path.In, back))
		f.empty = true
		return f
	case *algebra.PathOneOrMore:
		return b.repeat(b.build(path.In, back))
	case *algebra.PathNegated:
		var f fragment
		if path.Forward != nil {
			f = b.leaf(Edge{Except: b.ids(path.Forward), Backward: back}, false)
		}
		if path.Backward != nil {
			f = either(f, b.leaf(Edge{Except: b.ids(path.Backward), Backward: !back}, false))
		}
		return f
	}
	panic("plan: unknown kind of path")
}

func (b *automatonBuilder) leaf(e Edge, dead bool) fragment {
	n := len(b.edges)
	b.edges = append(b.edges, e)
	if dead { // no statement has the predicate
		if b.dead == nil {
			b.dead = map[int]bool{}
		}
		b.dead[n] = true
	}
	return fragment{first: []int{n}, last: []int{n}}
}

func (b *automatonBuilder) link(from, to []int) {
	if b.follow == nil {
		b.follow = map[int][]int{}
	}
	for _, f := range from {
		b.follow[f] = append(b.follow[f], to...)
	}
}

func (b *automatonBuilder) sequence(l, r fragment) fragment {
	b.link(l.last, r.first)
	f := fragment{first: l.first, last: r.last, empty: l.empty && r.empty}
	if l.empty {
		f.first = slices.Concat(l.first, r.first)
	}
	if r.empty {
		f.last = slices.Concat(l.last, r.last)
	}
	return f
}

func (b *automatonBuilder) repeat(f fragment) fragment {
	b.link(f.last, f.first)
	return f
}

func either(l, r fragment) fragment {
	return fragment{
		first: slices.Concat(l.first, r.first),
		last:  slices.Concat(l.last, r.last),
		empty: l.empty || r.empty,
	}
}

// ids are the predicates of a negated set that the data has, sorted.
func (b *automatonBuilder) ids(iris []string) []graph.ID {
	ids := []graph.ID{}
	for _, iri := range iris {
		if id, ok := b.p.lookup(iri); ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
