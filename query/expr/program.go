package expr

import (
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// Program is a compiled expression. It is immutable and may be shared.
type Program struct {
	source algebra.Expr
	root   *compiled
	slots  []int
	// conjuncts are the parts of a filter that all have to be true, the cheap
	// ones first.
	conjuncts []conjunct
	literals  []value
	constants []constant
	constant  int // of literals; -1
	regs      int
	memoCount int
	setCount  int
}

// Function is an extension function: it gets and returns canonical texts, which
// are borrowed for the call; an error is a type error of SPARQL. The same
// arguments must give the same value within a query: it is not called for every
// row.
type Function = func(args [][]byte) ([]byte, error)

// Options of Compile; the zero value works.
type Options struct {
	// Functions are extension functions by the IRI's canonical text.
	Functions map[string]Function
}

// The names of calls that no syntax makes; see the package comment.
const (
	// Solution as the name of a call without arguments gives each row of each
	// evaluation another xsd:integer.
	Solution = "CHY:SOLUTION"
	// BNode is BNODE with a string; a call of it with a second argument, a value
	// of Solution, gives the same blank node wherever both are the same.
	BNode = "BNODE"
)

// Compile compiles e, whose variables are found by slot: the number of the
// variable's column, or false when nothing can bind it. Exists and Aggregate do
// not occur: a planner has replaced them by variables. Errors wrap
// [ErrUnknownFunction], [ErrArguments] or [ErrExpression].
func Compile(e algebra.Expr, slot func(algebra.Var) (int, bool), o Options) (*Program, error) {
	b := &compiler{slot: slot, functions: o.Functions}
	root, err := b.compile(e)
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", e, err)
	}
	p := &Program{source: e, root: root, slots: root.slots, constant: root.literal}
	if p.conjuncts, err = b.split(e, root); err != nil {
		return nil, fmt.Errorf("compile %s: %w", e, err)
	}
	p.literals, p.constants = b.literals, b.constants
	p.regs, p.memoCount, p.setCount = b.regs, b.memos, b.sets
	return p, nil
}

// Source returns the expression that was compiled.
func (p *Program) Source() algebra.Expr { return p.source }

// Slots returns the slots that the program reads, ascending. The slice is the
// program's own.
func (p *Program) Slots() []int { return p.slots }

// Constant tells whether the value is the same for every row, and its canonical
// text; "" if that value is an error.
func (p *Program) Constant() (term string, ok bool) {
	if p.constant >= 0 {
		return string(p.literals[p.constant].text), true
	}
	return "", p.root.isError
}

// Deterministic tells whether the same arguments give the same value within one
// query, so that evaluating it once per distinct arguments, earlier or later is
// the same: false for RAND, UUID, STRUUID, BNODE and [Solution].
func (p *Program) Deterministic() bool { return !p.root.random }

// CanError tells whether the value can be an error, or none, for a row in which
// every slot of the program is bound.
func (p *Program) CanError() bool { return p.root.canError }

func (p *Program) newMachine(c *Context) *machine {
	return &machine{c: c, regs: make([]value, p.regs), memos: make([]memo, p.memoCount),
		sets: make([]map[graph.ID]struct{}, p.setCount)}
}

// start returns the machine for a batch.
func (p *Program) start(ctx context.Context, c *Context, cols [][]graph.ID) (*machine, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c.rest()
	m, err := c.machine(p)
	if err != nil {
		return nil, err
	}
	m.cols, m.ctx = cols, ctx
	return m, nil
}

// finish returns the fault of a batch, and forgets it.
func (m *machine) finish() error {
	err := m.err
	m.err, m.cols, m.ctx = nil, nil, nil
	return err
}

// Eval computes the value for each selected row of a batch: cols[slot] is a
// column of at least n IDs, or nil where the slot is not bound by the input; out
// has room for n, and only selected rows of it are written. An error of SPARQL
// or an unbound result is graph.None; a Go error is a fault of the store or the
// end of ctx. sel nil means all n rows.
func (p *Program) Eval(ctx context.Context, c *Context, cols [][]graph.ID, n int, sel []int32, out []graph.ID) error {
	m, err := p.start(ctx, c, cols)
	if err != nil {
		return err
	}
	if slot, ok := p.root.node.(slotNode); ok {
		copyColumn(m, slot, n, sel, out)
		return m.finish()
	}
	p.prefetchAll(m, n, sel)
	memo := p.resultMemo(m)
	each(n, sel, func(row int) bool {
		var id graph.ID
		remember := memo != nil
		if remember {
			id = slotNode{slot: p.slots[0]}.id(m, row)
			if p.root.cheap && !id.InDictionary() && !id.IsLocal() {
				remember = false
			} else if result, ok := memo.get(id); ok {
				out[row] = result
				return true
			}
		}
		m.begin()
		out[row] = m.idOf(p.root.eval(m, row))
		if remember && m.err == nil {
			memo.put(id, out[row])
		}
		return m.err == nil
	})
	return m.finish()
}

// each calls f for the selected rows until it returns false.
func each(n int, sel []int32, f func(row int) bool) {
	if sel == nil {
		for row := range n {
			if !f(row) {
				return
			}
		}
		return
	}
	for _, row := range sel {
		if !f(int(row)) {
			return
		}
	}
}

func copyColumn(m *machine, slot slotNode, n int, sel []int32, out []graph.ID) {
	each(n, sel, func(row int) bool {
		out[row] = slot.id(m, row)
		return true
	})
}

// resultMemo returns the table of whole results, which an expression of one
// slot has; nil for others.
func (p *Program) resultMemo(m *machine) *memo {
	if len(p.slots) != 1 || p.root.random || p.root.isConst() {
		return nil
	}
	return &m.results
}

// prefetchAll reads the texts that the rows need in bulk.
func (p *Program) prefetchAll(m *machine, n int, sel []int32) {
	if _, ok := m.c.Terms.(BulkTerms); !ok {
		return
	}
	memo := p.resultMemo(m)
	m.ids = m.ids[:0]
	for _, slot := range p.slots {
		s := slotNode{slot: slot}
		last := graph.None
		each(n, sel, func(row int) bool {
			if id := s.id(m, row); id != last && (id.InDictionary() || id.IsLocal()) {
				last = id
				if memo != nil {
					if _, ok := memo.get(id); ok {
						return true
					}
				}
				m.ids = append(m.ids, id)
			}
			return true
		})
	}
	m.prefetch(m.ids)
}

// split takes a filter apart at && and finds out what each part can be decided
// on.
func (b *compiler) split(e algebra.Expr, root *compiled) ([]conjunct, error) {
	parts := conjunctsOf(e, nil)
	if root.isConst() || root.random || len(parts) == 1 {
		// What is random must be evaluated once per row, as a whole.
		return []conjunct{b.conjunct(e, root)}, nil
	}
	var list []conjunct
	ranges := map[int]int{} // by slot, the conjunct that ranges of IDs decide
	for _, part := range parts {
		k, err := b.compile(part)
		if err != nil {
			return nil, err
		}
		c := b.conjunct(part, k)
		if c.rank() == rankRanges {
			if at, ok := ranges[k.slots[0]]; ok { // one look at the column for both
				both := &algebra.Binary{Op: algebra.And, Left: list[at].source, Right: part}
				if k, err = b.compile(both); err != nil {
					return nil, err
				}
				list[at] = b.conjunct(both, k)
				continue
			}
			ranges[k.slots[0]] = len(list)
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(x, y conjunct) int { return x.rank() - y.rank() })
	return list, nil
}

func conjunctsOf(e algebra.Expr, list []algebra.Expr) []algebra.Expr {
	if and, ok := e.(*algebra.Binary); ok && and.Op == algebra.And {
		return conjunctsOf(and.Right, conjunctsOf(and.Left, list))
	}
	return append(list, e)
}
