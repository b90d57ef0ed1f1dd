package exec

import (
	"context"
	"sync/atomic"
)

// tally counts the solutions of a leapfrog join: for each choice of all variables
// but the last it counts the candidates of that, most often by their bits (see
// trieBits). The values of the first variable are divided among the goroutines that
// the run has to spare.
func (l *leapfrog) tally(ctx context.Context, _ *Batch) (int64, error) {
	some, err := l.build(ctx)
	if err != nil || !some {
		l.done = true
		return 0, err
	}
	l.done = true
	last := &l.vars[len(l.vars)-1]
	if l.plain && len(l.vars) > 1 && len(last.in) == 2 && last.in[0].parent != nil && last.in[1].parent != nil {
		l.bits = newPairBits(l.run, last.in[0].trie, last.in[1].trie)
	}
	first := l.vars[0].in[0].level.ids
	var sum atomic.Int64
	const morsel = 64 // values of the first variable that a goroutine takes at once
	spare := l.run.terms.spare(len(first)/morsel - 1)
	walkers := []*leapfrog{l}
	for range spare {
		walkers = append(walkers, &leapfrog{run: l.run, node: l.node, tries: l.tries, bits: l.bits})
	}
	err = l.run.share(ctx, spare, (len(first)+morsel-1)/morsel, func(ctx context.Context, worker, i int) error {
		w := walkers[worker]
		if len(w.vars) == 0 {
			if err := w.arrange(); err != nil {
				return err
			}
		}
		n, err := w.tallyRange(ctx, int32(i*morsel), int32(min((i+1)*morsel, len(first))))
		sum.Add(n)
		return err
	})
	return sum.Load(), err
}

// tallyRange counts the solutions in which the first variable has a value of its
// first trie from one number up to another.
func (l *leapfrog) tallyRange(ctx context.Context, from, to int32) (int64, error) {
	v := &l.vars[0]
	v.open()
	v.in[0].at, v.in[0].end = from, to
	last, sum := len(l.vars)-1, int64(0)
	l.depth = 0
	for ok := v.search(); ; {
		if l.work++; l.work%workPerCheck == 0 {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
		}
		switch {
		case ok && l.depth == last:
			sum += l.multiplicity()
			ok = l.vars[last].advance()
		case ok:
			l.depth++
			l.vars[l.depth].open()
			if l.depth == last && l.bits != nil {
				in := l.vars[last].in
				sum += l.bits.common(&in[0], &in[1])
				ok = false
				continue
			}
			ok = l.vars[l.depth].search()
		case l.depth == 0:
			return sum, nil
		default:
			l.depth--
			ok = l.vars[l.depth].advance()
		}
	}
}
