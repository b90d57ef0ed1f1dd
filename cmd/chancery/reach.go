package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) reachCommand() *cli.Command {
	flags := append(orderFlags(),
		&cli.StringFlag{Name: "within", Usage: "at most `TIME` from the first contact, or from the start of --between, to the last: 30d, 4w"})
	flags = append(append(flags, carryFlags()...), firstFlag(), limitFlag(), asOfFlag(), outputFlag())
	return &cli.Command{
		Name: "reach", Category: "FIND", ArgsUsage: "A…",
		Usage: "everyone whom word from A could have reached, and when at the earliest",
		Description: "With --in-order, --strict, --gap or --within each contact is no earlier than the\n" +
			"one before, and the earliest arrival is told. By arrival, steps, then IRI.",
		Flags:  flags,
		Action: p.reach,
	}
}

func (p *program) reach(c *cli.Context) error {
	if err := argsBetween(c, 1, -1); err != nil {
		return err
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	within, err := daysFlag(c, "within")
	if err != nil {
		return err
	}
	return p.withNetwork(c, func(_ *store.Snapshot, r *relation.Reader, n *chain.Network) error {
		o, err := carryOptions(c, r)
		if err != nil {
			return err
		}
		from, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		f := n.Finder()
		defer f.Release()
		reached, err := f.Reach(c.Context, from, &o, within)
		if err != nil {
			return err
		}
		total := len(reached)
		if limit > 0 && total > limit {
			reached = reached[:limit]
		}
		rows, err := describeReached(c, r, n, reached)
		if err != nil {
			return err
		}
		starts, err := r.Describe(c.Context, from...)
		if err != nil {
			return err
		}
		return p.emitStatements("reach", func() []graph.Change { return chain.ReachedStatements(starts, rows) }, func() error {
			return p.emitReached(rows, total)
		}, len(rows) < total)
	})
}

func describeReached(c *cli.Context, r *relation.Reader, n *chain.Network, reached []chain.Reached) ([]chain.ReachedEntity, error) {
	ids := make([]graph.ID, len(reached))
	for i, who := range reached {
		ids[i] = n.ID(who.Actor)
	}
	entities, err := r.Describe(c.Context, ids...)
	if err != nil {
		return nil, err
	}
	rows := make([]chain.ReachedEntity, len(reached))
	for i, who := range reached {
		rows[i] = chain.ReachedEntity{IRI: entities[i].IRI, Label: entities[i].Label, Hops: who.Hops}
		if who.Arrival != chain.Never {
			rows[i].Arrival = who.Arrival.String()
		}
	}
	return rows, nil
}

// emitReached writes who is reached; the JSON document has them as "reached".
func (p *program) emitReached(rows []chain.ReachedEntity, total int) error {
	format, err := p.resultFormat("reach", true)
	if err != nil {
		return err
	}
	if format == "json" {
		doc := struct {
			Total    int                   `json:"total"`
			Complete bool                  `json:"complete"`
			Reached  []chain.ReachedEntity `json:"reached"`
		}{total, len(rows) == total, rows}
		if err := p.emitDocument("reach", true, doc, nil); err != nil || doc.Complete {
			return err
		}
	}
	l := listing[chain.ReachedEntity]{
		command: "reach", finder: true, rows: rows, cut: len(rows) < total, empty: "nobody is reached",
		columns: []column[chain.ReachedEntity]{
			{head: "arrival", fixed: true, get: func(v chain.ReachedEntity) string { return orElse(v.Arrival, "–") }},
			{head: "steps", right: true, fixed: true, get: func(v chain.ReachedEntity) string { return strconv.Itoa(v.Hops) }},
			{head: "name", get: func(v chain.ReachedEntity) string { return v.Label }},
			{head: "id", get: func(v chain.ReachedEntity) string { return relation.Shorten(v.IRI) }},
		},
	}
	if format == "json" {
		return p.cutError(len(rows))
	}
	return emit(p, l)
}
