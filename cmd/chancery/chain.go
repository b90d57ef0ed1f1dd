package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) chainCommand() *cli.Command {
	flags := append([]cli.Flag{
		&cli.StringFlag{Name: "mode", Value: string(chain.Hops), Usage: "`MODE`: hops, earliest, latest, fastest or strongest"},
		&cli.IntFlag{Name: "k", Aliases: []string{"chains"}, Value: 1, Usage: "the `N` best chains, no actor twice in one"},
		&cli.StringSliceFlag{Name: "from", Usage: "start at `NAME` too; may be repeated"},
		&cli.StringSliceFlag{Name: "to", Usage: "end at `NAME` too; may be repeated"},
		&cli.StringSliceFlag{Name: "via", Usage: "through `NAME`; may be repeated, in that order"},
	}, orderFlags()...)
	flags = append(append(flags, carryFlags()...), firstFlag(), asOfFlag(), outputFlag())
	return &cli.Command{
		Name: "chain", Category: "FIND", ArgsUsage: "A B",
		Usage: "chains of contacts from A to B: who could have passed word to whom",
		Description: "The best chain is the one with fewest steps (hops), earliest arrival, latest\n" +
			"departure, shortest time (fastest), or most independent sources for its weakest\n" +
			"step (strongest). The modes about time are in order: each contact no earlier than\n" +
			"the one before. Of chains as good, the one with fewer steps, then in order of time\n" +
			"the one that arrives first, else that with the earliest contacts, then by IRI.\n" +
			"Only contacts that occurred count, unless --status says otherwise. Formats: table,\n" +
			"json, graphml, gexf, dot, svg, and RDF (ttl, nt, nq, trig, rdf, jsonld) with\n" +
			"chy:Chain and chy:Step.",
		Flags:  flags,
		Action: p.chain,
	}
}

func (p *program) chain(c *cli.Context) error {
	if err := argsBetween(c, 0, 2); err != nil {
		return err
	}
	starts, ends := c.StringSlice("from"), c.StringSlice("to")
	if c.NArg() > 0 {
		starts = append([]string{c.Args().Get(0)}, starts...)
	}
	if c.NArg() > 1 {
		ends = append([]string{c.Args().Get(1)}, ends...)
	}
	if len(starts) == 0 || len(ends) == 0 {
		return usagef("chain", "chain needs %s, or --from and --to", c.Command.ArgsUsage)
	}
	if c.Int("k") < 1 {
		return usagef("chain", "-k must be at least 1")
	}
	return p.withNetwork(c, func(snap *store.Snapshot, r *relation.Reader, n *chain.Network) error {
		o, err := carryOptions(c, r)
		if err != nil {
			return err
		}
		o.Mode, o.K = chain.Mode(c.String("mode")), c.Int("k")
		var ids [3][]graph.ID
		for i, names := range [][]string{starts, ends, c.StringSlice("via")} {
			if ids[i], err = resolveNames(c.Context, r, c, names); err != nil {
				return err
			}
		}
		o.Via = ids[2]
		if err := o.Validate(); err != nil {
			return usagef("chain", "%s", strings.TrimPrefix(err.Error(), "chain: "))
		}
		got, err := n.Find(c.Context, r, ids[0], ids[1], o)
		if err != nil {
			return err
		}
		return p.emitStatements("chain", got.Statements, func() error {
			return p.emitDrawn("chain", chainDrawing(got), func() error {
				return p.emitDocument("chain", true, got, func() string { return p.chainText(got, snap.Seq()) })
			})
		}, false)
	})
}

// chainText shows chains step by step, or says that there is none.
func (p *program) chainText(r *chain.Result, seq graph.Seq) string {
	g := p.newPage()
	switch {
	case !r.Found && r.LimitReached:
		g.line(0, fmt.Sprintf("No chain that short leads from %s to %s as of event %d; a longer one does.",
			r.FromLabel, r.ToLabel, seq))
		return g.String()
	case !r.Found:
		g.line(0, fmt.Sprintf("No chain of contacts leads from %s to %s as of event %d.", r.FromLabel, r.ToLabel, seq))
		return g.String()
	case r.Hops == 0:
		g.line(0, r.FromLabel+" is where the chain starts and ends.")
		return g.String()
	}
	for _, told := range r.Chains {
		g.heading(chainTitle(told))
		g.WriteString(tableOf(p, linkColumns(), told.Steps, linkNotes))
	}
	return g.String()
}

// chainTitle tells from whom to whom a chain leads, and when.
func chainTitle(t chain.Told) string {
	return fmt.Sprintf("%s to %s: %s", t.Steps[0].FromLabel, t.Steps[len(t.Steps)-1].ToLabel, chainSummary(t))
}

// chainSummary tells how long a chain is, and from when to when.
func chainSummary(t chain.Told) string {
	text := plural(int64(t.Hops), "step")
	if t.DurationDays != nil {
		text += fmt.Sprintf(", %s to %s, %s", t.Departure, t.Arrival, plural(int64(*t.DurationDays), "day"))
	}
	return text
}

// numbered is a step with its place in the chain.
func linkColumns() []column[chain.Link] {
	step := 0
	return []column[chain.Link]{
		{head: "step", right: true, fixed: true, get: func(chain.Link) string { step++; return strconv.Itoa(step) }},
		{head: "from", get: func(l chain.Link) string { return l.FromLabel }},
		{head: "to", get: func(l chain.Link) string { return l.ToLabel }},
		{head: "contact", get: func(l chain.Link) string { return l.Kind }},
		{head: "date", fixed: true, get: linkDate},
		{head: "where", get: func(l chain.Link) string { return l.PlaceLabel }},
	}
}

func linkDate(l chain.Link) string {
	if l.EndDate != "" && l.EndDate != l.Date {
		return l.Date + " to " + l.EndDate
	}
	return orElse(l.Date, "undated")
}

// linkNotes is what stands under a step: its sentence, that it is no contact
// that occurred, how much more there is, and the event.
func linkNotes(l chain.Link) []string {
	var notes []string
	if l.Quote != "" {
		notes = append(notes, "« "+l.Quote+" »")
	}
	if l.Status != relation.StatusOccurred {
		notes = append(notes, "status: "+l.Status)
	}
	if n := len(l.Sources); n > 1 {
		notes = append(notes, plural(int64(n), "source"))
	}
	if n := len(l.Events) - 1; n > 0 {
		notes = append(notes, plural(int64(n), "more event")+" of the two at the time")
	}
	return append(notes, relation.Shorten(l.Event))
}
