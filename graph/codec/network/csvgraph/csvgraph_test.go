package csvgraph_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/csvgraph"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/sample"
)

const (
	goldenNodes = `Id,Label,Kind,Start,End
https://chancery.example/actor/ada,"Ada ""l'Ambassadrice"" Élan",Person,,
https://chancery.example/actor/boris,https://chancery.example/actor/boris,Person,1961-05-02,
https://chancery.example/actor/unit?a=1&b=<2>,"Unit <5> & co\
2nd line",Organization,,
`
	goldenEdges = `Source,Target,Type,Id,Label,Kind,Start,End,Place,Status,Document,Event
https://chancery.example/actor/ada,https://chancery.example/actor/boris,Undirected,0,Meeting,Meeting,2026-01-31,2026-01-31,Évian,Occurred,https://chancery.example/source/7,https://chancery.example/meeting/1
https://chancery.example/actor/ada,https://chancery.example/actor/boris,Undirected,1,"talks, ""round 2""",Talks,2026-01-31,2026-02-03,,,,
https://chancery.example/actor/boris,https://chancery.example/actor/unit?a=1&b=<2>,Undirected,2,Call,Call,,,,Planned,,
`
)

func TestWrite(t *testing.T) {
	var nodes, edges bytes.Buffer
	n, err := csvgraph.WriteNodes(context.Background(), &nodes, sample.Graph(), csvgraph.Options{})
	if err != nil || n != 3 || nodes.String() != goldenNodes {
		t.Errorf("%d nodes, %v, got\n%s\nwant\n%s", n, err, &nodes, goldenNodes)
	}
	n, err = csvgraph.WriteEdges(context.Background(), &edges, sample.Graph(), csvgraph.Options{})
	if err != nil || n != 3 || edges.String() != goldenEdges {
		t.Errorf("%d edges, %v, got\n%s\nwant\n%s", n, err, &edges, goldenEdges)
	}
	edges.Reset()
	o := csvgraph.Options{Options: network.Options{Directed: true}}
	if _, err := csvgraph.WriteEdges(context.Background(), &edges, sample.Graph(), o); err != nil || !strings.Contains(edges.String(), ",Directed,0,") {
		t.Errorf("directed: %v, %s", err, &edges)
	}
}

func TestSpreadsheetSeesNoFormula(t *testing.T) {
	g := &network.Graph{NodeList: []network.Node{{ID: "u:a", Label: "=HYPERLINK(\"u:x\")", Kind: "-1"}, {ID: "+b", Label: "@c"}}}
	var got bytes.Buffer
	if _, err := csvgraph.WriteNodes(context.Background(), &got, g, csvgraph.Options{Spreadsheet: true}); err != nil {
		t.Fatal(err)
	}
	const want = "Id,Label,Kind,Start,End\nu:a,\"'=HYPERLINK(\"\"u:x\"\")\",'-1,,\n'+b,'@c,,,\n"
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &got, want)
	}
}

func TestErrors(t *testing.T) {
	failure := errors.New("disk full")
	w := sample.Failing{Err: failure}
	if _, err := csvgraph.WriteNodes(context.Background(), w, sample.Graph(), csvgraph.Options{}); !errors.Is(err, failure) {
		t.Errorf("nodes: got %v, want %v", err, failure)
	}
	if _, err := csvgraph.WriteEdges(context.Background(), w, sample.Graph(), csvgraph.Options{}); !errors.Is(err, failure) {
		t.Errorf("edges: got %v, want %v", err, failure)
	}
	bad := &network.Graph{EdgeList: []network.Edge{{From: "x", To: "y"}}}
	if _, err := csvgraph.WriteEdges(context.Background(), io.Discard, bad, csvgraph.Options{}); !errors.Is(err, network.ErrNode) {
		t.Errorf("got %v, want ErrNode", err)
	}
	// Nodes can be written though the edges are wrong: they are another file.
	if _, err := csvgraph.WriteNodes(context.Background(), io.Discard, bad, csvgraph.Options{}); err != nil {
		t.Errorf("nodes without edges: %v", err)
	}
}

func FuzzWrite(f *testing.F) {
	for i, s := range sample.Seeds {
		f.Add(s, sample.Seeds[len(sample.Seeds)-1-i])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var nodes, edges bytes.Buffer
		if _, err := csvgraph.WriteNodes(context.Background(), &nodes, sample.Fuzzed(a, b), csvgraph.Options{}); err != nil {
			t.Fatal(err)
		}
		if _, err := csvgraph.WriteEdges(context.Background(), &edges, sample.Fuzzed(a, b), csvgraph.Options{}); err != nil {
			t.Fatal(err)
		}
		// The reader makes LF of CR LF, also within fields.
		said := func(s string) string { return strings.ReplaceAll(sample.Said(s), "\r\n", "\n") }
		or := func(s, other string) string {
			if s == "" {
				return other
			}
			return s
		}
		for _, tt := range []struct {
			text *bytes.Buffer
			want []string
		}{
			{&nodes, []string{said("a" + a), said(or(b, "a"+a)), said(a), "", ""}},
			{&edges, []string{
				said("a" + a), said("b" + b), "Undirected", "0", said(or(b, a)), said(a), "-0044-03-15", "", said(b), said(a), said(b), said(a),
			}},
		} {
			text := tt.text.String()
			rows, err := csv.NewReader(tt.text).ReadAll()
			if err != nil || len(rows) < 2 || !slices.Equal(rows[1], tt.want) {
				t.Fatalf("got %q, %v, want %q\n%s", rows, err, tt.want, text)
			}
		}
	})
}
