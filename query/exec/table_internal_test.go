package exec

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
)

// TestTable compares a table with a map: IDs in narrow ranges, which it keeps as an
// array, in ranges that move, and among them ones from anywhere.
func TestTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 3).Draw(t, "width")
		b := newBudget(-1)
		table, numbers := newTable(width, b.reserve("a test")), map[[3]graph.ID]int32{}
		for range rapid.IntRange(1, 12).Draw(t, "pieces") {
			cols := drawPiece(t, width)
			n := len(cols[0])
			rows, out := identity[:n], make([]int32, n)
			table.find(cols, rows, out)
			for i, num := range out {
				want, ok := numbers[tuple(cols, i)]
				if !ok {
					want = -1
				}
				if num != want {
					t.Fatalf("find %v: number %d, want %d", tuple(cols, i), num, want)
				}
			}
			if rapid.IntRange(0, 5).Draw(t, "reset") == 0 {
				table.reset()
				clear(numbers)
			}
			if err := table.insert(cols, rows, out); err != nil {
				t.Fatal(err)
			}
			for i, num := range out {
				want, ok := numbers[tuple(cols, i)]
				if !ok {
					want = int32(len(numbers))
					numbers[tuple(cols, i)] = want
				}
				if num != want {
					t.Fatalf("insert %v: number %d, want %d", tuple(cols, i), num, want)
				}
			}
			if table.n != len(numbers) {
				t.Fatalf("table of %d tuples, want %d", table.n, len(numbers))
			}
		}
		if table.release(); b.used.Load() != 0 {
			t.Fatalf("%d bytes are held after release", b.used.Load())
		}
	})
}

// drawPiece draws columns of one length.
func drawPiece(t *rapid.T, width int) [][]graph.ID {
	n := rapid.IntRange(1, min(600, maxPiece)).Draw(t, "n")
	base := graph.MakeID(graph.TagIRI, rapid.SampledFrom([]uint64{0, 5, 1000, 3000, 1 << 40}).Draw(t, "base"))
	spread := rapid.SampledFrom([]uint64{1, 10, 700, 3000, 1 << 30}).Draw(t, "spread")
	if rapid.IntRange(0, 9).Draw(t, "zero") == 0 {
		base = graph.None
	}
	state := rapid.Uint64().Draw(t, "seed") | 1
	cols := make([][]graph.ID, width)
	for k := range cols {
		cols[k] = make([]graph.ID, n)
		for i := range cols[k] {
			state = state*6364136223846793005 + 1442695040888963407
			cols[k][i] = base + graph.ID(state>>33%spread)
		}
	}
	return cols
}

func tuple(cols [][]graph.ID, row int) (key [3]graph.ID) {
	for k, c := range cols {
		key[k] = c[row]
	}
	return key
}

// TestTableUsesArrays guards the layout, on which speed alone depends.
func TestTableUsesArrays(t *testing.T) {
	b := newBudget(-1)
	near, far := newTable(1, b.reserve("a test")), newTable(1, b.reserve("a test"))
	ids, wide, out := make([]graph.ID, BatchRows), make([]graph.ID, BatchRows), make([]int32, BatchRows)
	for piece := range 100 {
		for i := range ids {
			n := uint64(piece*len(ids) + i)
			ids[i], wide[i] = graph.MakeID(graph.TagIRI, 1<<20+6*n), graph.MakeID(graph.TagIRI, 1<<20+500*n)
		}
		for t2, col := range map[*table][]graph.ID{near: ids, far: wide} {
			if err := t2.insert([][]graph.ID{col}, identity[:len(col)], out); err != nil {
				t.Fatal(err)
			}
		}
	}
	if near.near == nil || near.slots1 != nil {
		t.Error("every sixth ID: slots, want an array")
	}
	if far.near != nil || far.slots1 == nil {
		t.Error("every 500th ID: an array, want slots")
	}
	if near.bytes() > far.bytes() {
		t.Errorf("an array of %d bytes, slots of %d", near.bytes(), far.bytes())
	}
}
