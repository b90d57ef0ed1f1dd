package entity

import (
	"context"
	"errors"
	"fmt"

	"github.com/chancery-graph/chancery/query/relation"
)

// What the evidence besides names is worth. raise is the most that it can add.
const (
	partnersWeight = 0.08 // all partners of the one with fewer are shared
	rolesWeight    = 0.06 // a body or title is shared
	togetherWeight = 0.35 // both were at one event
	kindsWeight    = 0.30 // one is a person and the other a country, say
	conflictWeight = 0.50 // an authority gives them different identifiers
	raise          = partnersWeight + rolesWeight
)

// isDistinct tells whether a curator stated that two are different.
func isDistinct(err error) bool { return errors.Is(err, relation.ErrDistinct) }

// evidence is what speaks for or against a pair besides the names; it fills in
// the number of contacts.
func (m *matcher) evidence(ctx context.Context, p *Pair) (more float64, reasons []string, err error) {
	if p.A.Kind != p.B.Kind && p.A.Kind != relation.KindEntity && p.B.Kind != relation.KindEntity {
		more -= kindsWeight
		reasons = append(reasons, fmt.Sprintf("against: %s and %s", p.A.Kind, p.B.Kind))
	}
	shared, fewer, together := m.partners(p)
	if together > 0 {
		more -= togetherWeight
		reasons = append(reasons, fmt.Sprintf("against: in touch with each other %s", times(together)))
	}
	if shared > 0 && fewer > 0 {
		more += partnersWeight * float64(shared) / float64(fewer)
		reasons = append(reasons, fmt.Sprintf("%d of %d partners shared", shared, fewer))
	}
	role, err := m.sharedRole(ctx, p)
	if err != nil {
		return 0, nil, err
	}
	if role != "" {
		more += rolesWeight
		reasons = append(reasons, "both are "+role)
	}
	return more, reasons, nil
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// partners counts with whom both were in touch, and how often with each other.
// fewer is the number of partners of the one that has fewer.
func (m *matcher) partners(p *Pair) (shared, fewer, together int) {
	a, knownA := m.n.Actor(p.A.ID)
	b, knownB := m.n.Actor(p.B.ID)
	ofA, ofB := map[uint32]bool{}, map[uint32]bool{}
	for _, side := range []struct {
		actor, other uint32
		known        bool
		partners     map[uint32]bool
		contacts     *int
	}{{a, b, knownA, ofA, &p.ContactsA}, {b, a, knownB, ofB, &p.ContactsB}} {
		if !side.known {
			continue
		}
		m.n.Of(side.actor, func(_, other uint32) bool {
			*side.contacts++
			if knownA && knownB && other == side.other {
				together++
			} else {
				side.partners[other] = true
			}
			return true
		})
	}
	for actor := range ofA {
		if ofB[actor] {
			shared++
		}
	}
	return shared, min(len(ofA), len(ofB)), together / 2
}

// sharedRole is a title or body that both have, empty if none.
func (m *matcher) sharedRole(ctx context.Context, p *Pair) (string, error) {
	if p.A.Kind != relation.KindPerson || p.B.Kind != relation.KindPerson {
		return "", nil
	}
	held, err := m.r.Roles(ctx, p.A.ID, relation.Period{})
	if err != nil {
		return "", err
	}
	if len(held) == 0 {
		return "", nil
	}
	others, err := m.r.Roles(ctx, p.B.ID, relation.Period{})
	if err != nil {
		return "", err
	}
	for _, x := range held {
		for _, y := range others {
			switch {
			case x.Organization != nil && y.Organization != nil && x.Organization.ID == y.Organization.ID:
				return "of " + x.Organization.Label, nil
			case x.Title.Text != "" && relation.Fold(x.Title.Text) == relation.Fold(y.Title.Text):
				return x.Title.Text, nil
			}
		}
	}
	return "", nil
}
