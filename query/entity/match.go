package entity

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Identity is an entity that an identifier of a known authority shows to be another.
type Identity struct {
	Keep       relation.Entity // that was there before
	Drop       relation.Entity
	Identifier string
}

// Identities returns the entities that identifiers stated from an event on show to be
// one with others: those that were there before are kept, and of entities of the same
// age the one whose IRI comes first. Entities that a curator stated to be different
// are left apart, and so are those of different kinds. Each entity is dropped once;
// by IRI.
func Identities(ctx context.Context, r *relation.Reader, since graph.Seq) ([]Identity, error) {
	all, err := r.Identifiers(ctx)
	if err != nil {
		return nil, err
	}
	var found []Identity
	for i := 0; i < len(all); {
		end := i + 1
		for end < len(all) && all[end].Identifier == all[i].Identifier {
			end++
		}
		group := all[i:end]
		i = end
		if len(group) < 2 || !group[0].Known || !slices.ContainsFunc(group, func(x relation.Identified) bool { return x.Event >= since }) {
			continue
		}
		same, err := identitiesOf(ctx, r, group)
		if err != nil {
			return nil, err
		}
		found = append(found, same...)
	}
	slices.SortFunc(found, func(a, b Identity) int { return strings.Compare(a.Drop.IRI, b.Drop.IRI) })
	return slices.CompactFunc(found, func(a, b Identity) bool { return a.Drop.ID == b.Drop.ID }), nil
}

// identitiesOf compares the entities that have one identifier with the oldest.
func identitiesOf(ctx context.Context, r *relation.Reader, group []relation.Identified) ([]Identity, error) {
	ids := make([]graph.ID, len(group))
	age := map[graph.ID]graph.Seq{}
	for i, x := range group {
		ids[i] = x.Entity
		age[x.Entity] = x.Event
	}
	entities, err := r.Describe(ctx, ids...)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(entities, func(a, b relation.Entity) int {
		return cmp.Or(cmp.Compare(age[a.ID], age[b.ID]), strings.Compare(a.IRI, b.IRI))
	})
	var found []Identity
	keep := entities[0]
	for _, e := range entities[1:] {
		if e.Kind != keep.Kind && e.Kind != relation.KindEntity && keep.Kind != relation.KindEntity {
			continue
		}
		if err := r.CheckMerge(ctx, keep.ID, e.ID); errors.Is(err, relation.ErrDistinct) {
			continue
		} else if err != nil {
			return nil, err
		}
		found = append(found, Identity{keep, e, group[0].Identifier})
	}
	return found, nil
}
