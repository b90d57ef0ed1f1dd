package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/dump"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) retractCommand() *cli.Command {
	return &cli.Command{
		Name: "retract", Category: "CURATE", ArgsUsage: "[SUBJECT PREDICATE OBJECT [GRAPH]]",
		Usage: "take statements back, as a new event; the log keeps them",
		Description: "Takes back all statements of one source (--source), those that one event brought\n" +
			"(--event), or one statement: in the graph that is named, else in every graph.\n" +
			"Terms are IRIs, prefixed names, _:labels or \"text\"@lang.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "source", Usage: "all statements of the graph `IRI`"},
			&cli.StringFlag{Name: "event", Usage: "all statements that event `N` added"},
			reasonFlag(), dryRunFlag(),
		},
		Action: p.retract,
	}
}

func (p *program) retract(c *cli.Context) error {
	ways := 0
	for _, given := range []bool{c.NArg() > 0, c.IsSet("source"), c.IsSet("event")} {
		if given {
			ways++
		}
	}
	if ways != 1 {
		return usagef("retract", "retract needs one of --source IRI, --event N, or SUBJECT PREDICATE OBJECT [GRAPH]")
	}
	if c.NArg() > 0 {
		if err := argsBetween(c, 3, 4); err != nil {
			return err
		}
	}
	return p.withStore(func(s *store.Store) (err error) {
		if c.IsSet("event") {
			seq, err := eventNumber(c.Context, s, c.String("event"))
			if err != nil {
				return err
			}
			return p.appendInverse(c, s, "retract", graph.KindRetract, seq)
		}
		snap := s.Snapshot()
		defer joinClose(&err, snap)
		pattern, what, known, err := retractPattern(c, snap)
		if err != nil {
			return err
		}
		if !known {
			return nothingToDo("retract", "no statement fits "+what)
		}
		patch, err := dump.Removal(c.Context, snap, pattern)
		if err != nil {
			return err
		}
		defer joinClose(&err, patch)
		return p.appendUndoing(c, s, "retract", graph.KindRetract, what, patch)
	})
}

// appendInverse appends what undoes an event; to retract is to take back only
// what the event added.
func (p *program) appendInverse(c *cli.Context, s *store.Store, command string, kind graph.Kind, seq graph.Seq) error {
	patch, done, err := s.Inverse(c.Context, seq)
	if err != nil {
		return err
	}
	if kind == graph.KindRetract {
		patch = onlyDeletes{patch}
	}
	checked, err := p.checkedUndoing(c.Context, s, patch)
	if err != nil {
		return errors.Join(err, done())
	}
	return errors.Join(p.appendUndoing(c, s, command, kind, fmt.Sprintf("event %d", seq), checked), checked.Close(), done())
}

// retractPattern reads which statements are meant. known is false when a term
// stands in no statement at all.
func retractPattern(c *cli.Context, snap *store.Snapshot) (pattern graph.Pattern, what string, known bool, err error) {
	terms := c.Args().Slice()
	into := []*graph.ID{&pattern.S, &pattern.P, &pattern.O, &pattern.G}
	if c.IsSet("source") {
		terms, into = []string{c.String("source")}, into[3:]
	}
	var texts []string
	known = true
	for i, term := range terms {
		at := graph.Position(i)
		if c.IsSet("source") {
			at = graph.G
		}
		text, err := termText(term, at)
		if err != nil {
			return pattern, "", false, usagef("retract", "%s", err)
		}
		id, ok, err := snap.Lookup(c.Context, text)
		if err != nil {
			return pattern, "", false, err
		}
		*into[i], known = id, known && ok
		texts = append(texts, string(text))
	}
	return pattern, strings.Join(texts, " "), known, nil
}

func nothingToDo(command, message string) error {
	return &failure{code: "no_match", exit: exitFailed, message: message,
		hint: "nothing was stored; see 'chancery help " + command + "'"}
}

// eventNumber reads an event number and checks that the log has it.
func eventNumber(ctx context.Context, s *store.Store, text string) (graph.Seq, error) {
	first, last, err := parseEventRange(text)
	if err != nil || first != last {
		return 0, usagef("", "%q is no event number", text)
	}
	head, _, err := s.Head(ctx)
	if err != nil {
		return 0, err
	}
	if first > head.Seq {
		return 0, noEvent(ctx, s, first)
	}
	return first, nil
}

// onlyDeletes leaves the additions of a patch out.
type onlyDeletes struct{ graph.PatchReader }

// ReadPatch implements graph.PatchReader.
func (o onlyDeletes) ReadPatch(b *graph.PatchBatch) error {
	for {
		if err := o.PatchReader.ReadPatch(b); err != nil {
			return err
		}
		kept := b.Changes[:0]
		for _, change := range b.Changes {
			if change.Op == graph.Delete {
				kept = append(kept, change)
			}
		}
		if b.Changes = kept; len(kept) > 0 {
			return nil
		}
	}
}

// peekedPatch is a patch whose first batch was looked at.
type peekedPatch struct {
	first graph.PatchBatch
	err   error
	read  bool
	rest  graph.PatchReader
}

// ReadPatch implements graph.PatchReader.
func (k *peekedPatch) ReadPatch(b *graph.PatchBatch) error {
	if k.read {
		return k.rest.ReadPatch(b)
	}
	k.read = true
	b.Reset()
	b.Changes, b.Arena = append(b.Changes, k.first.Changes...), k.first.Arena
	return k.err
}

// appendUndoing appends a patch that takes something back, unless it is empty or
// --dry-run is given.
func (p *program) appendUndoing(c *cli.Context, s *store.Store, command string, kind graph.Kind, what string, patch graph.PatchReader) error {
	peeked := &peekedPatch{rest: patch}
	if peeked.err = patch.ReadPatch(&peeked.first); peeked.err == io.EOF {
		return nothingToDo(command, "nothing of "+what+" stands any more")
	} else if peeked.err != nil {
		return peeked.err
	}
	if c.Bool("dry-run") {
		w := writeView{Status: statusDryRun}
		err := eachBatch(peeked, func(b *graph.PatchBatch) error {
			for _, change := range b.Changes {
				if change.Op == graph.Add {
					w.Added++
				} else {
					w.Removed++
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return p.emitWrite(command, w)
	}
	message := command + " " + what
	if reason := c.String("reason"); reason != "" {
		message += ": " + reason
	}
	receipt, err := s.Append(c.Context, store.Event{
		Header: graph.Header{Kind: kind, Agent: p.agent(), Message: message}, Patch: peeked})
	if err != nil {
		return err
	}
	return p.emitWrite(command, viewReceipt("", receipt))
}
