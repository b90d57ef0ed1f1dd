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
// makes, but for the numbers of contacts and of actors who are new (see Sorted). This
// one is not changed, so that who asks as of its snapshot goes on with it.
//
// A patch costs no pass over the contacts that are there: those of the pairs that it
// touches are read again, and where they differ the old ones are left out and the new
// ones stand beside (recents), until there are so many that all are sorted in. A patch
// that leaves an actor without contacts, changes which entities are one, or touches
// thousands of events is built anew, the latter without being read to its end; so is
// one of a graph that does not remember what was taken back (ScanHistory). A network of
// rows is no projection of events, which is ErrRows.
func (n *Network) Update(ctx context.Context, r *relation.Reader, patch graph.PatchReader) (*Network, error) {
	if n.given != nil {
		return nil, ErrRows
	}
	u := updater{old: n, r: r, terms: r.ContactTerms(), touched: []graph.ID{}, pairs: map[[2]graph.ID]*times{}}
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
	next, err := u.network(ctx)
	if err != nil || next != nil {
		return next, err
	}
	return Build(ctx, r)
}

// manyTouched is how many events or pairs are too many to be read one by one.
const manyTouched = 4096

// updater gathers what a patch changes.
type updater struct {
	old   *Network
	r     *relation.Reader
	terms relation.ContactTerms
	anew  bool // the whole network has to be built again

	touched []graph.ID             // events, ascending; never nil, which would mean all
	past    []graph.ID             // who takes or took part in those that stood before
	pairs   map[[2]graph.ID]*times // of which contacts are read again
	events  *events                // that are read: the touched ones, and those of the pairs
}

// times are those of which the contacts of a pair are read again.
type times struct {
	all  bool
	some [][2]relation.Day // first and last days
}

func (t *times) has(first, last relation.Day) bool {
	return t != nil && (t.all || slices.Contains(t.some, [2]relation.Day{first, last}))
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
	ofEvent    told = iota + 1 // who takes part in an event, when it was, and the like
	ofSentence                 // the words of a sentence
)

// predicates are those that tell something of contacts, by their texts.
func (u *updater) predicates(ctx context.Context) (map[string]told, error) {
	t := &u.terms
	about := map[string]told{}
	for of, lists := range map[told][][]graph.ID{
		ofEvent:    {t.Attending, t.Expected, t.Start, t.End, t.Status, t.Type, t.QuotedFrom},
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
	for _, event := range u.touched {
		past, before, err := u.partiesSoFar(ctx, event)
		if err != nil || u.anew {
			return err
		}
		if before {
			u.past = append(u.past, past...)
			u.readAgain(past, func(_, _ graph.ID, t *times) bool { t.all = true; return true })
		} else if i, ok := slices.BinarySearch(u.events.ids, event); ok {
			e := u.events
			now := make([]graph.ID, 0, 2)
			for _, p := range e.pairs[e.starts[i]:e.starts[i+1]] {
				now = append(now, p.actor)
			}
			u.readAgain(now, func(a, b graph.ID, t *times) bool {
				t.some = append(t.some, [2]relation.Day{e.first[i], e.last[i]})
				return u.old.wereInTouch(a, b, e.first[i], e.last[i])
			})
		}
	}
	if u.anew = len(u.pairs) > manyTouched; u.anew || len(u.pairs) == 0 {
		return nil
	}
	all := slices.Clone(u.touched)
	for pair, t := range u.pairs {
		shared, err := u.r.SharedContacts(ctx, pair[0], pair[1])
		if err != nil {
			return err
		}
		if !t.all { // two may have hundreds
			if shared, err = u.eventsAt(ctx, shared, t); err != nil {
				return err
			}
		}
		all = append(all, shared...)
	}
	slices.Sort(all)
	u.events, err = readEvents(ctx, u.r, slices.Compact(all))
	return err
}

// readAgain notes that contacts of each two of some actors, who are ascending, are read
// again if that is wanted, which adds to their times.
func (u *updater) readAgain(actors []graph.ID, wanted func(a, b graph.ID, t *times) bool) {
	for i, a := range actors {
		for _, b := range actors[i+1:] {
			pair := [2]graph.ID{a, b}
			t := u.pairs[pair]
			if t == nil {
				t = &times{}
			}
			if wanted(a, b, t) {
				u.pairs[pair] = t
			}
		}
	}
}

// eventsAt keeps the events of some times; nothing is read of them but their dates.
func (u *updater) eventsAt(ctx context.Context, ids []graph.ID, t *times) ([]graph.ID, error) {
	e := &events{r: u.r, terms: u.terms, only: ids}
	for _, id := range ids {
		e.pairs = append(e.pairs, pair{event: id})
	}
	e.gather()
	if err := e.readDates(ctx); err != nil {
		return nil, err
	}
	var at []graph.ID
	for i, id := range e.ids {
		if t.has(e.first[i], e.last[i]) {
			at = append(at, id)
		}
	}
	return at, nil
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

// partiesSoFar is who takes or ever took part in an event, ascending, and whether it had
// actors in the old network's snapshot, or at some time before. Statements that were
// taken back since and stated again are in no patch, so that it is the history that
// tells.
func (u *updater) partiesSoFar(ctx context.Context, event graph.ID) (parties []graph.ID, before bool, err error) {
	past, ok := u.r.Graph().(historian)
	if !ok {
		u.anew = true
		return nil, false, nil
	}
	for _, p := range slices.Concat(u.terms.Attending, u.terms.Expected) {
		q := graph.Scan{Pattern: graph.Pattern{S: event, P: p}, Columns: graph.ColO, Events: true}
		err := relation.EachBatch(ctx, history{u.r.Graph(), past}, q, func(b *graph.Batch) error {
			for i, added := range b.Added[:b.N] {
				before = before || added <= u.old.seq
				if o := b.Cols[graph.O][i]; isActor(o) {
					parties = append(parties, u.r.Kept(o))
				}
			}
			return nil
		})
		if err != nil {
			return nil, false, err
		}
	}
	slices.Sort(parties)
	return slices.Compact(parties), before, nil
}

// wereInTouch tells whether two entities have a contact of certain days.
func (n *Network) wereInTouch(x, y graph.ID, first, last relation.Day) bool {
	a, known := n.Actor(x)
	b, also := n.Actor(y)
	return known && also && n.inTouch(a, b, first, last)
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

// network changes the old network by what was read; nil if an actor would be left
// without contacts, so that it has to be built anew.
func (u *updater) network(ctx context.Context) (*Network, error) {
	old := u.old
	next := &Network{seq: u.r.Graph().Seq(), kept: u.r.Keeping(), actors: old.actors, byID: old.byID}
	next.newcomers = old.newcomers
	if err := u.addActors(ctx, next); err != nil {
		return nil, err
	}
	list, err := next.pairUp(ctx, u.events)
	if err != nil {
		return nil, err
	}
	gone, list := u.differ(next, list)
	if old.changes()+len(gone)+len(list) <= recentRoom(int(old.settled)) {
		old.changeFew(next, gone, list)
	} else if next, err = old.sortIn(next, gone, list); err != nil {
		return nil, err
	}
	for _, id := range u.past {
		if a, known := next.Actor(id); known && len(next.by(a)) == 0 {
			return nil, nil
		}
	}
	return next, nil
}

// addActors adds the actors of the events who are new.
func (u *updater) addActors(ctx context.Context, next *Network) error {
	var ids []graph.ID
	for _, p := range u.events.pairs {
		if _, known := u.old.Actor(p.actor); !known {
			ids = append(ids, p.actor)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return next.addActors(ctx, u.r.Graph(), ids)
}

// differ tells which contacts of the old network do not hold any more, and which of a
// list, of all events that were read, are new. Of the pairs that are read again the
// list has all contacts, or those of some times; of events that were read for the sake of one pair, other pairs
// stand in the old network already.
func (u *updater) differ(next *Network, list []stated) (gone []uint32, added []stated) {
	again := func(s *stated) bool {
		x, y := next.ID(s.a), next.ID(s.b)
		return u.pairs[[2]graph.ID{min(x, y), max(x, y)}].has(s.first, s.last)
	}
	key := func(s stated) stated { s.event = 0; return s }
	holds := map[stated]bool{}
	if len(u.pairs) > 0 {
		for i := range list {
			if again(&list[i]) {
				holds[key(list[i])] = true
			}
		}
	}
	for pair, t := range u.pairs {
		u.old.ofPair(pair[0], pair[1], func(i uint32) {
			switch s := u.old.statedAt(i); {
			case holds[s]:
				holds[s] = false // stays
			case t.has(s.first, s.last):
				gone = append(gone, i)
			}
		})
	}
	slices.Sort(gone)
	return gone, slices.DeleteFunc(list, func(s stated) bool {
		if len(u.pairs) > 0 && again(&s) {
			return !holds[key(s)]
		}
		_, touched := slices.BinarySearch(u.touched, u.events.ids[s.event])
		return !touched
	})
}

// ofPair calls fn with the contacts of two entities.
func (n *Network) ofPair(x, y graph.ID, fn func(contact uint32)) {
	a, known := n.Actor(x)
	b, also := n.Actor(y)
	if !known || !also {
		return
	}
	if len(n.by(b)) < len(n.by(a)) {
		a, b = b, a
	}
	for _, i := range n.by(a) {
		if n.other(i, a) == b {
			fn(i)
		}
	}
}
