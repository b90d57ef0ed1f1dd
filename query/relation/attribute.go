package relation

import (
	"cmp"
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// fact is a statement about a subject in hand.
type fact struct {
	s    graph.ID
	p    predicate
	o, g graph.ID
}

func compareFacts(a, b fact) int {
	return cmp.Or(cmp.Compare(a.s, b.s), cmp.Compare(a.p, b.p), cmp.Compare(a.o, b.o), cmp.Compare(a.g, b.g))
}

// pointRows is what reading one subject by itself costs, in rows of a scan that
// runs through: the block that holds it has to be decoded, and no more.
const pointRows = graph.BatchRows

// fewSubjects are read one by one without asking what else it would cost.
const fewSubjects = 64

// facts returns the statements with one of the subjects and one of the
// properties, sorted by subject, property, object and graph name, without
// repeats. The subjects are sorted and distinct. It reads each subject by
// itself or the properties whole, whichever reads fewer rows.
func (r *Reader) facts(ctx context.Context, subjects []graph.ID, preds []predicate) ([]fact, error) {
	ids := r.ids.predicateIDs(preds)
	if len(subjects) == 0 || len(ids) == 0 {
		return nil, nil
	}
	whole, err := r.wholeIsCheaper(ctx, len(subjects)*pointRows, ids)
	if err != nil {
		return nil, err
	}
	c := factCollector{ids: &r.ids}
	for _, p := range preds {
		c.wanted[p] = true
	}
	if whole {
		c.subjects = subjects
		for _, id := range ids {
			q := graph.Scan{Pattern: graph.Pattern{P: id}, Order: graph.PSOG}
			c.at = 0
			if err := EachBatch(ctx, r.g, q, c.addAmong); err != nil {
				return nil, err
			}
		}
	} else {
		for _, s := range subjects {
			if err := r.factsOf(ctx, s, ids, &c); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(c.facts, compareFacts)
	return slices.Compact(c.facts), nil
}

// fewPredicates of a subject are scanned one by one; more of them are picked
// from a scan of the whole subject. What hangs on an entity grows with its
// contacts, so little is asked of it at a time.
const fewPredicates = 16

func (r *Reader) factsOf(ctx context.Context, s graph.ID, ids []graph.ID, c *factCollector) error {
	if len(ids) > fewPredicates {
		return EachBatch(ctx, r.g, graph.Scan{Pattern: graph.Pattern{S: s}, Order: graph.SPOG}, c.add)
	}
	for _, p := range ids {
		if err := EachBatch(ctx, r.g, graph.Scan{Pattern: graph.Pattern{S: s, P: p}}, c.add); err != nil {
			return err
		}
	}
	return nil
}

// wholeIsCheaper tells whether all statements with the properties are fewer than
// rows.
func (r *Reader) wholeIsCheaper(ctx context.Context, rows int, ids []graph.ID) (bool, error) {
	if rows <= fewSubjects*pointRows {
		return false, nil
	}
	var total uint64
	for _, id := range ids {
		n, err := r.g.Count(ctx, graph.Pattern{P: id})
		if err != nil {
			return false, err
		}
		total += n
	}
	return total < uint64(rows), nil
}

// factCollector picks facts out of batches.
type factCollector struct {
	ids      *vocabularyIDs
	wanted   [predicateCount]bool
	subjects []graph.ID // sorted; for addAmong
	at       int        // subjects before it have been passed
	facts    []fact
}

// add takes every row with a wanted property.
func (c *factCollector) add(b *graph.Batch) error {
	for i := range b.N {
		c.take(b, i)
	}
	return nil
}

// addAmong takes the rows of the subjects from a scan that is sorted by subject.
func (c *factCollector) addAmong(b *graph.Batch) error {
	subjects := b.Cols[graph.S][:b.N]
	if c.at == len(c.subjects) || subjects[b.N-1] < c.subjects[c.at] {
		return nil // no row of the batch is asked for
	}
	for i, s := range subjects {
		for c.at < len(c.subjects) && c.subjects[c.at] < s {
			c.at++
		}
		if c.at == len(c.subjects) {
			return nil
		}
		if c.subjects[c.at] == s {
			c.take(b, i)
		}
	}
	return nil
}

func (c *factCollector) take(b *graph.Batch, i int) {
	p, ok := c.ids.predicate[b.Cols[graph.P][i]]
	if ok && c.wanted[p] {
		c.facts = append(c.facts, fact{b.Cols[graph.S][i], p, b.Cols[graph.O][i], b.Cols[graph.G][i]})
	}
}

// link is a pair of an entity and a subject that points to it.
type link struct{ entity, subject graph.ID }

func compareLinks(a, b link) int {
	return cmp.Or(cmp.Compare(a.entity, b.entity), cmp.Compare(a.subject, b.subject))
}

// linked returns who points to the entities with one of the properties, sorted
// and without repeats. The entities are sorted and distinct; of those that are
// one the links are those of the one that is shown.
func (r *Reader) linked(ctx context.Context, entities []graph.ID, preds []predicate) ([]link, error) {
	ids := r.ids.predicateIDs(preds)
	if len(entities) == 0 || len(ids) == 0 {
		return nil, nil
	}
	entities = r.everyMember(entities)
	whole, err := r.wholeIsCheaper(ctx, len(entities)*pointRows, ids)
	if err != nil {
		return nil, err
	}
	var links []link
	at := 0
	take := func(b *graph.Batch) error {
		for i, o := range b.Cols[graph.O][:b.N] {
			for whole && at < len(entities) && entities[at] < o {
				at++
			}
			if !whole || (at < len(entities) && entities[at] == o) {
				links = append(links, link{r.Kept(o), b.Cols[graph.S][i]})
			}
		}
		return nil
	}
	for _, p := range ids {
		q := graph.Scan{Pattern: graph.Pattern{P: p}, Order: graph.POSG, Columns: graph.ColS | graph.ColO}
		if whole {
			at = 0
			if err := EachBatch(ctx, r.g, q, take); err != nil {
				return nil, err
			}
			continue
		}
		for _, e := range entities {
			q.O = e
			if err := EachBatch(ctx, r.g, q, take); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(links, compareLinks)
	return slices.Compact(links), nil
}

// contactsOf returns the contacts that an entity takes part in, sorted by ID.
func (r *Reader) contactsOf(ctx context.Context, entity graph.ID) ([]graph.ID, error) {
	return r.subjectsOf(ctx, entity, participation)
}

// subjectsOf returns the subjects that point to an entity, sorted by ID.
func (r *Reader) subjectsOf(ctx context.Context, entity graph.ID, preds []predicate) ([]graph.ID, error) {
	links, err := r.linked(ctx, []graph.ID{entity}, preds)
	if err != nil {
		return nil, err
	}
	ids := make([]graph.ID, len(links))
	for i, l := range links {
		ids[i] = l.subject
	}
	return ids, nil
}

// contactCounts returns the number of contacts of each entity. The entities are
// sorted and distinct.
func (r *Reader) contactCounts(ctx context.Context, entities []graph.ID) (map[graph.ID]int, error) {
	links, err := r.linked(ctx, entities, participation)
	if err != nil {
		return nil, err
	}
	counts := make(map[graph.ID]int, len(entities))
	for _, l := range links {
		counts[l.entity]++
	}
	return counts, nil
}

// sortedUnique sorts ids in place and drops repeats and None.
func sortedUnique(ids []graph.ID) []graph.ID {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) > 0 && ids[0] == graph.None {
		ids = ids[1:]
	}
	return ids
}

// intersect returns what two sorted lists share.
func intersect(a, b []graph.ID) []graph.ID {
	var both []graph.ID
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}
