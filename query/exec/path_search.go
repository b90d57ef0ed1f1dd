package exec

import (
	"context"
	"errors"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// search finds what a path leads to in one graph (or one union of graphs). A
// node of the search is a term and a state of the automaton; the frontier is
// kept by state and moves one step at a time, its terms sorted, so that an index
// is read forwards. Visited nodes carry the number of the search that saw them,
// so that a new search need not clear anything.
type search struct {
	run    *run
	path   *plan.Automaton
	graphs plan.GraphMode
	set    []graph.ID
	steps  map[stepKey]*step
	fore   *side
	back   *side
	mem    reservation
	buf    []graph.ID
}

// side is the search in one direction.
type side struct {
	auto  *automaton
	terms *table     // numbers the terms ever seen
	seen  [][]uint32 // by state, by number: the search that saw it
	found []uint32   // by number: the search of which it is a result
	epoch uint32
	front [][]graph.ID // by state
	next  [][]graph.ID
	size  int // of the frontier
}

func newSearch(r *run, path *plan.Automaton, graphs plan.GraphMode, set []graph.ID) *search {
	s := &search{run: r, path: path, graphs: graphs, set: set, steps: map[stepKey]*step{}, mem: r.mem.reserve(pathWhat)}
	s.fore, s.back = newSide(r, forward(path)), newSide(r, backward(path))
	return s
}

func newSide(r *run, a *automaton) *side {
	n := len(a.edges)
	return &side{
		auto: a, terms: newTable(1, r.mem.reserve(pathWhat)), seen: make([][]uint32, n),
		front: make([][]graph.ID, n), next: make([][]graph.ID, n),
	}
}

// begin starts a search from a term.
func (d *side) begin(s *search, from graph.ID) error {
	d.epoch++
	for state := range d.front {
		d.front[state] = d.front[state][:0]
	}
	d.size = len(d.auto.starts)
	for _, state := range d.auto.starts {
		if _, err := d.visit(s, state, []graph.ID{from}, nil); err != nil {
			return err
		}
		d.front[state] = append(d.front[state], from)
	}
	return nil
}

// visit marks terms as seen in a state and returns those that were not before,
// appended to dst.
func (d *side) visit(s *search, state int, ids, dst []graph.ID) ([]graph.ID, error) {
	var nums [256]int32
	for len(ids) > 0 {
		n := min(len(ids), len(nums))
		if err := d.terms.insert([][]graph.ID{ids}, identity[:n], nums[:n]); err != nil {
			return dst, err
		}
		if err := d.room(s); err != nil {
			return dst, err
		}
		seen := d.seen[state]
		for i, num := range nums[:n] {
			if seen[num] != d.epoch {
				seen[num] = d.epoch
				dst = append(dst, ids[i])
			}
		}
		ids = ids[n:]
	}
	return dst, nil
}

// room makes the marks as many as there are terms.
func (d *side) room(s *search) error {
	if n := d.terms.n; n > len(d.found) {
		to := max(n, 2*len(d.found), 64)
		if err := s.mem.grow(int64(to-len(d.found)) * 4 * int64(len(d.seen)+1)); err != nil {
			return err
		}
		d.found = append(d.found, make([]uint32, to-len(d.found))...)
		for i := range d.seen {
			d.seen[i] = append(d.seen[i], make([]uint32, to-len(d.seen[i]))...)
		}
	}
	return nil
}

// has tells whether the search in this direction has seen a term in a state.
func (d *side) has(state int, id graph.ID) bool {
	var num [1]int32
	d.terms.find([][]graph.ID{{id}}, identity[:1], num[:])
	return num[0] >= 0 && d.seen[state][num[0]] == d.epoch
}

// advance moves the frontier one step; arrive gets the new terms of a state.
func (d *side) advance(ctx context.Context, s *search, arrive func(state int, ids []graph.ID) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.size = 0
	for state := range d.next {
		d.next[state] = d.next[state][:0]
	}
	for state, front := range d.front {
		if len(front) == 0 {
			continue
		}
		slices.Sort(front)
		var last *step
		for i := range d.auto.edges[state] {
			e := &d.auto.edges[state][i]
			var err error
			if st := s.step(e); st != last { // an edge onwards often goes with one to the end
				if s.buf, err = st.expand(ctx, front, s.buf[:0]); err != nil {
					return err
				}
				last = st
			}
			from := len(d.next[e.To])
			if d.next[e.To], err = d.visit(s, e.To, s.buf, d.next[e.To]); err != nil {
				return err
			}
			fresh := d.next[e.To][from:]
			d.size += len(fresh)
			if len(fresh) > 0 {
				if err := arrive(e.To, fresh); err != nil {
					return err
				}
			}
		}
	}
	d.front, d.next = d.next, d.front
	return nil
}

func (s *search) step(e *plan.Edge) *step {
	k := keyOf(e)
	st := s.steps[k]
	if st == nil {
		st = newStep(s.run, e, s.graphs, s.set)
		s.steps[k] = st
	}
	return st
}

// reach appends the terms that the path leads to from a term, each once, without
// those of zero steps.
func (s *search) reach(ctx context.Context, d *side, from graph.ID, dst []graph.ID) ([]graph.ID, error) {
	if err := d.begin(s, from); err != nil {
		return dst, err
	}
	for d.size > 0 {
		err := d.advance(ctx, s, func(state int, ids []graph.ID) error {
			if !d.auto.accept[state] {
				return nil
			}
			var nums [1]int32
			for _, id := range ids {
				d.terms.find([][]graph.ID{{id}}, identity[:1], nums[:])
				if d.found[nums[0]] != d.epoch {
					d.found[nums[0]] = d.epoch
					dst = append(dst, id)
				}
			}
			return nil
		})
		if err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// connected tells whether the path leads from one term to another in one step or
// more. The two ends are searched from in turn, the smaller frontier first. If
// the path matches zero steps, the two are different or in no statement.
func (s *search) connected(ctx context.Context, from, to graph.ID) (bool, error) {
	a, b := s.fore, s.back
	if err := errors.Join(a.begin(s, from), b.begin(s, to)); err != nil {
		return false, err
	}
	for a.size > 0 && b.size > 0 {
		here, there := a, b
		if b.size < a.size {
			here, there = b, a
		}
		met := false
		err := here.advance(ctx, s, func(state int, ids []graph.ID) error {
			for _, id := range ids {
				met = met || there.has(state, id)
			}
			return nil
		})
		if err != nil || met {
			return met, err
		}
	}
	return false, nil
}

// sources returns the terms at which the path can begin, rising.
func (s *search) sources(ctx context.Context, d *side) ([]graph.ID, error) {
	var all []graph.ID
	for _, state := range d.auto.starts {
		for i := range d.auto.edges[state] {
			var err error
			if all, err = s.step(&d.auto.edges[state][i]).sources(ctx, all); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all), s.mem.grow(int64(len(all)) * 8)
}

// nodes returns all subjects and objects of the graph, rising.
func (s *search) nodes(ctx context.Context) ([]graph.ID, error) {
	any := plan.Edge{Except: []graph.ID{}}
	all, err := s.step(&any).sources(ctx, nil)
	if err != nil {
		return nil, err
	}
	any.Backward = true
	if all, err = s.step(&any).sources(ctx, all); err != nil {
		return nil, err
	}
	slices.Sort(all)
	return slices.Compact(all), s.mem.grow(int64(len(all)) * 8)
}

// isNode tells whether a term is a subject or an object of the graph.
func (s *search) isNode(ctx context.Context, id graph.ID) (bool, error) {
	for _, backward := range []bool{false, true} {
		e := plan.Edge{Except: []graph.ID{}, Backward: backward}
		var err error
		if s.buf, err = s.step(&e).expand(ctx, []graph.ID{id}, s.buf[:0]); err != nil || len(s.buf) > 0 {
			return err == nil, err
		}
	}
	return false, nil
}

func (s *search) close() error {
	s.mem.release()
	s.fore.terms.release()
	s.back.terms.release()
	var errs []error
	for _, st := range s.steps {
		errs = append(errs, st.close())
	}
	return errors.Join(errs...)
}
