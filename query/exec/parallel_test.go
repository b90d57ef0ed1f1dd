package exec_test

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// endless is a cross product that takes hours.
func endless() plan.Node {
	n := hashJoin(plan.Semi, hashJoin(plan.Inner,
		hashJoin(plan.Inner, manyRows(spillRows, 1, 0), manyRows(spillRows, 1, 1)), manyRows(spillRows, 1, 2)), manyRows(1, 1, 0))
	n.Cost = 1e9
	return n
}

// TestApart builds right sides in goroutines: they are stopped when the left side
// turns out to be empty, and their errors and solutions arrive.
func TestApart(t *testing.T) {
	fx := load(t, "<n:1> <p:1> <n:2>")
	before := runtime.NumGoroutine()
	for _, parallelism := range []int{1, 2, 4} {
		start := time.Now()
		none := hashJoin(plan.Inner, &plan.Values{Header: plan.Header{Slots: []plan.Slot{0}}}, endless())
		if n, err := collectNone(fx.ds, none, 5, exec.Options{Parallelism: parallelism}); n != 0 || err != nil {
			t.Fatalf("got %d rows and error %v, want none", n, err)
		}
		if spent := time.Since(start); spent > time.Minute {
			t.Errorf("the right side of an empty left side ran for %v", spent)
		}
		var limit *exec.LimitError
		some := hashJoin(plan.Left, manyRows(10, 1, 0), endless())
		_, err := collectNone(fx.ds, some, 5, exec.Options{Parallelism: parallelism, Timeout: 50e6})
		if !errors.As(err, &limit) || limit.Limit != exec.LimitTime {
			t.Errorf("got error %v, want the limit of time", err)
		}
	}
	right := manyRows(5000, 1000, 1, 2)
	right.Cost = 1e9
	far := manyRows(5000, 1000, 2, 3)
	far.Cost = 1e9
	chain := hashJoin(plan.Inner, hashJoin(plan.Inner, manyRows(2000, 1000, 0, 1), right), far)
	want, err := collect(fx.ds, chain, 5, exec.Options{Parallelism: 1})
	if err != nil {
		t.Fatal(err)
	}
	got, err := collect(fx.ds, chain, 5, exec.Options{Parallelism: 4})
	if err != nil {
		t.Fatal(err)
	}
	sameBag(t, "a chain of joins", got, want)
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines run on", after-before)
	}
}
