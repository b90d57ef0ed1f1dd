package ftm

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
)

// Namespace is that of FollowTheMoney's schemata and properties.
const Namespace = "https://w3id.org/ftm#"

// local is the beginning of the IRIs of entities that were read.
const local = vocab.Base + "ftm/"

// Entity is an entity of FollowTheMoney.
type Entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// schemata are the schemata of our kinds.
var schemata = map[string]string{
	relation.KindPerson: "Person", relation.KindOffice: "Person", relation.KindOrganization: "Organization",
	relation.KindGroup: "Organization", relation.KindCountry: "PublicBody",
}

// Write writes the entities of the reader's snapshot by ID and returns how many
// there are.
func Write(ctx context.Context, w io.Writer, r *relation.Reader) (int, error) {
	f := writer{r: r, seen: map[graph.ID]bool{}, addresses: map[graph.ID]bool{}}
	if err := f.kept(ctx); err != nil {
		return 0, err
	}
	if err := f.contacts(ctx); err != nil {
		return 0, err
	}
	slices.SortFunc(f.list, func(a, b Entity) int { return cmp.Compare(a.ID, b.ID) })
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, e := range f.list {
		if err := enc.Encode(e); err != nil {
			return 0, err
		}
	}
	return len(f.list), out.Flush()
}

type writer struct {
	r    *relation.Reader
	list []Entity
	seen map[graph.ID]bool
	// positions are the titles of actors in no body.
	positions map[graph.ID][]string
	addresses map[graph.ID]bool // places that were written
}

// idOf is the ID of an entity: what was read, or its IRI.
func idOf(iri string) string {
	if escaped, ok := strings.CutPrefix(iri, local); ok {
		if id, err := url.PathUnescape(escaped); err == nil {
			return id
		}
	}
	return iri
}

// kept gathers the entities that were read from FollowTheMoney: those with one of
// its schemata.
func (f *writer) kept(ctx context.Context) error {
	typ, ok, err := f.r.Graph().Lookup(ctx, []byte("<"+vocab.RDFType+">"))
	if err != nil || !ok {
		return err
	}
	schemas := map[graph.ID]string{} // of classes; empty for others
	subjects := map[graph.ID]string{}
	q := graph.Scan{Pattern: graph.Pattern{P: typ}, Order: graph.POSG, Columns: graph.ColS | graph.ColO}
	err = relation.EachBatch(ctx, f.r.Graph(), q, func(b *graph.Batch) error {
		for i, o := range b.Cols[graph.O][:b.N] {
			schema, known := schemas[o]
			if !known {
				iri, err := f.r.IRI(ctx, o)
				if err != nil {
					return err
				}
				schema, _ = strings.CutPrefix(iri, Namespace)
				if schema == iri {
					schema = ""
				}
				schemas[o] = schema
			}
			if schema != "" {
				subjects[b.Cols[graph.S][i]] = schema
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for id, schema := range subjects {
		if err := f.keptEntity(ctx, id, schema); err != nil {
			return err
		}
	}
	return nil
}

// keptEntity has the properties that were read.
func (f *writer) keptEntity(ctx context.Context, id graph.ID, schema string) error {
	iri, err := f.r.IRI(ctx, id)
	if err != nil {
		return err
	}
	e := Entity{idOf(iri), unescape(schema), map[string][]string{}}
	origins, err := f.r.Blame(ctx, graph.Pattern{S: id}, false)
	if err != nil {
		return err
	}
	for _, o := range origins {
		name, ok := strings.CutPrefix(strings.Trim(o.Predicate, "<>"), Namespace)
		lexical, _, _ := graph.LiteralParts([]byte(o.Object))
		if !ok || lexical == nil {
			continue
		}
		e.add(unescape(name), string(graph.AppendUnescaped(nil, lexical)))
	}
	f.seen[id] = true
	f.list = append(f.list, e)
	return nil
}

func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// add adds a value, once and in order.
func (e *Entity) add(name string, values ...string) {
	for _, v := range values {
		if v == "" {
			continue
		}
		list := e.Properties[name]
		if at, known := slices.BinarySearch(list, v); !known {
			e.Properties[name] = slices.Insert(list, at, v)
		}
	}
}

// contacts gathers the contacts and those who take part in them.
func (f *writer) contacts(ctx context.Context) error {
	terms := f.r.ContactTerms()
	events := map[graph.ID]bool{}
	actors := map[graph.ID]bool{}
	for _, p := range slices.Concat(terms.Attending, terms.Expected) {
		q := graph.Scan{Pattern: graph.Pattern{P: p}, Columns: graph.ColS | graph.ColO}
		err := relation.EachBatch(ctx, f.r.Graph(), q, func(b *graph.Batch) error {
			for i, s := range b.Cols[graph.S][:b.N] {
				events[s] = true
				if o := b.Cols[graph.O][i]; !o.IsLiteral() {
					actors[f.r.Kept(o)] = true
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := f.roles(ctx, actors); err != nil {
		return err
	}
	for _, id := range f.unseen(actors) {
		if err := f.actor(ctx, id); err != nil {
			return err
		}
	}
	const batch = 1024
	list := f.unseen(events)
	for len(list) > 0 {
		n := min(batch, len(list))
		described, err := f.r.Contacts(ctx, list[:n])
		if err != nil {
			return err
		}
		for i := range described {
			f.event(&described[i])
		}
		list = list[n:]
	}
	return nil
}

// roles gathers the roles of actors in bodies and countries, as memberships, and adds
// those to the actors.
func (f *writer) roles(ctx context.Context, actors map[graph.ID]bool) error {
	f.positions = map[graph.ID][]string{}
	for _, id := range f.unseen(actors) {
		held, err := f.r.Roles(ctx, id, relation.Period{})
		if err != nil {
			return fmt.Errorf("ftm: %w", err)
		}
		for i := range held {
			role := &held[i]
			body := role.Organization
			if body == nil {
				body = role.Country
			}
			if body == nil {
				f.positions[id] = append(f.positions[id], role.Title.Text)
				continue
			}
			actors[f.r.Kept(body.ID)] = true
			f.membership(role, body)
		}
	}
	return nil
}

func (f *writer) membership(role *relation.Role, body *relation.Entity) {
	e := Entity{idOf(role.IRIs[0]), "Membership", map[string][]string{}}
	e.add("member", idOf(role.Person.IRI))
	e.add("organization", idOf(body.IRI))
	e.add("role", role.Title.Text)
	e.add("startDate", role.Start)
	e.add("endDate", role.End)
	e.add("date", role.First, role.Last)
	for _, s := range role.Evidence {
		e.add("sourceUrl", s.URL)
	}
	f.list = append(f.list, e)
}

// place gathers a place that is an entity as an address, once; false for one that
// was written as something else, such as a country that takes part in contacts too.
func (f *writer) place(place relation.Entity) bool {
	if place.IRI == "" || f.addresses[place.ID] || f.seen[place.ID] {
		return f.addresses[place.ID]
	}
	f.addresses[place.ID], f.seen[place.ID] = true, true
	f.list = append(f.list, Entity{idOf(place.IRI), "Address", map[string][]string{"full": {place.Label}, "name": {place.Label}}})
	return true
}

// unseen lists what was not written yet.
func (f *writer) unseen(set map[graph.ID]bool) []graph.ID {
	var ids []graph.ID
	for id := range set {
		if !f.seen[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (f *writer) actor(ctx context.Context, id graph.ID) error {
	names, err := f.r.NamesOf(ctx, id)
	if err != nil {
		return fmt.Errorf("ftm: %w", err)
	}
	described, err := f.r.Describe(ctx, id)
	if err != nil {
		return err
	}
	e := Entity{idOf(described[0].IRI), "LegalEntity", map[string][]string{}}
	if schema, ok := schemata[described[0].Kind]; ok {
		e.Schema = schema
	}
	for i, list := range names {
		for _, n := range list {
			e.add([]string{"name", "alias"}[i], n.Text)
		}
	}
	if len(e.Properties["name"]) == 0 {
		e.add("name", described[0].Label)
	}
	f.seen[id] = true
	if e.Schema == "Person" {
		e.add("position", f.positions[id]...)
	}
	identifiers, err := f.r.IdentifiersOf(ctx, id)
	if err != nil {
		return fmt.Errorf("ftm: %w", err)
	}
	for _, text := range identifiers {
		if item, ok := strings.CutPrefix(text, "wd:"); ok {
			e.add("wikidataId", item)
		}
	}
	f.list = append(f.list, e)
	return nil
}

func (f *writer) event(k *relation.Contact) {
	e := Entity{idOf(k.IRI), "Event", map[string][]string{}}
	for _, a := range k.Attendees {
		if a.Expected && k.Status == relation.StatusOccurred {
			continue // who attended is what counts
		}
		e.add("involved", idOf(a.IRI))
	}
	if k.EndDate != "" {
		e.add("startDate", append(k.OtherDates, k.Date)...)
		e.add("endDate", k.EndDate)
	} else {
		e.add("date", append(k.OtherDates, k.Date)...)
	}
	for _, place := range k.Places {
		e.add("location", place.Label)
		if f.place(place) {
			e.add("addressEntity", idOf(place.IRI))
		}
	}
	for _, t := range k.Topics {
		e.add("summary", t.Text)
	}
	for _, t := range k.Descriptions {
		e.add("description", t.Text)
	}
	e.add("keywords", append([]string{k.Kind, k.Status}, slices.Concat(k.OtherKinds, k.OtherStatuses)...)...)
	for _, s := range k.Evidence {
		e.add("sourceUrl", s.URL)
	}
	e.add("name", strings.TrimSpace(k.Kind+" "+k.Date+" ("+k.Status+")"))
	f.list = append(f.list, e)
}
