package network_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
)

func TestParseDate(t *testing.T) {
	tests := map[string]string{ // empty: ErrDate
		"2026-01-31": "2026-01-31", "2026-01-31Z": "2026-01-31", "2026-01-31+03:00": "2026-01-31", "2026-01-31T23:59:59.5Z": "2026-01-31",
		"2024-02-29": "2024-02-29", "2000-02-29": "2000-02-29", "-0044-03-15": "-0044-03-15", "0000-01-01": "0000-01-01",
		"12026-01-01": "12026-01-01", "0001-01-01": "0001-01-01",
		"": "", "2026": "", "2026-01": "", "2026-13-01": "", "2026-00-01": "", "2026-02-29": "", "1900-02-29": "", "2026-04-31": "",
		"2026-1-1": "", "26-01-01": "", "02026-01-01": "", "2026-01-31x": "", "2026-01-3x": "", "+2026-01-01": "", "2026-01-00": "",
		"99999999-01-01": "", "--01-01": "", "yyyy-01-01": "",
	}
	for text, want := range tests {
		got, err := network.ParseDate(text)
		if want == "" {
			if !errors.Is(err, network.ErrDate) || !got.IsZero() {
				t.Errorf("ParseDate(%q) = %v, %v; want ErrDate", text, got, err)
			}
			continue
		}
		if err != nil || got.String() != want {
			t.Errorf("ParseDate(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
}

func TestDatesRoundTripInOrder(t *testing.T) {
	gen := rapid.Custom(func(t *rapid.T) network.Date {
		return network.Date{
			Year: rapid.IntRange(-12000, 12000).Draw(t, "year"), Month: uint8(rapid.IntRange(1, 12).Draw(t, "month")),
			Day: uint8(rapid.IntRange(1, 31).Draw(t, "day")),
		}
	}).Filter(network.Date.Valid)
	rapid.Check(t, func(t *rapid.T) {
		a, b := gen.Draw(t, "a"), gen.Draw(t, "b")
		if back, err := network.ParseDate(a.String()); err != nil || back != a {
			t.Fatalf("%+v is %s and comes back as %+v, %v", a, a, back, err)
		}
		days := func(d network.Date) int { return graph.EpochDay(d.Year, int(d.Month), int(d.Day)) }
		if got, want := a.Compare(b) < 0, days(a) < days(b); got != want {
			t.Fatalf("%v before %v: %v, want %v", a, b, got, want)
		}
	})
}

func nothing(int, network.Node) error { return nil }

func TestWalkRefuses(t *testing.T) {
	a, b := network.Node{ID: "a"}, network.Node{ID: "b"}
	first, last := network.Date{Year: 2026, Month: 1, Day: 1}, network.Date{Year: 2026, Month: 1, Day: 2}
	for _, tt := range []struct {
		name string
		g    network.Graph
		want error
	}{
		{"node twice", network.Graph{NodeList: []network.Node{a, b, a}}, network.ErrNode},
		{"node without ID", network.Graph{NodeList: []network.Node{{Label: "x"}}}, network.ErrNode},
		{"unknown start", network.Graph{NodeList: []network.Node{a}, EdgeList: []network.Edge{{From: "x", To: "a"}}}, network.ErrNode},
		{"unknown end", network.Graph{NodeList: []network.Node{a}, EdgeList: []network.Edge{{From: "a", To: "x"}}}, network.ErrNode},
		{"no such day", network.Graph{NodeList: []network.Node{{ID: "a", Start: network.Date{Year: 2026, Month: 2, Day: 30}}}}, network.ErrDate},
		{"backwards", network.Graph{NodeList: []network.Node{a}, EdgeList: []network.Edge{{From: "a", To: "a", Start: last, End: first}}}, network.ErrDate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := network.Walk(context.Background(), &tt.g, nothing, func(int, int, int, network.Edge) error { return nil })
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := network.Walk(ctx, &network.Graph{NodeList: []network.Node{a}}, nothing, nil); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}

func TestSortForgetsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var g network.Graph
		for i := range 6 {
			g.NodeList = append(g.NodeList, network.Node{ID: fmt.Sprint(i)})
		}
		text := rapid.SampledFrom([]string{"", "a", "b"})
		for range rapid.IntRange(0, 12).Draw(t, "edges") {
			g.EdgeList = append(g.EdgeList, network.Edge{
				From: text.Draw(t, "from"), To: text.Draw(t, "to"), Kind: text.Draw(t, "kind"), Label: text.Draw(t, "label"),
				Start: network.Date{Year: rapid.IntRange(1, 3).Draw(t, "year"), Month: 1, Day: 1}, Place: text.Draw(t, "place"),
				Status: text.Draw(t, "status"), Source: text.Draw(t, "source"), Event: text.Draw(t, "event"),
			})
		}
		other := network.Graph{
			NodeList: rapid.Permutation(g.NodeList).Draw(t, "nodes"), EdgeList: rapid.Permutation(g.EdgeList).Draw(t, "order"),
		}
		g.Sort()
		other.Sort()
		if !slices.Equal(g.NodeList, other.NodeList) || !slices.Equal(g.EdgeList, other.EdgeList) {
			t.Fatalf("got %v and %v", g, other)
		}
	})
}

const statements = `<u:ada> <u:met> <u:boris> <u:source> .
<u:ada> <u:name> "Ada\n"@fr .
_:r <u:says> <<( <u:ada> <u:met> <u:boris> )>> .
`

func TestStatements(t *testing.T) {
	src := network.Statements(func() (graph.PatchReader, error) {
		return nquads.NewReader(strings.NewReader(statements), nquads.Options{}), nil
	})
	var got strings.Builder
	counts, err := network.Walk(context.Background(), src, func(i int, n network.Node) error {
		fmt.Fprintf(&got, "%d %q %q %s\n", i, n.ID, n.Label, n.Kind)
		return nil
	}, func(i, from, to int, e network.Edge) error {
		fmt.Fprintf(&got, "%d→%d %s %q\n", from, to, e.Kind, e.Source)
		return nil
	})
	if err != nil || counts != (network.Counts{Nodes: 5, Edges: 3}) {
		t.Fatalf("%+v, %v", counts, err)
	}
	const want = `0 "u:ada" "" IRI
1 "u:boris" "" IRI
2 "\"Ada\\n\"@fr" "Ada\n" literal
3 "_:r" "" blank node
4 "<<( <u:ada> <u:met> <u:boris> )>>" "" triple term
0→1 u:met "u:source"
0→2 u:name ""
3→4 u:says ""
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &got, want)
	}
}

type failing struct{ err error }

func (f failing) ReadPatch(*graph.PatchBatch) error { return f.err }

type deleting struct{ done bool }

func (d *deleting) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if d.done {
		return io.EOF
	}
	d.done = true
	*b.Next() = graph.Change{Op: graph.Delete, S: []byte("<u:s>"), P: []byte("<u:p>"), O: []byte("<u:o>")}
	return nil
}

func TestStatementsPassErrorsOn(t *testing.T) {
	failure := errors.New("disk gone")
	for name, tt := range map[string]struct {
		open func() (graph.PatchReader, error)
		want error
	}{
		"open":     {func() (graph.PatchReader, error) { return nil, failure }, failure},
		"read":     {func() (graph.PatchReader, error) { return failing{failure}, nil }, failure},
		"deletion": {func() (graph.PatchReader, error) { return &deleting{}, nil }, nquads.ErrDelete},
	} {
		src := network.Statements(tt.open)
		if _, err := network.Walk(context.Background(), src, nothing, nil); !errors.Is(err, tt.want) {
			t.Errorf("%s: nodes: %v, want %v", name, err, tt.want)
		}
		var err error
		for _, e := range src.Edges(context.Background()) {
			err = e
		}
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: edges: %v, want %v", name, err, tt.want)
		}
	}
	// Who stops early hears nothing more.
	src := network.Statements(func() (graph.PatchReader, error) {
		return nquads.NewReader(strings.NewReader(statements), nquads.Options{}), nil
	})
	for range src.Nodes(context.Background()) {
		break
	}
	for range src.Edges(context.Background()) {
		break
	}
}
