package exec_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// drawApply draws a join whose right side depends on values of the left: a join
// of the parameters with a scan, whose first solutions or repeats may be dropped.
func drawApply(t *rapid.T, fx *fixture) *plan.Join {
	left := drawInput(t, fx, 1)
	j := &plan.Join{
		Kind: plan.JoinKind(rapid.IntRange(int(plan.Inner), int(plan.Anti)).Draw(t, "kind")), Left: left,
		Algorithm: plan.ApplyAlgorithm,
	}
	s := drawScan(t, fx)
	param := &plan.Param{}
	for _, slot := range left.Head().Slots {
		if rapid.Bool().Draw(t, "parameter") {
			param.Slots = append(param.Slots, slot)
		}
	}
	param.Maybe = left.Head().Maybe
	j.Keys = param.Slots
	inner := &plan.Join{Kind: plan.Inner, Algorithm: plan.HashAlgorithm, Left: param, Right: s}
	share(inner)
	for _, slot := range slices.Concat(param.Slots, s.Slots) {
		if !slices.Contains(inner.Slots, slot) {
			inner.Slots = append(inner.Slots, slot)
		}
	}
	slices.Sort(inner.Slots)
	for _, slot := range param.Maybe {
		if slices.Contains(param.Slots, slot) && !slices.Contains(s.Slots, slot) {
			inner.Maybe = append(inner.Maybe, slot)
		}
	}
	j.Right = inner
	if rapid.Bool().Draw(t, "distinct") {
		j.Right = &plan.Distinct{Header: inner.Header, In: inner}
	}
	for _, slot := range left.Head().Slots {
		if slices.Contains(inner.Slots, slot) && !slices.Contains(j.Keys, slot) {
			j.Loose = append(j.Loose, slot)
		}
	}
	finishJoin(t, j)
	return j
}

// drawBind draws a join that passes all values of its keys in at once.
func drawBind(t *rapid.T, fx *fixture) *plan.Join {
	j := drawApply(t, fx)
	j.Algorithm, j.Keys, j.Loose = plan.BindAlgorithm, nil, nil
	for _, slot := range certain(j.Left) {
		if slices.Contains(certain(j.Right), slot) {
			j.Keys = append(j.Keys, slot)
		}
	}
	inner := j.Right
	if d, ok := inner.(*plan.Distinct); ok {
		inner = d.In
	}
	param := inner.(*plan.Join).Left.(*plan.Param)
	param.Slots = slices.DeleteFunc(slices.Clone(param.Slots), func(s plan.Slot) bool { return !slices.Contains(j.Keys, s) })
	param.Maybe = nil
	share(inner.(*plan.Join))
	for _, slot := range j.Left.Head().Slots {
		if slices.Contains(inner.Head().Slots, slot) && !slices.Contains(j.Keys, slot) {
			j.Loose = append(j.Loose, slot)
		}
	}
	// What is not passed in any more, and not scanned, the right does not bind.
	scan := inner.(*plan.Join).Right.Head()
	j.Keys = slices.DeleteFunc(j.Keys, func(s plan.Slot) bool {
		return !slices.Contains(param.Slots, s) && !slices.Contains(scan.Slots, s)
	})
	return j
}

func TestBind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		check(t, fx, drawBind(t, fx))
	})
}

func TestApply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fx := drawFixture(t)
		check(t, fx, drawApply(t, fx))
	})
}

// TestApplyForgets evaluates a right side whose solutions do not all fit into
// memory.
func TestApplyForgets(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	left := manyRows(3000, 200, 0)
	j := &plan.Join{Kind: plan.Inner, Algorithm: plan.ApplyAlgorithm, Left: left, Keys: []plan.Slot{0}}
	param := &plan.Param{Header: plan.Header{Slots: []plan.Slot{0}}}
	j.Right = hashJoin(plan.Inner, param, manyRows(100, 100, 1))
	j.Slots = []plan.Slot{0, 1}
	for _, most := range []int64{0, 400 << 10} {
		got, err := collect(fx.ds, j, 5, exec.Options{MaxMemory: most})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 3000*100 {
			t.Fatalf("with a limit of %d bytes: got %d rows, want 300000", most, len(got))
		}
		for i, r := range got {
			if r[0] != left.Rows[i/100][0] || r[1] == graph.None {
				t.Fatalf("row %d is %v, which does not belong to %v", i, r, left.Rows[i/100])
			}
		}
	}
}
