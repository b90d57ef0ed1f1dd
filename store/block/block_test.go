package block_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/block"
)

// roundTrip encodes r and compares everything that the decoder returns.
func roundTrip(t interface {
	Helper()
	Fatalf(string, ...any)
}, e *block.Encoder, d *block.Decoder, r *block.Rows) []byte {
	t.Helper()
	b := e.Append([]byte("prefix"), r)[len("prefix"):]
	if len(b) > block.MaxSize {
		t.Fatalf("block of %d rows has %d bytes, more than MaxSize = %d", r.N, len(b), block.MaxSize)
	}
	h, err := d.Open(b)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	if h.N != r.N {
		t.Fatalf("header: N = %d, want %d", h.N, r.N)
	}
	var cols [4][]graph.ID
	if err := d.Columns(0b1111, &cols); err != nil {
		t.Fatalf("columns: %v", err)
	}
	for i := 3; i >= 0; i-- {
		one, err := d.Column(i, nil)
		if err != nil {
			t.Fatalf("column %d: %v", i, err)
		}
		if !slices.Equal(one, r.Cols[i]) || !slices.Equal(cols[i], r.Cols[i]) {
			t.Fatalf("column %d:\n got %v\nwant %v", i, one, r.Cols[i])
		}
		if h.First[i] != r.Cols[i][0] || h.Last[i] != r.Cols[i][r.N-1] {
			t.Fatalf("header: column %d is from %v to %v, want %v to %v", i, h.First[i], h.Last[i], r.Cols[i][0], r.Cols[i][r.N-1])
		}
	}
	added, err := d.Added(nil)
	if err != nil || !slices.Equal(added, r.Added) {
		t.Fatalf("added: %v\n got %v\nwant %v", err, added, r.Added)
	}
	removed, err := d.Removed(nil)
	if err != nil || !slices.Equal(removed, r.Removed) {
		t.Fatalf("removed: %v\n got %v\nwant %v", err, removed, r.Removed)
	}
	compareEvents(t, h, r)
	return b
}

// compareEvents computes the header's statistics of events anew.
func compareEvents(t interface {
	Helper()
	Fatalf(string, ...any)
}, h *block.Header, r *block.Rows) {
	t.Helper()
	adds := slices.DeleteFunc(slices.Clone(r.Added), func(s graph.Seq) bool { return s == 0 })
	removes := slices.DeleteFunc(slices.Clone(r.Removed), func(s graph.Seq) bool { return s == graph.NoSeq })
	if h.Adds != len(adds) || h.Removes != len(removes) {
		t.Fatalf("header: %d adds, %d removes, want %d, %d", h.Adds, h.Removes, len(adds), len(removes))
	}
	if len(adds) > 0 && (h.MinAdded != slices.Min(adds) || h.MaxAdded != slices.Max(adds)) {
		t.Fatalf("header: added %d to %d, want %d to %d", h.MinAdded, h.MaxAdded, slices.Min(adds), slices.Max(adds))
	}
	if len(removes) > 0 && (h.MinRemoved != slices.Min(removes) || h.MaxRemoved != slices.Max(removes)) {
		t.Fatalf("header: removed %d to %d, want %d to %d", h.MinRemoved, h.MaxRemoved, slices.Min(removes), slices.Max(removes))
	}
}

func TestDispatches(t *testing.T) {
	quads := dispatches(40_000, 2)
	var e block.Encoder
	var d block.Decoder
	for _, order := range graph.Orders {
		rows, bytes := 0, 0
		for _, r := range blocksOf(permuted(quads, order)) {
			bytes += len(roundTrip(t, &e, &d, &r))
			rows += r.N
		}
		if perRow := float64(bytes) / float64(rows); perRow > 6 {
			t.Errorf("%s: %.2f bytes a row, want at most 6", order, perRow)
		} else {
			t.Logf("%s: %.2f bytes a row", order, perRow)
		}
	}
}

// column draws a column of one of the shapes that the forms are made for, or of
// none.
func column(n int) *rapid.Generator[[]graph.ID] {
	return rapid.Custom(func(t *rapid.T) []graph.ID {
		any64 := rapid.OneOf(
			rapid.SampledFrom([]uint64{0, 1, math.MaxUint64, math.MaxUint64 - 1, 1 << 63, 1<<63 - 1, 1 << 60, 1<<57 - 1, 1 << 57, 1 << 58}),
			rapid.Uint64(), rapid.Uint64Range(0, 300))
		base := any64.Draw(t, "base")
		few := rapid.SliceOfN(any64, 1, 40).Draw(t, "few")
		spread := uint64(1)<<rapid.IntRange(0, 63).Draw(t, "spread") - 1
		shape := rapid.IntRange(0, 6).Draw(t, "shape")
		// The rows come from a cheap generator with a drawn seed: drawing
		// each would make the test slow without making it better.
		state := rapid.Uint64().Draw(t, "seed")
		next := func() uint64 {
			state += 0x9e3779b97f4a7c15
			z := state
			z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
			z = (z ^ z>>27) * 0x94d049bb133111eb
			return z ^ z>>31
		}
		col := make([]graph.ID, n)
		for i := range col {
			v := base
			switch shape {
			case 1: // ascending
				base += next() & spread
			case 2: // spread
				v += next() & spread
			case 3: // few values
				v = few[next()%uint64(len(few))]
			case 4: // several ranges
				v = few[next()%uint64(len(few))] + next()&spread>>8
			case 5: // runs
				if next()%8 == 0 {
					base += next() & spread
				}
			case 6: // anything
				v = next()
			}
			col[i] = graph.ID(v)
		}
		return col
	})
}

func TestRoundTripProperty(t *testing.T) {
	var e block.Encoder
	var d block.Decoder
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(1, block.MaxRows), rapid.Just(block.MaxRows)).Draw(t, "n")
		r := block.Rows{N: n}
		for i := range r.Cols {
			r.Cols[i] = column(n).Draw(t, "column")
			if i > 0 && rapid.IntRange(0, 2).Draw(t, "tie") == 0 {
				ref := r.Cols[rapid.IntRange(0, i-1).Draw(t, "ref")]
				for k := range ref {
					r.Cols[i][k] = ref[k] + r.Cols[i][k]%64
				}
			}
		}
		for _, v := range column(n).Draw(t, "added") {
			r.Added = append(r.Added, graph.Seq(v))
		}
		for _, v := range column(n).Draw(t, "removed") {
			r.Removed = append(r.Removed, graph.Seq(v))
		}
		roundTrip(t, &e, &d, &r)
	})
}

func TestConstantEventsAreFree(t *testing.T) {
	var e block.Encoder
	r := blocksOf(permuted(dispatches(3_000, 3), graph.SPOG))[0]
	same := len(e.Append(nil, &r))
	for i := range r.Added {
		r.Added[i] = graph.Seq(7 + i%5)
	}
	if mixed := len(e.Append(nil, &r)); mixed < same+128 {
		t.Errorf("block with 5 events has %d bytes, with one %d: the comparison tells nothing", mixed, same)
	}
	var d block.Decoder
	for i := range r.Added {
		r.Added[i] = 7
	}
	h, err := d.Open(e.Append(nil, &r))
	if err != nil {
		t.Fatal(err)
	}
	if !h.OneAdded() || !h.Current(7) || h.Current(6) {
		t.Errorf("OneAdded = %v, Current(7) = %v, Current(6) = %v, want true, true, false", h.OneAdded(), h.Current(7), h.Current(6))
	}
	r.Removed[5] = 9
	if h, err = d.Open(e.Append(nil, &r)); err != nil {
		t.Fatal(err)
	}
	if !h.Current(8) || h.Current(9) {
		t.Errorf("with a removal at 9: Current(8) = %v, Current(9) = %v, want true, false", h.Current(8), h.Current(9))
	}
}

func TestEveryFlippedBitIsFound(t *testing.T) {
	var e block.Encoder
	var d block.Decoder
	r := blocksOf(permuted(dispatches(3_000, 4), graph.POSG))[0]
	b := e.Append(nil, &r)
	for i := range b {
		b[i] ^= 1 << (i % 8)
		if _, err := d.Open(b); !errors.Is(err, block.ErrCorrupt) {
			t.Fatalf("byte %d changed: error is %v, want ErrCorrupt", i, err)
		}
		b[i] ^= 1 << (i % 8)
	}
	for n := range b {
		if _, err := d.Open(b[:n]); !errors.Is(err, block.ErrCorrupt) {
			t.Fatalf("cut to %d bytes: error is %v, want ErrCorrupt", n, err)
		}
	}
	if _, err := d.Column(0, nil); !errors.Is(err, block.ErrCorrupt) {
		t.Errorf("column after a failed open: error is %v, want ErrCorrupt", err)
	}
}

func TestNoAllocations(t *testing.T) {
	var e block.Encoder
	var d block.Decoder
	r := blocksOf(permuted(dispatches(3_000, 5), graph.OSPG))[0]
	buf := e.Append(nil, &r)
	var cols [4][]graph.ID
	var added []graph.Seq
	run := func() {
		buf = e.Append(buf[:0], &r)
		if _, err := d.Open(buf); err != nil {
			t.Fatal(err)
		}
		if err := d.Columns(0b1111, &cols); err != nil {
			t.Fatal(err)
		}
		var err error
		if added, err = d.Added(added); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if n := testing.AllocsPerRun(20, run); n > 0 {
		t.Errorf("%v allocations per block, want 0", n)
	}
}
