package chain

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Never is later than every day: the day of what has no date or is not reached.
const Never = relation.MaxDay

// contacts are held column by column, so that a search loads what it looks at and
// no more. A contact is two actors in touch on one day, or from a day to a later
// one. All events that say so with the same statuses are one contact.
//
//	low     the lesser of the two actors
//	across  the two XORed: across ^ one of them is the other
//	marks   bit 4k+s is set if an event of kind k states status s
//	when    31        11    10     9         5 4       0
//	        +-----------+------+-----------+---------+
//	        | day       | long | attendees | sources |
//	        +-----------+------+-----------+---------+
//
// day is an index in Network.days, their number for no date. long: there is a
// later day in Network.ends. attendees of the smallest event and sources of all
// hold numbers up to 30; 31 says that the number is in Network.large.
type contacts struct {
	low, across, when, marks []uint32
}

const (
	dayShift      = 11
	longBit       = 1 << 10
	attendeeShift = 5
	smallMask     = 31 // also: see Network.large
	maxDays       = 1<<(32-dayShift) - 2
	statusBits    = 4
)

func makeContacts(capacity int) contacts {
	column := func() []uint32 { return make([]uint32, 0, capacity) }
	return contacts{column(), column(), column(), column()}
}

// add appends a contact.
func (c *contacts) add(a, b, when, marks uint32) {
	c.low, c.across = append(c.low, a), append(c.across, a^b)
	c.when, c.marks = append(c.when, when), append(c.marks, marks)
}

// take appends those of others from one to another.
func (c *contacts) take(others *contacts, from, to uint32) {
	c.low, c.across = append(c.low, others.low[from:to]...), append(c.across, others.across[from:to]...)
	c.when, c.marks = append(c.when, others.when[from:to]...), append(c.marks, others.marks[from:to]...)
}

// number is how many there are.
func (c *contacts) number() int { return len(c.low) }

// other returns the actor across from one in a contact.
func (c *contacts) other(i, actor uint32) uint32 { return c.across[i] ^ actor }

// high is the greater of the two actors.
func (c *contacts) high(i uint32) uint32 { return c.low[i] ^ c.across[i] }

func (c *contacts) day(i uint32) uint32 { return c.when[i] >> dayShift }

func (c *contacts) long(i uint32) bool { return c.when[i]&longBit != 0 }

// setDay gives a contact the number of its day.
func (c *contacts) setDay(i, day uint32) { c.when[i] = c.when[i]&(1<<dayShift-1) | day<<dayShift }

// noDay is the day of a contact without a date.
const noDay = maxDays + 1

// numbers are those of a contact that do not fit its word.
type numbers struct{ attendees, sources uint32 }

// Network is who was in touch with whom and when, as of one snapshot. It takes
// 24 bytes for each contact and 16 for each actor, and some more for contacts of
// several days, of more than 30 attendees or of more than 30 sources.
type Network struct {
	seq graph.Seq
	contacts
	allMarks []uint32       // that occur
	dates    []relation.Day // that the day of a contact is a number in
	days     []relation.Day // on which contacts start, ascending
	dayStart []uint32       // of each day in contacts; then of those without a date; then the end
	ends     map[uint32]relation.Day
	large    map[uint32]numbers

	byDate dateTable

	actors []graph.ID // by IRI
	byID   []uint32   // actors, by ID
	kept   func(graph.ID) graph.ID
	// The contacts of each actor, ascending, which is by day.
	start   []uint32
	entries []uint32
	// Those of several days again; nil if there are none.
	longStart []uint32
	longs     []uint32
	recents

	given *rows // that the contacts stand for; nil for the event nodes of the graph

	degrees      []uint32 // of distinct others, computed once asked for
	degreeOnce   sync.Once
	strength     []uint32 // see strengths
	strengthOnce sync.Once
	daily        *dailyNetwork
	dailyOnce    sync.Once
	derived      atomic.Int64 // bytes of what was computed once asked for
	finders      sync.Pool    // of *Finder
}

// maxEntries bounds what is numbered with 32 bits.
const maxEntries = math.MaxUint32 - 1

// ErrTooLarge is returned by [Build], wrapped, for more contacts, actors or days
// than can be numbered: 2 billion contacts or 2 million different days.
var ErrTooLarge = errors.New("chain: network too large")

// Seq is the event as of which the network stands.
func (n *Network) Seq() graph.Seq { return n.seq }

// Contacts is the number of contacts: pairs of actors with a day or period. They
// are numbered, in no order that matters; All has them by day.
func (n *Network) Contacts() int { return n.number() - len(n.gone) }

// Days is the number of different days on which contacts start.
func (n *Network) Days() int {
	if len(n.gone) == 0 {
		return len(n.days)
	}
	count := 0
	for d := range n.days {
		if from, to, others := n.onDay(d); from < to || len(others) > 0 {
			count++
		}
	}
	return count
}

// Bytes is the memory that the network takes, with the rows that it keeps and with
// what it has computed on being asked; without that of its finders, which comes and
// goes. Networks that went on from one another share some of it.
func (n *Network) Bytes() int {
	const perMap, perRow = 16, 96
	given := 0
	if n.given != nil {
		given = len(n.given.list)*perRow + (len(n.given.order)+len(n.given.start))*4
	}
	return n.number()*16 + (len(n.entries)+len(n.start)+len(n.longStart)+len(n.longs)+len(n.byID)+len(n.days)+len(n.dayStart))*4 +
		len(n.actors)*8 + (len(n.ends)+len(n.large))*perMap + n.recentBytes() +
		given + int(n.derived.Load())
}

// by returns the contacts of an actor, by day.
func (n *Network) by(actor uint32) []uint32 {
	if r := n.renewed.of(actor); r != nil {
		return r.list
	}
	if int(actor) >= len(n.start)-1 {
		return nil // a newcomer
	}
	return n.entries[n.start[actor]:n.start[actor+1]]
}

// longBy returns the contacts of several days of an actor.
func (n *Network) longBy(actor uint32) []uint32 {
	if r := n.renewed.of(actor); r != nil {
		return r.longs
	}
	if n.longs == nil || int(actor) >= len(n.longStart)-1 {
		return nil
	}
	return n.longs[n.longStart[actor]:n.longStart[actor+1]]
}

// degree is about how many contacts an actor has.
func (n *Network) degree(actor uint32) int {
	if int(actor) >= len(n.start)-1 {
		return 1
	}
	return int(n.start[actor+1] - n.start[actor])
}

// since is the place of the first contact from a date on in a list by day.
func (n *Network) since(list []uint32, date relation.Day) int {
	bound := n.boundary(date)
	if n.number() == int(n.settled) {
		return lowerBound(list, bound)
	}
	return sort.Search(len(list), func(k int) bool {
		i := list[k]
		return i < n.settled && i >= bound || i >= n.settled && n.first(i) >= date
	})
}

// lasting tells whether there are contacts of several days.
func (n *Network) lasting() bool { return len(n.ends)+len(n.lateEnds) > 0 }

// first is the day on which a contact starts, Never without a date.
func (n *Network) first(i uint32) relation.Day {
	if d := n.day(i); d != noDay {
		return n.dates[d]
	}
	return Never
}

// last is the day on which a contact ends.
func (n *Network) last(i uint32) relation.Day {
	if n.long(i) {
		return n.end(i)
	}
	return n.first(i)
}

// end is the last day of a contact of several days.
func (n *Network) end(i uint32) relation.Day {
	if i >= n.settled {
		return n.lateEnds[i]
	}
	return n.ends[i]
}

// largeNumbers are those of a contact that do not fit its word.
func (n *Network) largeNumbers(i uint32) numbers {
	if i >= n.settled {
		return n.lateLarge[i]
	}
	return n.large[i]
}

func (n *Network) attendees(i uint32) uint32 {
	if v := n.when[i] >> attendeeShift & smallMask; v < smallMask {
		return v
	}
	return n.largeNumbers(i).attendees
}

func (n *Network) sources(i uint32) uint32 {
	if v := n.when[i] & smallMask; v < smallMask {
		return v
	}
	return n.largeNumbers(i).sources
}

// Span is a contact of a network as it is told to others.
type Span struct {
	A, B        uint32 // actors
	First, Last relation.Day
	Sources     uint32
}

// Span returns a contact by its number.
func (n *Network) Span(i uint32) Span {
	return Span{n.low[i], n.high(i), n.first(i), n.last(i), n.sources(i)}
}

// Of calls fn with each contact of an actor and who was across, by day, undated
// ones last, until fn returns false.
func (n *Network) Of(actor uint32, fn func(contact, other uint32) bool) {
	for _, i := range n.by(actor) {
		if !fn(i, n.other(i, actor)) {
			return
		}
	}
}

// seqError says that network and reader disagree.
func (n *Network) seqError(seq graph.Seq) error {
	if seq == n.seq {
		return nil
	}
	return fmt.Errorf("%w: %d and %d", ErrSnapshot, n.seq, seq)
}

// ErrSnapshot is returned for a reader of another snapshot than the network's.
var ErrSnapshot = errors.New("chain: network and reader are of different snapshots")

func isActor(id graph.ID) bool { return id.InDictionary() && !id.IsLiteral() }

// dayRange returns the numbers of the days from lo to hi.
func (n *Network) dayRange(lo, hi relation.Day) (first, end int) {
	first = n.dayFrom(lo)
	if hi < Never {
		hi++
	}
	return first, max(first, n.dayFrom(hi))
}

// dateTable finds a day without a search where the days lie close: of each date
// from the first day on, the number of the first day that is not before it.
type dateTable []uint32

// maxDates is how many dates a table holds for each day.
const maxDates = 16

// tabulate makes the table; nil if the days lie too far apart.
func tabulate(days []relation.Day) dateTable {
	if len(days) == 0 {
		return nil
	}
	span := int64(days[len(days)-1]) - int64(days[0]) + 1
	if span > int64(len(days))*maxDates {
		return nil
	}
	table := make(dateTable, span)
	at := 0
	for i := range table {
		if days[at] < days[0]+relation.Day(i) {
			at++
		}
		table[i] = uint32(at)
	}
	return table
}

// dayFrom is the number of the first day that is not before a date.
func (n *Network) dayFrom(date relation.Day) int {
	switch {
	case len(n.days) == 0 || date <= n.days[0]:
		return 0
	case date > n.days[len(n.days)-1]:
		return len(n.days)
	case n.byDate != nil:
		return int(n.byDate[date-n.days[0]])
	}
	at, _ := slices.BinarySearch(n.days, date)
	return at
}

// boundary is the number of the first settled contact from a date on.
func (n *Network) boundary(date relation.Day) uint32 { return n.dayStart[n.dayFrom(date)] }
