package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/result/textgrid"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) initCommand() *cli.Command {
	return &cli.Command{
		Name: "init", Category: "STORE", ArgsUsage: "[DIR]",
		Usage:  "create a store",
		Action: p.init,
	}
}

func (p *program) init(c *cli.Context) error {
	if err := argsBetween(c, 0, 1); err != nil {
		return err
	}
	dir := p.set.store
	if c.NArg() == 1 {
		if c.IsSet("store") {
			return usagef("init", "the store is named twice: %s and %s", dir, c.Args().First())
		}
		dir = c.Args().First()
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &failure{code: "not_a_directory", exit: exitFailed,
			message: fmt.Sprintf("%s is a file; a store is a directory", dir),
			hint:    "name another place with --store DIR"}
	}
	s, err := store.Create(dir, p.storeOptions())
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	return p.emitDocument("init", false, struct {
		Store string `json:"store"`
	}{dir}, func() string { return "created an empty store in " + textgrid.Printable(dir) + "\n" })
}
