package gexf_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/network"
	"github.com/chancery-graph/chancery/graph/codec/network/gexf"
	"github.com/chancery-graph/chancery/graph/codec/network/internal/sample"
)

// document is GEXF as its schema has it, as far as it is used.
type document struct {
	XMLName xml.Name `xml:"http://gexf.net/1.3 gexf"`
	Version string   `xml:"version,attr"`
	Meta    struct {
		Creator     string `xml:"creator"`
		Description string `xml:"description"`
	} `xml:"meta"`
	Graph struct {
		Mode            string `xml:"mode,attr"`
		TimeFormat      string `xml:"timeformat,attr"`
		DefaultEdgeType string `xml:"defaultedgetype,attr"`
		Attributes      []struct {
			Class      string `xml:"class,attr"`
			Attributes []struct {
				ID    string `xml:"id,attr"`
				Title string `xml:"title,attr"`
				Type  string `xml:"type,attr"`
			} `xml:"attribute"`
		} `xml:"attributes"`
		Nodes []element `xml:"nodes>node"`
		Edges []element `xml:"edges>edge"`
	} `xml:"graph"`
}

type element struct {
	ID     string `xml:"id,attr"`
	Label  string `xml:"label,attr"`
	Source string `xml:"source,attr"`
	Target string `xml:"target,attr"`
	Kind   string `xml:"kind,attr"`
	Start  string `xml:"start,attr"`
	End    string `xml:"end,attr"`
	Values []struct {
		For   string `xml:"for,attr"`
		Value string `xml:"value,attr"`
	} `xml:"attvalues>attvalue"`
}

func (e element) value(id string) string {
	for _, v := range e.Values {
		if v.For == id {
			return v.Value
		}
	}
	return ""
}

func parse(text []byte) (d document, err error) { return d, xml.Unmarshal(text, &d) }

const golden = `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta>
<creator>chancery</creator>
<description>A &amp; B</description>
</meta>
<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="undirected" idtype="string">
<attributes class="node" mode="static">
<attribute id="n0" title="type" type="string"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="e0" title="place" type="string"/>
<attribute id="e1" title="status" type="string"/>
<attribute id="e2" title="document" type="string"/>
<attribute id="e3" title="event" type="string"/>
</attributes>
<nodes>
<node id="https://chancery.example/actor/ada" label="Ada &quot;l'Ambassadrice&quot; Élan"><attvalues><attvalue for="n0" value="Person"/></attvalues></node>
<node id="https://chancery.example/actor/boris" label="https://chancery.example/actor/boris" start="1961-05-02"><attvalues><attvalue for="n0" value="Person"/></attvalues></node>
<node id="https://chancery.example/actor/unit?a=1&amp;b=&lt;2&gt;" label="Unit &lt;5&gt; &amp; co\&#10;2nd line"><attvalues><attvalue for="n0" value="Organization"/></attvalues></node>
</nodes>
<edges>
<edge id="0" source="https://chancery.example/actor/ada" target="https://chancery.example/actor/boris" kind="Meeting" label="Meeting" start="2026-01-31" end="2026-01-31"><attvalues><attvalue for="e0" value="Évian"/><attvalue for="e1" value="Occurred"/><attvalue for="e2" value="https://chancery.example/source/7"/><attvalue for="e3" value="https://chancery.example/meeting/1"/></attvalues></edge>
<edge id="1" source="https://chancery.example/actor/ada" target="https://chancery.example/actor/boris" kind="Talks" label="talks, &quot;round 2&quot;" start="2026-01-31" end="2026-02-03"/>
<edge id="2" source="https://chancery.example/actor/boris" target="https://chancery.example/actor/unit?a=1&amp;b=&lt;2&gt;" kind="Call" label="Call"><attvalues><attvalue for="e1" value="Planned"/></attvalues></edge>
</edges>
</graph>
</gexf>
`

func TestWrite(t *testing.T) {
	var got bytes.Buffer
	counts, err := gexf.Write(context.Background(), &got, sample.Graph(), network.Options{Title: "A & B"})
	if err != nil || counts != (network.Counts{Nodes: 3, Edges: 3}) {
		t.Fatalf("%+v, %v", counts, err)
	}
	if got.String() != golden {
		t.Errorf("got\n%s\nwant\n%s", &got, golden)
	}
	d, err := parse(got.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if d.Version != "1.3" || d.Graph.Mode != "dynamic" || d.Graph.TimeFormat != "date" || d.Meta.Description != "A & B" || len(d.Graph.Attributes) != 2 {
		t.Errorf("parsed as %+v", d)
	}
	if n := d.Graph.Nodes[2]; n.ID != sample.Unit || n.Label != sample.Graph().NodeList[2].Label {
		t.Errorf("third node parsed as %+v", n)
	}
}

func TestEmptyAndDirected(t *testing.T) {
	var got bytes.Buffer
	if _, err := gexf.Write(context.Background(), &got, &network.Graph{}, network.Options{Directed: true}); err != nil {
		t.Fatal(err)
	}
	d, err := parse(got.Bytes())
	if err != nil || d.Graph.DefaultEdgeType != "directed" || len(d.Graph.Nodes)+len(d.Graph.Edges) > 0 {
		t.Errorf("parsed as %+v, %v", d, err)
	}
	if !strings.Contains(got.String(), "<nodes>\n</nodes>\n<edges>\n</edges>") {
		t.Errorf("the schema wants nodes and edges, empty or not:\n%s", &got)
	}
}

func TestErrors(t *testing.T) {
	failure := errors.New("disk full")
	if _, err := gexf.Write(context.Background(), sample.Failing{Err: failure}, sample.Graph(), network.Options{}); !errors.Is(err, failure) {
		t.Errorf("got %v, want %v", err, failure)
	}
	bad := &network.Graph{EdgeList: []network.Edge{{From: "x", To: "y"}}}
	if _, err := gexf.Write(context.Background(), io.Discard, bad, network.Options{}); !errors.Is(err, network.ErrNode) {
		t.Errorf("got %v, want ErrNode", err)
	}
}

func FuzzWrite(f *testing.F) {
	for i, s := range sample.Seeds {
		f.Add(s, sample.Seeds[len(sample.Seeds)-1-i])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var got bytes.Buffer
		if _, err := gexf.Write(context.Background(), &got, sample.Fuzzed(a, b), network.Options{Title: a}); err != nil {
			t.Fatal(err)
		}
		d, err := parse(got.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, &got)
		}
		a, b = sample.Said(a), sample.Said(b)
		n, e := d.Graph.Nodes[0], d.Graph.Edges[0]
		label := b
		if label == "" {
			label = "a" + a
		}
		edgeLabel := b
		if edgeLabel == "" {
			edgeLabel = a
		}
		for _, pair := range [][2]string{
			{d.Meta.Description, a}, {n.ID, "a" + a}, {n.Label, label}, {n.value("n0"), a}, {d.Graph.Nodes[1].End, "-0044-03-15"},
			{e.Source, "a" + a}, {e.Target, "b" + b}, {e.Kind, a}, {e.Label, edgeLabel}, {e.Start, "-0044-03-15"}, {e.End, ""},
			{e.value("e0"), b}, {e.value("e1"), a}, {e.value("e2"), b}, {e.value("e3"), a},
		} {
			if pair[0] != pair[1] {
				t.Fatalf("got %q, want %q\n%s", pair[0], pair[1], &got)
			}
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	var g network.Graph
	for i := range 1000 {
		g.NodeList = append(g.NodeList, network.Node{ID: fmt.Sprint("https://chancery.example/actor/", i), Label: "Actor é", Kind: "Person"})
	}
	for i := range 50_000 {
		e := sample.Graph().EdgeList[0]
		e.From, e.To = g.NodeList[i%1000].ID, g.NodeList[i*7%1000].ID
		g.EdgeList = append(g.EdgeList, e)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gexf.Write(context.Background(), io.Discard, &g, network.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(g.EdgeList))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Medges/s")
}
