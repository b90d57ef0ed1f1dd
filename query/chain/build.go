package chain

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Build projects the contacts of the reader's snapshot. Actors that the reader
// sees as one are one.
func Build(ctx context.Context, r *relation.Reader) (*Network, error) {
	e, err := readEvents(ctx, r, nil)
	if err != nil {
		return nil, err
	}
	n := &Network{seq: r.Graph().Seq(), kept: r.Keeping()}
	if err := n.numberActors(ctx, r, e); err != nil {
		return nil, err
	}
	list, err := n.pairUp(ctx, e)
	if err != nil {
		return nil, err
	}
	return n, n.assemble(list)
}

// stated is a contact in the making.
type stated struct {
	a, b        uint32
	first, last relation.Day
	marks       uint32
	attendees   uint32
	sources     uint32
	event       uint32 // in events
}

func (s *stated) sameContact(t *stated) bool {
	return s.a == t.a && s.b == t.b && s.first == t.first && s.last == t.last && s.statuses() == t.statuses()
}

// statuses is a bit for each status that is marked.
func (s *stated) statuses() uint32 {
	var all uint32
	for marks := s.marks; marks != 0; marks >>= statusBits {
		all |= marks & (1<<statusBits - 1)
	}
	return all
}

func compareStated(s, t *stated) int {
	return cmp.Or(cmp.Compare(s.first, t.first), cmp.Compare(uint64(s.a)<<32|uint64(s.b), uint64(t.a)<<32|uint64(t.b)),
		cmp.Compare(s.last, t.last), cmp.Compare(s.statuses(), t.statuses()), cmp.Compare(s.event, t.event))
}

// sortStated sorts by first day, pair and the rest: by counting, the least column
// first, unless the list is short for the number of actors or these are not all
// numbered by IRI.
func (n *Network) sortStated(list []stated) {
	compare := func(s, t stated) int { return n.compareStated(&s, &t) }
	actors := n.Actors()
	if len(list) < actors/4 || len(n.newcomers.list) > 0 {
		slices.SortFunc(list, compare)
		return
	}
	days := daysOf(list)
	number := make(map[relation.Day]uint32, len(days))
	for i, d := range days {
		number[d] = uint32(i)
	}
	sorted := make([]stated, len(list))
	countingSort(sorted, list, actors, func(s *stated) uint32 { return s.b })
	countingSort(list, sorted, actors, func(s *stated) uint32 { return s.a })
	countingSort(sorted, list, len(days), func(s *stated) uint32 { return number[s.first] })
	for from := 0; from < len(sorted); { // of the same two on one day, by the rest
		to := from + 1
		for to < len(sorted) && sorted[to].a == sorted[from].a && sorted[to].b == sorted[from].b && sorted[to].first == sorted[from].first {
			to++
		}
		if to > from+1 {
			slices.SortFunc(sorted[from:to], compare)
		}
		from = to
	}
	copy(list, sorted)
}

// countingSort sorts by a column of numbers below a limit; equals keep their order.
func countingSort(dst, list []stated, limit int, column func(*stated) uint32) {
	at := make([]uint32, limit+1)
	for i := range list {
		at[column(&list[i])+1]++
	}
	for i := range limit {
		at[i+1] += at[i]
	}
	for i := range list {
		k := column(&list[i])
		dst[at[k]] = list[i]
		at[k]++
	}
}

// daysOf returns the distinct first days, ascending.
func daysOf(list []stated) []relation.Day {
	seen := map[relation.Day]bool{}
	var days []relation.Day
	last := relation.MinDay
	for i := range list {
		if d := list[i].first; (i == 0 || d != last) && !seen[d] {
			seen[d] = true
			days = append(days, d)
			last = d
		}
	}
	slices.Sort(days)
	return days
}

// numberActors numbers the actors of events.
func (n *Network) numberActors(ctx context.Context, r *relation.Reader, e *events) error {
	ids := make([]graph.ID, 0, len(e.pairs))
	for _, p := range e.pairs {
		ids = append(ids, p.actor)
	}
	return n.setActors(ctx, r, ids)
}

// batchTerms is what decodes many terms at once, as a snapshot of the store does.
type batchTerms interface {
	AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error)
}

// setActors numbers actors by IRI, so that everything that follows depends on
// the statements alone and not on the order in which they came.
func (n *Network) setActors(ctx context.Context, r *relation.Reader, ids []graph.ID) error {
	ids = distinctIDs(ids)
	if len(ids) > maxEntries {
		return fmt.Errorf("%w: %d actors", ErrTooLarge, len(ids))
	}
	texts, ends, err := decode(ctx, r.Graph(), ids)
	if err != nil {
		return err
	}
	text := func(i uint32) string {
		start := 0
		if i > 0 {
			start = ends[i-1]
		}
		return texts[start:ends[i]]
	}
	order := make([]uint32, len(ids))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(text(a), text(b)) })
	n.actors, n.byID = make([]graph.ID, len(ids)), make([]uint32, len(ids))
	for number, i := range order {
		n.actors[number] = ids[i]
		n.byID[i] = uint32(number)
	}
	return nil
}

// distinctIDs sorts IDs of the dictionary and drops repeats.
func distinctIDs(ids []graph.ID) []graph.ID {
	seen := make(map[graph.ID]struct{}, len(ids)/8+1)
	out := ids[:0]
	for _, id := range ids {
		if _, ok := seen[id]; !ok {
			seen[id] = struct{}{}
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func decode(ctx context.Context, g relation.Graph, ids []graph.ID) (string, []int, error) {
	var text []byte
	ends := make([]int, 0, len(ids))
	var err error
	if b, ok := g.(batchTerms); ok {
		if text, ends, err = b.AppendTerms(ctx, text, ends, ids); err != nil {
			return "", nil, fmt.Errorf("decode actors: %w", err)
		}
		return string(text), ends, nil
	}
	for _, id := range ids {
		if text, err = g.AppendTerm(ctx, text, id); err != nil {
			return "", nil, fmt.Errorf("decode %v: %w", id, err)
		}
		ends = append(ends, len(text))
	}
	return string(text), ends, nil
}

// pairUp makes contacts of events, sorted: one for each pair of actors, time and
// statuses.
func (n *Network) pairUp(ctx context.Context, e *events) ([]stated, error) {
	total := 0
	for i := range e.ids {
		k := int(e.starts[i+1] - e.starts[i])
		total += k * (k - 1) / 2
	}
	if total > maxEntries/2 {
		return nil, fmt.Errorf("%w: %d contacts", ErrTooLarge, total)
	}
	list := make([]stated, 0, total)
	var numbers []uint32
	for i := range e.ids {
		pairs := e.pairs[e.starts[i]:e.starts[i+1]]
		numbers = numbers[:0]
		for _, p := range pairs {
			actor, _ := n.Actor(p.actor)
			numbers = append(numbers, actor)
		}
		slices.SortFunc(numbers, n.compareActors)
		for j, a := range numbers {
			for _, b := range numbers[j+1:] {
				list = append(list, stated{a: a, b: b, first: e.first[i], last: e.last[i], marks: e.marks(i),
					attendees: uint32(len(numbers)), event: uint32(i)})
			}
		}
	}
	n.sortStated(list)
	return e.mergeStated(ctx, list)
}

// mergeStated makes the events of a pair at a time one contact if they have the
// same statuses; the list is sorted. Its sources are those that are independent:
// where a sentence may tell that one copies another, the reader does.
func (e *events) mergeStated(ctx context.Context, list []stated) ([]stated, error) {
	out := list[:0]
	var names []graph.ID
	var doubtful copies
	for i := 0; i < len(list); {
		s, first := list[i], i
		names = e.appendSources(names[:0], s.event)
		for i++; i < len(list) && s.sameContact(&list[i]); i++ {
			s.marks |= list[i].marks
			s.attendees = min(s.attendees, list[i].attendees)
			names = e.appendSources(names, list[i].event)
		}
		slices.Sort(names)
		names = slices.Compact(names)
		s.sources = uint32(len(names))
		if len(e.terms.QuotedFrom) > 0 && (len(names) > 1 || names[0] == graph.None) {
			doubtful.add(e, uint32(len(out)), list[first:i])
		}
		out = append(out, s)
	}
	return out, doubtful.count(ctx, e.r, out)
}

// copies are contacts of which some sources may be copies of others. Without a
// graph name it is the sentences that tell the sources.
type copies struct {
	at     []uint32 // in a list of contacts
	groups [][]graph.ID
}

func (c *copies) add(e *events, at uint32, events []stated) {
	var ids []graph.ID
	for i := range events {
		ids = append(ids, e.ids[events[i].event])
	}
	c.at, c.groups = append(c.at, at), append(c.groups, ids)
}

// countAtOnce is of how many contacts the sentences are held at a time.
const countAtOnce = 4096

// count sets the sources of the contacts.
func (c *copies) count(ctx context.Context, r *relation.Reader, list []stated) error {
	for len(c.at) > 0 {
		n := min(countAtOnce, len(c.at))
		counts, err := r.CountIndependent(ctx, c.groups[:n])
		if err != nil {
			return err
		}
		for i, independent := range counts {
			list[c.at[i]].sources = uint32(independent)
		}
		c.at, c.groups = c.at[n:], c.groups[n:]
	}
	return nil
}

// appendSources appends the graph names of an event.
func (e *events) appendSources(dst []graph.ID, event uint32) []graph.ID {
	for _, s := range e.sources[e.sourceStarts[event]:e.sourceStarts[event+1]] {
		dst = append(dst, s.name)
	}
	return dst
}

// assemble lays contacts out, which are sorted and distinct.
func (n *Network) assemble(list []stated) error {
	if len(list) > maxEntries/2 {
		return fmt.Errorf("%w: %d contacts", ErrTooLarge, len(list))
	}
	n.contacts = makeContacts(len(list) + recentRoom(len(list)))
	undated := 0
	for i := range list {
		n.startDay(list[i].first)
		n.place(&list[i])
		if list[i].first == Never {
			undated++
		}
	}
	return n.finish(undated)
}

// finish closes the days, after which so many contacts have no date, and lists
// the contacts of each actor.
func (n *Network) finish(undated int) error {
	if len(n.days) > maxDays {
		return fmt.Errorf("%w: %d days", ErrTooLarge, len(n.days))
	}
	dated := n.number() - undated
	n.dayStart = append(n.dayStart, uint32(dated), uint32(n.number()))
	n.dates, n.byDate = n.days, tabulate(n.days)
	n.settle()
	n.allMarks = noteMarks(nil, n.marks)
	n.start, n.entries = n.rows(func(uint32) bool { return true })
	if len(n.ends) > 0 {
		n.longStart, n.longs = n.rows(n.long)
	}
	n.finders.New = func() any { return newFinder(n) }
	return nil
}

// noteMarks adds those of a column that a list does not have.
func noteMarks(list, column []uint32) []uint32 {
	seen := make(map[uint32]bool, len(list))
	for _, m := range list {
		seen[m] = true
	}
	for i, m := range column {
		if (i == 0 || m != column[i-1]) && !seen[m] {
			seen[m] = true
			list = append(list, m)
		}
	}
	return list
}

// place adds one contact, of the last day so far.
func (n *Network) place(s *stated) {
	i := uint32(n.number())
	when := uint32(noDay) << dayShift
	if s.first != Never {
		when = uint32(len(n.days)-1) << dayShift
	}
	when |= min(s.attendees, smallMask)<<attendeeShift | min(s.sources, smallMask)
	if s.attendees >= smallMask || s.sources >= smallMask {
		if n.large == nil {
			n.large = map[uint32]numbers{}
		}
		n.large[i] = numbers{s.attendees, s.sources}
	}
	if s.first != Never && s.last > s.first {
		when |= longBit
		if n.ends == nil {
			n.ends = map[uint32]relation.Day{}
		}
		n.ends[i] = s.last
	}
	n.add(s.a, s.b, when, s.marks)
}

// rows lists the contacts of each actor that are wanted, ascending.
func (n *Network) rows(want func(uint32) bool) (start, entries []uint32) {
	actors := n.Actors()
	start = make([]uint32, actors+1)
	for i := range uint32(n.number()) {
		if want(i) {
			start[n.low[i]+1]++
			start[n.high(i)+1]++
		}
	}
	for i := range actors {
		start[i+1] += start[i]
	}
	entries = make([]uint32, start[actors])
	next := slices.Clone(start[:actors])
	for i := range uint32(n.number()) {
		if !want(i) {
			continue
		}
		for _, actor := range [2]uint32{n.low[i], n.high(i)} {
			entries[next[actor]] = i
			next[actor]++
		}
	}
	return start, entries
}
