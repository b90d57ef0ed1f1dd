package relation

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Candidate is an entity that a text can mean.
type Candidate struct {
	Entity
	Contacts int `json:"contacts"` // that it takes part in, of any status
}

// AmbiguousError says that a text means more than one entity.
type AmbiguousError struct {
	Text       string      `json:"text"`
	Candidates []Candidate `json:"candidates"` // most contacts first, then by label and IRI
}

func (e *AmbiguousError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "relation: %q can mean %d entities: ", e.Text, len(e.Candidates))
	for i, c := range e.Candidates {
		if i == 3 {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s <%s>", c.Label, c.IRI)
	}
	return b.String()
}

// NotFoundError says that a text means no entity of the snapshot.
type NotFoundError struct {
	Text        string  `json:"text"`
	Suggestions []Match `json:"suggestions"` // the nearest names, best first; may be empty
}

func (e *NotFoundError) Error() string {
	if len(e.Suggestions) == 0 {
		return fmt.Sprintf("relation: no entity is called %q", e.Text)
	}
	return fmt.Sprintf("relation: no entity is called %q; the nearest is %q", e.Text, e.Suggestions[0].Label)
}

// ResolveOptions restrict what a text may mean. The zero value restricts
// nothing.
type ResolveOptions struct {
	// Kinds of entity that count, such as [KindPlace]; nil: any. An IRI is taken
	// whatever its kind.
	Kinds []string
	// First takes the best candidate of several instead of an error.
	First bool
}

const suggestions = 5

// Resolve returns the one entity that a text means: an IRI, with or without
// angle brackets, a prefixed name (chy:…), the path of one of chancery's own
// entities (actor/rustem-umerov), a blank node, or a name or part of one, in any
// language, regardless of accents, case and punctuation; or an identifier that is
// attached to it, such as wd:Q42, Q42 or its address, gnd:… and viaf:….
//
// A whole name goes before words of a name, those before beginnings of words,
// wherever in the name they stand: a surname is as good as a first name, and if
// both fit different people the text is ambiguous. Of whole names that differ in
// accents, case or punctuation alone, those that are spelled as the text is go
// first. Contacts, roles and sources that have names are meant only where nothing
// else is. Errors: *AmbiguousError, *NotFoundError.
func (r *Reader) Resolve(ctx context.Context, text string, o ResolveOptions) (Entity, error) {
	if e, ok, err := r.resolveIdentifier(ctx, text, o); ok || err != nil {
		return e, err
	}
	id, ok, err := r.reference(ctx, text)
	if err != nil {
		return Entity{}, err
	}
	if ok {
		entities, err := r.Describe(ctx, r.Kept(id))
		if err != nil {
			return Entity{}, err
		}
		return entities[0], nil
	}
	names, err := r.Names(ctx)
	if err != nil {
		return Entity{}, err
	}
	found, err := names.matches(ctx, appendFolded(nil, []byte(text)))
	if err != nil {
		return Entity{}, err
	}
	if err := r.markSpelled(ctx, names, found, text); err != nil {
		return Entity{}, err
	}
	wanted := []func(Entity) bool{isParty, func(Entity) bool { return true }}
	if o.Kinds != nil {
		wanted = []func(Entity) bool{func(e Entity) bool { return slices.Contains(o.Kinds, e.Kind) }}
	}
	for _, want := range wanted {
		for _, tier := range [][]fit{{fitSpelled}, {fitSpelled, fitExact}, {fitPrefix, fitWords}, {fitStarts}} {
			candidates, err := r.candidates(ctx, names, found, tier, want)
			if err != nil {
				return Entity{}, err
			}
			switch {
			case len(candidates) == 0:
				continue
			case len(candidates) == 1 || o.First:
				return candidates[0].Entity, nil
			}
			return Entity{}, &AmbiguousError{Text: text, Candidates: candidates}
		}
	}
	return Entity{}, r.notFound(ctx, text, o)
}

// resolveIdentifier finds the entity to which an identifier is attached; ok is false
// for a text that is none, or one that nothing here has.
func (r *Reader) resolveIdentifier(ctx context.Context, text string, o ResolveOptions) (e Entity, ok bool, err error) {
	ids, err := r.bearers(ctx, text)
	if err != nil || len(ids) == 0 {
		return Entity{}, false, err
	}
	entities, err := r.Describe(ctx, ids...)
	if err != nil {
		return Entity{}, false, err
	}
	candidates, err := r.withCounts(ctx, entities)
	if err != nil {
		return Entity{}, false, err
	}
	if len(candidates) > 1 && !o.First {
		return Entity{}, false, &AmbiguousError{Text: text, Candidates: candidates}
	}
	return candidates[0].Entity, true, nil
}

func (r *Reader) notFound(ctx context.Context, text string, o ResolveOptions) error {
	near, err := r.Find(ctx, text, FindOptions{Limit: suggestions, Kinds: o.Kinds})
	if err != nil {
		return err
	}
	return &NotFoundError{Text: text, Suggestions: near.Matches}
}

// markSpelled marks the whole names that are spelled just as the text is, where
// there are several.
func (r *Reader) markSpelled(ctx context.Context, names *Names, found []match, text string) error {
	whole := 0
	for _, m := range found {
		if m.fit == fitExact {
			whole++
		}
	}
	if whole < 2 {
		return nil
	}
	for i, m := range found {
		if m.fit != fitExact {
			continue
		}
		name, err := r.literal(ctx, names.literals[m.row])
		if err != nil {
			return err
		}
		if name.Text == text {
			found[i].fit = fitSpelled
		}
	}
	return nil
}

// candidates returns the wanted entities that have a match of the tier.
func (r *Reader) candidates(ctx context.Context, names *Names, found []match, tier []fit, want func(Entity) bool) ([]Candidate, error) {
	var ids []graph.ID
	for _, m := range found {
		if slices.Contains(tier, m.fit) {
			ids = append(ids, r.Kept(names.entities[m.row]))
		}
	}
	ids = sortedUnique(ids)
	if len(ids) == 0 {
		return nil, nil
	}
	entities, err := r.Describe(ctx, ids...)
	if err != nil {
		return nil, err
	}
	entities = slices.DeleteFunc(entities, func(e Entity) bool { return !want(e) })
	if len(entities) < 2 { // the usual case: nothing to order
		candidates := make([]Candidate, len(entities))
		for i, e := range entities {
			candidates[i].Entity = e
		}
		return candidates, nil
	}
	return r.withCounts(ctx, entities)
}

// isParty tells whether an entity is somebody or somewhere, rather than a
// contact, a role or a document.
func isParty(e Entity) bool {
	switch e.Kind {
	case KindPerson, KindOrganization, KindCountry, KindPlace, KindGroup, KindOffice, KindEntity:
		return true
	}
	return false
}

// withCounts counts the contacts of entities and puts those with most first.
func (r *Reader) withCounts(ctx context.Context, entities []Entity) ([]Candidate, error) {
	ids := make([]graph.ID, len(entities))
	for i, e := range entities {
		ids[i] = e.ID
	}
	counts, err := r.contactCounts(ctx, sortedUnique(ids))
	if err != nil {
		return nil, err
	}
	candidates := make([]Candidate, len(entities))
	for i, e := range entities {
		candidates[i] = Candidate{e, counts[e.ID]}
	}
	slices.SortFunc(candidates, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), compareEntities(a.Entity, b.Entity))
	})
	return candidates, nil
}

// reference returns the term that a text names by IRI, prefixed name, path or
// blank node label, if it stands in a statement of the snapshot.
func (r *Reader) reference(ctx context.Context, text string) (graph.ID, bool, error) {
	for _, form := range referenceForms(text) {
		id, ok, err := r.g.Lookup(ctx, []byte(form))
		if err != nil {
			return graph.None, false, fmt.Errorf("look up %s: %w", form, err)
		}
		if !ok {
			continue
		}
		for _, p := range []graph.Pattern{{S: id}, {O: id}, {G: id}, {P: id}} {
			n, err := r.g.Count(ctx, p)
			if err != nil {
				return graph.None, false, fmt.Errorf("count %s: %w", form, err)
			}
			if n > 0 {
				return id, true, nil
			}
		}
	}
	return graph.None, false, nil
}

// referenceForms returns the canonical texts of the terms that a text can name
// other than by a name, the likeliest first.
func referenceForms(text string) []string {
	switch {
	case text == "" || bytes.ContainsAny([]byte(text), " \t\n\""):
		return nil
	case strings.HasPrefix(text, "<") && strings.HasSuffix(text, ">"):
		return []string{text}
	case strings.HasPrefix(text, "_:"):
		return []string{text}
	}
	var forms []string
	if name, local, ok := strings.Cut(text, ":"); ok {
		for _, p := range prefixes() {
			if p.Name == name {
				forms = append(forms, "<"+p.Namespace+local+">")
			}
		}
		forms = append(forms, "<"+text+">")
	}
	if strings.Contains(text, "/") {
		forms = append(forms, "<"+vocab.Base+text+">")
	}
	return forms
}
