package network

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
)

var (
	// ErrNode is returned by [Walk], and so by all writers, for a node that
	// comes twice or has no ID, and for an edge that names an unknown node.
	ErrNode = errors.New("network: bad node")
	// ErrDate is returned by [ParseDate], and by [Walk] for a day that is not in
	// the calendar or an end before its start.
	ErrDate = errors.New("network: bad date")
)

// Node is an actor, or whatever else edges join.
type Node struct {
	ID    string // unique; the IRI without angle brackets where there is one
	Label string // for people; empty: the ID is shown
	Kind  string // such as "Person"; may be empty
	// Start and End are the first and the last day on which the node exists; a
	// zero date means that there is no bound.
	Start, End Date
}

// Edge joins two nodes, for contacts the two who met. Fields other than From and
// To may be empty.
type Edge struct {
	From, To string // IDs of nodes
	Kind     string // such as "Meeting"; edges of several kinds may join two nodes
	Label    string // for people; empty: the kind is shown
	// Start and End are the first and the last day; zero if unknown.
	Start, End Date
	Place      string // where
	Status     string // such as "Occurred" or "Planned"
	Source     string // the document that says so, or the graph name
	Event      string // IRI of the contact
}

// Source is a network to be written. An error is the last pair of a sequence;
// stopping early releases what the sequence holds. Each method may be called
// more than once and starts anew.
type Source interface {
	Nodes(ctx context.Context) iter.Seq2[Node, error]
	Edges(ctx context.Context) iter.Seq2[Edge, error]
}

// Options say how any format is to be written. The zero value works.
type Options struct {
	// Directed tells whether edges lead from one node to the other. Contacts do
	// not.
	Directed bool
	// Title names the network where the format has a place for that.
	Title string
}

// Counts tells what was written.
type Counts struct{ Nodes, Edges int }

// Graph is a network in memory. It is a [Source].
type Graph struct {
	NodeList []Node
	EdgeList []Edge
}

// Nodes yields the nodes in order.
func (g *Graph) Nodes(context.Context) iter.Seq2[Node, error] { return all(g.NodeList) }

// Edges yields the edges in order.
func (g *Graph) Edges(context.Context) iter.Seq2[Edge, error] { return all(g.EdgeList) }

func all[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range list {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// Sort orders nodes by ID and edges by their ends, then by start, kind and
// event, so that the same network is written alike however it was gathered.
func (g *Graph) Sort() {
	slices.SortStableFunc(g.NodeList, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(g.EdgeList, func(a, b Edge) int {
		return cmp.Or(
			cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), a.Start.Compare(b.Start), a.End.Compare(b.End),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Event, b.Event), cmp.Compare(a.Source, b.Source),
			cmp.Compare(a.Place, b.Place), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Label, b.Label),
		)
	})
}

// walkCheck is the number of nodes or edges between two looks at the context.
const walkCheck = 1024

// Walk reads a network for a writer: it calls node for each node, with its
// number from 0, then edge for each edge, with its number and those of its ends.
// It checks what [ErrNode] and [ErrDate] are about; the counts are of the calls
// made.
func Walk(ctx context.Context, src Source, node func(i int, n Node) error, edge func(i, from, to int, e Edge) error) (Counts, error) {
	var done Counts
	index := map[string]int{}
	for n, err := range src.Nodes(ctx) {
		if err == nil && done.Nodes%walkCheck == 0 && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			return done, err
		}
		if _, ok := index[n.ID]; ok || n.ID == "" {
			return done, fmt.Errorf("%w: %q is empty or comes twice", ErrNode, n.ID)
		}
		if err := checkPeriod(n.Start, n.End); err != nil {
			return done, fmt.Errorf("node %q: %w", n.ID, err)
		}
		index[n.ID] = done.Nodes
		if err := node(done.Nodes, n); err != nil {
			return done, err
		}
		done.Nodes++
	}
	for e, err := range src.Edges(ctx) {
		if err == nil && done.Edges%walkCheck == 0 && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			return done, err
		}
		from, ok := index[e.From]
		if !ok {
			return done, fmt.Errorf("%w: an edge names %q, which is no node", ErrNode, e.From)
		}
		to, ok := index[e.To]
		if !ok {
			return done, fmt.Errorf("%w: an edge names %q, which is no node", ErrNode, e.To)
		}
		if err := checkPeriod(e.Start, e.End); err != nil {
			return done, fmt.Errorf("edge from %q to %q: %w", e.From, e.To, err)
		}
		if err := edge(done.Edges, from, to, e); err != nil {
			return done, err
		}
		done.Edges++
	}
	return done, nil
}
