package relation

import (
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// Period is a span of days in the world, both ends inclusive; an end that is not
// known is open, and the zero Period bounds nothing.
//
// What held in a period is said alike for every question:
//
//   - A contact held if one of its dates, or a day from one of its dates to its
//     end, can lie in the period: 1938 can be September 1938.
//   - A role held if the days from its start to its end, as stated, meet the
//     period; an end that is not stated is open. Where neither is stated, the days
//     from the first to the last for which a source vouches have to: that it was
//     held before or after would be a guess.
//   - A regular contact held if the days from the first to the last for which a
//     source vouches meet the period.
//   - What has no date is not known to have held in any period.
type Period struct{ From, To Date }

// Bounded tells whether there is a bound.
func (p Period) Bounded() bool { return p.From.Known() || p.To.Known() }

// meets tells whether a day from first to last lies in the period.
func (p Period) meets(first, last Day) bool {
	return (!p.To.Known() || first <= p.To.Last) && (!p.From.Known() || p.From.First <= last)
}

// filter is the period as a filter of contacts.
func (p Period) filter() Filter { return Filter{From: p.From, To: p.To} }

// contactsIn leaves out, in place, contacts that did not hold in a period.
func (r *Reader) contactsIn(ctx context.Context, list []gist, p Period) ([]gist, error) {
	if !p.Bounded() {
		return list, nil
	}
	fits, err := r.compile(ctx, p.filter())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list, func(g gist) bool { return !fits.contact(&g) }), nil
}

// heldIn tells whether a role held in a period.
func (role *Role) heldIn(p Period) bool {
	switch {
	case !p.Bounded():
		return true
	case role.start.Known() || role.end.Known():
		first, last := MinDay, MaxDay
		if role.start.Known() {
			first = role.start.First
		}
		if role.end.Known() {
			last = role.end.Last
		}
		return p.meets(first, last)
	}
	return role.first.Known() && p.meets(role.first.First, role.last.Last)
}

// rolesIn leaves out, in place, roles that did not hold in a period.
func rolesIn(roles []Role, p Period) []Role {
	return slices.DeleteFunc(roles, func(role Role) bool { return !role.heldIn(p) })
}

// heldIn tells whether a regular contact held in a period.
func (h *Habit) heldIn(p Period) bool {
	if !p.Bounded() {
		return true
	}
	first, last := MaxDay, MinDay
	for _, text := range h.AsOf {
		if d, err := ParseDate(text); err == nil {
			first, last = min(first, d.First), max(last, d.Last)
		}
	}
	return first <= last && p.meets(first, last)
}

// habitsIn leaves out, in place, regular contacts that did not hold in a period.
func habitsIn(habits []Habit, p Period) []Habit {
	return slices.DeleteFunc(habits, func(h Habit) bool { return !h.heldIn(p) })
}

// DatedAbout returns the contacts, roles and regular contacts of an entity that
// held in a period, sorted by ID. A contact, role or regular contact itself stands
// for what it is.
func (r *Reader) DatedAbout(ctx context.Context, id graph.ID, p Period) ([]graph.ID, error) {
	ids := []graph.ID{id}
	for _, preds := range [][]predicate{participation, {pHolder}, {pParticipant}} {
		more, err := r.subjectsOf(ctx, id, preds)
		if err != nil {
			return nil, err
		}
		ids = append(ids, more...)
	}
	held, err := r.facts(ctx, r.Members(id), []predicate{pHasRole})
	if err != nil {
		return nil, err
	}
	for _, f := range held {
		ids = append(ids, f.o)
	}
	return r.heldAmong(ctx, sortedUnique(ids), p)
}

// heldAmong returns those of some nodes that held in a period. The nodes are
// sorted and distinct.
func (r *Reader) heldAmong(ctx context.Context, ids []graph.ID, p Period) ([]graph.ID, error) {
	parties, err := r.facts(ctx, ids, participation)
	if err != nil {
		return nil, err
	}
	var contacts, held []graph.ID
	for _, f := range parties {
		contacts = append(contacts, f.s)
	}
	list, err := r.gists(ctx, sortedUnique(contacts), gistPredicates)
	if err != nil {
		return nil, err
	}
	if list, err = r.contactsIn(ctx, list, p); err != nil {
		return nil, err
	}
	for _, g := range list {
		held = append(held, g.id)
	}
	roles, err := r.roles(ctx, ids)
	if err != nil {
		return nil, err
	}
	var iris []string
	for _, role := range rolesIn(roles, p) {
		iris = append(iris, role.IRIs...)
	}
	habits, err := r.facts(ctx, ids, []predicate{pParticipant})
	if err != nil {
		return nil, err
	}
	regular, err := r.habits(ctx, subjectsIn(habits))
	if err != nil {
		return nil, err
	}
	for _, h := range habitsIn(regular, p) {
		iris = append(iris, h.IRI)
	}
	for _, iri := range iris {
		id, ok, err := r.g.Lookup(ctx, []byte(bracketed(iri)))
		if err != nil {
			return nil, err
		}
		if ok {
			held = append(held, id)
		}
	}
	return sortedUnique(held), nil
}

// subjectsIn returns the subjects of facts, sorted and distinct.
func subjectsIn(facts []fact) []graph.ID {
	ids := make([]graph.ID, len(facts))
	for i, f := range facts {
		ids[i] = f.s
	}
	return sortedUnique(ids)
}
