package chain

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
)

// Source is a source of a step with the sentence that says so, where it is known.
type Source struct {
	Event  string `json:"event"`  // IRI
	Source string `json:"source"` // IRI of the graph; empty for the default graph
	Quote  string `json:"quote,omitempty"`
	// Quotation is the IRI of the sentence.
	Quotation string `json:"quotation,omitempty"`
}

// Link is a step as it is told: the contact that carries it, which several
// events may state. The JSON form is stable; actors, places, events and sources
// are IRIs with labels beside them.
type Link struct {
	From      string `json:"from"`
	FromLabel string `json:"from_label"`
	To        string `json:"to"`
	ToLabel   string `json:"to_label"`
	// Date is that of the contact as stated, empty if unknown; Day the day on
	// which it is used, which differs for a contact of several days.
	Date       string `json:"date"`
	EndDate    string `json:"end_date,omitempty"`
	Day        string `json:"day,omitempty"`
	Kind       string `json:"kind"`
	Status     string `json:"status"`
	Place      string `json:"place"`
	PlaceLabel string `json:"place_label"`
	// Event is the first of Events by IRI that has a sentence, else the first.
	Event   string   `json:"event"`
	Events  []string `json:"events"`
	Sources []string `json:"sources"`
	Quote   string   `json:"quote"`
	// Independent is how many of Sources are unrelated; see relation.Independent.
	Independent int `json:"independent"`
	// Evidence is every source of every event, with its sentence.
	Evidence []Source `json:"evidence"`
}

// Told is one chain.
type Told struct {
	Hops         int    `json:"hops"`
	Departure    string `json:"departure,omitempty"` // day of the first step
	Arrival      string `json:"arrival,omitempty"`   // day of the last step
	DurationDays *int   `json:"duration_days,omitempty"`
	// Sources is the number of independent sources of the step that has fewest.
	Sources int    `json:"sources"`
	Steps   []Link `json:"steps"`
}

// Result is the answer to a question for chains. That there is none is an answer.
// Hops, departure, arrival and duration are those of the best chain.
type Result struct {
	From         string            `json:"from"`
	FromLabel    string            `json:"from_label"`
	To           string            `json:"to"`
	ToLabel      string            `json:"to_label"`
	Mode         Mode              `json:"mode"`
	InOrder      bool              `json:"in_order"`
	Found        bool              `json:"found"`
	Hops         int               `json:"hops"`
	Departure    string            `json:"departure"`
	Arrival      string            `json:"arrival"`
	DurationDays int               `json:"duration_days"`
	LimitReached bool              `json:"limit_reached,omitempty"` // MaxHops forbids what may be longer
	Starts       []relation.Entity `json:"starts,omitempty"`        // if there are several
	Ends         []relation.Entity `json:"ends,omitempty"`
	Chains       []Told            `json:"chains"`
}

// Find returns the best chains from one of some entities to one of others, with
// their evidence. The reader tells the evidence and must read the network's
// snapshot.
func (n *Network) Find(ctx context.Context, r *relation.Reader, from, to []graph.ID, o Options) (*Result, error) {
	if err := n.seqError(r.Graph().Seq()); err != nil {
		return nil, err
	}
	if o.Mode == "" {
		o.Mode = Hops
	}
	f := n.Finder()
	defer f.Release()
	chains, err := f.Chains(ctx, from, to, &o)
	if err != nil {
		return nil, err
	}
	result := &Result{Mode: o.Mode, InOrder: o.ordered(), Found: len(chains) > 0, Chains: []Told{}}
	if !result.Found && o.MaxHops > 0 {
		free := o
		free.MaxHops, free.K = 0, 0
		if _, result.LimitReached, err = f.Best(ctx, nil, from, to, &free); err != nil {
			return nil, err
		}
	}
	if err := n.nameEnds(ctx, r, result, from, to, chains); err != nil {
		return nil, err
	}
	for _, steps := range chains {
		told, err := n.Tell(ctx, r, steps, o)
		if err != nil {
			return nil, err
		}
		result.Chains = append(result.Chains, *told)
	}
	if result.Found {
		best := result.Chains[0]
		result.Hops, result.Departure, result.Arrival = best.Hops, best.Departure, best.Arrival
		if best.DurationDays != nil {
			result.DurationDays = *best.DurationDays
		}
	}
	return result, nil
}

// nameEnds fills in where the best chain starts and ends, or what was asked for.
func (n *Network) nameEnds(ctx context.Context, r *relation.Reader, result *Result, from, to []graph.ID, chains [][]Step) error {
	starts, err := r.Describe(ctx, kept(r, from)...)
	if err != nil {
		return err
	}
	ends, err := r.Describe(ctx, kept(r, to)...)
	if err != nil {
		return err
	}
	first, last := starts[0], ends[0]
	if len(chains) > 0 && len(chains[0]) > 0 {
		steps := chains[0]
		both, err := r.Describe(ctx, n.ID(steps[0].From), n.ID(steps[len(steps)-1].To))
		if err != nil {
			return err
		}
		first, last = both[0], both[1]
	}
	result.From, result.FromLabel, result.To, result.ToLabel = first.IRI, first.Label, last.IRI, last.Label
	if len(starts) > 1 || len(ends) > 1 {
		result.Starts, result.Ends = starts, ends
	}
	return nil
}

func kept(r *relation.Reader, ids []graph.ID) []graph.ID {
	shown := make([]graph.ID, len(ids))
	for i, id := range ids {
		shown[i] = r.Kept(id)
	}
	return shown
}

// Tell describes a chain with its evidence; o is what it was asked for with.
func (n *Network) Tell(ctx context.Context, r *relation.Reader, steps []Step, o Options) (*Told, error) {
	told := &Told{Hops: len(steps), Steps: make([]Link, 0, len(steps))}
	least := uint32(math.MaxUint32)
	for _, s := range steps {
		link, err := n.link(ctx, r, s, &o)
		if err != nil {
			return nil, err
		}
		told.Steps = append(told.Steps, link)
		least = min(least, n.sources(s.Contact))
	}
	if len(steps) == 0 {
		return told, nil
	}
	told.Sources = int(least)
	first, last := steps[0].Day, steps[len(steps)-1].Day
	if first != Never && last != Never {
		told.Departure, told.Arrival = first.String(), last.String()
		if o.ordered() {
			days := int(last - first)
			told.DurationDays = &days
		}
	}
	return told, nil
}

// link describes a step: the events of its two actors at its time that carry.
func (n *Network) link(ctx context.Context, r *relation.Reader, s Step, o *Options) (Link, error) {
	ends, err := r.Describe(ctx, n.ID(s.From), n.ID(s.To))
	if err != nil {
		return Link{}, err
	}
	events, err := n.Events(ctx, r, s.Contact, o)
	if err != nil {
		return Link{}, err
	}
	l := Link{From: ends[0].IRI, FromLabel: ends[0].Label, To: ends[1].IRI, ToLabel: ends[1].Label,
		Events: []string{}, Sources: []string{}, Evidence: []Source{}}
	if s.Day != Never {
		l.Day = s.Day.String()
	}
	shown := -1
	var evidence []relation.Evidence
	for i, e := range events {
		evidence = append(evidence, e.Evidence...)
		if e.IRI != "" {
			l.Events = append(l.Events, e.IRI)
		}
		for _, ev := range e.Evidence {
			l.Evidence = append(l.Evidence, Source{e.IRI, ev.Source, ev.Quote, ev.Quotation})
			if !slices.Contains(l.Sources, ev.Source) {
				l.Sources = append(l.Sources, ev.Source)
			}
			if ev.Quote != "" && shown < 0 {
				shown, l.Quote = i, ev.Quote
			}
		}
	}
	slices.Sort(l.Sources)
	l.Independent = relation.Independent(evidence).Independent
	if len(events) > 0 {
		e := events[max(shown, 0)]
		l.Event, l.Kind, l.Status, l.Date, l.EndDate = e.IRI, e.Kind, e.Status, e.Date, e.EndDate
		if len(e.Places) > 0 {
			l.Place, l.PlaceLabel = e.Places[0].IRI, e.Places[0].Label
		}
	}
	return l, nil
}

// Events returns the events that a contact of the network stands for and that
// carry a chain for the options, by IRI; of a network of rows what the rows say.
func (n *Network) Events(ctx context.Context, r *relation.Reader, contact uint32, o *Options) ([]relation.Contact, error) {
	if n.given != nil {
		return n.rowEvents(ctx, r, contact, o)
	}
	first, last := n.first(contact), n.last(contact)
	filter := relation.Filter{Kinds: o.Kinds, Statuses: o.Statuses, Limit: math.MaxInt32}
	if filter.Statuses == nil {
		filter.Statuses = []string{relation.StatusOccurred}
	}
	if first != Never {
		filter.From, filter.To = first.Date(), first.Date()
	}
	met, err := r.Met(ctx, n.ID(n.low[contact]), n.ID(n.high(contact)), filter)
	if err != nil {
		return nil, err
	}
	statuses := (&stated{marks: n.marks[contact]}).statuses() // others of the day are another contact
	events := slices.DeleteFunc(met.Contacts, func(e relation.Contact) bool {
		f, l := spanOf(e)
		return f != first || l != last || statusesOf(e) != statuses
	})
	slices.SortFunc(events, func(a, b relation.Contact) int { return strings.Compare(a.IRI, b.IRI) })
	return events, nil
}

// statusesOf returns a bit for each status of an event, as stated.statuses does.
func statusesOf(e relation.Contact) uint32 {
	return uint32(bitsOf(append([]string{e.Status}, e.OtherStatuses...), relation.Statuses()))
}

// spanOf returns the days of an event as Build reads them.
func spanOf(e relation.Contact) (first, last relation.Day) {
	start, err := relation.ParseDate(e.Date)
	if err != nil {
		return Never, Never
	}
	last = start.Last
	if end, err := relation.ParseDate(e.EndDate); err == nil {
		last = max(last, end.Last)
	}
	return start.First, last
}
