package known_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/ingest/known"
)

// snapshot is a list of statements with IDs of its own.
type snapshot struct {
	ids   map[string]graph.ID
	terms []string
	rows  []graph.Quad
}

func newSnapshot(t *testing.T, quads []quad.Quad) *snapshot {
	t.Helper()
	s := &snapshot{ids: map[string]graph.ID{}}
	for _, q := range quads {
		var row graph.Quad
		for i, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if v == nil {
				row[i] = graph.DefaultGraph
				continue
			}
			text, err := graph.AppendTerm(nil, v)
			if err != nil {
				t.Fatal(err)
			}
			id, ok := s.ids[string(text)]
			if !ok {
				id = graph.MakeID(graph.TagIRI, uint64(len(s.terms)+1))
				s.ids[string(text)] = id
				s.terms = append(s.terms, string(text))
			}
			row[i] = id
		}
		s.rows = append(s.rows, row)
	}
	return s
}

func (s *snapshot) Lookup(_ context.Context, text []byte) (graph.ID, bool, error) {
	id, ok := s.ids[string(text)]
	return id, ok, nil
}

func (s *snapshot) AppendTerm(_ context.Context, dst []byte, id graph.ID) ([]byte, error) {
	for text, i := range s.ids {
		if i == id {
			return append(dst, text...), nil
		}
	}
	return nil, fmt.Errorf("no term %v", id)
}

func (s *snapshot) Scan(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	var rows []graph.Quad
	for _, r := range s.rows {
		if q.Matches(r) {
			rows = append(rows, r)
		}
	}
	order := q.Order.Positions()
	slices.SortFunc(rows, func(a, b graph.Quad) int {
		for _, p := range order {
			if a[p] != b[p] {
				if a[p] < b[p] {
					return -1
				}
				return 1
			}
		}
		return 0
	})
	return &scanner{rows: rows}, nil
}

type scanner struct{ rows []graph.Quad }

func (s *scanner) Next(_ context.Context, b *graph.Batch) error {
	*b = graph.Batch{N: min(2, len(s.rows))}
	for p := range b.Cols {
		for _, r := range s.rows[:b.N] {
			b.Cols[p] = append(b.Cols[p], r[p])
		}
	}
	s.rows = s.rows[b.N:]
	return nil
}
func (s *scanner) Order() graph.Order { return graph.AnyOrder }
func (s *scanner) Close() error       { return nil }

func iri(path string) quad.IRI { return quad.IRI(vocab.Base + path) }

// world is what some sources say; each quad's graph is its source.
func world() []quad.Quad {
	var list []quad.Quad
	add := func(source string, s quad.IRI, p string, o quad.Value) {
		list = append(list, quad.Quad{Subject: s, Predicate: quad.IRI(p), Object: o, Label: iri("source/" + source)})
	}
	day := func(s string) quad.Value {
		return quad.TypedString{Value: quad.String(s), Type: quad.IRI(vocab.XSDDate)}
	}
	for i, name := range []string{"Ana Prata", "Volodymyr Zelensky", "Rui Prata"} {
		who := iri(fmt.Sprint("actor/", i))
		add("a", who, vocab.RDFType, quad.IRI(vocab.SchemaPerson))
		add("a", who, vocab.SchemaName, quad.String(name))
		add("b", who, vocab.SchemaName, quad.String(name))
	}
	add("a", iri("office/x"), vocab.RDFType, quad.IRI(vocab.SchemaPerson))
	add("a", iri("office/x"), vocab.RDFType, quad.IRI(vocab.ChyOffice))
	add("a", iri("office/x"), vocab.SchemaName, quad.String("ministre Prata"))
	add("a", iri("org/q"), vocab.RDFType, quad.IRI(vocab.SchemaOrganization))
	add("a", iri("org/q"), vocab.SchemaName, quad.LangString{Value: "Conseil du Quai", Lang: "fr"})
	add("a", iri("org/q"), vocab.SchemaName, quad.LangString{Value: "Quay Council", Lang: "en"})
	add("a", iri("role/r"), vocab.ChyHolder, iri("actor/0"))
	add("a", iri("role/r"), vocab.ChyCountry, iri("country/portugal"))
	add("a", iri("role/r"), vocab.SchemaRoleName, quad.LangString{Value: "ministre", Lang: "fr"})
	add("a", iri("role/r"), vocab.ChyAsOf, day("2026-01-02"))
	add("a", iri("group/g"), vocab.ChyCountry, iri("country/portugal"))
	for _, source := range []string{"a", "b"} {
		c := iri("call/c")
		add(source, c, vocab.RDFType, quad.IRI(vocab.ChyContact))
		add(source, c, vocab.RDFType, quad.IRI(vocab.ChyCall))
		add(source, c, vocab.SchemaAttendee, iri("actor/0"))
		add(source, c, vocab.SchemaAttendee, iri("actor/1"))
		add(source, c, vocab.SchemaStartDate, day("2026-01-01"))
		add(source, c, vocab.ChyStatus, quad.IRI(map[string]string{"a": vocab.ChyPlanned, "b": vocab.ChyOccurred}[source]))
		add(source, iri("source/"+source), vocab.SchemaDatePublished, day(map[string]string{"a": "2026-01-01", "b": "2026-01-02"}[source]))
	}
	add("b", iri("call/c"), vocab.ChyCollective, quad.LangString{Value: "conseillers", Lang: "fr"})
	add("b", iri("count/n"), ingest.ChyCountOf, iri("call/c"))
	add("b", iri("count/n"), ingest.ChyNumber, quad.TypedString{Value: "15", Type: quad.IRI(vocab.XSDInteger)})
	add("a", iri("count/n"), ingest.ChyMember, iri("country/portugal"))
	add("a", iri("candidate/d"), ingest.ChyDecision, quad.IRI(ingest.ChyRejected))
	return list
}

// TestAnswers asks the same of a snapshot, of what was learned, and with one
// source in the one and the other in the other: sources are stored whole.
func TestAnswers(t *testing.T) {
	ctx := context.Background()
	all := world()
	slices.SortStableFunc(all, func(x, y quad.Quad) int { return strings.Compare(x.Label.String(), y.Label.String()) })
	boundary := slices.IndexFunc(all, func(q quad.Quad) bool { return q.Label == iri("source/b") })
	for _, cut := range []int{0, boundary, len(all)} {
		k := known.New(newSnapshot(t, all[:cut]))
		k.Learn(all[cut:])
		want := func(what string, got, want any, err error) {
			t.Helper()
			if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%d statements in the snapshot: %s: got %v, %v, want %v", cut, what, got, err, want)
			}
		}
		for range 2 { // the second time from memory
			people, err := k.PersonsBySurname(ctx, ingest.SurnameKey("Prata"))
			want("people", people, []ingest.Known{ingest.KnownPerson(iri("actor/0"), "Ana Prata"), ingest.KnownPerson(iri("actor/2"), "Rui Prata")}, err)
			other, err := k.PersonsBySurname(ctx, ingest.SurnameKey("ZELENSKYY"))
			want("another spelling", len(other), 1, err)
			named, err := k.Named(ctx, extract.Organization, "Quay Council")
			want("named", named, []quad.IRI{iri("org/q")}, err)
			place, err := k.Named(ctx, extract.Place, "Quay Council")
			want("another kind", place, []quad.IRI{}, err)
			holders, err := k.HoldersIn(ctx, iri("country/portugal"))
			want("holders", holders, []ingest.Holder{ingest.KnownHolder(iri("actor/0"), "ministre", extract.Date{Year: 2026, Month: 1, Day: 2, Precision: extract.Day}, iri("source/a"))}, err)
			decided, err := k.Decided(ctx, iri("candidate/d"))
			want("decided", decided, true, err)
			open, err := k.Decided(ctx, iri("candidate/e"))
			want("undecided", open, false, err)
			for name, ask := range map[string]func() ([]ingest.KnownContact, error){
				"among": func() ([]ingest.KnownContact, error) { return k.ContactsAmong(ctx, iri("actor/1"), iri("actor/0")) },
				"of":    func() ([]ingest.KnownContact, error) { return k.ContactsOf(ctx, iri("actor/0"), "2026-01-01") },
				"on":    func() ([]ingest.KnownContact, error) { return k.ContactsOn(ctx, "2026-01-01") },
			} {
				list, err := ask()
				if len(list) != 1 {
					t.Fatalf("%d statements in the snapshot: contacts %s: %v, %v", cut, name, list, err)
				}
				c := list[0]
				slices.Sort(c.Published)
				want(name, []any{c.IRI, c.Remote, c.Occurred, len(c.Parties), c.Dates, c.Published, c.Collectives, c.Counts},
					[]any{iri("call/c"), true, true, 2, []string{"2026-01-01"}, []string{"2026-01-01", "2026-01-02"}, []string{"conseillers"},
						[]ingest.KnownCount{{IRI: iri("count/n"), Number: 15, Members: []quad.IRI{iri("country/portugal")}}}}, err)
			}
			nobody, err := k.ContactsAmong(ctx, iri("actor/2"), iri("actor/0"))
			want("no contact", len(nobody), 0, err)
			then, err := k.ContactsOf(ctx, iri("actor/0"), "2026-01-02")
			want("no contact on the day", len(then), 0, err)
		}
	}
}
