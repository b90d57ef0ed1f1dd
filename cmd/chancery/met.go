package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) metCommand() *cli.Command {
	return &cli.Command{
		Name: "met", Category: "FIND", ArgsUsage: "ENTITY [ENTITY]",
		Usage: "who met whom: the contacts of one entity, or of two with each other",
		Description: "Contacts of every status are listed, each with its status: a plan is never shown\n" +
			"as a meeting that was held. Oldest first, undated last, then by IRI.",
		Flags: append([]cli.Flag{
			&cli.IntFlag{Name: "top", Usage: "instead, the `N` with whom ENTITY was in touch most"},
		}, contactFlags()...),
		Action: p.met,
	}
}

func (p *program) met(c *cli.Context) error {
	if err := argsBetween(c, 1, 2); err != nil {
		return err
	}
	if c.IsSet("top") {
		return p.metMost(c)
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

// partnerView is somebody with whom an entity was in touch.
type partnerView struct {
	IRI      string `json:"iri"`
	Label    string `json:"label"`
	Contacts int    `json:"contacts"` // pairs of a day or period, however many events tell of each
	First    string `json:"first,omitempty"`
	Last     string `json:"last,omitempty"`
}

// metMost tells with whom an entity was in touch most, from the network.
func (p *program) metMost(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	for _, name := range []string{"place", "limit"} {
		if c.IsSet(name) {
			return usagef("met", "--%s does not go with --top", name)
		}
	}
	if c.Int("top") < 1 {
		return usagef("met", "--top must be at least 1")
	}
	return p.withNetwork(c, func(_ *store.Snapshot, r *relation.Reader, n *chain.Network) error {
		o, err := carryOptions(c, r)
		if err != nil {
			return err
		}
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		f := n.Finder()
		defer f.Release()
		partners, err := f.Partners(c.Context, nil, ids[0], &o, c.Int("top"))
		if err != nil {
			return err
		}
		rows := make([]partnerView, len(partners))
		for i, who := range partners {
			described, err := r.Describe(c.Context, n.ID(who.Actor))
			if err != nil {
				return err
			}
			rows[i] = partnerView{IRI: described[0].IRI, Label: described[0].Label, Contacts: who.Contacts}
			if who.First != chain.Never {
				rows[i].First, rows[i].Last = who.First.String(), who.Last.String()
			}
		}
		return emit(p, listing[partnerView]{command: "met", finder: true, rows: rows, empty: "nobody was met",
			columns: []column[partnerView]{
				{head: "name", get: func(v partnerView) string { return v.Label }},
				{head: "contacts", right: true, fixed: true, get: func(v partnerView) string { return strconv.Itoa(v.Contacts) }},
				{head: "first", fixed: true, get: func(v partnerView) string { return v.First }},
				{head: "last", fixed: true, get: func(v partnerView) string { return v.Last }},
				{head: "id", get: func(v partnerView) string { return relation.Shorten(v.IRI) }},
			}})
	})
}
