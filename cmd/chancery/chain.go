package main

import (
	"fmt"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) chainCommand() *cli.Command {
	return &cli.Command{
		Name: "chain", Category: "FIND", ArgsUsage: "A B",
		Usage: "the shortest chain of contacts from A to B",
		Description: "Only contacts that occurred count, unless --status says otherwise. Of chains of the\n" +
			"same length the one with the earliest contacts is shown, then by IRI.",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "max-hops", Usage: "chains of at most `N` steps"},
			&cli.StringFlag{Name: "between", Usage: "only contacts that can have been in `D..D`"},
			&cli.StringSliceFlag{Name: "kind", Usage: "only contacts of `KIND`; may be repeated"},
			&cli.StringSliceFlag{Name: "status", Usage: "contacts of `STATUS` count; may be repeated (occurred)"},
			firstFlag(), asOfFlag(), outputFlag(),
		},
		Action: p.chain,
	}
}

func (p *program) chain(c *cli.Context) error {
	if err := argsBetween(c, 2, 2); err != nil {
		return err
	}
	if c.IsSet("max-hops") && c.Int("max-hops") < 1 {
		return usagef("chain", "--max-hops must be at least 1")
	}
	return p.withReader(c, func(snap *store.Snapshot, r *relation.Reader) error {
		filter, err := contactFilter(c.Context, c, r)
		if err != nil {
			return err
		}
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		got, err := chain.Fewest(c.Context, r, ids[0], ids[1], chain.Options{
			Statuses: filter.Statuses, Kinds: filter.Kinds, From: filter.From, To: filter.To, MaxHops: c.Int("max-hops")})
		if err != nil {
			return err
		}
		return p.emitDocument("chain", true, got, func() string { return p.chainText(got, snap.Seq()) })
	})
}

// chainText shows a chain step by step, or says that there is none.
func (p *program) chainText(r *chain.Result, seq graph.Seq) string {
	g := p.newPage()
	switch {
	case !r.Found && r.LimitReached:
		g.line(0, fmt.Sprintf("No chain that short leads from %s to %s as of event %d; a longer one is not ruled out.",
			r.From.Label, r.To.Label, seq))
		return g.String()
	case !r.Found:
		g.line(0, fmt.Sprintf("No chain of contacts leads from %s to %s as of event %d.", r.From.Label, r.To.Label, seq))
		return g.String()
	case r.Hops == 0:
		g.line(0, r.From.Label+" is where the chain starts and ends.")
		return g.String()
	}
	g.heading(fmt.Sprintf("%s to %s: %s", r.From.Label, r.To.Label, plural(int64(r.Hops), "step")))
	g.WriteString(tableOf(p, []column[chain.Step]{
		{head: "step", right: true, fixed: true, get: func(s chain.Step) string { return strconv.Itoa(s.Hop) }},
		{head: "from", get: func(s chain.Step) string { return s.From.Label }},
		{head: "to", get: func(s chain.Step) string { return s.To.Label }},
		{head: "contact", get: func(s chain.Step) string { return s.Contact.Kind }},
		{head: "date", fixed: true, get: func(s chain.Step) string { return orElse(s.Contact.Date, "undated") }},
		{head: "where", get: func(s chain.Step) string { return labels(s.Contact.Places) }},
	}, r.Steps, func(s chain.Step) []string {
		var notes []string
		for _, e := range s.Contact.Evidence {
			if e.Quote != "" {
				notes = append(notes, "« "+e.Quote+" »")
				break
			}
		}
		if s.OtherContacts > 0 {
			notes = append(notes, plural(int64(s.OtherContacts), "more contact")+" of the two")
		}
		return append(notes, relation.Shorten(s.Contact.IRI))
	}))
	return g.String()
}
