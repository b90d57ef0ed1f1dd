package plan

import (
	"fmt"
	"strings"
)

// text writes an operator with the names of its variables, so that the inputs of
// a join have an order that does not depend on the query's text.
func (p *planner) text(o op) string {
	var b strings.Builder
	p.writeText(&b, o)
	return b.String()
}

func (p *planner) writeText(b *strings.Builder, o op) {
	term := func(t Term) {
		if t.Slot != NoSlot {
			fmt.Fprintf(b, " ?%s", p.labels[t.Slot])
		} else {
			fmt.Fprintf(b, " %s", p.constants[t.ID]) // IDs may depend on the text's order
		}
	}
	fmt.Fprintf(b, "(%T", o)
	switch o := o.(type) {
	case *scanOp:
		term(o.p)
		term(o.s)
		term(o.o)
		fmt.Fprintf(b, " %d %v %v", o.graph.mode, o.graph.set, o.object)
	case *pathOp:
		term(o.s)
		term(o.o)
		fmt.Fprintf(b, " %v", *o.path)
	case *valuesOp:
		for _, row := range o.rows {
			for _, id := range row {
				fmt.Fprintf(b, " %s", p.constants[id])
			}
		}
	case *extendOp:
		fmt.Fprintf(b, " ?%s %s", p.labels[o.slot], o.expr)
	case *filterOp:
		p.writeConds(b, o.conds)
	case *joinOp:
		p.writeConds(b, o.conds)
	case *leftOp:
		p.writeConds(b, o.on)
	case *semiOp:
		p.writeConds(b, o.on)
	case *groupOp:
		for _, a := range o.aggs {
			fmt.Fprintf(b, " ?%s %s", p.labels[a.slot], &a.source)
		}
	}
	for _, s := range o.possible().slots() {
		fmt.Fprintf(b, " ?%s", p.labels[s])
	}
	for _, c := range children(o) {
		p.writeText(b, c)
	}
	b.WriteByte(')')
}

func (p *planner) writeConds(b *strings.Builder, conds []cond) {
	for _, c := range conds {
		fmt.Fprintf(b, " %s", c.expr)
	}
}
