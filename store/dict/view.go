package dict

import (
	"fmt"
	"sort"

	"github.com/chancery-graph/chancery/graph"
)

// View is an immutable state of a dictionary: the terms below a limit. It is
// safe for concurrent use and stays valid while the writer goes on, as long as
// the stored values of its runs are there.
type View struct {
	parts *shared
	runs  []*run
	mem   *mem
	limit uint64
}

// Len returns the number of terms; their ordinals are below it.
func (v *View) Len() uint64 { return v.limit }

// Lookup returns the ID of a canonical text; ok is false if the view has none.
func (v *View) Lookup(text []byte) (id graph.ID, ok bool, err error) {
	hash := v.parts.hash(text)
	ordinal, _, ok := v.mem.find(hash, text)
	for i := len(v.runs) - 1; i >= 0 && !ok; i-- {
		if ordinal, _, ok, err = v.runs[i].find(hash, text); err != nil {
			return graph.None, false, err
		}
	}
	if !ok || ordinal >= v.limit {
		return graph.None, false, nil
	}
	return graph.MakeID(graph.TagOf(text), ordinal), true, nil
}

// AppendTerm appends the text of a dictionary ID to dst. The error wraps
// [ErrNotFound] if the ID is not in the dictionary. To read many terms use a
// [Reader].
func (v *View) AppendTerm(dst []byte, id graph.ID) ([]byte, error) {
	text, _, err := v.locate(id)
	if err != nil {
		return dst, err
	}
	return append(dst, text...), nil
}

// locate returns the text of an ID and, if it is in a run, the block with it.
func (v *View) locate(id graph.ID) (text []byte, s readerSlot, err error) {
	ordinal := id.Payload()
	if !id.InDictionary() || ordinal >= v.limit {
		return nil, s, fmt.Errorf("%w: %v of %d", ErrNotFound, id, v.limit)
	}
	if ordinal >= v.mem.base {
		text = v.mem.text(ordinal)
	} else {
		i := sort.Search(len(v.runs), func(i int) bool { return v.runs[i].Base > ordinal }) - 1
		r := v.runs[i]
		b, first, end, err := r.block(ordinal)
		if err != nil {
			return nil, s, err
		}
		text = b.text(ordinal - first)
		s = readerSlot{block: b, first: first, end: end}
	}
	if graph.TagOf(text) != id.Tag() {
		return nil, s, fmt.Errorf("%w: %v is a term of another kind", ErrNotFound, id)
	}
	return text, s, nil
}

// Reader reads many terms of a view fast: terms whose IDs are clustered, as
// those of subjects in a dump are, and terms that come again and again, as
// predicates and actors do. It keeps up to 64 decoded blocks at hand, about 1.5
// MiB, and once it has missed them often up to 65,536 single terms, 2 MiB and
// their texts. It is used by one goroutine at a time.
type Reader struct {
	v      *View
	slots  [readerSlots]readerSlot
	misses int
	often  []oftenSlot // by ordinal modulo its length; nil until it pays
}

const (
	readerSlots = 64
	readerShift = 8 // ordinals that share a slot: fewer than a block has

	oftenSlots  = 1 << 16
	oftenAfter  = 256 // misses before single terms are kept
	oftenLength = 512 // bytes of the longest text that is kept
)

// readerSlot is a decoded block and the ordinals that it is good for.
type readerSlot struct {
	first, end uint64
	block      *termBlock
}

// oftenSlot is a term of a block that was not at hand. The text is a copy, so
// that no block is held for it.
type oftenSlot struct {
	id   graph.ID // 0: empty
	text []byte
}

// NewReader returns a reader of the view.
func (v *View) NewReader() *Reader { return &Reader{v: v} }

// Term returns the text of a dictionary ID. It is borrowed until the next call
// and must not be changed. Errors are those of [View.AppendTerm].
func (r *Reader) Term(id graph.ID) ([]byte, error) {
	ordinal := id.Payload()
	s := &r.slots[ordinal>>readerShift%readerSlots]
	if ordinal >= s.first && ordinal < s.end && ordinal < r.v.limit {
		if text := s.block.text(ordinal - s.first); graph.TagOf(text) == id.Tag() {
			return text, nil
		}
	}
	if r.often != nil {
		if o := &r.often[ordinal%oftenSlots]; o.id == id {
			return o.text, nil
		}
	}
	text, found, err := r.v.locate(id)
	if err != nil {
		return nil, err
	}
	if found.block != nil {
		*s = found
		r.keep(id, text)
	}
	return text, nil
}

// keep remembers a term that was not at hand.
func (r *Reader) keep(id graph.ID, text []byte) {
	if r.misses++; r.misses < oftenAfter || len(text) > oftenLength {
		return
	}
	if r.often == nil {
		r.often = make([]oftenSlot, oftenSlots)
	}
	o := &r.often[id.Payload()%oftenSlots]
	o.id, o.text = id, append(o.text[:0], text...)
}

// AppendTerm appends the text of a dictionary ID to dst.
func (r *Reader) AppendTerm(dst []byte, id graph.ID) ([]byte, error) {
	text, err := r.Term(id)
	if err != nil {
		return dst, err
	}
	return append(dst, text...), nil
}

// AppendTerms appends the texts of ids to dst, one after another, and where
// each ends in dst to ends. After an error it returns what it has so far.
func (r *Reader) AppendTerms(dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	for _, id := range ids {
		text, err := r.Term(id)
		if err != nil {
			return dst, ends, err
		}
		dst = append(dst, text...)
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}
