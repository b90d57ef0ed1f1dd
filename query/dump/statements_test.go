package dump_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/dump"
)

// people is a small dataset in two graphs and the default graph.
func people() *memory {
	var m memory
	m.add("<http://e/b>", "<"+vocab.SchemaName+">", `"Bo b"@en`, "<http://e/g2>")
	m.add("<http://e/a>", "<"+vocab.SchemaName+">", `"A"`, "<http://e/g1>")
	m.add("<http://e/a>", "<http://e/knows>", "<http://e/b>", "<http://e/g1>")
	m.add("_:x", "<http://e/says>", `<<( <http://e/a> <http://e/p> "q x" )>>`, "")
	m.add("<http://e/c>", "<http://e/knows>", "<http://e/d>", "<http://e/g1>")
	return &m
}

// lines are changes as N-Quads.
func lines(b *graph.PatchBatch) (all []string) {
	for _, c := range b.Changes {
		all = append(all, string(nquads.AppendQuad(nil, c.S, c.P, c.O, c.G)))
	}
	return all
}

func TestStatements(t *testing.T) {
	var got []string
	var used []vocab.Prefix
	n, err := dump.Statements(context.Background(), people(), dump.Options{}, vocab.Prefixes(),
		func(u []vocab.Prefix) error { used = u; return nil },
		func(b *graph.PatchBatch) error { got = append(got, lines(b)...); return nil })
	want := []string{
		`_:x <http://e/says> <<( <http://e/a> <http://e/p> "q x" )>> .` + "\n",
		`<http://e/a> <http://e/knows> <http://e/b> <http://e/g1> .` + "\n",
		`<http://e/a> <http://schema.org/name> "A" <http://e/g1> .` + "\n",
		`<http://e/c> <http://e/knows> <http://e/d> <http://e/g1> .` + "\n",
		`<http://e/b> <http://schema.org/name> "Bo b"@en <http://e/g2> .` + "\n",
	}
	if err != nil || n != 5 || !slices.Equal(got, want) {
		t.Errorf("%d statements, error %v, got\n%s\nwant\n%s", n, err, strings.Join(got, ""), strings.Join(want, ""))
	}
	if len(used) != 1 || used[0].Name != "schema" {
		t.Errorf("prefixes in use %v, want schema alone", used)
	}
	broken := errors.New("broken")
	nothing := func([]vocab.Prefix) error { return nil }
	if _, err := dump.Statements(context.Background(), people(), dump.Options{}, nil, nothing, func(*graph.PatchBatch) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the sink", err)
	}
	if _, err := dump.Statements(context.Background(), people(), dump.Options{}, nil, func([]vocab.Prefix) error { return broken }, nil); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of begin", err)
	}
}

// TestTypesFirst has predicates that come before and after rdf:type by text, and
// one that only begins like it.
func TestTypesFirst(t *testing.T) {
	var m memory
	for _, p := range []string{"<http://e/p>", "<" + vocab.RDFType + "s>", "<" + vocab.RDFType + ">", "<urn:z>"} {
		for _, o := range []string{"<http://e/b>", "<http://e/a>"} {
			m.add("<http://e/s>", p, o, "<http://e/g>")
			m.add("<http://e/s>", p, o, "")
		}
	}
	for _, first := range []bool{false, true} {
		var got []string
		n, err := dump.Statements(context.Background(), &m, dump.Options{TypesFirst: first}, nil, func([]vocab.Prefix) error { return nil },
			func(b *graph.PatchBatch) error { got = append(got, lines(b)...); return nil })
		if err != nil || n != 16 {
			t.Fatalf("%d statements, error %v", n, err)
		}
		types := slices.IndexFunc(got, func(line string) bool { return strings.Contains(line, vocab.RDFType+"> <http://e/a>") })
		if want := map[bool]int{false: 2, true: 0}[first]; types != want || !strings.Contains(got[8+types], vocab.RDFType+"> <http://e/a> <http://e/g>") {
			t.Errorf("types first %v: rdf:type is line %d, want %d, in\n%s", first, types, want, strings.Join(got, ""))
		}
		slices.Sort(got)
		if got = slices.Compact(got); len(got) != 16 {
			t.Errorf("%d different statements", len(got))
		}
	}
}

// TestStatementsInBatches has more text than one batch holds.
func TestStatementsInBatches(t *testing.T) {
	var m memory
	long := strings.Repeat("x y ", 10_000)
	for i := range 40 {
		m.add("<http://e/s>", "<http://e/p>", `"`+long+string(rune('a'+i))+`"`, "")
	}
	batches, got := 0, 0
	n, err := dump.Statements(context.Background(), &m, dump.Options{}, nil, func([]vocab.Prefix) error { return nil },
		func(b *graph.PatchBatch) error {
			batches++
			got += len(b.Changes)
			for _, c := range b.Changes {
				if string(c.S) != "<http://e/s>" || len(c.O) < len(long) {
					t.Fatalf("statement %s %s …", c.S, c.P)
				}
			}
			return nil
		})
	if err != nil || n != 40 || got != 40 || batches < 2 {
		t.Errorf("%d lines, %d statements in %d batches, error %v; want 40 in several", n, got, batches, err)
	}
}

func TestReader(t *testing.T) {
	r := dump.Open(context.Background(), people(), dump.Options{})
	var b graph.PatchBatch
	var got []string
	var err error
	for err = r.ReadPatch(&b); err == nil; err = r.ReadPatch(&b) {
		got = append(got, lines(&b)...)
	}
	slices.Sort(got)
	want := strings.SplitAfter(strings.TrimSuffix(write(t, people(), dump.Options{}), "\n"), "\n")
	want[len(want)-1] += "\n"
	slices.Sort(want)
	if err != io.EOF || !slices.Equal(got, want) {
		t.Errorf("error %v, got\n%s\nwant\n%s", err, strings.Join(got, ""), strings.Join(want, ""))
	}
	if err := errors.Join(r.Close(), r.Close()); err != nil {
		t.Error(err)
	}
	broken := errors.New("broken")
	failing := people()
	failing.fail = broken
	failing.quads = slices.Repeat(failing.quads, 20)
	r = dump.Open(context.Background(), failing, dump.Options{})
	if err := r.ReadPatch(&b); !errors.Is(err, broken) || len(b.Changes) > 0 {
		t.Errorf("error %v with %d changes, want %v with none", err, len(b.Changes), broken)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	r = dump.Open(context.Background(), people(), dump.Options{})
	if err := r.Close(); err != nil { // before anything was read
		t.Error(err)
	}
	if err := r.ReadPatch(&b); err == nil {
		t.Error("a closed reader reads")
	}
}

func TestAround(t *testing.T) {
	m := people()
	part, err := dump.Around(context.Background(), m, m.id("<http://e/a>"), []graph.ID{m.id("<" + vocab.SchemaName + ">")})
	if err != nil {
		t.Fatal(err)
	}
	want := `<http://e/a> <http://e/knows> <http://e/b> <http://e/g1> .
<http://e/a> <http://schema.org/name> "A" <http://e/g1> .
<http://e/b> <http://schema.org/name> "Bo b"@en <http://e/g2> .
`
	var out bytes.Buffer
	if _, err := dump.Write(context.Background(), &out, part, dump.Options{}); err != nil || out.String() != want || part.Len() != 3 {
		t.Errorf("error %v, %d statements, got\n%s\nwant\n%s", err, part.Len(), out.String(), want)
	}
	out.Reset()
	if _, err := dump.Write(context.Background(), &out, part, dump.Options{Graph: m.id("<http://e/g2>")}); err != nil || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("one graph: error %v, got %s", err, out.String())
	}
	out.Reset()
	if _, err := dump.Write(context.Background(), &out, part, dump.Options{Triples: true}); err != nil || strings.Contains(out.String(), "/g") {
		t.Errorf("triples: error %v, got %s", err, out.String())
	}
}
