package known_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/ingest/known"
)

// randomDispatch is what the n-th dispatch states: people, bodies, contacts and
// functions of a small world, so that much comes again.
func randomDispatch(r *rand.Rand, n int) []quad.Quad {
	source := iri(fmt.Sprint("source/", n))
	var list []quad.Quad
	add := func(s quad.IRI, p string, o quad.Value) {
		list = append(list, quad.Quad{Subject: s, Predicate: quad.IRI(p), Object: o, Label: source})
	}
	day := func(d int) quad.Value {
		return quad.TypedString{Value: quad.String(fmt.Sprintf("2026-01-%02d", d)), Type: quad.IRI(vocab.XSDDate)}
	}
	add(source, vocab.SchemaDatePublished, day(1+n%28))
	person := func() quad.IRI {
		i := r.IntN(9)
		who := iri(fmt.Sprint("actor/p", i))
		add(who, vocab.RDFType, quad.IRI(vocab.SchemaPerson))
		add(who, vocab.SchemaName, quad.String(fmt.Sprintf("%c. %s", 'A'+i, []string{"Prata", "Ott", "Zelensky"}[i%3])))
		if r.IntN(4) == 0 {
			add(who, vocab.SchemaAlternateName, quad.String([]string{"Zelenskyy", "Prata", "Ott"}[i%3]))
		}
		return who
	}
	for range 1 + r.IntN(3) {
		c := iri(fmt.Sprint("meeting/", r.IntN(20)))
		add(c, vocab.RDFType, quad.IRI(vocab.ChyContact))
		add(c, vocab.ChyStatus, quad.IRI([]string{vocab.ChyOccurred, vocab.ChyPlanned}[r.IntN(2)]))
		add(c, vocab.SchemaStartDate, day(1+r.IntN(4)))
		for range 1 + r.IntN(2) {
			add(c, vocab.SchemaAttendee, person())
		}
		if r.IntN(2) == 0 {
			add(c, vocab.ChyCollective, quad.LangString{Value: "conseillers", Lang: "fr"})
			count := iri(fmt.Sprint("count/", r.IntN(9)))
			add(count, ingest.ChyCountOf, c)
			add(count, ingest.ChyMember, person())
		}
	}
	function := r.IntN(5) // its node is named by country and holder, as Build does
	country, role := iri(fmt.Sprint("country/", function%2)), iri(fmt.Sprint("role/", function))
	add(role, vocab.ChyHolder, iri(fmt.Sprint("actor/p", function)))
	add(role, vocab.SchemaRoleName, quad.LangString{Value: "ministre", Lang: "fr"})
	add(role, vocab.ChyAsOf, day(1+r.IntN(9)))
	add(role, vocab.ChyCountry, country)
	add(country, vocab.RDFType, quad.IRI(vocab.SchemaCountry))
	add(country, vocab.SchemaName, quad.LangString{Value: quad.String([]string{"Portugal", "Chili"}[r.IntN(2)]), Lang: "fr"})
	return list
}

// answersOf asks everything of the small world, in a form that can be compared.
func answersOf(t *testing.T, k *known.Graph) []string {
	t.Helper()
	ctx := context.Background()
	var out []string
	note := func(what string, answer any, err error) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s: %v", what, answer))
	}
	contacts := func(what string, list []ingest.KnownContact, err error) {
		for i := range list { // sources and snapshots may come in another order
			c := &list[i]
			c.Published, c.Parties, c.Dates = slices.Clone(c.Published), slices.Clone(c.Parties), slices.Clone(c.Dates)
			slices.Sort(c.Published)
			slices.Sort(c.Parties)
			slices.Sort(c.Dates)
			c.Counts = slices.Clone(c.Counts)
			for j := range c.Counts {
				c.Counts[j].Members = slices.Sorted(slices.Values(c.Counts[j].Members))
			}
			slices.SortFunc(c.Counts, func(a, b ingest.KnownCount) int {
				return len(a.IRI) - len(b.IRI) + int(a.IRI[len(a.IRI)-1]) - int(b.IRI[len(b.IRI)-1])
			})
		}
		note(what, list, err)
	}
	for _, name := range []string{"Prata", "Ott", "Zelensky"} {
		list, err := k.PersonsBySurname(ctx, ingest.SurnameKey(name))
		note(name, list, err)
	}
	for _, name := range []string{"Portugal", "Chili"} {
		list, err := k.Named(ctx, extract.Country, name)
		note(name, list, err)
	}
	for i := range 2 {
		list, err := k.HoldersIn(ctx, iri(fmt.Sprint("country/", i)))
		set := map[ingest.Holder]bool{}
		for _, h := range list {
			h.Source = "" // one of those that vouch for the day
			set[h] = true
		}
		note("holders", fmt.Sprint(set), err)
	}
	for i := range 9 {
		for j := range i {
			list, err := k.ContactsAmong(ctx, iri(fmt.Sprint("actor/p", i)), iri(fmt.Sprint("actor/p", j)))
			contacts(fmt.Sprint("among ", i, j), list, err)
		}
		for d := 1; d < 5; d++ {
			list, err := k.ContactsOf(ctx, iri(fmt.Sprint("actor/p", i)), fmt.Sprintf("2026-01-%02d", d))
			contacts(fmt.Sprint("of ", i, d), list, err)
		}
	}
	for d := 1; d < 5; d++ {
		list, err := k.ContactsOn(ctx, fmt.Sprintf("2026-01-%02d", d))
		contacts(fmt.Sprint("on ", d), list, err)
	}
	return out
}

// TestRenew compares a graph that learns and is renewed again and again with one
// that reads everything anew from a snapshot.
func TestRenew(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	var all, late []quad.Quad
	k := known.New(newSnapshot(t, nil))
	for n := range 40 {
		d := randomDispatch(r, n)
		k.Learn(d)
		late = append(late, d...)
		if r.IntN(3) == 0 { // some answers are kept, some not
			answersOf(t, k)
		}
		if r.IntN(4) == 0 {
			seen := len(late) - r.IntN(2)*len(d) // the last one may not be in the snapshot yet
			all, late = append(all, late[:seen]...), slices.Clone(late[seen:])
			if err := k.Renew(t.Context(), newSnapshot(t, all)); err != nil {
				t.Fatal(err)
			}
			k.Learn(late)
		}
		got, want := answersOf(t, k), answersOf(t, known.New(newSnapshot(t, append(slices.Clone(all), late...))))
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("after %d dispatches:\ngot  %s\nwant %s", n+1, got[i], want[i])
			}
		}
	}
}
