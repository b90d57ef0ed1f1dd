package relation

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// ShowOptions bound the lists of a profile. The zero value works.
type ShowOptions struct {
	// Top is the greatest number of entities met most, and of sources; 0: 10,
	// negative: all.
	Top int
	// Valid keeps the contacts and roles that held in a period.
	Valid Period
}

const defaultTop = 10

// Name is one name of an entity.
type Name struct {
	Text     string `json:"text"`
	Lang     string `json:"lang,omitempty"`
	Property string `json:"property"` // as a prefixed name, such as schema:name
}

// Tally is a number of contacts of one kind or status.
type Tally struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Summary counts contacts. A contact with several statuses counts under the
// strongest, with several kinds under the first.
type Summary struct {
	Total    int     `json:"total"`
	ByKind   []Tally `json:"by_kind"`   // in the order of [ContactKinds], without zeros
	ByStatus []Tally `json:"by_status"` // in the order of [Statuses], without zeros
	// First and Last are the earliest and latest dates of contacts that
	// occurred; a plan is no last contact.
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
}

// Tie is an entity met, with the number of shared contacts.
type Tie struct {
	Entity
	Contacts int    `json:"contacts"` // of any status
	Occurred int    `json:"occurred"`
	Last     string `json:"last,omitempty"` // date of the latest that occurred
}

// SourceCount is a source with the number of contacts of an entity in it.
type SourceCount struct {
	Evidence
	Contacts int `json:"contacts"`
}

// Profile is the answer of [Reader.Show].
type Profile struct {
	Entity
	Merged         []Entity `json:"merged,omitempty"` // what was merged into it
	Kinds          []string `json:"kinds"`            // all kinds, in their order
	Names          []Name   `json:"names"`            // by language, then text
	AlternateNames []Name   `json:"alternate_names"`  // by language, then text
	Identifiers    []string `json:"identifiers"`      // elsewhere, such as wd:Q42, sorted
	Roles          []Role   `json:"roles"`            // that it holds, newest first
	Holders        []Role   `json:"holders"`          // held by others in it, by person
	Contacts       Summary  `json:"contacts"`         // that it takes part in
	Here           *Summary `json:"contacts_here,omitempty"`
	Top            []Tie    `json:"top"` // most occurred, then most contacts first
	TopTotal       int      `json:"top_total"`
	Regular        []Habit  `json:"regular_contacts"`
	// Sources of its contacts, most contacts first.
	Sources      []SourceCount `json:"sources"`
	SourcesTotal int           `json:"sources_total"`
}

// Show returns what is known of an entity.
func (r *Reader) Show(ctx context.Context, id graph.ID, o ShowOptions) (*Profile, error) {
	if o.Top == 0 {
		o.Top = defaultTop
	}
	id = r.Kept(id)
	described, err := r.Describe(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &Profile{Entity: described[0]}
	if err := r.showMerged(ctx, p); err != nil {
		return nil, err
	}
	if err := r.showNames(ctx, p); err != nil {
		return nil, err
	}
	if p.Identifiers, err = r.IdentifiersOf(ctx, p.ID); err != nil {
		return nil, err
	}
	if err := r.showRoles(ctx, p, o.Valid); err != nil {
		return nil, err
	}
	if p.Regular, err = r.Habits(ctx, id, graph.None); err != nil {
		return nil, err
	}
	p.Regular = habitsIn(p.Regular, o.Valid)
	here, err := r.contactsAt(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(here) > 0 {
		list, err := r.gists(ctx, here, gistPredicates)
		if err != nil {
			return nil, err
		}
		if list, err = r.contactsIn(ctx, list, o.Valid); err != nil {
			return nil, err
		}
		s := summarize(list)
		p.Here = &s
	}
	return p, r.showContacts(ctx, p, o)
}

// showMerged lists what is one with the entity, by IRI.
func (r *Reader) showMerged(ctx context.Context, p *Profile) error {
	for _, id := range r.Members(p.ID) {
		if id == p.ID {
			continue
		}
		iri, err := r.iri(ctx, id)
		if err != nil {
			return err
		}
		p.Merged = append(p.Merged, Entity{ID: id, IRI: iri, Label: Shorten(iri), Kind: p.Kind})
	}
	slices.SortFunc(p.Merged, func(a, b Entity) int { return strings.Compare(a.IRI, b.IRI) })
	return nil
}

func (r *Reader) showNames(ctx context.Context, p *Profile) error {
	facts, err := r.facts(ctx, r.Members(p.ID), entityPredicates)
	if err != nil {
		return err
	}
	p.Kinds, p.Names, p.AlternateNames = []string{}, []Name{}, []Name{}
	var kinds uint
	for i, f := range facts {
		if f.p == pType {
			if k, ok := r.ids.entityKind[f.o]; ok {
				kinds |= 1 << k
			}
			continue
		}
		if i > 0 && f.p == facts[i-1].p && f.o == facts[i-1].o {
			continue
		}
		t, err := r.literal(ctx, f.o)
		if err != nil {
			return err
		}
		name := Name{t.Text, t.Lang, Shorten(predicateIRIs[f.p][0])}
		if f.p < pAlternateName {
			p.Names = append(p.Names, name)
		} else {
			p.AlternateNames = append(p.AlternateNames, name)
		}
	}
	for k, c := range entityKinds {
		if kinds&(1<<k) != 0 {
			p.Kinds = append(p.Kinds, c.name)
		}
	}
	for _, names := range []*[]Name{&p.Names, &p.AlternateNames} {
		slices.SortFunc(*names, func(a, b Name) int {
			return cmp.Or(strings.Compare(a.Lang, b.Lang), strings.Compare(a.Text, b.Text), strings.Compare(a.Property, b.Property))
		})
		*names = slices.Compact(*names) // of entities that are one
	}
	return nil
}

func (r *Reader) showRoles(ctx context.Context, p *Profile, valid Period) error {
	roles, err := r.rolesOf(ctx, p.ID)
	if err != nil {
		return err
	}
	p.Roles, p.Holders = []Role{}, []Role{}
	for _, role := range rolesIn(roles, valid) {
		if role.Person.ID == p.ID {
			p.Roles = append(p.Roles, role)
		} else {
			p.Holders = append(p.Holders, role)
		}
	}
	return nil
}

// showContacts fills in what comes from the contacts of the entity.
func (r *Reader) showContacts(ctx context.Context, p *Profile, o ShowOptions) error {
	ids, err := r.contactsOf(ctx, p.ID)
	if err != nil {
		return err
	}
	list, err := r.gists(ctx, ids, append(slices.Clone(gistPredicates), participation...))
	if err != nil {
		return err
	}
	if list, err = r.contactsIn(ctx, list, o.Valid); err != nil {
		return err
	}
	p.Contacts = summarize(list)
	if p.Top, p.TopTotal, err = r.ties(ctx, p.ID, list, o.Top); err != nil {
		return err
	}
	p.Sources, p.SourcesTotal, err = r.sourceCounts(ctx, list, o.Top)
	return err
}

func summarize(list []gist) Summary {
	s := Summary{Total: len(list), ByKind: []Tally{}, ByStatus: []Tally{}}
	byKind, byStatus := map[string]int{}, map[string]int{}
	var first, last Date
	for i := range list {
		g := &list[i]
		kind, _ := namesOfMask(uint(g.kinds), contactKinds)
		status, _ := namesOfMask(uint(g.statuses), statuses)
		byKind[kind]++
		byStatus[status]++
		if d := g.date(); status == StatusOccurred && d.Known() {
			if !first.Known() || d.Compare(first) < 0 {
				first = d
			}
			if !last.Known() || d.Compare(last) > 0 {
				last = d
			}
		}
	}
	for _, k := range ContactKinds() {
		if byKind[k] > 0 {
			s.ByKind = append(s.ByKind, Tally{k, byKind[k]})
		}
	}
	for _, st := range Statuses() {
		if byStatus[st] > 0 {
			s.ByStatus = append(s.ByStatus, Tally{st, byStatus[st]})
		}
	}
	s.First, s.Last = first.Text, last.Text
	return s
}

// ties counts who else takes part in contacts. total is how many there are.
func (r *Reader) ties(ctx context.Context, self graph.ID, list []gist, top int) (ties []Tie, total int, err error) {
	type tally struct {
		contacts, occurred int
		last               Date
	}
	met := map[graph.ID]*tally{}
	for i := range list {
		g := &list[i]
		occurred := g.statuses&1 != 0
		seen := map[graph.ID]bool{self: true}
		for _, f := range g.facts {
			other := r.Kept(f.o)
			if seen[other] || !slices.Contains(participation, f.p) {
				continue
			}
			seen[other] = true
			t := met[other]
			if t == nil {
				t = &tally{}
				met[other] = t
			}
			t.contacts++
			if !occurred {
				continue
			}
			t.occurred++
			if d := g.date(); d.Known() && (!t.last.Known() || d.Compare(t.last) > 0) {
				t.last = d
			}
		}
	}
	ids := make([]graph.ID, 0, len(met))
	for id := range met {
		ids = append(ids, id)
	}
	entities, err := r.Describe(ctx, ids...)
	if err != nil {
		return nil, 0, err
	}
	ties = make([]Tie, len(entities))
	for i, e := range entities {
		t := met[e.ID]
		ties[i] = Tie{e, t.contacts, t.occurred, t.last.Text}
	}
	slices.SortFunc(ties, func(a, b Tie) int {
		return cmp.Or(cmp.Compare(b.Occurred, a.Occurred), cmp.Compare(b.Contacts, a.Contacts), compareEntities(a.Entity, b.Entity))
	})
	if top > 0 && len(ties) > top {
		ties = ties[:top]
	}
	return ties, len(met), nil
}

// sourceCounts counts contacts by source. total is how many sources there are.
func (r *Reader) sourceCounts(ctx context.Context, list []gist, top int) (counts []SourceCount, total int, err error) {
	number := map[graph.ID]int{}
	for i := range list {
		seen := map[graph.ID]bool{}
		for _, f := range list[i].facts {
			if !seen[f.g] && f.g != NoSource {
				seen[f.g] = true
				number[f.g]++
			}
		}
	}
	sources := make([]stated, 0, len(number))
	for id := range number {
		sources = append(sources, stated{support: support{source: id}})
	}
	evidence, err := r.readEvidence(ctx, sources)
	if err != nil {
		return nil, 0, err
	}
	counts = make([]SourceCount, len(sources))
	for i, s := range sources {
		counts[i] = SourceCount{evidence.one(s), number[s.source]}
	}
	slices.SortFunc(counts, func(a, b SourceCount) int {
		return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), strings.Compare(a.Source, b.Source))
	})
	if top > 0 && len(counts) > top {
		counts = counts[:top]
	}
	return counts, len(number), nil
}
