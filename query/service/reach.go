package service

import (
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
)

// Properties of [Reach] beside those that restrict chains.
const (
	reachWithin  = vocab.Chy + "withinDays"
	reachReached = vocab.Chy + "reached"
	reachArrival = vocab.Chy + "arrival"
	reachHops    = vocab.Chy + "hops"
)

// Reach finds everyone whom word from an actor could have reached, a solution
// each:
//
//	SERVICE chy:reach { [] chy:from ?a ; chy:inOrder true ; chy:withinDays 30 ;
//	    chy:reached ?b ; chy:arrival ?day ; chy:hops ?n }
//
// from must be given. Restrictions are those of [Chain] but mode and chains, and
// withinDays: the most days from the first contact to the last. arrival is unbound
// where no order of time is asked for.
type Reach struct{ Open Contacts }

// Properties implements [Service].
func (Reach) Properties() (restrict, found []string) {
	return append(slices.Clone(restrictions), reachWithin), []string{reachReached, reachArrival, reachHops}
}

// Needs implements [Service].
func (Reach) Needs() []string { return append(slices.Clone(restrictions), reachWithin) }

// Find implements [Service].
func (s Reach) Find(ctx context.Context, given Values, yield func(Values) error) error {
	r, n, err := s.Open(ctx)
	if err != nil {
		return err
	}
	o, err := options(ctx, r, given)
	if err != nil {
		return err
	}
	from, known, err := actor(ctx, r, given, chainFrom)
	if err != nil || !known {
		return err
	}
	within := 0
	if err := given.number(reachWithin, &within); err != nil {
		return err
	}
	if err := o.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrFrame, err)
	}
	f := n.Finder()
	defer f.Release()
	reached, err := f.Reach(ctx, []graph.ID{from}, &o, within)
	if err != nil {
		return err
	}
	for _, who := range reached {
		text, err := r.Graph().AppendTerm(ctx, nil, n.ID(who.Actor))
		if err != nil {
			return err
		}
		v := Values{reachReached: string(text), reachHops: integerTerm(who.Hops)}
		if who.Arrival != chain.Never {
			v[reachArrival] = dateTerm(who.Arrival.String())
		}
		if err := yield(v); err != nil {
			return err
		}
	}
	return nil
}
