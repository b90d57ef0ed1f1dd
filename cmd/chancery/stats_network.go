package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/centrality"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// networkTopics are the topics of stats that are about the network of contacts.
var networkTopics = []string{"actors", "pairs", "between", "communities"}

// samplesOfBetween is how many actors betweenness starts from unless --samples
// says otherwise: at that number the order of the first hundred is stable.
const samplesOfBetween = 500

func networkStatsFlags() []cli.Flag {
	return append([]cli.Flag{
		&cli.IntFlag{Name: "samples", Value: samplesOfBetween, Usage: "of between: start from `N` actors; 0 is all, which is exact"},
	}, carryFlags()...)
}

// actorView is an actor with a measure.
type actorView struct {
	IRI      string  `json:"iri"`
	Label    string  `json:"label"`
	Partners int     `json:"partners,omitempty"`
	Contacts int     `json:"contacts,omitempty"`
	Between  float64 `json:"between,omitempty"`
}

// pairView is two actors who were in touch.
type pairView struct {
	A        relation.Entity `json:"a"`
	B        relation.Entity `json:"b"`
	Contacts int             `json:"contacts"`
	First    string          `json:"first,omitempty"`
	Last     string          `json:"last,omitempty"`
}

// communityView is a group that hangs together.
type communityView struct {
	Size    int               `json:"size"`
	Members []relation.Entity `json:"members"` // by number of partners
}

// statsNetwork tells a topic of networkTopics.
func (p *program) statsNetwork(c *cli.Context, topic string) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	if c.Int("samples") < 0 {
		return usagef("stats", "--samples must not be negative")
	}
	return p.withNetwork(c, func(_ *store.Snapshot, r *relation.Reader, n *chain.Network) error {
		o, err := carryOptions(c, r)
		if err != nil {
			return err
		}
		// Equals are told by IRI.
		if n, err = n.Sorted(c.Context); err != nil {
			return err
		}
		pairs, err := n.Pairs(&o)
		if err != nil {
			return err
		}
		switch topic {
		case "pairs":
			return p.statsPairs(c, r, n, centrality.MostMet(pairs), limit)
		case "communities":
			return p.statsCommunities(c, r, n, pairs, limit)
		case "between":
			list, err := centrality.Betweenness(c.Context, pairs, n.Actors(), c.Int("samples"))
			if err != nil {
				return err
			}
			return p.statsActors(c, r, n, topic, limit, len(list), func(i int) (uint32, actorView) {
				return list[i].Actor, actorView{Between: list[i].Score}
			})
		}
		list := centrality.Degrees(pairs)
		return p.statsActors(c, r, n, topic, limit, len(list), func(i int) (uint32, actorView) {
			return list[i].Actor, actorView{Partners: list[i].Partners, Contacts: list[i].Contacts}
		})
	})
}

// sortedBy orders actors by their places.
func sortedBy(actors []uint32, place map[uint32]int) []uint32 {
	return slices.SortedFunc(slices.Values(actors), func(a, b uint32) int { return cmp.Compare(place[a], place[b]) })
}

// first is how many of a list are shown.
func first(limit, all int) int {
	if limit > 0 {
		return min(limit, all)
	}
	return all
}

func (p *program) statsActors(c *cli.Context, r *relation.Reader, n *chain.Network, topic string, limit, all int, get func(int) (uint32, actorView)) error {
	rows := make([]actorView, first(limit, all))
	ids := make([]graph.ID, len(rows))
	for i := range rows {
		actor, view := get(i)
		ids[i], rows[i] = n.ID(actor), view
	}
	entities, err := r.Describe(c.Context, ids...)
	if err != nil {
		return err
	}
	for i, e := range entities {
		rows[i].IRI, rows[i].Label = e.IRI, e.Label
	}
	columns := []column[actorView]{
		{head: "name", get: func(a actorView) string { return a.Label }},
		{head: "partners", right: true, get: func(a actorView) string { return strconv.Itoa(a.Partners) }},
		{head: "contacts", right: true, get: func(a actorView) string { return strconv.Itoa(a.Contacts) }},
		{head: "id", get: func(a actorView) string { return relation.Shorten(a.IRI) }},
	}
	if topic == "between" {
		columns = []column[actorView]{columns[0],
			{head: "between", right: true, get: func(a actorView) string { return strconv.FormatFloat(a.Between, 'f', 6, 64) }}, columns[3]}
	}
	return emit(p, listing[actorView]{command: "stats", rows: rows, cut: len(rows) < all, empty: "nobody is in contact",
		meta: struct {
			Topic string `json:"topic"`
			Total int    `json:"total"`
		}{topic, all}, columns: columns})
}

func (p *program) statsPairs(c *cli.Context, r *relation.Reader, n *chain.Network, pairs []chain.Pair, limit int) error {
	rows := make([]pairView, first(limit, len(pairs)))
	for i := range rows {
		both, err := r.Describe(c.Context, n.ID(pairs[i].A), n.ID(pairs[i].B))
		if err != nil {
			return err
		}
		rows[i] = pairView{A: both[0], B: both[1], Contacts: pairs[i].Contacts}
		if pairs[i].First != chain.Never {
			rows[i].First, rows[i].Last = pairs[i].First.String(), pairs[i].Last.String()
		}
	}
	return emit(p, listing[pairView]{command: "stats", rows: rows, cut: len(rows) < len(pairs), empty: "nobody is in contact",
		meta: struct {
			Topic string `json:"topic"`
			Total int    `json:"total"`
		}{"pairs", len(pairs)},
		columns: []column[pairView]{
			{head: "a", get: func(v pairView) string { return v.A.Label }},
			{head: "b", get: func(v pairView) string { return v.B.Label }},
			{head: "contacts", right: true, get: func(v pairView) string { return strconv.Itoa(v.Contacts) }},
			{head: "first", fixed: true, get: func(v pairView) string { return v.First }},
			{head: "last", fixed: true, get: func(v pairView) string { return v.Last }},
		}})
}

func (p *program) statsCommunities(c *cli.Context, r *relation.Reader, n *chain.Network, pairs []chain.Pair, limit int) error {
	groups := centrality.Communities(pairs)
	place := map[uint32]int{}
	for i, d := range centrality.Degrees(pairs) {
		place[d.Actor] = i
	}
	rows := make([]communityView, first(limit, len(groups)))
	for i := range rows {
		members := make([]graph.ID, 0, len(groups[i]))
		for _, actor := range sortedBy(groups[i], place) {
			members = append(members, n.ID(actor))
		}
		entities, err := r.Describe(c.Context, members...)
		if err != nil {
			return err
		}
		rows[i] = communityView{len(entities), entities}
	}
	return emit(p, listing[communityView]{command: "stats", rows: rows, cut: len(rows) < len(groups), empty: "nobody is in contact",
		meta: struct {
			Topic string `json:"topic"`
			Total int    `json:"total"`
		}{"communities", len(groups)},
		columns: []column[communityView]{
			{head: "size", right: true, fixed: true, get: func(v communityView) string { return strconv.Itoa(v.Size) }},
			{head: "members", get: func(v communityView) string {
				const most = 8
				text := labels(v.Members[:min(most, v.Size)])
				if v.Size > most {
					text += fmt.Sprintf(" and %d more", v.Size-most)
				}
				return strings.TrimSpace(text)
			}},
		}})
}
