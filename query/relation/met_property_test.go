package relation_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

var days = []string{"1937-12-31", "1938-01-01", "1938-06-15", "1938-12-31", "1939-01-01"}

func drawContact(t *rapid.T) querytest.Contact {
	c := querytest.Contact{
		ID:        rapid.IntRange(1, 12).Draw(t, "id"),
		Attendees: rapid.SliceOfN(rapid.IntRange(1, 5), 0, 3).Draw(t, "attendees"),
		Kind:      rapid.SampledFrom([]string{"", "Meeting", "Call"}).Draw(t, "kind"),
		Status:    rapid.SampledFrom([]string{"", "Occurred", "Planned", "Denied"}).Draw(t, "status"),
		Date:      rapid.SampledFrom(append([]string{""}, days...)).Draw(t, "date"),
		Place:     rapid.IntRange(0, 2).Draw(t, "place"),
		Source:    rapid.IntRange(0, 2).Draw(t, "source"),
	}
	if i := slices.Index(days, c.Date); i >= 0 && rapid.Bool().Draw(t, "has end") {
		c.End = days[rapid.IntRange(i, len(days)-1).Draw(t, "end")]
	}
	return c
}

// naiveMet filters and sorts contacts as a reader of the documentation would.
func naiveMet(contacts []querytest.Contact, a, b, place int, kinds, statuses []string, from, to string) []string {
	byID := map[int][]querytest.Contact{}
	for _, c := range contacts {
		byID[c.ID] = append(byID[c.ID], c)
	}
	type found struct{ date, iri string }
	var list []found
	for id, parts := range byID {
		who, haveKinds, haveStatuses, places := map[int]bool{}, map[string]bool{}, map[string]bool{}, map[int]bool{}
		var dates []string
		end := ""
		for _, c := range parts {
			for _, x := range c.Attendees {
				who[x] = true
			}
			haveKinds[strings.ToLower(c.Kind)] = c.Kind != ""
			haveStatuses[strings.ToLower(c.Status)] = c.Status != ""
			places[c.Place] = true
			if c.Date != "" {
				dates = append(dates, c.Date)
			}
			end = max(end, c.End)
		}
		slices.Sort(dates)
		if !haveKinds["meeting"] && !haveKinds["call"] {
			haveKinds["contact"] = true
		}
		if !haveStatuses["occurred"] && !haveStatuses["planned"] && !haveStatuses["denied"] {
			haveStatuses["occurred"] = true
		}
		has := func(have map[string]bool, want []string) bool {
			return want == nil || slices.ContainsFunc(want, func(s string) bool { return have[s] })
		}
		within := from == "" || slices.ContainsFunc(dates, func(d string) bool { return d <= to && max(d, end) >= from })
		if who[a] && (b == 0 || who[b]) && (place == 0 || places[place]) && has(haveKinds, kinds) && has(haveStatuses, statuses) && within {
			f := found{"9999", fmt.Sprintf("%smeeting/%d", vocab.Base, id)}
			if len(dates) > 0 {
				f.date = dates[0]
			}
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(x, y found) int { return cmp.Or(strings.Compare(x.date, y.date), strings.Compare(x.iri, y.iri)) })
	iris := []string{}
	for _, f := range list {
		iris = append(iris, f.iri)
	}
	return iris
}

// lookup returns the ID of an IRI under the base, None if there is none.
func lookup(t tester, g relation.Graph, folder string, n int) graph.ID {
	t.Helper()
	if n == 0 {
		return graph.None
	}
	id, _, err := g.Lookup(context.Background(), fmt.Appendf(nil, "<%s%s/%d>", vocab.Base, folder, n))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return id
}

func TestMetAgreesWithNaiveFilter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		contacts := rapid.SliceOfN(rapid.Custom(drawContact), 1, 25).Draw(t, "contacts")
		a, b := rapid.IntRange(1, 5).Draw(t, "a"), rapid.IntRange(0, 5).Draw(t, "b")
		place := rapid.IntRange(0, 2).Draw(t, "place")
		var f relation.Filter
		var from, to string
		if rapid.Bool().Draw(t, "bounded") {
			i := rapid.IntRange(0, len(days)-1).Draw(t, "from")
			from, to = days[i], days[rapid.IntRange(i, len(days)-1).Draw(t, "to")]
			f.From, _ = relation.ParseDate(from)
			f.To, _ = relation.ParseDate(to)
		}
		if rapid.Bool().Draw(t, "has kinds") {
			f.Kinds = []string{rapid.SampledFrom([]string{"meeting", "call", "contact"}).Draw(t, "kind")}
		}
		if rapid.Bool().Draw(t, "has statuses") {
			f.Statuses = []string{rapid.SampledFrom([]string{"occurred", "planned", "denied"}).Draw(t, "status")}
		}
		var lines []string
		for _, c := range contacts {
			lines = append(lines, c.NQuads()...)
		}
		want := naiveMet(contacts, a, b, place, f.Kinds, f.Statuses, from, to)
		first := ""
		for seed := range uint64(2) { // the same statements with other IDs
			rand.New(rand.NewPCG(seed, 1)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			g, err := querytest.Parse(strings.Join(lines, ""))
			if err != nil {
				t.Fatalf("%v", err)
			}
			f.Place = lookup(t, g, "place", place)
			ids := [2]graph.ID{lookup(t, g, "actor", a), lookup(t, g, "actor", b)}
			if ids[0] == graph.None || (b != 0 && ids[1] == graph.None) || (place != 0 && f.Place == graph.None) {
				return // not in the graph
			}
			got, err := open(t, g).Met(context.Background(), ids[0], ids[1], f)
			if err != nil {
				t.Fatalf("%v", err)
			}
			iris := []string{}
			for _, c := range got.Contacts {
				iris = append(iris, c.IRI)
			}
			if !slices.Equal(iris, want) {
				t.Fatalf("got  %v\nwant %v", iris, want)
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if first == "" {
				first = string(text)
			} else if string(text) != first {
				t.Fatalf("depends on the order of statements:\n%s\n%s", text, first)
			}
		}
	})
}

// counter counts what is read through it, and fails at a chosen call.
type counter struct {
	*querytest.Graph
	rows, scans int
	failAt      int // scan that fails; 0: none
}

var errDisk = errors.New("disk on fire")

func (c *counter) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	c.scans++
	if c.scans == c.failAt {
		return nil, errDisk
	}
	s, err := c.Graph.Scan(ctx, q)
	return &countingScanner{s, c}, err
}

type countingScanner struct {
	graph.Scanner
	c *counter
}

func (s *countingScanner) Next(ctx context.Context, b *graph.Batch) error {
	err := s.Scanner.Next(ctx, b)
	s.c.rows += b.N
	return err
}

func world(t testing.TB, quads int) *querytest.Graph {
	t.Helper()
	g := querytest.New()
	if err := g.Load(graphtest.Contacts(graphtest.Config{Quads: quads, Actors: max(1000, quads/100)})); err != nil {
		t.Fatal(err)
	}
	return g
}

// byContacts returns the actors from the busiest on, with their contacts.
func byContacts(t testing.TB, g *querytest.Graph) []relation.Match {
	t.Helper()
	r, err := relation.NewReader(context.Background(), g, relation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	found, err := r.Find(context.Background(), "rustem", relation.FindOptions{Kinds: []string{relation.KindPerson}})
	if err != nil || len(found.Matches) < 10 {
		t.Fatalf("found %d actors: %v", len(found.Matches), err)
	}
	slices.SortFunc(found.Matches, func(a, b relation.Match) int { return cmp.Compare(b.Contacts, a.Contacts) })
	return found.Matches
}

// One actor's contacts are read by themselves, and those of a hub by properties.
func TestMetReadsWhatItNeeds(t *testing.T) {
	g := world(t, 60_000)
	actors := byContacts(t, g)
	hub, few := actors[0], actors[len(actors)-1]
	total, _ := g.Count(context.Background(), graph.Pattern{})
	t.Logf("%d statements; hub has %d contacts, the other %d", total, hub.Contacts, few.Contacts)
	for _, c := range []struct {
		actor     relation.Match
		rows      int
		scans     int
		condition string
	}{
		{few, 60 * few.Contacts, 40 * few.Contacts, "in proportion to its contacts"},
		{hub, int(total) * 5 / 4, 200, "about all statements, in few scans"},
	} {
		counting := &counter{Graph: g}
		got, err := open(t, counting).Met(context.Background(), c.actor.ID, graph.None, relation.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Total != c.actor.Contacts || counting.rows > c.rows || counting.scans > c.scans {
			t.Errorf("%s: %d contacts of %d with %d rows in %d scans; want at most %d in %d, %s",
				c.actor.Label, got.Total, c.actor.Contacts, counting.rows, counting.scans, c.rows, c.scans, c.condition)
		}
	}
}

func TestLimitKeepsTheOldest(t *testing.T) {
	g := world(t, 20_000)
	hub := byContacts(t, g)[0]
	r := open(t, g)
	all, err := r.Met(context.Background(), hub.ID, graph.None, relation.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{1, 7, all.Total - 1, all.Total, all.Total + 1} {
		got, err := r.Met(context.Background(), hub.ID, graph.None, relation.Filter{Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		n := min(limit, all.Total)
		x, _ := json.Marshal(got.Contacts)
		y, _ := json.Marshal(all.Contacts[:n])
		if string(x) != string(y) || got.Total != all.Total || got.Complete != (n == all.Total) {
			t.Errorf("limit %d: not the first %d of all", limit, n)
		}
	}
}

// Every failed read is the caller's to know, wherever it happens.
func TestFailedReadsAreReported(t *testing.T) {
	_, g := fixture(t)
	ask := func(c *counter) error {
		r, err := relation.NewReader(context.Background(), c, relation.Options{})
		if err != nil {
			return err
		}
		e, err := r.Resolve(context.Background(), "inès", relation.ResolveOptions{})
		if err != nil {
			return err
		}
		if _, err := r.Show(context.Background(), e.ID, relation.ShowOptions{}); err != nil {
			return err
		}
		if _, err := r.Timeline(context.Background(), []graph.ID{e.ID}, relation.Filter{}); err != nil {
			return err
		}
		_, err = r.Find(context.Background(), "öz", relation.FindOptions{})
		return err
	}
	whole := &counter{Graph: g}
	if err := ask(whole); err != nil || whole.scans < 50 {
		t.Fatalf("%d scans: %v", whole.scans, err)
	}
	for at := 1; at <= whole.scans; at++ {
		if err := ask(&counter{Graph: g, failAt: at}); !errors.Is(err, errDisk) {
			t.Errorf("scan %d of %d fails: got %v, want %v", at, whole.scans, err, errDisk)
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := relation.BuildNames(cancelled, g); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}
