package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) updateCommand() *cli.Command {
	return &cli.Command{
		Name: "update", Category: "QUERY", ArgsUsage: "[FILE|-|-e UPDATE]",
		Usage: "change the graph in SPARQL Update, as one event",
		Description: "All operations of a request become one event in the log, or none does. 'chancery undo'\n" +
			"takes it back. LOAD reads files only with --allow-load.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "expr", Aliases: []string{"e"}, Usage: "the `UPDATE` itself"},
			&cli.StringFlag{Name: "base", Usage: "resolve relative IRIs against the absolute `IRI`"},
			&cli.BoolFlag{Name: "check", Usage: "read the update only; exit 1 with the place of an error"},
			&cli.BoolFlag{Name: "allow-load", Usage: "let LOAD read file: IRIs"},
			reasonFlag(), dryRunFlag(),
		}, runFlags()...),
		Action: p.update,
	}
}

func (p *program) update(c *cli.Context) error {
	text, name, err := p.queryText(c)
	if err != nil {
		return err
	}
	o, err := p.queryOptions(c)
	if err != nil {
		return err
	}
	prepared, err := query.PrepareUpdate(text, o)
	if err != nil {
		return queryError(name, text, err)
	}
	if c.Bool("check") {
		p.note("%s: no errors", name)
		return nil
	}
	var run query.UpdateOptions
	if c.Bool("allow-load") {
		run.Load = p.loadFileIRI
	}
	return p.withStore(func(s *store.Store) error {
		served := newServedStore(s, p.agent())
		change := endpoint.Change{Kind: graph.KindUpdate, Message: orElse(c.String("reason"), endpoint.Summary(text)),
			Patch: func(ctx context.Context, latest endpoint.Snapshot) (graph.PatchReader, error) {
				bindServices(o, latest)
				return prepared.Run(ctx, latest, run)
			}}
		if c.Bool("dry-run") {
			return p.dryUpdate(c.Context, served, change)
		}
		receipt, err := served.Append(c.Context, change)
		if err != nil {
			return limitReached(err)
		}
		if !receipt.Appended {
			return p.emitWrite("update", writeView{Status: statusUnchanged})
		}
		return p.emitWrite("update", writeView{Status: statusStored, First: receipt.Seq, Last: receipt.Seq, Added: receipt.Added, Removed: receipt.Removed})
	})
}

// dryUpdate counts what an update would change.
func (p *program) dryUpdate(ctx context.Context, s *servedStore, change endpoint.Change) (err error) {
	snap := s.Store.Snapshot()
	defer joinClose(&err, snap)
	patch, err := change.Patch(ctx, snap)
	if err != nil {
		return limitReached(err)
	}
	w := writeView{Status: statusDryRun}
	if patch != nil {
		if err := eachBatch(patch, func(b *graph.PatchBatch) error {
			for _, each := range b.Changes {
				if each.Op == graph.Add {
					w.Added++
				} else {
					w.Removed++
				}
			}
			return nil
		}); err != nil {
			return limitReached(err)
		}
	}
	return p.emitWrite("update", w)
}

// loadFileIRI yields the statements of the document of a LOAD.
func (p *program) loadFileIRI(ctx context.Context, iri string) iter.Seq2[query.Statement, error] {
	return func(yield func(query.Statement, error) bool) {
		path, err := filePath(iri)
		if err != nil {
			yield(query.Statement{}, err)
			return
		}
		in, err := p.openStatements(ctx, path, readChoice{base: iri})
		if err != nil {
			yield(query.Statement{}, fmt.Errorf("%w: %w", query.ErrLoad, err))
			return
		}
		stop := errors.New("stop")
		err = eachBatch(in, func(b *graph.PatchBatch) error {
			for _, c := range b.Changes {
				if !yield(query.Statement{S: string(c.S), P: string(c.P), O: string(c.O), G: string(c.G)}, nil) {
					return stop
				}
			}
			return nil
		})
		stopped := errors.Is(err, stop)
		if err = errors.Join(err, in.Close()); err != nil && !stopped {
			yield(query.Statement{}, fmt.Errorf("%w: %w", query.ErrLoad, err))
		}
	}
}
