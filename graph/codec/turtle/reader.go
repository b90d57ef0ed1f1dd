package turtle

import (
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/scan"
	"github.com/chancery-graph/chancery/graph/codec/internal/terse"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// SyntaxError says where an input is malformed: File, Line (from 1), Column
// (characters from 1), Found and Expected, ready to print. It wraps
// [ErrEncoding] or [ErrLimit] where that is the reason. It is the same type as
// nquads.SyntaxError. Its message is like
//
//	contacts.ttl:12:7: found "x", expected a predicate: an IRI or "a"
type SyntaxError = scan.Error

var (
	// ErrEncoding is wrapped by a [SyntaxError] about bytes that are no text:
	// invalid UTF-8, or NUL outside of a literal.
	ErrEncoding = scan.ErrEncoding
	// ErrLimit is wrapped by a [SyntaxError] about an input beyond a limit of the
	// options, or with triple terms deeper than graph.MaxTripleDepth.
	ErrLimit = terse.ErrLimit
)

// Limits where the options give none.
const (
	// DefaultMaxToken is that of a token, in bytes: 256 MiB.
	DefaultMaxToken = terse.DefaultMaxToken
	// DefaultMaxDepth is that of nested brackets.
	DefaultMaxDepth = terse.DefaultMaxDepth
)

// Options say how to read. The zero value is fit for use.
type Options struct {
	// Name of the input in errors, usually a file name; empty: errors start with
	// the line.
	Name string
	// Base is the IRI that relative ones are resolved against until the input
	// sets another; empty: a relative IRI is an error before that.
	Base string
	// Graph is the canonical text of the name of the graph that the statements
	// belong to; empty: the default graph.
	Graph []byte
	// MaxToken is the greatest length in bytes of what must be looked at as a
	// whole: a term, a comment, a directive; also of all prefixes together, and
	// of the terms that wait for open brackets to close. 0 means
	// DefaultMaxToken, 256 MiB. It bounds the memory that an input can take,
	// about six times as much.
	MaxToken int
	// MaxDepth is how deep brackets may nest: [ ], ( ), << >> and {| |}. 0 means
	// DefaultMaxDepth, 10,000. A level takes about 200 bytes and no stack.
	// Triple terms have a limit of their own, graph.MaxTripleDepth.
	MaxDepth int
}

// Validate names the field that is wrong.
func (o Options) Validate() error { return terse.Options(o).Validate() }

// Reader streams the statements of an input as additions. It is a
// [graph.PatchReader].
type Reader struct{ r *terse.Reader }

// NewReader reads r, which it does not close. Invalid options are reported by
// the first ReadPatch.
func NewReader(r io.Reader, o Options) *Reader {
	return &Reader{terse.NewReader(r, terse.Options(o), false)}
}

// ReadPatch fills b with the next statements, about 256 KiB of text or 16,384 of
// them. A malformed input is a [SyntaxError]; b is then empty, also of statements
// before the error. After an error, io.EOF among them, every call returns the
// same.
func (r *Reader) ReadPatch(b *graph.PatchBatch) error { return r.r.ReadPatch(b) }

// Prefixes returns the prefixes that the input has declared so far, by name, each
// with the namespace that it stands for now. The slice belongs to the caller.
func (r *Reader) Prefixes() []vocab.Prefix { return r.r.Prefixes() }

// Base returns the base IRI in force; empty if there is none.
func (r *Reader) Base() string { return r.r.Base() }
