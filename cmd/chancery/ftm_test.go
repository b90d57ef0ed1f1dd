package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/querytest"
)

// TestFollowTheMoneyRoundTrip writes random contacts as FollowTheMoney entities,
// reads them into another store and compares the network of contacts, but for the
// documents that tell of them; and what that store writes with what was read.
func TestFollowTheMoneyRoundTrip(t *testing.T) {
	for seed := range uint64(4) {
		dir := t.TempDir()
		command := func(store string, args ...string) string {
			t.Helper()
			var out, errs bytes.Buffer
			line := append([]string{"chancery", "--store", filepath.Join(dir, store)}, args...)
			if status := run(context.Background(), line, strings.NewReader(""), &out, &errs, []string{"CHANCERY_PROGRESS=none"}); status != 0 {
				t.Fatalf("seed %d: %v: %s", seed, args, errs.String())
			}
			return out.String()
		}
		network := func(store string) (edges []string) {
			t.Helper()
			rows, err := csv.NewReader(strings.NewReader(command(store, "export", "--contacts", "-f", "csv"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			document := slices.Index(rows[0], "Document")
			for _, row := range rows {
				edges = append(edges, fmt.Sprint(slices.Delete(row, document, document+1)))
			}
			return edges
		}
		file := func(name, text string) string {
			t.Helper()
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			return path
		}
		command("a", "init")
		command("a", "import", file("contacts.nq", querytest.NQuads(randomMeetings(rand.New(rand.NewPCG(seed, 3))))))
		written := command("a", "mapping", "export", "ftm")
		command("b", "init")
		command("b", "import", "--mapping", "ftm", file("out.ftm.json", written))
		if got, want := network("b"), network("a"); !slices.Equal(got, want) || len(want) < 30 {
			t.Errorf("seed %d: contacts\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if again := command("b", "mapping", "export", "ftm"); again != written {
			t.Errorf("seed %d: written again\n%s\nwant\n%s", seed, again, written)
		}
	}
}
