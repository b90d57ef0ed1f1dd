package exec_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/plan"
)

// watched counts the scans of a dataset, and asks before each batch.
type watched struct {
	exec.Dataset
	scans  atomic.Int64
	before func(ctx context.Context) error
}

type watchedScanner struct {
	graph.Splitter
	of *watched
}

func (w *watched) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	w.scans.Add(1)
	sc, err := w.Dataset.Scan(ctx, q)
	if err != nil {
		return nil, err
	}
	return watchedScanner{sc.(graph.Splitter), w}, nil
}

func (s watchedScanner) Next(ctx context.Context, b *graph.Batch) error {
	if s.of.before != nil {
		if err := s.of.before(ctx); err != nil {
			return err
		}
	}
	return s.Splitter.Next(ctx, b)
}

// contacts are meetings with attendees (p:1), mostly a place (p:2) and sometimes a
// status (p:3), some of it in two graphs.
func contacts(t failer, meetings int) *fixture {
	r := rand.New(rand.NewPCG(uint64(meetings), 1))
	var lines []string
	for m := range meetings {
		for range r.IntN(5) {
			lines = append(lines, fmt.Sprintf("<m:%d> <p:1> <a:%d>", m, r.IntN(40)))
		}
		if r.IntN(10) > 0 {
			lines = append(lines, fmt.Sprintf("<m:%d> <p:2> <l:%d>", m, r.IntN(20)))
		}
		if r.IntN(3) > 0 {
			lines = append(lines, fmt.Sprintf("<m:%d> <p:3> <s:%d>", m, r.IntN(2)))
		}
	}
	for _, line := range lines {
		if r.IntN(4) == 0 {
			lines = append(lines, line+" <g:1>")
		}
	}
	return load(t, lines...)
}

// property scans a property in an order that is sorted by its subject or its object.
func property(t failer, fx *fixture, name string, order graph.Order, s, o plan.Slot) *plan.Scan {
	t.Helper()
	id, ok, err := fx.ds.Lookup(context.Background(), []byte(name))
	if err != nil || !ok {
		t.Fatalf("%s: %v %v", name, ok, err)
	}
	n := &plan.Scan{
		Header: plan.Header{Slots: []plan.Slot{min(s, o), max(s, o)}, Sorted: []plan.Slot{s, o}},
		S:      plan.Term{Slot: s}, P: plan.Term{ID: id, Slot: plan.NoSlot}, O: plan.Term{Slot: o},
		G: plan.Term{Slot: plan.NoSlot}, Graphs: plan.GraphUnion, Order: order,
	}
	if order == graph.POSG {
		n.Sorted = []plan.Slot{o, s}
	}
	return n
}

func merged(kind plan.JoinKind, left, right plan.Node, key plan.Slot) *plan.Join {
	j := hashJoin(kind, left, right)
	j.Algorithm, j.Keys, j.Sorted = plan.MergeAlgorithm, []plan.Slot{key}, []plan.Slot{key}
	return j
}

// dividable are plans in which work is divided, by name.
func dividable(t failer, fx *fixture) map[string]plan.Node {
	who := func() plan.Node { return property(t, fx, "<p:1>", graph.PSOG, 0, 1) }
	place := func() plan.Node { return property(t, fx, "<p:2>", graph.PSOG, 0, 2) }
	status := func() plan.Node { return property(t, fx, "<p:3>", graph.PSOG, 0, 3) }
	byActor := func() plan.Node { return property(t, fx, "<p:1>", graph.POSG, 0, 1) }
	perActor := counted(byActor(), 4)
	perActor.Keys, perActor.Slots, perActor.Sorted = []plan.Slot{1}, []plan.Slot{1, 4}, []plan.Slot{1}
	hashed := counted(merged(plan.Left, who(), place(), 0), 4)
	hashed.Keys, hashed.Slots, hashed.Streaming = []plan.Slot{2}, []plan.Slot{2, 4}, false
	union := &plan.Union{Header: plan.Header{Slots: []plan.Slot{0, 1, 2}, Maybe: []plan.Slot{1, 2}, Sorted: []plan.Slot{0}},
		In: []plan.Node{who(), place()}}
	bySubject := func(n plan.Node) plan.Node { return sortByID(n, []plan.Slot{0}) }
	apart := merged(plan.Semi, place(), status(), 0)
	apart.Cost = 1e9 // read by a goroutine of its own
	return map[string]plan.Node{
		"a scan that is sorted":        sortByID(byActor(), []plan.Slot{0, 1}),
		"a join that is sorted":        sortByID(merged(plan.Inner, who(), place(), 0), []plan.Slot{2, 1, 0}),
		"groups that are sorted":       sortByID(perActor, []plan.Slot{4, 1}),
		"a join that is grouped":       hashed,
		"a join that is counted":       counted(merged(plan.Inner, who(), place(), 0), 4),
		"an anti join that is counted": counted(merged(plan.Anti, place(), status(), 0), 4),
		"a union that is counted":      counted(merged(plan.Inner, union, status(), 0), 4),
		"the right side of a join":     hashJoin(plan.Inner, manyRows(3, 1, 4), merged(plan.Semi, who(), status(), 0)),
		"both sides of a join":         hashJoin(plan.Inner, bySubject(who()), apart),
	}
}

// TestDivided compares divided work with the definitions, and that of the operators
// with what they do undivided.
func TestDivided(t *testing.T) {
	fx := contacts(t, 900)
	for name, root := range dividable(t, fx) {
		t.Run(name, func(t *testing.T) {
			want := (&naive{fx: fx, n: 5}).eval(root)
			alone := &watched{Dataset: fx.ds}
			if _, err := collect(alone, root, 5, exec.Options{Parallelism: 1, Eager: true}); err != nil {
				t.Fatal(err)
			}
			for parallelism := 1; parallelism <= 4; parallelism++ {
				ds := &watched{Dataset: fx.ds}
				got, err := collect(ds, root, 5, exec.Options{Parallelism: parallelism, Eager: true, Profile: parallelism%2 == 0})
				if err != nil {
					t.Fatal(err)
				}
				sameBag(t, name, got, want)
				if parallelism > 1 && ds.scans.Load() < 4*alone.scans.Load() {
					t.Errorf("%d scans, undivided %d: the work was not divided", ds.scans.Load(), alone.scans.Load())
				}
			}
		})
	}
}

// TestDividedProfile: the rows of a scan are those of all its parts.
func TestDividedProfile(t *testing.T) {
	fx := contacts(t, 900)
	scan := property(t, fx, "<p:1>", graph.POSG, 0, 1)
	root := sortByID(scan, []plan.Slot{0})
	want := len((&naive{fx: fx, n: 5}).eval(scan))
	for _, o := range []exec.Options{{Profile: true}, {Profile: true, Eager: true, Parallelism: 3}} {
		c, err := exec.Run(t.Context(), planOf(root, 5), fx.ds, o)
		if err != nil {
			t.Fatal(err)
		}
		b := exec.NewBatch(5)
		for {
			if err := c.Next(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			if b.Len() == 0 {
				break
			}
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		if did := c.Profile()[scan]; did == nil || did.Rows != int64(want) || did.Time <= 0 {
			t.Errorf("eager %v: the scan did %+v, want %d rows", o.Eager, did, want)
		}
	}
}

// TestDividedStops ends divided work at a limit, an error and a cancelled context,
// after which nothing is held and nothing runs.
func TestDividedStops(t *testing.T) {
	fx := contacts(t, 900)
	broken := errors.New("broken")
	for name, root := range dividable(t, fx) {
		for what, stop := range map[string]struct {
			before func(cancel func(), n int64) error
			o      exec.Options
			is     func(error) bool
		}{
			"an error": {
				before: func(_ func(), n int64) error {
					if n == 9 {
						return broken
					}
					return nil
				},
				is: func(err error) bool { return errors.Is(err, broken) },
			},
			"a cancelled context": {
				before: func(cancel func(), n int64) error {
					if n == 9 {
						cancel()
					}
					return nil
				},
				is: func(err error) bool { return errors.Is(err, context.Canceled) },
			},
			"a timeout": {
				before: func(_ func(), n int64) error {
					if n > 4 {
						time.Sleep(20 * time.Millisecond)
					}
					return nil
				},
				o:  exec.Options{Timeout: 10 * time.Millisecond},
				is: func(err error) bool { return isLimit(err, exec.LimitTime) },
			},
		} {
			t.Run(name+", "+what, func(t *testing.T) {
				goroutines := runtime.NumGoroutine()
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				var batches atomic.Int64
				ds := &watched{Dataset: fx.ds, before: func(context.Context) error {
					return stop.before(cancel, batches.Add(1))
				}}
				stop.o.Parallelism, stop.o.Eager = 3, true
				c, err := exec.Run(ctx, planOf(root, 5), ds, stop.o)
				if err != nil {
					t.Fatal(err)
				}
				b := exec.NewBatch(5)
				for err == nil {
					if err = c.Next(ctx, b); err == nil && b.Len() == 0 {
						t.Fatal("the whole answer came")
					}
				}
				if !stop.is(err) {
					t.Errorf("error is %v", err)
				}
				read := batches.Load()
				for range 100 { // those that have been waited for may still be ending
					if runtime.NumGoroutine() <= goroutines {
						break
					}
					time.Sleep(time.Millisecond)
				}
				if n := runtime.NumGoroutine(); n > goroutines || batches.Load() > read {
					t.Errorf("%d goroutines run on after Next, %d batches were read", n-goroutines, batches.Load()-read)
				}
				if err := c.Close(); err != nil {
					t.Error(err)
				}
				if left := c.Memory() - c.Terms().Bytes(); left != 0 {
					t.Errorf("%d bytes are held after Close", left)
				}
			})
		}
	}
}

// TestDividedMemory: parts that are evaluated side by side ask one budget. Answers are
// whole, or the error is that of the limit.
func TestDividedMemory(t *testing.T) {
	fx := contacts(t, 900)
	whole, limited := 0, 0
	for name, root := range dividable(t, fx) {
		want := (&naive{fx: fx, n: 5}).eval(root)
		for memory := int64(1000); memory < 2_000_000; memory *= 3 {
			got, err := collect(fx.ds, root, 5, exec.Options{Parallelism: 3, Eager: true, MaxMemory: memory, SpillDir: t.TempDir()})
			switch {
			case isLimit(err, exec.LimitMemory):
				limited++
			case err != nil:
				t.Fatalf("%s with %d bytes: %v", name, memory, err)
			default:
				whole++
				sameBag(t, name, got, want)
			}
		}
	}
	if whole == 0 || limited == 0 {
		t.Errorf("%d answers were whole and %d stopped, want some of both", whole, limited)
	}
}

func isLimit(err error, limit string) bool {
	var l *exec.LimitError
	return errors.As(err, &l) && l.Limit == limit
}
