package sorted_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/codec/sorted"
)

// makeGroups returns groups of lines in random order: few subjects with many
// lines, many with few, some of them given in several pieces and repeatedly.
func makeGroups(r *rand.Rand, n int) (groups [][2]any, want []string) {
	seen := map[string]bool{}
	for range n {
		key := fmt.Sprintf("<http://example.org/s%d> ", r.IntN(n))
		if r.IntN(8) == 0 {
			key = fmt.Sprintf("_:b%d ", r.IntN(3))
		}
		var lines []string
		for range r.IntN(12) {
			line := fmt.Sprintf("<http://example.org/p%d> \"%s\" .\n", r.IntN(4), strings.Repeat("é", r.IntN(9)))
			lines = append(lines, line)
			if !seen[key+line] {
				seen[key+line] = true
				want = append(want, key+line)
			}
		}
		groups = append(groups, [2]any{key, lines})
	}
	slices.Sort(want)
	return groups, want
}

func TestWriterSortsWithAndWithoutSpilling(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for _, memory := range []int{1, 600, 20 << 10, 0} {
		t.Run(fmt.Sprint(memory), func(t *testing.T) {
			dir := t.TempDir()
			groups, want := makeGroups(rand.New(rand.NewPCG(seed, 1)), 300)
			w := sorted.New(sorted.Options{Memory: memory, Dir: dir})
			defer w.Close()
			for _, g := range groups {
				w.Group([]byte(g[0].(string)))
				for _, line := range g[1].([]string) {
					if err := w.Line([]byte(line)); err != nil {
						t.Fatal(err)
					}
				}
			}
			var out bytes.Buffer
			n, err := w.WriteAll(context.Background(), &out)
			if err != nil {
				t.Fatal(err)
			}
			if int(n) != len(want) {
				t.Errorf("got %d lines, want %d", n, len(want))
			}
			if got := out.String(); got != strings.Join(want, "") {
				t.Errorf("lines differ:\ngot\n%.500s\nwant\n%.500s", got, strings.Join(want, ""))
			}
			if err := w.Close(); err != nil {
				t.Error(err)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("temporary files left: %v, %v", left, err)
			}
		})
	}
}

func TestWriterEmpty(t *testing.T) {
	w := sorted.New(sorted.Options{})
	defer w.Close()
	var out bytes.Buffer
	if n, err := w.WriteAll(context.Background(), &out); n != 0 || err != nil || out.Len() != 0 {
		t.Errorf("got %d lines, %d bytes, error %v; want nothing", n, out.Len(), err)
	}
}

func TestWriterStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, memory := range []int{1, 0} {
		w := sorted.New(sorted.Options{Memory: memory, Dir: t.TempDir()})
		for i := range 100 {
			w.Group(fmt.Appendf(nil, "<s%d> ", i))
			if err := w.Line([]byte("<p> <o> .\n")); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.WriteAll(ctx, &bytes.Buffer{}); err != context.Canceled {
			t.Errorf("memory %d: got error %v, want context.Canceled", memory, err)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestWriterReportsUnwritableDirectory(t *testing.T) {
	w := sorted.New(sorted.Options{Memory: 1, Dir: t.TempDir() + "/absent"})
	defer w.Close()
	var err error
	for i := 0; i < 10 && err == nil; i++ {
		w.Group(fmt.Appendf(nil, "<s%d> ", i))
		err = w.Line([]byte("<p> <o> .\n"))
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got error %v, want one that says that the directory does not exist", err)
	}
}

func BenchmarkWriter(b *testing.B) {
	const subjects, perSubject = 50_000, 10
	line := []byte("<http://schema.org/attendee> <https://chancery.example/actor/someone-or-other> <https://chancery.example/source/1> .\n")
	order := rand.New(rand.NewPCG(1, 2)).Perm(subjects)
	for b.Loop() {
		w := sorted.New(sorted.Options{Memory: 16 << 20, Dir: b.TempDir()})
		for _, s := range order {
			w.Group(fmt.Appendf(nil, "<https://chancery.example/meeting/%09d> ", s))
			for i := range perSubject {
				line[60] = byte('a' + i*7%10)
				if err := w.Line(line); err != nil {
					b.Fatal(err)
				}
			}
		}
		if _, err := w.WriteAll(context.Background(), discard{}); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(subjects*perSubject*b.N)/b.Elapsed().Seconds(), "lines/s")
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
