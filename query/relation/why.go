package relation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// ErrNoFact is returned by [Reader.Why] when asked about something that is
// neither a contact, a role, a pair of entities nor a statement.
var ErrNoFact = errors.New("relation: not a fact; expected a contact, a role, two entities, or subject, predicate and object")

// Statement is a triple, its terms as canonical N-Triples.
type Statement struct {
	Subject   string `json:"subject"`
	Predicate string `json:"predicate"`
	Object    string `json:"object"`
}

// ExplainedFact is a fact with every source that supports it.
type ExplainedFact struct {
	// Fact is contact, role, regular_contact or statement; or removed, for a node
	// that nothing states any more: then only IRI and Support are known.
	Fact      string     `json:"fact"`
	IRI       string     `json:"iri,omitempty"` // of what was removed
	Contact   *Contact   `json:"contact,omitempty"`
	Role      *Role      `json:"role,omitempty"`
	Regular   *Habit     `json:"regular_contact,omitempty"`
	Statement *Statement `json:"statement,omitempty"`
	// Support is by event, source and place in it. A contact that the store's shape
	// makes up, which no event added, has none.
	Support []Support `json:"support"`
	// Independence counts the sources that still stand; Disagree tells where
	// those of a contact differ.
	Independence Independence   `json:"independence"`
	Disagree     []Disagreement `json:"disagree,omitempty"`
	// Resolved tells which parties of a contact a source names by function alone.
	Resolved []Resolution `json:"resolved,omitempty"`
}

// Explanation is the answer of [Reader.Why].
type Explanation struct {
	Asked []string        `json:"asked"`
	Facts []ExplainedFact `json:"facts"` // contacts oldest first
}

// WhyOptions restrict an explanation. The zero value restricts nothing.
type WhyOptions struct {
	// Valid keeps the facts that held in a period; statements have none.
	Valid Period
	// First takes the best candidate of several that a name can mean.
	First bool
}

// ErrNoPeriod is returned by [Reader.Why] for a statement and a period.
var ErrNoPeriod = errors.New("relation: a statement holds in no period; its contact or role does")

// Why returns what supports a fact: one reference to a contact, role or regular
// contact, or to a person for the roles that they hold; two references to
// entities for every contact of both; or subject, predicate and object of a
// statement, where the object may be a literal in N-Triples form. A fact that
// nothing states gives an explanation without facts; if the graph is a [History],
// what supported it once is shown. Errors: those of Resolve, ErrNoFact and
// ErrNoPeriod.
func (r *Reader) Why(ctx context.Context, o WhyOptions, fact ...string) (*Explanation, error) {
	var facts []ExplainedFact
	var err error
	switch len(fact) {
	case 1:
		facts, err = r.whyOne(ctx, fact[0], o)
	case 2:
		facts, err = r.whyPair(ctx, fact[0], fact[1], o)
	case 3:
		if o.Valid.Bounded() {
			return nil, ErrNoPeriod
		}
		facts, err = r.whyStatement(ctx, fact[0], fact[1], fact[2], o)
	default:
		err = fmt.Errorf("%w: got %d arguments", ErrNoFact, len(fact))
	}
	if err != nil {
		return nil, err
	}
	if facts, err = r.factsIn(ctx, facts, o.Valid); err != nil {
		return nil, err
	}
	for i := range facts {
		var standing []Evidence
		for _, s := range facts[i].Support {
			if s.Current {
				standing = append(standing, s.Evidence)
			}
		}
		if len(facts[i].Support) == 0 && facts[i].Contact != nil {
			standing = facts[i].Contact.Evidence // it was never added, but found by a query
		}
		facts[i].Independence = Independent(standing)
		if facts[i].Contact == nil {
			continue
		}
		if facts[i].Disagree, err = r.disagreements(ctx, facts[i].Contact.ID, standing); err != nil {
			return nil, err
		}
		if facts[i].Resolved, err = r.resolutions(ctx, facts[i].Contact.ID); err != nil {
			return nil, err
		}
	}
	return &Explanation{Asked: slices.Clone(fact), Facts: facts}, nil
}

// factsIn leaves out, in place, facts that did not hold in a period.
func (r *Reader) factsIn(ctx context.Context, facts []ExplainedFact, valid Period) ([]ExplainedFact, error) {
	if !valid.Bounded() {
		return facts, nil
	}
	var ids []graph.ID
	for _, f := range facts {
		if f.Contact != nil {
			ids = append(ids, f.Contact.ID)
		}
	}
	held, err := r.heldAmong(ctx, sortedUnique(ids), valid)
	return slices.DeleteFunc(facts, func(f ExplainedFact) bool {
		switch {
		case f.Contact != nil:
			return !slices.Contains(held, f.Contact.ID)
		case f.Role != nil:
			return !f.Role.heldIn(valid)
		case f.Regular != nil:
			return !f.Regular.heldIn(valid)
		}
		return true // of what is no more nothing is known but that it was
	}), err
}

func (r *Reader) whyOne(ctx context.Context, text string, o WhyOptions) ([]ExplainedFact, error) {
	e, err := r.Resolve(ctx, text, ResolveOptions{First: o.First})
	if errors.As(err, new(*NotFoundError)) {
		return r.whyRemoved(ctx, text, err)
	}
	if err != nil {
		return nil, err
	}
	switch {
	case slices.Contains(ContactKinds(), e.Kind):
		return r.whyContacts(ctx, []graph.ID{e.ID})
	case e.Kind == KindHabit:
		return r.whyHabits(ctx, []graph.ID{e.ID})
	case e.Kind == KindRole:
		return r.whyRoles(ctx, []graph.ID{e.ID})
	}
	facts, err := r.facts(ctx, []graph.ID{e.ID}, append([]predicate{pRoleName, pParticipant}, participation...))
	if err != nil {
		return nil, err
	}
	for _, f := range facts { // of no known class, yet plainly one of these
		switch f.p {
		case pRoleName:
			return r.whyRoles(ctx, []graph.ID{e.ID})
		case pParticipant:
			return r.whyHabits(ctx, []graph.ID{e.ID})
		default:
			return r.whyContacts(ctx, []graph.ID{e.ID})
		}
	}
	if e.Kind != KindPerson {
		return nil, fmt.Errorf("%w: %s is of kind %s", ErrNoFact, text, e.Kind)
	}
	held, err := r.facts(ctx, []graph.ID{e.ID}, []predicate{pHasRole})
	if err != nil {
		return nil, err
	}
	nodes, err := r.subjectsOf(ctx, e.ID, []predicate{pHolder})
	if err != nil {
		return nil, err
	}
	for _, f := range held {
		nodes = append(nodes, f.o)
	}
	return r.whyRoles(ctx, sortedUnique(nodes))
}

// whyRemoved explains a node that the snapshot has no more, or returns the error
// of not finding it.
func (r *Reader) whyRemoved(ctx context.Context, text string, notFound error) ([]ExplainedFact, error) {
	id, ok, err := r.formerly(ctx, text)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, notFound
	}
	support, err := r.supportOf(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(support) == 0 { // it was only ever spoken of
		return nil, notFound
	}
	iri, err := r.iri(ctx, id)
	return []ExplainedFact{{Fact: "removed", IRI: iri, Support: support}}, err
}

func (r *Reader) whyPair(ctx context.Context, a, b string, o WhyOptions) ([]ExplainedFact, error) {
	first, err := r.Resolve(ctx, a, ResolveOptions{First: o.First})
	if err != nil {
		return nil, err
	}
	second, err := r.Resolve(ctx, b, ResolveOptions{First: o.First})
	if err != nil {
		return nil, err
	}
	met, err := r.sharedContacts(ctx, first.ID, second.ID)
	if err != nil {
		return nil, err
	}
	facts, err := r.whyContacts(ctx, met)
	if err != nil {
		return nil, err
	}
	habits, err := r.subjectsOf(ctx, first.ID, []predicate{pParticipant})
	if err != nil {
		return nil, err
	}
	others, err := r.subjectsOf(ctx, second.ID, []predicate{pParticipant})
	if err != nil {
		return nil, err
	}
	regular, err := r.whyHabits(ctx, intersect(habits, others))
	return append(facts, regular...), err
}

func (r *Reader) sharedContacts(ctx context.Context, a, b graph.ID) ([]graph.ID, error) {
	first, err := r.contactsOf(ctx, a)
	if err != nil {
		return nil, err
	}
	second, err := r.contactsOf(ctx, b)
	return intersect(first, second), err
}

func (r *Reader) whyContacts(ctx context.Context, ids []graph.ID) ([]ExplainedFact, error) {
	list, err := r.gists(ctx, sortedUnique(slices.Clone(ids)), contactPredicates)
	if err != nil {
		return nil, err
	}
	if err := r.sortByDate(ctx, list, 0); err != nil {
		return nil, err
	}
	contacts, err := r.describeContacts(ctx, list)
	if err != nil {
		return nil, err
	}
	facts := make([]ExplainedFact, len(contacts))
	for i := range contacts {
		support, err := r.supportOf(ctx, contacts[i].ID)
		if err != nil {
			return nil, err
		}
		facts[i] = ExplainedFact{Fact: KindContact, Contact: &contacts[i], Support: support}
	}
	return facts, nil
}

func (r *Reader) whyRoles(ctx context.Context, ids []graph.ID) ([]ExplainedFact, error) {
	roles, err := r.roles(ctx, sortedUnique(slices.Clone(ids)))
	if err != nil {
		return nil, err
	}
	facts := make([]ExplainedFact, len(roles))
	for i := range roles {
		var support []Support
		for _, iri := range roles[i].IRIs {
			id, ok, err := r.reference(ctx, bracketed(iri))
			if err != nil || !ok {
				return nil, errors.Join(err, missing(ok, iri))
			}
			part, err := r.supportOf(ctx, id)
			if err != nil {
				return nil, err
			}
			support = append(support, part...)
		}
		slices.SortFunc(support, compareSupport)
		facts[i] = ExplainedFact{Fact: KindRole, Role: &roles[i], Support: support}
	}
	return facts, nil
}

func (r *Reader) whyHabits(ctx context.Context, ids []graph.ID) ([]ExplainedFact, error) {
	habits, err := r.habits(ctx, sortedUnique(slices.Clone(ids)))
	if err != nil {
		return nil, err
	}
	facts := make([]ExplainedFact, len(habits))
	for i := range habits {
		id, ok, err := r.reference(ctx, bracketed(habits[i].IRI))
		if err != nil || !ok {
			return nil, errors.Join(err, missing(ok, habits[i].IRI))
		}
		support, err := r.supportOf(ctx, id)
		if err != nil {
			return nil, err
		}
		facts[i] = ExplainedFact{Fact: KindHabit, Regular: &habits[i], Support: support}
	}
	return facts, nil
}

// bracketed returns the canonical text of an IRI or blank node.
func bracketed(iri string) string {
	if strings.HasPrefix(iri, "_:") {
		return iri
	}
	return "<" + iri + ">"
}

func missing(ok bool, iri string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("relation: <%s> was read from the snapshot and is not found in it", iri)
}

// whyStatement explains a triple, wherever it is stated.
func (r *Reader) whyStatement(ctx context.Context, subject, predicate, object string, o WhyOptions) ([]ExplainedFact, error) {
	var terms [3]graph.ID
	for i, text := range []string{subject, predicate, object} {
		id, err := r.resolveTerm(ctx, text, o)
		if err != nil {
			return nil, err
		}
		terms[i] = id
	}
	rows, err := r.eventRows(ctx, graph.Pattern{S: terms[0], P: terms[1], O: terms[2]})
	if err != nil || len(rows) == 0 {
		return []ExplainedFact{}, err
	}
	spans := map[support]eventRow{}
	for _, row := range rows {
		then := r
		if row.removed <= r.g.Seq() {
			then = r.past()
		}
		quotes, err := then.quotesOf(ctx, terms[0], terms[2], row.g)
		if err != nil {
			return nil, err
		}
		for _, q := range quotes {
			spans[support{row.g, q}] = longerSpan(spans[support{row.g, q}], row)
		}
	}
	support, err := r.describeSupport(ctx, spans, nil)
	if err != nil {
		return nil, err
	}
	st, err := r.statement(ctx, terms)
	return []ExplainedFact{{Fact: "statement", Statement: st, Support: support}}, err
}

func (r *Reader) statement(ctx context.Context, terms [3]graph.ID) (*Statement, error) {
	var texts [3]string
	for i, id := range terms {
		text, err := r.term(ctx, id)
		if err != nil {
			return nil, err
		}
		texts[i] = string(text)
	}
	return &Statement{texts[0], texts[1], texts[2]}, nil
}

// quotesOf returns the sentences of a source that tell of a subject: its own,
// or, for an edge between two parties, those of the contacts that the source
// reports between them. None alone means that there is none.
func (r *Reader) quotesOf(ctx context.Context, s, o, source graph.ID) ([]graph.ID, error) {
	facts, err := r.facts(ctx, []graph.ID{s}, []predicate{pQuotedFrom})
	if err != nil {
		return nil, err
	}
	quotes := quotesIn(facts, source)
	if len(quotes) == 0 && !o.IsLiteral() {
		shared, err := r.sharedContacts(ctx, s, o)
		if err != nil {
			return nil, err
		}
		if facts, err = r.facts(ctx, shared, []predicate{pQuotedFrom}); err != nil {
			return nil, err
		}
		quotes = quotesIn(facts, source)
	}
	if len(quotes) == 0 {
		return []graph.ID{graph.None}, nil
	}
	return quotes, nil
}

func quotesIn(facts []fact, source graph.ID) []graph.ID {
	var quotes []graph.ID
	for _, f := range facts {
		if f.g == source {
			quotes = append(quotes, f.o)
		}
	}
	return quotes
}

// resolveTerm returns the term that an argument of a statement means: a literal
// in N-Triples form, "a" for rdf:type, or what Resolve finds.
func (r *Reader) resolveTerm(ctx context.Context, text string, o WhyOptions) (graph.ID, error) {
	form := text
	switch {
	case text == "a":
		form = "<" + predicateIRIs[pType][0] + ">"
	case !strings.HasPrefix(text, `"`):
		e, err := r.Resolve(ctx, text, ResolveOptions{First: o.First})
		if errors.As(err, new(*NotFoundError)) {
			if id, ok, ferr := r.formerly(ctx, text); ok || ferr != nil {
				return id, ferr
			}
		}
		return e.ID, err
	}
	id, ok, err := r.g.Lookup(ctx, []byte(form))
	if err == nil && !ok {
		err = &NotFoundError{Text: text}
	}
	return id, err
}
