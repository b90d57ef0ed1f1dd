package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/store"
)

// ingestPlan says how dispatches are to be stored.
type ingestPlan struct {
	command string // whose report it is
	choice  dispatchChoice
	options ingest.Options
	dryRun  bool
}

// ingestInputs reads inputs and reports each dispatch.
func (p *program) ingestInputs(ctx context.Context, s *store.Store, inputs []string, plan ingestPlan) error {
	report, err := p.newWriteReport(plan.command)
	if err != nil {
		return err
	}
	if err := p.eachDispatch(ctx, s, inputs, plan, report.add, report.reject); err != nil {
		return err
	}
	return report.end()
}

// eachDispatch reads inputs and appends the events in their order. stored is told
// of each that was read, rejected of each that is at fault; another error ends the
// work, as do theirs.
//
// Three steps run at once: dispatches are extracted in parallel, stated one after
// another, since each is matched to those before it, and appended, which waits for
// the disk.
func (p *program) eachDispatch(ctx context.Context, s *store.Store, inputs []string, plan ingestPlan,
	stored func(writeView) error, rejected func(string, error) error) (err error) {
	defer p.frugal()()
	w := &dispatchWriter{p: p, store: s, plan: plan, dropped: map[string]int{}, sources: map[string]string{}}
	m := p.meter(plan.command, 0, "dispatches", "facts")
	defer m.end()
	work, stop := context.WithCancel(ctx)
	statements := stateAll(work, s, p.jobs(work, inputs, plan.choice), plan)
	defer func() {
		stop()
		for done := range statements { // until the steps before have ended
			err = errors.Join(err, done.fatal)
		}
	}()
	for done := range statements {
		if cancelled(ctx) != nil {
			break
		}
		if done.fatal != nil {
			return done.fatal
		}
		facts := w.facts
		view, err := w.write(ctx, done)
		switch {
		case err == nil:
			err = stored(view)
		case aboutInput(err) && cancelled(ctx) == nil:
			err = rejected(done.Name, err)
		}
		if err != nil {
			return err
		}
		m.add(1, int64(w.facts-facts))
	}
	if cancelled(ctx) != nil {
		return context.Cause(ctx)
	}
	m.end()
	w.summarize()
	return nil
}

// frugalPercent is how much garbage may stand beside what is in use while many
// dispatches come in, in per cent of it: what is in use stays the same however many
// they are, and most of the peak would be garbage. It costs 6 % of processor time (the
// mean of three runs of 2,000 dispatches with $GOGC 50 and 100).
const frugalPercent = 50

// frugal has garbage collected sooner until done is called, unless $GOGC says when.
func (p *program) frugal() (done func()) {
	if getenv(p.env, "GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(frugalPercent)
	return func() { debug.SetGCPercent(before) }
}

// statedDispatch is a dispatch that waits to be appended.
type statedDispatch struct {
	ingest.Outcome
	*ingest.Stated
	fatal error // of the directory, not of the dispatch; the last one
}

// statedAhead is how many dispatches may wait to be appended.
const statedAhead = 8

// stateAll has dispatches extracted and states them, in their order. The channel
// is closed when all are done or ctx has ended, and the directory with it.
func stateAll(ctx context.Context, s *store.Store, jobs iter.Seq[ingest.Job], plan ingestPlan) <-chan statedDispatch {
	out := make(chan statedDispatch, statedAhead)
	go func() {
		defer close(out)
		dir := openDirectory(s, plan.dryRun)
		opts := plan.options
		opts.Directory = dir
		for read := range ingest.ReadAll(ctx, jobs, opts.Extractor, 0) {
			done := statedDispatch{Outcome: read}
			if done.Err == nil {
				done.Stated, done.Err = ingest.Build(ctx, read.Reading, opts)
			}
			if done.Err == nil {
				done.fatal = dir.learn(ctx, done.Quads)
			}
			select {
			case out <- done:
			case <-ctx.Done():
			}
			if done.fatal != nil || ctx.Err() != nil {
				break
			}
		}
		if err := dir.Close(); err != nil {
			out <- statedDispatch{fatal: err} // eachDispatch reads until the end
		}
	}()
	return out
}

// dispatchWriter appends dispatches, one event each.
type dispatchWriter struct {
	p     *program
	store *store.Store
	plan  ingestPlan

	dispatches, facts, candidates, matched int
	dropped                                map[string]int
	sources                                map[string]string // named by --source, with their inputs
}

// write appends what a dispatch states.
func (w *dispatchWriter) write(ctx context.Context, in statedDispatch) (writeView, error) {
	if in.Err != nil {
		return writeView{}, dispatchError(in.Name, in.Err)
	}
	d := in.Dispatch
	if w.plan.choice.source != "" {
		if first, ok := w.sources[string(d.Source)]; ok {
			return writeView{}, usagef(w.plan.command, "--source names one dispatch, and there are %s and %s", first, in.Name)
		}
		w.sources[string(d.Source)] = in.Name
	}
	if w.plan.dryRun {
		w.count(in)
		return writeView{Input: in.Name, Status: statusDryRun, Added: uint64(len(in.Quads))}, nil
	}
	digest := graph.Digest(d.SHA256)
	receipt, err := w.store.Append(ctx, store.Event{
		Header: graph.Header{Kind: graph.KindDocument, Agent: w.p.agent(), Source: string(d.Source), Document: digest,
			Extractor: w.plan.options.ExtractorName(), Message: d.Title, Commit: commitID(w.plan.options, digest)},
		Patch: &quadPatch{quads: in.Quads},
	})
	if err != nil {
		return writeView{}, err
	}
	if !receipt.Repeated {
		w.count(in)
	}
	return viewReceipt(in.Name, receipt), nil
}

// commitID is what makes a dispatch the same one: its bytes, who reads them, and
// what counts as a fact. Changing its form makes stores take dispatches again.
func commitID(opts ingest.Options, digest graph.Digest) string {
	id := fmt.Sprintf("%s sha256:%s", opts.ExtractorName(), digest)
	if opts.MinConfidence != 0 && opts.MinConfidence != ingest.DefaultMinConfidence {
		id += fmt.Sprintf(" min-confidence:%g", opts.MinConfidence)
	}
	return id
}

func (w *dispatchWriter) count(in statedDispatch) {
	w.dispatches++
	w.facts += in.Facts
	w.candidates += in.Candidates
	w.matched += in.Matched
	if in.Reading.Report == nil {
		return
	}
	for reason, n := range in.Reading.Report.Dropped {
		w.dropped[reason] += n
	}
}

// summarize tells on stderr what was found.
func (w *dispatchWriter) summarize() {
	if w.dispatches == 0 {
		return
	}
	text := plural(int64(w.facts), "fact")
	if w.matched > 0 {
		text += fmt.Sprintf(", %s known before", plural(int64(w.matched), "contact"))
	}
	if w.candidates > 0 {
		text += fmt.Sprintf(", %s to review with 'chancery review'", plural(int64(w.candidates), "candidate"))
	}
	w.p.note("%s", text)
	if len(w.dropped) > 0 {
		w.p.note("not believed: %s", tallyText(w.dropped))
	}
}
