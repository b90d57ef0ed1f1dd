package query

import (
	"context"
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/memory"
)

// change is one statement of a random patch.
type change struct {
	texts [4]string
	add   bool
}

func drawChange(t *rapid.T) change {
	term := rapid.SampledFrom([]string{"<urn:a>", "<urn:b>", "<urn:c>", "<urn:new>", "_:n"})
	return change{
		texts: [4]string{term.Draw(t, "s"), rapid.SampledFrom([]string{"<urn:p>", "<urn:q>"}).Draw(t, "p"),
			rapid.SampledFrom([]string{"<urn:a>", "<urn:b>", `"1"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"a long literal"`}).Draw(t, "o"),
			rapid.SampledFrom([]string{"", "<urn:g>", "<urn:h>"}).Draw(t, "g")},
		add: rapid.Bool().Draw(t, "add"),
	}
}

// TestOverlay compares a dataset with changes over it with one that was built
// with the changes: scans in every order, seeks, counts, and the patch.
func TestOverlay(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		base, whole := memory.NewBuilder(), memory.NewBuilder()
		for range rapid.IntRange(0, 12).Draw(t, "base") {
			c := drawChange(t)
			b := [4][]byte{}
			for i, text := range c.texts {
				b[i] = []byte(text)
			}
			base.Add(b[0], b[1], b[2], b[3])
			whole.Add(b[0], b[1], b[2], b[3])
		}
		over := newOverlay(base.Dataset(), -1)
		var list []change
		for range rapid.IntRange(0, 12).Draw(t, "changes") {
			c := drawChange(t)
			list = append(list, c)
			if err := over.apply(ctx, c); err != nil {
				t.Fatal(err)
			}
		}
		if err := whole.Apply(&changes{list}, ""); err != nil {
			t.Fatal(err)
		}
		want := whole.Dataset()
		for _, order := range graph.Orders {
			compareScans(t, over, want, order)
		}
		patch, err := over.patch(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := base.Apply(patch, ""); err != nil {
			t.Fatal(err)
		}
		if got, want := texts(t, base.Dataset(), graph.Scan{Order: graph.SPOG}), texts(t, want, graph.Scan{Order: graph.SPOG}); !slices.Equal(got, want) {
			t.Fatalf("patched\ngot  %q\nwant %q", got, want)
		}
	})
}

func (o *overlay) apply(ctx context.Context, c change) error {
	q := graph.Quad{graph.G: graph.DefaultGraph}
	for i, text := range c.texts {
		if text == "" {
			continue
		}
		id, err := o.intern(ctx, []byte(text))
		if err != nil {
			return err
		}
		q[i] = id
	}
	if c.add {
		return o.add(ctx, q)
	}
	return o.remove(ctx, q)
}

// changes is a patch.
type changes struct{ list []change }

func (c *changes) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if len(c.list) == 0 {
		return io.EOF
	}
	for _, x := range c.list {
		op := graph.Delete
		if x.add {
			op = graph.Add
		}
		*b.Next() = graph.Change{Op: op, S: []byte(x.texts[0]), P: []byte(x.texts[1]), O: []byte(x.texts[2]), G: []byte(x.texts[3])}
	}
	c.list = nil
	return nil
}

func compareScans(t *rapid.T, got, want exec.Dataset, order graph.Order) {
	ctx := context.Background()
	pattern := [4]string{}
	for i, text := range []string{"<urn:a>", "<urn:p>", "<urn:b>", "<urn:g>"} {
		if rapid.IntRange(0, 3).Draw(t, "bound") == 0 {
			pattern[i] = text
		}
	}
	scan := func(ds exec.Dataset) (graph.Scan, bool) {
		s := graph.Scan{Order: order}
		for i, text := range pattern {
			if text == "" {
				continue
			}
			id, ok, err := ds.Lookup(ctx, []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				return s, false
			}
			switch i {
			case 0:
				s.S = id
			case 1:
				s.P = id
			case 2:
				s.O = id
			default:
				s.G = id
			}
		}
		return s, true
	}
	a, okA := scan(got)
	b, okB := scan(want)
	var x, y []string
	var n, m uint64
	if okA {
		x = texts(t, got, a)
		n, _ = got.Count(ctx, a.Pattern)
	}
	if okB {
		y = texts(t, want, b)
		m, _ = want.Count(ctx, b.Pattern)
	}
	if !slices.Equal(x, y) || n != m {
		t.Fatalf("%v %v: %d %q, want %d %q", order, pattern, n, x, m, y)
	}
	if okA {
		seekEach(t, got, a, len(x))
	}
}

// seekEach seeks each row of a scan by itself, in order.
func seekEach(t *rapid.T, ds exec.Dataset, s graph.Scan, rows int) {
	ctx := context.Background()
	all := scanAll(t, ds, s)
	if len(all) != rows {
		t.Fatalf("%d rows, then %d", rows, len(all))
	}
	sc, err := ds.Scan(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	pos := s.Order.Positions()
	for i, q := range all {
		if i > 0 && compareQuads(all[i-1], q, pos) >= 0 {
			t.Fatalf("%v is not after %v in %v", q, all[i-1], s.Order)
		}
		if err := sc.(graph.Seeker).Seek(ctx, q, q); err != nil {
			t.Fatal(err)
		}
		var b graph.Batch
		if err := sc.Next(ctx, &b); err != nil {
			t.Fatal(err)
		}
		if b.N != 1 || b.Cols[0][0] != q[0] || b.Cols[1][0] != q[1] || b.Cols[2][0] != q[2] || b.Cols[3][0] != q[3] {
			t.Fatalf("seek %v gives %d rows", q, b.N)
		}
	}
}

type fataler interface{ Fatal(args ...any) }

func scanAll(t fataler, ds exec.Dataset, s graph.Scan) []graph.Quad {
	sc, err := ds.Scan(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer sc.Close()
	var all []graph.Quad
	var b graph.Batch
	for {
		if err := sc.Next(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if b.N == 0 {
			return all
		}
		for i := range b.N {
			all = append(all, graph.Quad{b.Cols[0][i], b.Cols[1][i], b.Cols[2][i], b.Cols[3][i]})
		}
	}
}

// texts reads a scan as sorted texts.
func texts(t fataler, ds exec.Dataset, s graph.Scan) []string {
	var list []string
	for _, q := range scanAll(t, ds, s) {
		var line []byte
		for _, id := range q {
			if id != graph.DefaultGraph {
				var err error
				if line, err = ds.AppendTerm(context.Background(), line, id); err != nil {
					t.Fatal(err)
				}
			}
			line = append(line, ' ')
		}
		list = append(list, string(line))
	}
	slices.Sort(list)
	return list
}

// TestOverlayMemory: changes beyond the limit are an error that says so.
func TestOverlayMemory(t *testing.T) {
	over := newOverlay(memory.NewBuilder().Dataset(), 1000)
	var err error
	for i := 0; err == nil && i < 100; i++ {
		c := change{texts: [4]string{"<urn:s>", "<urn:p>", `"` + string(rune('a'+i)) + `-literal"`, ""}, add: true}
		err = over.apply(context.Background(), c)
	}
	if limit, ok := err.(*exec.LimitError); !ok || limit.Limit != exec.LimitMemory {
		t.Fatalf("got %v, want the limit of memory", err)
	}
}
