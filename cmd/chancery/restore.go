package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/store"
)

func (p *program) restoreCommand() *cli.Command {
	return &cli.Command{
		Name: "restore", Category: "STORE", ArgsUsage: "SRC|-",
		Usage: "build a store from a backup",
		Description: "Makes the store if there is none; one that is there has to be empty. Every hash\n" +
			"is checked.",
		Flags:  []cli.Flag{unpackFlag()},
		Action: p.restore,
	}
}

func (p *program) restore(c *cli.Context) (err error) {
	inputs, err := p.inputArgs(c)
	if err != nil {
		return err
	}
	if len(inputs) > 1 {
		return argsBetween(c, 1, 1)
	}
	s, err := store.Create(p.set.store, p.storeOptions())
	if errors.Is(err, store.ErrExists) {
		s, err = p.openStore()
	}
	if err != nil {
		return err
	}
	defer joinClose(&err, s)
	head, _, err := s.Head(c.Context)
	if err != nil {
		return err
	}
	if head.Seq > 0 {
		return &failure{code: "store_exists", exit: exitFailed,
			message: fmt.Sprintf("%s is not empty: it holds %s", p.set.store, plural(int64(head.Seq), "event")),
			hint:    "restore into another directory with --store, or continue this one with 'chancery log import'"}
	}
	return p.readLog(c.Context, s, "restore", inputs[0])
}
