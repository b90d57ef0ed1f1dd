package relation

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// Independence tells how many unrelated sources support a fact. Syndicated copies
// of one dispatch, which share their sentence but for small changes, count once.
type Independence struct {
	Sources     int `json:"sources"`     // different graph names
	Independent int `json:"independent"` // groups of copies
	// Groups are the sources of each group, by the first of each.
	Groups [][]string `json:"groups"`
}

// Stated is a value with the sources that state it, so many of them independent.
type Stated struct {
	Value       string   `json:"value"`
	Sources     []string `json:"sources"`
	Independent int      `json:"independent"`
}

// Disagreement is a property of which two sources state different values, those of
// most independent sources first, then of most sources, then by text. All of them
// stay: which is right is for the reader to judge.
type Disagreement struct {
	What   string   `json:"what"` // date, place or status
	Values []Stated `json:"values"`
}

const (
	shingleWords = 3   // words of a shingle
	leastWords   = 6   // a shorter sentence says too little to be known as a copy
	copyLikeness = 0.6 // share of shingles in common, of those of both, that makes a copy
)

// Independent groups evidence by source and by likeness of the sentences.
func Independent(list []Evidence) Independence {
	var sources []string
	shingles := map[string][]map[string]bool{} // of each sentence of a source
	for _, e := range list {
		if !slices.Contains(sources, e.Source) {
			sources = append(sources, e.Source)
		}
		if s := shinglesOf(e.Quote); s != nil {
			shingles[e.Source] = append(shingles[e.Source], s)
		}
	}
	slices.Sort(sources)
	groups := [][]string{}
	for _, source := range sources {
		at := slices.IndexFunc(groups, func(group []string) bool {
			return slices.ContainsFunc(group, func(other string) bool { return areCopies(shingles[source], shingles[other]) })
		})
		if at < 0 {
			groups = append(groups, []string{source})
			continue
		}
		groups[at] = append(groups[at], source)
		// It may join groups that were apart.
		for i := len(groups) - 1; i > at; i-- {
			if slices.ContainsFunc(groups[i], func(other string) bool { return areCopies(shingles[source], shingles[other]) }) {
				groups[at] = append(groups[at], groups[i]...)
				groups = slices.Delete(groups, i, i+1)
			}
		}
		slices.Sort(groups[at])
	}
	slices.SortFunc(groups, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	return Independence{Sources: len(sources), Independent: len(groups), Groups: groups}
}

// independencePredicates are what is read to count the sources of a contact: who took
// part, when, its kind and status, and the sentences.
var independencePredicates = append([]predicate{pType, pStatus, pStartDate, pEndDate, pQuotedFrom}, participation...)

// CountIndependent tells of each group of contacts, which together say one thing,
// how many unrelated sources it has, as Independent counts them.
func (r *Reader) CountIndependent(ctx context.Context, groups [][]graph.ID) ([]int, error) {
	var ids []graph.ID
	for _, g := range groups {
		ids = append(ids, g...)
	}
	ids = sortedUnique(ids)
	facts, err := r.facts(ctx, ids, independencePredicates)
	if err != nil {
		return nil, err
	}
	of := make([][]stated, len(ids))
	for i, id := range ids {
		end := 0
		for end < len(facts) && facts[end].s == id {
			end++
		}
		of[i], facts = supports(facts[:end]), facts[end:]
	}
	evidence, err := r.readEvidence(ctx, of...)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(groups))
	for i, g := range groups {
		var list []stated
		for _, id := range g {
			at, _ := slices.BinarySearch(ids, id)
			list = append(list, of[at]...)
		}
		counts[i] = Independent(evidence.evidence(list)).Independent
	}
	return counts, nil
}

// shinglesOf returns the runs of words of a sentence; nil if it is too short.
func shinglesOf(text string) map[string]bool {
	words := strings.Fields(Fold(text))
	if len(words) < leastWords {
		return nil
	}
	set := map[string]bool{}
	for i := 0; i+shingleWords <= len(words); i++ {
		set[strings.Join(words[i:i+shingleWords], " ")] = true
	}
	return set
}

// areCopies tells whether a sentence of one source is nearly one of the other.
func areCopies(a, b []map[string]bool) bool {
	return slices.ContainsFunc(a, func(x map[string]bool) bool {
		return slices.ContainsFunc(b, func(y map[string]bool) bool { return jaccard(x, y) >= copyLikeness })
	})
}

func jaccard(a, b map[string]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// disagreements finds where the sources of a contact differ: two of them state
// values of a property and share none. standing is the evidence of the contact.
func (r *Reader) disagreements(ctx context.Context, contact graph.ID, standing []Evidence) ([]Disagreement, error) {
	facts, err := r.facts(ctx, []graph.ID{contact}, []predicate{pStartDate, pLocation, pStatus})
	if err != nil {
		return nil, err
	}
	var list []Disagreement
	for _, p := range []struct {
		predicate predicate
		what      string
	}{{pStartDate, "date"}, {pLocation, "place"}, {pStatus, "status"}} {
		bySource := map[graph.ID][]graph.ID{}
		for _, f := range facts {
			if f.p == p.predicate {
				bySource[f.g] = append(bySource[f.g], r.Kept(f.o))
			}
		}
		if !disjoint(bySource) {
			continue
		}
		d, err := r.disagreement(ctx, p.what, bySource, standing)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

// disjoint tells whether two sources share no value.
func disjoint(bySource map[graph.ID][]graph.ID) bool {
	for a, x := range bySource {
		for b, y := range bySource {
			if a != b && !slices.ContainsFunc(x, func(v graph.ID) bool { return slices.Contains(y, v) }) {
				return true
			}
		}
	}
	return false
}

func (r *Reader) disagreement(ctx context.Context, what string, bySource map[graph.ID][]graph.ID, standing []Evidence) (Disagreement, error) {
	values := map[string][]string{}
	for source, ids := range bySource {
		name, err := r.iri(ctx, source)
		if err != nil {
			return Disagreement{}, err
		}
		for _, id := range ids {
			text, err := r.valueText(ctx, what, id)
			if err != nil {
				return Disagreement{}, err
			}
			if !slices.Contains(values[text], name) {
				values[text] = append(values[text], name)
			}
		}
	}
	d := Disagreement{What: what}
	for text, names := range values {
		slices.Sort(names)
		var say []Evidence
		for _, e := range standing {
			if slices.Contains(names, e.Source) {
				say = append(say, e)
			}
		}
		d.Values = append(d.Values, Stated{text, names, Independent(say).Independent})
	}
	slices.SortFunc(d.Values, func(a, b Stated) int {
		return cmp.Or(cmp.Compare(b.Independent, a.Independent), cmp.Compare(len(b.Sources), len(a.Sources)), cmp.Compare(a.Value, b.Value))
	})
	return d, nil
}

// valueText is a value for people.
func (r *Reader) valueText(ctx context.Context, what string, id graph.ID) (string, error) {
	if s, ok := r.ids.status[id]; ok && what == "status" {
		return statuses[s].name, nil
	}
	if id.IsLiteral() {
		t, err := r.literal(ctx, id)
		return t.Text, err
	}
	entities, err := r.Describe(ctx, id)
	if err != nil {
		return "", err
	}
	return entities[0].Label, nil
}
