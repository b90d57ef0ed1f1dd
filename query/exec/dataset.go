package exec

import (
	"context"

	"github.com/chancery-graph/chancery/graph"
)

// Dataset is what the engine reads: the graph as of one event, or quads in
// memory. It never changes while a query runs and may be used by many
// goroutines. Its scanners should also be [graph.Seeker]s; the engine opens a
// scan per lookup where they are not.
type Dataset interface {
	// Lookup gives the ID of a canonical text, false if no statement has it.
	// Inlined values always have one.
	Lookup(ctx context.Context, text []byte) (graph.ID, bool, error)
	// AppendTerm appends the canonical text of an ID that a scan gave.
	AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error)
	// AppendTerms appends the texts of many and where each ends in dst; quickest
	// where IDs rise.
	AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error)
	// Scan reads statements; the caller closes the scanner.
	Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error)
	// Count is the exact number of statements (quads) that match.
	Count(ctx context.Context, p graph.Pattern) (uint64, error)
	// Predicates lists the predicates in use, ascending by ID.
	Predicates(ctx context.Context) ([]graph.PredicateStats, error)
}
