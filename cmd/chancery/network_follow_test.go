package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/store"
)

// TestNetworkFollowsTheStore updates a network by the differences of snapshots,
// event by event, and compares it with one built anew; and asks as of each event.
func TestNetworkFollowsTheStore(t *testing.T) {
	ctx := context.Background()
	s, err := store.Create(filepath.Join(t.TempDir(), "store"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	build := func(snap *store.Snapshot, from *chain.Network) *chain.Network {
		t.Helper()
		r, err := newReader(ctx, s, snap)
		if err != nil {
			t.Fatal(err)
		}
		if from == nil {
			n, err := chain.Build(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		patch, err := snap.Diff(ctx, from.Seq())
		if err != nil {
			t.Fatal(err)
		}
		n, err := from.Update(ctx, r, patch)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	spans := func(n *chain.Network) []chain.Span {
		n, err := n.Sorted(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var list []chain.Span
		for i := range n.All() {
			list = append(list, n.Span(i))
		}
		return list
	}
	empty := s.Snapshot()
	n := build(empty, nil)
	if err := empty.Close(); err != nil {
		t.Fatal(err)
	}
	var after [][]chain.Span
	for day := range 8 {
		contact := querytest.Contact{ID: day, Attendees: []int{1 + day%3, 4 + day%2}, Date: fmt.Sprintf("1938-09-%02d", 20-day), Source: 1}
		text := strings.Join(contact.NQuads(), "")
		if _, err := s.Append(ctx, store.Event{Header: graph.Header{Kind: graph.KindLoad}, Patch: nquads.NewReader(strings.NewReader(text), nquads.Options{})}); err != nil {
			t.Fatal(err)
		}
		snap := s.Snapshot()
		n = build(snap, n)
		if got, want := spans(n), spans(build(snap, nil)); !slices.Equal(got, want) || len(got) != day+1 {
			t.Fatalf("after event %d: %v, built anew %v", snap.Seq(), got, want)
		}
		after = append(after, spans(n))
		if err := snap.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range after {
		snap, err := s.AsOf(ctx, graph.Seq(i+1))
		if err != nil {
			t.Fatal(err)
		}
		if got := spans(build(snap, nil)); len(got) != len(want) {
			t.Errorf("as of event %d: %d contacts, then there were %d", i+1, len(got), len(want))
		}
		if err := snap.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
