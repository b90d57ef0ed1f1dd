package dump_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/dump"
)

// memory is a snapshot that holds its statements as texts.
type memory struct {
	texts [][]byte
	ids   map[string]graph.ID
	quads []graph.Quad
	fail  error // from the second batch on
}

func (m *memory) id(text string) graph.ID {
	if text == "" {
		return graph.DefaultGraph
	}
	if id, ok := graph.Inline([]byte(text)); ok {
		return id
	}
	if m.ids == nil {
		m.ids = map[string]graph.ID{}
	}
	id, ok := m.ids[text]
	if !ok {
		id = graph.MakeID(graph.TagOf([]byte(text)), uint64(len(m.texts)))
		m.texts, m.ids[text] = append(m.texts, []byte(text)), id
	}
	return id
}

func (m *memory) add(s, p, o, g string) {
	m.quads = append(m.quads, graph.Quad{m.id(s), m.id(p), m.id(o), m.id(g)})
}

func (m *memory) AppendTerms(_ context.Context, dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error) {
	for _, id := range ids {
		if id.InDictionary() {
			dst = append(dst, m.texts[id.Payload()]...)
		} else {
			dst = id.AppendInline(dst)
		}
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}

func (m *memory) Scan(_ context.Context, q graph.Scan) (graph.Scanner, error) {
	var rows []graph.Quad
	for _, quad := range m.quads {
		if q.Matches(quad) {
			rows = append(rows, quad)
		}
	}
	slices.SortFunc(rows, func(a, b graph.Quad) int { return slices.Compare(a[:], b[:]) })
	return &scanner{rows: rows, columns: q.Columns, fail: m.fail}, nil
}

type scanner struct {
	rows    []graph.Quad
	columns graph.Columns
	fail    error
	calls   int
}

func (s *scanner) Order() graph.Order { return graph.SPOG }
func (s *scanner) Close() error       { return nil }
func (s *scanner) Next(_ context.Context, b *graph.Batch) error {
	if s.calls++; s.calls > 1 && s.fail != nil {
		return s.fail
	}
	n := min(len(s.rows), 7)
	b.N = n
	for pos := range b.Cols {
		b.Cols[pos] = nil
		if s.columns == 0 || s.columns.Has(graph.Position(pos)) {
			for _, row := range s.rows[:n] {
				b.Cols[pos] = append(b.Cols[pos], row[pos])
			}
		}
	}
	s.rows = s.rows[n:]
	return nil
}

func write(t *testing.T, m *memory, o dump.Options) string {
	t.Helper()
	var out bytes.Buffer
	n, err := dump.Write(context.Background(), &out, m, o)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\n"); int(n) != lines {
		t.Errorf("got the number %d for %d lines", n, lines)
	}
	return out.String()
}

func TestWriteSortsLines(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	objects := []string{`"é"@fr`, `"a"`, `"a longer text"`, `"a longer text"@en`, `"a longer text"@en-gb`,
		`"1"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>`,
		`<http://example.org/o>`, `_:o`, `"01"^^<http://www.w3.org/2001/XMLSchema#integer>`}
	var quads [][4]string
	for i := range 500 {
		graphName := []string{"", "<http://example.org/g>", "_:g"}[r.IntN(3)]
		quads = append(quads, [4]string{
			[]string{"_:s", "_:s1", "<http://example.org/s>"}[r.IntN(3)],
			fmt.Sprintf("<http://example.org/p%d>", i), objects[r.IntN(len(objects))], graphName})
	}
	var want []string
	var first, second memory
	for _, q := range quads {
		first.add(q[0], q[1], q[2], q[3])
		want = append(want, strings.Join(strings.Fields(strings.ReplaceAll(fmt.Sprintf("%s|%s|%s|%s|.\n", q[0], q[1], q[2], q[3]), " ", "\x00")), ""))
	}
	for i, line := range want {
		line = strings.ReplaceAll(strings.ReplaceAll(line, "||", "|"), "|", " ")
		want[i] = strings.ReplaceAll(line, "\x00", " ") + "\n"
	}
	slices.Sort(want)
	r.Shuffle(len(quads), func(i, j int) { quads[i], quads[j] = quads[j], quads[i] })
	for _, q := range quads {
		second.add(q[0], q[1], q[2], q[3])
	}
	for name, m := range map[string]*memory{"in order": &first, "shuffled": &second} {
		for _, memory := range []int{0, 1000} {
			if got := write(t, m, dump.Options{Memory: memory, TempDir: t.TempDir()}); got != strings.Join(want, "") {
				t.Errorf("%s, memory %d: got\n%.400s\nwant\n%.400s", name, memory, got, strings.Join(want, ""))
			}
		}
	}
}

func TestWriteTriplesOnce(t *testing.T) {
	var m memory
	m.add("<http://e/s>", "<http://e/p>", "<http://e/o>", "<http://e/g1>")
	m.add("<http://e/s>", "<http://e/p>", "<http://e/o>", "<http://e/g2>")
	if got, want := write(t, &m, dump.Options{Triples: true}), "<http://e/s> <http://e/p> <http://e/o> .\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWriteOneGraph(t *testing.T) {
	var m memory
	m.add("<http://e/s>", "<http://e/p>", "<http://e/o>", "<http://e/g1>")
	m.add("<http://e/s>", "<http://e/p>", "<http://e/o>", "")
	got := write(t, &m, dump.Options{Graph: m.id("<http://e/g1>")})
	if want := "<http://e/s> <http://e/p> <http://e/o> <http://e/g1> .\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWriteReportsErrors(t *testing.T) {
	broken := errors.New("broken")
	m := memory{fail: broken}
	for i := range 100 {
		m.add(fmt.Sprintf("<http://e/s%d>", i), "<http://e/p>", "<http://e/o>", "")
	}
	if _, err := dump.Write(context.Background(), &bytes.Buffer{}, &m, dump.Options{}); !errors.Is(err, broken) {
		t.Errorf("got error %v, want %v", err, broken)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	m.fail = nil
	if _, err := dump.Write(ctx, &bytes.Buffer{}, &m, dump.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want context.Canceled", err)
	}
}
