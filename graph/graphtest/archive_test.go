package graphtest_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/graphtest"
)

func TestArchive(t *testing.T) {
	const want = 10_001
	var text bytes.Buffer
	if _, err := graphtest.WriteArchive(&text, graphtest.Config{Quads: want, Seed: 5}); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%x", sha256.Sum256(text.Bytes()))[:16], "4c7a57c35d1ac35c"; got != want {
		t.Errorf("SHA-256 starts with %s, want %s: whoever changes the generator on purpose writes the new sum here", got, want)
	}
	perStatement := float64(text.Len()) / want
	lines := bytes.SplitAfter(text.Bytes(), []byte("\n"))
	tags := map[string]int{}
	n, escaped := 0, 0
	r := nquads.NewReader(bytes.NewReader(text.Bytes()), nquads.Options{})
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for _, c := range b.Changes {
			if line := nquads.AppendQuad(nil, c.S, c.P, c.O, c.G); !bytes.Equal(line, lines[n]) {
				t.Fatalf("line %d is not canonical: %s", n+1, lines[n])
			}
			n++
			_, _, lang := graph.LiteralParts(c.O)
			tags[string(lang)]++
			escaped += bytes.Count(c.O, []byte{'\\'})
		}
	}
	if n != want || len(tags) != 10 || escaped < n || perStatement < 350 || perStatement > 550 {
		t.Errorf("%d statements of %.0f bytes, %d language tags with none, %d escapes", n, perStatement, len(tags), escaped)
	}
}
