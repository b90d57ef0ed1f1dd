package main

import (
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) rebuildCommand() *cli.Command {
	return &cli.Command{
		Name: "rebuild", Category: "STORE", ArgsUsage: " ",
		Usage:  "drop everything that is computed from the log and compute it anew",
		Action: p.rebuild,
	}
}

func (p *program) rebuild(c *cli.Context) (err error) {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	if err := p.checkStorePath(); err != nil {
		return err
	}
	start := time.Now()
	m := p.meter("rebuild", 0, "events", "")
	defer m.end()
	s, err := store.Rebuild(c.Context, p.set.store, p.storeOptions(), func(done, _ graph.Seq) { m.set(int64(done)) })
	if err != nil {
		return err
	}
	defer joinClose(&err, s)
	m.end()
	head, _, err := s.Head(c.Context)
	if err != nil {
		return err
	}
	return p.emitDocument("rebuild", false, struct {
		Events  graph.Seq `json:"events"`
		Seconds float64   `json:"seconds"`
	}{head.Seq, secondsSince(start)}, func() string {
		return "the graph is computed anew from " + plural(int64(head.Seq), "event") + "\n"
	})
}
