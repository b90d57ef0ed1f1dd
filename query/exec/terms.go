package exec

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/zeebo/xxh3"

	"github.com/chancery-graph/chancery/graph"
)

const (
	arenaBytes   = 64 << 10    // size of a piece of text memory …
	firstArena   = 1 << 10     // … of the first one; others are twice the one before
	knownEntries = 1024        // of the cache of dictionary terms; a power of 2
	entryBytes   = 24 + 1 + 12 // of a local term, besides its text: slice, tag, slots
	knownBytes   = 256         // longest text in the cache
)

// Terms is the dictionary of one query: the dataset's, and after it a table of
// the terms that the query has computed (graph.TagLocal…). The same text has the
// same ID for as long as the Terms lives. It may be used by many goroutines.
type Terms struct {
	ds Dataset

	mu    sync.RWMutex
	texts [][]byte // of local terms by ordinal
	tags  []graph.Tag
	slots []int32 // open addressing: ordinal+1, 0 is free
	arena []byte
	mem   reservation
	// workers are the run's; nil before it begins.
	workers workers
	// known remembers terms that the dataset's dictionary has, by hash; nil before
	// the first.
	known []knownTerm
}

type knownTerm struct {
	text []byte
	id   graph.ID
}

// NewTerms makes the dictionary of a query over ds.
func NewTerms(ds Dataset) *Terms {
	t := &Terms{ds: ds, slots: make([]int32, 64)}
	t.mem = newBudget(-1).reserve("the table of computed terms")
	return t
}

// serve makes a run's budget pay for the local terms from here on, and its workers
// help to decode.
func (t *Terms) serve(b *budget, w workers) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.workers = w
	n := t.mem.n
	t.mem = b.reserve("the table of computed terms")
	return t.mem.grow(n)
}

// Lookup returns the ID of a canonical text in the dataset; false if no
// statement has it.
func (t *Terms) Lookup(ctx context.Context, text []byte) (graph.ID, bool, error) {
	return t.ds.Lookup(ctx, text)
}

// Intern returns the ID of any canonical text: inlined, the dataset's, or a
// local one.
func (t *Terms) Intern(text []byte) (graph.ID, error) {
	if len(text) == 0 {
		return graph.None, fmt.Errorf("exec: the empty text is no term")
	}
	if id, ok := graph.Inline(text); ok {
		return id, nil
	}
	h := xxh3.Hash(text)
	t.mu.RLock()
	id, ok := t.find(h, text)
	t.mu.RUnlock()
	if ok {
		return id, nil
	}
	// The dataset answers from memory or one block of its dictionary: it is not
	// worth a context of its own.
	id, ok, err := t.ds.Lookup(context.Background(), text)
	if err != nil {
		return graph.None, fmt.Errorf("look up a term: %w", err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if ok {
		if len(text) > knownBytes {
			return id, nil
		}
		if t.known == nil {
			t.known = make([]knownTerm, knownEntries)
		}
		k := &t.known[h%knownEntries]
		k.id, k.text = id, append(k.text[:0:0], text...)
		return id, nil
	}
	if id, ok := t.find(h, text); ok { // another goroutine was quicker
		return id, nil
	}
	return t.add(h, text)
}

// find looks among the known and the local terms; the caller holds the lock.
func (t *Terms) find(h uint64, text []byte) (graph.ID, bool) {
	if t.known != nil {
		if k := &t.known[h%knownEntries]; bytes.Equal(k.text, text) {
			return k.id, true
		}
	}
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		n := t.slots[i]
		if n == 0 {
			return graph.None, false
		}
		if bytes.Equal(t.texts[n-1], text) {
			return graph.MakeID(t.tags[n-1], uint64(n-1)), true
		}
	}
}

func (t *Terms) add(h uint64, text []byte) (graph.ID, error) {
	if err := t.mem.grow(int64(len(text) + entryBytes)); err != nil {
		return graph.None, err
	}
	if len(t.texts)*2 >= len(t.slots) {
		t.rehash()
	}
	if cap(t.arena)-len(t.arena) < len(text) {
		t.arena = make([]byte, 0, max(firstArena, min(2*cap(t.arena), arenaBytes), len(text)))
	}
	from := len(t.arena)
	t.arena = append(t.arena, text...)
	tag := localTag(graph.TagOf(text))
	t.texts = append(t.texts, t.arena[from:len(t.arena):len(t.arena)])
	t.tags = append(t.tags, tag)
	t.insert(h, int32(len(t.texts)))
	return graph.MakeID(tag, uint64(len(t.texts)-1)), nil
}

func localTag(t graph.Tag) graph.Tag { return t - graph.TagBlank + graph.TagLocalBlank }

func (t *Terms) rehash() {
	t.slots = make([]int32, 2*len(t.slots))
	for i, text := range t.texts {
		t.insert(xxh3.Hash(text), int32(i+1))
	}
}

func (t *Terms) insert(h uint64, n int32) {
	mask := uint64(len(t.slots) - 1)
	i := h & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = n
}

// AppendTerm appends the canonical text of any ID of the query to dst; the
// default graph has none.
func (t *Terms) AppendTerm(dst []byte, id graph.ID) ([]byte, error) {
	switch {
	case id.IsLocal():
		text, err := t.local(id)
		return append(dst, text...), err
	case id.InDictionary():
		return t.ds.AppendTerm(context.Background(), dst, id)
	case id.Tag() == graph.TagSpecial:
		if id == graph.DefaultGraph {
			return dst, nil
		}
		return dst, fmt.Errorf("exec: %v is no term", id)
	default:
		return id.AppendInline(dst), nil
	}
}

// AppendTerms appends the texts of IDs that rise, all of the dictionary or local,
// and where each ends in dst.
func (t *Terms) AppendTerms(dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	n, _ := slices.BinarySearch(ids, graph.MakeID(graph.TagString, 0))
	dst, ends, err := t.appendStored(context.Background(), dst, ends, ids[:n])
	if err != nil {
		return dst, ends, err
	}
	for _, id := range ids[n:] {
		if dst, err = t.AppendTerm(dst, id); err != nil {
			return dst, ends, err
		}
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}

// local returns the text of a local term, valid for as long as the Terms.
func (t *Terms) local(id graph.ID) ([]byte, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if id.Payload() >= uint64(len(t.texts)) {
		return nil, fmt.Errorf("exec: %v is no term of this query", id)
	}
	return t.texts[id.Payload()], nil
}

// Bytes is the memory that the local terms take.
func (t *Terms) Bytes() int64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.mem.n
}
