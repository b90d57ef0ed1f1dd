package dict

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/zeebo/xxh3"

	"github.com/chancery-graph/chancery/graph"
)

// Errors of this package; see also [ErrCorrupt].
var (
	// ErrNotFound is wrapped by errors about an ID that stands for no term of
	// the dictionary, or for a term of another kind.
	ErrNotFound = errors.New("dict: no such term")
	// ErrFull is wrapped by the error of Assign when memory positions or
	// ordinals are used up; a flush helps with the former.
	ErrFull = errors.New("dict: full")
	// ErrTooLong is wrapped by the error of Assign for a term of more than
	// 1 GiB.
	ErrTooLong = errors.New("dict: term is too long")
	// ErrEmpty is wrapped by the error of Assign for a text of no bytes, which
	// is no term.
	ErrEmpty = errors.New("dict: term has no text")
)

// Options are the settings of a dictionary. The zero value is ready.
type Options struct {
	// Memory is what the writer may hold in bytes: the terms that are not in
	// runs yet and the terms of runs that were used lately. 0 means 256 MiB,
	// enough for about 1.3 million new terms between flushes. At least
	// 16 MiB. See the package comment for what is held besides.
	Memory uint64
	// Cache is the size in bytes of the cache of decoded blocks that all views
	// share. 0 means 256 MiB, which holds the terms of about 10 million statements.
	Cache uint64

	hash  func([]byte) uint64 // nil means xxh3; tests force collisions
	small uint64              // 0 means smallSegment; tests have fewer terms
}

func (o Options) withDefaults() Options {
	if o.Memory == 0 {
		o.Memory = 256 << 20
	}
	if o.Cache == 0 {
		o.Cache = 256 << 20
	}
	if o.hash == nil {
		o.hash = xxh3.Hash
	}
	if o.small == 0 {
		o.small = smallSegment
	}
	return o
}

// Validate tells which setting is out of its limits.
func (o Options) Validate() error {
	if o = o.withDefaults(); o.Memory < 16<<20 || o.Memory > 8<<30 {
		return fmt.Errorf("dict: Options.Memory is %d bytes, expected 16 MiB to 8 GiB", o.Memory)
	}
	if o.Cache > 1<<40 {
		return fmt.Errorf("dict: Options.Cache is %d bytes, expected at most 1 TiB", o.Cache)
	}
	return nil
}

// Dict is the writer's side of a dictionary. Its methods are for one goroutine
// at a time, except View, which any goroutine may call at any time.
type Dict struct {
	opts   Options
	parts  *shared
	runs   []*run // adjacent, ascending; never changed in place
	mem    *mem
	recent *table // terms found in runs or in older
	older  *table // the generation before: recent of then, or a flushed mem
	view   atomic.Pointer[View]
	limit  uint64 // ordinals that views see
	front  [frontSize]frontEntry
}

// The front remembers the terms that were asked for last. Its texts point into
// memory that a new generation gives up, so it is emptied with each.
const frontSize = 1 << 13

type frontEntry struct {
	hash uint64
	id   graph.ID
	text []byte
}

// Open opens the dictionary that consists of runs, which are adjacent and
// ascending from ordinal 0. All their terms are published.
func Open(s Storage, runs []Description, o Options) (*Dict, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	o = o.withDefaults()
	c, err := newCodec()
	if err != nil {
		return nil, err
	}
	d := &Dict{opts: o, parts: &shared{store: s, codec: c, cache: newBlockCache(o.Cache), hash: o.hash, small: o.small}}
	next := uint64(0)
	for _, desc := range runs {
		if desc.Base != next {
			return nil, errors.Join(fmt.Errorf("dict: %w: run %d starts at ordinal %d, expected %d", ErrCorrupt, desc.ID, desc.Base, next), c.close())
		}
		r, err := d.parts.openRun(desc)
		if err != nil {
			return nil, errors.Join(err, c.close())
		}
		d.runs = append(d.runs, r)
		next += desc.N
	}
	d.mem = newMem(next, o.hash)
	d.renew()
	d.Publish()
	return d, nil
}

// Close releases the compressor's memory. Views must not be used afterwards.
func (d *Dict) Close() error { return d.parts.codec.close() }

// renew empties what is remembered of runs.
func (d *Dict) renew() {
	d.recent, d.older = &table{hash: d.opts.hash}, &table{hash: d.opts.hash}
	clear(d.front[:])
}

// Assign returns the ID of a canonical text, giving it the next ordinal if it
// is not in the dictionary yet. The text is copied. New terms are staged: views
// see them after [Dict.Publish].
func (d *Dict) Assign(text []byte) (graph.ID, error) {
	hash := d.opts.hash(text)
	e := &d.front[hash%frontSize]
	if e.hash == hash && bytes.Equal(e.text, text) && len(text) > 0 {
		return e.id, nil
	}
	ordinal, stored, ok, err := d.find(hash, text)
	if err != nil {
		return graph.None, err
	}
	if !ok {
		switch {
		case len(text) == 0:
			return graph.None, ErrEmpty
		case len(text) > maxTerm:
			return graph.None, fmt.Errorf("%w: %d bytes", ErrTooLong, len(text))
		}
		if ordinal, stored, err = d.mem.assign(hash, text); err != nil {
			return graph.None, err
		}
	}
	id := graph.MakeID(graph.TagOf(text), ordinal)
	*e = frontEntry{hash: hash, id: id, text: stored}
	return id, nil
}

// Lookup returns the ID of a canonical text as the writer sees it, staged terms
// included; ok is false if there is none.
func (d *Dict) Lookup(text []byte) (id graph.ID, ok bool, err error) {
	hash := d.opts.hash(text)
	e := &d.front[hash%frontSize]
	if e.hash == hash && bytes.Equal(e.text, text) && len(text) > 0 {
		return e.id, true, nil
	}
	ordinal, stored, ok, err := d.find(hash, text)
	if err != nil || !ok {
		return graph.None, false, err
	}
	id = graph.MakeID(graph.TagOf(text), ordinal)
	*e = frontEntry{hash: hash, id: id, text: stored}
	return id, true, nil
}

// find looks a text up everywhere, and remembers it if it is in a run.
func (d *Dict) find(hash uint64, text []byte) (ordinal uint64, stored []byte, ok bool, err error) {
	if ordinal, stored, ok = d.mem.find(hash, text); ok {
		return ordinal, stored, true, nil
	}
	if len(d.runs) == 0 {
		return 0, nil, false, nil
	}
	if ordinal, stored, ok = d.recent.find(hash, text); ok {
		return ordinal, stored, true, nil
	}
	if ordinal, stored, ok = d.older.find(hash, text); !ok {
		for _, r := range slices.Backward(d.runs) {
			if ordinal, stored, ok, err = r.find(hash, text); err != nil {
				return 0, nil, false, err
			}
			if ok {
				break
			}
		}
		if !ok {
			return 0, nil, false, nil
		}
	}
	return ordinal, d.remember(hash, ordinal, stored), true, nil
}

// remember keeps a term of a run at hand and returns its copy. Long literals
// are not worth it.
func (d *Dict) remember(hash, ordinal uint64, text []byte) []byte {
	const long = 4 << 10
	if len(text) > long {
		return nil
	}
	if d.recent.size() > d.opts.Memory/8 {
		d.older, d.recent = d.recent, &table{hash: d.opts.hash}
		clear(d.front[:])
	}
	_, stored, ok := d.recent.add(hash, ordinal, text)
	if !ok {
		return nil
	}
	return stored
}

// Mark returns the next ordinal, to roll back to.
func (d *Dict) Mark() uint64 { return d.mem.next() }

// Rollback drops the terms that were assigned since mark was taken, also those
// that were flushed. Their ordinals are given out again. It is an error to drop
// terms that are published. After a rollback across a flush the runs are others:
// see [Dict.Runs].
func (d *Dict) Rollback(mark uint64) error {
	if mark < d.limit || mark > d.mem.next() {
		return fmt.Errorf("dict: roll back to ordinal %d: expected %d to %d", mark, d.limit, d.mem.next())
	}
	clear(d.front[:])
	if mark >= d.mem.base {
		d.mem.rollback(mark)
		return nil
	}
	var kept []*run
	for _, r := range d.runs {
		switch end := r.Base + r.N; {
		case end <= mark:
			kept = append(kept, r)
		case r.Base < mark:
			short := *r
			short.Description = r.truncated(mark)
			short.segs = slices.Clone(r.segs[:len(short.Segments)])
			for i := range short.segs {
				short.segs[i].Segment = short.Segments[i]
			}
			kept = append(kept, &short)
		}
	}
	d.runs = kept
	d.mem = newMem(mark, d.opts.hash)
	d.renew()
	d.show()
	return nil
}

// Publish makes all terms assigned so far visible to views taken from now on.
func (d *Dict) Publish() {
	d.limit = d.mem.next()
	d.show()
}

// show makes a new view of the present state.
func (d *Dict) show() {
	d.view.Store(&View{parts: d.parts, runs: d.runs, mem: d.mem, limit: d.limit})
}

// View returns an immutable view of the published terms. Any goroutine may call
// it while the writer goes on.
func (d *Dict) View() *View { return d.view.Load() }

// Full tells whether the terms in memory have reached the budget, so that a
// flush is due.
func (d *Dict) Full() bool { return d.mem.size() >= d.opts.Memory*7/16 }

// InMemory returns the number of terms that are not in runs.
func (d *Dict) InMemory() uint64 { return d.mem.n }

// Flush writes the terms in memory, staged ones included, as run id and goes on
// with empty memory. The run exists once the caller's manifest holds its
// description. If there are no terms in memory it writes nothing and returns a
// description with N = 0. After an error the dictionary is as before; id must
// not be used again.
func (d *Dict) Flush(id uint64) (Description, error) {
	if id > maxRunID {
		return Description{}, fmt.Errorf("dict: run ID %d is greater than %d", id, uint64(maxRunID))
	}
	if d.mem.n == 0 {
		if d.Full() { // of what was rolled back
			d.mem = newMem(d.mem.base, d.opts.hash)
			clear(d.front[:])
			d.show()
		}
		return Description{}, nil
	}
	desc, err := d.parts.writeRun(id, d.mem)
	if err != nil {
		return Description{}, fmt.Errorf("dict: flush run %d: %w", id, err)
	}
	r, err := d.parts.openRun(desc)
	if err != nil {
		return Description{}, fmt.Errorf("dict: flush run %d: %w", id, err)
	}
	d.runs = append(slices.Clip(d.runs), r)
	d.older = &d.mem.table
	clear(d.front[:])
	d.mem = newMem(desc.Base+desc.N, d.opts.hash)
	d.show()
	return desc, nil
}

// Runs returns the descriptions of all runs, ascending.
func (d *Dict) Runs() []Description {
	out := make([]Description, len(d.runs))
	for i, r := range d.runs {
		out[i] = r.Description
	}
	return out
}

// Merger merges runs[from:to] of those that [Dict.Runs] returned; see
// [PickMerge]. The merger may be run by another goroutine while the writer goes
// on; its result goes to [Dict.Replace].
func (d *Dict) Merger(from, to int) *Merger {
	return &Merger{parts: d.parts, runs: d.runs[from:to:to]}
}

// Merger writes several runs as one.
type Merger struct {
	parts *shared
	runs  []*run
}

// Merge writes the merged run as id. The runs that it is made of stay as they
// are; the merged run refers to their terms. The error of the storage is
// returned, and then what was written is garbage.
func (m *Merger) Merge(id uint64) (Description, error) {
	if id > maxRunID || len(m.runs) == 0 {
		return Description{}, fmt.Errorf("dict: merge %d runs as %d: expected at least one, and an ID up to %d", len(m.runs), id, uint64(maxRunID))
	}
	desc, err := m.parts.merge(id, m.runs)
	if err != nil {
		return Description{}, fmt.Errorf("dict: merge into run %d: %w", id, err)
	}
	return desc, nil
}

// Replace puts a merged run in the place of the runs that it covers. Views
// taken before go on with the old runs, whose values the caller deletes when no
// such view is left; see [Obsolete]. It is an error if the run does not cover
// whole runs, as after a rollback.
func (d *Dict) Replace(merged Description) error {
	from := slices.IndexFunc(d.runs, func(r *run) bool { return r.Base == merged.Base })
	to := slices.IndexFunc(d.runs, func(r *run) bool { return r.Base+r.N == merged.Base+merged.N }) + 1
	if from < 0 || to <= from {
		return fmt.Errorf("dict: run %d with ordinals %d to %d does not cover whole runs", merged.ID, merged.Base, merged.Base+merged.N)
	}
	r, err := d.parts.openRun(merged)
	if err != nil {
		return err
	}
	d.runs = slices.Concat(d.runs[:from], []*run{r}, d.runs[to:])
	d.show()
	return nil
}
