package expr

import "github.com/chancery-graph/chancery/graph"

// node is a compiled expression. Its value lives in a register of the machine
// until the node is evaluated again; nodes do not share registers.
type node interface {
	// eval returns the value for a row.
	eval(m *machine, row int) *value
	// test returns the effective boolean value for a row.
	test(m *machine, row int) truth
}

// constNode is a term.
type constNode struct{ reg int }

func (n constNode) eval(m *machine, _ int) *value { return &m.regs[n.reg] }
func (n constNode) test(m *machine, _ int) truth  { return m.regs[n.reg].effective() }

// slotNode is a variable.
type slotNode struct{ reg, slot int }

func (n slotNode) id(m *machine, row int) graph.ID {
	if n.slot >= len(m.cols) {
		return graph.None
	}
	if col := m.cols[n.slot]; col != nil {
		return col[row]
	}
	return graph.None
}

func (n slotNode) eval(m *machine, row int) *value {
	v := &m.regs[n.reg]
	m.load(v, n.id(m, row))
	return v
}

func (n slotNode) test(m *machine, row int) truth { return n.eval(m, row).effective() }

// boolNode has a boolean or an error as its value.
type boolNode struct {
	reg int
	f   func(m *machine, row int) truth
}

func (n *boolNode) test(m *machine, row int) truth { return n.f(m, row) }

func (n *boolNode) eval(m *machine, row int) *value {
	v := &m.regs[n.reg]
	switch n.f(m, row) {
	case isTrue:
		v.setBool(true)
	case isFalse:
		v.setBool(false)
	default:
		v.setNone()
	}
	return v
}

// valueNode has any value, which f sets.
type valueNode struct {
	reg int
	f   func(m *machine, row int, out *value)
}

func (n *valueNode) eval(m *machine, row int) *value {
	v := &m.regs[n.reg]
	n.f(m, row, v)
	return v
}

func (n *valueNode) test(m *machine, row int) truth { return n.eval(m, row).effective() }

// choiceNode is one of its arguments: IF and COALESCE.
type choiceNode struct {
	f func(m *machine, row int) *value
}

func (n *choiceNode) eval(m *machine, row int) *value { return n.f(m, row) }
func (n *choiceNode) test(m *machine, row int) truth  { return n.f(m, row).effective() }

// memoNode remembers the values of an expression of one slot as far as they are
// errors or inlined; others are computed anew.
type memoNode struct {
	in        node
	slot      slotNode
	reg, memo int
}

func (n *memoNode) eval(m *machine, row int) *value {
	id := n.slot.id(m, row)
	memo := &m.memos[n.memo]
	out := &m.regs[n.reg]
	if result, ok := memo.get(id); ok {
		m.load(out, result)
		return out
	}
	v := n.in.eval(m, row)
	if m.err != nil {
		return v
	}
	switch {
	case v.kind == noValue:
		memo.put(id, graph.None)
	case v.kind == typedValue && v.text == nil:
		if result := inlinedID(m, v); result != graph.None {
			memo.put(id, result)
		}
	}
	return v
}

func (n *memoNode) test(m *machine, row int) truth { return n.eval(m, row).effective() }

// inlinedID returns the ID of a computed number, boolean or time where that is
// an inlined one, else None.
func inlinedID(m *machine, v *value) graph.ID {
	if v.id != graph.None {
		return v.id
	}
	if id, ok := graph.Inline(m.text(v)); ok {
		v.id = id
		return id
	}
	return graph.None
}
