package exec

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/plan"
)

// leapfrog joins scans variable by variable (Veldhuizen, "Leapfrog Triejoin",
// ICDT 2014). A variable's value must be in all scans that have the variable,
// below the values chosen for those before; the lists of candidates are
// intersected by galloping in each to the greatest value of the others.
//
// We differ in that a scan is read once into a trie of columns: the scanner of a
// dataset cannot go back, as the search does for each value of an earlier
// variable, and intersecting memory is many times quicker than blocks.
type leapfrog struct {
	run   *run
	node  *plan.Leapfrog
	scans []operator
	tries []*trie
	vars  []leapVar
	out   [][]graph.ID // by variable
	depth int
	built bool
	begun bool
	done  bool
	work  int
	bits  *pairBits // of the last variable, where solutions are only counted
	spent bool      // the last variable has no more candidates
	plain bool      // no tuple comes more than once
	left  int64     // times that the tuple at hand is still to be yielded
	top   int64
}

// leapVar is a variable: where it stands in the tries.
type leapVar struct {
	slot plan.Slot
	in   []leapIter
}

// leapIter is one trie's candidates for a variable: ids[at:end].
type leapIter struct {
	level   *trieLevel
	parent  *leapIter // of the level above in the same trie; nil at the top
	trie    *trie
	leaf    bool
	at, end int32
}

func newLeapfrog(r *run, n *plan.Leapfrog) (operator, error) {
	l := &leapfrog{run: r, node: n}
	for _, s := range n.Scans {
		op, err := r.build(s)
		if err != nil {
			return nil, errors.Join(err, l.close())
		}
		l.scans = append(l.scans, op)
	}
	for range n.Vars {
		l.out = append(l.out, make([]graph.ID, BatchRows))
	}
	return l, nil
}

// levelSlots returns the slots of a scan's variables in the order of its rows,
// each once.
func (s *scan) levelSlots() []plan.Slot {
	var slots []plan.Slot
	for _, pos := range s.query.Order.Positions() {
		slot := s.slotAt(pos)
		if s.fixed(pos) != graph.None || slot == plan.NoSlot || slices.Contains(slots, slot) {
			continue
		}
		slots = append(slots, slot)
	}
	return slots
}

// build reads the scans. It reports whether there may be solutions.
func (l *leapfrog) build(ctx context.Context) (bool, error) {
	l.built = true
	for i, op := range l.scans {
		s, ok := bare(op).(*scan)
		if !ok {
			return false, fmt.Errorf("exec: a leapfrog join of a %T", bare(op))
		}
		slots := s.levelSlots()
		if len(slots) == 0 {
			return false, fmt.Errorf("exec: scan %d of a leapfrog join has no variable", i)
		}
		t, err := buildTrie(ctx, l.run, op, slots)
		l.tries = append(l.tries, t)
		if err != nil {
			return false, err
		}
		if err := op.close(); err != nil {
			return false, err
		}
		if len(t.levels[0].ids) == 0 {
			return false, nil
		}
	}
	return true, l.arrange()
}

// arrange finds the tries and levels of each variable.
func (l *leapfrog) arrange() error {
	l.vars = make([]leapVar, len(l.node.Vars))
	total := 0
	for _, t := range l.tries {
		total += len(t.slots)
	}
	placed := make([]int, len(l.tries)) // levels of each trie that have a variable
	above := make([]*leapIter, len(l.tries))
	for v, slot := range l.node.Vars {
		l.vars[v].slot = slot
		l.vars[v].in = make([]leapIter, 0, len(l.tries)) // pointers into it stay valid
		for i, t := range l.tries {
			if placed[i] == len(t.slots) || t.slots[placed[i]] != slot {
				continue
			}
			level := placed[i]
			placed[i]++
			total--
			l.vars[v].in = append(l.vars[v].in, leapIter{
				level: &t.levels[level], parent: above[i], trie: t, leaf: level == len(t.slots)-1,
			})
			above[i] = &l.vars[v].in[len(l.vars[v].in)-1]
		}
		if len(l.vars[v].in) == 0 {
			return fmt.Errorf("exec: slot %d of a leapfrog join is in no scan", slot)
		}
	}
	l.plain = !slices.ContainsFunc(l.tries, func(t *trie) bool { return t.counts != nil })
	if total != 0 {
		return fmt.Errorf("exec: the scans of a leapfrog join are not in the order %v", l.node.Vars)
	}
	return nil
}

// open starts the candidates of a variable below the values of those before.
func (v *leapVar) open() {
	for i := range v.in {
		it := &v.in[i]
		if it.parent == nil {
			it.at, it.end = 0, int32(len(it.level.ids))
		} else {
			c := it.parent.level.child
			it.at, it.end = c[it.parent.at], c[it.parent.at+1]
		}
	}
}

// search moves to the next value that all have, from the current ones on.
func (v *leapVar) search() bool {
	if len(v.in) == 2 {
		return v.search2()
	}
	first := &v.in[0]
	if first.at == first.end {
		return false
	}
	high := first.level.ids[first.at]
	for {
		agreed := true
		for i := range v.in {
			it := &v.in[i]
			it.at += int32(gallop(it.level.ids[it.at:it.end], high))
			if it.at == it.end {
				return false
			}
			if id := it.level.ids[it.at]; id != high {
				high, agreed = id, false
			}
		}
		if agreed {
			return true
		}
	}
}

// search2 is search between two lists, the usual case.
func (v *leapVar) search2() bool {
	a, b := &v.in[0], &v.in[1]
	x, y := a.level.ids[a.at:a.end], b.level.ids[b.at:b.end]
	i, j := 0, 0
	found := false
	for i < len(x) && j < len(y) {
		if x[i] < y[j] {
			i += gallop(x[i:], y[j])
		} else if x[i] > y[j] {
			j += gallop(y[j:], x[i])
		} else {
			found = true
			break
		}
	}
	a.at += int32(i)
	b.at += int32(j)
	return found
}

// advance moves to the next value after the current one.
func (v *leapVar) advance() bool {
	v.in[0].at++
	return v.search()
}

// workPerCheck is how many values are tried between two looks at the context.
const workPerCheck = 1 << 14

// step moves to the next tuple; false if there is none.
func (l *leapfrog) step(ctx context.Context) (bool, error) {
	last, ok := len(l.vars)-1, false
	if l.begun {
		l.depth = last
		ok = !l.spent && l.vars[last].advance()
		l.spent = false
	} else {
		l.begun, l.depth = true, 0
		l.vars[0].open()
		ok = l.vars[0].search()
	}
	for {
		if l.work++; l.work%workPerCheck == 0 {
			if err := ctx.Err(); err != nil {
				return false, err
			}
		}
		switch {
		case ok && l.depth == last:
			return true, nil
		case ok:
			l.depth++
			l.vars[l.depth].open()
			ok = l.vars[l.depth].search()
		case l.depth == 0:
			return false, nil
		default:
			l.depth--
			ok = l.vars[l.depth].advance()
		}
	}
}

// multiplicity is how often the tuple at hand is a solution.
func (l *leapfrog) multiplicity() int64 {
	n := int64(1)
	for i := range l.vars {
		for j := range l.vars[i].in {
			if it := &l.vars[i].in[j]; it.leaf && it.trie.counts != nil {
				n *= int64(it.trie.counts[it.at])
			}
		}
	}
	return n
}

func (l *leapfrog) next(ctx context.Context, b *Batch) error {
	b.reset()
	if err := ctx.Err(); err != nil {
		return err
	}
	if !l.built {
		some, err := l.build(ctx)
		if err != nil {
			return err
		}
		l.done = !some
	}
	n := 0
	for n < BatchRows && !l.done {
		if l.left == 0 {
			ok, err := l.step(ctx)
			if err != nil {
				return err
			}
			if l.done = !ok; l.done {
				break
			}
			l.left = l.multiplicity()
		}
		if l.plain {
			n = l.takeAll(n)
			continue
		}
		for l.left > 0 && n < BatchRows {
			for i := range l.vars {
				it := &l.vars[i].in[0]
				l.out[i][n] = it.level.ids[it.at]
			}
			n++
			l.left--
		}
	}
	b.N = n
	for i := range l.vars {
		b.Cols[l.vars[i].slot] = l.out[i][:n]
	}
	return nil
}

// takeAll yields the tuples that differ from the one at hand in the last variable
// only, from row n on, and returns the row behind them.
func (l *leapfrog) takeAll(n int) int {
	last := len(l.vars) - 1
	var k int
	k, l.spent = l.vars[last].take(l.out[last][n:])
	for i := range l.vars[:last] {
		it := &l.vars[i].in[0]
		fill(l.out[i][n:n+k], it.level.ids[it.at])
	}
	l.left = 0
	return n + k
}

// take fills dst with the current value, which all have, and those after it. It
// returns how many there are and whether they are all.
func (v *leapVar) take(dst []graph.ID) (n int, spent bool) {
	a := &v.in[0]
	switch len(v.in) {
	case 1:
		n = copy(dst, a.level.ids[a.at:a.end])
		a.at += int32(n) - 1
		return n, a.at+1 == a.end
	case 2:
		return v.take2(dst)
	}
	for {
		dst[n] = a.level.ids[a.at]
		if n++; n == len(dst) {
			return n, false
		}
		if !v.advance() {
			return n, true
		}
	}
}

// take2 is take from two lists.
func (v *leapVar) take2(dst []graph.ID) (n int, spent bool) {
	a, b := &v.in[0], &v.in[1]
	x, y := a.level.ids[a.at:a.end], b.level.ids[b.at:b.end]
	i, j := 0, 0
	for {
		dst[n] = x[i]
		if n++; n == len(dst) {
			a.at, b.at = a.at+int32(i), b.at+int32(j)
			return n, false
		}
		found := false
		for i, j = i+1, j+1; i < len(x) && j < len(y); {
			switch p, q := x[i], y[j]; {
			case p == q:
				found = true
			case p < q:
				if i++; i < len(x) && x[i] < q {
					i += gallop(x[i:], q)
				}
				continue
			default:
				if j++; j < len(y) && y[j] < p {
					j += gallop(y[j:], p)
				}
				continue
			}
			break
		}
		if !found {
			return n, true
		}
	}
}

func (l *leapfrog) held() int64 {
	var n int64
	for _, t := range l.tries {
		n += t.mem.top
	}
	l.top = max(l.top, n)
	return l.top
}

func (l *leapfrog) close() error {
	l.held()
	var errs []error
	for _, op := range l.scans {
		errs = append(errs, op.close())
	}
	for _, t := range l.tries {
		t.mem.release()
	}
	l.tries, l.vars, l.done = nil, nil, true
	return errors.Join(errs...)
}
