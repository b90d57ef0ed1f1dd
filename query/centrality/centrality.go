package centrality

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"

	"github.com/chancery-graph/chancery/query/chain"
)

// Degree counts for an actor.
type Degree struct {
	Actor    uint32
	Partners int // different others
	Contacts int
}

// Degrees counts the partners and contacts of every actor who has any: most
// partners first, then most contacts, then by number.
func Degrees(pairs []chain.Pair) []Degree {
	at := map[uint32]int{}
	var list []Degree
	count := func(a uint32, contacts int) {
		i, ok := at[a]
		if !ok {
			i = len(list)
			at[a] = i
			list = append(list, Degree{Actor: a})
		}
		list[i].Partners++
		list[i].Contacts += contacts
	}
	for _, p := range pairs {
		count(p.A, p.Contacts)
		count(p.B, p.Contacts)
	}
	slices.SortFunc(list, func(x, y Degree) int {
		return cmp.Or(cmp.Compare(y.Partners, x.Partners), cmp.Compare(y.Contacts, x.Contacts), cmp.Compare(x.Actor, y.Actor))
	})
	return list
}

// MostMet sorts pairs by number of contacts, most first, then by actors.
func MostMet(pairs []chain.Pair) []chain.Pair {
	sorted := slices.Clone(pairs)
	slices.SortStableFunc(sorted, func(x, y chain.Pair) int { return cmp.Compare(y.Contacts, x.Contacts) })
	return sorted
}

// Between is how often an actor lies on shortest ways of others.
type Between struct {
	Actor uint32
	Score float64 // share of the pairs of others whose shortest ways lead through it
}

// rows are the partners of each actor.
type rows struct {
	start    []uint32
	partners []uint32
}

func rowsOf(pairs []chain.Pair, actors int) rows {
	r := rows{start: make([]uint32, actors+1)}
	for _, p := range pairs {
		r.start[p.A+1]++
		r.start[p.B+1]++
	}
	for i := range actors {
		r.start[i+1] += r.start[i]
	}
	r.partners = make([]uint32, r.start[actors])
	next := slices.Clone(r.start[:actors])
	for _, p := range pairs {
		r.partners[next[p.A]] = p.B
		next[p.A]++
		r.partners[next[p.B]] = p.A
		next[p.B]++
	}
	return r
}

func (r *rows) of(a uint32) []uint32 { return r.partners[r.start[a]:r.start[a+1]] }

// Betweenness estimates who stands between others, from so many actors as starts
// (0 or more than there are: all, which is exact): highest first, then by number.
// actors is the number of actors of the network; those who have no partner are
// left out. Cancelling ctx ends it with its error.
func Betweenness(ctx context.Context, pairs []chain.Pair, actors, samples int) ([]Between, error) {
	r := rowsOf(pairs, actors)
	var starts []uint32
	for a := range actors {
		if len(r.of(uint32(a))) > 0 {
			starts = append(starts, uint32(a))
		}
	}
	all := len(starts)
	if samples > 0 && samples < all {
		random := rand.New(rand.NewPCG(20140901, 7))
		random.Shuffle(all, func(i, j int) { starts[i], starts[j] = starts[j], starts[i] })
		starts = starts[:samples]
	}
	b := brandes{rows: r, score: make([]float64, actors), ways: make([]float64, actors), share: make([]float64, actors), depth: make([]int32, actors)}
	for _, s := range starts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b.from(s)
	}
	scale := 0.0
	if all > 2 && len(starts) > 0 { // of ordered pairs of two others
		scale = float64(all) / float64(len(starts)) / (float64(all-1) * float64(all-2))
	}
	var list []Between
	for a, score := range b.score {
		if len(r.of(uint32(a))) > 0 {
			list = append(list, Between{uint32(a), score * scale})
		}
	}
	slices.SortFunc(list, func(x, y Between) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Actor, y.Actor))
	})
	return list, nil
}

// brandes is the memory of one start.
type brandes struct {
	rows
	score, ways, share []float64
	depth              []int32 // plus 1; 0: not reached
	order              []uint32
}

// from adds what the shortest ways from one actor say.
func (b *brandes) from(s uint32) {
	b.order = append(b.order[:0], s)
	b.depth[s], b.ways[s] = 1, 1
	for i := 0; i < len(b.order); i++ {
		v := b.order[i]
		for _, w := range b.of(v) {
			if b.depth[w] == 0 {
				b.depth[w] = b.depth[v] + 1
				b.order = append(b.order, w)
			}
			if b.depth[w] == b.depth[v]+1 {
				b.ways[w] += b.ways[v]
			}
		}
	}
	for i := len(b.order) - 1; i > 0; i-- {
		w := b.order[i]
		for _, v := range b.of(w) {
			if b.depth[v] == b.depth[w]-1 {
				b.share[v] += b.ways[v] / b.ways[w] * (1 + b.share[w])
			}
		}
		b.score[w] += b.share[w]
	}
	for _, v := range b.order {
		b.depth[v], b.ways[v], b.share[v] = 0, 0, 0
	}
}

// Communities returns groups of actors that hang together more than chance would
// have it, largest first, then by their first actor; the actors of each by
// number. Each pair weighs as many as it has contacts.
func Communities(pairs []chain.Pair) [][]uint32 {
	if len(pairs) == 0 {
		return nil
	}
	g := simple.NewWeightedUndirectedGraph(0, 0)
	for _, p := range pairs {
		g.SetWeightedEdge(g.NewWeightedEdge(simple.Node(p.A), simple.Node(p.B), float64(p.Contacts)))
	}
	reduced := community.Modularize(g, 1, rand.NewPCG(20140901, 11))
	var groups [][]uint32
	for _, nodes := range reduced.Communities() {
		var group []uint32
		for _, node := range nodes {
			group = append(group, uint32(node.ID()))
		}
		if len(group) > 0 {
			slices.Sort(group)
			groups = append(groups, group)
		}
	}
	slices.SortFunc(groups, func(x, y []uint32) int { return cmp.Or(cmp.Compare(len(y), len(x)), cmp.Compare(x[0], y[0])) })
	return groups
}
