package service

import (
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
)

// Canonical texts of the services [Chain] and [Reach].
const (
	ChainIRI = "<" + vocab.Chy + "chain>"
	ReachIRI = "<" + vocab.Chy + "reach>"
)

// Contacts opens the network of contacts of the query's snapshot, once for all
// calls.
type Contacts func(ctx context.Context) (*relation.Reader, *chain.Network, error)

// Properties of [Chain] and [Reach]: what restricts them.
const (
	chainFrom       = vocab.Chy + "from"
	chainTo         = vocab.Chy + "to"
	chainMode       = vocab.Chy + "mode"
	chainCount      = vocab.Chy + "chains"
	chainMaxHops    = vocab.Chy + "maxHops"
	chainInOrder    = vocab.Chy + "inOrder"
	chainStrict     = vocab.Chy + "strict"
	chainGap        = vocab.Chy + "gapDays"
	chainAfter      = vocab.Chy + "after"
	chainBefore     = vocab.Chy + "before"
	chainKind       = vocab.Chy + "contactKind"
	chainStatus     = vocab.Chy + "contactStatus"
	chainAttendees  = vocab.Chy + "maxAttendees"
	chainHubs       = vocab.Chy + "noHubs"
	chainMinSources = vocab.Chy + "minSources"
	chainVia        = vocab.Chy + "via"
	chainAvoid      = vocab.Chy + "avoid"
)

// Properties of [Chain]: what is found.
const (
	chainNumber    = vocab.Chy + "chain"
	chainHops      = vocab.Chy + "hops"
	chainDeparture = vocab.Chy + "departure"
	chainArrival   = vocab.Chy + "arrival"
	chainStep      = vocab.Chy + "step"
	chainStepFrom  = vocab.Chy + "stepFrom"
	chainStepTo    = vocab.Chy + "stepTo"
	chainContact   = vocab.Chy + "contact"
	chainDate      = vocab.Chy + "date"
	chainPlace     = vocab.Chy + "place"
	chainSource    = vocab.Chy + "source"
	chainQuote     = vocab.Chy + "quote"
)

var restrictions = []string{chainFrom, chainMaxHops, chainInOrder, chainStrict, chainGap, chainAfter, chainBefore,
	chainKind, chainStatus, chainAttendees, chainHubs, chainMinSources, chainVia, chainAvoid}

// Chain finds the best chains of contacts between two actors (package chain), a
// solution per step:
//
//	SERVICE chy:chain { [] chy:from ?a ; chy:to ?b ; chy:mode "earliest" ; chy:maxHops 4 ;
//	    chy:chain ?k ; chy:step ?i ; chy:stepFrom ?x ; chy:stepTo ?y ; chy:date ?day ;
//	    chy:contact ?event ; chy:source ?source ; chy:quote ?sentence }
//
// from and to must be given, by a constant or by the query. Restrictions, with the
// meaning of the options of package chain: mode ("hops", "earliest", "latest",
// "fastest", "strongest"), chains (how many, 1), maxHops, inOrder, strict, gapDays,
// after and before (dates), contactKind, contactStatus, maxAttendees, noHubs,
// minSources, via, avoid. Found: chain and step count from 1; hops, departure and
// arrival are those of the chain; contact is the event that carries the step.
type Chain struct{ Open Contacts }

// Properties implements [Service].
func (Chain) Properties() (restrict, found []string) {
	return append(slices.Clone(restrictions), chainTo, chainMode, chainCount),
		[]string{chainNumber, chainHops, chainDeparture, chainArrival, chainStep, chainStepFrom, chainStepTo,
			chainContact, chainDate, chainPlace, chainSource, chainQuote}
}

// Needs implements [Service].
func (Chain) Needs() []string {
	return append(slices.Clone(restrictions), chainTo, chainMode, chainCount)
}

// Find implements [Service].
func (c Chain) Find(ctx context.Context, given Values, yield func(Values) error) error {
	r, n, err := c.Open(ctx)
	if err != nil {
		return err
	}
	o, err := options(ctx, r, given)
	if err != nil {
		return err
	}
	if mode, ok, err := given.lexical(chainMode); err != nil {
		return err
	} else if ok {
		o.Mode = chain.Mode(mode)
	}
	if err := given.number(chainCount, &o.K); err != nil {
		return err
	}
	var ends [2]graph.ID
	for i, property := range []string{chainFrom, chainTo} {
		known := false
		if ends[i], known, err = actor(ctx, r, given, property); err != nil || !known {
			return err
		}
	}
	if err := o.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrFrame, err)
	}
	result, err := n.Find(ctx, r, ends[:1], ends[1:], o)
	if err != nil {
		return err
	}
	for k, told := range result.Chains {
		if err := yieldSteps(k+1, &told, yield); err != nil {
			return err
		}
	}
	return nil
}

func yieldSteps(number int, told *chain.Told, yield func(Values) error) error {
	for i, step := range told.Steps {
		v := Values{chainNumber: integerTerm(number), chainHops: integerTerm(told.Hops), chainStep: integerTerm(i + 1)}
		v.set(chainDeparture, dateTerm(told.Departure))
		v.set(chainArrival, dateTerm(told.Arrival))
		v.set(chainStepFrom, iriTerm(step.From))
		v.set(chainStepTo, iriTerm(step.To))
		v.set(chainContact, iriTerm(step.Event))
		v.set(chainDate, dateTerm(step.Date))
		v.set(chainPlace, iriTerm(step.Place))
		v.set(chainQuote, stringTerm(step.Quote))
		if len(step.Sources) > 0 {
			v.set(chainSource, iriTerm(step.Sources[0]))
		}
		if err := yield(v); err != nil {
			return err
		}
	}
	return nil
}

// actor is the ID of a given actor; known is false if no statement has it.
func actor(ctx context.Context, r *relation.Reader, given Values, property string) (id graph.ID, known bool, err error) {
	term, ok := given[property]
	if !ok {
		return id, false, fmt.Errorf("%w: <%s> must be given", ErrFrame, property)
	}
	if len(term) < 2 || term[0] == '"' {
		return id, false, fmt.Errorf("%w: <%s> is %s, expected an actor", ErrFrame, property, term)
	}
	id, known, err = r.Graph().Lookup(ctx, []byte(term))
	return id, known, err
}

// options reads what restricts a chain.
func options(ctx context.Context, r *relation.Reader, given Values) (o chain.Options, err error) {
	for property, into := range map[string]*int{chainMaxHops: &o.MaxHops, chainGap: &o.Gap, chainAttendees: &o.MaxAttendees, chainHubs: &o.NoHubs, chainMinSources: &o.MinSources} {
		if err := given.number(property, into); err != nil {
			return o, err
		}
	}
	for property, into := range map[string]*bool{chainInOrder: &o.InOrder, chainStrict: &o.Strict} {
		if err := given.boolean(property, into); err != nil {
			return o, err
		}
	}
	for property, into := range map[string]*relation.Date{chainAfter: &o.From, chainBefore: &o.To} {
		text, ok, err := given.lexical(property)
		if err != nil {
			return o, err
		}
		if !ok {
			continue
		}
		if *into, err = relation.ParseDate(text); err != nil {
			return o, fmt.Errorf("%w: <%s>: %w", ErrFrame, property, err)
		}
	}
	for property, into := range map[string]*[]string{chainKind: &o.Kinds, chainStatus: &o.Statuses} {
		text, ok, err := given.lexical(property)
		if err != nil {
			return o, err
		}
		if ok {
			*into = []string{text}
		}
	}
	for property, into := range map[string]*[]graph.ID{chainVia: &o.Via, chainAvoid: &o.Avoid} {
		if _, ok := given[property]; !ok {
			continue
		}
		id, _, err := actor(ctx, r, given, property)
		if err != nil {
			return o, err
		}
		*into = []graph.ID{id}
	}
	return o, nil
}
