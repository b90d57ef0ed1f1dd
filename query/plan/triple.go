package plan

import (
	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// triple translates a triple pattern to a scan. A triple term with variables in
// it is a variable of its own, which is then taken apart.
func (p *planner) triple(t algebra.Triple, e env) op {
	b := &tripleBuilder{p: p, e: e}
	s := b.term(t.S)
	pr := b.term(t.P)
	o := b.term(t.O)
	scan := p.scan(s, pr, o, e.graph)
	if b.missing {
		return newEmpty(scan.possible().union(b.slots))
	}
	return b.takeApart(scan)
}

// scan makes a scan of the active graph.
func (p *planner) scan(s, pr, o Term, g activeGraph) op {
	slots := setOf(s.Slot, pr.Slot, o.Slot)
	if g.mode == GraphEach {
		slots = slots.with(g.slot)
	}
	if g.none {
		return newEmpty(slots)
	}
	return &scanOp{sets: sets{slots, slots}, s: s, p: pr, o: o, graph: g}
}

// tripleBuilder translates the places of one triple pattern.
type tripleBuilder struct {
	p       *planner
	e       env
	missing bool // a constant is in no statement
	slots   slotSet
	nested  []nestedTriple
}

// nestedTriple is a triple term in a pattern and the slot of its value.
type nestedTriple struct {
	slot   Slot
	triple algebra.Triple
}

func (b *tripleBuilder) term(n algebra.Node) Term {
	switch {
	case n.IsVar():
		return Term{Slot: b.p.slot(b.e.scope, n.Var)}
	case n.Triple != nil:
		slot := b.p.newSlot("")
		b.nested = append(b.nested, nestedTriple{slot, *n.Triple})
		eachVar(*n.Triple, func(v algebra.Var) { b.slots = b.slots.with(b.p.slot(b.e.scope, v)) })
		return Term{Slot: slot}
	}
	id, ok := b.p.lookup(n.Term)
	if !ok {
		b.missing = true
	}
	return Term{ID: id, Slot: NoSlot}
}

// takeApart binds the variables in triple terms to the parts of their values.
func (b *tripleBuilder) takeApart(in op) op {
	if len(b.nested) == 0 || isEmpty(in) {
		if isEmpty(in) {
			return newEmpty(in.possible().union(b.slots))
		}
		return in
	}
	keep := in.possible().union(b.slots)
	if scan, ok := in.(*scanOp); ok {
		for _, n := range b.nested {
			if scan.o.Slot == n.slot {
				scan.object = graph.Range{Lo: graph.MakeID(graph.TagTriple, 0), Hi: graph.MakeID(graph.TagTriple, graph.MaxID.Payload())}
			}
			keep = keep.without(setOf(n.slot))
		}
	}
	for len(b.nested) > 0 {
		n := b.nested[0]
		b.nested = b.nested[1:]
		label := b.p.labels[n.slot]
		in = newFilter(in, cond{&algebra.Call{Name: "ISTRIPLE", Args: []algebra.Expr{label}}, setOf(n.slot)})
		for i, part := range []algebra.Node{n.triple.S, n.triple.P, n.triple.O} {
			in = b.part(in, &algebra.Call{Name: partNames[i], Args: []algebra.Expr{label}}, setOf(n.slot), part)
		}
	}
	return newProject(in, keep)
}

var partNames = [3]string{"SUBJECT", "PREDICATE", "OBJECT"}

// part makes one part of a triple term agree with the pattern.
func (b *tripleBuilder) part(in op, value algebra.Expr, vars slotSet, n algebra.Node) op {
	same := func(x algebra.Expr, more slotSet) op {
		call := &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{value, x}}
		return newFilter(in, cond{call, vars.union(more)})
	}
	switch {
	case n.IsVar():
		slot := b.p.slot(b.e.scope, n.Var)
		if in.possible().has(slot) {
			return same(b.p.labels[slot], setOf(slot))
		}
		return newExtend(in, slot, value, vars, true)
	case n.Triple != nil:
		slot := b.p.newSlot("")
		b.nested = append(b.nested, nestedTriple{slot, *n.Triple})
		return newExtend(in, slot, value, vars, true)
	}
	return same(algebra.Const{Term: n.Term}, nil)
}
