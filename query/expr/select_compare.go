package expr

import (
	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// slotComparison compares two variables, by their IDs where those decide.
type slotComparison struct {
	op          algebra.Operator
	left, right int
}

// variableOf returns the variable of an expression that is in a slot.
func variableOf(e algebra.Expr, slot int, slots func(algebra.Var) (int, bool)) algebra.Var {
	var found algebra.Var
	visit(e, func(v algebra.Var) {
		if s, ok := slots(v); ok && s == slot {
			found = v
		}
	})
	return found
}

// visit calls f for every variable of an expression.
func visit(e algebra.Expr, f func(algebra.Var)) {
	switch e := e.(type) {
	case algebra.Var:
		f(e)
	case *algebra.Unary:
		visit(e.X, f)
	case *algebra.Binary:
		visit(e.Left, f)
		visit(e.Right, f)
	case *algebra.In:
		visit(e.X, f)
		for _, x := range e.List {
			visit(x, f)
		}
	case *algebra.Call:
		for _, x := range e.Args {
			visit(x, f)
		}
	}
}

// slotsCompared returns the comparison that an expression of two slots is, nil
// if it is another.
func slotsCompared(e algebra.Expr, root *compiled) *slotComparison {
	b, ok := e.(*algebra.Binary)
	if !ok {
		return nil
	}
	_, leftOK := b.Left.(algebra.Var)
	_, rightOK := b.Right.(algebra.Var)
	if !leftOK || !rightOK || root.compared == nil {
		return nil
	}
	return &slotComparison{b.Op, root.compared[0].slot, root.compared[1].slot}
}

// selectCompared compares the IDs of two columns.
func (k *conjunct) selectCompared(m *machine, n int, sel, dst []int32) []int32 {
	left, right := slotNode{slot: k.compare.left}, slotNode{slot: k.compare.right}
	fetched := false
	each(n, sel, func(row int) bool {
		l, r := left.id(m, row), right.id(m, row)
		t, ok := compareIDs(k.compare.op, l, r)
		if !ok && l.Tag() == graph.TagLiteral && r.Tag() == graph.TagLiteral {
			t, ok = k.compareStrings(m, l, r)
		}
		if !ok {
			if !fetched {
				fetched = true
				m.prefetchSlots(k.slots, n, sel)
			}
			m.begin()
			t = k.test(m, row)
		}
		if t == isTrue {
			dst = append(dst, int32(row))
		}
		return m.err == nil
	})
	return dst
}

// compareStrings compares two literals of the dictionary with = or != by their
// IDs, which decide for strings; ok is false for others.
func (k *conjunct) compareStrings(m *machine, l, r graph.ID) (t truth, ok bool) {
	op := k.compare.op
	if op != algebra.Equal && op != algebra.NotEqual || !m.isStringID(l) || l != r && !m.isStringID(r) {
		return failed, false
	}
	return truthOf((l == r) == (op == algebra.Equal)), true
}

// isStringID tells whether a literal of the dictionary is a string, with or
// without a language tag.
func (m *machine) isStringID(id graph.ID) bool {
	known := &m.c.strings
	if is, ok := known.get(id); ok {
		return is != graph.None
	}
	text := m.term(id)
	_, datatype, _ := graph.LiteralParts(text)
	is := text != nil && datatype == nil
	if m.err == nil {
		result := graph.None
		if is {
			result = graph.BooleanID(true)
		}
		known.put(id, result)
	}
	return is
}

// compareIDs compares two terms by their IDs; ok is false where those do not
// decide.
func compareIDs(op algebra.Operator, l, r graph.ID) (t truth, ok bool) {
	lt, rt := l.Tag(), r.Tag()
	if lt == graph.TagSpecial || rt == graph.TagSpecial {
		return failed, true
	}
	isEquality := op == algebra.Equal || op == algebra.NotEqual
	if isEquality && (!l.IsLiteral() || !r.IsLiteral()) {
		if l.IsTriple() && r.IsTriple() {
			return failed, false
		}
		return truthOf((l == r) == (op == algebra.Equal)), true
	}
	x, y, ok := comparableKeys(l, r)
	if !ok {
		return failed, false
	}
	switch op {
	case algebra.Equal:
		return truthOf(x == y), true
	case algebra.NotEqual:
		return truthOf(x != y), true
	case algebra.Less:
		return truthOf(x < y), true
	case algebra.Greater:
		return truthOf(x > y), true
	case algebra.LessEqual:
		return truthOf(x <= y), true
	}
	return truthOf(x >= y), true
}

// comparableKeys returns numbers that stand to each other as the values of two
// inlined IDs do; ok is false for IDs whose values have no such numbers.
func comparableKeys(l, r graph.ID) (x, y uint64, ok bool) {
	if l.Tag() != r.Tag() {
		return 0, 0, false
	}
	switch l.Tag() {
	case graph.TagInteger, graph.TagString, graph.TagBoolean:
		return uint64(l), uint64(r), true // one text per value, in the order of the values
	case graph.TagDecimal:
		return millionthsKey(l), millionthsKey(r), true
	case graph.TagDate:
		x, y = dateKey(l), dateKey(r)
	case graph.TagDateTime:
		x, y = dateTimeKey(l), dateTimeKey(r)
	default:
		return 0, 0, false
	}
	return x, y, x&1 == y&1 // both with a zone, or both without
}
