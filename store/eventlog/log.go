package eventlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/chancery-graph/chancery/graph"
)

// Log is an append-only sequence of events.
type Log interface {
	// Append adds one event after the position expected, all or nothing. When it
	// returns nil the event is durable. ErrConflict: the head is elsewhere and
	// nothing was written. ErrUnknown: the event may be there or not; ask again
	// with the same commit id. After any other error nothing was written.
	Append(ctx context.Context, expected graph.Seq, c Commit) (Receipt, error)
	// At returns the event at a position; ErrNoEvent if there is none.
	At(ctx context.Context, seq graph.Seq) (Record, error)
	// Read yields the events from a position (0 is the same as 1) to the head
	// as it was at the call, and ends. An error is the last pair.
	Read(ctx context.Context, from graph.Seq) iter.Seq2[Record, error]
	// Tail is Read that goes on with the events to come until ctx is done or the
	// log is closed, which is the error of the last pair.
	Tail(ctx context.Context, from graph.Seq) iter.Seq2[Record, error]
	// Head returns the last position and its hash; zero when the log is empty.
	Head(ctx context.Context) (graph.Seq, graph.Digest, error)
	// Limits tells what the log stores at most.
	Limits() Limits
}

// Limits are in bytes.
type Limits struct {
	// MaxRecord is the greatest value that is stored under one key. Bodies of
	// any length are cut to fit.
	MaxRecord int
	// MaxHeader is the greatest length of a header's text.
	MaxHeader int
}

const (
	maxRecord = 1 << 20
	maxHeader = 256 << 10
)

// Body is the text of a patch, pulled by Append.
type Body interface {
	// Next appends the next piece of the text to dst, one or more whole lines,
	// and returns the longer slice; io.EOF ends. A piece of a few hundred KiB
	// is best.
	Next(dst []byte) ([]byte, error)
	// Counts tells the A and D lines of the whole text. It is called after
	// io.EOF.
	Counts() (adds, deletes uint64)
}

// Commit is an event to be.
type Commit struct {
	// Header holds the writer's fields; the log sets Seq, Prev, Time, Adds,
	// Deletes and Body.
	Header graph.Header
	// Body is the patch; nil is the empty one.
	Body Body
	// Seal, if set, is called when the body has been read to its end, with the
	// header as it will be written, to fill in writer's fields that are known
	// only then. An error aborts.
	Seal func(*graph.Header) error
}

// Receipt tells what Append did.
type Receipt struct {
	Header graph.Header // as written
	Hash   graph.Digest // the event's hash
	// Repeated tells that an event with this commit id was there; Header and
	// Hash are its, and nothing was written.
	Repeated bool
}

// Record is one event of the log. It may be kept.
type Record struct {
	Header     graph.Header
	Hash       graph.Digest
	HeaderText []byte // canonical text, whose SHA-256 is Hash; not to be changed
	BodySize   uint64 // bytes of patch text

	// Open streams the patch text. It is set by the log; use Body.
	Open func(ctx context.Context) io.ReadCloser
}

// Body streams the event's patch text. Its errors are those of ctx and
// *CorruptionError. Close it.
func (r Record) Body(ctx context.Context) io.ReadCloser { return r.Open(ctx) }

var (
	// ErrUnknown is returned by Append when it cannot tell whether the event is
	// durable. An embedded log takes no more events then, until it is opened
	// again.
	ErrUnknown = errors.New("eventlog: it is not known whether the event was written; append it again with the same commit id")
	// ErrNoEvent is returned by At for a position outside of the log.
	ErrNoEvent = errors.New("eventlog: no event at this position")
	// ErrClosed is returned by every call after Close, and by a Tail that Close
	// ends.
	ErrClosed = errors.New("eventlog: closed")
	// ErrInvalid is returned by Append and AppendExact for a header or body that
	// breaks the rules of the format.
	ErrInvalid = errors.New("eventlog: invalid event")
)

// ErrConflict is returned by Append when expected is not the head.
type ErrConflict struct {
	Head graph.Seq // where the log ends
}

// Error tells where the log ends.
func (e ErrConflict) Error() string {
	return fmt.Sprintf("eventlog: conflict: the log ends at event %d", e.Head)
}

// CorruptionError says which part of the log is damaged, and names the first
// event that is.
type CorruptionError struct {
	Seq  graph.Seq
	Part string // "event", "body", "chain", "commit id", "head", "key", "files"
	Err  error
}

// Error names the event and its part.
func (e *CorruptionError) Error() string {
	return fmt.Sprintf("eventlog: event %d: %s is damaged: %v", e.Seq, e.Part, e.Err)
}

// Unwrap returns the cause.
func (e *CorruptionError) Unwrap() error { return e.Err }

// timeLayout is UTC with microseconds, always six digits.
const timeLayout = "2006-01-02T15:04:05.000000Z"

func formatTime(t time.Time) string { return t.UTC().Format(timeLayout) }
