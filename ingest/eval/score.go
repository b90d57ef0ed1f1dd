package eval

import (
	"fmt"
	"maps"
	"slices"

	"github.com/chancery-graph/chancery/ingest/annotate"
)

// Tally counts what was found rightly, found wrongly and missed.
type Tally struct{ Right, Wrong, Missed int }

func (t *Tally) add(o Tally) {
	t.Right += o.Right
	t.Wrong += o.Wrong
	t.Missed += o.Missed
}

// Precision is the share of what was found that is right, 0 where nothing was;
// 1 where there was nothing to find either.
func (t Tally) Precision() float64 { return share(t.Right, t.Wrong, t.Missed) }

// Recall is the share of what there is that was found.
func (t Tally) Recall() float64 { return share(t.Right, t.Missed, t.Wrong) }

func share(right, other, rest int) float64 {
	switch {
	case right+other > 0:
		return float64(right) / float64(right+other)
	case rest == 0:
		return 1
	}
	return 0
}

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	if p, r := t.Precision(), t.Recall(); p+r > 0 {
		return 2 * p * r / (p + r)
	}
	return 0
}

// Score is what was counted over some documents.
type Score struct {
	Documents int
	Pairs     Tally
	Class     Tally // pairs with their class, remote or in person
	Roles     Tally
	// Place, Date and Status are sums of agreements; divided by Pairs.Right they
	// give the shares that the methods of the same name return.
	placeSum, dateSum, statusSum float64
	// Gatherings are annotated events without a pair; GatheringsFound of them
	// were found by date, place or sentence.
	Gatherings, GatheringsFound int
	// Quiet documents have no annotated event; in FalseAlarms of them a pair was
	// found all the same.
	Quiet, FalseAlarms int
}

// Place is the mean agreement of places on the pairs found, 0 where none was.
func (s *Score) Place() float64 { return s.mean(s.placeSum) }

// Date is the mean agreement of days on the pairs found.
func (s *Score) Date() float64 { return s.mean(s.dateSum) }

// Status is the mean agreement of statuses on the pairs found.
func (s *Score) Status() float64 { return s.mean(s.statusSum) }

func (s *Score) mean(sum float64) float64 {
	if s.Pairs.Right == 0 {
		return 0
	}
	return sum / float64(s.Pairs.Right)
}

func (s *Score) add(o *Score) {
	s.Documents += o.Documents
	s.Pairs.add(o.Pairs)
	s.Class.add(o.Class)
	s.Roles.add(o.Roles)
	s.placeSum += o.placeSum
	s.dateSum += o.dateSum
	s.statusSum += o.statusSum
	s.Gatherings += o.Gatherings
	s.GatheringsFound += o.GatheringsFound
	s.Quiet += o.Quiet
	s.FalseAlarms += o.FalseAlarms
}

// Error is one difference between what was annotated and what was found.
type Error struct {
	Document string
	// Kind is one of missed-pair, wrong-pair, class, place, date, status,
	// missed-role and wrong-role.
	Kind string
	// Detail names the parties or the person with the function, and for a
	// difference what was annotated and what was found.
	Detail string
}

type pair struct{ a, b string }

func (p pair) String() string { return p.a + " + " + p.b }

func pairOf(a, b string) pair {
	if a > b {
		a, b = b, a
	}
	return pair{a, b}
}

// pairsOf lists the pairs of a document with their events, and the pairs whose
// members are on one side.
func pairsOf(d *annotate.Document, r *resolver) (map[pair][]annotate.Event, map[pair]bool) {
	got, sided := map[pair][]annotate.Event{}, map[pair]bool{}
	for _, e := range d.Events {
		var ids []string
		for _, p := range e.Participants {
			if id := r.get(p); id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		side := map[string]int{}
		for k, members := range e.Sides {
			for _, m := range members {
				side[r.get(m)] = k + 1
			}
		}
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				if side[a] > 0 && side[a] == side[b] {
					sided[pairOf(a, b)] = true
				} else {
					got[pairOf(a, b)] = append(got[pairOf(a, b)], e)
				}
			}
		}
	}
	for p := range got {
		delete(sided, p)
	}
	return got, sided
}

func class(e annotate.Event) string {
	if e.Type == "call" || e.Type == "video" {
		return "remote"
	}
	return "in person"
}

// Compare scores what was found in one document against its annotations, and
// returns the pairs for each type beside the whole.
func Compare(gold, found *annotate.Document) (*Score, map[string]Tally, []Error) {
	c := comparison{gold: gold, found: found, names: newResolver(gold), score: &Score{Documents: 1}, types: map[string]Tally{}}
	c.pairs()
	c.roles()
	c.gatherings()
	return c.score, c.types, c.errors
}

type comparison struct {
	gold, found *annotate.Document
	names       *resolver
	score       *Score
	types       map[string]Tally
	errors      []Error
}

func (c *comparison) fail(kind, format string, args ...any) {
	c.errors = append(c.errors, Error{c.gold.ID, kind, fmt.Sprintf(format, args...)})
}

func (c *comparison) tally(kind string, t Tally) {
	sum := c.types[kind]
	sum.add(t)
	c.types[kind] = sum
}

func (c *comparison) pairs() {
	gold, skip := pairsOf(c.gold, c.names)
	found, _ := pairsOf(c.found, c.names)
	for _, p := range c.gold.OptionalPairs {
		if len(p) == 2 {
			skip[pairOf(c.names.get(p[0]), c.names.get(p[1]))] = true
		}
	}
	if len(c.gold.Events) == 0 {
		c.score.Quiet = 1
	}
	for _, p := range sorted(found) {
		if _, ok := gold[p]; ok {
			continue
		}
		if skip[p] {
			delete(found, p)
			continue
		}
		c.score.Pairs.Wrong++
		c.tally(found[p][0].Type, Tally{Wrong: 1})
		c.fail("wrong-pair", "%s (%s, %s)", p, found[p][0].Type, found[p][0].Rule)
	}
	if len(c.gold.Events) == 0 && len(found) > 0 {
		c.score.FalseAlarms = 1
	}
	for _, p := range sorted(gold) {
		if _, ok := found[p]; !ok {
			c.score.Pairs.Missed++
			c.tally(gold[p][0].Type, Tally{Missed: 1})
			c.fail("missed-pair", "%s (%s)", p, gold[p][0].Type)
			continue
		}
		c.score.Pairs.Right++
		c.tally(gold[p][0].Type, Tally{Right: 1})
		c.details(p, gold[p], found[p])
	}
	c.classes(gold, found)
}

func sorted(m map[pair][]annotate.Event) []pair {
	return slices.SortedFunc(maps.Keys(m), func(x, y pair) int {
		return slices.Compare([]string{x.a, x.b}, []string{y.a, y.b})
	})
}

func (c *comparison) classes(gold, found map[pair][]annotate.Event) {
	type key struct {
		pair  pair
		class string
	}
	all := func(m map[pair][]annotate.Event) map[key]bool {
		out := map[key]bool{}
		for p, list := range m {
			for _, e := range list {
				out[key{p, class(e)}] = true
			}
		}
		return out
	}
	g, f := all(gold), all(found)
	for k := range f {
		if g[k] {
			c.score.Class.Right++
		} else {
			c.score.Class.Wrong++
			if _, ok := gold[k.pair]; ok {
				c.fail("class", "%s: found %s", k.pair, k.class)
			}
		}
	}
	for k := range g {
		if !f[k] {
			c.score.Class.Missed++
		}
	}
}

// details compares place, date and status of the events of one pair.
func (c *comparison) details(p pair, gold, found []annotate.Event) {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	list := func(events []annotate.Event, f func(annotate.Event) []string) [][]string {
		var out [][]string
		for _, e := range events {
			v := f(e)
			if !slices.ContainsFunc(out, func(o []string) bool { return slices.Equal(o, v) }) {
				out = append(out, v)
			}
		}
		return out
	}
	equal := func(a, b string) bool { return a == b }
	for _, field := range []struct {
		name string
		sum  *float64
		of   func(annotate.Event) []string
		same func(a, b string) bool
	}{
		{"place", &c.score.placeSum, func(e annotate.Event) []string { return append([]string{text(e.Place)}, e.PlaceAlt...) }, samePlace},
		{"date", &c.score.dateSum, func(e annotate.Event) []string { return []string{text(e.Date)} }, equal},
		{"status", &c.score.statusSum, func(e annotate.Event) []string { return []string{e.Status} }, equal},
	} {
		g := list(gold, field.of)
		f := list(found, func(e annotate.Event) []string { return field.of(e)[:1] })
		n := agreement(g, f, field.same)
		*field.sum += n
		if n < 1 {
			c.fail(field.name, "%s: want %q, got %q", p, g, f)
		}
	}
}

// agreement is |G and P| / max(|G|, |P|) where each value of G may be met by
// any of its alternatives.
func agreement(gold, found [][]string, same func(a, b string) bool) float64 {
	left := slices.Clone(found)
	n := 0
	for _, g := range gold {
		i := slices.IndexFunc(left, func(f []string) bool {
			return slices.ContainsFunc(g, func(alternative string) bool { return same(alternative, f[0]) })
		})
		if i >= 0 {
			left = slices.Delete(left, i, i+1)
			n++
		}
	}
	return float64(n) / float64(max(len(gold), len(found), 1))
}

func (c *comparison) roles() {
	left := slices.Clone(c.gold.Roles)
	seen := map[string]bool{}
	for _, r := range c.found.Roles {
		who := c.names.get(r.Person)
		if k := who + "|" + roleKey(r.Role); seen[k] {
			continue
		} else {
			seen[k] = true
		}
		matches := func(g annotate.Role) bool { return nameOf(g.Person) == who && sameRole(g, r.Role) }
		if i := slices.IndexFunc(left, matches); i >= 0 {
			left = slices.Delete(left, i, i+1)
			c.score.Roles.Right++
		} else if !slices.ContainsFunc(c.gold.Roles, matches) { // a second wording is no error
			c.score.Roles.Wrong++
			c.fail("wrong-role", "%s = %s", r.Person, r.Role)
		}
	}
	c.score.Roles.Missed += len(left)
	for _, g := range left {
		c.fail("missed-role", "%s = %s", g.Person, g.Role)
	}
}
