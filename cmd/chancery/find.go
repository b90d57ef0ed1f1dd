package main

import (
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) findCommand() *cli.Command {
	return &cli.Command{
		Name: "find", Category: "FIND", ArgsUsage: "TEXT",
		Usage: "search entities by name, in both languages, with or without accents",
		Description: "Lists entities whose names fit TEXT, the best first: the same name, then names\n" +
			"that begin with it, that hold its words, that nearly hold them. Ties are ordered\n" +
			"by number of contacts, then by name. With --valid, those who were in contact or\n" +
			"held a role then, with their contacts of then.",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "kind", Usage: "only entities of `KIND`: person, organization, country, place; may be repeated"},
			validFlag(), sameAsFlag(), limitFlag(), asOfFlag(), outputFlag(),
		},
		Action: p.find,
	}
}

func (p *program) find(c *cli.Context) error {
	if c.NArg() == 0 {
		return argsBetween(c, 1, -1)
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	valid, err := validPeriod(c)
	if err != nil {
		return err
	}
	// Words of one name need no quotes.
	text := strings.Join(c.Args().Slice(), " ")
	return p.withEvents(c, func(_ *store.Snapshot, r *relation.Reader) error {
		found, err := r.Find(c.Context, text, relation.FindOptions{Kinds: c.StringSlice("kind"), Limit: limit, Valid: valid})
		if err != nil {
			return err
		}
		return emit(p, listing[relation.Match]{
			command: "find", finder: true, rows: found.Matches, cut: !found.Complete,
			meta: struct {
				Text  string `json:"text"`
				Total int    `json:"total"`
			}{found.Text, found.Total},
			empty: "no entity has a name like " + strconv.Quote(text),
			columns: []column[relation.Match]{
				{head: "name", get: func(m relation.Match) string { return m.Label }},
				{head: "kind", get: func(m relation.Match) string { return m.Kind }},
				{head: "contacts", right: true, get: func(m relation.Match) string { return strconv.Itoa(m.Contacts) }},
				{head: "fits", get: func(m relation.Match) string {
					if m.Name == m.Label {
						return m.Fit
					}
					return m.Fit + ": " + m.Name
				}},
				{head: "id", get: func(m relation.Match) string { return relation.Shorten(m.IRI) }},
			},
		})
	})
}

// limitOf returns the value of --limit, 0 when there is none.
func limitOf(c *cli.Context) (int, error) {
	if c.IsSet("limit") && c.Int("limit") < 1 {
		return 0, usagef(c.Command.FullName(), "--limit must be at least 1")
	}
	return c.Int("limit"), nil
}
