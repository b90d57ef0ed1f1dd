package projection

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store/dict"
)

// FuzzManifest decodes any bytes, with and without a right checksum; what
// decodes is encoded to something that decodes alike.
func FuzzManifest(f *testing.F) {
	m := manifest{
		Seq: 12, Hash: graph.Digest{1, 2}, NextRun: 9,
		Dict: []dict.Description{{ID: 3, N: 5, Segments: []dict.Segment{{ID: 3 << 16, N: 5, Blocks: 1}}}},
		Runs: []runDesc{{ID: 4, Rows: 100, Adds: 90, Removes: 10, MinSeq: 1, MaxSeq: 12}},
	}
	f.Add(m.encode())
	f.Add((&manifest{NextRun: 1}).encode())
	f.Add([]byte("CHM\x02"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := decodeManifest(data); err != nil && len(data) > 8 {
			body := data[:len(data)-4]
			data = binary.LittleEndian.AppendUint32(bytes.Clone(body), crc32.Checksum(body, castagnoli))
		}
		got, err := decodeManifest(data)
		if err != nil {
			return
		}
		again, err := decodeManifest(got.encode())
		if err != nil {
			t.Fatalf("%+v does not decode: %v", got, err)
		}
		if !bytes.Equal(again.encode(), got.encode()) {
			t.Fatalf("got %+v, want %+v", again, got)
		}
	})
}

func FuzzIndex(f *testing.F) {
	one := blockInfo{first: key{1, 2, 3, 4}, last: key{1, 2, 9, 4}, rows: 3, adds: 2, removes: 1, minAdded: 4, maxAdded: 7, minRemoved: 9, maxRemoved: 9}
	f.Add(appendIndex(nil, []blockInfo{one}))
	f.Add(appendIndex(nil, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		blocks, err := decodeIndex(nil, data)
		if err != nil {
			return
		}
		again, err := decodeIndex(nil, appendIndex(nil, blocks))
		if err != nil {
			t.Fatal(err)
		}
		for i := range again {
			if again[i] != blocks[i] {
				t.Fatalf("block %d: got %+v, want %+v", i, again[i], blocks[i])
			}
		}
	})
}

func FuzzPredicates(f *testing.F) {
	f.Add(appendPredicates(nil, []runPredicate{{5, 1, 2}, {9, 3, 4}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		preds, err := decodePredicates(data)
		if err != nil {
			return
		}
		again, err := decodePredicates(appendPredicates(nil, preds))
		if err != nil || len(again) != len(preds) {
			t.Fatalf("%v does not decode: %v", preds, err)
		}
	})
}
