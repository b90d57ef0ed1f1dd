package main

import (
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) backupCommand() *cli.Command {
	return &cli.Command{
		Name: "backup", Category: "STORE", ArgsUsage: "DEST|-",
		Usage: "write the log as a plain stream",
		Description: "The stream is that of 'log export': RDF Patch with headers and hashes, which needs\n" +
			"nothing of chancery to be read. DEST may end in .gz or .zst. With --since it holds\n" +
			"only the events from there on: 'restore' the first backup, then 'log import' those\n" +
			"that followed; events that two of them share are compared.",
		Flags:  []cli.Flag{&cli.StringFlag{Name: "since", Usage: "only events from `N` or a time on"}},
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
		first, _, err := logRange(c, s)
		if err != nil {
			return err
		}
		if first = max(first, 1); first > head.Seq+1 {
			return noEvent(c.Context, s, first)
		}
		m := p.meter("backup", 0, "events", "")
		defer m.end()
		if err := p.writeLog(c.Context, s, c.Args().First(), first, head.Seq); err != nil {
			return err
		}
		m.end()
		events := int64(head.Seq + 1 - first)
		if p.jsonErrors && c.Args().First() != "-" {
			return p.emitDocument("backup", false, struct {
				Events int64     `json:"events"`
				First  graph.Seq `json:"first,omitempty"`
				Last   graph.Seq `json:"last,omitempty"`
				Hash   string    `json:"hash"`
				Dest   string    `json:"dest"`
			}{events, backedUp(events, first), backedUp(events, head.Seq), hash.String(), c.Args().First()}, nil)
		}
		p.note("%s, up to %s", plural(events, "event"), hash)
		return nil
	})
}

// backedUp is the number of an event of a backup, 0 if it holds none.
func backedUp(events int64, seq graph.Seq) graph.Seq {
	if events == 0 {
		return 0
	}
	return seq
}
