package main

import (
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) timelineCommand() *cli.Command {
	return &cli.Command{
		Name: "timeline", Category: "FIND", ArgsUsage: "ENTITY…",
		Usage:       "contacts of the entities or at the places, oldest first",
		Description: "Oldest first, undated last, then by IRI.",
		Flags:       contactFlags(),
		Action:      p.timeline,
	}
}

func (p *program) timeline(c *cli.Context) error {
	if err := argsBetween(c, 1, -1); err != nil {
		return err
	}
	return p.withEvents(c, func(_ *store.Snapshot, r *relation.Reader) error {
		filter, err := contactFilter(c.Context, c, r)
		if err != nil {
			return err
		}
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		got, err := r.Timeline(c.Context, ids, filter)
		if err != nil {
			return err
		}
		return p.emitDrawn("timeline", timelineDrawing(labels(got.Entities), got.Contacts), func() error {
			return emit(p, listing[relation.Contact]{
				command: "timeline", finder: true, rows: got.Contacts, cut: !got.Complete,
				meta: struct {
					Entities []relation.Entity `json:"entities"`
					Total    int               `json:"total"`
				}{got.Entities, got.Total},
				empty:   "no contact fits",
				columns: contactColumns(), notes: contactNotes,
			})
		})
	})
}
