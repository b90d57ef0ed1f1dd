package contacts_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/contacts"
	"github.com/chancery-graph/chancery/query/relation"
)

func TestNetwork(t *testing.T) {
	var m memory
	for _, name := range []string{"c", "a", "b", "e"} {
		m.add("u:"+name, vocab.RDFType, vocab.SchemaPerson)
		m.add("u:"+name, vocab.SchemaName, `"`+name+`"`)
	}
	meeting := func(iri, status, date, end string, attending, expected []string) {
		m.add(iri, vocab.RDFType, vocab.ChyMeeting)
		m.add(iri, vocab.ChyStatus, status)
		if date != "" {
			m.add(iri, vocab.SchemaStartDate, `"`+date+`"^^<`+vocab.XSD+`date>`)
		}
		if end != "" {
			m.add(iri, vocab.SchemaEndDate, `"`+end+`"^^<`+vocab.XSD+`date>`)
		}
		for _, a := range attending {
			m.add(iri, vocab.SchemaAttendee, a)
		}
		for _, a := range expected {
			m.add(iri, vocab.ChyExpectedParticipant, a)
		}
	}
	meeting("u:m2", vocab.ChyOccurred, "2026-01-01", "2026-01-03", []string{"u:c", "u:a"}, []string{"u:e"})
	meeting("u:m1", vocab.ChyPlanned, "2026-02-01", "2026-01-01", []string{"u:a"}, []string{"u:b"})
	meeting("u:m3", vocab.ChyOccurred, "", "", []string{"u:a"}, nil)
	ctx := context.Background()
	for _, test := range []struct {
		name         string
		entity       graph.ID
		nodes, edges []string
	}{
		// e was only expected at a meeting that took place; an end before the
		// start is not believed; a contact of one has no edge.
		{"all", graph.None, []string{"u:a", "u:b", "u:c"}, []string{
			"u:a u:b meeting planned 2026-02-01 2026-02-01 u:source u:m1", "u:a u:c meeting occurred 2026-01-01 2026-01-03 u:source u:m2"}},
		{"one", m.id("<u:c>"), []string{"u:a", "u:c"}, []string{"u:a u:c meeting occurred 2026-01-01 2026-01-03 u:source u:m2"}},
		{"nobody", m.id("<u:m1>"), nil, nil},
	} {
		reader, err := relation.NewReader(ctx, &m, relation.Options{})
		if err != nil {
			t.Fatal(err)
		}
		net, err := contacts.Open(ctx, &m, reader, contacts.Options{Entity: test.entity})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // a source can be read again
			var nodes, edges []string
			for node, err := range net.Nodes(ctx) {
				if err != nil || node.Kind != relation.KindPerson {
					t.Fatal(node, err)
				}
				nodes = append(nodes, node.ID)
			}
			for e, err := range net.Edges(ctx) {
				if err != nil {
					t.Fatal(err)
				}
				edges = append(edges, fmt.Sprint(e.From, " ", e.To, " ", e.Kind, " ", e.Status, " ", e.Start, " ", e.End, " ", e.Source, " ", e.Event))
			}
			if !slices.Equal(nodes, test.nodes) || !slices.Equal(edges, test.edges) {
				t.Errorf("%s: got %q and %q, want %q and %q", test.name, nodes, edges, test.nodes, test.edges)
			}
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	reader, err := relation.NewReader(ctx, &m, relation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	net, err := contacts.Open(ctx, &m, reader, contacts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for _, err := range net.Edges(cancelled) {
		if err == nil {
			t.Error("edges of a cancelled context")
		}
	}
}

// randomContacts states contacts of which several sources say different things.
func randomContacts(rng *rand.Rand) *memory {
	m := &memory{}
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	graphs := []string{"", "<u:s1>", "<u:s2>", "_:s3"}
	for i := range 9 {
		m.addIn("", fmt.Sprintf("u:a%d", i), vocab.SchemaName, fmt.Sprintf("\"name %d\"@fr", 9-i))
	}
	for i := range 4 {
		m.addIn("<u:s1>", fmt.Sprintf("u:p%d", i), vocab.SchemaName, fmt.Sprintf("\"place %d\"", i/2))
	}
	for i := range 12 {
		meeting := fmt.Sprintf("u:m%d", (i*7)%12)
		for range 3 + rng.IntN(12) {
			actor, day := fmt.Sprintf("u:a%d", rng.IntN(9)), fmt.Sprintf("2026-01-%02d", 1+rng.IntN(28))
			p, o := "", ""
			switch rng.IntN(8) {
			case 0, 1:
				p, o = pick(vocab.SchemaAttendee, vocab.ChyInPersonParticipant, "https://schema.org/attendee"), actor
			case 2:
				p, o = pick(vocab.ChyExpectedParticipant, vocab.SchemaAttendee), pick(actor, `"a delegation"`)
			case 3:
				p, o = pick(vocab.SchemaStartDate, vocab.SchemaEndDate), pick(`"`+day+`"^^<`+vocab.XSD+`date>`, `"2026"^^<`+vocab.XSD+`gYear>`, `"soon"`)
			case 4:
				p, o = vocab.ChyStatus, pick(vocab.ChyOccurred, vocab.ChyPlanned, vocab.ChyDenied, "u:unheard-of")
			case 5:
				p, o = vocab.RDFType, pick(vocab.ChyContact, vocab.ChyCall, vocab.ChyTalks, vocab.SchemaEvent)
			case 6:
				p, o = pick(vocab.SchemaLocation, "https://schema.org/location"), pick("u:p0", "u:p1", "u:p3", `"a ship"`)
			case 7:
				p, o = vocab.ProvWasQuotedFrom, pick("u:d1#char=1,2", "u:d2#char=1,2", "u:d1#char=3,4")
			}
			m.addIn(pick(graphs...), meeting, p, o)
		}
	}
	if rng.IntN(2) == 0 { // two actors and two places are one
		m.addIn("<"+relation.CurationGraph+">", "u:a1", vocab.OWLSameAs, "u:a2")
		m.addIn("<"+relation.CurationGraph+">", "u:p3", vocab.OWLSameAs, "u:p0")
	}
	slices.SortFunc(m.quads, func(a, b graph.Quad) int { return slices.Compare(a[:], b[:]) })
	m.quads = slices.Compact(m.quads)
	return m
}

// described gives the edges by way of the description of each contact.
func described(t *testing.T, m *memory, r *relation.Reader) (edges []network.Edge) {
	t.Helper()
	var ids []graph.ID
	for _, q := range m.quads {
		if strings.HasPrefix(m.texts[q[graph.S].Payload()], "<u:m") {
			ids = append(ids, q[graph.S])
		}
	}
	slices.Sort(ids)
	found, err := r.Contacts(context.Background(), slices.Compact(ids))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range found {
		edge := network.Edge{Kind: c.Kind, Status: c.Status, Event: c.IRI}
		var actors, places, sources []string
		for _, a := range c.Attendees {
			if !a.ID.IsLiteral() && (!a.Expected || a.InPerson || c.Status != relation.StatusOccurred) {
				actors = append(actors, a.IRI)
			}
		}
		for _, p := range c.Places {
			places = append(places, p.Label)
		}
		for _, e := range c.Evidence {
			if e.Source != "" && !slices.Contains(sources, e.Source) {
				sources = append(sources, e.Source)
			}
		}
		slices.Sort(sources)
		edge.Place, edge.Source = strings.Join(places, "; "), strings.Join(sources, " ")
		if start, err := relation.ParseDate(c.Date); err == nil {
			last := start.Last
			if end, err := relation.ParseDate(c.EndDate); err == nil {
				last = max(last, end.Last)
			}
			edge.Start, edge.End = date(start.First), date(last)
		}
		slices.Sort(actors)
		for i := range actors {
			for _, to := range actors[i+1:] {
				edge.From, edge.To = actors[i], to
				edges = append(edges, edge)
			}
		}
	}
	slices.SortStableFunc(edges, func(a, b network.Edge) int { return cmp.Compare(a.Event, b.Event) })
	return edges
}

func date(d relation.Day) network.Date {
	year, month, day := graph.CivilDay(int(d))
	return network.Date{Year: year, Month: uint8(month), Day: uint8(day)}
}

// TestNetworkIsWhatIsDescribed compares the network with what the description of
// each contact says, read in one pass and contact by contact.
func TestNetworkIsWhatIsDescribed(t *testing.T) {
	ctx := context.Background()
	some := 0
	for seed := range uint64(60) {
		m := randomContacts(rand.New(rand.NewPCG(seed, 1)))
		reader, err := relation.NewReader(ctx, m, relation.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := described(t, m, reader)
		some += len(want)
		for _, count := range []uint64{0, 1 << 30} {
			m.count = count // with many statements it goes from contact to contact
			net, err := contacts.Open(ctx, m, reader, contacts.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []network.Edge
			for e, err := range net.Edges(ctx) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, e)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d, count %d: got\n%+v\nwant\n%+v", seed, count, got, want)
			}
		}
	}
	if some < 1000 {
		t.Errorf("only %d edges were compared", some)
	}
}

func TestProgressAndErrors(t *testing.T) {
	m := randomContacts(rand.New(rand.NewPCG(1, 1)))
	ctx := context.Background()
	reader, err := relation.NewReader(ctx, m, relation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	if _, err := contacts.Open(ctx, m, reader, contacts.Options{Progress: func(n int) { read += n }}); err != nil || read != len(m.quads) {
		t.Errorf("%d statements of %d, error %v", read, len(m.quads), err)
	}
	for _, s := range []contacts.Snapshot{broken{m, "scan"}, broken{m, "terms"}, broken{m, "lookup"}} {
		if _, err := contacts.Open(ctx, s, reader, contacts.Options{}); !errors.Is(err, errBroken) {
			t.Errorf("error %v, want that of the snapshot", err)
		}
	}
}

var errBroken = errors.New("broken")

// broken fails in one way.
type broken struct {
	*memory
	what string
}

func (b broken) Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error) {
	if b.what == "scan" {
		return nil, errBroken
	}
	return b.memory.Scan(ctx, q)
}

func (b broken) Lookup(ctx context.Context, text []byte) (graph.ID, bool, error) {
	if b.what == "lookup" {
		return graph.None, false, errBroken
	}
	return b.memory.Lookup(ctx, text)
}

func (b broken) AppendTerms(ctx context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	if b.what == "terms" {
		return dst, ends, errBroken
	}
	return b.memory.AppendTerms(ctx, dst, ends, ids)
}
