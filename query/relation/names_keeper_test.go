package relation_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// TestNamesKeeper asks for the names of snapshots through readers that come and go.
func TestNamesKeeper(t *testing.T) {
	var k relation.NamesKeeper
	names := func(ctx context.Context, g *querytest.Graph) (*relation.Names, error) {
		r, err := relation.NewReader(t.Context(), g, relation.Options{Keeper: &k})
		if err != nil {
			t.Error(err)
			return nil, err
		}
		return r.Names(ctx)
	}
	var graphs []*querytest.Graph
	for i := range 3 {
		g, err := querytest.ParseShort(`actor:ana schema:name "Ana Reis"`)
		if err != nil {
			t.Fatal(err)
		}
		for range i {
			line, err := querytest.Expand(`actor:bo schema:name "Bo Lind"`)
			if err != nil {
				t.Fatal(err)
			}
			if err := g.Add(line); err != nil {
				t.Fatal(err)
			}
		}
		graphs = append(graphs, g)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := names(gone, graphs[0]); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatalf("of one who has gone: %v, %v", n, err)
	}
	first, err := names(t.Context(), graphs[0])
	if err != nil || first.Len() != 1 {
		t.Fatalf("got %v, %v", first, err)
	}
	var all sync.WaitGroup
	var second [8]*relation.Names
	for i := range second {
		all.Go(func() {
			var err error
			if second[i], err = names(t.Context(), graphs[1]); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, n := range second {
		if n != second[0] || n.Len() != 2 || n.Seq() != graphs[1].Seq() {
			t.Fatalf("two were given different names, or those of another snapshot")
		}
	}
	if again, err := names(t.Context(), graphs[0]); again != first || err != nil {
		t.Errorf("the first were not kept: %v", err)
	}
	if _, err := names(t.Context(), graphs[2]); err != nil {
		t.Fatal(err)
	}
	if again, err := names(t.Context(), graphs[1]); again == second[0] || err != nil {
		t.Errorf("three are kept: %v", err)
	}
}
