package main

import (
	"fmt"
	"io"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/drawing"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) egoCommand() *cli.Command {
	flags := append([]cli.Flag{
		&cli.IntFlag{Name: "depth", Value: 1, Usage: "as far as `N` steps"},
	}, carryFlags()...)
	flags = append(flags, firstFlag(), limitFlag(), asOfFlag(), outputFlag())
	return &cli.Command{
		Name: "ego", Category: "FIND", ArgsUsage: "A…",
		Usage: "the neighbourhood of A: who is within a number of contacts, and how they hang together",
		Description: "By distance, then most contacts within the neighbourhood, then IRI. Formats:\n" +
			"table, json, jsonl, csv of who; graphml, gexf, dot and svg of the network.",
		Flags:  flags,
		Action: p.ego,
	}
}

// neighbourView is somebody of a neighbourhood.
type neighbourView struct {
	IRI      string `json:"iri"`
	Label    string `json:"label"`
	Kind     string `json:"kind"`
	Depth    int    `json:"depth"`
	Contacts int    `json:"contacts"` // within the neighbourhood
}

func (p *program) ego(c *cli.Context) error {
	if err := argsBetween(c, 1, -1); err != nil {
		return err
	}
	if c.Int("depth") < 1 {
		return usagef("ego", "--depth must be at least 1")
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	return p.withNetwork(c, func(_ *store.Snapshot, r *relation.Reader, n *chain.Network) error {
		o, err := carryOptions(c, r)
		if err != nil {
			return err
		}
		o.MaxHops = c.Int("depth")
		from, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		f := n.Finder()
		defer f.Release()
		around, err := f.Neighbourhood(c.Context, from, &o)
		if err != nil {
			return err
		}
		cut := limit > 0 && len(around.Members) > limit
		if cut {
			around = around.First(limit)
		}
		rows, err := neighbourViews(c, r, n, around)
		if err != nil {
			return err
		}
		shown := func() error { return p.emitNeighbours(rows, cut) }
		if p.drawFormat() == "" || !cut {
			return p.emitDrawn("ego", egoDrawing(rows, around), shown)
		}
		if err := p.emitDrawn("ego", egoDrawing(rows, around), shown); err != nil {
			return err
		}
		return p.cutError(len(rows))
	})
}

func neighbourViews(c *cli.Context, r *relation.Reader, n *chain.Network, around *chain.Neighbourhood) ([]neighbourView, error) {
	ids := make([]graph.ID, len(around.Members))
	for i, m := range around.Members {
		ids[i] = n.ID(m.Actor)
	}
	entities, err := r.Describe(c.Context, ids...)
	if err != nil {
		return nil, err
	}
	rows := make([]neighbourView, len(entities))
	for i, e := range entities {
		rows[i] = neighbourView{e.IRI, e.Label, e.Kind, around.Members[i].Depth, around.Members[i].Contacts}
	}
	return rows, nil
}

func (p *program) emitNeighbours(rows []neighbourView, cut bool) error {
	return emit(p, listing[neighbourView]{
		command: "ego", finder: true, rows: rows, cut: cut, empty: "in no contact",
		columns: []column[neighbourView]{
			{head: "depth", right: true, fixed: true, get: func(v neighbourView) string { return strconv.Itoa(v.Depth) }},
			{head: "name", get: func(v neighbourView) string { return v.Label }},
			{head: "kind", get: func(v neighbourView) string { return v.Kind }},
			{head: "contacts", right: true, get: func(v neighbourView) string { return strconv.Itoa(v.Contacts) }},
			{head: "id", get: func(v neighbourView) string { return relation.Shorten(v.IRI) }},
		},
	})
}

// egoDrawing is a neighbourhood as a network: an edge for each pair, with the
// days of their first and last contact.
func egoDrawing(rows []neighbourView, around *chain.Neighbourhood) drawn {
	g := &network.Graph{}
	var nodes []drawing.Node
	for _, v := range rows {
		g.NodeList = append(g.NodeList, network.Node{ID: v.IRI, Label: v.Label, Kind: v.Kind})
		nodes = append(nodes, drawing.Node{Name: v.Label, Depth: v.Depth})
	}
	var ties []drawing.Tie
	for _, t := range around.Ties {
		edge := network.Edge{From: rows[t.From].IRI, To: rows[t.To].IRI, Kind: "Contact", Label: fmt.Sprintf("%d", t.Contacts)}
		if t.First != chain.Never {
			edge.Start, edge.End = networkDate(t.First), networkDate(t.Last)
		}
		g.EdgeList = append(g.EdgeList, edge)
		ties = append(ties, drawing.Tie{From: t.From, To: t.To, Weight: t.Contacts})
	}
	title := ""
	if len(rows) > 0 {
		title = rows[0].Label
	}
	return drawn{graph: g, opts: network.Options{Title: title}, svg: func(w io.Writer) error { return drawing.Rings(w, title, nodes, ties) }}
}
