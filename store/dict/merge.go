package dict

import "fmt"

// smallSegment is the number of terms below which a merge copies the terms of
// adjacent segments into one, so that many small flushes leave few of them.
const smallSegment = 16 << 10

// PickMerge chooses adjacent runs that are worth merging, runs[from:to], or
// tells that there are none. Runs are merged four or more at a time, when they
// are of like size, so that each term's hash is rewritten about once for every
// fourfold growth of the dictionary.
func PickMerge(runs []Description) (from, to int, ok bool) {
	const (
		fan  = 4
		many = 12
	)
	to = len(runs)
	if to < fan {
		return 0, 0, false
	}
	from = to - 1
	largest := runs[from].N
	for from > 0 && runs[from-1].N < fan*max(largest, smallSegment) {
		from--
	}
	if to-from >= fan {
		return from, to, true
	}
	if to > many {
		return to - fan, to, true
	}
	return 0, 0, false
}

// merge writes adjacent runs as one: their hashes anew, their terms by
// reference.
func (p *shared) merge(id uint64, runs []*run) (Description, error) {
	d := Description{ID: id, Base: runs[0].Base}
	for _, r := range runs {
		if r.Base != d.Base+d.N {
			return d, fmt.Errorf("dict: merge: run %d starts at ordinal %d, expected %d", r.ID, r.Base, d.Base+d.N)
		}
		d.N += r.N
	}
	var err error
	if d.Segments, err = p.mergeSegments(id, runs); err != nil {
		return d, err
	}
	w := newHashWriter(p.io(), id, d.N)
	sources := make([]*hashSource, 0, len(runs))
	for _, r := range runs {
		s := &hashSource{run: r, shift: r.Base - d.Base}
		if err := s.advance(); err != nil {
			return d, err
		}
		sources = append(sources, s)
	}
	for {
		var least *hashSource // few sources: a scan is as fast as a heap
		for _, s := range sources {
			if !s.done && (least == nil || s.current.short < least.current.short) {
				least = s
			}
		}
		if least == nil {
			return d, w.finish(&d)
		}
		if err := w.add(least.current); err != nil {
			return d, err
		}
		if err := least.advance(); err != nil {
			return d, err
		}
	}
}

// hashSource reads a run's entries in order.
type hashSource struct {
	run     *run
	shift   uint64 // from the run's base to the merged run's
	next    int    // hash block
	entries []entry
	at      int
	current entry // ordinal from the merged run's base
	done    bool
}

// advance sets current to the next entry that was not rolled back.
func (s *hashSource) advance() error {
	for {
		for s.at < len(s.entries) {
			e := s.entries[s.at]
			s.at++
			if e.ordinal < s.run.N {
				s.current = entry{short: e.short, ordinal: e.ordinal + s.shift}
				return nil
			}
		}
		if s.next == len(s.run.firsts) {
			s.done = true
			return nil
		}
		h, err := s.run.hashBlock(s.next, false)
		if err != nil {
			return err
		}
		s.next++
		s.entries, s.at = h.entries(s.entries[:0]), 0
	}
}

// mergeSegments returns the segments of all runs, with groups of small ones
// copied into one.
func (p *shared) mergeSegments(id uint64, runs []*run) ([]Segment, error) {
	var all []*segment
	for _, r := range runs {
		for i := range r.segs {
			all = append(all, &r.segs[i])
		}
	}
	var out []Segment
	for len(all) > 0 {
		group, terms := 0, uint64(0)
		for group < len(all) && all[group].N < p.small && terms < 4*p.small {
			terms += all[group].N
			group++
		}
		if group < 2 {
			out = append(out, all[0].Segment)
			all = all[1:]
			continue
		}
		seg, err := p.copySegments(id<<16|uint64(len(out)), all[:group])
		if err != nil {
			return nil, err
		}
		out = append(out, seg)
		all = all[group:]
	}
	return out, nil
}

func (p *shared) copySegments(id uint64, segs []*segment) (Segment, error) {
	w := p.newSegment(id, segs[0].First)
	for _, s := range segs {
		left := s.N
		for n := range s.firsts {
			if left == 0 {
				break
			}
			b, err := p.termBlock(s, n, false)
			if err != nil {
				return Segment{}, err
			}
			take := min(left, uint64(len(b.ends)))
			for i := range take {
				if err := w.add(b.text(i)); err != nil {
					return Segment{}, err
				}
			}
			left -= take
		}
		if left > 0 {
			return Segment{}, fmt.Errorf("dict: segment %d: %w: %d terms are missing", s.ID, ErrCorrupt, left)
		}
	}
	return w.finish()
}
