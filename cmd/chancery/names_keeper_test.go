package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// A snapshot tells what has changed, so that tables go on from others.
var _ interface {
	Diff(ctx context.Context, since graph.Seq) (graph.PatchReader, error)
} = (*store.Snapshot)(nil)

// rename appends a random event that has to do with names.
func (g *growing) rename() {
	g.t.Helper()
	actor := func() string { return fmt.Sprintf("<%sactor/%d>", vocab.Base, 1+g.rng.IntN(5)) }
	line := func() string {
		property := []string{vocab.SchemaName, "https://schema.org/name", vocab.RDFSLabel, vocab.SchemaName}[g.rng.IntN(4)]
		name := []string{"Ana Reis", "Ana Réis", "Bo Lind", "Cem Kaya", "Kaya"}[g.rng.IntN(5)]
		source := []string{"", fmt.Sprintf("<%ssource/%d> ", vocab.Base, 1+g.rng.IntN(2))}[g.rng.IntN(2)]
		return fmt.Sprintf("%s <%s> %q %s.\n", actor(), property, name, source)
	}
	switch g.rng.IntN(6) {
	case 0:
		g.add(actor() + " <" + vocab.OWLSameAs + "> " + actor() + " <" + relation.CurationGraph + "> .\n")
	case 1:
		g.undo(1 + graph.Seq(g.rng.IntN(int(g.head()))))
	case 2:
		g.remove(g.said[g.rng.IntN(len(g.said))])
	default:
		g.add(line(), line())
	}
}

// TestNamesKeeperAnswersAsARebuild appends random events to a store and asks, as of now
// and then, whom names mean: tables that went on from others tell what those do that
// are built anew.
func TestNamesKeeperAnswersAsARebuild(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			g := newGrowing(t, seed)
			g.add(fmt.Sprintf("<%sactor/1> <%s> \"Ana Reis\" .\n", vocab.Base, vocab.RDFSLabel))
			var k relation.NamesKeeper
			for range 30 {
				for range 1 + g.rng.IntN(2) {
					g.rename()
				}
				seq := g.head()
				if g.rng.IntN(4) == 0 {
					seq = graph.Seq(g.rng.IntN(int(seq) + 1))
				}
				g.sameNames(&k, seq)
			}
		})
	}
}

// sameNames asks two readers of a snapshot, one of which has a keeper.
func (g *growing) sameNames(k *relation.NamesKeeper, seq graph.Seq) {
	g.t.Helper()
	ctx := g.t.Context()
	snap, err := g.AsOf(ctx, seq)
	if err != nil {
		g.t.Fatal(err)
	}
	defer func() {
		if err := snap.Close(); err != nil {
			g.t.Error(err)
		}
	}()
	for _, text := range []string{"ana reis", "kaya", "bo", "lint", "ana kaya"} {
		var found [2]string
		for i, keeper := range []*relation.NamesKeeper{k, nil} {
			r, err := relation.NewReader(ctx, snap, relation.Options{Keeper: keeper})
			if err != nil {
				g.t.Fatal(err)
			}
			names, err := r.Names(ctx)
			if err != nil {
				g.t.Fatal(err)
			}
			list, err := r.Find(ctx, text, relation.FindOptions{})
			found[i] = fmt.Sprintf("%d names: %+v %v", names.Len(), list, err)
		}
		if found[0] != found[1] {
			g.t.Fatalf("as of event %d, %q means\n%s\nbuilt anew\n%s", seq, text, found[0], found[1])
		}
	}
}
