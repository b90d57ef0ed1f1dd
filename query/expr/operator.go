package expr

import (
	"fmt"

	"github.com/chancery-graph/chancery/graph/xsd"
	"github.com/chancery-graph/chancery/query/algebra"
)

func (b *compiler) unary(e *algebra.Unary) (*compiled, error) {
	x, err := b.compile(e.X)
	if err != nil {
		return nil, err
	}
	k := b.join(x)
	in := x.node
	var op func(xsd.Value) (xsd.Value, error)
	switch e.Op {
	case algebra.Not:
		k.canError = k.canError || !x.boolean
		return b.boolean(k, func(m *machine, row int) truth { return in.test(m, row).not() }), nil
	case algebra.Plus:
		op = xsd.Plus
	case algebra.Negate:
		op = xsd.Negate
	default:
		return nil, fmt.Errorf("%w: unary operator %d", ErrExpression, e.Op)
	}
	return b.arithmetic1(k, in, op), nil
}

// arithmetic1 applies an operation of package xsd to a typed value.
func (b *compiler) arithmetic1(k *compiled, in node, op func(xsd.Value) (xsd.Value, error)) *compiled {
	k.canError = true
	return b.valued(k, true, func(m *machine, row int, out *value) {
		v := in.eval(m, row)
		if v.kind != typedValue {
			out.setNone()
			return
		}
		out.setResult(op(v.num))
	})
}

func (b *compiler) binary(e *algebra.Binary) (*compiled, error) {
	args, err := b.compileAll([]algebra.Expr{e.Left, e.Right})
	if err != nil {
		return nil, err
	}
	left, right := args[0], args[1]
	l, leftSlot := left.node.(slotNode)
	r, rightSlot := right.node.(slotNode)
	k := b.join(left, right)
	if leftSlot && rightSlot && l.slot != r.slot && e.Op >= algebra.Equal && e.Op <= algebra.GreaterEqual {
		k.compared = &[2]slotNode{l, r}
	}
	switch e.Op {
	case algebra.Or, algebra.And:
		return b.connective(k, e.Op, left, right), nil
	case algebra.Equal, algebra.NotEqual:
		return b.equality(k, e.Op == algebra.NotEqual, left, right), nil
	case algebra.Less, algebra.Greater, algebra.LessEqual, algebra.GreaterEqual:
		return b.inequality(k, e.Op, left, right), nil
	case algebra.Add:
		return b.arithmetic2(k, left, right, xsd.Add, func(x, y int64) (int64, bool) { return x + y, true }), nil
	case algebra.Subtract:
		return b.arithmetic2(k, left, right, xsd.Subtract, func(x, y int64) (int64, bool) { return x - y, true }), nil
	case algebra.Multiply:
		return b.arithmetic2(k, left, right, xsd.Multiply, func(x, y int64) (int64, bool) {
			return x * y, x < 1<<31 && x > -1<<31 && y < 1<<31 && y > -1<<31
		}), nil
	case algebra.Divide:
		k.cheap = false // quotients are often terms that have to be interned
		return b.arithmetic2(k, left, right, xsd.Divide, func(int64, int64) (int64, bool) { return 0, false }), nil
	}
	return nil, fmt.Errorf("%w: binary operator %d", ErrExpression, e.Op)
}

// connective is || or && (SPARQL 1.1 §17.2, the truth tables): an error counts
// only where the other side does not decide.
func (b *compiler) connective(k *compiled, op algebra.Operator, left, right *compiled) *compiled {
	x, y := left.node, right.node
	k.canError = k.canError || !left.boolean || !right.boolean
	decides := isTrue
	if op == algebra.And {
		decides = isFalse
	}
	return b.boolean(k, func(m *machine, row int) truth {
		l := x.test(m, row)
		if l == decides {
			return l
		}
		r := y.test(m, row)
		if r == decides || l != failed {
			return r
		}
		return failed
	})
}

// arithmetic2 applies an operation of package xsd to two typed values. quick is
// the same for integers below 2^59, and says whether it has the result.
func (b *compiler) arithmetic2(k *compiled, left, right *compiled, op func(x, y xsd.Value) (xsd.Value, error),
	quick func(x, y int64) (int64, bool)) *compiled {
	x, y := left.node, right.node
	k.canError = true
	return b.valued(k, true, func(m *machine, row int, out *value) {
		if p, ok := inlinedInteger(x, m, row); ok {
			if q, ok := inlinedInteger(y, m, row); ok {
				if n, ok := quick(p, q); ok {
					out.setInt(n)
					return
				}
			}
		}
		l := x.eval(m, row)
		if l.kind != typedValue {
			out.setNone()
			return
		}
		r := y.eval(m, row)
		if r.kind != typedValue {
			out.setNone()
			return
		}
		out.setResult(op(l.num, r.num))
	})
}

// inlinedInteger returns the value of a variable or a constant that is an
// inlined integer.
func inlinedInteger(n node, m *machine, row int) (int64, bool) {
	switch n := n.(type) {
	case slotNode:
		return n.id(m, row).Integer()
	case constNode:
		return m.regs[n.reg].id.Integer()
	}
	return 0, false
}

func (b *compiler) equality(k *compiled, negated bool, left, right *compiled) *compiled {
	x, y := left.node, right.node
	k.canError = true
	return b.boolean(k, func(m *machine, row int) truth {
		t := equal(m, x.eval(m, row), y.eval(m, row))
		if negated {
			return t.not()
		}
		return t
	})
}

func (b *compiler) inequality(k *compiled, op algebra.Operator, left, right *compiled) *compiled {
	x, y := left.node, right.node
	k.canError = true
	return b.boolean(k, func(m *machine, row int) truth {
		return inequal(op, x.eval(m, row), y.eval(m, row))
	})
}
