package graph

import "context"

// Batch is up to [BatchRows] quads as columns of IDs.
type Batch struct {
	// N is the number of rows; 0 ends a scan.
	N int
	// Cols holds a column of N IDs per position, indexed by Position; a column
	// that was not asked for is nil.
	Cols [4][]ID
	// Added and Removed hold, if asked for, the event that added each row and
	// the one that removed it (NoSeq: still there).
	Added, Removed []Seq
}

// Scan says what a scan reads.
type Scan struct {
	Pattern
	// Order in which rows are wanted; AnyOrder lets the store choose the
	// permutation that reads least.
	Order Order
	// Columns wanted; 0 means all four.
	Columns Columns
	// Events asks for the Added and Removed columns.
	Events bool
}

// Scanner yields the rows of a scan. It is used by one goroutine at a time.
type Scanner interface {
	// Next fills b with the next rows, in the scan's order; N = 0 ends. The
	// columns are borrowed until the next call. Cancelling ctx ends the scan
	// with its error.
	Next(ctx context.Context, b *Batch) error
	// Order tells the permutation that is read.
	Order() Order
	// Close releases what the scan holds. It may be called more than once.
	Close() error
}

// Seeker is a [Scanner] that can skip forward.
type Seeker interface {
	Scanner
	// Seek makes the rows from lo to hi, both included and compared in the
	// scan's order, those that the coming calls of Next yield, as far as they
	// match the scan's pattern. lo must not be less than any row or lo before;
	// rows between are not read. Without bounds beyond some position, use None
	// in lo and [MaxID] in hi. A scan that has ended can be sought on.
	Seek(ctx context.Context, lo, hi Quad) error
}

// Splitter is a [Seeker] that can tell where its rows lie.
type Splitter interface {
	Seeker
	// Split returns, in rising order, at most so many rows that lie within the scan
	// and divide it into parts of about equal numbers of rows.
	Split(most int) []Quad
}

// Deferrer is a [Scanner] that can leave a column undecoded until it is needed.
type Deferrer interface {
	Scanner
	// Defer allows Next to leave out columns that were asked for: they are nil in a
	// batch then, and Deferred gives them.
	Defer(cols Columns)
	// Deferred returns a column that the last batch was left without, borrowed as
	// the others are.
	Deferred(pos Position) ([]ID, error)
	// DeferredAt returns the value of one row of it, for the first and the last row
	// mostly without decoding the column.
	DeferredAt(pos Position, row int) (ID, error)
}

// PredicateStats counts the statements with one predicate, current as of a
// snapshot.
type PredicateStats struct {
	Predicate ID
	Rows      uint64 // statements
	Subjects  uint64 // distinct subjects
	Objects   uint64 // distinct objects
}
