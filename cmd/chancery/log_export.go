package main

import (
	"context"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) logExportCommand() *cli.Command {
	return &cli.Command{
		Name: "export", ArgsUsage: "[N..M]",
		Usage: "write events as an RDF Patch stream with headers and hashes",
		Description: "The stream is read by 'log import' and 'restore', by any reader of RDF Patch, and\n" +
			"checked with sha256sum alone: see docs/format/log.md.",
		Flags:  []cli.Flag{outputFlag()},
		Action: p.logExport,
	}
}

func (p *program) logExport(c *cli.Context) error {
	if err := argsBetween(c, 0, 1); err != nil {
		return err
	}
	first, last := graph.Seq(1), graph.NoSeq
	if c.NArg() == 1 {
		var err error
		if first, last, err = parseEventRange(c.Args().First()); err != nil {
			return err
		}
	}
	return p.withStore(func(s *store.Store) error {
		head, _, err := s.Head(c.Context)
		if err != nil {
			return err
		}
		if c.NArg() == 1 && (first > head.Seq || last != graph.NoSeq && last > head.Seq) {
			missing := first
			if first <= head.Seq {
				missing = last
			}
			return noEvent(c.Context, s, missing)
		}
		return p.writeLog(c.Context, s, p.set.output, first, min(last, head.Seq))
	})
}

// writeLog writes events [first, last] to a file or stdout.
func (p *program) writeLog(ctx context.Context, s *store.Store, path string, first, last graph.Seq) error {
	out, err := p.openOutput(path)
	if err != nil {
		return err
	}
	defer out.abandon()
	if err := s.Log().Export(ctx, out, first, last); err != nil {
		return err
	}
	return out.commit()
}
