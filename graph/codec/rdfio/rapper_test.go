package rdfio_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// rapperParsers are the names by which rapper of raptor2 knows our formats; it
// has none for JSON-LD and RDF Patch.
var rapperParsers = map[string]string{
	"nq": "nquads", "nt": "ntriples", "ttl": "turtle", "trig": "trig", "rdf": "rdfxml",
}

// rapper returns the path of the program, or skips the test.
func rapper(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("rapper")
	if err != nil {
		t.Skip("rapper is not installed (Debian: raptor2-utils)")
	}
	return path
}

// TestRapperReads lets another program count the statements of every standard
// format that it knows, written streaming and pretty.
func TestRapperReads(t *testing.T) {
	program := rapper(t)
	random, contacts, archive := dataset(7, true), 20_000, 3000
	if testing.Short() {
		contacts, archive = 2000, 300
	}
	for _, set := range []struct {
		name    string
		changes []graph.Change
	}{
		{"random", random},
		{"contacts", readAll(t, graphtest.Contacts(graphtest.Config{Quads: contacts}))},
		{"archive", readAll(t, graphtest.Archive(graphtest.Config{Quads: archive}))},
	} {
		for _, f := range rdfio.Formats() {
			parser, ok := rapperParsers[f.Name]
			if !ok {
				continue
			}
			changes := distinct(set.changes, f.Graphs)
			if f.Equal(rdfio.TriG) { // rapper's grammar has no blank node as the name of a graph
				changes = slices.DeleteFunc(changes, func(c graph.Change) bool { return len(c.G) > 0 && c.G[0] == '_' })
			}
			for _, pretty := range []bool{false, true} {
				path := filepath.Join(t.TempDir(), "out."+f.Name)
				written := text(t, f, rdfio.WriterOptions{Prefixes: vocab.Prefixes(), Pretty: pretty}, changes)
				if err := os.WriteFile(path, []byte(written), 0o600); err != nil {
					t.Fatal(err)
				}
				out, err := exec.Command(program, "-c", "-i", parser, path).CombinedOutput()
				want := fmt.Sprintf("returned %d triples", len(changes))
				if err != nil || !strings.Contains(string(out), want) {
					t.Errorf("%s, %s, pretty %v: error %v, output\n%.2000s\nwant %q", set.name, f.Title, pretty, err, out, want)
				}
			}
		}
	}
}

// readAll returns the changes of a patch, whose memory is theirs alone.
func readAll(t testing.TB, r graph.PatchReader) (all []graph.Change) {
	t.Helper()
	for {
		var b graph.PatchBatch
		switch err := r.ReadPatch(&b); err {
		case nil:
			all = append(all, b.Changes...)
		case io.EOF:
			return all
		default:
			t.Fatal(err)
		}
	}
}

// distinct returns the statements sorted and once each; without graphs, those of
// all graphs in the default graph.
func distinct(changes []graph.Change, graphs bool) []graph.Change {
	changes = slices.Clone(changes)
	if !graphs {
		for i := range changes {
			changes[i].G = nil
		}
	}
	compare := func(a, b graph.Change) int {
		return slices.Compare([]string{string(a.G), string(a.S), string(a.P), string(a.O)}, []string{string(b.G), string(b.S), string(b.P), string(b.O)})
	}
	slices.SortFunc(changes, compare)
	return slices.CompactFunc(changes, func(a, b graph.Change) bool { return compare(a, b) == 0 })
}
