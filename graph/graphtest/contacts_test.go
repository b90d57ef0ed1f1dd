package graphtest_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

// TestSameBytes fails when the generator makes other graphs than before, on this
// machine or another. Whoever changes it on purpose writes the new sum here.
func TestSameBytes(t *testing.T) {
	for _, tt := range []struct {
		config graphtest.Config
		want   string
	}{
		{graphtest.Config{Quads: 50_000}, "5499bb55fc53d194"},
		{graphtest.Config{Quads: 50_000, Seed: 7, Actors: 500, Places: 30, Years: 100}, "aa437e138ea5e5d3"},
	} {
		h := sha256.New()
		n, err := graphtest.WriteNQuads(h, tt.config)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%+v: %.1f bytes per statement", tt.config, float64(n)/float64(tt.config.Quads))
		if got := fmt.Sprintf("%x", h.Sum(nil))[:16]; got != tt.want {
			t.Errorf("%+v: SHA-256 starts with %s, want %s", tt.config, got, tt.want)
		}
	}
}

// TestWriteContacts writes a graph of CHANCERY_BENCH_QUADS statements to the file that
// CHANCERY_WRITE names, for docs/benchmarks/compare.py.
func TestWriteContacts(t *testing.T) {
	path := os.Getenv("CHANCERY_WRITE")
	if path == "" {
		t.Skip("CHANCERY_WRITE names no file")
	}
	quads, err := strconv.Atoi(os.Getenv("CHANCERY_BENCH_QUADS"))
	if err != nil {
		t.Fatalf("CHANCERY_BENCH_QUADS: %v", err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = graphtest.WriteNQuads(f, graphtest.Config{Quads: quads})
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestContacts(t *testing.T) {
	const want = 123_457
	var text bytes.Buffer
	if _, err := graphtest.WriteNQuads(&text, graphtest.Config{Quads: want, Seed: 3}); err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(text.Bytes(), []byte("\n"))
	lines = lines[:len(lines)-1]
	seen := make(map[string]bool, want)
	counts := map[string]int{} // by predicate, and by type
	attended := map[string]int{}
	quotes := [2]int{1 << 30, 0}
	r := nquads.NewReader(&text, nquads.Options{})
	n := 0
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err) // every line is canonical N-Quads
		}
		for _, c := range b.Changes {
			line := string(nquads.AppendQuad(nil, c.S, c.P, c.O, c.G))
			if line != string(lines[n]) {
				t.Fatalf("line %d is not canonical: %s", n+1, lines[n])
			}
			if seen[line] {
				t.Fatalf("statement twice: %s", line)
			}
			seen[line] = true
			n++
			counts[string(c.P)]++
			switch string(c.P) {
			case "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>":
				counts[string(c.O)]++
			case "<http://schema.org/attendee>":
				attended[string(c.O)]++
			case "<http://www.w3.org/ns/prov#value>":
				lexical, _, _ := graph.LiteralParts(c.O)
				quotes = [2]int{min(quotes[0], len(lexical)), max(quotes[1], len(lexical))}
			}
		}
	}
	if n != want {
		t.Fatalf("%d statements, want %d", n, want)
	}
	meetings := counts["<http://schema.org/Event>"]
	if perMeeting := float64(n) / float64(meetings); perMeeting < 11 || perMeeting > 16 {
		t.Errorf("%.1f statements per meeting", perMeeting)
	}
	if quotes[0] < 60 || quotes[1] > 200 {
		t.Errorf("quotes of %d to %d bytes", quotes[0], quotes[1])
	}
	for _, p := range []string{"startDate", "location", "about"} {
		if d := meetings - counts["<http://schema.org/"+p+">"]; d < 0 || d > 1 {
			t.Errorf("%d meetings, %d lack %s", meetings, d, p)
		}
	}
	most := 0
	for _, k := range attended {
		most = max(most, k)
	}
	if average := counts["<http://schema.org/attendee>"] / len(attended); most < 5*average {
		t.Errorf("the busiest actor has %d meetings, the average is %d: not Zipf's law", most, average)
	}
	if people := counts["<http://schema.org/Person>"]; people != len(attended) {
		t.Errorf("%d persons have a type, %d attend", people, len(attended))
	}
}

func TestExactNumber(t *testing.T) {
	for _, want := range []int{1, 2, 13, 999, 1000, 40_000} {
		r := graphtest.Contacts(graphtest.Config{Quads: want})
		n := 0
		for {
			var b graph.PatchBatch
			if err := r.ReadPatch(&b); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			n += len(b.Changes)
		}
		if n != want {
			t.Errorf("%d statements, want %d", n, want)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	for _, c := range []graphtest.Config{{Quads: -1}, {Actors: 3}, {Places: -1}, {Years: 3000}} {
		var b graph.PatchBatch
		if err := graphtest.Contacts(c).ReadPatch(&b); err == nil || errors.Is(err, io.EOF) {
			t.Errorf("%+v: %v", c, err)
		}
		if _, err := graphtest.WriteNQuads(io.Discard, c); err == nil {
			t.Errorf("%+v can be written", c)
		}
	}
}

func BenchmarkContacts(b *testing.B) {
	const quads = 500_000
	b.ReportAllocs()
	var batch graph.PatchBatch
	for b.Loop() {
		r := graphtest.Contacts(graphtest.Config{Quads: quads, Actors: 1000})
		for {
			if err := r.ReadPatch(&batch); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(quads*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
}
