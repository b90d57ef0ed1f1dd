package shape

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/relation"
)

// Contacts returns the contacts that the shape of a snapshot finds; shaped is
// false, and there are none, where it has no shape. ds is the snapshot of the
// reader.
func Contacts(ctx context.Context, r *relation.Reader, ds exec.Dataset) (rows []chain.Row, shaped bool, err error) {
	text, ok, err := Stored(ctx, r.Graph())
	if err != nil || !ok {
		return nil, false, err
	}
	s, err := Parse(text)
	if err != nil {
		return nil, true, fmt.Errorf("%w: the query that is kept: %w", ErrShape, err)
	}
	rows, err = s.Rows(ctx, r, ds)
	return rows, true, err
}

// Network is the network of contacts of a snapshot: by its shape if it has one,
// else of the events in chancery's own.
func Network(ctx context.Context, r *relation.Reader, ds exec.Dataset) (*chain.Network, error) {
	rows, shaped, err := Contacts(ctx, r, ds)
	if err != nil {
		return nil, err
	}
	if shaped {
		return chain.FromRows(ctx, r, rows)
	}
	return chain.Build(ctx, r)
}
