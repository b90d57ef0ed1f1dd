package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/contacts"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/shape"
	"github.com/chancery-graph/chancery/store"
)

// ownShape is chancery's own shape as a query, but for those who are only expected.
const ownShape = `SELECT ?a ?b ?start ?end ?event ?kind ?status ?place ?source {
	GRAPH ?source { ?event schema:attendee ?a, ?b }
	FILTER(STR(?a) < STR(?b))
	OPTIONAL { ?event schema:startDate ?start }
	OPTIONAL { ?event schema:endDate ?end }
	OPTIONAL { ?event a ?kind FILTER(?kind != chy:Contact) }
	OPTIONAL { ?event chy:status ?status }
	OPTIONAL { ?event schema:location ?place }
}`

// randomMeetings are contacts of every sort, each in the graph of a source.
func randomMeetings(rng *rand.Rand) (list []querytest.Contact) {
	pick := func(names ...string) string { return names[rng.IntN(len(names))] }
	for i := range 30 {
		c := querytest.Contact{ID: i + 1, Kind: pick("", "Meeting", "Call", "Visit"), Status: pick("", "Occurred", "Occurred", "Planned", "Denied"),
			Place: rng.IntN(3), Source: 1 + rng.IntN(3)}
		for _, actor := range rng.Perm(8)[:2+rng.IntN(3)] {
			c.Attendees = append(c.Attendees, 1+actor)
		}
		if rng.IntN(6) > 0 {
			day := 1 + rng.IntN(12)
			c.Date = fmt.Sprintf("1938-09-%02d", day)
			if rng.IntN(4) == 0 {
				c.End = fmt.Sprintf("1938-09-%02d", day+1+rng.IntN(5))
			}
		}
		list = append(list, c)
	}
	return list
}

// TestShapeFindsWhatTheOwnShapeFinds asks for chancery's own shape by a query: the
// network, its chains with their evidence, and the export are the same.
func TestShapeFindsWhatTheOwnShapeFinds(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			ctx := context.Background()
			snap, r := meetingsIn(t, rand.New(rand.NewPCG(seed, 5)))
			made, err := shape.Parse(ownShape)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := made.Rows(ctx, r, snap)
			if err != nil {
				t.Fatal(err)
			}
			want, err := chain.Build(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			got, err := chain.FromRows(ctx, r, rows)
			if err != nil {
				t.Fatal(err)
			}
			sameNetwork(t, got, want)
			for _, o := range []chain.Options{{}, {Mode: chain.Earliest}, {Mode: chain.Strongest, K: 2}, {MaxAttendees: 2},
				{Kinds: []string{"call", "meeting"}}, {Statuses: []string{"planned", "occurred"}, InOrder: true}} {
				sameChains(t, r, got, want, o)
			}
			plain, err := contacts.Open(ctx, snap, r, contacts.Options{})
			if err != nil {
				t.Fatal(err)
			}
			byQuery, err := contacts.OpenRows(ctx, snap, r, rows, contacts.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if x, y := edgesOf(t, plain), edgesOf(t, byQuery); !slices.Equal(x, y) {
				t.Fatalf("edges\n%+v\nwant\n%+v", y, x)
			}
		})
	}
}

// meetingsIn is a snapshot of a store with random meetings, of whose actors two are
// one.
func meetingsIn(t *testing.T, rng *rand.Rand) (*store.Snapshot, *relation.Reader) {
	t.Helper()
	s, err := store.Create(filepath.Join(t.TempDir(), "store"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := querytest.NQuads(randomMeetings(rng)) +
		"<" + vocab.Base + "actor/1> <" + vocab.OWLSameAs + "> <" + vocab.Base + "actor/2> <" + vocab.Base + "curation> .\n"
	patch := nquads.NewReader(strings.NewReader(text), nquads.Options{})
	if _, err := s.Append(t.Context(), store.Event{Header: graph.Header{Kind: graph.KindLoad}, Patch: patch}); err != nil {
		t.Fatal(err)
	}
	snap := s.Snapshot()
	t.Cleanup(func() {
		if err := errors.Join(snap.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	r, err := newReader(t.Context(), s, snap)
	if err != nil {
		t.Fatal(err)
	}
	return snap, r
}

func sameNetwork(t *testing.T, got, want *chain.Network) {
	t.Helper()
	got, err := got.Sorted(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.Contacts() != want.Contacts() || got.Actors() != want.Actors() {
		t.Fatalf("%d contacts among %d actors, want %d among %d", got.Contacts(), got.Actors(), want.Contacts(), want.Actors())
	}
	for a := range uint32(want.Actors()) {
		if got.ID(a) != want.ID(a) {
			t.Fatalf("actor %d is %v, want %v", a, got.ID(a), want.ID(a))
		}
	}
	contacts := slices.Collect(got.All())
	for i := range want.All() {
		if x, y := got.Span(contacts[0]), want.Span(i); x != y {
			t.Fatalf("a contact is %+v, want %+v", x, y)
		}
		contacts = contacts[1:]
	}
}

// sameChains compares the chains between every two actors.
func sameChains(t *testing.T, r *relation.Reader, got, want *chain.Network, o chain.Options) {
	t.Helper()
	for a := range uint32(want.Actors()) {
		for b := range uint32(want.Actors()) {
			from, to := []graph.ID{want.ID(a)}, []graph.ID{want.ID(b)}
			x, err := want.Find(t.Context(), r, from, to, o)
			if err != nil {
				t.Fatal(err)
			}
			y, err := got.Find(t.Context(), r, from, to, o)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(x, y) {
				t.Fatalf("%+v: a query finds\n%+v\nwant\n%+v", o, y, x)
			}
		}
	}
}

func edgesOf(t *testing.T, src network.Source) (edges []network.Edge) {
	t.Helper()
	for e, err := range src.Edges(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		edges = append(edges, e)
	}
	return edges
}
