package known

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/zeebo/xxh3"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
)

var nameProperties = []string{vocab.SchemaName, vocab.SchemaAlternateName, vocab.FOAFName, vocab.RDFSLabel, vocab.SKOSPrefLabel}

func surnameHash(name string) uint64 { return surnameKeyHash(ingest.SurnameKey(name)) }

func surnameKeyHash(key string) uint64 { return xxh3.HashString(key) }

// readSurnames reads the names of the snapshot, once.
func (k *Graph) readSurnames(ctx context.Context) error {
	if k.surnames != nil {
		return nil
	}
	table := map[uint64][]graph.ID{}
	for _, name := range nameProperties {
		p, err := k.property(ctx, name)
		if err != nil {
			return err
		}
		if p == graph.None {
			continue
		}
		last, key := graph.None, uint64(0)
		q := graph.Scan{Pattern: graph.Pattern{P: p}, Order: graph.POSG, Columns: graph.ColS | graph.ColO}
		err = k.scan(ctx, q, func(b *graph.Batch) error {
			for i, o := range b.Cols[graph.O][:b.N] {
				if o != last { // names come sorted, so each is decoded once
					v, err := k.decode(ctx, o)
					if err != nil {
						return err
					}
					last, key = o, surnameHash(textOf(v))
				}
				s := b.Cols[graph.S][i]
				if list := table[key]; !slices.Contains(list, s) {
					table[key] = append(list, s)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	k.surnames = table
	return nil
}

// PersonsBySurname implements ingest.Directory.
func (k *Graph) PersonsBySurname(ctx context.Context, key string) ([]ingest.Known, error) {
	if key == "" {
		return nil, nil
	}
	if list, ok := k.people[key]; ok {
		return list, nil
	}
	stored, ok := k.stored[key]
	if !ok {
		var err error
		if stored, err = k.storedPersons(ctx, key); err != nil {
			return nil, err
		}
		remember(k.stored, key, stored)
	}
	list := slices.Clone(stored)
	for _, p := range k.since.surnames[key] {
		if p.person() && !slices.Contains(stored, p.Known) {
			list = append(list, p.Known)
		}
	}
	slices.SortFunc(list, func(a, b ingest.Known) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.IRI, b.IRI))
	})
	remember(k.people, key, list)
	return list, nil
}

// storedPersons returns the people of the snapshot with a surname.
func (k *Graph) storedPersons(ctx context.Context, key string) ([]ingest.Known, error) {
	if err := k.readSurnames(ctx); err != nil {
		return nil, err
	}
	var list []ingest.Known
	for _, id := range k.surnames[surnameKeyHash(key)] {
		iri, err := k.decodeIRI(ctx, id)
		if err != nil {
			return nil, err
		}
		if iri == "" {
			continue
		}
		facts, err := k.factsOf(ctx, id, append([]string{vocab.RDFType}, nameProperties...))
		if err != nil {
			return nil, err
		}
		if !person(facts) {
			continue
		}
		for _, f := range facts {
			p := ingest.KnownPerson(iri, textOf(f.Value))
			if f.Property != vocab.RDFType && ingest.SurnameKey(p.Name) == key && !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
	}
	return list, nil
}

// person tells whether facts are of a person who has a name, rather than of an
// office.
func person(facts []Fact) bool {
	is := false
	for _, f := range facts {
		if f.Property == vocab.RDFType {
			switch f.Value {
			case quad.IRI(vocab.ChyOffice):
				return false
			case quad.IRI(vocab.SchemaPerson), quad.IRI(vocab.FOAFPerson):
				is = true
			}
		}
	}
	return is
}

// classes are those of the kinds that Named is asked for.
var classes = map[extract.EntityKind]quad.IRI{
	extract.Organization: vocab.SchemaOrganization, extract.Country: vocab.SchemaCountry, extract.Place: vocab.SchemaPlace,
}

// name is what Named is asked for.
type name struct {
	kind extract.EntityKind
	text string
}

// forms are the literals by which a name may be stated.
func (n name) forms() []quad.Value {
	return []quad.Value{
		quad.String(n.text), quad.LangString{Value: quad.String(n.text), Lang: "fr"}, quad.LangString{Value: quad.String(n.text), Lang: "en"},
	}
}

// Named implements ingest.Directory. Names are compared as they are stated, in
// French, English or without a language.
func (k *Graph) Named(ctx context.Context, kind extract.EntityKind, text string) ([]quad.IRI, error) {
	class, ok := classes[kind]
	if !ok || text == "" {
		return nil, nil
	}
	n := name{kind, text}
	stored, ok := k.named[n]
	if !ok {
		var err error
		if stored, err = k.storedNamed(ctx, n, class); err != nil {
			return nil, err
		}
		remember(k.named, n, stored)
	}
	found := slices.Clone(stored)
	for _, s := range k.since.named[text] {
		if s.has(vocab.RDFType, class) && s.called(n) && !slices.Contains(found, s.iri) {
			found = append(found, s.iri)
		}
	}
	slices.Sort(found)
	return found, nil
}

// called tells whether a node bears a name in one of its forms.
func (s *subject) called(n name) bool {
	forms := n.forms()
	return slices.ContainsFunc(s.facts, func(f Fact) bool {
		return uses[f.Property]&ofName != 0 && slices.Contains(forms, f.Value)
	})
}

// storedNamed answers Named from the snapshot.
func (k *Graph) storedNamed(ctx context.Context, n name, class quad.IRI) ([]quad.IRI, error) {
	var found []quad.IRI
	for _, p := range nameProperties {
		for _, form := range n.forms() {
			ids, err := k.subjectIDs(ctx, p, form)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				facts, err := k.factsOf(ctx, id, []string{vocab.RDFType})
				if err != nil {
					return nil, err
				}
				iri, err := k.decodeIRI(ctx, id)
				if err != nil {
					return nil, err
				}
				if iri != "" && !slices.Contains(found, iri) && slices.ContainsFunc(facts, func(f Fact) bool { return f.Value == class }) {
					found = append(found, iri)
				}
			}
		}
	}
	return found, nil
}

var roleProperties = []string{vocab.ChyHolder, vocab.SchemaRoleName, vocab.ChyAsOf, vocab.ChyCountry}

// HoldersIn implements ingest.Directory.
func (k *Graph) HoldersIn(ctx context.Context, country quad.IRI) ([]ingest.Holder, error) {
	if list, ok := k.holders[country]; ok {
		return list, nil
	}
	stored, ok := k.held[country]
	if !ok {
		nodes, err := k.subjectIDs(ctx, vocab.ChyCountry, country)
		if err != nil {
			return nil, err
		}
		for _, id := range nodes {
			facts, err := k.factsOf(ctx, id, roleProperties)
			if err != nil {
				return nil, err
			}
			stored = append(stored, holdersOf(facts)...)
		}
		remember(k.held, country, stored)
	}
	seen := map[ingest.Holder]bool{}
	list := []ingest.Holder{}
	add := func(holders []ingest.Holder) {
		for _, h := range holders {
			if !seen[h] {
				seen[h] = true
				list = append(list, h)
			}
		}
	}
	add(stored)
	for _, node := range k.since.with(vocab.ChyCountry, country) {
		facts, err := k.Facts(ctx, node.iri, roleProperties)
		if err != nil {
			return nil, err
		}
		add(holdersOf(facts))
	}
	remember(k.holders, country, list)
	return list, nil
}

// vouched is a day for which a source says that somebody holds a function.
type vouched struct {
	day    extract.Date
	source quad.IRI
}

// holdersOf reads a role node; another node gives nobody.
func holdersOf(facts []Fact) []ingest.Holder {
	var persons []quad.IRI
	var titles []string
	var days []vouched
	for _, f := range facts {
		switch f.Property {
		case vocab.ChyHolder:
			if p, ok := f.Value.(quad.IRI); ok && !slices.Contains(persons, p) {
				persons = append(persons, p)
			}
		case vocab.SchemaRoleName:
			if t := textOf(f.Value); !slices.Contains(titles, t) {
				titles = append(titles, t)
			}
		case vocab.ChyAsOf:
			t, err := time.Parse(time.DateOnly, textOf(f.Value))
			if err != nil {
				continue
			}
			if day := extract.DateOf(t); !slices.ContainsFunc(days, func(v vouched) bool { return v.day == day }) {
				days = append(days, vouched{day, f.Graph})
			}
		}
	}
	var list []ingest.Holder
	for _, p := range persons {
		for _, t := range titles {
			for _, d := range days {
				list = append(list, ingest.KnownHolder(p, t, d.day, d.source))
			}
		}
	}
	return list
}
