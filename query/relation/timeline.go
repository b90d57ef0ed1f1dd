package relation

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
)

// TimelineResult is the answer of [Reader.Timeline].
type TimelineResult struct {
	Entities []Entity  `json:"entities"` // as asked
	Total    int       `json:"total"`    // contacts that fit, before the limit
	Complete bool      `json:"complete"` // false if the limit left some out
	Contacts []Contact `json:"contacts"` // oldest first, undated ones last, then by IRI
}

// Timeline returns the contacts that any of the entities takes part in or that
// took place there, oldest first, undated ones at the end.
func (r *Reader) Timeline(ctx context.Context, entities []graph.ID, f Filter) (*TimelineResult, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	var ids []graph.ID
	for _, e := range entities {
		attended, err := r.contactsOf(ctx, e)
		if err != nil {
			return nil, err
		}
		held, err := r.contactsAt(ctx, e)
		if err != nil {
			return nil, err
		}
		ids = append(append(ids, attended...), held...)
	}
	described, err := r.Describe(ctx, entities...)
	if err != nil {
		return nil, err
	}
	result := &TimelineResult{Entities: described}
	result.Contacts, result.Total, err = r.selectContacts(ctx, sortedUnique(ids), f)
	result.Complete = len(result.Contacts) == result.Total
	return result, err
}

// contactsAt returns the contacts that took place at an entity, sorted by ID.
// Other things have a schema:location too, so the class decides.
func (r *Reader) contactsAt(ctx context.Context, place graph.ID) ([]graph.ID, error) {
	ids, err := r.subjectsOf(ctx, place, []predicate{pLocation})
	if err != nil {
		return nil, err
	}
	facts, err := r.facts(ctx, ids, []predicate{pType})
	if err != nil {
		return nil, err
	}
	contacts := ids[:0]
	for _, f := range facts {
		if _, ok := r.ids.contactKind[f.o]; ok {
			contacts = append(contacts, f.s)
		}
	}
	return sortedUnique(contacts), nil
}
