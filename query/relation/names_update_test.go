package relation_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// edit is an event that states names or takes them back.
type edit struct {
	lines  string
	remove bool
}

func (e edit) load(g *querytest.Graph) error {
	if e.remove {
		return g.Remove(e.lines)
	}
	return g.Add(e.lines)
}

// editReader reads the patch of an edit.
type editReader struct {
	graph.PatchReader
	remove bool
}

func (r editReader) ReadPatch(b *graph.PatchBatch) error {
	err := r.PatchReader.ReadPatch(b)
	for i := range b.Changes {
		if r.remove {
			b.Changes[i].Op = graph.Delete
		}
	}
	return err
}

func (e edit) patch() graph.PatchReader {
	return editReader{nquads.NewReader(strings.NewReader(e.lines), nquads.Options{}), e.remove}
}

// rowsOf lists the rows of a table in an order of their own.
func rowsOf(n *relation.Names) []string {
	var rows []string
	n.Each(func(e graph.ID, folded []byte) bool {
		rows = append(rows, fmt.Sprintf("%v %s", e, folded))
		return true
	})
	slices.Sort(rows)
	return rows
}

func drawEdit(t *rapid.T) edit {
	var lines []string
	for range rapid.IntRange(1, 6).Draw(t, "lines") {
		property := rapid.SampledFrom([]string{"schema:name", "schemas:name", "rdfs:label", "skos:prefLabel", "foaf:name", "schema:alternateName", "schema:location"}).Draw(t, "property")
		name := rapid.SampledFrom([]string{`"Ana Reis"`, `"Ana Réis"@pt`, `"Bo Lind"`, `"Bo"`, `"…"`, `actor:x`}).Draw(t, "name")
		line := fmt.Sprintf("actor:%d %s %s", rapid.IntRange(1, 4).Draw(t, "actor"), property, name)
		if rapid.Bool().Draw(t, "by a source") {
			line = fmt.Sprintf("GRAPH source:%d\n%s\nGRAPH", rapid.IntRange(1, 2).Draw(t, "source"), line)
		}
		lines = append(lines, line)
	}
	text, err := querytest.Expand(strings.Join(lines, "\n"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return edit{text, rapid.IntRange(0, 2).Draw(t, "remove") == 0}
}

// TestNamesUpdateEqualsBuild goes on from one table to the next, and sometimes from one
// of before.
func TestNamesUpdateEqualsBuild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := querytest.New()
		var edits []edit // that have been made
		first, err := relation.BuildNames(t.Context(), g)
		if err != nil {
			t.Fatalf("%v", err)
		}
		tables := []*relation.Names{first}
		rows := [][]string{rowsOf(first)}
		for range rapid.IntRange(1, 8).Draw(t, "events") {
			e := drawEdit(t)
			if err := e.load(g); err != nil {
				t.Fatalf("%v", err)
			}
			edits = append(edits, e)
			from := len(tables) - 1 - rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "from one before")
			from = max(from, 0)
			var patches []graph.PatchReader
			for _, e := range edits[from:] {
				patches = append(patches, e.patch())
			}
			got, err := tables[from].Update(t.Context(), g, &patchList{patches})
			if err != nil {
				t.Fatalf("%v", err)
			}
			want, err := relation.BuildNames(t.Context(), g)
			if err != nil {
				t.Fatalf("%v", err)
			}
			if !slices.Equal(rowsOf(got), rowsOf(want)) || got.Len() != want.Len() || got.Seq() != want.Seq() {
				t.Fatalf("updated %q, built %q", rowsOf(got), rowsOf(want))
			}
			compareResolved(t, g, got, want)
			tables, rows = append(tables, got), append(rows, rowsOf(got))
		}
		for i, n := range tables {
			if !slices.Equal(rowsOf(n), rows[i]) {
				t.Fatalf("table %d has changed from %q to %q", i, rows[i], rowsOf(n))
			}
		}
	})
}

// patchList is patches one after another.
type patchList struct{ list []graph.PatchReader }

func (p *patchList) ReadPatch(b *graph.PatchBatch) error {
	for len(p.list) > 1 {
		if err := p.list[0].ReadPatch(b); err == nil {
			return nil
		}
		p.list = p.list[1:]
	}
	return p.list[0].ReadPatch(b)
}

func compareResolved(t *rapid.T, g *querytest.Graph, got, want *relation.Names) {
	for _, text := range []string{"ana reis", "ana", "bo", "bo lint", "reis ana"} {
		var found [2]string
		for i, names := range []*relation.Names{got, want} {
			r, err := relation.NewReader(t.Context(), g, relation.Options{Names: names})
			if err != nil {
				t.Fatalf("%v", err)
			}
			list, err := r.Find(t.Context(), text, relation.FindOptions{})
			found[i] = fmt.Sprintf("%+v %v", list, err)
		}
		if found[0] != found[1] {
			t.Fatalf("%q: updated %s, built %s", text, found[0], found[1])
		}
	}
}

// TestNamesKeeperGoesOn asks for names after each event; a graph that tells what has
// changed is not read anew.
func TestNamesKeeperGoesOn(t *testing.T) {
	g := querytest.New()
	lines, err := querytest.Expand("actor:ana schema:name \"Ana Reis\"\nactor:bo schema:name \"Bo Lind\"")
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Add(lines); err != nil {
		t.Fatal(err)
	}
	var k relation.NamesKeeper
	telling := &tellingGraph{Graph: g}
	for i := range 5 {
		r, err := relation.NewReader(t.Context(), telling, relation.Options{Keeper: &k})
		if err != nil {
			t.Fatal(err)
		}
		n, err := r.Names(t.Context())
		if err != nil || n.Len() != 2+i || n.Seq() != g.Seq() {
			t.Fatalf("after %d events: %v, %v", i, n, err)
		}
		if telling.asked != i {
			t.Fatalf("after %d events it was asked %d times what has changed", i, telling.asked)
		}
		if telling.last, err = querytest.Expand(fmt.Sprintf("actor:%d rdfs:label \"Number %d\"", i, i)); err != nil {
			t.Fatal(err)
		}
		if err := g.Add(telling.last); err != nil {
			t.Fatal(err)
		}
	}
}

// tellingGraph tells the last event as what has changed.
type tellingGraph struct {
	*querytest.Graph
	last  string
	asked int
}

func (g *tellingGraph) Diff(_ context.Context, since graph.Seq) (graph.PatchReader, error) {
	g.asked++
	if since+1 != g.Seq() {
		return nil, fmt.Errorf("asked since %d at %d", since, g.Seq())
	}
	return edit{lines: g.last}.patch(), nil
}
