package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/store"
)

func (p *program) compactCommand() *cli.Command {
	return &cli.Command{
		Name: "compact", Category: "STORE", ArgsUsage: " ",
		Usage:       "merge what is computed from the log and give disk space back",
		Description: "The log stays as it is, and every answer too.",
		Action:      p.compact,
	}
}

func (p *program) compact(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		before, err := s.Info(c.Context)
		if err != nil {
			return err
		}
		m := p.meter("compact", 0, "bytes", "")
		defer m.end()
		if err := s.Compact(c.Context); err != nil {
			return err
		}
		m.end()
		after, err := s.Info(c.Context)
		if err != nil {
			return err
		}
		return p.emitDocument("compact", false, struct {
			Before uint64 `json:"bytes_before"`
			After  uint64 `json:"bytes_after"`
			Runs   int    `json:"runs"`
		}{before.Bytes.Disk, after.Bytes.Disk, after.Runs}, func() string {
			return fmt.Sprintf("%s before, %s now\n", amount(int64(before.Bytes.Disk), "bytes"), amount(int64(after.Bytes.Disk), "bytes"))
		})
	})
}
