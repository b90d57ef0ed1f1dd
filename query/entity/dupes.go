package entity

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
)

// Options say which pairs are wanted. The zero value works.
type Options struct {
	// MinScore is the least score; 0: 0.85, above which most pairs are one.
	MinScore float64
	// Kinds of entity; nil: any party.
	Kinds []string
	// Limit is the greatest number of pairs; 0: all.
	Limit int
}

const defaultMinScore = 0.85

// Validate names the first field that is wrong.
func (o Options) Validate() error {
	if o.MinScore < 0 || o.MinScore > 1 {
		return fmt.Errorf("entity: MinScore %v is not between 0 and 1", o.MinScore)
	}
	if o.Limit < 0 {
		return fmt.Errorf("entity: Limit %d is negative", o.Limit)
	}
	return nil
}

// Pair is two entities that may be one. A is the one with more contacts, then by
// IRI: the one to keep.
type Pair struct {
	A       relation.Entity `json:"a"`
	B       relation.Entity `json:"b"`
	Score   float64         `json:"score"` // to two decimals
	Reasons []string        `json:"reasons"`
	// ContactsA and ContactsB are their contacts as in the network.
	ContactsA int `json:"contacts_a"`
	ContactsB int `json:"contacts_b"`
}

// Result is the answer of [Dupes].
type Result struct {
	Total int    `json:"total"` // pairs before the limit
	Pairs []Pair `json:"pairs"` // best first, then by contacts, label and IRI
}

// Dupes ranks pairs of entities that may be one. Pairs that are one already, or
// that a curator stated to be different, are left out. The network must be of the
// reader's snapshot.
func Dupes(ctx context.Context, r *relation.Reader, n *chain.Network, o Options) (*Result, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if n.Seq() != r.Graph().Seq() {
		return nil, fmt.Errorf("entity: %w", chain.ErrSnapshot)
	}
	if o.MinScore == 0 {
		o.MinScore = defaultMinScore
	}
	m := matcher{r: r, n: n, o: o, names: map[graph.ID][]name{}}
	if err := m.readNames(ctx); err != nil {
		return nil, err
	}
	if err := m.readIdentifiers(ctx); err != nil {
		return nil, err
	}
	pairs, err := m.pairs(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(pairs, comparePairs)
	result := &Result{Total: len(pairs), Pairs: pairs}
	if o.Limit > 0 && len(pairs) > o.Limit {
		result.Pairs = pairs[:o.Limit]
	}
	return result, nil
}

func comparePairs(a, b Pair) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.ContactsA+b.ContactsB, a.ContactsA+a.ContactsB),
		strings.Compare(a.A.Label, b.A.Label), strings.Compare(a.A.IRI, b.A.IRI), strings.Compare(a.B.IRI, b.B.IRI))
}

// name is a name of an entity, folded and transliterated.
type name struct{ folded, form string }

// couple is two entities, a < b.
type couple struct{ a, b graph.ID }

func coupleOf(a, b graph.ID) couple { return couple{min(a, b), max(a, b)} }

// matcher gathers what pairs are judged by.
type matcher struct {
	r     *relation.Reader
	n     *chain.Network
	o     Options
	names map[graph.ID][]name
	// blocks are the entities that share a key of their names.
	blocks map[string][]graph.ID
	// identifiers are those that couples share; elsewhere are those of entities
	// that a known authority gives.
	identifiers map[couple]relation.Identified
	elsewhere   map[graph.ID][]string
}

// readNames folds every name and puts entities with a common key together.
func (m *matcher) readNames(ctx context.Context) error {
	names, err := m.r.Names(ctx)
	if err != nil {
		return err
	}
	m.blocks = map[string][]graph.ID{}
	names.Each(func(e graph.ID, folded []byte) bool {
		e = m.r.Kept(e)
		n := name{string(folded), Transliterate(string(folded))}
		if n.form == "" || slices.Contains(m.names[e], n) {
			return true
		}
		m.names[e] = append(m.names[e], n)
		for _, key := range []string{"=" + whole(n.form), skeleton(n.form)} {
			if block := m.blocks[key]; key != "" && !slices.Contains(block[max(0, len(block)-4):], e) {
				m.blocks[key] = append(block, e)
			}
		}
		return true
	})
	return ctx.Err()
}

// readIdentifiers finds entities with a common identifier, and what each has of the
// known authorities.
func (m *matcher) readIdentifiers(ctx context.Context) error {
	m.identifiers, m.elsewhere = map[couple]relation.Identified{}, map[graph.ID][]string{}
	all, err := m.r.Identifiers(ctx)
	if err != nil {
		return err
	}
	for i, x := range all {
		if x.Known {
			m.elsewhere[x.Entity] = append(m.elsewhere[x.Entity], x.Identifier)
		}
		for _, y := range all[i+1:] {
			if y.Identifier != x.Identifier {
				break
			}
			c := coupleOf(x.Entity, y.Entity)
			if known, ok := m.identifiers[c]; !ok || !known.Known {
				m.identifiers[c] = x
			}
		}
	}
	return nil
}

// conflict tells of identifiers of one authority that differ, empty if the two share
// one or have none of the same.
func (m *matcher) conflict(c couple) string {
	for _, x := range m.elsewhere[c.a] {
		for _, y := range m.elsewhere[c.b] {
			name, _, _ := strings.Cut(x, ":")
			if other, _, _ := strings.Cut(y, ":"); name == other && x != y && slices.Contains(relation.AuthorityNames(), name) {
				return "against: " + x + " and " + y
			}
		}
	}
	return ""
}

// pairs judges every pair that shares a key or an identifier.
func (m *matcher) pairs(ctx context.Context) ([]Pair, error) {
	seen := map[couple]bool{}
	var list []Pair
	judge := func(c couple) error {
		if seen[c] {
			return nil
		}
		seen[c] = true
		p, ok, err := m.judge(ctx, c)
		if ok && err == nil {
			list = append(list, p)
		}
		return err
	}
	for c := range m.identifiers {
		if err := judge(c); err != nil {
			return nil, err
		}
	}
	for _, block := range m.blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i, a := range block {
			for _, b := range block[i+1:] {
				if a == b {
					continue
				}
				if err := judge(coupleOf(a, b)); err != nil {
					return nil, err
				}
			}
		}
	}
	return list, nil
}

// judge scores a pair; ok is false below the least score.
func (m *matcher) judge(ctx context.Context, c couple) (p Pair, ok bool, err error) {
	score, reason := m.nameScore(c)
	shared, sameID := m.identifiers[c]
	if sameID {
		score = 1
	}
	// What else is known can add so much.
	if score+raise < m.o.MinScore || score == 0 {
		return p, false, nil
	}
	both, err := m.r.Describe(ctx, c.a, c.b)
	if err != nil || !m.wanted(both) {
		return p, false, err
	}
	p = Pair{A: both[0], B: both[1]}
	if reason != "" {
		p.Reasons = append(p.Reasons, reason)
	}
	if sameID {
		p.Reasons = append(p.Reasons, "same identifier: "+shared.Identifier)
	}
	more, reasons, err := m.evidence(ctx, &p)
	if err != nil {
		return p, false, err
	}
	if conflict := m.conflict(c); conflict != "" && !sameID {
		more -= conflictWeight
		reasons = append(reasons, conflict)
	}
	// A number of no known authority can be that of two things of different sorts,
	// such as a country and its ministry.
	if !sameID || !shared.Known {
		score = min(1, max(0, score+more))
	}
	p.Score = math.Round(score*100) / 100
	p.Reasons = append(p.Reasons, reasons...)
	if p.Score < m.o.MinScore {
		return p, false, nil
	}
	if err := m.r.CheckMerge(ctx, c.a, c.b); err != nil {
		if isDistinct(err) {
			return p, false, nil
		}
		return p, false, err
	}
	m.order(&p)
	return p, true, nil
}

// order puts the one with more contacts first.
func (m *matcher) order(p *Pair) {
	if p.ContactsB > p.ContactsA || p.ContactsB == p.ContactsA && p.B.IRI < p.A.IRI {
		p.A, p.B, p.ContactsA, p.ContactsB = p.B, p.A, p.ContactsB, p.ContactsA
	}
}

// wanted tells whether both entities are of kinds that are asked for.
func (m *matcher) wanted(both []relation.Entity) bool {
	for _, e := range both {
		if m.o.Kinds != nil && !slices.Contains(m.o.Kinds, e.Kind) {
			return false
		}
		switch e.Kind {
		case relation.KindPerson, relation.KindOrganization, relation.KindCountry, relation.KindPlace,
			relation.KindGroup, relation.KindOffice, relation.KindEntity:
		default:
			return false
		}
	}
	return true
}

// nameScore is the best score of any two names.
func (m *matcher) nameScore(c couple) (best float64, reason string) {
	for _, x := range m.names[c.a] {
		for _, y := range m.names[c.b] {
			s, why := scoreNames(x, y)
			if s > best {
				best, reason = s, why
			}
		}
	}
	return best, reason
}

func scoreNames(x, y name) (float64, string) {
	switch {
	case x.folded == y.folded:
		return 1, "same name but for accents, case and punctuation"
	case x.form == y.form:
		return 0.95, fmt.Sprintf("names differ in transliteration: %s, %s", x.folded, y.folded)
	case whole(x.form) == whole(y.form):
		return 0.92, fmt.Sprintf("same words in another order or division: %s, %s", x.folded, y.folded)
	}
	s := likeness(x.form, y.form) * 0.95
	if s == 0 {
		return 0, ""
	}
	return s, fmt.Sprintf("names are alike: %s, %s", x.folded, y.folded)
}
