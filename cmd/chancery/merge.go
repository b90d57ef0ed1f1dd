package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// changeList is a patch of a few changes, whose terms it owns.
type changeList struct {
	changes []graph.Change
	read    bool
}

// add appends a change of terms in canonical text.
func (l *changeList) add(op graph.Op, s, p, o, g string) {
	l.changes = append(l.changes, graph.Change{Op: op, S: []byte(s), P: []byte(p), O: []byte(o), G: []byte(g)})
}

// ReadPatch implements graph.PatchReader.
func (l *changeList) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if l.read || len(l.changes) == 0 {
		return io.EOF
	}
	l.read = true
	b.Changes = append(b.Changes, l.changes...)
	return nil
}

func bracket(iri string) string { return "<" + iri + ">" }

// termOf is the canonical text of an entity.
func termOf(e relation.Entity) string {
	if strings.HasPrefix(e.IRI, "_:") {
		return e.IRI
	}
	return bracket(e.IRI)
}

// appendCuration appends what a curator changes as one event, or tells with
// --dry-run what it would change.
func (p *program) appendCuration(c *cli.Context, s *store.Store, kind graph.Kind, what string, patch *changeList) error {
	if c.Bool("dry-run") {
		w := writeView{Status: statusDryRun}
		for _, change := range patch.changes {
			if change.Op == graph.Add {
				w.Added++
			} else {
				w.Removed++
			}
		}
		return p.emitWrite(c.Command.Name, w)
	}
	if reason := c.String("reason"); reason != "" {
		what += ": " + reason
	}
	receipt, err := s.Append(c.Context, store.Event{
		Header: graph.Header{Kind: kind, Agent: p.agent(), Message: what}, Patch: patch})
	if err != nil {
		return err
	}
	return p.emitWrite(c.Command.Name, viewReceipt("", receipt))
}

// withCurator opens the store and a reader of its present state, as curators'
// commands need both.
func (p *program) withCurator(c *cli.Context, fn func(*store.Store, *relation.Reader) error) error {
	return p.withStore(func(s *store.Store) (err error) {
		snap := s.Snapshot()
		defer joinClose(&err, snap)
		r, err := newReader(c.Context, s, snap)
		if err != nil {
			return err
		}
		return fn(s, r)
	})
}

func (p *program) mergeCommand() *cli.Command {
	return &cli.Command{
		Name: "merge", Category: "CURATE", ArgsUsage: "KEEP DROP…",
		Usage: "see entities as one: KEEP, which the others become",
		Description: "States in the graph " + relation.Shorten(relation.CurationGraph) + " that each DROP is owl:sameAs KEEP, as one\n" +
			"event. Nothing else is changed, so 'undo' gives back the same export; every\n" +
			"question sees the entities as one from this event on, and apart with --as-of\n" +
			"before it. What 'distinct' says is refused.",
		Flags:  []cli.Flag{reasonFlag(), firstFlag(), dryRunFlag()},
		Action: p.merge,
	}
}

func (p *program) merge(c *cli.Context) error {
	if err := argsBetween(c, 2, -1); err != nil {
		return err
	}
	return p.withCurator(c, func(s *store.Store, r *relation.Reader) error {
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		entities, err := r.Describe(c.Context, ids...)
		if err != nil {
			return err
		}
		keep := entities[0]
		var names []string
		for _, drop := range entities[1:] {
			if drop.ID == keep.ID {
				return nothingToDo("merge", fmt.Sprintf("%s is %s already", c.Args().Get(len(names)+1), keep.Label))
			}
			names = append(names, drop.Label)
		}
		if err := r.CheckMerge(c.Context, ids...); err != nil {
			return distinctFailure(err)
		}
		return p.appendCuration(c, s, graph.KindMerge, "merge "+keep.Label+" with "+strings.Join(names, ", "), mergePatch(keep, entities[1:]...))
	})
}

// mergePatch states that entities are one, which is shown as keep.
func mergePatch(keep relation.Entity, drop ...relation.Entity) *changeList {
	patch := &changeList{}
	for _, e := range drop {
		patch.add(graph.Add, termOf(e), bracket(vocab.OWLSameAs), termOf(keep), bracket(relation.CurationGraph))
	}
	return patch
}

// distinctFailure tells of entities that are stated to be different.
func distinctFailure(err error) error {
	if !errors.Is(err, relation.ErrDistinct) {
		return err
	}
	return &failure{code: "distinct", exit: exitFailed, cause: err, message: untagged(err),
		hint: "nothing was stored; 'chancery log --kind update' shows who said so, 'chancery undo N' takes it back"}
}
