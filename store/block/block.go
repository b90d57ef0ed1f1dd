package block

import (
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/chancery-graph/chancery/graph"
)

// MaxRows is the greatest number of rows in a block.
const MaxRows = graph.BatchRows

// MaxSize bounds the size in bytes of a block: six columns of 64-bit values
// written plainly, and room for the header and the columns' own headers.
const MaxSize = 6*8*MaxRows + 1024

// ErrCorrupt is wrapped by every error of this package: the bytes are not a
// block that [Encoder.Append] wrote.
var ErrCorrupt = errors.New("block: corrupt")

// The trailer ends a block. Its magic number names the format version: a change
// of anything in this package that affects the bytes needs a new last digit.
const (
	trailerMagic = "CHB1"
	trailerSize  = 4 + len(trailerMagic)
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Rows is the content of a block as columns.
type Rows struct {
	// N is the number of rows, 1 to [MaxRows].
	N int
	// Cols holds the four ID columns in the permutation's order, each of
	// length N.
	Cols [4][]graph.ID
	// Added and Removed hold the events that added and removed each row, each
	// of length N. Added = 0: the row only removes an older one. Removed =
	// [graph.NoSeq]: still there.
	Added, Removed []graph.Seq
}

// Header describes a block without decoding a column.
type Header struct {
	// N is the number of rows, 1 to [MaxRows].
	N int
	// First and Last are the first and the last row's IDs in the
	// permutation's order.
	First, Last [4]graph.ID
	// Adds is the number of rows with Added != 0; MinAdded and MaxAdded bound
	// their Added values and are 0 where there is none.
	Adds               int
	MinAdded, MaxAdded graph.Seq
	// Removes is the number of rows with Removed != [graph.NoSeq]; MinRemoved
	// and MaxRemoved bound their Removed values and are 0 where there is none.
	Removes                int
	MinRemoved, MaxRemoved graph.Seq
	// CRC is the block's CRC-32C, as stored.
	CRC uint32
}

// OneAdded tells whether every row was added by the same event, MinAdded.
func (h *Header) OneAdded() bool { return h.Adds == h.N && h.MinAdded == h.MaxAdded }

// Current tells whether every row holds in a snapshot as of event at, so that
// the event columns need not be read.
func (h *Header) Current(at graph.Seq) bool {
	return h.Adds == h.N && h.MaxAdded <= at && (h.Removes == 0 || h.MinRemoved > at)
}

// summarize computes the header of r.
func summarize(r *Rows) Header {
	h := Header{N: r.N}
	for i, col := range r.Cols {
		h.First[i], h.Last[i] = col[0], col[r.N-1]
	}
	h.MinAdded, h.MinRemoved = graph.NoSeq, graph.NoSeq
	for _, a := range r.Added {
		if a != 0 {
			h.Adds++
			h.MinAdded, h.MaxAdded = min(h.MinAdded, a), max(h.MaxAdded, a)
		}
	}
	for _, q := range r.Removed {
		if q != graph.NoSeq {
			h.Removes++
			h.MinRemoved, h.MaxRemoved = min(h.MinRemoved, q), max(h.MaxRemoved, q)
		}
	}
	if h.Adds == 0 {
		h.MinAdded = 0
	}
	if h.Removes == 0 {
		h.MinRemoved = 0
	}
	return h
}

// check panics where r breaks the contract of [Rows].
func check(r *Rows) {
	if r.N < 1 || r.N > MaxRows {
		panic(fmt.Sprintf("block: %d rows, expected 1 to %d", r.N, MaxRows))
	}
	for i, col := range r.Cols {
		if len(col) != r.N {
			panic(fmt.Sprintf("block: column %d has %d rows of %d", i, len(col), r.N))
		}
	}
	if len(r.Added) != r.N || len(r.Removed) != r.N {
		panic(fmt.Sprintf("block: event columns have %d and %d rows of %d", len(r.Added), len(r.Removed), r.N))
	}
}
