package shape

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
)

// facts are the contacts that a shape finds, as statements in chancery's own shape.
// Terms that the store does not know have IDs of their own (see graph.TagLocalIRI).
type facts struct {
	texts []string // of local terms, by payload
	ids   map[string]graph.ID
	terms eventTerms
	// values are the IDs of values that were stated before.
	values map[value]graph.ID

	bySubject, byPredicate []graph.Quad        // sorted as SPOG and POSG
	events                 map[graph.ID]*event // nodes of the store that stand for contacts
}

// event is a node of the store that stands for a contact.
type event struct {
	graphs  []graph.ID // that state something of it
	sources []graph.ID // that the shape names; nil: it names none
}

// eventTerms are what a contact is stated with.
type eventTerms struct {
	own                                         relation.ContactTerms // those that the store has
	typ, attendee, start, end, status, location graph.ID
	participants, ofEvents, quotedFrom          map[graph.ID]bool
}

// newFacts states the contacts of rows. Each is an event of its own, but for rows of one
// event; its graphs are those of the rows' ?source, else all that state something of the
// event, else none (relation.NoSource).
func newFacts(ctx context.Context, r *relation.Reader, rows []chain.Row) (*facts, error) {
	f := &facts{ids: map[string]graph.ID{}, events: map[graph.ID]*event{}, values: map[value]graph.ID{}}
	if err := f.lookUpTerms(ctx, r); err != nil {
		return nil, err
	}
	for i := range rows {
		if e := rows[i].Event; e != graph.None && f.events[e] == nil {
			f.events[e] = &event{}
		}
	}
	if err := f.findGraphs(ctx, r.Graph()); err != nil {
		return nil, err
	}
	alike := map[string]int{}
	for i := range rows {
		if err := f.state(ctx, r, &rows[i], alike); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(f.bySubject, func(a, b graph.Quad) int { return slices.Compare(a[:], b[:]) })
	f.bySubject = slices.Clip(slices.Compact(f.bySubject))
	f.byPredicate = byPredicate(f.bySubject)
	return f, nil
}

// byPredicate sorts quads, which are sorted by subject, as POSG: those of each predicate
// by object, which keeps them by subject and graph.
func byPredicate(list []graph.Quad) []graph.Quad {
	of := map[graph.ID][]graph.Quad{}
	for _, q := range list {
		of[q[graph.P]] = append(of[q[graph.P]], q)
	}
	sorted := make([]graph.Quad, 0, len(list))
	for _, p := range slices.Sorted(maps.Keys(of)) {
		slices.SortStableFunc(of[p], func(a, b graph.Quad) int { return cmp.Compare(a[graph.O], b[graph.O]) })
		sorted = append(sorted, of[p]...)
	}
	return sorted
}

// bytes is the memory that they take, about.
func (f *facts) bytes() int {
	const perQuad, perTerm, perEvent = 32, 96, 160
	return 2*len(f.bySubject)*perQuad + len(f.texts)*perTerm + len(f.events)*perEvent
}

func compareQuads(a, b graph.Quad, o graph.Order) int {
	for _, at := range o.Positions() {
		if c := cmp.Compare(a[at], b[at]); c != 0 {
			return c
		}
	}
	return 0
}

// lookUpTerms finds the terms of the store's own shape.
func (f *facts) lookUpTerms(ctx context.Context, r *relation.Reader) error {
	t := &f.terms
	t.own = r.ContactTerms()
	for iri, id := range map[string]*graph.ID{
		vocab.RDFType: &t.typ, vocab.SchemaAttendee: &t.attendee, vocab.SchemaStartDate: &t.start,
		vocab.SchemaEndDate: &t.end, vocab.ChyStatus: &t.status, vocab.SchemaLocation: &t.location,
	} {
		var err error
		if *id, err = f.term(ctx, r.Graph(), "<"+iri+">"); err != nil {
			return err
		}
	}
	t.participants, t.ofEvents, t.quotedFrom = map[graph.ID]bool{}, map[graph.ID]bool{}, map[graph.ID]bool{}
	for set, ids := range map[*map[graph.ID]bool][]graph.ID{
		&t.participants: slices.Concat(t.own.Attending, t.own.Expected),
		&t.ofEvents:     slices.Concat(t.own.Start, t.own.End, t.own.Status, t.own.Location),
		&t.quotedFrom:   t.own.QuotedFrom,
	} {
		for _, id := range ids {
			(*set)[id] = true
		}
	}
	return nil
}

// term is the ID of a canonical text, a local one if the store has none.
func (f *facts) term(ctx context.Context, g relation.Graph, text string) (graph.ID, error) {
	id, ok, err := g.Lookup(ctx, []byte(text))
	if err != nil || ok {
		return id, err
	}
	if id, ok := f.ids[text]; ok {
		return id, nil
	}
	tag := graph.TagLocalIRI
	switch text[0] {
	case '_':
		tag = graph.TagLocalBlank
	case '"':
		tag = graph.TagLocalLiteral
	}
	id = graph.MakeID(tag, uint64(len(f.texts)))
	f.texts = append(f.texts, text)
	f.ids[text] = id
	return id, nil
}

// findGraphs finds the graphs that state something of the events: event by event, or in
// one pass over the store, whichever reads less.
func (f *facts) findGraphs(ctx context.Context, g relation.Graph) error {
	total, err := g.Count(ctx, graph.Pattern{})
	if err != nil {
		return fmt.Errorf("shape: count statements: %w", err)
	}
	take := func(b *graph.Batch) error {
		for i, s := range b.Cols[graph.S][:b.N] {
			if e := f.events[s]; e != nil {
				if name := b.Cols[graph.G][i]; !slices.Contains(e.graphs, name) {
					e.graphs = append(e.graphs, name)
				}
			}
		}
		return nil
	}
	scan := func(p graph.Pattern) error {
		return relation.EachBatch(ctx, g, graph.Scan{Pattern: p, Order: graph.SPOG, Columns: graph.ColS | graph.ColG}, take)
	}
	if uint64(len(f.events)) > total/graph.BatchRows {
		return scan(graph.Pattern{})
	}
	for id := range f.events {
		if err := scan(graph.Pattern{S: id}); err != nil {
			return err
		}
	}
	return nil
}

// state adds the statements of a row.
func (f *facts) state(ctx context.Context, r *relation.Reader, row *chain.Row, alike map[string]int) error {
	if r.Kept(row.A) == r.Kept(row.B) {
		return nil // nobody meets oneself
	}
	g, t := r.Graph(), &f.terms
	node, graphs := row.Event, []graph.ID{relation.NoSource}
	var err error
	if node == graph.None {
		if node, err = f.nameless(ctx, g, row, alike); err != nil {
			return err
		}
	} else if e := f.events[node]; len(e.graphs) > 0 {
		graphs = e.graphs
	}
	if row.Source != graph.None {
		graphs = []graph.ID{row.Source}
		if e := f.events[row.Event]; e != nil && !slices.Contains(e.sources, row.Source) {
			e.sources = append(e.sources, row.Source)
		}
	}
	add := func(p, o graph.ID) {
		for _, name := range graphs {
			f.bySubject = append(f.bySubject, graph.Quad{node, p, o, name})
		}
	}
	add(t.attendee, row.A)
	add(t.attendee, row.B)
	if row.Place != graph.None {
		add(t.location, row.Place)
	}
	for _, one := range [...]struct {
		stated bool
		p      graph.ID
		key    value
	}{
		{true, t.typ, value{kind: cmp.Or(row.Kind, relation.KindContact)}},
		{row.Status != "", t.status, value{status: row.Status}},
		{row.First != chain.Never, t.start, value{day: row.First}},
		{row.First != chain.Never && row.Last > row.First, t.end, value{day: row.Last}},
		{row.Place == graph.None && row.PlaceText != "", t.location, value{place: row.PlaceText}},
	} {
		if !one.stated {
			continue
		}
		o, err := f.valueID(ctx, g, one.key)
		if err != nil {
			return err
		}
		add(one.p, o)
	}
	return nil
}

// value is what a contact is stated to be, in one respect.
type value struct {
	kind, status, place string
	day                 relation.Day
}

// valueID is the ID of a value.
func (f *facts) valueID(ctx context.Context, g relation.Graph, v value) (graph.ID, error) {
	if id, ok := f.values[v]; ok {
		return id, nil
	}
	var text string
	switch {
	case v.kind != "":
		text = "<" + relation.KindIRI(v.kind) + ">"
	case v.status != "":
		text = "<" + relation.StatusIRI(v.status) + ">"
	case v.place != "":
		text = string(append(graph.AppendEscaped([]byte{'"'}, []byte(v.place)), '"'))
	default:
		text = fmt.Sprintf("%q^^<%s>", v.day.String(), vocab.XSDDate)
	}
	id, err := f.term(ctx, g, text)
	if err == nil {
		f.values[v] = id
	}
	return id, err
}

// nameless is the node of a row without an event: a blank node with a label made of
// what the row says, and its number among rows that say the same.
func (f *facts) nameless(ctx context.Context, g relation.Graph, row *chain.Row, alike map[string]int) (graph.ID, error) {
	hash := sha256.New()
	for _, id := range []graph.ID{row.A, row.B, row.Place, row.Source} {
		text, err := g.AppendTerm(ctx, nil, cmp.Or(id, graph.DefaultGraph))
		if err != nil {
			return graph.None, err
		}
		fmt.Fprintf(hash, "%s\n", text)
	}
	fmt.Fprintf(hash, "%d %d %s %s %s", row.First, row.Last, row.Kind, row.Status, row.PlaceText)
	label := "_:contact-" + hex.EncodeToString(hash.Sum(nil)[:8])
	if alike[label]++; alike[label] > 1 {
		label += fmt.Sprint("-", alike[label])
	}
	return f.term(ctx, g, label)
}

// hides tells whether a statement of the store is not to be seen: what its own shape
// says of contacts.
func (f *facts) hides(q graph.Quad) bool {
	t := &f.terms
	switch p := q[graph.P]; {
	case t.participants[p]:
		return true
	case p == t.typ:
		_, ok := t.own.KindOf[q[graph.O]]
		return ok
	case t.ofEvents[p]:
		return f.events[q[graph.S]] != nil
	case t.quotedFrom[p]:
		e := f.events[q[graph.S]]
		return e != nil && e.sources != nil && !slices.Contains(e.sources, q[graph.G])
	}
	return false
}

// mayHide tells whether a statement that fits a pattern may not be seen.
func (f *facts) mayHide(p graph.Pattern) bool {
	t := &f.terms
	if p.P == graph.None || t.participants[p.P] {
		return true
	}
	if p.P == t.typ {
		_, ok := t.own.KindOf[p.O]
		return ok || p.O == graph.None
	}
	return (t.ofEvents[p.P] || t.quotedFrom[p.P]) && (p.S == graph.None || f.events[p.S] != nil)
}

// that returns the statements about contacts that fit a pattern, in an order.
func (f *facts) that(p graph.Pattern, o graph.Order) []graph.Quad {
	list, key := f.bySubject, []graph.Position{graph.S, graph.P, graph.O}
	if p.S == graph.None {
		list, key = f.byPredicate, []graph.Position{graph.P, graph.O}
	}
	for _, at := range key {
		want := p.At(at)
		if want == graph.None {
			break
		}
		from, _ := slices.BinarySearchFunc(list, want, func(q graph.Quad, id graph.ID) int { return cmp.Compare(q[at], id) })
		to, _ := slices.BinarySearchFunc(list[from:], want+1, func(q graph.Quad, id graph.ID) int { return cmp.Compare(q[at], id) })
		list = list[from : from+to]
	}
	var found []graph.Quad
	for _, q := range list {
		if p.Matches(q) {
			found = append(found, q)
		}
	}
	if o != graph.AnyOrder {
		slices.SortFunc(found, func(a, b graph.Quad) int { return compareQuads(a, b, o) })
	}
	return found
}
