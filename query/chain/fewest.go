package chain

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Options say which contacts carry a chain. The zero value takes those that
// occurred, of any kind and date.
type Options struct {
	// Statuses, from relation.Statuses; nil: occurred alone, because nobody met
	// at a planned, cancelled or denied contact. A contact carries if one source
	// gives it one of them.
	Statuses []string
	// Kinds of contact, from relation.ContactKinds; nil: any.
	Kinds []string
	// From and To bound the dates of the contacts, both inclusive, as in
	// relation.Filter; contacts without a date carry only if there is no bound.
	// Where sources disagree, the earliest date counts.
	From, To relation.Date
	// MaxHops is the greatest number of steps; 0: any.
	MaxHops int
}

// Validate names the first field that is wrong.
func (o Options) Validate() error {
	if o.MaxHops < 0 {
		return fmt.Errorf("chain: MaxHops %d is negative", o.MaxHops)
	}
	filter := relation.Filter{From: o.From, To: o.To, Kinds: o.Kinds, Statuses: o.Statuses}
	return filter.Validate()
}

// Step is one contact of a chain.
type Step struct {
	Hop     int              `json:"hop"` // from 1
	From    relation.Entity  `json:"from"`
	To      relation.Entity  `json:"to"`
	Contact relation.Contact `json:"contact"`
	// OtherContacts is how many more contacts that carry link the same two.
	OtherContacts int `json:"other_contacts"`
}

// Result is a chain, or that there is none.
type Result struct {
	From  relation.Entity `json:"from"`
	To    relation.Entity `json:"to"`
	Found bool            `json:"found"`
	Hops  int             `json:"hops"`
	// LimitReached tells, if no chain was found, that a longer one than MaxHops
	// is not ruled out.
	LimitReached bool   `json:"limit_reached"`
	Steps        []Step `json:"steps"`
}

// ErrSnapshot is returned by [Network.Fewest] for a reader of another snapshot.
var ErrSnapshot = errors.New("chain: network and reader are of different snapshots")

// Fewest returns a chain with the fewest steps between two actors in the
// reader's snapshot. That there is none is a result, not an error. It builds a
// [Network]; who asks more than once builds it once.
func Fewest(ctx context.Context, r *relation.Reader, from, to graph.ID, o Options) (*Result, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	n, err := Build(ctx, r)
	if err != nil {
		return nil, err
	}
	return n.Fewest(ctx, r, from, to, o)
}

// Fewest returns a chain with the fewest steps between two actors; see the
// package comment for which, if there are several. The reader describes the
// steps and must read the same snapshot.
func (n *Network) Fewest(ctx context.Context, r *relation.Reader, from, to graph.ID, o Options) (*Result, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if r.Graph().Seq() != n.seq {
		return nil, fmt.Errorf("%w: %d and %d", ErrSnapshot, n.seq, r.Graph().Seq())
	}
	ends, err := r.Describe(ctx, from, to)
	if err != nil {
		return nil, err
	}
	result := &Result{From: ends[0], To: ends[1], Steps: []Step{}}
	if from == to {
		result.Found = true
		return result, nil
	}
	links, out, err := n.fewest(ctx, r, from, to, o)
	if err != nil {
		return nil, err
	}
	result.Found, result.Hops, result.LimitReached = out.found, out.hops, out.limited
	return result, n.describe(ctx, r, links, result)
}

// link is a step as numbers.
type link struct {
	from, to, contact uint32
	others            int
}

func (n *Network) fewest(ctx context.Context, r *relation.Reader, from, to graph.ID, o Options) ([]link, outcome, error) {
	a, knownA := n.actor(from)
	b, knownB := n.actor(to)
	if !knownA || !knownB {
		return nil, outcome{}, nil
	}
	s := n.searches.Get().(*search)
	defer s.release()
	s.start(0, a)
	s.start(1, b)
	filter := n.compile(o)
	out, err := s.run(ctx, &filter, o.MaxHops)
	if err != nil || !out.found {
		return nil, out, err
	}
	if err := s.mark(ctx, out.meeting); err != nil {
		return nil, out, err
	}
	links := make([]link, 0, out.hops)
	for at := a; len(links) < out.hops; {
		l, err := s.choose(ctx, r, &filter, at, len(links), out.hops)
		if err != nil {
			return nil, out, err
		}
		links = append(links, l)
		at = l.to
	}
	return links, out, nil
}

// choose returns the step of a shortest chain after i steps that comes first:
// the earliest contact, then by the IRIs of contact and actor.
func (s *search) choose(ctx context.Context, r *relation.Reader, o *carried, at uint32, i, hops int) (link, error) {
	var best link
	var bestText [2]string
	found := false
	for _, c := range s.n.by(at) {
		if found && s.n.first[c] > s.n.first[best.contact] {
			break
		}
		if !o.contact(c) {
			continue
		}
		for _, next := range s.n.in(c) {
			if !s.onward(next, i, hops) {
				continue
			}
			text, err := s.iris(ctx, r, c, next)
			if err != nil {
				return link{}, err
			}
			if !found || slices.Compare(text[:], bestText[:]) < 0 {
				found, best, bestText = true, link{from: at, to: next, contact: c}, text
			}
		}
	}
	if !found {
		panic("chain: a shortest chain breaks off: distances and marks disagree")
	}
	for _, c := range s.n.by(at) {
		if c != best.contact && o.contact(c) && slices.Contains(s.n.in(c), best.to) {
			best.others++
		}
	}
	return best, nil
}

func (s *search) iris(ctx context.Context, r *relation.Reader, contact, actor uint32) (text [2]string, err error) {
	if text[0], err = r.IRI(ctx, s.n.contacts[contact]); err != nil {
		return text, err
	}
	text[1], err = r.IRI(ctx, s.n.actors[actor])
	return text, err
}

// describe decodes the steps.
func (n *Network) describe(ctx context.Context, r *relation.Reader, links []link, result *Result) error {
	contacts := make([]graph.ID, len(links))
	actors := make([]graph.ID, 0, len(links)+1)
	for i, l := range links {
		contacts[i] = n.contacts[l.contact]
		actors = append(actors, n.actors[l.from])
	}
	actors = append(actors, result.To.ID)
	entities, err := r.Describe(ctx, actors...)
	if err != nil {
		return err
	}
	described, err := r.Contacts(ctx, contacts)
	if err != nil {
		return err
	}
	for i, l := range links {
		result.Steps = append(result.Steps, Step{i + 1, entities[i], entities[i+1], described[i], l.others})
	}
	return nil
}

// carried tells which contacts carry a chain.
type carried struct {
	n               *Network
	first, last     relation.Day
	dated           bool
	kinds, statuses uint8
}

func (n *Network) compile(o Options) carried {
	c := carried{n: n, first: relation.MinDay, last: relation.MaxDay, dated: o.From.Known() || o.To.Known()}
	if o.From.Known() {
		c.first = o.From.First
	}
	if o.To.Known() {
		c.last = o.To.Last
	}
	c.kinds, c.statuses = ^uint8(0), 1
	if o.Kinds != nil {
		c.kinds = bitsOf(o.Kinds, relation.ContactKinds())
	}
	if o.Statuses != nil {
		c.statuses = bitsOf(o.Statuses, relation.Statuses())
	}
	return c
}

func bitsOf(names, table []string) uint8 {
	var mask uint8
	for i, name := range table {
		if slices.Contains(names, name) {
			mask |= 1 << i
		}
	}
	return mask
}

func (c *carried) contact(i uint32) bool {
	if c.n.kinds[i]&c.kinds == 0 || c.n.statuses[i]&c.statuses == 0 {
		return false
	}
	if !c.dated {
		return true
	}
	return c.n.first[i] != undated && c.n.first[i] <= c.last && c.first <= c.n.last[i]
}
