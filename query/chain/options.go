package chain

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Mode says which chain is best.
type Mode string

// The modes. Where several chains are as good, the one with fewer steps is
// better; then, in order of time, the one that arrives first, and else the one
// whose contacts come first by day and then by the IRIs of the two actors.
const (
	Hops      Mode = "hops"      // fewest steps
	Earliest  Mode = "earliest"  // earliest arrival
	Latest    Mode = "latest"    // latest departure
	Fastest   Mode = "fastest"   // shortest time from departure to arrival, the earliest such
	Strongest Mode = "strongest" // most independent sources for the step that has fewest
)

// Modes lists the modes.
var Modes = []Mode{Hops, Earliest, Latest, Fastest, Strongest}

// Dated tells whether a mode is about time, so that its chains are in order.
func (m Mode) Dated() bool { return m == Earliest || m == Latest || m == Fastest }

// Options say which chains are wanted and which contacts carry them. The zero
// value asks for the chain with fewest steps over contacts that occurred, of any
// kind and date.
type Options struct {
	Mode Mode // empty: Hops
	// InOrder asks that each contact is no earlier than the one before. Dated
	// modes are always in order. Contacts without a date are in no order.
	InOrder bool
	// Strict asks that each contact is on a later day than the one before; it
	// implies InOrder.
	Strict bool
	// Statuses, from relation.Statuses; nil: occurred alone, because nobody met
	// at a planned, cancelled or denied contact. A contact carries if one source
	// gives it one of them.
	Statuses []string
	// Kinds of contact, from relation.ContactKinds; nil: any.
	Kinds []string
	// From and To bound the days, both inclusive, as in relation.Filter;
	// contacts without a date carry only if there is no bound. Where sources
	// disagree, the earliest date counts.
	From, To relation.Date
	// MaxHops is the greatest number of steps; 0: any.
	MaxHops int
	// K is how many chains are wanted, the best first, no actor twice in one; 0:
	// one. Chains that differ only in the contacts of a step count once.
	K int
	// Via are actors through whom a chain leads, in this order. The way to and
	// from them may pass an actor twice, as word does that is asked for.
	Via []graph.ID
	// Avoid are actors through whom no chain leads.
	Avoid []graph.ID
	// Gap is the greatest number of days from one contact to the next; 0: any.
	// It implies InOrder and excludes K. A chain within it may pass an actor
	// twice: whether one exists that does not is NP-complete (Casteigts et al.,
	// "Finding Temporal Paths Under Waiting Time Constraints", 2021).
	Gap int
	// MaxAttendees leaves out contacts at events of more actors; 0: none.
	MaxAttendees int
	// NoHubs leaves out, but as ends of a chain, so many actors who were in touch
	// with most others; 0: none.
	NoHubs int
	// MinSources leaves out contacts that fewer independent sources state; 0: none.
	MinSources int
}

// ordered tells whether chains are in order of time.
func (o *Options) ordered() bool { return o.InOrder || o.Strict || o.Gap > 0 || o.Mode.Dated() }

// ErrGapK is returned, wrapped, by Validate for Gap together with K.
var ErrGapK = errors.New("chain: several chains cannot be asked for with a longest wait between steps")

// Validate names the first field that is wrong.
func (o Options) Validate() error {
	if o.Mode != "" && !slices.Contains(Modes, o.Mode) {
		var names []string
		for _, m := range Modes {
			names = append(names, string(m))
		}
		return fmt.Errorf("chain: mode %q is none of %s", o.Mode, strings.Join(names, ", "))
	}
	for _, f := range []struct {
		name  string
		value int
	}{{"MaxHops", o.MaxHops}, {"K", o.K}, {"Gap", o.Gap}, {"MaxAttendees", o.MaxAttendees}, {"NoHubs", o.NoHubs}, {"MinSources", o.MinSources}} {
		if f.value < 0 {
			return fmt.Errorf("chain: %s %d is negative", f.name, f.value)
		}
	}
	if o.Gap > 0 && o.K > 1 {
		return ErrGapK
	}
	filter := relation.Filter{From: o.From, To: o.To, Kinds: o.Kinds, Statuses: o.Statuses}
	return filter.Validate()
}

// filter tells which contacts carry a chain.
type filter struct {
	n            *Network
	marks        uint32
	lo, hi       relation.Day
	dated        bool // there is a bound
	maxAttendees uint32
	minSources   uint32
	narrow       bool // more than marks and days have to be looked at
	every        bool // every contact carries
}

func (n *Network) compileFilter(o *Options) filter {
	f := filter{n: n, lo: relation.MinDay, hi: Never - 1, dated: o.From.Known() || o.To.Known()}
	if o.From.Known() {
		f.lo = o.From.First
	}
	if o.To.Known() {
		f.hi = o.To.Last
	}
	kinds, statuses := ^uint8(0), uint8(1)
	if o.Kinds != nil {
		kinds = bitsOf(o.Kinds, relation.ContactKinds())
	}
	if o.Statuses != nil {
		statuses = bitsOf(o.Statuses, relation.Statuses())
	}
	f.marks = marksOf(kinds, statuses)
	f.maxAttendees, f.minSources = uint32(o.MaxAttendees), uint32(o.MinSources)
	f.setMinSources(f.minSources)
	return f
}

// setMinSources asks for so many sources.
func (f *filter) setMinSources(least uint32) {
	f.minSources = least
	f.narrow = f.maxAttendees > 0 || least > 1
	f.every = !f.narrow && !slices.ContainsFunc(f.n.allMarks, func(m uint32) bool { return m&f.marks == 0 })
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

// carries tells whether a contact counts, whenever it was.
func (f *filter) carries(i uint32) bool {
	return f.every || f.n.marks[i]&f.marks != 0 && (!f.narrow || f.fits(i))
}

func (f *filter) fits(i uint32) bool {
	return (f.maxAttendees == 0 || f.n.attendees(i) <= f.maxAttendees) && f.n.sources(i) >= f.minSources
}

// within tells whether a contact can have been within the bounds.
func (f *filter) within(i uint32) bool {
	if !f.dated {
		return true
	}
	first := f.n.first(i)
	return first != Never && first <= f.hi && f.lo <= f.n.last(i)
}

// hubs returns the actors who were in touch with most others, most first, equals
// by IRI.
func (n *Network) hubs(count int) []uint32 {
	n.degreeOnce.Do(func() {
		n.degrees = n.countDegrees()
		n.derived.Add(int64(len(n.degrees) * 4))
	})
	order := make([]uint32, n.Actors())
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(n.degrees[b], n.degrees[a]), n.compareActors(a, b))
	})
	return order[:min(count, len(order))]
}

// countDegrees counts with how many others each actor was in touch, whatever the
// status.
func (n *Network) countDegrees() []uint32 {
	degrees := make([]uint32, n.Actors())
	seen := make([]uint32, n.Actors())
	for a := range degrees {
		for _, i := range n.by(uint32(a)) {
			if other := n.other(i, uint32(a)); seen[other] != uint32(a)+1 {
				seen[other] = uint32(a) + 1
				degrees[a]++
			}
		}
	}
	return degrees
}
