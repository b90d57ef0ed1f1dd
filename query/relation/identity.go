package relation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// CurationGraph is the graph name of what curators state: which entities are one
// (owl:sameAs, from the one that is dropped to the one that is kept) and which
// are never one (owl:differentFrom). Taking its statements back restores the
// graph as it was, because a merge changes nothing else.
const CurationGraph = vocab.Base + "curation"

// OWLDifferentFrom relates two entities that are never one.
const OWLDifferentFrom = "http://www.w3.org/2002/07/owl#differentFrom"

// SameAs says which owl:sameAs statements make two entities one.
type SameAs string

// The choices of [Options].SameAs.
const (
	// SameMerged takes what curators merged, in [CurationGraph]; the default.
	SameMerged SameAs = ""
	// SameAll takes every owl:sameAs, whatever source states it.
	SameAll SameAs = "all"
	// SameNone takes every entity for itself.
	SameNone SameAs = "none"
)

// ParseSameAs reads merged, all or none.
func ParseSameAs(s string) (SameAs, error) {
	switch s {
	case "", "merged":
		return SameMerged, nil
	case string(SameAll), string(SameNone):
		return SameAs(s), nil
	}
	return SameMerged, fmt.Errorf("relation: %q is none of merged, all, none", s)
}

// identity tells which entities are one. Entities that are only themselves are
// in neither map.
type identity struct {
	kept    map[graph.ID]graph.ID   // to the one that is shown
	members map[graph.ID][]graph.ID // of the one that is shown, sorted, itself too
}

// readIdentity reads the statements that make entities one.
func readIdentity(ctx context.Context, g Graph, how SameAs) (identity, error) {
	var who identity
	if how == SameNone {
		return who, nil
	}
	p, ok, err := g.Lookup(ctx, []byte("<"+vocab.OWLSameAs+">"))
	if err != nil || !ok {
		return who, wrapLookup(vocab.OWLSameAs, err)
	}
	pattern := graph.Pattern{P: p}
	if how == SameMerged {
		if pattern.G, ok, err = g.Lookup(ctx, []byte("<"+CurationGraph+">")); err != nil || !ok {
			return who, wrapLookup(CurationGraph, err)
		}
	}
	var links []link // entity: what is kept
	q := graph.Scan{Pattern: pattern, Columns: graph.ColS | graph.ColO}
	err = EachBatch(ctx, g, q, func(b *graph.Batch) error {
		for i, s := range b.Cols[graph.S][:b.N] {
			if o := b.Cols[graph.O][i]; s != o && !o.IsLiteral() {
				links = append(links, link{o, s})
			}
		}
		return nil
	})
	if err != nil || len(links) == 0 {
		return who, err
	}
	return joined(ctx, g, links)
}

func wrapLookup(iri string, err error) error {
	if err != nil {
		return fmt.Errorf("look up <%s>: %w", iri, err)
	}
	return nil
}

// joined follows the links to groups. Of a group the entity is shown that is
// dropped for no other, if there are several of that sort or none the one whose
// IRI comes first.
func joined(ctx context.Context, g Graph, links []link) (identity, error) {
	parent := map[graph.ID]graph.ID{}
	var root func(graph.ID) graph.ID
	root = func(id graph.ID) graph.ID {
		up, ok := parent[id]
		if !ok || up == id {
			parent[id] = id
			return id
		}
		top := root(up)
		parent[id] = top
		return top
	}
	dropped := map[graph.ID]bool{}
	for _, l := range links {
		dropped[l.subject] = true
		parent[root(l.subject)] = root(l.entity)
	}
	groups := map[graph.ID][]graph.ID{}
	for id := range parent {
		groups[root(id)] = append(groups[root(id)], id)
	}
	who := identity{map[graph.ID]graph.ID{}, map[graph.ID][]graph.ID{}}
	for _, members := range groups {
		slices.Sort(members)
		shown, err := shownOf(ctx, g, members, dropped)
		if err != nil {
			return identity{}, err
		}
		who.members[shown] = members
		for _, id := range members {
			who.kept[id] = shown
		}
	}
	return who, nil
}

func shownOf(ctx context.Context, g Graph, members []graph.ID, dropped map[graph.ID]bool) (graph.ID, error) {
	var shown graph.ID
	var least string
	for _, id := range members {
		text, err := g.AppendTerm(ctx, nil, id)
		if err != nil {
			return graph.None, fmt.Errorf("decode %v: %w", id, err)
		}
		mark := "1"
		if !dropped[id] {
			mark = "0"
		}
		if key := mark + string(text); shown == graph.None || key < least {
			shown, least = id, key
		}
	}
	return shown, nil
}

// Kept returns the entity that an entity is shown as: the one that it was merged
// into, or itself.
func (r *Reader) Kept(id graph.ID) graph.ID { return r.who.shown(id) }

// Keeping returns Kept as a function that outlives the reader and its snapshot. It
// may be called by many goroutines.
func (r *Reader) Keeping() func(graph.ID) graph.ID { return r.who.shown }

// SameAs says which entities the reader sees as one.
func (r *Reader) SameAs() SameAs { return r.opts.SameAs }

func (who identity) shown(id graph.ID) graph.ID {
	if kept, ok := who.kept[id]; ok {
		return kept
	}
	return id
}

// Members returns the entities that are one with an entity, itself too, sorted
// by ID. The slice is not to be changed.
func (r *Reader) Members(id graph.ID) []graph.ID {
	if members, ok := r.who.members[r.Kept(id)]; ok {
		return members
	}
	return []graph.ID{id}
}

// Merged tells whether any entities of the snapshot are one.
func (r *Reader) Merged() bool { return len(r.who.kept) > 0 }

// everyMember replaces entities by all that are one with them, sorted.
func (r *Reader) everyMember(ids []graph.ID) []graph.ID {
	if !r.Merged() {
		return ids
	}
	all := make([]graph.ID, 0, len(ids))
	for _, id := range ids {
		all = append(all, r.Members(id)...)
	}
	return sortedUnique(all)
}

// ErrDistinct is returned by [Reader.CheckMerge] for entities that a curator
// stated to be different.
var ErrDistinct = errors.New("relation: stated to be different")

// CheckMerge tells whether entities may become one: an error that wraps
// ErrDistinct names two of them that a curator stated to be different, whatever
// they were merged with since.
func (r *Reader) CheckMerge(ctx context.Context, ids ...graph.ID) error {
	pairs, err := r.distinct(ctx)
	if err != nil {
		return err
	}
	group := map[graph.ID]bool{}
	for _, id := range ids {
		for _, m := range r.Members(id) {
			group[m] = true
		}
	}
	for _, p := range pairs {
		if !group[p.entity] || !group[p.subject] {
			continue
		}
		both, err := r.Describe(ctx, p.subject, p.entity)
		if err != nil {
			return err
		}
		return fmt.Errorf("%w: %s and %s", ErrDistinct, nameAndIRI(both[0]), nameAndIRI(both[1]))
	}
	return nil
}

func nameAndIRI(e Entity) string {
	short := Shorten(e.IRI)
	if e.Label == short || strings.HasPrefix(e.IRI, "_:") {
		return e.IRI
	}
	return e.Label + " (" + short + ")"
}

// distinct returns the pairs that are stated to be different.
func (r *Reader) distinct(ctx context.Context) ([]link, error) {
	p, ok, err := r.g.Lookup(ctx, []byte("<"+OWLDifferentFrom+">"))
	if err != nil || !ok {
		return nil, wrapLookup(OWLDifferentFrom, err)
	}
	var pairs []link
	err = EachBatch(ctx, r.g, graph.Scan{Pattern: graph.Pattern{P: p}, Columns: graph.ColS | graph.ColO}, func(b *graph.Batch) error {
		for i, s := range b.Cols[graph.S][:b.N] {
			pairs = append(pairs, link{b.Cols[graph.O][i], s})
		}
		return nil
	})
	return pairs, err
}
