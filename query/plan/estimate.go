package plan

import (
	"math"

	"github.com/chancery-graph/chancery/query/algebra"
)

// estimate guesses the solutions of an operator; once per operator.
func (p *planner) estimate(o op) *estimate {
	if e, ok := p.estimates[o]; ok {
		return e
	}
	e := p.newEstimate(o)
	if p.estimates == nil {
		p.estimates = map[op]*estimate{}
	}
	p.estimates[o] = e
	return e
}

func (p *planner) newEstimate(o op) *estimate {
	switch o := o.(type) {
	case *emptyOp:
		return &estimate{}
	case *valuesOp:
		return estimateValues(o)
	case *scanOp:
		return p.estimateScan(o)
	case *pathOp:
		return p.estimatePath(o)
	case *graphsOp:
		n := 1000.0
		if o.set != nil {
			n = float64(len(o.set))
		}
		return &estimate{rows: min(n, max(1, p.total))}
	case *paramOp:
		return &estimate{rows: o.rows}
	case *builtOp:
		return o.est
	case *joinOp:
		return p.estimateJoin(o.in, o.conds)
	case *leftOp:
		left := p.estimate(o.left)
		e := p.estimateJoin([]op{o.left, o.right}, o.on)
		return &estimate{rows: max(e.rows, left.rows), values: e.values}
	case *minusOp:
		return p.estimate(o.left).scaled(0.7 * p.estimate(o.left).rows)
	case *semiOp:
		return p.estimateSemi(o)
	case *applyOp:
		return p.estimateApply(o)
	case *unionOp:
		return p.estimateUnion(o)
	case *filterOp:
		in := p.estimate(o.in)
		rows := in.rows
		for _, c := range o.conds {
			rows *= selectivity(c.expr)
		}
		return in.scaled(rows)
	case *groupOp:
		return p.estimateGroup(o)
	case *distinctOp:
		return p.estimateDistinct(o)
	case *sliceOp:
		in := p.estimate(o.in)
		rows := max(0, in.rows-float64(o.offset))
		if o.limit >= 0 {
			rows = min(rows, float64(o.limit))
		}
		return in.scaled(rows)
	case *serviceOp:
		return &estimate{rows: 1000}
	}
	if in := children(o); len(in) == 1 { // extend, project, order
		return p.estimate(in[0])
	}
	return &estimate{rows: 1}
}

func estimateValues(o *valuesOp) *estimate {
	e := &estimate{rows: float64(len(o.rows)), values: map[Slot]float64{}}
	for _, s := range o.slots {
		e.values[s] = e.rows
	}
	return e
}

func (p *planner) estimateSemi(o *semiOp) *estimate {
	left := p.estimate(o.left)
	if o.mark != NoSlot {
		return left
	}
	right := p.estimate(o.right)
	match := 1.0
	for _, s := range o.left.possible().and(o.right.possible()).slots() {
		match = min(match, right.of(s)/left.of(s))
	}
	if right.rows == 0 {
		match = 0
	}
	for _, c := range o.on {
		match *= math.Sqrt(selectivity(c.expr))
	}
	if o.not {
		match = max(0.05, 1-match)
	}
	return left.scaled(left.rows * match)
}

func (p *planner) estimateApply(o *applyOp) *estimate {
	left, right := p.estimate(o.left), p.estimate(o.right)
	switch o.kind {
	case Inner:
		return &estimate{rows: left.rows * right.rows, values: left.values}
	case Left:
		return &estimate{rows: left.rows * max(1, right.rows), values: left.values}
	case Mark:
		return left
	}
	return left.scaled(left.rows / 2)
}

func (p *planner) estimateUnion(o *unionOp) *estimate {
	e := &estimate{values: map[Slot]float64{}}
	for _, in := range o.in {
		x := p.estimate(in)
		e.rows += x.rows
		for _, s := range in.possible().slots() {
			e.values[s] += x.of(s)
		}
	}
	return e
}

func (p *planner) estimateGroup(o *groupOp) *estimate {
	if len(o.keys) == 0 {
		return &estimate{rows: 1}
	}
	in := p.estimate(o.in)
	return &estimate{rows: combinations(in, o.keys), values: in.values}
}

func (p *planner) estimateDistinct(o *distinctOp) *estimate {
	in := p.estimate(o.in)
	slots := o.may.slots()
	if len(slots) == 0 {
		return &estimate{rows: min(1, in.rows)}
	}
	return &estimate{rows: combinations(in, slots), values: in.values}
}

// combinations is how many combinations of values the slots have.
func combinations(e *estimate, slots []Slot) float64 {
	n := 1.0
	for _, s := range slots {
		n = min(n*e.of(s), e.rows)
	}
	return max(min(1, e.rows), n)
}

// estimateJoin is the size of a join by the sizes of its inputs and the distinct
// values of what they share. It does not depend on the order of the inputs.
func (p *planner) estimateJoin(in []op, conds []cond) *estimate {
	list := make([]*estimate, len(in))
	may := make([]slotSet, len(in))
	for i, o := range in {
		list[i], may[i] = p.estimate(o), o.possible()
	}
	return joinEstimates(list, may, conds)
}

func joinEstimates(in []*estimate, may []slotSet, conds []cond) *estimate {
	e := &estimate{rows: 1, values: map[Slot]float64{}}
	var all slotSet
	for i, x := range in {
		e.rows *= x.rows
		all = all.union(may[i])
	}
	// Slots that the same two inputs share are not independent: each further one
	// of a pair counts by its root.
	pairs := map[[2]int]int{}
	for _, s := range all.slots() {
		least, n, first, second := math.Inf(1), 0, -1, -1
		product := 1.0
		for i, x := range in {
			if may[i].has(s) {
				v := x.of(s)
				least = min(least, v)
				product *= v
				if n++; n == 1 {
					first = i
				} else if n == 2 {
					second = i
				}
			}
		}
		e.values[s] = least
		if n > 1 {
			divide := product / least
			if n == 2 {
				k := [2]int{first, second}
				pairs[k]++
				divide = math.Pow(divide, 1/float64(pairs[k]))
			}
			e.rows /= divide
		}
	}
	for _, c := range conds {
		e.rows *= selectivity(c.expr)
	}
	return e
}

// selectivity guesses which part of solutions a condition keeps.
func selectivity(x algebra.Expr) float64 {
	switch x := x.(type) {
	case algebra.Const:
		if x.Term == textTrue {
			return 1
		}
		return 0
	case *algebra.Unary:
		if x.Op == algebra.Not {
			return max(0.05, 1-selectivity(x.X))
		}
	case *algebra.Binary:
		switch x.Op {
		case algebra.And:
			return selectivity(x.Left) * selectivity(x.Right)
		case algebra.Or:
			return min(1, selectivity(x.Left)+selectivity(x.Right))
		case algebra.Equal:
			return 0.05
		case algebra.NotEqual:
			return 0.95
		}
	case *algebra.In:
		if x.Not {
			return 0.9
		}
		return min(0.5, 0.05*float64(len(x.List)))
	case *algebra.Call:
		switch x.Name {
		case "SAMETERM":
			return 0.05
		case "REGEX", "CONTAINS", "STRSTARTS", "STRENDS":
			return 0.1
		case "BOUND":
			return 0.6
		}
	}
	return 0.33
}
