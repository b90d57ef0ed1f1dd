package csvgraph

import (
	"context"
	"iter"

	"github.com/chancery-graph/chancery/graph/codec/network"
)

// nodesOnly is a network without its edges.
type nodesOnly struct{ network.Source }

func (nodesOnly) Edges(context.Context) iter.Seq2[network.Edge, error] {
	return func(func(network.Edge, error) bool) {}
}
