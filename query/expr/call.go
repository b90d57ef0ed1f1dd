package expr

import (
	"fmt"

	"github.com/chancery-graph/chancery/query/algebra"
)

// builtin builds the node of a call whose arguments are compiled; k is what they
// have in common.
type builtin struct {
	min, max int // numbers of arguments; max < 0: any
	build    func(b *compiler, k *compiled, args []*compiled) (*compiled, error)
}

// builtins are the functions of the grammar by name. The map is made once and
// only read.
var builtins = func() map[string]builtin {
	all := map[string]builtin{}
	for _, group := range []map[string]builtin{
		formFunctions(), termFunctions(), stringFunctions(), numericFunctions(), timeFunctions(),
		hashFunctions(), tripleFunctions(),
	} {
		for name, f := range group {
			all[name] = f
		}
	}
	return all
}()

func (b *compiler) call(e *algebra.Call) (*compiled, error) {
	args, err := b.compileAll(e.Args)
	if err != nil {
		return nil, err
	}
	if f, ok := builtins[e.Name]; ok {
		if len(args) < f.min || f.max >= 0 && len(args) > f.max {
			return nil, fmt.Errorf("%w: %s has %d", ErrArguments, e.Name, len(args))
		}
		k := b.join(args...)
		k.cheap = false
		return f.build(b, k, args)
	}
	if k, ok, err := b.cast(e.Name, args); ok || err != nil {
		return k, err
	}
	if f, ok := b.functions[e.Name]; ok {
		return b.extension(f, args), nil
	}
	return nil, fmt.Errorf("%w: %s", ErrUnknownFunction, e.Name)
}

// extension calls a function with the canonical texts of its arguments. An error
// among them is the result.
func (b *compiler) extension(f Function, args []*compiled) *compiled {
	k := b.join(args...)
	k.canError = true
	k.contextual = true // nothing says that it may be called ahead
	k.cheap = false
	nodes := nodesOf(args)
	return b.valued(k, false, func(m *machine, row int, out *value) {
		out.setNone()
		texts := make([][]byte, len(nodes))
		for i, n := range nodes {
			v := n.eval(m, row)
			if v.kind == noValue {
				return
			}
			if texts[i] = m.text(v); m.err != nil {
				return
			}
		}
		text, err := f(texts)
		if err != nil {
			return // a type error of SPARQL
		}
		m.buf = out.setText(0, text, m.buf)
	})
}

// formFunctions are the functional forms, which do not evaluate all arguments or
// survive errors of theirs (SPARQL 1.1 §17.4.1).
func formFunctions() map[string]builtin {
	return map[string]builtin{
		"BOUND": {1, 1, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
			k.canError = false
			slot, isSlot := args[0].node.(slotNode)
			if !isSlot && !args[0].isError {
				return nil, fmt.Errorf("%w: BOUND of what is no variable", ErrExpression)
			}
			return b.boolean(k, func(m *machine, row int) truth {
				return truthOf(isSlot && slot.id(m, row) != 0)
			}), nil
		}},
		"IF": {3, 3, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
			x, y, z := args[0].node, args[1].node, args[2].node
			k.canError = k.canError || !args[0].boolean
			k.boolean = args[1].boolean && args[2].boolean
			k.compact = args[1].compact && args[2].compact
			k.node = &choiceNode{func(m *machine, row int) *value {
				switch x.test(m, row) {
				case isTrue:
					return y.eval(m, row)
				case isFalse:
					return z.eval(m, row)
				}
				return errorValue
			}}
			return k, nil
		}},
		"COALESCE": {0, -1, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
			nodes := nodesOf(args)
			k.canError, k.boolean, k.compact = true, len(args) > 0, true
			for _, a := range args {
				k.canError = k.canError && a.canError
				k.boolean = k.boolean && a.boolean
				k.compact = k.compact && a.compact
			}
			k.node = &choiceNode{func(m *machine, row int) *value {
				for _, n := range nodes {
					if v := n.eval(m, row); v.kind != noValue {
						return v
					}
				}
				return errorValue
			}}
			return k, nil
		}},
		"SAMETERM": {2, 2, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
			x, y := args[0].node, args[1].node
			return b.boolean(k, func(m *machine, row int) truth {
				l, r := x.eval(m, row), y.eval(m, row)
				if l.kind == noValue || r.kind == noValue {
					return failed
				}
				return truthOf(sameTerm(m, l, r))
			}), nil
		}},
	}
}

// test builds a function that tells something of a term; an error stays one.
func test(f func(m *machine, v *value) bool) builtin {
	return builtin{1, 1, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
		x := args[0].node
		return b.boolean(k, func(m *machine, row int) truth {
			v := x.eval(m, row)
			if v.kind == noValue {
				return failed
			}
			return truthOf(f(m, v))
		}), nil
	}}
}

// unary builds a function of one term that is no error. compact says that its
// values are numbers, booleans or times.
func unary(compact bool, f func(m *machine, v, out *value)) builtin {
	return builtin{1, 1, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
		x := args[0].node
		k.canError = true
		return b.valued(k, compact, func(m *machine, row int, out *value) {
			v := x.eval(m, row)
			if v.kind == noValue {
				out.setNone()
				return
			}
			f(m, v, out)
		}), nil
	}}
}

// binaryOf builds a function of two terms that are no errors.
func binaryOf(compact bool, f func(m *machine, v, w, out *value)) builtin {
	return builtin{2, 2, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
		x, y := args[0].node, args[1].node
		k.canError = true
		return b.valued(k, compact, func(m *machine, row int, out *value) {
			v, w := x.eval(m, row), y.eval(m, row)
			if v.kind == noValue || w.kind == noValue {
				out.setNone()
				return
			}
			f(m, v, w, out)
		}), nil
	}}
}

// ternary builds a function of three terms that are no errors.
func ternary(f func(m *machine, v, w, x, out *value)) builtin {
	return builtin{3, 3, func(b *compiler, k *compiled, args []*compiled) (*compiled, error) {
		nodes := nodesOf(args)
		k.canError = true
		return b.valued(k, false, func(m *machine, row int, out *value) {
			v, w, x := nodes[0].eval(m, row), nodes[1].eval(m, row), nodes[2].eval(m, row)
			if v.kind == noValue || w.kind == noValue || x.kind == noValue {
				out.setNone()
				return
			}
			f(m, v, w, x, out)
		}), nil
	}}
}

// nullary builds a function without arguments. random: each call gives another
// value; else the value comes from the Context.
func nullary(random, compact bool, f func(m *machine, row int, out *value)) builtin {
	return builtin{0, 0, func(b *compiler, k *compiled, _ []*compiled) (*compiled, error) {
		k.random, k.contextual = random, !random
		return b.valued(k, compact, f), nil
	}}
}
