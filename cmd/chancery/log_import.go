package main

import (
	"context"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) logImportCommand() *cli.Command {
	return &cli.Command{
		Name: "import", ArgsUsage: "FILE|-",
		Usage: "append exported events, into an empty store or one that they continue",
		Description: "Every hash is checked before its event is stored. Events that are there already\n" +
			"must be the same ones. What was stored before an error stays.",
		Flags:  []cli.Flag{unpackFlag()},
		Action: p.logImport,
	}
}

func (p *program) logImport(c *cli.Context) error {
	inputs, err := p.inputArgs(c)
	if err != nil {
		return err
	}
	if len(inputs) > 1 {
		return argsBetween(c, 1, 1)
	}
	return p.withStore(func(s *store.Store) error {
		return p.readLog(c.Context, s, "log import", inputs[0])
	})
}

// readLog appends the events of an exported log and reports them.
func (p *program) readLog(ctx context.Context, s *store.Store, command, path string) (err error) {
	in, err := p.openInput(ctx, path)
	if err != nil {
		return err
	}
	defer joinClose(&err, in)
	m := p.meter(command, in.size, "bytes", "")
	defer m.end()
	stop := m.follow(func() int64 { return in.count.n.Load() })
	report, err := s.Import(ctx, in)
	stop()
	m.end()
	n := graph.Seq(report.Appended)
	if err != nil {
		if n > 0 {
			p.note("%s stored before the error", plural(int64(n), "event"))
		}
		return err
	}
	head, hash, err := s.Head(ctx)
	if err != nil {
		return err
	}
	type document struct {
		Events graph.Seq `json:"events"`
		First  graph.Seq `json:"first,omitempty"`
		Last   graph.Seq `json:"last,omitempty"`
		Hash   string    `json:"hash"`
	}
	doc := document{Events: n, Hash: hash.String()}
	if n > 0 {
		doc.First, doc.Last = head.Seq-n+1, head.Seq
	}
	return p.emitDocument(command, false, doc, func() string {
		if n == 0 {
			return "no new events; the log ends with event " + grouped(int64(head.Seq)) + "\n"
		}
		return plural(int64(n), "event") + " stored; the log ends with event " + grouped(int64(head.Seq)) + ", " + hash.String() + "\n"
	})
}
