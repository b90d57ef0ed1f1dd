package projection

import (
	"sync/atomic"

	"github.com/chancery-graph/chancery/graph"
)

// view is the state after one event: immutable, shared by snapshots. Runs are
// ordered from the oldest to the newest.
type view struct {
	mem  *pool
	seq  graph.Seq
	hash graph.Digest
	runs []run
	refs int // guarded by Projection.mu; the current view counts one
	// known are the statistics that were asked for last, newest first and at most
	// knownEvents: queries ask for them each time, and they do not change.
	known atomic.Pointer[[]knownPredicates]
}

// knownEvents is how many events' statistics a view keeps: as many as a person
// goes back and forth between, or people who ask a server.
const knownEvents = 16

// knownPredicates are the predicates of a view as of an event.
type knownPredicates struct {
	seq  graph.Seq
	list []graph.PredicateStats
}

// sources lists one permutation of every run.
func (v *view) sources(o graph.Order) []source {
	out := make([]source, len(v.runs))
	for i, r := range v.runs {
		out[i] = r.source(o)
	}
	return out
}

// sourcesAt lists the runs in which something had happened as of seq.
func (v *view) sourcesAt(o graph.Order, seq graph.Seq) []source {
	out := make([]source, 0, len(v.runs))
	for _, r := range v.runs {
		if first, _ := r.span(); first <= seq {
			out = append(out, r.source(o))
		}
	}
	return out
}

// acquire holds the current view until release.
func (p *Projection) acquire() *view {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := p.view.Load()
	v.refs++
	return v
}

// release lets a view go; runs that no view holds any more are deleted from the
// store.
func (p *Projection) release(v *view) error {
	p.mu.Lock()
	v.refs--
	var dead []*diskRun
	if v.refs == 0 {
		for _, r := range v.runs {
			if d, ok := r.(*diskRun); ok {
				if d.refs--; d.refs == 0 {
					dead = append(dead, d)
				}
			}
		}
	}
	p.mu.Unlock()
	for _, d := range dead {
		if err := p.deleteRun(d.desc.ID); err != nil {
			return err
		}
	}
	return nil
}

// publish makes v the current view.
func (p *Projection) publish(v *view) error {
	p.mu.Lock()
	v.refs = 1
	for _, r := range v.runs {
		if d, ok := r.(*diskRun); ok {
			d.refs++
		}
	}
	old := p.view.Swap(v)
	p.mu.Unlock()
	if old == nil {
		return nil
	}
	return p.release(old)
}
