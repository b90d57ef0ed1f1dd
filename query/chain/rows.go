package chain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Row is a contact of two from elsewhere than event nodes in the shape that
// [Build] reads, such as a row of a query.
type Row struct {
	A, B        graph.ID
	First, Last relation.Day // Never and anything for no date
	Kind        string       // from relation.ContactKinds; empty: contact
	Status      string       // from relation.Statuses; empty: occurred
	// Event is the node that stands for the contact, graph.None if there is none.
	// Rows with one event tell of one event of several actors.
	Event graph.ID
	// Place is where; graph.None: PlaceText, if that is not empty.
	Place     graph.ID
	PlaceText string
	// Source is the graph name that states it; graph.None: the event stands for
	// its source, and a row without an event for one of its own.
	Source graph.ID
}

// rows are what the contacts of a network stand for.
type rows struct {
	list  []Row    // as given
	order []uint32 // in list, by contact; nil if the rows tell no more than the network
	start []uint32 // of each contact in order, and the end
}

// ErrRows is returned by Update for a network of rows.
var ErrRows = errors.New("chain: a network of rows is made anew, not updated")

// FromRows makes a network of rows in place of what the graph states in the
// shape that Build reads. It keeps the rows.
func FromRows(ctx context.Context, r *relation.Reader, list []Row) (*Network, error) {
	n := &Network{seq: r.Graph().Seq(), kept: r.Keeping(), given: &rows{list: list}}
	ids := make([]graph.ID, 0, 2*len(list))
	for i := range list {
		ids = append(ids, r.Kept(list[i].A), r.Kept(list[i].B))
	}
	if err := n.setActors(ctx, r, ids); err != nil {
		return nil, err
	}
	attendees := n.attendeesOfEvents()
	made := make([]stated, 0, len(list))
	for i := range list {
		s, err := n.statedBy(&list[i])
		if err != nil {
			return nil, fmt.Errorf("chain: row %d: %w", i+1, err)
		}
		s.event = uint32(i)
		if own := attendees[list[i].Event]; own > 2 && list[i].Event != graph.None {
			s.attendees = own
		}
		if s.a != s.b {
			made = append(made, s)
		}
	}
	n.sortStated(made)
	return n, n.assemble(n.mergeRows(made))
}

// Rows returns the rows that the network was made of, which are not to be changed; none
// if it is a projection of event nodes.
func (n *Network) Rows() []Row {
	if n.given == nil {
		return nil
	}
	return n.given.list
}

// statedBy is the contact of a row.
func (n *Network) statedBy(row *Row) (stated, error) {
	s := stated{first: row.First, last: max(row.First, row.Last), attendees: 2}
	if row.First == Never {
		s.last = Never
	}
	kinds, statuses := bitsOf([]string{row.Kind}, relation.ContactKinds()), bitsOf([]string{row.Status}, relation.Statuses())
	if row.Kind == "" {
		kinds = 1 << (len(relation.ContactKinds()) - 1)
	}
	if row.Status == "" {
		statuses = 1
	}
	if kinds == 0 || statuses == 0 {
		return s, fmt.Errorf("kind %q and status %q are not known", row.Kind, row.Status)
	}
	s.marks = marksOf(kinds, statuses)
	s.a, _ = n.Actor(row.A)
	s.b, _ = n.Actor(row.B)
	if s.a > s.b {
		s.a, s.b = s.b, s.a
	}
	return s, nil
}

// attendeesOfEvents counts the actors of the events that several rows tell of.
func (n *Network) attendeesOfEvents() map[graph.ID]uint32 {
	type party struct {
		event graph.ID
		actor uint32
	}
	seen := map[party]bool{}
	counts := map[graph.ID]uint32{}
	for i := range n.given.list {
		row := &n.given.list[i]
		if row.Event == graph.None {
			continue
		}
		for _, id := range [2]graph.ID{row.A, row.B} {
			actor, _ := n.Actor(id)
			if p := (party{row.Event, actor}); !seen[p] {
				seen[p] = true
				counts[row.Event]++
			}
		}
	}
	return counts
}

// mergeRows makes rows of the same pair and time one, of so many sources as they
// tell of, and notes which rows each contact stands for. The list is sorted.
func (n *Network) mergeRows(list []stated) []stated {
	tells := slices.ContainsFunc(n.given.list, func(row Row) bool {
		return row.Event != graph.None || row.Place != graph.None || row.PlaceText != "" || row.Source != graph.None
	})
	if tells {
		n.given.order = make([]uint32, len(list))
		for i := range list {
			n.given.order[i] = list[i].event
		}
	}
	out := list[:0]
	var sources []graph.ID
	for i := 0; i < len(list); {
		s := list[i]
		from := i
		unnamed := uint32(0)
		sources = sources[:0]
		for ; i < len(list) && s.sameContact(&list[i]); i++ {
			s.marks |= list[i].marks
			s.attendees = min(s.attendees, list[i].attendees)
			row := &n.given.list[list[i].event]
			if source := cmp.Or(row.Source, row.Event); source != graph.None {
				sources = append(sources, source)
			} else {
				unnamed++
			}
		}
		slices.Sort(sources)
		s.sources = uint32(len(slices.Compact(sources))) + unnamed
		if tells {
			n.given.start = append(n.given.start, uint32(from))
		}
		out = append(out, s)
	}
	n.given.start = append(n.given.start, uint32(len(list)))
	return out
}

// rowEvents describes the rows that a contact stands for and that carry a chain
// for the options: one event for each event node, and for each row without one.
func (n *Network) rowEvents(ctx context.Context, r *relation.Reader, contact uint32, o *Options) ([]relation.Contact, error) {
	span := n.Span(contact)
	parties, err := r.Describe(ctx, n.ID(span.A), n.ID(span.B))
	if err != nil {
		return nil, err
	}
	told := relation.Contact{Places: []relation.Entity{}, Topics: []relation.Text{}, Evidence: []relation.Evidence{}}
	for _, e := range parties {
		told.Attendees = append(told.Attendees, relation.Participant{Entity: e})
	}
	if span.First != Never {
		told.Date = span.First.String()
		if span.Last > span.First {
			told.EndDate = span.Last.String()
		}
	}
	if n.given.order == nil {
		told.Kind, told.Status = firstNames(n.marks[contact])
		return []relation.Contact{told}, nil
	}
	var events []relation.Contact
	for _, i := range n.given.order[n.given.start[contact]:n.given.start[contact+1]] {
		row := &n.given.list[i]
		kind, status := row.Kind, row.Status
		if kind == "" {
			kind = relation.KindContact
		}
		if status == "" {
			status = relation.StatusOccurred
		}
		if !o.carriesRow(kind, status) {
			continue
		}
		e := told
		e.ID, e.Kind, e.Status = row.Event, kind, status
		if err := describeRow(ctx, r, row, &e); err != nil {
			return nil, err
		}
		events = addEvent(events, e)
	}
	slices.SortStableFunc(events, func(a, b relation.Contact) int { return strings.Compare(a.IRI, b.IRI) })
	return events, nil
}

// carriesRow tells whether a row of a kind and status carries a chain.
func (o *Options) carriesRow(kind, status string) bool {
	if o.Statuses == nil && status != relation.StatusOccurred {
		return false
	}
	return (o.Kinds == nil || slices.Contains(o.Kinds, kind)) && (o.Statuses == nil || slices.Contains(o.Statuses, status))
}

// addEvent adds an event, or what a further row says of one that is there: the
// finer kind, another place.
func addEvent(events []relation.Contact, e relation.Contact) []relation.Contact {
	at := slices.IndexFunc(events, func(known relation.Contact) bool { return e.IRI != "" && known.IRI == e.IRI })
	if at < 0 {
		return append(events, e)
	}
	known := &events[at]
	kinds := relation.ContactKinds()
	if slices.Index(kinds, e.Kind) < slices.Index(kinds, known.Kind) {
		known.Kind = e.Kind
	}
	for _, place := range e.Places {
		if !slices.Contains(known.Places, place) {
			known.Places = append(slices.Clone(known.Places), place)
		}
	}
	for _, ev := range e.Evidence {
		if !slices.ContainsFunc(known.Evidence, func(k relation.Evidence) bool { return k.Source == ev.Source && k.Quotation == ev.Quotation }) {
			known.Evidence = append(slices.Clone(known.Evidence), ev)
		}
	}
	return events
}

// describeRow adds what a row alone says: its event with the evidence that the
// graph has of it, its place and its source.
func describeRow(ctx context.Context, r *relation.Reader, row *Row, e *relation.Contact) error {
	if row.Event != graph.None {
		var err error
		if e.IRI, err = r.IRI(ctx, row.Event); err != nil {
			return err
		}
		if e.Evidence, err = r.EvidenceOf(ctx, row.Event); err != nil {
			return err
		}
	}
	if row.Source != graph.None {
		iri, err := r.IRI(ctx, row.Source)
		if err != nil {
			return err
		}
		said := slices.DeleteFunc(slices.Clone(e.Evidence), func(ev relation.Evidence) bool { return ev.Source != iri })
		if e.Evidence = said; len(said) == 0 {
			e.Evidence = []relation.Evidence{{Source: iri}}
		}
	}
	switch {
	case row.Place != graph.None:
		places, err := r.Describe(ctx, row.Place)
		if err != nil {
			return err
		}
		e.Places = places
	case row.PlaceText != "":
		e.Places = []relation.Entity{{Label: row.PlaceText, Kind: relation.KindPlace}}
	}
	return nil
}

// firstNames are the first kind and status that are marked.
func firstNames(marks uint32) (kind, status string) {
	kinds, statuses := relation.ContactKinds(), relation.Statuses()
	for k := range kinds {
		for s := range statuses {
			if marks&(1<<(statusBits*k+s)) != 0 {
				return kinds[k], statuses[s]
			}
		}
	}
	return "", ""
}
