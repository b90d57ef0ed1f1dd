package turtle

import (
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/terse"
	"github.com/chancery-graph/chancery/graph/vocab"
)

var (
	// ErrDelete is returned by [Writer.WritePatch] and [WritePretty] for a change
	// that deletes, which the format cannot say.
	ErrDelete = terse.ErrDelete
	// ErrGraph is returned by [Writer.Write], [Writer.WritePatch] and
	// [WritePretty] for a statement in a named graph; for that see package trig.
	ErrGraph = terse.ErrGraph
)

// WriterOptions say how to write. The zero value is fit for use.
type WriterOptions struct {
	// Prefixes shorten IRIs wherever the rest of the IRI is a local name as it
	// stands; the longest namespace that fits is taken. A [Writer] declares all
	// of them at the start, [WritePretty] those in use.
	Prefixes []vocab.Prefix
}

// Writer writes statements as they come, in one pass. Consecutive statements with
// the same subject, or subject and predicate, are written together; rdf:type is
// "a" and comes before the other predicates of a subject that has less than 32 KiB
// of text; numbers and booleans stand without quotes where their form allows it.
// Errors stay: after one of the output, every call returns it.
type Writer struct{ w *terse.Writer }

// NewWriter writes to w, which it does not close. The caller calls
// [Writer.Flush] at the end. A malformed or repeated prefix is the error of the
// first call.
func NewWriter(w io.Writer, o WriterOptions) *Writer {
	return &Writer{terse.NewWriter(w, o.Prefixes, false)}
}

// Write writes a statement, given by canonical texts; an empty g is the default
// graph. That the texts are canonical is not checked.
func (w *Writer) Write(s, p, o, g []byte) error { return w.w.Write(s, p, o, g) }

// WritePatch writes the statements that a batch adds.
func (w *Writer) WritePatch(b *graph.PatchBatch) error { return w.w.WritePatch(b) }

// Flush ends the last statement and writes what is buffered, so that the output
// is a whole document. More statements may follow.
func (w *Writer) Flush() error { return w.w.Flush() }

// WritePretty writes a whole graph for people to read: subjects in the order of
// their texts, rdf:type first among the predicates, each predicate on a line.
// Blank nodes that are referred to once are nested in brackets, well-formed lists
// in parentheses, up to 50 levels deep; a blank node that nothing refers to is
// []. The others keep their labels.
//
// Statements are sorted on the way (that is quick if they are sorted already, by
// graph, subject, predicate and object) and repeated ones written once: equal
// sets with equal labels give the same bytes. The slice is not changed, but
// copied, and its texts are read until the call returns.
func WritePretty(w io.Writer, statements []graph.Change, o WriterOptions) error {
	return terse.WritePretty(w, statements, o.Prefixes, false)
}
