package ingest

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// Job is one input of a pipeline: a dispatch to be read, or the error that there
// is instead of one.
type Job struct {
	// Name is that of the input, for messages.
	Name string
	// ID names the dispatch; may be empty.
	ID       string
	Dispatch *Dispatch
	Err      error
}

// Outcome is what became of a job: Reading, or Err.
type Outcome struct {
	Job
	Reading *Reading
}

// ahead is how many jobs each worker may be ahead of the one that is handed out,
// which bounds the memory of a pipeline whatever the number of its jobs.
const ahead = 4

// ReadAll has dispatches read by several workers at once and hands the outcomes
// out in the order of the jobs, each with its error, if any. jobs runs in a
// goroutine of its own, and is stopped when the consumer stops or ctx ends; then
// the sequence ends, and the caller asks ctx why. workers <= 0 means one for each
// processor.
func ReadAll(ctx context.Context, jobs iter.Seq[Job], x Extractor, workers int) iter.Seq[Outcome] {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return func(yield func(Outcome) bool) {
		ctx, stop := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer stop()
		// Each job takes its place in the queue before it is worked on, so that the
		// queue has the order of the jobs whoever is done first.
		queue := make(chan chan Outcome, ahead*workers)
		places := make(chan placed)
		for range workers { // each for all of its jobs, so that its stack grows once
			running.Go(func() {
				for p := range places {
					p.place <- work(ctx, p.job, x)
				}
			})
		}
		running.Go(func() {
			defer close(queue)
			defer close(places)
			for job := range jobs {
				p := placed{job, make(chan Outcome, 1)}
				select {
				case queue <- p.place:
				case <-ctx.Done():
					return
				}
				select {
				case places <- p:
				case <-ctx.Done():
					return
				}
			}
		})
		for place := range queue {
			select {
			case done := <-place:
				if !yield(done) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// placed is a job and where its outcome is waited for.
type placed struct {
	job   Job
	place chan Outcome
}

func work(ctx context.Context, job Job, x Extractor) Outcome {
	out := Outcome{Job: job}
	if job.Err == nil {
		out.Reading, out.Err = Extract(ctx, job.Dispatch, x)
	}
	return out
}
