package main

import (
	"fmt"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/store"
)

func (p *program) infoCommand() *cli.Command {
	return &cli.Command{
		Name: "info", Category: "STORE", ArgsUsage: " ",
		Usage:  "size, counts, last event, hash of the log's head, format version",
		Flags:  []cli.Flag{outputFlag()},
		Action: p.info,
	}
}

// infoView is what info shows.
type infoView struct {
	Store      string     `json:"store"`
	Format     string     `json:"format"`
	Events     uint64     `json:"events"`
	Head       *eventView `json:"head,omitempty"`
	Hash       string     `json:"hash"`
	Statements uint64     `json:"statements"`
	Rows       uint64     `json:"rows"`
	Terms      uint64     `json:"terms"`
	Runs       int        `json:"runs"`
	Recent     int        `json:"recent_runs"`
	Bytes      struct {
		Log          uint64 `json:"log"`
		Dictionary   uint64 `json:"dictionary"`
		Permutations uint64 `json:"permutations"`
		Disk         uint64 `json:"disk"`
	} `json:"bytes"`
}

func (p *program) info(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		info, err := s.Info(c.Context)
		if err != nil {
			return err
		}
		v := infoView{Store: p.set.store, Format: info.Format, Events: uint64(info.Head), Hash: info.Hash.String(),
			Statements: info.Statements, Rows: info.Rows, Terms: info.Terms, Runs: info.Runs, Recent: info.Recent}
		v.Bytes.Log, v.Bytes.Dictionary = info.Bytes.Log, info.Bytes.Dictionary
		v.Bytes.Permutations, v.Bytes.Disk = info.Bytes.Permutations, info.Bytes.Disk
		if info.Head > 0 {
			head, hash, err := s.Head(c.Context)
			if err != nil {
				return err
			}
			last := viewEvent(head, hash)
			v.Head = &last
		}
		return p.emitDocument("info", false, v, func() string { return p.infoText(v) })
	})
}

func (p *program) infoText(v infoView) string {
	last := "none"
	if v.Head != nil {
		last = fmt.Sprintf("event %d, %s, %s", v.Head.Seq, v.Head.Kind, shortStamp(v.Head.Time))
	}
	runs := fmt.Sprintf("%d on disk, %d in memory", v.Runs, v.Recent)
	g := p.newPage()
	g.pairs([][2]string{
		{"store", v.Store},
		{"format", v.Format},
		{"events", grouped(int64(v.Events))},
		{"last event", last},
		{"log hash", v.Hash},
		{"statements", grouped(int64(v.Statements))},
		{"rows", grouped(int64(v.Rows)) + " in each permutation, removed ones included"},
		{"terms", grouped(int64(v.Terms))},
		{"runs", runs},
		{"log", amount(int64(v.Bytes.Log), "bytes")},
		{"dictionary", amount(int64(v.Bytes.Dictionary), "bytes")},
		{"permutations", amount(int64(v.Bytes.Permutations), "bytes")},
		{"on disk", amount(int64(v.Bytes.Disk), "bytes")},
	})
	return g.String()
}

// secondsSince is the time since start, to the millisecond.
func secondsSince(start time.Time) float64 {
	return float64(time.Since(start).Milliseconds()) / 1000
}
