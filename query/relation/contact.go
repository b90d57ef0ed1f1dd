package relation

import (
	"context"
	"math/bits"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// Participant is a party to a contact.
type Participant struct {
	Entity
	Online    bool `json:"online,omitempty"`    // said to take part remotely
	InPerson  bool `json:"in_person,omitempty"` // said to take part on the spot
	Confirmed bool `json:"confirmed,omitempty"` // said to have confirmed
	Expected  bool `json:"expected,omitempty"`  // expected, and not stated as attending
}

// Contact is an event between parties, with what supports it.
type Contact struct {
	ID  graph.ID `json:"-"`
	IRI string   `json:"iri"`
	// Kind is one of [ContactKinds], Status one of [Statuses]. Where sources
	// disagree the others stand beside them, in the order of those lists.
	Kind          string   `json:"kind"`
	OtherKinds    []string `json:"other_kinds,omitempty"`
	Status        string   `json:"status"`
	OtherStatuses []string `json:"other_statuses,omitempty"`
	// Date is the earliest start that is stated, as stated; empty if unknown.
	Date       string        `json:"date,omitempty"`
	OtherDates []string      `json:"other_dates,omitempty"`
	EndDate    string        `json:"end_date,omitempty"` // the latest that is stated
	Attendees  []Participant `json:"attendees"`          // by label, then IRI
	Places     []Entity      `json:"places"`             // by label, then IRI
	Topics     []Text        `json:"topics"`             // by text
	// Collectives are the unnamed groups that it gathers, as worded.
	Collectives        []Text     `json:"collectives,omitempty"`
	Descriptions       []Text     `json:"descriptions,omitempty"`
	ConfirmedCountries []int      `json:"confirmed_countries,omitempty"` // ascending; several where sources differ
	ExpectedCountries  []int      `json:"expected_countries,omitempty"`
	ClaimedBy          []Entity   `json:"claimed_by,omitempty"` // on whose word it is reported
	Evidence           []Evidence `json:"evidence"`             // by source, then place in it
}

// gist is a contact in ID space: enough to filter and to order.
type gist struct {
	id       graph.ID
	kinds    uint16 // bits by index in contactKinds; never 0
	statuses uint8  // bits by index in statuses; never 0
	starts   []Date // known ones, by time
	end      Date
	facts    []fact
}

// date is the date by which a contact is ordered.
func (g *gist) date() Date {
	if len(g.starts) == 0 {
		return Date{}
	}
	return g.starts[0]
}

// gists reads contacts, in the order of ids, which are sorted and distinct. The
// facts of each are those with one of the properties.
func (r *Reader) gists(ctx context.Context, ids []graph.ID, preds []predicate) ([]gist, error) {
	facts, err := r.facts(ctx, ids, preds)
	if err != nil {
		return nil, err
	}
	list := make([]gist, len(ids))
	for i, id := range ids {
		end := 0
		for end < len(facts) && facts[end].s == id {
			end++
		}
		if list[i], err = r.gist(ctx, id, facts[:end]); err != nil {
			return nil, err
		}
		facts = facts[end:]
	}
	return list, nil
}

func (r *Reader) gist(ctx context.Context, id graph.ID, facts []fact) (gist, error) {
	g := gist{id: id, facts: facts}
	for i, f := range facts {
		if i > 0 && f.p == facts[i-1].p && f.o == facts[i-1].o {
			continue // stated in another source too
		}
		switch f.p {
		case pType:
			if k, ok := r.ids.contactKind[f.o]; ok {
				g.kinds |= 1 << k
			}
		case pStatus:
			if s, ok := r.ids.status[f.o]; ok {
				g.statuses |= 1 << s
			}
		case pStartDate, pEndDate:
			d, err := r.date(ctx, f.o)
			if err != nil {
				return g, err
			}
			if f.p == pStartDate && d.Known() {
				g.starts = append(g.starts, d)
			} else if f.p == pEndDate && d.Known() && (!g.end.Known() || g.end.Compare(d) < 0) {
				g.end = d
			}
		}
	}
	slices.SortFunc(g.starts, Date.Compare)
	plain := uint16(1) << (len(contactKinds) - 1)
	if g.kinds&^plain != 0 {
		g.kinds &^= plain // a finer kind says more
	} else {
		g.kinds = plain
	}
	if g.statuses == 0 {
		g.statuses = 1 // occurred
	}
	return g, nil
}

// Contacts describes contacts with their evidence, in the order of ids.
func (r *Reader) Contacts(ctx context.Context, ids []graph.ID) ([]Contact, error) {
	sorted := sortedUnique(slices.Clone(ids))
	list, err := r.gists(ctx, sorted, contactPredicates)
	if err != nil {
		return nil, err
	}
	ordered := make([]gist, len(ids))
	for i, id := range ids {
		at, ok := slices.BinarySearch(sorted, id)
		if !ok {
			ordered[i] = gist{id: id, kinds: 1 << (len(contactKinds) - 1), statuses: 1}
			continue
		}
		ordered[i] = list[at]
	}
	return r.describeContacts(ctx, ordered)
}

// describeContacts decodes contacts that were read with contactPredicates.
func (r *Reader) describeContacts(ctx context.Context, list []gist) ([]Contact, error) {
	var entities []graph.ID
	all := make([][]stated, len(list))
	for i, g := range list {
		for _, f := range g.facts {
			if pointsToEntity(f.p) {
				entities = append(entities, r.Kept(f.o))
			}
		}
		all[i] = supports(g.facts)
	}
	if err := r.load(ctx, entities); err != nil {
		return nil, err
	}
	evidence, err := r.readEvidence(ctx, all...)
	if err != nil {
		return nil, err
	}
	contacts := make([]Contact, len(list))
	for i := range list {
		if contacts[i], err = r.contact(ctx, &list[i]); err != nil {
			return nil, err
		}
		contacts[i].Evidence = evidence.evidence(all[i])
	}
	return contacts, nil
}

func pointsToEntity(p predicate) bool {
	return p == pLocation || p == pClaimedBy || slices.Contains(participation, p)
}

// contact decodes all but the evidence. The entities are loaded.
func (r *Reader) contact(ctx context.Context, g *gist) (Contact, error) {
	iri, err := r.iri(ctx, g.id)
	if err != nil {
		return Contact{}, err
	}
	c := Contact{ID: g.id, IRI: iri, EndDate: g.end.Text, Places: []Entity{}, Topics: []Text{}}
	c.Kind, c.OtherKinds = namesOfMask(uint(g.kinds), contactKinds)
	c.Status, c.OtherStatuses = namesOfMask(uint(g.statuses), statuses)
	for i, d := range g.starts {
		if i == 0 {
			c.Date = d.Text
		} else if d.Text != g.starts[i-1].Text {
			c.OtherDates = append(c.OtherDates, d.Text)
		}
	}
	c.Attendees = r.participants(g.facts)
	for i, f := range g.facts {
		if i > 0 && f.p == g.facts[i-1].p && f.o == g.facts[i-1].o {
			continue
		}
		if err := r.addDetail(ctx, &c, f); err != nil {
			return Contact{}, err
		}
	}
	slices.SortFunc(c.Places, compareEntities)
	slices.SortFunc(c.ClaimedBy, compareEntities)
	for _, texts := range [][]Text{c.Topics, c.Collectives, c.Descriptions} {
		slices.SortFunc(texts, compareTexts)
	}
	slices.Sort(c.ConfirmedCountries)
	slices.Sort(c.ExpectedCountries)
	return c, nil
}

func (r *Reader) addDetail(ctx context.Context, c *Contact, f fact) error {
	var texts *[]Text
	var numbers *[]int
	switch f.p {
	case pLocation:
		c.Places = addEntity(c.Places, r.entities[r.Kept(f.o)])
	case pClaimedBy:
		c.ClaimedBy = addEntity(c.ClaimedBy, r.entities[r.Kept(f.o)])
	case pAbout:
		texts = &c.Topics
	case pCollective:
		texts = &c.Collectives
	case pDescription:
		texts = &c.Descriptions
	case pConfirmedCountries:
		numbers = &c.ConfirmedCountries
	case pExpectedCountries:
		numbers = &c.ExpectedCountries
	}
	switch {
	case texts != nil:
		t, err := r.topic(ctx, f.o)
		if err != nil {
			return err
		}
		*texts = append(*texts, t)
	case numbers != nil:
		n, ok, err := r.integer(ctx, f.o)
		if err != nil {
			return err
		}
		if ok {
			*numbers = append(*numbers, n)
		}
	}
	return nil
}

// addEntity adds an entity to a list, once: several of a source may be one here.
func addEntity(list []Entity, e Entity) []Entity {
	if slices.Contains(list, e) {
		return list
	}
	return append(list, e)
}

// topic returns a literal, or the label of an entity.
func (r *Reader) topic(ctx context.Context, id graph.ID) (Text, error) {
	if id.IsLiteral() {
		return r.literal(ctx, id)
	}
	entities, err := r.Describe(ctx, id)
	if err != nil {
		return Text{}, err
	}
	return Text{Text: entities[0].Label}, nil
}

// participants lists who takes part, each once. The entities are loaded.
func (r *Reader) participants(facts []fact) []Participant {
	at := map[graph.ID]int{}
	list := []Participant{}
	attends := map[graph.ID]bool{}
	for _, f := range facts {
		if !slices.Contains(participation, f.p) {
			continue
		}
		party := r.Kept(f.o)
		i, ok := at[party]
		if !ok {
			i = len(list)
			at[party] = i
			list = append(list, Participant{Entity: r.entities[party]})
		}
		switch f.p {
		case pAttendee:
			attends[party] = true
		case pOnline:
			list[i].Online = true
		case pInPerson:
			list[i].InPerson = true
		case pConfirmed:
			list[i].Confirmed = true
		case pExpected:
			list[i].Expected = true
		}
	}
	for i := range list {
		list[i].Expected = list[i].Expected && !attends[list[i].ID]
	}
	slices.SortFunc(list, func(a, b Participant) int { return compareEntities(a.Entity, b.Entity) })
	return list
}

func compareTexts(a, b Text) int {
	if c := strings.Compare(a.Text, b.Text); c != 0 {
		return c
	}
	return strings.Compare(a.Lang, b.Lang)
}

// namesOfMask returns the name of the lowest bit, and those of the others.
func namesOfMask(mask uint, table []class) (first string, others []string) {
	first = table[bits.TrailingZeros(mask)].name
	for mask &= mask - 1; mask != 0; mask &= mask - 1 {
		others = append(others, table[bits.TrailingZeros(mask)].name)
	}
	return first, others
}
