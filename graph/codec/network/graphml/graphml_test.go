package graphml_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/graphml"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/sample"
)

type document struct {
	XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Keys    []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Graph struct {
		EdgeDefault string    `xml:"edgedefault,attr"`
		Data        []datum   `xml:"data"`
		Nodes       []element `xml:"node"`
		Edges       []element `xml:"edge"`
	} `xml:"graph"`
}

type datum struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

type element struct {
	ID     string  `xml:"id,attr"`
	Source string  `xml:"source,attr"`
	Target string  `xml:"target,attr"`
	Data   []datum `xml:"data"`
}

func value(data []datum, key string) string {
	for _, d := range data {
		if d.Key == key {
			return d.Value
		}
	}
	return ""
}

// parse reads a document and checks that all data have a key of theirs.
func parse(text []byte) (d document, err error) {
	if err := xml.Unmarshal(text, &d); err != nil {
		return d, err
	}
	domain := map[string]string{}
	for _, k := range d.Keys {
		domain[k.ID] = k.For
	}
	check := func(data []datum, want string) {
		for _, v := range data {
			if domain[v.Key] != want {
				err = errors.New("datum with the key " + v.Key)
			}
		}
	}
	check(d.Graph.Data, "graph")
	for _, n := range d.Graph.Nodes {
		check(n.Data, "node")
	}
	for _, e := range d.Graph.Edges {
		check(e.Data, "edge")
	}
	return d, err
}

const golden = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<key id="graph_title" for="graph" attr.name="title" attr.type="string"/>
<key id="node_iri" for="node" attr.name="iri" attr.type="string"/>
<key id="node_label" for="node" attr.name="label" attr.type="string"/>
<key id="node_kind" for="node" attr.name="kind" attr.type="string"/>
<key id="node_start" for="node" attr.name="start" attr.type="string"/>
<key id="node_end" for="node" attr.name="end" attr.type="string"/>
<key id="edge_kind" for="edge" attr.name="kind" attr.type="string"/>
<key id="edge_label" for="edge" attr.name="label" attr.type="string"/>
<key id="edge_start" for="edge" attr.name="start" attr.type="string"/>
<key id="edge_end" for="edge" attr.name="end" attr.type="string"/>
<key id="edge_place" for="edge" attr.name="place" attr.type="string"/>
<key id="edge_status" for="edge" attr.name="status" attr.type="string"/>
<key id="edge_document" for="edge" attr.name="document" attr.type="string"/>
<key id="edge_event" for="edge" attr.name="event" attr.type="string"/>
<graph id="G" edgedefault="undirected">
<data key="graph_title">A &amp; B</data>
<node id="n0"><data key="node_iri">https://chancery.example/actor/ada</data><data key="node_label">Ada &quot;l'Ambassadrice&quot; Élan</data><data key="node_kind">Person</data></node>
<node id="n1"><data key="node_iri">https://chancery.example/actor/boris</data><data key="node_label">https://chancery.example/actor/boris</data><data key="node_kind">Person</data><data key="node_start">1961-05-02</data></node>
<node id="n2"><data key="node_iri">https://chancery.example/actor/unit?a=1&amp;b=&lt;2&gt;</data><data key="node_label">Unit &lt;5&gt; &amp; co\&#10;2nd line</data><data key="node_kind">Organization</data></node>
<edge id="e0" source="n0" target="n1"><data key="edge_kind">Meeting</data><data key="edge_start">2026-01-31</data><data key="edge_end">2026-01-31</data><data key="edge_place">Évian</data><data key="edge_status">Occurred</data><data key="edge_document">https://chancery.example/source/7</data><data key="edge_event">https://chancery.example/meeting/1</data></edge>
<edge id="e1" source="n0" target="n1"><data key="edge_kind">Talks</data><data key="edge_label">talks, &quot;round 2&quot;</data><data key="edge_start">2026-01-31</data><data key="edge_end">2026-02-03</data></edge>
<edge id="e2" source="n1" target="n2"><data key="edge_kind">Call</data><data key="edge_status">Planned</data></edge>
</graph>
</graphml>
`

func TestWrite(t *testing.T) {
	var got bytes.Buffer
	counts, err := graphml.Write(context.Background(), &got, sample.Graph(), network.Options{Title: "A & B"})
	if err != nil || counts != (network.Counts{Nodes: 3, Edges: 3}) {
		t.Fatalf("%+v, %v", counts, err)
	}
	if got.String() != golden {
		t.Errorf("got\n%s\nwant\n%s", &got, golden)
	}
	if _, err := parse(got.Bytes()); err != nil {
		t.Error(err)
	}
	got.Reset()
	if _, err := graphml.Write(context.Background(), &got, &network.Graph{}, network.Options{Directed: true}); err != nil {
		t.Fatal(err)
	}
	if d, err := parse(got.Bytes()); err != nil || d.Graph.EdgeDefault != "directed" {
		t.Errorf("an empty directed network: %+v, %v", d, err)
	}
}

func TestErrors(t *testing.T) {
	failure := errors.New("disk full")
	if _, err := graphml.Write(context.Background(), sample.Failing{Err: failure}, sample.Graph(), network.Options{}); !errors.Is(err, failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
	bad := &network.Graph{EdgeList: []network.Edge{{From: "x", To: "y"}}}
	if _, err := graphml.Write(context.Background(), io.Discard, bad, network.Options{}); !errors.Is(err, network.ErrNode) {
		t.Errorf("got %v, want ErrNode", err)
	}
}

func FuzzWrite(f *testing.F) {
	for i, s := range sample.Seeds {
		f.Add(s, sample.Seeds[len(sample.Seeds)-1-i])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var got bytes.Buffer
		if _, err := graphml.Write(context.Background(), &got, sample.Fuzzed(a, b), network.Options{Title: a}); err != nil {
			t.Fatal(err)
		}
		d, err := parse(got.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, &got)
		}
		a, b = sample.Said(a), sample.Said(b)
		n, e := d.Graph.Nodes[0].Data, d.Graph.Edges[0].Data
		label := b
		if label == "" {
			label = "a" + a
		}
		for _, pair := range [][2]string{
			{value(d.Graph.Data, "graph_title"), a}, {value(n, "node_iri"), "a" + a}, {value(n, "node_label"), label}, {value(n, "node_kind"), a},
			{value(e, "edge_kind"), a}, {value(e, "edge_label"), b}, {value(e, "edge_place"), b}, {value(e, "edge_status"), a},
			{value(e, "edge_document"), b}, {value(e, "edge_event"), a}, {value(e, "edge_start"), "-0044-03-15"},
			{d.Graph.Edges[0].Source, "n0"}, {d.Graph.Edges[0].Target, "n1"},
		} {
			if pair[0] != pair[1] {
				t.Fatalf("got %q, want %q\n%s", pair[0], pair[1], &got)
			}
		}
	})
}
