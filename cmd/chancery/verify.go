package main

import (
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) verifyCommand() *cli.Command {
	return &cli.Command{
		Name: "verify", Category: "STORE", ArgsUsage: " ",
		Usage: "re-read every byte, recompute the hash chain, compare the graph with a replay",
		Description: "Names the first damaged event and exits 5 if anything is wrong. The comparison\n" +
			"needs as much free disk space as the graph takes; --log-only leaves it out.",
		Flags:  []cli.Flag{&cli.BoolFlag{Name: "log-only", Usage: "check the log alone"}},
		Action: p.verify,
	}
}

// verifyView is what verify shows.
type verifyView struct {
	OK         bool      `json:"ok"`
	Events     graph.Seq `json:"events"`
	Hash       string    `json:"hash"`
	Statements uint64    `json:"statements"`
	Terms      uint64    `json:"terms"`
	Projection bool      `json:"projection"`
	Seconds    float64   `json:"seconds"`
}

func (p *program) verify(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		start := time.Now()
		m := p.meter("verify", 0, "events", "")
		defer m.end()
		report, err := s.Verify(c.Context, store.VerifyOptions{LogOnly: c.Bool("log-only"),
			Progress: func(_ string, done, _ graph.Seq) { m.set(int64(done)) }})
		m.end()
		if err != nil {
			return err
		}
		v := verifyView{true, report.Events, report.Head.String(), report.Statements, report.Terms,
			report.Projection, secondsSince(start)}
		return p.emitDocument("verify", false, v, func() string { return verifyText(report) })
	})
}

func verifyText(r store.VerifyReport) string {
	text := fmt.Sprintf("log: %s read, every hash fits\nhead: %s\n", plural(int64(r.Events), "event"), r.Head)
	if r.Projection {
		text += fmt.Sprintf("graph: %s and %s, equal to a replay of the log\n",
			plural(int64(r.Statements), "statement"), plural(int64(r.Terms), "term"))
	}
	return text
}
