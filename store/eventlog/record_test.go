package eventlog

import (
	"bytes"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
)

// FuzzRecords decodes any bytes as records; a valid one is encoded again.
func FuzzRecords(f *testing.F) {
	c, err := newCodec()
	if err != nil {
		f.Fatal(err)
	}
	h := graph.Header{Seq: 1, Kind: graph.KindLoad, Time: time.Unix(1, 0).UTC()}
	text, err := AppendHeader(nil, &h)
	if err != nil {
		f.Fatal(err)
	}
	ev := &event{header: h, hash: HashHeader(text), text: text, chunks: 2, size: 9}
	f.Add(encodeEvent(ev), false)
	f.Add(c.encodeChunk(chunkKey(1, 0), bytes.Repeat([]byte("A <s> <p> <o> .\n"), 99)), false)
	f.Add(encodeEvent(ev), true)
	f.Add(c.encodeChunk(chunkKey(1, 0), []byte("x")), true)
	f.Fuzz(func(t *testing.T, val []byte, sum bool) {
		if sum && len(val) > 4 { // beyond the checksum, to reach what lies behind
			for _, key := range [][]byte{eventKey(1), chunkKey(1, 0)} {
				v := bytes.Clone(val)
				s := checksum(key, v[4:])
				v[0], v[1], v[2], v[3] = byte(s>>24), byte(s>>16), byte(s>>8), byte(s)
				decodeAny(t, c, v)
			}
			return
		}
		decodeAny(t, c, val)
	})
}

func decodeAny(t *testing.T, c *codec, val []byte) {
	if ev, err := decodeEvent(1, val); err == nil && !bytes.Equal(encodeEvent(ev), val) {
		t.Errorf("%q decodes, but is encoded as %q", val, encodeEvent(ev))
	}
	text, err := c.decodeChunk(chunkKey(1, 0), val, nil)
	if err != nil {
		return
	}
	back, err := c.decodeChunk(chunkKey(1, 0), c.encodeChunk(chunkKey(1, 0), text), nil)
	if err != nil || !bytes.Equal(back, text) {
		t.Errorf("chunk of %d bytes does not come back: %v", len(text), err)
	}
}

// TestChunkFits checks the worst text for the limit of records.
func TestChunkFits(t *testing.T) {
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	raw := make([]byte, chunkRaw)
	x := uint64(1)
	for i := range raw {
		x = x*6364136223846793005 + 1442695040888963407
		raw[i] = byte(x >> 56)
	}
	if n := len(c.encodeChunk(chunkKey(1, 0), raw)); n > maxRecord {
		t.Errorf("a chunk that does not compress has %d bytes, want at most %d", n, maxRecord)
	}
}
