package projection

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// mergeOrder writes the merged rows of several sources, oldest first, to a sink.
// fold turns the fragments of one statement into rows.
func mergeOrder(ctx context.Context, mem *pool, sources []source, r blockReader, sink rowSink, fold foldFunc) error {
	m, err := openMerger(mem, sources, r, &wholeRange, nil)
	if err != nil {
		return err
	}
	defer m.close()
	single := makeRows(4)
	var folded []fragment
	for {
		sp, ok, err := m.next(ctx)
		if err != nil || !ok {
			return err
		}
		if sp.c != nil {
			if err := addSpan(&sp, sink); err != nil {
				return err
			}
			continue
		}
		folded = fold(folded[:0], sp.group)
		single.reset()
		for _, f := range folded {
			single.append(sp.key, f.added, f.removed)
		}
		if single.len() > 0 {
			if err := sink.add(single); err != nil {
				return err
			}
		}
	}
}

// foldFunc appends to dst what the fragments of one statement, oldest source
// first, come to. Statements that one source alone holds pass unfolded.
type foldFunc func(dst, group []fragment) []fragment

func addSpan(sp *span, sink rowSink) error {
	if err := sp.c.loadKeys(); err != nil {
		return err
	}
	added, removed, err := sp.c.frame.eventColumns()
	if err != nil {
		return err
	}
	r := rows{added: added[sp.from:sp.to], removed: removed[sp.from:sp.to]}
	for c := range r.cols {
		r.cols[c] = sp.c.keys[c][sp.from:sp.to]
	}
	return sink.add(r)
}

// foldHistory joins the intervals that several runs hold of one statement: an
// add of an older run with the removal that a newer run holds.
func foldHistory(dst, group []fragment) []fragment {
	type event struct {
		seq graph.Seq
		add bool
	}
	var buf [16]event
	events := buf[:0]
	for _, f := range group {
		if f.added != 0 {
			events = append(events, event{f.added, true})
		}
		if f.removed != graph.NoSeq {
			events = append(events, event{f.removed, false})
		}
	}
	slices.SortFunc(events, func(a, b event) int {
		if a.seq < b.seq {
			return -1
		}
		return 1
	})
	open := graph.Seq(0)
	for _, e := range events {
		if e.add {
			open = e.seq
			continue
		}
		dst = append(dst, fragment{open, e.seq})
		open = 0
	}
	if open != 0 {
		dst = append(dst, fragment{open, graph.NoSeq})
	}
	return dst
}
