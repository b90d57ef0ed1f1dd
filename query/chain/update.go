package chain

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
)

// Update returns the network as of the reader's snapshot, from this one and the
// patch between the two (which a snapshot's Diff gives): equal to one that Build
// makes. This one is not changed, so that who asks as of its snapshot goes on with
// it.
//
// New contacts of actors who are known cost no pass over those that are there, others
// one pass. Where a patch changes an event that
// was there, or adds one at the time of another of the same two, the contacts of
// its actors are read again. A patch that takes actors out of events, changes
// which entities are one, or touches thousands of events is built anew, without
// being read to its end; so is one of a graph that does not remember what was taken
// back (ScanHistory). A network of rows is no projection of events, which is ErrRows.
func (n *Network) Update(ctx context.Context, r *relation.Reader, patch graph.PatchReader) (*Network, error) {
	if n.given != nil {
		return nil, ErrRows
	}
	u := updater{old: n, r: r, terms: r.ContactTerms(), pairs: map[[2]graph.ID]bool{}}
	if err := u.readPatch(ctx, patch); err != nil {
		return nil, err
	}
	if !u.anew {
		if err := u.gather(ctx); err != nil {
			return nil, err
		}
	}
	if u.anew {
		return Build(ctx, r)
	}
	return u.network(ctx)
}

// manyTouched is how many events or pairs are too many to be read one by one.
const manyTouched = 4096

// updater gathers what a patch changes.
type updater struct {
	old   *Network
	r     *relation.Reader
	terms relation.ContactTerms
	anew  bool // the whole network has to be built again

	touched []graph.ID           // events, ascending
	pairs   map[[2]graph.ID]bool // of which all contacts are read again
	events  *events              // that are read: the touched ones, and those of the pairs
	undated int                  // contacts without a date in the new network
}

// readPatch finds the events that a patch touches.
func (u *updater) readPatch(ctx context.Context, patch graph.PatchReader) error {
	about, err := u.predicates(ctx)
	if err != nil {
		return err
	}
	var b graph.PatchBatch
	for {
		err := patch.ReadPatch(&b)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		for i := range b.Changes {
			if err := u.note(ctx, &b.Changes[i], about); err != nil {
				return err
			}
		}
		slices.Sort(u.touched)
		u.touched = slices.Compact(u.touched)
		if u.anew = u.anew || len(u.touched) > manyTouched; u.anew {
			return nil // the rest of the patch would say no more
		}
	}
	return nil
}

// told is what a predicate tells of.
type told int

const (
	ofParty    told = iota + 1 // who takes part in an event
	ofEvent                    // when an event was, and the like
	ofSentence                 // the words of a sentence
)

// predicates are those that tell something of contacts, by their texts.
func (u *updater) predicates(ctx context.Context) (map[string]told, error) {
	t := &u.terms
	about := map[string]told{}
	for of, lists := range map[told][][]graph.ID{
		ofParty:    {t.Attending, t.Expected},
		ofEvent:    {t.Start, t.End, t.Status, t.Type, t.QuotedFrom},
		ofSentence: {t.Text},
	} {
		for _, id := range slices.Concat(lists...) {
			text, err := u.r.Graph().AppendTerm(ctx, nil, id)
			if err != nil {
				return nil, err
			}
			about[string(text)] = of
		}
	}
	return about, nil
}

func (u *updater) note(ctx context.Context, c *graph.Change, about map[string]told) error {
	if string(c.P) == "<"+vocab.OWLSameAs+">" {
		u.anew = true
		return nil
	}
	of := about[string(c.P)]
	if of == 0 {
		return nil
	}
	if of == ofParty && c.Op == graph.Delete {
		u.anew = true // an actor may be left without contacts
		return nil
	}
	subject, ok, err := u.r.Graph().Lookup(ctx, c.S)
	if err != nil || !ok {
		return err
	}
	if of == ofSentence {
		return u.noteQuoting(ctx, subject)
	}
	u.touched = append(u.touched, subject)
	return nil
}

// noteQuoting notes the events that quote a sentence.
func (u *updater) noteQuoting(ctx context.Context, sentence graph.ID) error {
	for _, p := range u.terms.QuotedFrom {
		q := graph.Scan{Pattern: graph.Pattern{P: p, O: sentence}, Columns: graph.ColS}
		err := relation.EachBatch(ctx, u.r.Graph(), q, func(b *graph.Batch) error {
			u.touched = append(u.touched, b.Cols[graph.S][:b.N]...)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// gather reads the touched events, and those of pairs that are read again.
func (u *updater) gather(ctx context.Context) error {
	var err error
	if u.events, err = readEvents(ctx, u.r, u.touched); err != nil {
		return err
	}
	e := u.events
	for i, event := range e.ids {
		pairs := e.pairs[e.starts[i]:e.starts[i+1]]
		before, err := u.stoodBefore(ctx, event)
		if err != nil || u.anew {
			return err
		}
		if !before && !u.sameTime(e, i, pairs) {
			continue
		}
		for j, a := range pairs {
			for _, b := range pairs[j+1:] {
				u.pairs[[2]graph.ID{a.actor, b.actor}] = true // ascending within an event
			}
		}
	}
	if u.anew = len(u.pairs) > manyTouched; u.anew || len(u.pairs) == 0 {
		return nil
	}
	all := slices.Clone(u.touched)
	for pair := range u.pairs {
		shared, err := u.r.SharedContacts(ctx, pair[0], pair[1])
		if err != nil {
			return err
		}
		all = append(all, shared...)
	}
	slices.Sort(all)
	u.events, err = readEvents(ctx, u.r, slices.Compact(all))
	return err
}

// historian is a graph that remembers statements that were taken back.
type historian interface {
	ScanHistory(ctx context.Context, q graph.Scan) (graph.Scanner, error)
}

// history makes scans of a graph read what was taken back, too.
type history struct {
	relation.Graph
	of historian
}

// Scan implements relation.Graph.
func (h history) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	return h.of.ScanHistory(ctx, q)
}

// stoodBefore tells whether an event had actors in the old network's snapshot, or at
// some time before. Statements that were taken back since and stated again are in no
// patch, so that it is the history that tells. If some of the actors were only
// expected, a change may leave them without contacts.
func (u *updater) stoodBefore(ctx context.Context, event graph.ID) (before bool, err error) {
	past, ok := u.r.Graph().(historian)
	if !ok {
		u.anew = true
		return false, nil
	}
	for i, list := range [][]graph.ID{u.terms.Attending, u.terms.Expected} {
		for _, p := range list {
			q := graph.Scan{Pattern: graph.Pattern{S: event, P: p}, Columns: graph.ColO, Events: true}
			err := relation.EachBatch(ctx, history{u.r.Graph(), past}, q, func(b *graph.Batch) error {
				for _, added := range b.Added[:b.N] {
					if added <= u.old.seq {
						before = true
						u.anew = u.anew || i == 1
					}
				}
				return nil
			})
			if err != nil {
				return false, err
			}
		}
	}
	return before, nil
}

// sameTime tells whether two of the actors of an event were in touch at its time
// already.
func (u *updater) sameTime(e *events, i int, pairs []pair) bool {
	for j := range pairs {
		a, known := u.old.Actor(pairs[j].actor)
		if !known {
			continue
		}
		for k := range pairs[j+1:] {
			b, known := u.old.Actor(pairs[j+1+k].actor)
			if known && u.old.inTouch(a, b, e.first[i], e.last[i]) {
				return true
			}
		}
	}
	return false
}

// inTouch tells whether two have a contact of certain days.
func (n *Network) inTouch(a, b uint32, first, last relation.Day) bool {
	if len(n.by(b)) < len(n.by(a)) {
		a, b = b, a
	}
	list := n.by(a)
	for k := n.since(list, first); k < len(list) && n.first(list[k]) == first; k++ {
		if n.other(list[k], a) == b && n.last(list[k]) == last {
			return true
		}
	}
	return false
}

// network joins the old network with the contacts of the events that were read.
func (u *updater) network(ctx context.Context) (*Network, error) {
	next := &Network{seq: u.r.Graph().Seq(), kept: u.r.Keeping()}
	renumbered, err := u.numberActors(ctx, next)
	if err != nil {
		return nil, err
	}
	list, err := next.pairUp(ctx, u.events)
	if err != nil {
		return nil, err
	}
	again := func(a, b uint32) bool {
		if len(u.pairs) == 0 {
			return false
		}
		x, y := next.actors[a], next.actors[b]
		return u.pairs[[2]graph.ID{min(x, y), max(x, y)}]
	}
	// Of events that were read for the sake of one pair, other pairs stand in the
	// old network already.
	list = slices.DeleteFunc(list, func(s stated) bool {
		_, touched := slices.BinarySearch(u.touched, u.events.ids[s.event])
		return !touched && !again(s.a, s.b)
	})
	if renumbered == nil && len(u.pairs) == 0 && len(u.old.recent)+len(list) <= recentRoom(int(u.old.settled)) {
		u.old.addRecent(next, list)
		return next, nil
	}
	return next, u.join(next, list, renumbered, again)
}

// numberActors numbers the old actors and the new ones; renumbered maps the old
// numbers, nil if they are the same.
func (u *updater) numberActors(ctx context.Context, next *Network) (renumbered []uint32, err error) {
	var ids []graph.ID
	for _, p := range u.events.pairs {
		if _, known := u.old.Actor(p.actor); !known {
			ids = append(ids, p.actor)
		}
	}
	if len(ids) == 0 {
		next.actors, next.byID = u.old.actors, u.old.byID
		return nil, nil
	}
	if err := next.setActors(ctx, u.r, append(slices.Clone(u.old.actors), ids...)); err != nil {
		return nil, err
	}
	renumbered = make([]uint32, len(u.old.actors))
	for i, id := range u.old.actors {
		renumbered[i], _ = next.Actor(id)
	}
	return renumbered, nil
}

// join lays out the old contacts that stay and the new ones, in one pass.
func (u *updater) join(next *Network, list []stated, renumbered []uint32, again func(a, b uint32) bool) error {
	n := u.old
	next.contacts = makeContacts(n.number() + len(list) + recentRoom(n.number()+len(list)))
	next.days, next.dayStart = make([]relation.Day, 0, len(n.days)+1), make([]uint32, 0, len(n.days)+3)
	for i := range n.All() {
		a, b := n.low[i], n.high(i)
		if renumbered != nil {
			a, b = renumbered[a], renumbered[b]
		}
		if again(a, b) {
			continue
		}
		first := n.first(i)
		for len(list) > 0 && list[0].first <= first {
			old := stated{a: a, b: b, first: first, last: n.last(i), marks: n.marks[i]}
			if compareStated(&list[0], &old) > 0 {
				break
			}
			u.place(next, &list[0])
			list = list[1:]
		}
		next.startDay(first)
		now := uint32(next.number())
		next.add(a, b, n.when[i], n.marks[i])
		if first != Never {
			next.setDay(now, uint32(len(next.days)-1))
		}
		next.carryOver(n, i, now)
		if first == Never {
			u.undated++
		}
	}
	for i := range list {
		u.place(next, &list[i])
	}
	return next.finish(u.undated)
}

// place adds a new contact.
func (u *updater) place(next *Network, s *stated) {
	next.startDay(s.first)
	next.place(s)
	if s.first == Never {
		u.undated++
	}
}

// startDay begins a day unless it is the last one or none.
func (n *Network) startDay(day relation.Day) {
	if day != Never && (len(n.days) == 0 || n.days[len(n.days)-1] != day) {
		n.days = append(n.days, day)
		n.dayStart = append(n.dayStart, uint32(n.number()))
	}
}

// carryOver takes over what the word of a contact has no room for.
func (n *Network) carryOver(old *Network, i, now uint32) {
	if when := old.when[i]; when>>attendeeShift&smallMask == smallMask || when&smallMask == smallMask {
		if n.large == nil {
			n.large = map[uint32]numbers{}
		}
		n.large[now] = old.large[i]
	}
	if old.long(i) {
		if n.ends == nil {
			n.ends = map[uint32]relation.Day{}
		}
		n.ends[now] = old.ends[i]
	}
}
