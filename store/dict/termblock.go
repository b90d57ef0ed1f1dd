package dict

import (
	"encoding/binary"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// termBlockSize is the size in bytes of texts at which a block of terms ends. A
// longer text makes a block alone. Smaller blocks are read faster, greater ones
// compress better.
const termBlockSize = 16 << 10

// maxBlockTerms bounds the terms in a block; very short texts reach it.
const maxBlockTerms = 4096

// maxTerm bounds the length in bytes of a term, so that damaged bytes never ask
// for more memory.
const maxTerm = 1 << 30

// codec compresses blocks. It is safe for concurrent use.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault),
		zstd.WithEncoderCRC(false), zstd.WithEncoderConcurrency(2), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, fmt.Errorf("dict: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderMaxMemory(2*maxTerm))
	if err != nil {
		return nil, fmt.Errorf("dict: %w", err)
	}
	return &codec{enc: enc, dec: dec}, nil
}

// close stops the codec's goroutines.
func (c *codec) close() error {
	c.dec.Close()
	return c.enc.Close()
}

// A block of terms is, before compression,
//
//	+--------------------+--------------+---------------+
//	| number of terms v  | length v ... | texts         |
//	+--------------------+--------------+---------------+
//
// and as it is stored the number of those bytes as a v number, and a zstd
// frame of them. (v: variable length, as encoding/binary's Uvarint.)
type termBlock struct {
	texts []byte
	ends  []uint32 // ends[i]: where text i ends
}

// text returns text i, which is immutable.
func (b *termBlock) text(i uint64) []byte {
	from := uint32(0)
	if i > 0 {
		from = b.ends[i-1]
	}
	to := b.ends[i]
	return b.texts[from:to:to]
}

func (b *termBlock) size() int { return cap(b.texts) + 4*cap(b.ends) + 64 }

// termBlockWriter gathers the texts of a block.
type termBlockWriter struct {
	n       int
	lengths []byte
	texts   []byte
	raw     []byte
}

// full tells whether the block ends before a text of n bytes.
func (w *termBlockWriter) full(n int) bool {
	return w.n > 0 && (len(w.texts)+n > termBlockSize || w.n == maxBlockTerms)
}

func (w *termBlockWriter) add(text []byte) {
	w.n++
	w.lengths = binary.AppendUvarint(w.lengths, uint64(len(text)))
	w.texts = append(w.texts, text...)
}

// flush appends the block to dst and empties it.
func (w *termBlockWriter) flush(dst []byte, c *codec) []byte {
	w.raw = binary.AppendUvarint(w.raw[:0], uint64(w.n))
	w.raw = append(w.raw, w.lengths...)
	w.raw = append(w.raw, w.texts...)
	dst = binary.AppendUvarint(dst, uint64(len(w.raw)))
	dst = c.enc.EncodeAll(w.raw, dst)
	w.n, w.lengths, w.texts = 0, w.lengths[:0], w.texts[:0]
	if cap(w.texts) > MaxValue { // a long literal was here
		w.texts, w.raw = nil, nil
	}
	return dst
}

// readTermBlock decodes what flush wrote.
func (c *codec) readTermBlock(b []byte) (*termBlock, error) {
	size, n := binary.Uvarint(b)
	// A zstd block of 4 bytes stands for at most 128 KiB.
	if n <= 0 || size > maxTerm+64 || size > (uint64(len(b))+1)<<15 {
		return nil, fmt.Errorf("%w: block of %d terms' bytes", ErrCorrupt, size)
	}
	raw, err := c.dec.DecodeAll(b[n:], make([]byte, 0, size))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if uint64(len(raw)) != size {
		return nil, fmt.Errorf("%w: block has %d bytes, expected %d", ErrCorrupt, len(raw), size)
	}
	count, n := binary.Uvarint(raw)
	if n <= 0 || count > maxBlockTerms {
		return nil, fmt.Errorf("%w: block of %d terms", ErrCorrupt, count)
	}
	block := &termBlock{ends: make([]uint32, count)}
	sum := uint64(0)
	for i := range block.ends {
		length, k := binary.Uvarint(raw[n:])
		if k <= 0 || length > size {
			return nil, fmt.Errorf("%w: length of term %d", ErrCorrupt, i)
		}
		n += k
		sum += length
		block.ends[i] = uint32(sum)
	}
	if sum != uint64(len(raw)-n) {
		return nil, fmt.Errorf("%w: terms have %d bytes, expected %d", ErrCorrupt, len(raw)-n, sum)
	}
	block.texts = raw[n:]
	return block, nil
}
