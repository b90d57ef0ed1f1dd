package journal

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
)

// dataset is a dataset with the graph of the log beside its own graphs.
type dataset struct {
	exec.Dataset
	log   *memory.Dataset
	graph graph.ID
}

// ours tells whether only the log has a term.
func ours(id graph.ID) bool { return id.InDictionary() && id.Payload() >= memory.FirstOver }

// Lookup implements [exec.Dataset].
func (d *dataset) Lookup(ctx context.Context, text []byte) (graph.ID, bool, error) {
	if id, ok, err := d.Dataset.Lookup(ctx, text); ok || err != nil {
		return id, ok, err
	}
	return d.log.Lookup(ctx, text)
}

// AppendTerm implements [exec.Dataset].
func (d *dataset) AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error) {
	if ours(id) {
		return d.log.AppendTerm(ctx, dst, id)
	}
	return d.Dataset.AppendTerm(ctx, dst, id)
}

// AppendTerms implements [exec.Dataset]. Runs of terms of one side go to it
// together; there are few, since the IDs rise.
func (d *dataset) AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	var err error
	for len(ids) > 0 {
		n, side := 1, ours(ids[0])
		for n < len(ids) && ours(ids[n]) == side {
			n++
		}
		if side {
			dst, ends, err = d.log.AppendTerms(ctx, dst, ends, ids[:n])
		} else {
			dst, ends, err = d.Dataset.AppendTerms(ctx, dst, ends, ids[:n])
		}
		if err != nil {
			return dst, ends, err
		}
		ids = ids[n:]
	}
	return dst, ends, nil
}

// Scan implements [exec.Dataset].
func (d *dataset) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	if q.G == d.graph {
		return d.log.Scan(ctx, q)
	}
	return d.Dataset.Scan(ctx, q)
}

// Count implements [exec.Dataset].
func (d *dataset) Count(ctx context.Context, p graph.Pattern) (uint64, error) {
	if p.G == d.graph {
		return d.log.Count(ctx, p)
	}
	return d.Dataset.Count(ctx, p)
}
