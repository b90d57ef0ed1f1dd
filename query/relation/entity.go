package relation

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Entity is a person, body, place or whatever else has a name.
type Entity struct {
	ID    graph.ID `json:"-"`
	IRI   string   `json:"iri"`   // without angle brackets; _:label for a blank node
	Label string   `json:"label"` // one name, see [Options].Languages; the short IRI without one
	Kind  string   `json:"kind"`  // person, organization, country, place, …; "entity" if unknown
}

// compareEntities orders by label, then by IRI.
func compareEntities(a, b Entity) int {
	return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.IRI, b.IRI))
}

// Describe returns what entities are called and what they are.
func (r *Reader) Describe(ctx context.Context, ids ...graph.ID) ([]Entity, error) {
	if err := r.load(ctx, slices.Clone(ids)); err != nil {
		return nil, err
	}
	entities := make([]Entity, len(ids))
	for i, id := range ids {
		entities[i] = r.entities[id]
	}
	return entities, nil
}

// load decodes the entities that were not decoded before. It reorders ids.
func (r *Reader) load(ctx context.Context, ids []graph.ID) error {
	ids = slices.DeleteFunc(sortedUnique(ids), func(id graph.ID) bool {
		_, known := r.entities[id]
		return known
	})
	var subjects []graph.ID
	for _, id := range ids {
		if !id.IsLiteral() {
			subjects = append(subjects, id)
		}
	}
	facts, err := r.facts(ctx, subjects, entityPredicates)
	if err != nil {
		return err
	}
	for _, id := range ids {
		end := 0
		if len(facts) > 0 && facts[0].s == id {
			for end < len(facts) && facts[end].s == id {
				end++
			}
		}
		e, err := r.entity(ctx, id, facts[:end])
		if err != nil {
			return err
		}
		r.entities[id] = e
		facts = facts[end:]
	}
	return nil
}

// entity decodes one entity from its names and classes.
func (r *Reader) entity(ctx context.Context, id graph.ID, facts []fact) (Entity, error) {
	if id.IsLiteral() {
		t, err := r.literal(ctx, id)
		return Entity{ID: id, IRI: "", Label: t.Text, Kind: "literal"}, err
	}
	iri, err := r.iri(ctx, id)
	if err != nil {
		return Entity{}, err
	}
	e := Entity{ID: id, IRI: iri, Kind: r.kindOf(facts)}
	var best labelRank
	for _, f := range facts {
		if f.p == pType {
			continue
		}
		t, err := r.literal(ctx, f.o)
		if err != nil {
			return Entity{}, err
		}
		if rank := r.rank(f.p, t); t.Text != "" && (e.Label == "" || rank.compare(best) < 0) {
			best, e.Label = rank, t.Text
		}
	}
	if e.Label == "" {
		e.Label = Shorten(iri)
	}
	return e, nil
}

// kindOf returns the first kind of the table that an entity has.
func (r *Reader) kindOf(facts []fact) string {
	best := len(entityKinds)
	for _, f := range facts {
		if f.p == pType {
			if k, ok := r.ids.entityKind[f.o]; ok {
				best = min(best, int(k))
			}
		}
	}
	if best == len(entityKinds) {
		return KindEntity
	}
	return entityKinds[best].name
}

// labelRank orders the names of an entity, the one to show first.
type labelRank struct {
	official bool // none of the alternate names
	language int  // place in the list of preferred languages
	p        predicate
	lang     string
	text     string
}

func (r *Reader) rank(p predicate, t Text) labelRank {
	language := len(r.opts.Languages) + 1
	if t.Lang == "" {
		language--
	}
	for i, want := range r.opts.Languages {
		if t.Lang == want || strings.HasPrefix(t.Lang, want+"-") {
			language = i
			break
		}
	}
	return labelRank{p < pAlternateName, language, p, t.Lang, t.Text}
}

func (a labelRank) compare(b labelRank) int {
	if a.official != b.official {
		if a.official {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.language, b.language), cmp.Compare(a.p, b.p),
		strings.Compare(a.lang, b.lang), strings.Compare(a.text, b.text))
}

// Shorten writes an IRI the way the command line reads it: without the base for
// chancery's own entities, with a prefix where one is known.
func Shorten(iri string) string {
	for _, p := range prefixes() {
		if local, ok := strings.CutPrefix(iri, p.Namespace); ok && local != "" {
			return p.Name + ":" + local
		}
	}
	if local, ok := strings.CutPrefix(iri, vocab.Base); ok && local != "" {
		return local
	}
	return iri
}

// prefixes returns the prefixes that are understood in references. Both forms of
// schema.org are called schema; the http form is first.
func prefixes() []vocab.Prefix {
	return append(vocab.Prefixes(), vocab.Prefix{Name: "schema", Namespace: "https://schema.org/"})
}
