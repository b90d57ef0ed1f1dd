package endpoint_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"
	"sync"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/journal"
	"github.com/chancery-graph/chancery/query/memory"
)

// memoryStore is a store in memory that keeps every state.
type memoryStore struct {
	mu     sync.Mutex
	b      *memory.Builder
	states []*memory.Dataset
	events []journal.Event
}

func newStore() *memoryStore {
	s := &memoryStore{b: memory.NewBuilder()}
	s.states = append(s.states, s.b.Dataset())
	return s
}

type snapshot struct {
	*memory.Dataset
	seq graph.Seq
}

func (s snapshot) Seq() graph.Seq { return s.seq }
func (s snapshot) Close() error   { return nil }

func (s *memoryStore) Snapshot(_ context.Context, asOf string) (endpoint.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.states) - 1
	if asOf != "" {
		var err error
		if n, err = strconv.Atoi(asOf); err != nil || n >= len(s.states) {
			return nil, fmt.Errorf("%w: %q", endpoint.ErrMoment, asOf)
		}
	}
	return snapshot{s.states[n], graph.Seq(n)}, nil
}

func (s *memoryStore) Events(_ context.Context, upTo graph.Seq) iter.Seq2[journal.Event, error] {
	return func(yield func(journal.Event, error) bool) {
		for _, e := range s.events[:upTo] {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (s *memoryStore) Append(ctx context.Context, c endpoint.Change) (endpoint.Receipt, error) {
	latest, err := s.Snapshot(ctx, "")
	if err != nil {
		return endpoint.Receipt{}, err
	}
	patch, err := c.Patch(ctx, latest)
	if err != nil {
		return endpoint.Receipt{}, err
	}
	if closer, ok := patch.(io.Closer); ok {
		defer closer.Close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	// All or nothing: a patch that breaks off leaves the builder as it was.
	scratch := memory.NewBuilder()
	var kept keeping
	if err := scratch.Apply(&recorder{patch, &kept}, ""); err != nil {
		return endpoint.Receipt{}, err
	}
	if err := s.b.Apply(&kept, ""); err != nil {
		return endpoint.Receipt{}, err
	}
	s.states = append(s.states, s.b.Dataset())
	seq := graph.Seq(len(s.states) - 1)
	s.events = append(s.events, journal.Event{Header: graph.Header{Seq: seq, Kind: c.Kind, Message: c.Message}})
	return endpoint.Receipt{Seq: seq, Appended: true}, nil
}

// keeping is a patch in memory.
type keeping struct{ all []graph.Change }

func (k *keeping) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if len(k.all) == 0 {
		return io.EOF
	}
	b.Changes = append(b.Changes, k.all...)
	k.all = nil
	return nil
}

// recorder copies what passes.
type recorder struct {
	graph.PatchReader
	kept *keeping
}

func (r *recorder) ReadPatch(b *graph.PatchBatch) error {
	err := r.PatchReader.ReadPatch(b)
	if err == nil {
		for _, c := range b.Changes {
			r.kept.all = append(r.kept.all, graph.Change{Op: c.Op, S: clone(c.S), P: clone(c.P), O: clone(c.O), G: clone(c.G)})
		}
	}
	return err
}

func clone(b []byte) []byte { return append([]byte(nil), b...) }
