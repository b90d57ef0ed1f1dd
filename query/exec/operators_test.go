package exec_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/algebra"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

const testSlots = 6

// drawSetting draws a view of the dataset and options that an answer must not
// depend on.
func drawSetting(t *rapid.T, fx *fixture) (exec.Dataset, exec.Options) {
	ds := fx.ds
	switch rapid.IntRange(0, 3).Draw(t, "scanner") {
	case 0:
		ds = blind{ds}
	case 1:
		ds = slow{ds, rapid.IntRange(1, 5).Draw(t, "batch")}
	case 2:
		ds = deferring{slow{ds, rapid.IntRange(1, 5).Draw(t, "batch")}}
	}
	return ds, exec.Options{Profile: rapid.Bool().Draw(t, "profile"), Parallelism: rapid.IntRange(1, 3).Draw(t, "goroutines"),
		Eager: rapid.Bool().Draw(t, "eager")}
}

func drawID(t *rapid.T, ids []graph.ID, label string) graph.ID {
	if len(ids) == 0 {
		return graph.MakeID(graph.TagIRI, 1<<40)
	}
	return rapid.SampledFrom(ids).Draw(t, label)
}

func drawTerm(t *rapid.T, ids []graph.ID, label string) plan.Term {
	switch rapid.IntRange(0, 9).Draw(t, label) {
	case 0, 1:
		return plan.Term{ID: drawID(t, ids, label), Slot: plan.NoSlot}
	case 2:
		return plan.Term{Slot: plan.NoSlot}
	default:
		return plan.Term{Slot: plan.Slot(rapid.IntRange(0, testSlots-2).Draw(t, label+" slot"))}
	}
}

func drawSet(t *rapid.T, fx *fixture) []graph.ID {
	set := []graph.ID{}
	for _, g := range append([]graph.ID{graph.DefaultGraph}, fx.names...) {
		if rapid.Bool().Draw(t, "in set") {
			set = append(set, g)
		}
	}
	return set
}

func slotsOf(terms ...plan.Term) []plan.Slot {
	var slots []plan.Slot
	for _, term := range terms {
		if term.ID == graph.None && term.Slot != plan.NoSlot {
			slots = append(slots, term.Slot)
		}
	}
	slices.Sort(slots)
	return slices.Compact(slots)
}

func drawScan(t *rapid.T, fx *fixture) *plan.Scan {
	s := &plan.Scan{
		S: drawTerm(t, fx.nodes, "s"), P: drawTerm(t, fx.preds, "p"), O: drawTerm(t, fx.nodes, "o"),
		G:      plan.Term{Slot: plan.NoSlot},
		Graphs: plan.GraphMode(rapid.IntRange(int(plan.GraphUnion), int(plan.GraphEach)).Draw(t, "graphs")),
		Order:  rapid.SampledFrom(graph.Orders).Draw(t, "order"),
	}
	switch s.Graphs {
	case plan.GraphSet:
		s.Set = drawSet(t, fx)
	case plan.GraphEach:
		s.G = drawTerm(t, fx.names, "g")
		if rapid.Bool().Draw(t, "limited") {
			s.Set = slices.DeleteFunc(drawSet(t, fx), func(g graph.ID) bool { return g == graph.DefaultGraph })
		}
	}
	s.Slots = slotsOf(s.S, s.P, s.O, s.G)
	if s.O.ID == graph.None && rapid.IntRange(0, 3).Draw(t, "range") == 0 {
		lo, _ := graph.IntegerID(int64(rapid.IntRange(0, 5).Draw(t, "lo")))
		hi, _ := graph.IntegerID(int64(rapid.IntRange(3, 9).Draw(t, "hi")))
		s.Object = graph.Range{Lo: lo, Hi: hi}
	}
	return s
}

func drawValues(t *rapid.T, fx *fixture, undef bool) *plan.Values {
	v := &plan.Values{}
	for slot := range plan.Slot(testSlots - 1) {
		if rapid.Bool().Draw(t, "slot") {
			v.Slots = append(v.Slots, slot)
		}
	}
	for range rapid.IntRange(0, 20).Draw(t, "rows") {
		r := make([]graph.ID, len(v.Slots))
		for i := range r {
			if !undef || rapid.IntRange(0, 2).Draw(t, "undef") > 0 {
				r[i] = drawID(t, fx.nodes, "value")
			}
		}
		v.Rows = append(v.Rows, r)
	}
	if undef {
		v.Maybe = v.Slots
	}
	return v
}

// sortByID sorts a node's solutions by slots.
func sortByID(in plan.Node, slots []plan.Slot) *plan.Sort {
	s := &plan.Sort{Header: *in.Head(), In: in, Limit: -1}
	s.Sorted = slots
	for _, slot := range slots {
		s.Keys = append(s.Keys, plan.SortKey{Slot: slot, ByID: true})
	}
	return s
}

func certain(n plan.Node) []plan.Slot {
	h := n.Head()
	return slices.DeleteFunc(slices.Clone(h.Slots), func(s plan.Slot) bool { return slices.Contains(h.Maybe, s) })
}

// drawInput draws an input of a join.
func drawInput(t *rapid.T, fx *fixture, depth int) plan.Node {
	switch k := rapid.IntRange(0, 5).Draw(t, "input"); {
	case k == 0:
		return drawValues(t, fx, true)
	case k == 1:
		return drawValues(t, fx, false)
	case k == 2 && depth > 0:
		return drawJoin(t, fx, depth-1)
	case k == 3 && depth > 0:
		u := &plan.Union{In: []plan.Node{drawInput(t, fx, depth-1), drawInput(t, fx, depth-1)}}
		sure := map[plan.Slot]int{}
		for _, in := range u.In {
			u.Slots = append(u.Slots, in.Head().Slots...)
			for _, slot := range certain(in) {
				sure[slot]++
			}
		}
		slices.Sort(u.Slots)
		u.Slots = slices.Compact(u.Slots)
		for _, slot := range u.Slots {
			if sure[slot] < 2 {
				u.Maybe = append(u.Maybe, slot)
			}
		}
		return u
	default:
		return drawScan(t, fx)
	}
}

func drawJoin(t *rapid.T, fx *fixture, depth int) *plan.Join {
	j := &plan.Join{
		Kind:  plan.JoinKind(rapid.IntRange(int(plan.Inner), int(plan.Mark)).Draw(t, "kind")),
		Left:  drawInput(t, fx, depth),
		Right: drawInput(t, fx, depth),
	}
	share(j)
	j.Algorithm = plan.HashAlgorithm
	j.Right.Head().Cost = 1e6 // worth a goroutine
	switch rapid.IntRange(0, 4).Draw(t, "algorithm") {
	case 0:
		if j.Kind == plan.Inner {
			j.Algorithm = plan.HashLeftAlgorithm
		}
	case 1, 2:
		if len(j.Keys) > 0 {
			j.Algorithm = plan.MergeAlgorithm
			j.Left, j.Right = ordered(j.Left, j.Keys), ordered(j.Right, j.Keys)
		}
	case 3, 4:
		drawIndex(t, fx, j)
	}
	finishJoin(t, j)
	for range rapid.IntRange(-3, 2).Draw(t, "conditions") {
		j.On = append(j.On, drawCondition(t))
	}
	return j
}

// share finds the keys of a join.
func share(j *plan.Join) {
	j.Keys, j.Loose = nil, nil
	l, r := certain(j.Left), certain(j.Right)
	for _, slot := range j.Left.Head().Slots {
		switch {
		case slices.Contains(l, slot) && slices.Contains(r, slot):
			j.Keys = append(j.Keys, slot)
		case slices.Contains(j.Right.Head().Slots, slot):
			j.Loose = append(j.Loose, slot)
		}
	}
}

// ordered sorts an input by keys, unless it is a scan in that order.
func ordered(in plan.Node, keys []plan.Slot) plan.Node {
	if s, ok := in.(*plan.Scan); ok && scanLeads(s, keys) {
		return s
	}
	return sortByID(in, keys)
}

// scanLeads tells whether the positions after a scan's constants are the keys.
func scanLeads(s *plan.Scan, keys []plan.Slot) bool {
	terms := [4]plan.Term{s.S, s.P, s.O, s.G}
	if s.Graphs != plan.GraphEach {
		terms[graph.G] = plan.Term{Slot: plan.NoSlot}
	}
	i := 0
	for _, pos := range s.Order.Positions() {
		if i == len(keys) {
			return true
		}
		if terms[pos].ID != graph.None {
			continue
		}
		if terms[pos].Slot != keys[i] {
			return false
		}
		i++
	}
	return i == len(keys)
}

// drawIndex makes a join one by index, if it can be.
func drawIndex(t *rapid.T, fx *fixture, j *plan.Join) {
	s := drawScan(t, fx)
	trial := *j
	trial.Right = s
	share(&trial)
	if len(trial.Keys) == 0 {
		return
	}
	for _, order := range graph.Orders {
		s.Order = order
		for _, keys := range permutations(trial.Keys) {
			if scanLeads(s, keys) {
				trial.Keys, trial.Algorithm = keys, plan.IndexAlgorithm
				*j = trial
				return
			}
		}
	}
}

func permutations(slots []plan.Slot) [][]plan.Slot {
	if len(slots) <= 1 {
		return [][]plan.Slot{slots}
	}
	var all [][]plan.Slot
	for i, s := range slots {
		rest := append(slices.Clone(slots[:i]), slots[i+1:]...)
		for _, p := range permutations(rest) {
			all = append(all, append([]plan.Slot{s}, p...))
		}
	}
	return all
}

// finishJoin fills in the header.
func finishJoin(t *rapid.T, j *plan.Join) {
	l, r := j.Left.Head(), j.Right.Head()
	j.Slots, j.Maybe = slices.Clone(l.Slots), slices.Clone(l.Maybe)
	switch j.Kind {
	case plan.Inner, plan.Left:
		for _, slot := range r.Slots {
			if slices.Contains(l.Slots, slot) {
				continue
			}
			j.Slots = append(j.Slots, slot)
			if j.Kind == plan.Left || slices.Contains(r.Maybe, slot) {
				j.Maybe = append(j.Maybe, slot)
			}
		}
		if j.Kind == plan.Inner {
			j.Maybe = slices.DeleteFunc(j.Maybe, func(s plan.Slot) bool { return slices.Contains(certain(j.Right), s) })
		}
	case plan.Mark:
		j.MarkSlot = testSlots - 1
		if slices.Contains(j.Slots, j.MarkSlot) {
			j.Kind = plan.Semi
			return
		}
		j.Slots = append(j.Slots, j.MarkSlot)
	}
	slices.Sort(j.Slots)
	if drop := rapid.IntRange(-3, len(j.Slots)-1).Draw(t, "drop"); drop >= 0 && j.Slots[drop] != testSlots-1 {
		gone := j.Slots[drop]
		j.Slots = slices.Delete(slices.Clone(j.Slots), drop, drop+1)
		j.Maybe = slices.DeleteFunc(j.Maybe, func(s plan.Slot) bool { return s == gone })
	}
	if j.Kind != plan.Inner && j.Kind != plan.Left { // the others hand on what the left has
		j.Slots, j.Maybe = slices.Clone(l.Slots), slices.Clone(l.Maybe)
		if j.Kind == plan.Mark {
			j.Slots = append(j.Slots, j.MarkSlot)
		}
	}
}

func check(t *rapid.T, fx *fixture, root plan.Node) []row {
	t.Helper()
	ds, o := drawSetting(t, fx)
	got, err := collect(ds, root, testSlots, o)
	if err != nil {
		t.Fatal(err)
	}
	sameBag(t, describe(root, ""), got, (&naive{fx: fx, n: testSlots}).eval(root))
	return got
}

func TestScans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		check(t, fx, drawScan(t, fx))
	})
}

func TestGraphNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		n := &plan.GraphNames{Header: plan.Header{Slots: []plan.Slot{1}}, Slot: 1}
		if rapid.Bool().Draw(t, "limited") {
			n.Set = drawSet(t, fx)
		}
		check(t, fx, n)
	})
}

// TestMergeUnionOfTwo merges inputs of several batches each by one key.
func TestMergeUnionOfTwo(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	for _, most := range []int{3, 700, 1 << 40} {
		u := &plan.Union{Header: plan.Header{Slots: []plan.Slot{0, 1, 2}, Maybe: []plan.Slot{1, 2}, Sorted: []plan.Slot{0}}}
		u.In = []plan.Node{sortByID(manyRows(5000, most, 0, 1), u.Sorted), sortByID(manyRows(3500, most, 0, 2), u.Sorted)}
		got, err := collect(fx.ds, u, testSlots, exec.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sameBag(t, "a merge union", got, (&naive{fx: fx, n: testSlots}).eval(u))
		sortedBy(t, "a merge union", got, u.Sorted)
	}
}

func TestJoins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		check(t, fx, drawJoin(t, fx, 2))
	})
}

// TestJoinRefusesBatches: conditions that no pair of the first batches fulfils leave
// the later ones as they are.
func TestJoinRefusesBatches(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	one, _ := graph.IntegerID(1)
	two, _ := graph.IntegerID(2)
	same := &algebra.Call{Name: "SAMETERM", Args: []algebra.Expr{variable(1), variable(2)}}
	left := &plan.Values{Header: plan.Header{Slots: []plan.Slot{0, 1}}}
	for range 3 * exec.BatchRows {
		left.Rows = append(left.Rows, []graph.ID{one, one})
	}
	left.Rows = append(left.Rows, []graph.ID{one, two})
	right := &plan.Values{Header: plan.Header{Slots: []plan.Slot{0, 2}}, Rows: [][]graph.ID{{one, two}}}
	for _, c := range []struct {
		kind plan.JoinKind
		want int
	}{{plan.Inner, 1}, {plan.Left, len(left.Rows)}, {plan.Semi, 1}, {plan.Anti, len(left.Rows) - 1}} {
		j := &plan.Join{Header: plan.Header{Slots: []plan.Slot{0, 1}}, Kind: c.kind, Algorithm: plan.HashAlgorithm,
			Left: left, Right: right, Keys: []plan.Slot{0}, On: []*plan.Condition{{Program: compile(t, same), Source: same}}}
		got, err := collect(fx.ds, j, testSlots, exec.Options{})
		if err != nil || len(got) != c.want {
			t.Errorf("join of kind %d: %d rows, %v; want %d", c.kind, len(got), err, c.want)
		}
	}
}

func TestDistinct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		in := drawInput(t, fx, 1)
		d := &plan.Distinct{Header: *in.Head(), In: in}
		if d.Streaming = rapid.Bool().Draw(t, "streaming"); d.Streaming {
			d.In = sortByID(in, in.Head().Slots)
		}
		check(t, fx, d)
	})
}

func TestSortByID(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		in := drawInput(t, fx, 1)
		s := sortByID(in, in.Head().Slots)
		all := check(t, fx, s)
		sortedBy(t, "sort", all, s.Sorted)
		limit := rapid.IntRange(0, len(all)+1).Draw(t, "limit")
		s.Limit = int64(limit)
		top, err := collect(fx.ds, s, testSlots, exec.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if want := all[:min(limit, len(all))]; !slices.EqualFunc(top, want, slices.Equal[row]) {
			t.Fatalf("the first %d:\ngot  %v\nwant %v", limit, top, want)
		}
		offset := rapid.IntRange(0, len(all)).Draw(t, "offset")
		s.Limit = -1
		part, err := collect(fx.ds, &plan.Slice{Header: *in.Head(), In: s, Offset: int64(offset), Limit: int64(limit)}, testSlots, exec.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if want := all[offset:min(offset+limit, len(all))]; !slices.EqualFunc(part, want, slices.Equal[row]) {
			t.Fatalf("%d from %d on:\ngot  %v\nwant %v", limit, offset, part, want)
		}
	})
}

func TestMergedUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		u := &plan.Union{}
		for range rapid.IntRange(1, 4).Draw(t, "inputs") {
			u.In = append(u.In, sortByID(drawScan(t, fx), nil))
			u.Slots = append(u.Slots, u.In[len(u.In)-1].Head().Slots...)
		}
		slices.Sort(u.Slots)
		u.Slots = slices.Compact(u.Slots)
		u.Sorted = u.Slots[:rapid.IntRange(min(1, len(u.Slots)), len(u.Slots)).Draw(t, "sorted by")]
		for i := range u.In {
			u.In[i] = sortByID(u.In[i].(*plan.Sort).In, u.Sorted)
		}
		sortedBy(t, "union", check(t, fx, u), u.Sorted)
	})
}
