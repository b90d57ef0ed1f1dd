package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/entity"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) dupesCommand() *cli.Command {
	return &cli.Command{
		Name: "dupes", Category: "CURATE", ArgsUsage: " ",
		Usage: "pairs of entities that may be one, ranked, with reasons",
		Description: "Names are compared without accents and across transliterations; shared roles,\n" +
			"bodies, partners and identifiers speak for a pair, contacts with each other and\n" +
			"different kinds against it. Best first, then by number of contacts, name and IRI.\n" +
			"Nothing is changed, but with --interactive, which shows what is known of each pair\n" +
			"and asks:\n\n" +
			"  m or 1   merge: they are one, shown as the first\n" +
			"  2        merge, shown as the second\n" +
			"  d        distinct: they are never one\n" +
			"  s        skip, leave it for later\n" +
			"  q        quit; so does the end of input\n\n" +
			"Each decision is one event and is kept at once; 'undo' takes it back. Answers may\n" +
			"come from a pipe, one in each line.",
		Flags: []cli.Flag{
			&cli.Float64Flag{Name: "min-score", Value: 0.85, Usage: "pairs with at least the score `S` of 1"},
			&cli.StringSliceFlag{Name: "kind", Usage: "only entities of `KIND`: person, organization, country, place; may be repeated"},
			&cli.BoolFlag{Name: "interactive", Usage: "decide about each pair"},
			reasonFlag(), limitFlag(), asOfFlag(), outputFlag(),
		},
		Action: p.dupes,
	}
}

func (p *program) dupes(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	o := entity.Options{MinScore: c.Float64("min-score"), Kinds: c.StringSlice("kind"), Limit: limit}
	if err := o.Validate(); err != nil {
		return usagef("dupes", "--min-score: %s", strings.TrimPrefix(err.Error(), "entity: "))
	}
	if c.Bool("interactive") {
		return p.decidePairs(c, o)
	}
	if c.IsSet("reason") {
		return usagef("dupes", "--reason is for --interactive")
	}
	return p.withNetwork(c, func(_ *store.Snapshot, r *relation.Reader, n *chain.Network) error {
		found, err := entity.Dupes(c.Context, r, n, o)
		if err != nil {
			return err
		}
		return emit(p, listing[entity.Pair]{
			command: "dupes", finder: true, rows: found.Pairs, cut: len(found.Pairs) < found.Total,
			meta: struct {
				Total int `json:"total"`
			}{found.Total},
			empty: "no two entities are that much alike",
			columns: []column[entity.Pair]{
				{head: "score", right: true, fixed: true, get: func(d entity.Pair) string { return strconv.FormatFloat(d.Score, 'f', 2, 64) }},
				{head: "keep", get: func(d entity.Pair) string { return withCount(d.A.Label, d.ContactsA) }},
				{head: "drop", get: func(d entity.Pair) string { return withCount(d.B.Label, d.ContactsB) }},
				{head: "keep id", get: func(d entity.Pair) string { return relation.Shorten(d.A.IRI) }},
				{head: "drop id", get: func(d entity.Pair) string { return relation.Shorten(d.B.IRI) }},
				{head: "reasons", extra: true, get: func(d entity.Pair) string { return strings.Join(d.Reasons, "; ") }},
			},
			notes: func(d entity.Pair) []string { return []string{strings.Join(d.Reasons, "; ")} },
		})
	})
}

func withCount(label string, contacts int) string { return fmt.Sprintf("%s (%d)", label, contacts) }
