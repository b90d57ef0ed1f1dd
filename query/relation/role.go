package relation

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// Role is a function that a person held as of some days, put together from every
// source that says so. Terms with different starts or ends are different roles.
type Role struct {
	Person       Entity  `json:"person"`
	Title        Text    `json:"title"`
	Organization *Entity `json:"organization,omitempty"`
	Country      *Entity `json:"country,omitempty"`
	// Start and End are the days from and to which it was held, where they are
	// stated.
	Start string `json:"start,omitempty"`
	End   string `json:"end,omitempty"`
	// First and Last are the earliest and latest day for which a source vouches.
	First    string     `json:"first,omitempty"`
	Last     string     `json:"last,omitempty"`
	IRIs     []string   `json:"iris"` // of the role nodes, sorted
	Evidence []Evidence `json:"evidence"`

	first, last Date
	start, end  Date
	supports    []stated
}

// rolesOf returns the roles that a person holds, or those held in an
// organization or country. They are sorted by person, latest day (newest first),
// title, organization and country.
func (r *Reader) rolesOf(ctx context.Context, entity graph.ID) ([]Role, error) {
	nodes, err := r.subjectsOf(ctx, entity, []predicate{pHolder, pOrganization, pCountry})
	if err != nil {
		return nil, err
	}
	held, err := r.facts(ctx, r.Members(entity), []predicate{pHasRole})
	if err != nil {
		return nil, err
	}
	for _, f := range held {
		nodes = append(nodes, f.o)
	}
	return r.roles(ctx, sortedUnique(nodes))
}

// roles decodes role nodes and puts together those that say the same. Nodes that
// are no roles, such as a group with an organization, are left out.
func (r *Reader) roles(ctx context.Context, nodes []graph.ID) ([]Role, error) {
	facts, err := r.facts(ctx, nodes, append(slices.Clone(rolePredicates), pStartDate, pEndDate))
	if err != nil {
		return nil, err
	}
	holders, err := r.holders(ctx, nodes, facts)
	if err != nil {
		return nil, err
	}
	merged := map[string]*Role{}
	for len(facts) > 0 {
		end := 1
		for end < len(facts) && facts[end].s == facts[0].s {
			end++
		}
		for _, person := range holders[facts[0].s] {
			if err := r.mergeRole(ctx, merged, person, facts[:end]); err != nil {
				return nil, err
			}
		}
		facts = facts[end:]
	}
	roles := make([]Role, 0, len(merged))
	for _, role := range merged {
		roles = append(roles, *role)
	}
	return roles, r.finishRoles(ctx, roles)
}

// holders returns who holds each role, whichever way round it is stated.
func (r *Reader) holders(ctx context.Context, nodes []graph.ID, facts []fact) (map[graph.ID][]graph.ID, error) {
	links, err := r.linked(ctx, nodes, []predicate{pHasRole})
	if err != nil {
		return nil, err
	}
	holders := map[graph.ID][]graph.ID{}
	for _, l := range links {
		holders[l.entity] = append(holders[l.entity], r.Kept(l.subject))
	}
	var mentioned []graph.ID
	for _, f := range facts {
		switch f.p {
		case pHolder:
			holders[f.s] = append(holders[f.s], r.Kept(f.o))
		case pOrganization, pCountry:
			mentioned = append(mentioned, f.o)
		}
	}
	for node, people := range holders {
		holders[node] = sortedUnique(people)
		mentioned = append(mentioned, people...)
	}
	return holders, r.load(ctx, mentioned)
}

// mergeRole adds one role node, held by person, to those that say the same.
func (r *Reader) mergeRole(ctx context.Context, merged map[string]*Role, person graph.ID, facts []fact) error {
	role := Role{Person: r.entities[person], supports: supports(facts)}
	for _, f := range facts {
		switch f.p {
		case pRoleName:
			t, err := r.literal(ctx, f.o)
			if err != nil {
				return err
			}
			if role.Title.Text == "" || compareTexts(t, role.Title) < 0 {
				role.Title = t
			}
		case pOrganization:
			role.Organization = r.lesser(role.Organization, f.o)
		case pCountry:
			role.Country = r.lesser(role.Country, f.o)
		case pAsOf:
			d, err := r.date(ctx, f.o)
			if err != nil {
				return err
			}
			role.vouch(d)
		case pStartDate, pEndDate:
			if err := r.termOfRole(ctx, &role, f); err != nil {
				return err
			}
		}
	}
	role.Start, role.End = role.start.Text, role.end.Text
	iri, err := r.iri(ctx, facts[0].s)
	if err != nil {
		return err
	}
	role.IRIs = []string{iri}
	key := role.key()
	known, ok := merged[key]
	if !ok {
		merged[key] = &role
		return nil
	}
	if compareTexts(role.Title, known.Title) < 0 {
		known.Title = role.Title // "président" and "Président": the same from either
	}
	known.IRIs = append(known.IRIs, iri)
	known.supports = append(known.supports, role.supports...)
	known.vouch(role.first)
	known.vouch(role.last)
	return nil
}

// termOfRole reads from or to when a role was held: of several dates in one node, the
// earliest start and the latest end.
func (r *Reader) termOfRole(ctx context.Context, role *Role, f fact) error {
	d, err := r.date(ctx, f.o)
	if err != nil || !d.Known() {
		return err
	}
	if f.p == pStartDate && d.Compare(role.start) < 0 { // an unknown one is later than any
		role.start = d
	}
	if f.p == pEndDate && (!role.end.Known() || role.end.Compare(d) < 0) {
		role.end = d
	}
	return nil
}

// lesser returns the entity that sorts first, so that a role stated with two
// organizations shows the same one every time.
func (r *Reader) lesser(known *Entity, id graph.ID) *Entity {
	e := r.entities[id]
	if known == nil || compareEntities(e, *known) < 0 {
		return &e
	}
	return known
}

// vouch widens the span of days that sources vouch for.
func (role *Role) vouch(d Date) {
	if !d.Known() {
		return
	}
	if !role.first.Known() || d.Compare(role.first) < 0 {
		role.first = d
	}
	if !role.last.Known() || d.Compare(role.last) > 0 {
		role.last = d
	}
}

// key is equal for roles that say the same.
func (role *Role) key() string {
	parts := []string{role.Person.IRI, Fold(role.Title.Text), role.Title.Lang, "", "", role.Start, role.End}
	if role.Organization != nil {
		parts[3] = role.Organization.IRI
	}
	if role.Country != nil {
		parts[4] = role.Country.IRI
	}
	return strings.Join(parts, "\n")
}

// finishRoles decodes the evidence of roles and sorts them in place.
func (r *Reader) finishRoles(ctx context.Context, roles []Role) error {
	lists := make([][]stated, len(roles))
	for i := range roles {
		lists[i] = roles[i].supports
	}
	evidence, err := r.readEvidence(ctx, lists...)
	if err != nil {
		return err
	}
	for i := range roles {
		role := &roles[i]
		role.First, role.Last = role.first.Text, role.last.Text
		role.Evidence = evidence.evidence(role.supports)
		slices.Sort(role.IRIs)
	}
	slices.SortFunc(roles, func(a, b Role) int {
		return cmp.Or(compareEntities(a.Person, b.Person), compareNewest(a.newest(), b.newest()),
			strings.Compare(a.key(), b.key()))
	})
	return nil
}

// newest is the latest day of which something is known.
func (role *Role) newest() Date {
	newest := role.last
	for _, d := range []Date{role.start, role.end} {
		if d.Known() && (!newest.Known() || d.Compare(newest) > 0) {
			newest = d
		}
	}
	return newest
}

// compareNewest puts the latest date first and unknown ones last.
func compareNewest(a, b Date) int {
	if !a.Known() || !b.Known() {
		return a.Compare(b)
	}
	return b.Compare(a)
}

// Habit is a contact that a source reports as regular rather than of a day.
type Habit struct {
	IRI          string     `json:"iri"`
	Participants []Entity   `json:"participants"` // by label, then IRI
	Frequency    []Text     `json:"frequency"`    // in the words of the source
	AsOf         []string   `json:"as_of"`        // days for which sources vouch
	Evidence     []Evidence `json:"evidence"`
}

// Habits returns the regular contacts of a, with b if that is not None, sorted
// by IRI.
func (r *Reader) Habits(ctx context.Context, a, b graph.ID) ([]Habit, error) {
	ids, err := r.subjectsOf(ctx, a, []predicate{pParticipant})
	if err != nil {
		return nil, err
	}
	if b != graph.None {
		others, err := r.subjectsOf(ctx, b, []predicate{pParticipant})
		if err != nil {
			return nil, err
		}
		ids = intersect(ids, others)
	}
	return r.habits(ctx, ids)
}

func (r *Reader) habits(ctx context.Context, ids []graph.ID) ([]Habit, error) {
	facts, err := r.facts(ctx, ids, habitPredicates)
	if err != nil {
		return nil, err
	}
	var parties []graph.ID
	for _, f := range facts {
		if f.p == pParticipant {
			parties = append(parties, f.o)
		}
	}
	if err := r.load(ctx, parties); err != nil {
		return nil, err
	}
	evidence, err := r.readEvidence(ctx, supports(facts))
	if err != nil {
		return nil, err
	}
	habits := []Habit{}
	for len(facts) > 0 {
		end := 1
		for end < len(facts) && facts[end].s == facts[0].s {
			end++
		}
		h, err := r.habit(ctx, facts[:end])
		if err != nil {
			return nil, err
		}
		h.Evidence = evidence.evidence(supports(facts[:end]))
		habits = append(habits, h)
		facts = facts[end:]
	}
	slices.SortFunc(habits, func(a, b Habit) int { return strings.Compare(a.IRI, b.IRI) })
	return habits, nil
}

func (r *Reader) habit(ctx context.Context, facts []fact) (Habit, error) {
	iri, err := r.iri(ctx, facts[0].s)
	if err != nil {
		return Habit{}, err
	}
	h := Habit{IRI: iri, Participants: []Entity{}, Frequency: []Text{}, AsOf: []string{}}
	for i, f := range facts {
		if i > 0 && f.p == facts[i-1].p && f.o == facts[i-1].o {
			continue
		}
		switch f.p {
		case pParticipant:
			h.Participants = append(h.Participants, r.entities[f.o])
		case pFrequency, pAsOf:
			t, err := r.literal(ctx, f.o)
			if err != nil {
				return h, err
			}
			if f.p == pAsOf {
				h.AsOf = append(h.AsOf, t.Text)
			} else {
				h.Frequency = append(h.Frequency, t)
			}
		}
	}
	slices.SortFunc(h.Participants, compareEntities)
	slices.SortFunc(h.Frequency, compareTexts)
	slices.Sort(h.AsOf)
	return h, nil
}

// Roles returns the roles that a person holds, or held in a period, newest first.
func (r *Reader) Roles(ctx context.Context, person graph.ID, valid Period) ([]Role, error) {
	all, err := r.rolesOf(ctx, person)
	if err != nil {
		return nil, err
	}
	held := all[:0]
	for _, role := range all {
		if role.Person.ID == r.Kept(person) && role.heldIn(valid) {
			held = append(held, role)
		}
	}
	return held, nil
}
