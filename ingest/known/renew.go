package known

import (
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Renew goes over to a newer snapshot of the same graph, which has what was
// learned, or will have it in the next one; nothing else may have changed since.
// What was learned is let go: what it adds to the answers of the snapshot that are
// kept is added to them, so that none is asked anew.
func (k *Graph) Renew(ctx context.Context, snap Snapshot) error {
	if err := k.settle(ctx); err != nil {
		return err
	}
	old := k.since
	k.snap, k.since = snap, newOverlay()
	maps.DeleteFunc(k.ids, func(_ string, id graph.ID) bool { return id == graph.None })
	maps.DeleteFunc(k.node, func(_ quad.IRI, id graph.ID) bool { return id == graph.None })
	for _, s := range old.subjects {
		if s.id == graph.None {
			s.asked = false
		}
	}
	for party, contacts := range old.attended {
		if stored, ok := k.attended[party]; ok {
			more, err := k.idsOf(ctx, contacts)
			if err != nil {
				return err
			}
			k.attended[party] = sortedSet(append(slices.Clip(stored), more...))
		}
	}
	if k.surnames == nil {
		return nil
	}
	for key, bearers := range old.surnames {
		if err := k.addSurname(ctx, key, bearers); err != nil {
			return err
		}
	}
	return nil
}

// settle makes the answers with what was learned those of the snapshot.
func (k *Graph) settle(ctx context.Context) error {
	for key := range k.since.surnames {
		if _, kept := k.stored[key]; kept {
			list, err := k.PersonsBySurname(ctx, key)
			if err != nil {
				return err
			}
			k.stored[key] = list
		}
	}
	for text := range k.since.named {
		for kind := range classes {
			if _, kept := k.named[name{kind, text}]; kept {
				list, err := k.Named(ctx, kind, text)
				if err != nil {
					return err
				}
				k.named[name{kind, text}] = list
			}
		}
	}
	for at := range k.since.byValue {
		country, ok := at.value.(quad.IRI)
		if _, kept := k.held[country]; ok && kept && at.property == vocab.ChyCountry {
			list, err := k.HoldersIn(ctx, country)
			if err != nil {
				return err
			}
			k.held[country] = list
		}
	}
	return nil
}

// idsOf returns the IDs of nodes that the snapshot has.
func (k *Graph) idsOf(ctx context.Context, nodes []*subject) ([]graph.ID, error) {
	var ids []graph.ID
	for _, s := range nodes {
		id, err := k.subjectID(ctx, s)
		if err != nil {
			return nil, err
		}
		if id != graph.None {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func sortedSet(ids []graph.ID) []graph.ID {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// addSurname adds to the table those bearers of a surname whom the snapshot has.
func (k *Graph) addSurname(ctx context.Context, key string, bearers []bearer) error {
	hash := surnameKeyHash(key)
	for _, b := range bearers {
		id, err := k.subjectID(ctx, b.subject)
		if err != nil {
			return err
		}
		if list := k.surnames[hash]; id != graph.None && !slices.Contains(list, id) {
			k.surnames[hash] = append(list, id)
		}
	}
	return nil
}
