package main

import (
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/store"
)

func (p *program) backupCommand() *cli.Command {
	return &cli.Command{
		Name: "backup", Category: "STORE", ArgsUsage: "DEST|-",
		Usage: "write the whole log as a plain stream",
		Description: "The stream is that of 'log export': RDF Patch with headers and hashes, which needs\n" +
			"nothing of chancery to be read. DEST may end in .gz or .zst.",
		Action: p.backup,
	}
}

func (p *program) backup(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		head, hash, err := s.Head(c.Context)
		if err != nil {
			return err
		}
		m := p.meter("backup", 0, "events", "")
		defer m.end()
		if err := p.writeLog(c.Context, s, c.Args().First(), 1, head.Seq); err != nil {
			return err
		}
		m.end()
		if p.jsonErrors && c.Args().First() != "-" {
			return p.emitDocument("backup", false, struct {
				Events uint64 `json:"events"`
				Hash   string `json:"hash"`
				Dest   string `json:"dest"`
			}{uint64(head.Seq), hash.String(), c.Args().First()}, nil)
		}
		p.note("%s, up to %s", plural(int64(head.Seq), "event"), hash)
		return nil
	})
}
