package relation

import (
	"cmp"
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// Resolution tells that a source names a party of a contact by function alone, and
// that it was resolved to who held it then by what other sources say.
type Resolution struct {
	Wording string   `json:"wording"` // "son homologue turc"
	Person  Entity   `json:"person"`
	Source  string   `json:"source"` // that words it so
	By      []string `json:"by"`     // the sources that name the holder, sorted
}

// resolutions returns those that a contact rests on, by source and wording.
func (r *Reader) resolutions(ctx context.Context, contact graph.ID) ([]Resolution, error) {
	links, err := r.facts(ctx, []graph.ID{contact}, []predicate{pResolution})
	if err != nil || len(links) == 0 {
		return nil, err
	}
	var nodes []graph.ID
	for _, l := range links {
		nodes = append(nodes, l.o)
	}
	facts, err := r.facts(ctx, sortedUnique(nodes), resolutionPredicates)
	if err != nil {
		return nil, err
	}
	var list []Resolution
	for _, l := range links {
		one := Resolution{By: []string{}}
		if one.Source, err = r.iri(ctx, l.g); err != nil {
			return nil, err
		}
		for _, f := range facts {
			if f.s == l.o && f.g == l.g {
				if err := r.addToResolution(ctx, &one, f); err != nil {
					return nil, err
				}
			}
		}
		slices.Sort(one.By)
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b Resolution) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Wording, b.Wording))
	})
	return list, nil
}

func (r *Reader) addToResolution(ctx context.Context, one *Resolution, f fact) error {
	switch f.p {
	case pWording:
		t, err := r.literal(ctx, f.o)
		one.Wording = t.Text
		return err
	case pResolvedTo:
		id := r.Kept(f.o)
		if err := r.load(ctx, []graph.ID{id}); err != nil {
			return err
		}
		one.Person = r.entities[id]
	case pDerivedFrom:
		source, err := r.iri(ctx, f.o)
		one.By = append(one.By, source)
		return err
	}
	return nil
}
