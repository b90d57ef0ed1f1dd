package main

import (
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) metCommand() *cli.Command {
	return &cli.Command{
		Name: "met", Category: "FIND", ArgsUsage: "ENTITY [ENTITY]",
		Usage: "who met whom: the contacts of one entity, or of two with each other",
		Description: "Contacts of every status are listed, each with its status: a plan is never shown\n" +
			"as a meeting that was held. Oldest first, undated last, then by IRI.",
		Flags:  contactFlags(),
		Action: p.met,
	}
}

func (p *program) met(c *cli.Context) error {
	if err := argsBetween(c, 1, 2); err != nil {
		return err
	}
	return p.withReader(c, func(_ *store.Snapshot, r *relation.Reader) error {
		filter, err := contactFilter(c.Context, c, r)
		if err != nil {
			return err
		}
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		other := graph.None
		if len(ids) == 2 {
			other = ids[1]
		}
		got, err := r.Met(c.Context, ids[0], other, filter)
		if err != nil {
			return err
		}
		return emit(p, listing[relation.Contact]{
			command: "met", finder: true, rows: got.Contacts, cut: !got.Complete,
			meta: struct {
				Entity relation.Entity  `json:"entity"`
				With   *relation.Entity `json:"with,omitempty"`
				Total  int              `json:"total"`
			}{got.Entity, got.With, got.Total},
			empty:   "no contact fits",
			columns: contactColumns(), notes: contactNotes,
		})
	})
}
