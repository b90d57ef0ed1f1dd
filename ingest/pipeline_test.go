package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// slowExtractor takes a random time, and counts how many run at once.
type slowExtractor struct{ running, most atomic.Int64 }

func (*slowExtractor) Name() string { return "slow/1" }

func (s *slowExtractor) Extract(context.Context, extract.Input) (*extract.Result, error) {
	s.most.Store(max(s.most.Load(), s.running.Add(1)))
	defer s.running.Add(-1)
	time.Sleep(time.Duration(rand.IntN(2000)) * time.Microsecond)
	return &extract.Result{}, nil
}

func jobs(n int, made *atomic.Int64) iter.Seq[ingest.Job] {
	return func(yield func(ingest.Job) bool) {
		for i := range n {
			made.Add(1)
			job := ingest.Job{Name: fmt.Sprint(i), Dispatch: &ingest.Dispatch{}}
			if i%7 == 3 {
				job = ingest.Job{Name: fmt.Sprint(i), Err: errors.ErrUnsupported}
			}
			if !yield(job) {
				return
			}
		}
	}
}

func TestReadAllKeepsTheOrder(t *testing.T) {
	x := &slowExtractor{}
	var made atomic.Int64
	n := 0
	for out := range ingest.ReadAll(context.Background(), jobs(200, &made), x, 4) {
		if out.Name != fmt.Sprint(n) || (n%7 == 3) != errors.Is(out.Err, errors.ErrUnsupported) || (out.Err == nil) != (out.Reading != nil) {
			t.Fatalf("job %d: got %+v", n, out)
		}
		if ahead := made.Load() - int64(n); ahead > 30 {
			t.Fatalf("%d jobs ahead: the pipeline does not hold back", ahead)
		}
		n++
	}
	if n != 200 || x.most.Load() < 2 || x.most.Load() > 4 {
		t.Errorf("%d outcomes, %d at once", n, x.most.Load())
	}
}

func TestReadAllStops(t *testing.T) {
	before := runtime.NumGoroutine()
	var made atomic.Int64
	for range ingest.ReadAll(context.Background(), jobs(1_000_000, &made), &slowExtractor{}, 2) {
		break
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	n := 0
	for range ingest.ReadAll(ctx, jobs(1_000_000, &made), &slowExtractor{}, 2) {
		if n++; n == 5 {
			stop()
		}
	}
	if made.Load() > 200 || n > 20 {
		t.Errorf("%d jobs were made, %d handed out", made.Load(), n)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}
