package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/shape"
	"github.com/chancery-graph/chancery/store"
)

// readers are a reader of a snapshot, and one that sees the contacts of ownShape as
// events.
func readers(t *testing.T, snap *store.Snapshot) (plain, view *relation.Reader) {
	t.Helper()
	ctx := t.Context()
	plain, err := relation.NewReader(ctx, snap, relation.Options{SameAs: relation.SameNone})
	if err != nil {
		t.Fatal(err)
	}
	made, err := shape.Parse(ownShape)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := made.Rows(ctx, plain, snap)
	if err != nil {
		t.Fatal(err)
	}
	v, err := shape.NewView(ctx, plain, snap, rows)
	if err != nil {
		t.Fatal(err)
	}
	if view, err = plain.Of(ctx, v); err != nil {
		t.Fatal(err)
	}
	return plain, view
}

// TestViewAnswersAsEvents asks about events as they are stated, and as chancery's own
// shape as a query finds them: every answer is the same.
func TestViewAnswersAsEvents(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			snap, _ := meetingsIn(t, rand.New(rand.NewPCG(seed, 5)))
			plain, view := readers(t, snap)
			var actors []string
			for a := 1; a <= 8; a++ {
				actors = append(actors, fmt.Sprintf("%sactor/%d", vocab.Base, a))
			}
			place := fmt.Sprintf("%splace/1", vocab.Base)
			for i, a := range actors {
				b := actors[(i+3)%len(actors)]
				sameAnswer(t, plain, view, func(r *relation.Reader) (any, error) {
					return r.Show(t.Context(), statedNode(t, r, a), relation.ShowOptions{Top: -1})
				})
				sameAnswer(t, plain, view, func(r *relation.Reader) (any, error) {
					return r.Why(t.Context(), relation.WhyOptions{}, a, b)
				})
				sameAnswer(t, plain, view, func(r *relation.Reader) (any, error) {
					return r.Find(t.Context(), a, relation.FindOptions{})
				})
				from, to, err := relation.ParsePeriod("1938-09-04..1938-09-09")
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range []relation.Filter{{}, {Limit: 3}, {Kinds: []string{"call"}}, {Statuses: []string{"planned"}},
					{Place: statedNode(t, plain, place)}, {From: from, To: to}} {
					sameAnswer(t, plain, view, func(r *relation.Reader) (any, error) {
						return r.Met(t.Context(), statedNode(t, r, a), graph.None, f)
					})
					sameAnswer(t, plain, view, func(r *relation.Reader) (any, error) {
						return r.Met(t.Context(), statedNode(t, r, a), statedNode(t, r, b), f)
					})
					sameAnswer(t, plain, view, func(r *relation.Reader) (any, error) {
						return r.Timeline(t.Context(), []graph.ID{statedNode(t, r, a), statedNode(t, r, place)}, f)
					})
				}
			}
			sameAnswer(t, plain, view, func(r *relation.Reader) (any, error) { return r.Months(t.Context()) })
		})
	}
}

func statedNode(t *testing.T, r *relation.Reader, iri string) graph.ID {
	t.Helper()
	id, ok, err := r.Graph().Lookup(t.Context(), []byte("<"+iri+">"))
	if err != nil || !ok {
		t.Fatal(iri, ok, err)
	}
	return id
}

func sameAnswer(t *testing.T, plain, view *relation.Reader, ask func(*relation.Reader) (any, error)) {
	t.Helper()
	var texts [2]string
	for i, r := range []*relation.Reader{plain, view} {
		got, err := ask(r)
		text, failed := json.Marshal(got)
		if failed != nil {
			t.Fatal(failed)
		}
		texts[i] = fmt.Sprintf("%s %v", text, err)
	}
	if texts[0] != texts[1] {
		t.Fatalf("of the events\n%s\nby the query\n%s", texts[0], texts[1])
	}
}

// TestViewCounts compares the counts of a view with what its scans yield, in every
// order and for patterns of all sorts.
func TestViewCounts(t *testing.T) {
	snap, _ := meetingsIn(t, rand.New(rand.NewPCG(1, 5)))
	_, view := readers(t, snap)
	g := view.Graph()
	var all []graph.Quad
	read := func(q graph.Scan) (rows []graph.Quad) {
		t.Helper()
		if err := relation.EachBatch(t.Context(), g, q, func(b *graph.Batch) error {
			for i := range b.N {
				rows = append(rows, graph.Quad{b.Cols[0][i], b.Cols[1][i], b.Cols[2][i], b.Cols[3][i]})
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return rows
	}
	all = read(graph.Scan{})
	if len(all) == 0 {
		t.Fatal("nothing is seen")
	}
	for i, q := range all {
		for mask := range 16 {
			p := graph.Pattern{}
			for at, into := range []*graph.ID{&p.S, &p.P, &p.O, &p.G} {
				if mask>>at&1 != 0 {
					*into = q[at]
				}
			}
			want := 0
			for _, other := range all {
				if p.Matches(other) {
					want++
				}
			}
			count, err := g.Count(t.Context(), p)
			if err != nil || int(count) != want {
				t.Fatalf("%+v: %d are counted, want %d: %v", p, count, want, err)
			}
			order := graph.Orders[(i+mask)%len(graph.Orders)]
			rows := read(graph.Scan{Pattern: p, Order: order})
			if len(rows) != want {
				t.Fatalf("%+v %v: %d rows, want %d", p, order, len(rows), want)
			}
			for k := range rows[1:] {
				for _, at := range order.Positions() {
					if rows[k][at] != rows[k+1][at] {
						if rows[k][at] > rows[k+1][at] {
							t.Fatalf("%+v %v: %v before %v", p, order, rows[k], rows[k+1])
						}
						break
					}
				}
			}
		}
	}
}

// TestKeeperKeepsViews asks for a view and a network by turns: the query is asked once
// for each snapshot, and a snapshot without a shape has no view.
func TestKeeperKeepsViews(t *testing.T) {
	g := newGrowing(t, 3)
	g.add(querytest.NQuads(randomMeetings(g.rng)))
	k := shape.NewKeeper(shape.KeeperOptions{})
	ask := func() (contacts int, shaped bool) {
		t.Helper()
		ctx := t.Context()
		snap := g.Snapshot()
		defer func() {
			if err := snap.Close(); err != nil {
				t.Error(err)
			}
		}()
		r, err := relation.NewReader(ctx, snap, relation.Options{})
		if err != nil {
			t.Fatal(err)
		}
		view, shaped, err := k.View(ctx, r, snap)
		if err != nil || !shaped {
			return 0, err != nil
		}
		if r, err = r.Of(ctx, view); err != nil {
			t.Fatal(err)
		}
		got, err := r.Met(ctx, statedNode(t, r, vocab.Base+"actor/1"), graph.None, relation.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		return got.Total, true
	}
	if _, shaped := ask(); shaped {
		t.Fatal("a store without a shape has a view, or an error")
	}
	g.add(shapeLine(ownShape))
	first, shaped := ask()
	again, _ := ask()
	if !shaped || first == 0 || again != first {
		t.Errorf("%d contacts, then %d", first, again)
	}
	if s := k.Stats(); s.Built != 1 || s.Reused == 0 {
		t.Errorf("%+v, want one network built", s)
	}
	g.add(querytest.Contact{ID: 900, Attendees: []int{1, 2}, Date: "1938-09-15", Source: 1}.NQuads()...)
	if later, _ := ask(); later != first+1 {
		t.Errorf("%d contacts after one more, want %d", later, first+1)
	}
}
