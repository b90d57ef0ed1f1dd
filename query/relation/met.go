package relation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// Filter restricts contacts. The zero value restricts nothing: contacts of every
// status are returned, each with its status, so that a plan is never taken for a
// meeting that was held.
type Filter struct {
	// From and To bound the dates, both inclusive: 1938 as From means 1 January,
	// as To 31 December. An unknown Date is no bound. A contact fits if it can
	// have been within them: one dated 1938 fits September 1938. Contacts
	// without a date fit only if there is no bound.
	From, To Date
	// Place is where, or what contains where (schema:containedInPlace). None:
	// anywhere, or nowhere stated.
	Place graph.ID
	// Kinds of contact, from [ContactKinds]; nil: any.
	Kinds []string
	// Statuses, from [Statuses]; nil: any. A contact fits if one source gives it
	// one of them.
	Statuses []string
	// Limit is the greatest number of contacts returned, the oldest; 0: all.
	Limit int
}

// Validate names the first field that is wrong.
func (f Filter) Validate() error {
	if f.From.Known() && f.To.Known() && f.To.Last < f.From.First {
		return fmt.Errorf("relation: filter ends (%s) before it starts (%s)", f.To.Text, f.From.Text)
	}
	for _, k := range f.Kinds {
		if !slices.Contains(ContactKinds(), k) {
			return fmt.Errorf("relation: kind %q is none of %s", k, strings.Join(ContactKinds(), ", "))
		}
	}
	for _, s := range f.Statuses {
		if !slices.Contains(Statuses(), s) {
			return fmt.Errorf("relation: status %q is none of %s", s, strings.Join(Statuses(), ", "))
		}
	}
	if f.Limit < 0 {
		return fmt.Errorf("relation: limit %d is negative", f.Limit)
	}
	return nil
}

// MetResult is the answer of [Reader.Met].
type MetResult struct {
	Entity   Entity    `json:"entity"`
	With     *Entity   `json:"with,omitempty"`
	Total    int       `json:"total"`    // contacts that fit, before the limit
	Complete bool      `json:"complete"` // false if the limit left some out
	Contacts []Contact `json:"contacts"` // oldest first, undated ones last, then by IRI
}

// Met returns the contacts that a takes part in; with b, those of both. b is
// None for anybody.
func (r *Reader) Met(ctx context.Context, a, b graph.ID, f Filter) (*MetResult, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	ids, err := r.contactsOf(ctx, a)
	if err != nil {
		return nil, err
	}
	parties := []graph.ID{a}
	if b != graph.None {
		others, err := r.contactsOf(ctx, b)
		if err != nil {
			return nil, err
		}
		ids = intersect(ids, others)
		parties = append(parties, b)
	}
	entities, err := r.Describe(ctx, parties...)
	if err != nil {
		return nil, err
	}
	result := &MetResult{Entity: entities[0]}
	if b != graph.None {
		result.With = &entities[1]
	}
	result.Contacts, result.Total, err = r.selectContacts(ctx, ids, f)
	result.Complete = len(result.Contacts) == result.Total
	return result, err
}

// selectContacts filters, orders and describes contacts. total counts those that
// fit before the limit.
func (r *Reader) selectContacts(ctx context.Context, ids []graph.ID, f Filter) (contacts []Contact, total int, err error) {
	// With a limit most of what is read would be thrown away, so only what
	// filter and order need is read of all.
	preds := contactPredicates
	if f.Limit > 0 {
		preds = gistPredicates
	}
	fits, err := r.compile(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	if ids, err = r.datedWithin(ctx, ids, &fits); err != nil {
		return nil, 0, err
	}
	list, err := r.gists(ctx, ids, preds)
	if err != nil {
		return nil, 0, err
	}
	list = slices.DeleteFunc(list, func(g gist) bool { return !fits.contact(&g) })
	total = len(list)
	if err := r.sortByDate(ctx, list, f.Limit); err != nil {
		return nil, 0, err
	}
	if f.Limit > 0 {
		list = list[:min(f.Limit, total)]
		chosen := make([]graph.ID, len(list))
		for i, g := range list {
			chosen[i] = g.id
		}
		contacts, err = r.Contacts(ctx, chosen)
		return contacts, total, err
	}
	contacts, err = r.describeContacts(ctx, list)
	return contacts, total, err
}

// datedWithin keeps the contacts that fit the period of a filter. Of the many that
// two may have had most fall outside a day, and nothing else is read of those.
func (r *Reader) datedWithin(ctx context.Context, ids []graph.ID, fits *compiledFilter) ([]graph.ID, error) {
	if !fits.dated {
		return ids, nil
	}
	list, err := r.gists(ctx, ids, []predicate{pStartDate, pEndDate})
	if err != nil {
		return nil, err
	}
	within := make([]graph.ID, 0, len(ids))
	for i := range list {
		if fits.date(&list[i]) {
			within = append(within, list[i].id)
		}
	}
	return within, nil
}

// sortByDate orders contacts by date, and those of one date by IRI. Beyond limit
// (if not 0) the order within a date is left open, as nobody sees it.
func (r *Reader) sortByDate(ctx context.Context, list []gist, limit int) error {
	slices.SortFunc(list, func(a, b gist) int { return a.date().Compare(b.date()) })
	for start := 0; start < len(list) && (limit == 0 || start < limit); {
		end := start + 1
		for end < len(list) && list[start].date().Compare(list[end].date()) == 0 {
			end++
		}
		if end-start > 1 {
			if err := r.sortByIRI(ctx, list[start:end]); err != nil {
				return err
			}
		}
		start = end
	}
	return nil
}

func (r *Reader) sortByIRI(ctx context.Context, list []gist) error {
	iris := make(map[graph.ID]string, len(list))
	for _, g := range list {
		iri, err := r.iri(ctx, g.id)
		if err != nil {
			return err
		}
		iris[g.id] = iri
	}
	slices.SortFunc(list, func(a, b gist) int { return strings.Compare(iris[a.id], iris[b.id]) })
	return nil
}

// compiledFilter is a filter in ID space.
type compiledFilter struct {
	first, last Day
	dated       bool
	kinds       uint16
	statuses    uint8
	places      map[graph.ID]bool // nil: any
}

func (r *Reader) compile(ctx context.Context, f Filter) (compiledFilter, error) {
	c := compiledFilter{first: MinDay, last: MaxDay, dated: f.From.Known() || f.To.Known()}
	if f.From.Known() {
		c.first = f.From.First
	}
	if f.To.Known() {
		c.last = f.To.Last
	}
	c.kinds = uint16(maskOf(f.Kinds, contactKinds))
	c.statuses = uint8(maskOf(f.Statuses, statuses))
	if f.Place == graph.None {
		return c, nil
	}
	c.places = map[graph.ID]bool{f.Place: true}
	for frontier := []graph.ID{f.Place}; len(frontier) > 0; {
		links, err := r.linked(ctx, frontier, []predicate{pContainedIn})
		if err != nil {
			return c, err
		}
		var next []graph.ID
		for _, l := range links {
			if !c.places[l.subject] {
				c.places[l.subject] = true
				next = append(next, l.subject)
			}
		}
		frontier = sortedUnique(next)
	}
	return c, nil
}

// maskOf returns the bits of names in a table, all for nil.
func maskOf(names []string, table []class) uint {
	if names == nil {
		return 1<<len(table) - 1
	}
	var mask uint
	for i, c := range table {
		if slices.Contains(names, c.name) {
			mask |= 1 << i
		}
	}
	return mask
}

func (c *compiledFilter) contact(g *gist) bool {
	if g.kinds&c.kinds == 0 || g.statuses&c.statuses == 0 {
		return false
	}
	if c.places != nil && !slices.ContainsFunc(g.facts, func(f fact) bool {
		return f.p == pLocation && c.places[f.o]
	}) {
		return false
	}
	return c.date(g)
}

// date tells whether a contact fits the period of the filter.
func (c *compiledFilter) date(g *gist) bool {
	return !c.dated || slices.ContainsFunc(g.starts, func(d Date) bool {
		last := d.Last
		if g.end.Known() {
			last = max(last, g.end.Last)
		}
		return d.First <= c.last && c.first <= last
	})
}
