package block_test

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/block"
)

// exampleRows is the worked example of doc.go.
func exampleRows() *block.Rows {
	iri := func(n uint64) graph.ID { return graph.MakeID(graph.TagIRI, n) }
	return &block.Rows{
		N: 4,
		Cols: [4][]graph.ID{
			{iri(9), iri(9), iri(9), iri(12)},
			{iri(1), iri(1), iri(3), iri(1)},
			{iri(2), iri(10), graph.MakeID(graph.TagDate, 100), iri(13)},
			{iri(11), iri(11), iri(11), iri(11)},
		},
		Added:   []graph.Seq{7, 7, 7, 7},
		Removed: []graph.Seq{graph.NoSeq, graph.NoSeq, graph.NoSeq, graph.NoSeq},
	}
}

// TestExample compares the bytes in doc.go with those that are written.
func TestExample(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(doc), "# Worked example")
	var digits string
	for line := range strings.Lines(example) {
		body, isDrawing := strings.CutPrefix(line, "//\t")
		if !isDrawing || !strings.Contains(body, "|") {
			continue
		}
		bytes, _, _ := strings.Cut(body, "|")
		digits += strings.Join(strings.Fields(bytes), "")
	}
	want, err := hex.DecodeString(digits)
	if err != nil {
		t.Fatal(err)
	}
	var e block.Encoder
	if got := e.Append(nil, exampleRows()); !slices.Equal(got, want) {
		t.Errorf("the example of doc.go is out of date:\n got % x\nwant % x", got, want)
	}
	roundTrip(t, &e, new(block.Decoder), exampleRows())
}

// seal gives a body a correct trailer, so that damage reaches the decoder.
func seal(body []byte) []byte {
	out := slices.Clone(body)
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
	return append(out, "CHB1"...)
}

// FuzzDecode feeds arbitrary bytes, sealed and not: no panic, and whatever is
// read comes back when it is written again.
func FuzzDecode(f *testing.F) {
	var e block.Encoder
	f.Add(e.Append(nil, exampleRows()), uint16(0), byte(0))
	quads := dispatches(3_000, 6)
	for _, order := range graph.Orders {
		f.Add(e.Append(nil, &blocksOf(permuted(quads, order))[0]), uint16(80), byte(1))
	}
	var d block.Decoder
	f.Fuzz(func(t *testing.T, b []byte, at uint16, flip byte) {
		readAll(t, &e, &d, b)
		if len(b) < 8 {
			return
		}
		body := slices.Clone(b[:len(b)-8])
		if len(body) > 0 {
			body[int(at)%len(body)] ^= flip
		}
		readAll(t, &e, &d, seal(body))
	})
}

func readAll(t *testing.T, e *block.Encoder, d *block.Decoder, b []byte) {
	h, err := d.Open(b)
	if err != nil {
		if !errors.Is(err, block.ErrCorrupt) {
			t.Fatalf("open: error is %v, want ErrCorrupt", err)
		}
		return
	}
	r := block.Rows{N: h.N}
	var errs [6]error
	for i := range r.Cols {
		r.Cols[i], errs[i] = d.Column(i, nil)
	}
	r.Added, errs[4] = d.Added(nil)
	r.Removed, errs[5] = d.Removed(nil)
	for _, err := range errs {
		if err == nil {
			continue
		}
		if !errors.Is(err, block.ErrCorrupt) {
			t.Fatalf("column: error is %v, want ErrCorrupt", err)
		}
		return
	}
	roundTrip(t, e, d, &r)
}
