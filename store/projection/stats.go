package projection

import (
	"context"
	"encoding/binary"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// joinCounts pairs what PSOG and POSG say of the same predicates, which both
// list in ascending order.
func joinCounts(bySubject, byObject []predicateCount) []runPredicate {
	out := make([]runPredicate, len(bySubject))
	for i, c := range bySubject {
		out[i] = runPredicate{predicate: c.predicate, subjects: c.distinct, objects: byObject[i].distinct}
	}
	return out
}

func appendPredicates(b []byte, preds []runPredicate) []byte {
	b = binary.AppendUvarint(b, uint64(len(preds)))
	var prev graph.ID
	for _, p := range preds {
		b = binary.AppendUvarint(b, uint64(p.predicate-prev))
		b = binary.AppendUvarint(b, p.subjects)
		b = binary.AppendUvarint(b, p.objects)
		prev = p.predicate
	}
	return b
}

func decodePredicates(b []byte) ([]runPredicate, error) {
	v := varints{b: b}
	var out []runPredicate
	var prev graph.ID
	for n := v.next(); n > 0 && !v.bad; n-- {
		prev += v.id()
		out = append(out, runPredicate{prev, v.next(), v.next()})
	}
	if v.bad || len(v.b) != 0 {
		return nil, ErrIndex
	}
	return out, nil
}

// predicates sums the runs' statistics. Rows are exact; distinct subjects and
// objects are exact for one run without removals and upper bounds otherwise.
func (v *view) predicates(ctx context.Context, seq graph.Seq, r blockReader) ([]graph.PredicateStats, error) {
	if list, ok := v.recall(seq); ok {
		return slices.Clone(list), nil
	}
	list, err := v.countPredicates(ctx, seq, r)
	if err != nil {
		return nil, err
	}
	v.remember(knownPredicates{seq, list})
	return slices.Clone(list), nil
}

func (v *view) recall(seq graph.Seq) ([]graph.PredicateStats, bool) {
	known := v.known.Load()
	if known == nil {
		return nil, false
	}
	for _, k := range *known {
		if k.seq == seq {
			return k.list, true
		}
	}
	return nil, false
}

// remember keeps the statistics of an event in the place of the oldest ones. Of two
// goroutines at once one may go unremembered.
func (v *view) remember(k knownPredicates) {
	list := []knownPredicates{k}
	if old := v.known.Load(); old != nil {
		list = append(list, (*old)[:min(len(*old), knownEvents-1)]...)
	}
	v.known.Store(&list)
}

func (v *view) countPredicates(ctx context.Context, seq graph.Seq, r blockReader) ([]graph.PredicateStats, error) {
	sum := map[graph.ID]graph.PredicateStats{}
	for _, run := range v.runs {
		preds, err := run.predicates()
		if err != nil {
			return nil, err
		}
		for _, p := range preds {
			s := sum[p.predicate]
			s.Predicate = p.predicate
			s.Subjects += p.subjects
			s.Objects += p.objects
			sum[p.predicate] = s
		}
	}
	out := make([]graph.PredicateStats, 0, len(sum))
	for _, s := range sum {
		n, err := v.count(ctx, &graph.Pattern{P: s.Predicate}, seq, r)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue
		}
		s.Rows = n
		s.Subjects, s.Objects = min(s.Subjects, n), min(s.Objects, n)
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b graph.PredicateStats) int {
		if a.Predicate < b.Predicate {
			return -1
		}
		return 1
	})
	return out, nil
}
