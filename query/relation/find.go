package relation

import (
	"cmp"
	"context"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// FindOptions restrict a search. The zero value restricts nothing.
type FindOptions struct {
	Kinds []string // kinds of entity that count; nil: any
	Limit int      // greatest number of matches; 0: all
	// Valid keeps the entities that were in contact in a period, or held a role or
	// had somebody in one, and counts the contacts of the period.
	Valid Period
}

// Match is an entity that a search found.
type Match struct {
	Entity
	Name     string `json:"name"`     // the name that fits, as stated
	Fit      string `json:"fit"`      // exact, prefix, word, beginning or fuzzy
	Distance int    `json:"distance"` // edits between the text and the name or its words
	Contacts int    `json:"contacts"` // that it takes part in, of any status, in the period
}

// FindResult is the answer of [Reader.Find].
type FindResult struct {
	Text     string  `json:"text"`
	Total    int     `json:"total"`    // matches before the limit
	Complete bool    `json:"complete"` // false if the limit left some out
	Matches  []Match `json:"matches"`
}

// Find returns the entities whose names fit a text, the best first: exact, then
// names that begin with it, then those with all its words, then those whose
// words begin with its words, then those within two edits (one for texts of
// fewer than six letters, none below three). Equals are ordered by number of
// contacts, most first, then by label and IRI. An IRI, prefixed name or path
// finds what it names.
func (r *Reader) Find(ctx context.Context, text string, o FindOptions) (*FindResult, error) {
	names, err := r.Names(ctx)
	if err != nil {
		return nil, err
	}
	folded := appendFolded(nil, []byte(text))
	found, err := names.matches(ctx, folded)
	if err != nil {
		return nil, err
	}
	skip := make(map[int]bool, len(found))
	for _, m := range found {
		skip[m.row] = true
	}
	near, err := names.resembling(ctx, folded, skip)
	if err != nil {
		return nil, err
	}
	best := names.bestByEntity(append(found, near...), r.Kept)
	matches, err := r.describeMatches(ctx, names, best, o.Kinds)
	if err != nil {
		return nil, err
	}
	ids, err := r.bearers(ctx, text)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		m, err := r.referenceMatch(ctx, id)
		if err != nil {
			return nil, err
		}
		matches = append([]Match{m}, slices.DeleteFunc(matches, func(known Match) bool { return known.ID == id })...)
	}
	if id, ok, err := r.reference(ctx, text); err != nil {
		return nil, err
	} else if len(ids) > 0 {
		// The IRI names those to whom it is attached.
	} else if _, named := best[r.Kept(id)]; ok && !named {
		m, err := r.referenceMatch(ctx, r.Kept(id))
		if err != nil {
			return nil, err
		}
		matches = slices.Insert(matches, 0, m)
	}
	if matches, err = r.matchesIn(ctx, matches, o.Valid); err != nil {
		return nil, err
	}
	result := &FindResult{Text: text, Total: len(matches), Complete: true, Matches: matches}
	if o.Limit > 0 && len(matches) > o.Limit {
		result.Matches, result.Complete = matches[:o.Limit], false
	}
	return result, nil
}

func (r *Reader) describeMatches(ctx context.Context, names *Names, best map[graph.ID][]match, kinds []string) ([]Match, error) {
	ids := make([]graph.ID, 0, len(best))
	for id := range best {
		ids = append(ids, id)
	}
	entities, err := r.Describe(ctx, sortedUnique(ids)...)
	if err != nil {
		return nil, err
	}
	if kinds != nil {
		entities = slices.DeleteFunc(entities, func(e Entity) bool { return !slices.Contains(kinds, e.Kind) })
	}
	candidates, err := r.withCounts(ctx, entities)
	if err != nil {
		return nil, err
	}
	// Stable: equals keep the order by contacts, label and IRI.
	slices.SortStableFunc(candidates, func(a, b Candidate) int {
		x, y := best[a.ID][0], best[b.ID][0]
		return cmp.Or(cmp.Compare(x.fit, y.fit), cmp.Compare(x.distance, y.distance))
	})
	matches := make([]Match, len(candidates))
	for i, c := range candidates {
		m := best[c.ID][0]
		name, err := r.leastName(ctx, names, best[c.ID])
		if err != nil {
			return nil, err
		}
		matches[i] = Match{c.Entity, name, m.fit.String(), m.distance, c.Contacts}
	}
	return matches, nil
}

// matchesIn leaves out what was nowhere to be seen in a period, and counts the
// contacts of the others in it.
func (r *Reader) matchesIn(ctx context.Context, matches []Match, valid Period) ([]Match, error) {
	if !valid.Bounded() {
		return matches, nil
	}
	kept := matches[:0]
	for _, m := range matches {
		profile := &Profile{Entity: m.Entity}
		if err := r.showRoles(ctx, profile, valid); err != nil {
			return nil, err
		}
		ids, err := r.contactsOf(ctx, m.ID)
		if err != nil {
			return nil, err
		}
		here, err := r.contactsAt(ctx, m.ID)
		if err != nil {
			return nil, err
		}
		held, err := r.heldAmong(ctx, sortedUnique(slices.Concat(ids, here)), valid)
		if err != nil {
			return nil, err
		}
		m.Contacts = len(intersect(ids, held))
		if len(held)+len(profile.Roles)+len(profile.Holders) > 0 {
			kept = append(kept, m)
		}
	}
	// Equals by the contacts of the period, which are what is shown.
	slices.SortStableFunc(kept, func(a, b Match) int {
		return cmp.Or(cmp.Compare(slices.Index(fitNames[:], a.Fit), slices.Index(fitNames[:], b.Fit)),
			cmp.Compare(a.Distance, b.Distance), cmp.Compare(b.Contacts, a.Contacts))
	})
	return kept, nil
}

// leastName returns the first by text of the names that fit alike.
func (r *Reader) leastName(ctx context.Context, names *Names, alike []match) (string, error) {
	least := ""
	for _, m := range alike {
		name, err := r.literal(ctx, names.literals[m.row])
		if err != nil {
			return "", err
		}
		if least == "" || name.Text < least {
			least = name.Text
		}
	}
	return least, nil
}

func (r *Reader) referenceMatch(ctx context.Context, id graph.ID) (Match, error) {
	entities, err := r.Describe(ctx, id)
	if err != nil {
		return Match{}, err
	}
	candidates, err := r.withCounts(ctx, entities)
	if err != nil {
		return Match{}, err
	}
	c := candidates[0]
	return Match{c.Entity, c.Label, fitExact.String(), 0, c.Contacts}, nil
}
