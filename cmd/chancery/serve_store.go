package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/journal"
	"github.com/chancery-graph/chancery/store"
)

// servedStore is a store as the endpoint wants it.
type servedStore struct {
	*store.Store
	agent string
	// writing holds a token while somebody writes: from the snapshot that a patch is
	// computed from to the event that it becomes.
	writing chan struct{}
}

func newServedStore(s *store.Store, agent string) *servedStore {
	return &servedStore{Store: s, agent: agent, writing: make(chan struct{}, 1)}
}

// lock waits until nobody else writes, as long as ctx lasts.
func (s *servedStore) lock(ctx context.Context) (unlock func(), err error) {
	select {
	case s.writing <- struct{}{}:
		return func() { <-s.writing }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Snapshot implements endpoint.Store.
func (s *servedStore) Snapshot(ctx context.Context, asOf string) (endpoint.Snapshot, error) {
	snap, err := snapshotAt(ctx, s.Store, asOf)
	var told *failure
	if errors.As(err, &told) {
		return nil, fmt.Errorf("%w: %s", endpoint.ErrMoment, told.message)
	}
	if err != nil {
		return nil, err
	}
	return snap, nil
}

// Events implements endpoint.Store.
func (s *servedStore) Events(ctx context.Context, upTo graph.Seq) iter.Seq2[journal.Event, error] {
	return eventsUpTo(ctx, s.Store, upTo)
}

// eventsUpTo yields the events from the first to upTo.
func eventsUpTo(ctx context.Context, s *store.Store, upTo graph.Seq) iter.Seq2[journal.Event, error] {
	return func(yield func(journal.Event, error) bool) {
		for record, err := range s.Log().Read(ctx, 1) {
			if err == nil && record.Header.Seq > upTo {
				return
			}
			if !yield(journal.Event{Header: record.Header, Hash: record.Hash}, err) || err != nil {
				return
			}
		}
	}
}

// Append implements endpoint.Store.
func (s *servedStore) Append(ctx context.Context, c endpoint.Change) (r endpoint.Receipt, err error) {
	unlock, err := s.lock(ctx)
	if err != nil {
		return r, err
	}
	defer unlock()
	snap := s.Store.Snapshot()
	defer joinClose(&err, snap)
	patch, err := c.Patch(ctx, snap)
	if err != nil {
		return r, err
	}
	r.Seq = snap.Seq()
	if patch == nil {
		return r, nil
	}
	if closer, ok := patch.(io.Closer); ok {
		defer joinClose(&err, closer)
	}
	some, err := nonEmpty(patch)
	if err != nil || some == nil {
		return r, err
	}
	receipt, err := s.Store.Append(ctx, store.Event{
		Header: graph.Header{Kind: c.Kind, Agent: s.agent, Message: c.Message}, Patch: some})
	if err != nil {
		return r, err
	}
	return endpoint.Receipt{Seq: receipt.Header.Seq, Appended: true, Added: receipt.Added, Removed: receipt.Removed}, nil
}

// nonEmpty returns a patch that reads like p, or nil if p has no changes: a
// request that changes nothing is no event.
func nonEmpty(p graph.PatchReader) (graph.PatchReader, error) {
	first := &graph.PatchBatch{}
	for {
		switch err := p.ReadPatch(first); {
		case errors.Is(err, io.EOF):
			return nil, nil
		case err != nil:
			return nil, err
		case len(first.Changes) > 0:
			return &putBack{first, p}, nil
		}
	}
}

// putBack is a patch of which the first batch was read already.
type putBack struct {
	first *graph.PatchBatch
	rest  graph.PatchReader
}

// ReadPatch implements graph.PatchReader.
func (p *putBack) ReadPatch(b *graph.PatchBatch) error {
	if p.first == nil {
		return p.rest.ReadPatch(b)
	}
	b.Reset()
	for _, c := range p.first.Changes {
		copied := b.Next()
		*copied = c
	}
	b.Arena = append(b.Arena[:0], p.first.Arena...)
	p.first = nil
	return nil
}
