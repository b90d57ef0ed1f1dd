package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/entity"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func matchFlag() cli.Flag {
	return &cli.BoolFlag{Name: "match-identifiers", Usage: "merge what has the Wikidata, GND or VIAF identifier of an entity that is there, as an event of its own"}
}

// withMatching is withStore that matches by identifiers, if that is asked for, what
// fn stores, also where fn stores only some of it.
func (p *program) withMatching(c *cli.Context, fn func(*store.Store) error) error {
	return p.withStore(func(s *store.Store) error {
		before, _, err := s.Head(c.Context)
		if err != nil {
			return err
		}
		err = fn(s)
		if !c.Bool("match-identifiers") || c.Bool("dry-run") || cancelled(c.Context) != nil {
			return err
		}
		return errors.Join(err, p.matchIdentifiers(c.Context, s, before.Seq+1))
	})
}

// nameOf is what an entity is called, with its short IRI if that says more.
func nameOf(e relation.Entity) string {
	short := relation.Shorten(e.IRI)
	if short == e.Label {
		return short
	}
	return e.Label + " (" + short + ")"
}

// matchIdentifiers merges the entities that identifiers of an event, or of a later
// one, show to be known ones, as one event.
func (p *program) matchIdentifiers(ctx context.Context, s *store.Store, since graph.Seq) (err error) {
	snap := s.Snapshot()
	defer joinClose(&err, snap)
	r, err := newReader(ctx, s, snap)
	if err != nil {
		return err
	}
	found, err := entity.Identities(ctx, r, since)
	if err != nil || len(found) == 0 {
		return err
	}
	patch := &changeList{}
	for _, same := range found {
		patch.changes = append(patch.changes, mergePatch(same.Keep, same.Drop).changes...)
	}
	what := fmt.Sprintf("merge %s with %s by %s", found[0].Keep.Label, found[0].Drop.Label, found[0].Identifier)
	if len(found) > 1 {
		what = fmt.Sprintf("merge %d entities by their identifiers", len(found))
	}
	receipt, err := s.Append(ctx, store.Event{Header: graph.Header{Kind: graph.KindMerge, Agent: p.agent(), Message: what}, Patch: patch})
	if err != nil {
		return err
	}
	for _, same := range found {
		p.note("%s is %s: %s (event %d)", nameOf(same.Drop), nameOf(same.Keep), same.Identifier, receipt.Header.Seq)
	}
	return nil
}
