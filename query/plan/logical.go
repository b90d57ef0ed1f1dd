package plan

import (
	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
)

// op is an operator of the logical plan: the algebra with variables as slots,
// constants as IDs and active graphs resolved. Rewrites work on it. An op is not
// changed once it is built, but for its parts that rewrites replace by new ones.
type op interface {
	// possible are the slots that some solution may bind, certain those that
	// every solution binds.
	possible() slotSet
	certain() slotSet
}

// sets answers possible and certain for the ops that embed it.
type sets struct{ may, must slotSet }

func (s *sets) possible() slotSet { return s.may }
func (s *sets) certain() slotSet  { return s.must }

// activeGraph is the graph that a pattern is matched against.
type activeGraph struct {
	mode GraphMode
	set  []graph.ID // sorted
	slot Slot       // with GraphEach
	none bool       // a graph without statements
}

// cond is a condition of a filter: an expression whose variables are labels of
// slots (see planner.label), and the slots.
type cond struct {
	expr algebra.Expr
	vars slotSet
}

type (
	// emptyOp has no solution; its sets say what it would have bound.
	emptyOp struct{ sets }

	// valuesOp is inline data; with no slots and one row it is the unit.
	valuesOp struct {
		sets
		slots []Slot
		rows  [][]graph.ID
	}

	// scanOp matches one triple pattern in the active graph.
	scanOp struct {
		sets
		s, p, o Term
		graph   activeGraph
		object  graph.Range // restricts o
		exact   bool        // object is all that a dropped filter asked for
	}

	// pathOp matches a path that needs a search.
	pathOp struct {
		sets
		s, o  Term
		path  *Automaton
		graph activeGraph
		// in binds ends by substitution, as good as constants; nil: nothing does.
		in op
	}

	// graphsOp yields the names of the graphs that GRAPH ?g may mean.
	graphsOp struct {
		sets
		slot Slot
		set  []graph.ID
	}

	// joinOp joins two or more inputs and then filters.
	joinOp struct {
		sets
		in    []op
		conds []cond
		// asSet: how often a solution comes does not matter above, where need are
		// the slots that are read.
		asSet bool
		need  slotSet
	}

	leftOp struct {
		sets
		left, right op
		on          []cond
	}

	// minusOp is MINUS. Slots of hidden must agree where both sides bind them but
	// are no shared variables: graph names, and what EXISTS has substituted.
	minusOp struct {
		sets
		left, right op
		hidden      slotSet
	}

	// semiOp keeps solutions of left that have a partner in right (or, with not,
	// have none); with mark >= 0 it keeps all and binds mark to whether there is
	// one. on decides too.
	semiOp struct {
		sets
		left, right op
		on          []cond
		not         bool
		mark        Slot
	}

	// applyOp evaluates right once per solution of left: inner, left, semi, anti
	// or mark.
	applyOp struct {
		sets
		kind        JoinKind
		left, right op
		keys        slotSet // slots of left that right refers to by params
		on          []cond
		mark        Slot
		scope       int
	}

	// paramOp yields what the join with this scope passes in.
	paramOp struct {
		sets
		scope int
		rows  float64 // estimate
	}

	unionOp struct {
		sets
		in []op
	}

	filterOp struct {
		sets
		in    op
		conds []cond
	}

	extendOp struct {
		sets
		in   op
		slot Slot
		expr algebra.Expr // variables are labels
		vars slotSet
	}

	groupOp struct {
		sets
		in   op
		keys []Slot
		aggs []aggregation
	}

	projectOp struct {
		sets
		in op
	}

	distinctOp struct {
		sets
		in op
	}

	sliceOp struct {
		sets
		in            op
		offset, limit int64
	}

	// orderOp sorts by slots; expressions have been bound by extends below.
	orderOp struct {
		sets
		in   op
		keys []SortKey
	}

	serviceOp struct {
		sets
		name   Term
		silent bool
		op     algebra.Op
		needs  slotSet // must be bound when it is asked
	}
)

// aggregation is one aggregate of a groupOp.
type aggregation struct {
	slot   Slot
	source algebra.Aggregate // Arg's variables are labels
	vars   slotSet
	arg    Slot // where the argument is a plain variable, else NoSlot
}

// unit is the operator with one solution that binds nothing.
func unit() *valuesOp { return &valuesOp{rows: [][]graph.ID{{}}} }

func isUnit(o op) bool {
	v, ok := o.(*valuesOp)
	return ok && len(v.slots) == 0 && len(v.rows) == 1
}

func isEmpty(o op) bool {
	_, ok := o.(*emptyOp)
	return ok
}

func emptyOf(o op) op { return &emptyOp{sets{o.possible(), o.certain()}} }

func newEmpty(may slotSet) op { return &emptyOp{sets{may, may}} }

func newValues(slots []Slot, rows [][]graph.ID) op {
	v := &valuesOp{slots: slots, rows: rows}
	v.may = setOf(slots...)
	v.must = v.may
	for _, row := range rows {
		for i, id := range row {
			if id == graph.None {
				v.must = v.must.without(setOf(slots[i]))
			}
		}
	}
	if len(rows) == 0 {
		return newEmpty(v.may)
	}
	return v
}

// newJoin flattens joins, drops units, and is empty if an input is.
func newJoin(in ...op) op {
	j := &joinOp{}
	empty := false
	for _, o := range in {
		if isUnit(o) {
			continue
		}
		empty = empty || isEmpty(o)
		j.may, j.must = j.may.union(o.possible()), j.must.union(o.certain())
		if k, ok := o.(*joinOp); ok {
			j.in = append(j.in, k.in...)
			j.conds = append(j.conds, k.conds...)
			continue
		}
		j.in = append(j.in, o)
	}
	switch {
	case empty:
		return newEmpty(j.may)
	case len(j.in) == 0:
		return unit()
	case len(j.in) == 1 && len(j.conds) == 0:
		return j.in[0]
	}
	return j
}

func newLeft(left, right op, on []cond) op {
	if isEmpty(left) || isEmpty(right) {
		return left
	}
	return &leftOp{sets{left.possible().union(right.possible()), left.certain()}, left, right, on}
}

func newMinus(left, right op, hidden slotSet) op {
	shared := left.possible().and(right.possible()).without(hidden)
	if isEmpty(left) || isEmpty(right) || shared.empty() {
		return left
	}
	return &minusOp{sets{left.possible(), left.certain()}, left, right, hidden}
}

func newUnion(in ...op) op {
	u := &unionOp{}
	var may, must slotSet
	first := true
	for _, o := range in {
		may = may.union(o.possible())
		if isEmpty(o) {
			continue
		}
		if first {
			must, first = o.certain(), false
		} else {
			must = must.and(o.certain())
		}
		if k, ok := o.(*unionOp); ok {
			u.in = append(u.in, k.in...)
		} else {
			u.in = append(u.in, o)
		}
	}
	u.may, u.must = may, must
	switch len(u.in) {
	case 0:
		return newEmpty(may)
	case 1:
		return u.in[0]
	}
	return u
}

func newFilter(in op, conds ...cond) op {
	if len(conds) == 0 || isEmpty(in) {
		return in
	}
	if f, ok := in.(*filterOp); ok {
		return &filterOp{f.sets, f.in, append(append([]cond{}, f.conds...), conds...)}
	}
	return &filterOp{sets{in.possible(), in.certain()}, in, conds}
}

func newExtend(in op, slot Slot, e algebra.Expr, vars slotSet, bound bool) op {
	x := &extendOp{sets{in.possible().with(slot), in.certain()}, in, slot, e, vars}
	if isEmpty(in) {
		return newEmpty(x.may)
	}
	if bound {
		x.must = x.must.with(slot)
	}
	return x
}

func newProject(in op, keep slotSet) op {
	may := in.possible().and(keep)
	if isEmpty(in) {
		return newEmpty(may)
	}
	if in.possible().within(keep) {
		return in
	}
	return &projectOp{sets{may, in.certain().and(keep)}, in}
}

func newDistinct(in op) op {
	switch in.(type) {
	case *distinctOp, *emptyOp:
		return in
	}
	return &distinctOp{sets{in.possible(), in.certain()}, in}
}
