package exec

import (
	"context"
	"errors"
	"sync"

	"github.com/chancery-graph/chancery/graph"
)

// decodePart is the number of terms from which it pays to decode them in a goroutine
// of their own: reading a block of a dictionary takes much longer than starting one.
const decodePart = 256

// texts are terms in an arena, and where each ends.
type texts struct {
	arena []byte
	ends  []int
	err   error
}

var textsPool = sync.Pool{New: func() any { return &texts{} }}

// appendStored appends the texts of IDs of the dataset that rise, and where each
// ends, as [Dataset.AppendTerms] does. Many are divided among as many goroutines as
// the run has to spare.
func (t *Terms) appendStored(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	spare := t.spare(len(ids)/decodePart - 1)
	if spare == 0 {
		return t.ds.AppendTerms(ctx, dst, ends, ids)
	}
	size := (len(ids) + spare) / (spare + 1)
	parts := make([]*texts, spare)
	var wait sync.WaitGroup
	for i := range parts {
		p := textsPool.Get().(*texts)
		parts[i] = p
		part := ids[(i+1)*size : min((i+2)*size, len(ids))]
		wait.Go(func() {
			p.arena, p.ends, p.err = t.ds.AppendTerms(ctx, p.arena[:0], p.ends[:0], part)
			<-t.workers
		})
	}
	dst, ends, err := t.ds.AppendTerms(ctx, dst, ends, ids[:size])
	wait.Wait()
	for _, p := range parts {
		if err = errors.Join(err, p.err); err == nil {
			at := len(dst)
			dst = append(dst, p.arena...)
			for _, end := range p.ends {
				ends = append(ends, at+end)
			}
		}
		textsPool.Put(p)
	}
	return dst, ends, err
}

// spare takes up to most of the run's workers that have nothing to do and returns how
// many it got.
func (t *Terms) spare(most int) int {
	for n := range most {
		select {
		case t.workers <- struct{}{}:
		default:
			return n
		}
	}
	return max(most, 0)
}
