package expr

import (
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// compiler builds nodes and the program's tables.
type compiler struct {
	slot      func(algebra.Var) (int, bool)
	functions map[string]Function
	regs      int
	memos     int
	sets      int // of long lists
	literals  []value
	constants []constant
}

// constant says which register holds which literal.
type constant struct{ reg, literal int }

// compiled is a node with what is known of it.
type compiled struct {
	node
	slots []int // ascending
	// random: another evaluation may give another value. contextual: the value
	// depends on the Context, so that it cannot be computed ahead.
	random, contextual bool
	canError           bool
	// boolean: the value is a boolean or an error. compact: it is a boolean, a
	// number, a time or an error.
	boolean, compact bool
	// literal is the index of a constant's value, or -1; failed constants have
	// isError.
	literal int
	isError bool
	isSlot  bool
	// cheap: computing it from inlined values takes less than remembering it.
	cheap bool
	// compared are the variables of a comparison of two.
	compared *[2]slotNode
}

func (k *compiled) isConst() bool { return k.literal >= 0 || k.isError }

func (b *compiler) reg() int {
	b.regs++
	return b.regs - 1
}

func (b *compiler) compile(e algebra.Expr) (*compiled, error) {
	var k *compiled
	var err error
	start := *b
	switch e := e.(type) {
	case algebra.Const:
		return b.constant([]byte(e.Term))
	case algebra.Var:
		return b.variable(e), nil
	case *algebra.Unary:
		k, err = b.unary(e)
	case *algebra.Binary:
		k, err = b.binary(e)
	case *algebra.In:
		k, err = b.in(e)
	case *algebra.Call:
		k, err = b.call(e)
	default:
		return nil, fmt.Errorf("%w: %T", ErrExpression, e)
	}
	if err != nil {
		return nil, err
	}
	return b.fold(k, &start)
}

// constant makes a node of a canonical text.
func (b *compiler) constant(text []byte) (*compiled, error) {
	if graph.TagOf(text) == graph.TagSpecial {
		return nil, fmt.Errorf("%w: empty constant", ErrExpression)
	}
	var v value
	v.setText(graph.None, text, nil)
	k := constant{b.reg(), len(b.literals)}
	b.literals = append(b.literals, v)
	b.constants = append(b.constants, k)
	return &compiled{node: constNode{k.reg}, literal: k.literal, cheap: true,
		compact: v.kind == typedValue, boolean: v.kind == typedValue && isBoolean(&v)}, nil
}

func isBoolean(v *value) bool {
	_, ok := v.num.Bool()
	return ok
}

func (b *compiler) failed() *compiled {
	return &compiled{node: &choiceNode{func(*machine, int) *value { return errorValue }},
		literal: -1, isError: true, canError: true, compact: true}
}

func (b *compiler) variable(v algebra.Var) *compiled {
	slot, ok := b.slot(v)
	if !ok {
		return b.failed()
	}
	return &compiled{node: slotNode{b.reg(), slot}, slots: []int{slot}, literal: -1, isSlot: true, cheap: true}
}

// fold replaces an expression without variables by its value. start is the
// compiler as it was before the expression, whose registers are free then.
func (b *compiler) fold(k *compiled, start *compiler) (*compiled, error) {
	if len(k.slots) > 0 || k.random || k.contextual || k.isConst() {
		return k, nil
	}
	p := &Program{regs: b.regs, memoCount: b.memos, setCount: b.sets}
	m := p.newMachine(&Context{Terms: noTerms{}})
	for _, c := range b.constants[len(start.constants):] {
		m.regs[c.reg] = b.literals[c.literal]
	}
	v := k.eval(m, 0)
	text := slices.Clone(m.text(v))
	if m.err != nil {
		return nil, m.err
	}
	isError := v.kind == noValue
	*b = *start
	if isError {
		return b.failed(), nil
	}
	return b.constant(text)
}

// noTerms is the dictionary of constant folding, which has no IDs.
type noTerms struct{}

func (noTerms) AppendTerm([]byte, graph.ID) ([]byte, error) {
	return nil, fmt.Errorf("%w: a constant asked for a term by ID", ErrExpression)
}

func (noTerms) Intern([]byte) (graph.ID, error) {
	return graph.None, fmt.Errorf("%w: a constant asked for an ID", ErrExpression)
}

// join makes what is common of an operation on args. Arguments of one slot that
// are worth it remember their values where other slots take part.
func (b *compiler) join(args ...*compiled) *compiled {
	k := &compiled{literal: -1, cheap: true}
	for _, a := range args {
		k.cheap = k.cheap && a.cheap
		k.slots = append(k.slots, a.slots...)
		k.random = k.random || a.random
		k.contextual = k.contextual || a.contextual
		k.canError = k.canError || a.canError
	}
	slices.Sort(k.slots)
	k.slots = slices.Compact(k.slots)
	if len(k.slots) < 2 {
		return k
	}
	for _, a := range args {
		if len(a.slots) == 1 && a.compact && !a.random && !a.isSlot {
			a.node = &memoNode{in: a.node, slot: slotNode{slot: a.slots[0]}, reg: b.reg(), memo: b.memos}
			b.memos++
			a.isSlot = true // remembered once is enough
		}
	}
	return k
}

// compileAll compiles the arguments of a call.
func (b *compiler) compileAll(list []algebra.Expr) ([]*compiled, error) {
	args := make([]*compiled, len(list))
	for i, e := range list {
		k, err := b.compile(e)
		if err != nil {
			return nil, err
		}
		args[i] = k
	}
	return args, nil
}

// boolean wraps f as the node of k.
func (b *compiler) boolean(k *compiled, f func(m *machine, row int) truth) *compiled {
	k.node = &boolNode{b.reg(), f}
	k.boolean, k.compact = true, true
	return k
}

// valued wraps f as the node of k.
func (b *compiler) valued(k *compiled, compact bool, f func(m *machine, row int, out *value)) *compiled {
	k.node = &valueNode{b.reg(), f}
	k.compact = compact
	return k
}
