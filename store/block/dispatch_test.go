package block_test

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// terms hands out ordinals by first appearance, as the dictionary does.
type terms struct {
	next uint64
	ids  map[[2]uint64]graph.ID
}

// The kinds of terms of the generated dispatches.
const (
	kindGraph = iota
	kindMeeting
	kindPredicate
	kindClass
	kindActor
	kindPlace
	kindTopic
	kindStatus
	kindSentence
	kindName
)

func (t *terms) id(tag graph.Tag, kind, n uint64) graph.ID {
	key := [2]uint64{kind, n}
	id, ok := t.ids[key]
	if !ok {
		id = graph.MakeID(tag, t.next)
		t.next++
		t.ids[key] = id
	}
	return id
}

// dispatches makes about rows quads shaped like dispatches: a graph of some
// sixty rows per document, five meetings of some twelve rows each.
func dispatches(rows int, seed uint64) []graph.Quad {
	rng := rand.New(rand.NewPCG(seed, 1))
	actors := rand.NewZipf(rng, 1.15, 8, 49_999)
	places := rand.NewZipf(rng, 1.3, 4, 2_999)
	topics := rand.NewZipf(rng, 1.2, 4, 19_999)
	t := &terms{ids: map[[2]uint64]graph.ID{}}
	var quads []graph.Quad
	var meeting, sentence uint64
	var s graph.ID
	for doc := uint64(0); len(quads) < rows; doc++ {
		day := uint64(4_000_000 + doc/40)
		g := graph.None
		put := func(p uint64, object func() graph.ID) {
			q := graph.Quad{s, t.id(graph.TagIRI, kindPredicate, p), object()}
			if g == graph.None {
				g = t.id(graph.TagIRI, kindGraph, doc)
			}
			q[graph.G] = g
			quads = append(quads, q)
		}
		iri := func(kind, n uint64) func() graph.ID {
			return func() graph.ID { return t.id(graph.TagIRI, kind, n) }
		}
		for range 4 + rng.IntN(3) {
			meeting++
			s = t.id(graph.TagIRI, kindMeeting, meeting)
			for c := range uint64(3) {
				n := c
				if c == 2 {
					n += rng.Uint64N(6)
				}
				put(0, iri(kindClass, n))
			}
			var who []uint64
			for range 2 + rng.IntN(5) {
				who = append(who, actors.Uint64())
				put(1, iri(kindActor, who[len(who)-1]))
			}
			put(2, func() graph.ID { return graph.MakeID(graph.TagDate, day<<12-rng.Uint64N(30)<<12) })
			put(3, iri(kindPlace, places.Uint64()))
			put(4, iri(kindStatus, rng.Uint64N(4)))
			for range rng.IntN(3) {
				n := topics.Uint64()
				put(5, func() graph.ID { return t.id(graph.TagLiteral, kindTopic, n) })
			}
			sentence++
			put(6, iri(kindSentence, sentence))
			if rng.IntN(6) == 0 {
				put(7, func() graph.ID { return graph.MakeID(graph.TagInteger, 1<<59+rng.Uint64N(200)) })
			}
			if rng.IntN(8) == 0 {
				put(8, func() graph.ID { return graph.MakeID(graph.TagString, rng.Uint64N(1<<56)) })
			}
			if rng.IntN(3) == 0 {
				s = t.id(graph.TagIRI, kindActor, who[0])
				put(9, iri(kindActor, who[1]))
			}
		}
	}
	return quads
}

// permuted returns the rows of quads in an order, sorted and without repeats,
// as columns.
func permuted(quads []graph.Quad, order graph.Order) [4][]graph.ID {
	rows := make([][4]graph.ID, len(quads))
	for i, q := range quads {
		for k, p := range order.Positions() {
			rows[i][k] = q[p]
		}
	}
	slices.SortFunc(rows, func(a, b [4]graph.ID) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]), cmp.Compare(a[3], b[3]))
	})
	rows = slices.Compact(rows)
	var cols [4][]graph.ID
	for k := range cols {
		cols[k] = make([]graph.ID, len(rows))
		for i := range rows {
			cols[k][i] = rows[i][k]
		}
	}
	return cols
}
