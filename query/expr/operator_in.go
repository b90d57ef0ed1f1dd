package expr

import (
	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// in is IN, which is a chain of = joined by ||, and NOT IN, its negation
// (SPARQL 1.1 §17.4.1.9).
func (b *compiler) in(e *algebra.In) (*compiled, error) {
	args, err := b.compileAll(append([]algebra.Expr{e.X}, e.List...))
	if err != nil {
		return nil, err
	}
	k := b.join(args...)
	k.canError = len(e.List) > 0
	k.cheap = k.cheap && len(e.List) < longList
	x, list := args[0].node, nodesOf(args[1:])
	listed := b.listed(args[1:])
	return b.boolean(k, func(m *machine, row int) truth {
		v := x.eval(m, row)
		t := listed.find(m, v)
		if t == failed {
			t = isAmong(m, v, list, row)
		}
		if e.Not {
			return t.not()
		}
		return t
	}), nil
}

func isAmong(m *machine, v *value, list []node, row int) truth {
	result := isFalse
	for _, n := range list {
		switch equal(m, v, n.eval(m, row)) {
		case isTrue:
			return isTrue
		case failed:
			result = failed
		}
	}
	return result
}

func nodesOf(args []*compiled) []node {
	list := make([]node, len(args))
	for i, a := range args {
		list[i] = a.node
	}
	return list
}

// longList is from how many items on a list of constants is looked up by ID.
const longList = 8

// listedConstants are the items of a long list as a set, made when a Context
// first meets it.
type listedConstants struct {
	registers []int
	set       int // number of the set in the machine
	// hasLiterals: a literal may be equal to an item that is another term.
	hasLiterals, hasTriples bool
}

// listed returns the set of a long list of constants that are no errors, nil for
// any other list.
func (b *compiler) listed(items []*compiled) *listedConstants {
	if len(items) < longList {
		return nil
	}
	l := &listedConstants{set: b.sets}
	for _, k := range items {
		c, ok := k.node.(constNode)
		if !ok {
			return nil
		}
		l.registers = append(l.registers, c.reg)
		kind := b.literals[k.literal].kind
		l.hasLiterals = l.hasLiterals || kind.isLiteral()
		l.hasTriples = l.hasTriples || kind == tripleTerm
	}
	b.sets++
	return l
}

// find tells whether v is in the list; failed where it has to be compared with
// each item.
func (l *listedConstants) find(m *machine, v *value) truth {
	if l == nil || v.kind == noValue {
		return failed
	}
	id := v.id
	if id == graph.None {
		return failed // a computed term: it is not worth an ID
	}
	set := m.sets[l.set]
	if set == nil {
		set = make(map[graph.ID]struct{}, len(l.registers))
		for _, r := range l.registers {
			set[m.regs[r].id] = struct{}{}
		}
		m.sets[l.set] = set
	}
	_, found := set[id]
	switch {
	case found && !(v.kind == typedValue && v.num.IsNaN()) && v.kind != tripleTerm:
		return isTrue
	case found || v.kind.isLiteral() && l.hasLiterals || v.kind == tripleTerm && l.hasTriples:
		return failed
	}
	return isFalse
}
