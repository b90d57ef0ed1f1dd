package plan

import (
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/expr"
)

const (
	textTrue  = `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`
	textFalse = `"false"^^<http://www.w3.org/2001/XMLSchema#boolean>`
)

// rewrite improves a logical plan of which the slots of need are wanted.
func (p *planner) rewrite(o op, need slotSet) op {
	if p.has(PushFilters) {
		o = p.push(o, nil)
	}
	if p.has(PruneColumns) {
		o = prune(o, need)
	}
	if p.has(EarlyDistinct) {
		markSets(o, need, false)
	}
	return o
}

// push moves conditions, and those of the filters in o, to the lowest place where
// they mean the same: where each of their variables is bound for certain, or has
// no other place to be bound.
func (p *planner) push(o op, conds []cond) op {
	switch o := o.(type) {
	case *filterOp:
		var stay []cond
		for _, c := range o.conds {
			if deterministic(c.expr) {
				conds = append(conds[:len(conds):len(conds)], c)
			} else {
				stay = append(stay, c)
			}
		}
		return newFilter(p.push(o.in, conds), stay...)
	case *joinOp:
		return p.pushJoin(o.in, append(conds[:len(conds):len(conds)], o.conds...))
	case *scanOp, *pathOp:
		return p.pushJoin([]op{o}, conds)
	case *leftOp:
		return p.pushLeft(o, conds)
	case *minusOp:
		return newMinus(p.push(o.left, conds), p.push(o.right, nil), o.hidden)
	case *semiOp:
		return p.pushSemi(o, conds)
	case *applyOp:
		return p.pushApply(o, conds)
	case *unionOp:
		return mapChildren(o, func(in op) op { return p.push(in, conds) })
	case *extendOp:
		below, above := split(conds, func(c cond) bool { return !c.vars.has(o.slot) })
		return newFilter(mapChildren(o, func(in op) op { return p.push(in, below) }), above...)
	case *groupOp:
		keys := setOf(o.keys...)
		below, above := split(conds, func(c cond) bool { return len(o.keys) > 0 && c.vars.within(keys) })
		return newFilter(mapChildren(o, func(in op) op { return p.push(in, below) }), above...)
	case *projectOp, *distinctOp, *orderOp:
		return mapChildren(o, func(in op) op { return p.push(in, conds) })
	}
	return newFilter(mapChildren(o, func(in op) op { return p.push(in, nil) }), p.fold(o, conds)...)
}

// split parts conditions into those that are as asked and the others.
func split(conds []cond, is func(cond) bool) (yes, no []cond) {
	for _, c := range conds {
		if is(c) {
			yes = append(yes, c)
		} else {
			no = append(no, c)
		}
	}
	return yes, no
}

// settled tells whether a condition means the same on side alone as on the join
// of side and others.
func settled(c cond, side, others sets) bool {
	return c.vars.and(others.may).within(side.must)
}

func setsOf(o op) sets { return sets{o.possible(), o.certain()} }

func (p *planner) pushJoin(in []op, conds []cond) op {
	all := newJoin(in...)
	if isEmpty(all) {
		return all
	}
	conds = p.fold(all, conds)
	if falseAmong(conds) {
		return emptyOf(all)
	}
	in, conds, fixed := p.bindConstants(in, conds)
	below := make([][]cond, len(in))
	var stay []cond
	for _, c := range conds {
		pushed := false
		for i, o := range in {
			var others sets
			for j, other := range in {
				if j != i {
					others.may = others.may.union(other.possible())
				}
			}
			if c.vars.meets(o.possible()) && settled(c, setsOf(o), others) && c.vars.and(all.possible()).within(o.possible()) {
				below[i] = append(below[i], c)
				pushed = true
			}
		}
		if !pushed {
			stay = append(stay, c)
		}
	}
	out := make([]op, len(in))
	for i, o := range in {
		switch o.(type) {
		case *scanOp, *pathOp: // a leaf: the filter stands on it
			out[i] = newFilter(o, below[i]...)
		default:
			out[i] = p.push(o, below[i])
		}
	}
	j := newJoin(out...)
	if isEmpty(j) {
		return emptyOf(all)
	}
	for _, f := range fixed {
		j = newExtend(j, f.slot, f.value, nil, true)
	}
	if k, ok := j.(*joinOp); ok && len(stay) > 0 {
		return &joinOp{sets: k.sets, in: k.in, conds: append(k.conds[:len(k.conds):len(k.conds)], stay...)}
	}
	return newFilter(j, stay...)
}

// bindConstants turns ?x = <iri>, ?x = "string", sameTerm(?x, term) and ?x IN
// (…) of such terms into inline data: for these, equality of values is equality
// of terms (SPARQL 1.1 §17.4.1.7). A single constant, also one of VALUES, takes
// the variable's place in the scans, and is bound above them where nothing else
// binds it.
func (p *planner) bindConstants(in []op, conds []cond) (_ []op, stay []cond, above []fixed) {
	all := newJoin(in...)
	in, given := p.singleRows(in)
	for _, c := range conds {
		label, terms, ok := equalTo(c.expr)
		slot := p.slotOf(label)
		if !ok || slot == NoSlot || !all.certain().has(slot) {
			stay = append(stay, c)
			continue
		}
		g := choiceOf{slot: slot}
		for _, t := range terms {
			if id := p.intern(t); !slices.Contains(g.ids, id) {
				g.ids = append(g.ids, id)
			}
		}
		given = append(given, g)
	}
	for _, g := range given {
		left := len(g.ids) != 1
		for i, o := range in {
			if len(g.ids) == 1 {
				in[i] = withConstant(o, g.slot, g.ids[0])
			}
			left = left || in[i].possible().has(g.slot)
		}
		above = slices.DeleteFunc(above, func(f fixed) bool {
			left = left || f.slot == g.slot // two constants: they must agree
			if f.slot == g.slot {
				in = append(in, newValues([]Slot{f.slot}, [][]graph.ID{{f.id}}))
			}
			return f.slot == g.slot
		})
		if !left {
			above = append(above, fixed{g.slot, g.ids[0], algebra.Const{Term: p.constants[g.ids[0]]}})
			continue
		}
		rows := make([][]graph.ID, len(g.ids))
		for i, id := range g.ids {
			rows[i] = []graph.ID{id}
		}
		in = append(in, newValues([]Slot{g.slot}, rows))
	}
	return in, stay, above
}

// singleRows takes inline data of one whole row out of the inputs, if there are
// others.
func (p *planner) singleRows(in []op) (rest []op, given []choiceOf) {
	for _, o := range in {
		v, ok := o.(*valuesOp)
		if !ok || len(v.rows) != 1 || !v.may.within(v.must) || len(in) == 1 {
			rest = append(rest, o)
			continue
		}
		for i, s := range v.slots {
			given = append(given, choiceOf{s, []graph.ID{v.rows[0][i]}})
		}
	}
	return rest, given
}

// choiceOf is a variable that can have these values only.
type choiceOf struct {
	slot Slot
	ids  []graph.ID
}

// fixed is a variable that can have one value only.
type fixed struct {
	slot  Slot
	id    graph.ID
	value algebra.Expr
}

// equalTo recognises a condition that says which terms a variable may be.
func equalTo(x algebra.Expr) (algebra.Var, []string, bool) {
	pair := func(a, b algebra.Expr, same bool) (algebra.Var, []string, bool) {
		v, isVar := a.(algebra.Var)
		c, isConst := b.(algebra.Const)
		if isVar && isConst && (same || comparesByTerm(c.Term)) {
			return v, []string{c.Term}, true
		}
		return "", nil, false
	}
	either := func(a, b algebra.Expr, same bool) (algebra.Var, []string, bool) {
		if v, t, ok := pair(a, b, same); ok {
			return v, t, ok
		}
		return pair(b, a, same)
	}
	switch x := x.(type) {
	case *algebra.Binary:
		if x.Op == algebra.Equal {
			return either(x.Left, x.Right, false)
		}
	case *algebra.Call:
		if x.Name == "SAMETERM" && len(x.Args) == 2 {
			return either(x.Args[0], x.Args[1], true)
		}
	case *algebra.In:
		v, ok := x.X.(algebra.Var)
		if !ok || x.Not || len(x.List) == 0 {
			return "", nil, false
		}
		var terms []string
		for _, y := range x.List {
			c, ok := y.(algebra.Const)
			if !ok || !comparesByTerm(c.Term) {
				return "", nil, false
			}
			terms = append(terms, c.Term)
		}
		return v, terms, true
	}
	return "", nil, false
}

// comparesByTerm tells whether "=" with the term is true for this term alone:
// IRIs and simple strings.
func comparesByTerm(text string) bool {
	switch graph.TagOf([]byte(text)) {
	case graph.TagIRI:
		return true
	case graph.TagLiteral:
		_, datatype, language := graph.LiteralParts([]byte(text))
		return datatype == nil && language == nil
	}
	return false
}

// withConstant puts a constant in the place of a slot in a scan or a path.
func withConstant(o op, slot Slot, id graph.ID) op {
	if !o.possible().has(slot) {
		return o
	}
	set := func(t Term) Term {
		if t.Slot == slot {
			return Term{ID: id, Slot: NoSlot}
		}
		return t
	}
	rest := o.possible().without(setOf(slot))
	switch o := o.(type) {
	case *scanOp:
		if o.graph.mode == GraphEach && o.graph.slot == slot {
			return o
		}
		if id.IsLocal() {
			return newEmpty(rest)
		}
		n := *o
		if o.o.Slot == slot && !o.object.Contains(id) {
			return newEmpty(rest)
		}
		n.sets = sets{rest, rest}
		n.s, n.p, n.o = set(o.s), set(o.p), set(o.o)
		return &n
	case *filterOp:
		if in := withConstant(o.in, slot, id); isEmpty(in) {
			return newEmpty(rest)
		}
	}
	return o
}

// fold simplifies conditions on what o binds, and drops those that are true.
func (p *planner) fold(o op, conds []cond) []cond {
	var out []cond
	for _, c := range conds {
		c = p.foldBound(o, c)
		if c.vars.empty() && deterministic(c.expr) {
			if t, ok := p.constant(c.expr); ok && t == textTrue {
				continue
			} else if ok && (t == textFalse || t == "") {
				c.expr = algebra.Const{Term: textFalse}
			}
		}
		for _, x := range conjuncts(c.expr) {
			out = append(out, cond{x, p.varsOf(x)})
		}
	}
	return out
}

func falseAmong(conds []cond) bool {
	for _, c := range conds {
		if k, ok := c.expr.(algebra.Const); ok && k.Term == textFalse {
			return true
		}
	}
	return false
}

// varsOf are the slots of an expression of labels.
func (p *planner) varsOf(x algebra.Expr) slotSet {
	var s slotSet
	holds(x, func(y algebra.Expr) bool {
		if v, ok := y.(algebra.Var); ok && v != "" {
			s = s.with(p.byLabel[v])
		}
		return false
	})
	return s
}

// constant evaluates an expression without variables.
func (p *planner) constant(x algebra.Expr) (string, bool) {
	prog, err := p.compile(x, nil)
	if err != nil {
		return "", false // the run will say so
	}
	return prog.Constant()
}

// compile compiles an expression of labels on an input with the given slots.
func (p *planner) compile(x algebra.Expr, visible slotSet) (*expr.Program, error) {
	return expr.Compile(x, func(v algebra.Var) (int, bool) {
		s, ok := p.byLabel[v]
		return int(s), ok && v != "" && visible.has(s)
	}, expr.Options{Functions: p.o.Functions})
}

// foldBound answers BOUND where o decides it.
func (p *planner) foldBound(o op, c cond) cond {
	x := mapExpr(c.expr, func(y algebra.Expr) algebra.Expr {
		call, ok := y.(*algebra.Call)
		if !ok || call.Name != "BOUND" || len(call.Args) != 1 {
			return nil
		}
		v, ok := call.Args[0].(algebra.Var)
		switch s := p.slotOf(v); {
		case !ok:
			return nil
		case s == NoSlot || !o.possible().has(s):
			return algebra.Const{Term: textFalse}
		case o.certain().has(s):
			return algebra.Const{Term: textTrue}
		}
		return y
	})
	return cond{x, p.varsOf(x)}
}
