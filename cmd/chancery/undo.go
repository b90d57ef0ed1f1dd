package main

import (
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) undoCommand() *cli.Command {
	return &cli.Command{
		Name: "undo", Category: "CURATE", ArgsUsage: "N",
		Usage: "append the inverse of event N",
		Description: "What the event added is taken back, what it took back is stated again. Undoing\n" +
			"an undo restores what it undid.",
		Flags:  []cli.Flag{reasonFlag(), dryRunFlag()},
		Action: p.undo,
	}
}

func (p *program) undo(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		seq, err := eventNumber(c.Context, s, c.Args().First())
		if err != nil {
			return err
		}
		return p.appendInverse(c, s, "undo", graph.KindUpdate, seq)
	})
}
