package relation

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// authority is a file of names with identifiers of its own.
type authority struct {
	name    string   // the prefix that users write
	spaces  []string // beginnings of its IRIs, the one that is stated first
	pattern *regexp.Regexp
	bare    bool // an identifier without the prefix is plain enough
}

var authorities = []authority{
	{"wd", []string{"http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/", "http://www.wikidata.org/wiki/", "https://www.wikidata.org/wiki/"},
		regexp.MustCompile(`^[QP][1-9][0-9]*$`), true},
	{"gnd", []string{"https://d-nb.info/gnd/", "http://d-nb.info/gnd/"}, regexp.MustCompile(`^[0-9][0-9X-]*$`), false},
	{"viaf", []string{"http://viaf.org/viaf/", "https://viaf.org/viaf/", "http://www.viaf.org/viaf/", "https://www.viaf.org/viaf/"},
		regexp.MustCompile(`^[1-9][0-9]*$`), false},
}

// authorityPrefixes are further spellings of the names of authorities.
var authorityPrefixes = map[string]string{"wikidata": "wd"}

// AuthorityNames lists the prefixes of the authorities whose identifiers are known.
func AuthorityNames() []string {
	var names []string
	for _, a := range authorities {
		names = append(names, a.name)
	}
	return names
}

// readIdentifier finds what authority gives an identifier, however it is written:
// an IRI in any of its forms, with or without angle brackets, or a prefixed name.
func readIdentifier(text string) (a *authority, id string, ok bool) {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	for i := range authorities {
		a := &authorities[i]
		for _, space := range a.spaces {
			if id, found := strings.CutPrefix(text, space); found {
				id = strings.TrimSuffix(id, "/")
				return a, id, a.pattern.MatchString(id)
			}
		}
		if prefix, id, found := strings.Cut(text, ":"); found {
			prefix = strings.ToLower(prefix)
			if name := cmp.Or(authorityPrefixes[prefix], prefix); name == a.name && a.pattern.MatchString(id) {
				return a, id, true
			}
		}
		if a.bare && a.pattern.MatchString(text) {
			return a, text, true
		}
	}
	return nil, "", false
}

// IdentifierIRI returns the IRI by which an identifier of a known authority is
// stated: wd:Q42, Q42 and its pages' addresses are one.
func IdentifierIRI(text string) (string, bool) {
	a, id, ok := readIdentifier(text)
	if !ok {
		return "", false
	}
	return a.spaces[0] + id, true
}

// ShortIdentifier returns the short form of an identifier, wd:Q42; another text
// comes back as it is.
func ShortIdentifier(text string) string {
	a, id, ok := readIdentifier(text)
	if !ok {
		return text
	}
	return a.name + ":" + id
}

// identifierForms returns the canonical texts of the terms by which an identifier
// can be stated.
func identifierForms(text string) []string {
	a, id, ok := readIdentifier(text)
	if !ok {
		return nil
	}
	var forms []string
	for _, space := range a.spaces {
		forms = append(forms, "<"+space+id+">", `"`+space+id+`"`)
	}
	forms = append(forms, `"`+a.name+":"+id+`"`)
	if a.bare {
		forms = append(forms, `"`+id+`"`)
	}
	return forms
}

// bearers returns the entities to which an identifier is attached, as which they are
// shown, sorted by ID. A term that is described itself is an entity of its own, and
// is meant before those to which it is attached.
func (r *Reader) bearers(ctx context.Context, text string) ([]graph.ID, error) {
	var found []graph.ID
	for _, form := range identifierForms(text) {
		id, ok, err := r.g.Lookup(ctx, []byte(form))
		if err != nil {
			return nil, fmt.Errorf("look up %s: %w", form, err)
		}
		if !ok {
			continue
		}
		if !id.IsLiteral() {
			if n, err := r.g.Count(ctx, graph.Pattern{S: id}); err != nil {
				return nil, fmt.Errorf("count %s: %w", form, err)
			} else if n > 0 {
				return []graph.ID{r.Kept(id)}, nil
			}
		}
		links, err := r.linked(ctx, []graph.ID{id}, []predicate{pIdentifier})
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			found = append(found, r.Kept(l.subject))
		}
	}
	return sortedUnique(found), nil
}

// IdentifiersOf returns what an entity, and those that are one with it, are called
// elsewhere: identifiers of known authorities in short, other IRIs and texts as they
// are, sorted.
func (r *Reader) IdentifiersOf(ctx context.Context, id graph.ID) ([]string, error) {
	facts, err := r.facts(ctx, r.Members(id), []predicate{pIdentifier})
	if err != nil {
		return nil, err
	}
	list := []string{}
	for _, f := range facts {
		if slices.Contains(r.Members(id), f.o) {
			continue // a merge, not a name elsewhere
		}
		text, err := r.identifierText(ctx, f.o)
		if err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

func (r *Reader) identifierText(ctx context.Context, id graph.ID) (string, error) {
	if id.IsLiteral() {
		t, err := r.literal(ctx, id)
		return ShortIdentifier(t.Text), err
	}
	iri, err := r.iri(ctx, id)
	return ShortIdentifier(iri), err
}

// Identified is an entity with an identifier from elsewhere.
type Identified struct {
	Entity graph.ID // as which it is shown
	// Identifier is as ShortIdentifier gives it; Known tells that an authority
	// gives it, so that two entities with it are one.
	Identifier string
	Known      bool
	Event      graph.Seq // that stated it
}

// Identifiers returns every identifier that is attached to an entity, by identifier,
// then entity. An entity whose own IRI is one of a known authority has that one.
func (r *Reader) Identifiers(ctx context.Context) ([]Identified, error) {
	var list []Identified
	type stated struct {
		s, o  graph.ID
		event graph.Seq
	}
	for _, p := range r.ids.of[pIdentifier] {
		var rows []stated
		q := graph.Scan{Pattern: graph.Pattern{P: p}, Order: graph.POSG, Events: true}
		err := EachBatch(ctx, r.g, q, func(b *graph.Batch) error {
			for i := range b.N {
				rows = append(rows, stated{b.Cols[graph.S][i], b.Cols[graph.O][i], b.Added[i]})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if r.Kept(row.s) == r.Kept(row.o) {
				continue
			}
			more, err := r.identified(ctx, row.s, row.o, row.event)
			if err != nil {
				return nil, err
			}
			list = append(list, more...)
		}
	}
	slices.SortFunc(list, func(a, b Identified) int {
		return cmp.Or(strings.Compare(a.Identifier, b.Identifier), cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Event, b.Event))
	})
	return slices.CompactFunc(list, func(a, b Identified) bool { return a.Identifier == b.Identifier && a.Entity == b.Entity }), nil
}

// identified is what one statement says: the subject has the identifier, and so has
// the object itself if it is described here.
func (r *Reader) identified(ctx context.Context, s, o graph.ID, event graph.Seq) ([]Identified, error) {
	text, err := r.identifierText(ctx, o)
	if err != nil {
		return nil, err
	}
	_, _, known := readIdentifier(text)
	list := []Identified{{r.Kept(s), text, known, event}}
	if o.IsLiteral() {
		return list, nil
	}
	n, err := r.g.Count(ctx, graph.Pattern{S: o})
	if err != nil {
		return nil, fmt.Errorf("count %s: %w", text, err)
	}
	if n > 0 {
		list[0].Known = true // that the two are the same is what it says
		list = append(list, Identified{r.Kept(o), text, true, event})
	}
	return list, nil
}
