package block

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"github.com/chancery-graph/chancery/graph"
)

// Decoder reads blocks. The zero value is ready; it holds about 60 KiB of
// working memory that is reused from block to block, and is used by one
// goroutine at a time. Any bytes are safe to open: what is not a block gives an
// error that wraps [ErrCorrupt].
type Decoder struct {
	b       []byte
	header  Header
	bounds  [sections + 1]int
	vals    [MaxRows]graph.ID    // values of runs
	lens    [MaxRows]graph.ID    // lengths of runs
	codes   [MaxRows]graph.ID    // codes of frames
	refs    [3][MaxRows]graph.ID // columns that others are relative to
	event   [MaxRows]graph.ID    // an event column as words
	table   [maxDict]graph.ID
	columns [4][]graph.ID // where Columns has decoded to
}

// Open checks the block b, the whole of it and nothing more, and returns its
// header. The decoder refers to b until the next Open.
func (d *Decoder) Open(b []byte) (*Header, error) {
	d.header, d.b = Header{}, nil
	if len(b) < trailerSize || len(b) > MaxSize {
		return nil, fmt.Errorf("%w: %d bytes", ErrCorrupt, len(b))
	}
	end := len(b) - trailerSize
	if string(b[end+4:]) != trailerMagic {
		return nil, fmt.Errorf("%w: ends with %q, expected %q", ErrCorrupt, b[end+4:], trailerMagic)
	}
	stored := binary.LittleEndian.Uint32(b[end:])
	if sum := crc32.Checksum(b[:end], castagnoli); sum != stored {
		return nil, fmt.Errorf("%w: CRC-32C is %08x, stored is %08x", ErrCorrupt, sum, stored)
	}
	r := reader{b: b, end: end}
	h := Header{CRC: stored}
	var sizes [sections]int
	if err := r.readHeader(&h, &sizes); err != nil {
		return nil, err
	}
	at := r.pos
	for i, n := range sizes {
		d.bounds[i] = at
		at += n
	}
	d.bounds[sections] = at
	if at != end {
		return nil, fmt.Errorf("%w: columns end at byte %d of %d", ErrCorrupt, at, end)
	}
	d.b, d.header = b, h
	return &d.header, nil
}

// Header returns the header of the open block.
func (d *Decoder) Header() *Header { return &d.header }

// Column decodes column i, in the permutation's order, into dst, which is
// grown if its capacity is less than the block's rows, and returns it with
// length N.
func (d *Decoder) Column(i int, dst []graph.ID) ([]graph.ID, error) {
	d.columns = [4][]graph.ID{}
	dst = sized(dst, d.header.N)
	return dst, d.column(i, dst)
}

// Columns decodes the columns whose bit 1<<i is set in want, in the
// permutation's order, into dst as [Decoder.Column] does. Where one column is
// stored relative to another it is faster than asking for each.
func (d *Decoder) Columns(want uint8, dst *[4][]graph.ID) error {
	d.columns = [4][]graph.ID{}
	for i := range dst {
		if want&(1<<i) == 0 {
			continue
		}
		dst[i] = sized(dst[i], d.header.N)
		if err := d.column(i, dst[i]); err != nil {
			return err
		}
		d.columns[i] = dst[i]
	}
	d.columns = [4][]graph.ID{}
	return nil
}

// Added decodes the events that added the rows, as [Decoder.Column] does.
func (d *Decoder) Added(dst []graph.Seq) ([]graph.Seq, error) { return d.events(4, dst, 0) }

// Removed decodes the events that removed the rows, as [Decoder.Column] does.
func (d *Decoder) Removed(dst []graph.Seq) ([]graph.Seq, error) {
	return d.events(5, dst, graph.NoSeq)
}

// events decodes section i into dst, xor turn.
func (d *Decoder) events(i int, dst []graph.Seq, turn graph.Seq) ([]graph.Seq, error) {
	dst = sized(dst, d.header.N)
	words := d.event[:d.header.N]
	if err := d.section(i, words); err != nil {
		return dst, err
	}
	for k, w := range words {
		dst[k] = graph.Seq(w) ^ turn
	}
	return dst, nil
}

// column decodes ID column i into dst of length N and compares its ends with
// the header.
func (d *Decoder) column(i int, dst []graph.ID) error {
	if err := d.section(i, dst); err != nil {
		return err
	}
	if n := len(dst); n > 0 && (dst[0] != d.header.First[i] || dst[n-1] != d.header.Last[i]) {
		return fmt.Errorf("%w: column %d has other ends than the header", ErrCorrupt, i)
	}
	return nil
}

func (d *Decoder) section(i int, dst []graph.ID) error {
	if d.b == nil {
		return fmt.Errorf("%w: no block is open", ErrCorrupt)
	}
	r := reader{b: d.b, pos: d.bounds[i], end: d.bounds[i+1]}
	before := i // columns that this one may be relative to
	if i >= 4 {
		before = 0
	}
	if err := d.vector(&r, dst, before, false); err != nil {
		return fmt.Errorf("column %d: %w", i, err)
	}
	if r.pos != r.end {
		return fmt.Errorf("column %d: %w: %d bytes are left", i, ErrCorrupt, r.end-r.pos)
	}
	return nil
}

// reference returns column j, decoded.
func (d *Decoder) reference(j int) ([]graph.ID, error) {
	if d.columns[j] != nil {
		return d.columns[j], nil
	}
	ref := d.refs[j][:d.header.N]
	if err := d.section(j, ref); err != nil {
		return nil, err
	}
	d.columns[j] = ref
	return ref, nil
}

func sized[T any](dst []T, n int) []T {
	if cap(dst) < n {
		return make([]T, n, MaxRows)
	}
	return dst[:n]
}
