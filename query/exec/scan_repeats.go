package exec

import "github.com/chancery-graph/chancery/graph"

// dropRepeats leaves out rows that equal the row before in all positions of
// unique. It reports whether there are none, which is the common case.
func (s *scan) dropRepeats() ([]int32, bool, error) {
	n := s.batch.N
	if len(s.unique) == 0 { // one statement at most
		if s.begun {
			return s.scratch(), false, nil
		}
		s.begun = true
		s.sel = append(s.scratch(), 0)
		return s.sel, n == 1, nil
	}
	if s.deferring() {
		if !s.mayRepeat() {
			return s.dropFirst()
		}
		if err := s.complete(); err != nil {
			return nil, false, err
		}
	}
	quick := s.batch.Cols[s.unique[0]][:n] // changes most often
	repeat := s.begun && s.repeats(0, s.last)
	for i := 1; i < n && !repeat; i++ {
		repeat = quick[i] == quick[i-1] && s.equal(i, i-1)
	}
	if repeat {
		dst := s.scratch()
		if !s.begun || !s.repeats(0, s.last) {
			dst = append(dst, 0)
		}
		for i := 1; i < n; i++ {
			if quick[i] != quick[i-1] || !s.equal(i, i-1) {
				dst = append(dst, int32(i))
			}
		}
		s.sel = dst
	}
	s.remember(n - 1)
	return s.sel, !repeat, nil
}

// dropSelectedRepeats is dropRepeats among selected rows, in place.
func (s *scan) dropSelectedRepeats(sel []int32) ([]int32, error) {
	if s.deferring() {
		if err := s.complete(); err != nil {
			return nil, err
		}
	}
	dst := sel[:0]
	for _, row := range sel {
		if !s.begun || !s.repeats(int(row), s.last) {
			dst = append(dst, row)
			s.remember(int(row))
		}
	}
	return dst, nil
}

func (s *scan) equal(i, j int) bool {
	for _, pos := range s.unique {
		if c := s.batch.Cols[pos]; c[i] != c[j] {
			return false
		}
	}
	return true
}

func (s *scan) repeats(i int, q graph.Quad) bool {
	for _, pos := range s.unique {
		if s.batch.Cols[pos][i] != q[pos] {
			return false
		}
	}
	return true
}

func (s *scan) remember(i int) {
	for _, pos := range s.unique {
		s.last[pos] = s.batch.Cols[pos][i]
	}
	s.begun = true
}

// Statements are told apart by all positions of unique. Where some of them are wanted
// for nothing else, as the date of a contact whose dates are only counted, they are
// left undecoded in blocks in which the others differ from row to row already.

// defers asks a scanner to leave the lazy columns out.
func (s *scan) defers(sc graph.Scanner) {
	d, ok := sc.(graph.Deferrer)
	if !ok || len(s.lazy) == 0 || len(s.eager) == 0 || s.hashed != nil {
		return
	}
	var cols graph.Columns
	for _, pos := range s.lazy {
		cols |= 1 << pos
	}
	s.later = d
	d.Defer(cols)
}

// deferring tells that the batch was left without the lazy columns.
func (s *scan) deferring() bool { return s.later != nil && s.batch.Cols[s.lazy[0]] == nil }

// mayRepeat tells whether the eager columns are the same in some row as in the one
// before.
func (s *scan) mayRepeat() bool {
	quick := s.batch.Cols[s.eager[0]][:s.batch.N]
	for i := 1; i < len(quick); i++ {
		if quick[i] == quick[i-1] && s.eagerEqual(i, i-1) {
			return true
		}
	}
	return false
}

func (s *scan) eagerEqual(i, j int) bool {
	for _, pos := range s.eager {
		if c := s.batch.Cols[pos]; c[i] != c[j] {
			return false
		}
	}
	return true
}

// complete gets the lazy columns.
func (s *scan) complete() error {
	for _, pos := range s.lazy {
		col, err := s.later.Deferred(pos)
		if err != nil {
			return err
		}
		s.batch.Cols[pos] = col
	}
	return nil
}

// dropFirst is dropRepeats where no row but the first can be a repeat.
func (s *scan) dropFirst() (sel []int32, none bool, err error) {
	repeat := s.begun
	for _, pos := range s.eager {
		repeat = repeat && s.batch.Cols[pos][0] == s.last[pos]
	}
	last := s.batch.N - 1
	for _, pos := range s.lazy {
		if repeat {
			id, err := s.later.DeferredAt(pos, 0)
			if err != nil {
				return nil, false, err
			}
			repeat = id == s.last[pos]
		}
		if s.last[pos], err = s.later.DeferredAt(pos, last); err != nil {
			return nil, false, err
		}
	}
	for _, pos := range s.eager {
		s.last[pos] = s.batch.Cols[pos][last]
	}
	s.begun = true
	if !repeat {
		return nil, true, nil
	}
	s.sel = append(s.scratch(), identity[1:last+1]...)
	return s.sel, false, nil
}
