package jsonld

import (
	"errors"
	"fmt"
	"io"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/internal/scan"
)

// SyntaxError says where an input is no JSON: File, Line and Column (from 1;
// characters), Found and Expected, ready to print. It wraps [ErrEncoding] where
// that is the reason.
type SyntaxError = scan.Error

// ErrEncoding is wrapped by a [SyntaxError] about bytes that are no UTF-8.
var ErrEncoding = scan.ErrEncoding

const (
	// DefaultMaxSize is the limit of a document when Options.MaxSize is 0, in
	// bytes.
	DefaultMaxSize = 256 << 20
	// DefaultMaxDepth is the limit of nesting when Options.MaxDepth is 0.
	DefaultMaxDepth = 500
	// DefaultMaxContextWork is the limit of copied term definitions when
	// Options.MaxContextWork is 0; about 15 seconds on one core.
	DefaultMaxContextWork = 30_000_000

	batchChanges = 4096
)

// Direction says what becomes of the base direction of a string.
type Direction uint8

// The ways to keep a base direction in RDF.
const (
	// DirectionNone drops it, as JSON-LD 1.1 does unless told otherwise.
	DirectionNone Direction = iota
	// DirectionTag keeps it in an RDF 1.2 directional language-tagged string,
	// "…"@ar--rtl; a direction without a language is dropped.
	DirectionTag
	// DirectionI18N keeps it in the datatype, <https://www.w3.org/ns/i18n#ar_rtl>.
	DirectionI18N
	// DirectionCompound makes a node of it with rdf:value, rdf:language and
	// rdf:direction.
	DirectionCompound
)

// Options say how to read. The zero value reads documents without remote
// contexts.
type Options struct {
	// Name of the input in errors, usually a file name; empty: errors start with
	// the line.
	Name string
	// Base is the absolute IRI against which relative ones are resolved, outside
	// of @base; empty: statements with relative IRIs are left out, as JSON-LD has
	// it.
	Base string
	// Graph is the canonical text of the graph name of statements without one;
	// empty: the default graph.
	Graph []byte
	// Direction says what becomes of base directions.
	Direction Direction
	// Loader loads remote contexts; nil: they are refused ([ErrRemote]).
	Loader Loader
	// Context is a JSON text, the context that documents start with; nil: none.
	Context []byte
	// Mode10 processes by the rules of JSON-LD 1.0.
	Mode10 bool
	// MaxSize is the greatest length of a document, and of a remote context, in
	// bytes; 0 means DefaultMaxSize, 256 MiB. A document takes about 20 times its
	// length in memory, one that is read in parts (see [Reader]) little more than
	// its length. Of those in parts MaxSize bounds the context and each node, and
	// what is held of the text; they may be longer.
	MaxSize int64
	// MaxDepth is how deep objects and arrays may nest; 0 means DefaultMaxDepth,
	// 500.
	MaxDepth int
	// MaxContextWork is how many term definitions may be copied for the contexts
	// of a document, estimated from above (a context of 100 terms with a scoped
	// context that is used 1,000 times: 100,000); 0 means DefaultMaxContextWork, 30
	// million. More is an [Error] with the code "context overflow".
	MaxContextWork int64
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	if o.MaxSize < 0 {
		return fmt.Errorf("jsonld: MaxSize %d is negative", o.MaxSize)
	}
	if o.MaxDepth < 0 {
		return fmt.Errorf("jsonld: MaxDepth %d is negative", o.MaxDepth)
	}
	if o.MaxContextWork < 0 {
		return fmt.Errorf("jsonld: MaxContextWork %d is negative", o.MaxContextWork)
	}
	if o.Base != "" && !graph.ValidIRI([]byte(o.Base)) {
		return fmt.Errorf("jsonld: Base %q is no absolute IRI", o.Base)
	}
	if o.Direction > DirectionCompound {
		return fmt.Errorf("jsonld: Direction %d is unknown", o.Direction)
	}
	if len(o.Graph) == 0 {
		return nil
	}
	if t := graph.TagOf(o.Graph); t != graph.TagIRI && t != graph.TagBlank {
		return fmt.Errorf("jsonld: Graph %s is neither an IRI nor a blank node", o.Graph)
	}
	if _, err := graph.ParseTerm(o.Graph); err != nil {
		return fmt.Errorf("jsonld: Graph: %w", err)
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.MaxSize == 0 {
		o.MaxSize = DefaultMaxSize
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	if o.MaxContextWork == 0 {
		o.MaxContextWork = DefaultMaxContextWork
	}
	return o
}

// Reader reads the statements of a document as additions. It is a
// [graph.PatchReader]. The whole text is in memory, because a context may stand
// behind what it explains; what it stands for too, unless the document is a list
// of nodes with a context before it or none, as [StreamWriter] writes it: such a
// one is read in parts.
type Reader struct {
	r      io.Reader
	o      Options
	rows   [][4]string // that wait to be handed out
	read   bool
	pieces *pieces // nil for a document that is read as a whole
	from   int     // bytes from which a document is read in parts
	size   int     // of a part, in bytes
	to     *converter
	remote map[string]remoteText
	work   int64
	err    error
}

// NewReader reads r, which it does not close. Invalid options are reported by
// the first ReadPatch.
func NewReader(r io.Reader, o Options) *Reader {
	return &Reader{r: r, o: o.withDefaults(), from: pieceFrom, size: pieceSize, remote: map[string]remoteText{}, err: o.Validate()}
}

// ReadPatch fills b with the next statements. An input that is no JSON is a
// [SyntaxError], one that is no JSON-LD an [Error]; of a document of less than 4
// MiB no statement is handed out then, of a longer one those of the parts before
// may have been. After an error, io.EOF among them, every call returns the same.
func (r *Reader) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	for r.err == nil && len(r.rows) == 0 {
		r.err = r.next()
	}
	if r.err != nil {
		r.rows = nil
		return r.err
	}
	n := min(len(r.rows), batchChanges)
	for _, row := range r.rows[:n] {
		c := b.Next()
		*c = graph.Change{Op: graph.Add, G: r.o.Graph}
		for i, field := range [4]*[]byte{&c.S, &c.P, &c.O, &c.G} {
			if i == int(graph.G) && row[i] == "" {
				continue
			}
			from := len(b.Arena)
			b.Arena = append(b.Arena, row[i]...)
			*field = b.Arena[from:len(b.Arena):len(b.Arena)]
		}
	}
	r.rows = r.rows[n:]
	return nil
}

// next converts the document, or the next part of it; io.EOF ends.
func (r *Reader) next() error {
	var document any
	var err error
	switch {
	case !r.read:
		r.read = true
		document, err = r.open()
	case r.pieces != nil:
		document, err = r.pieces.next()
	}
	if err != nil {
		return err
	}
	if document == nil {
		return io.EOF
	}
	return r.convert(document)
}

// open reads the text, and the whole document or its first part.
func (r *Reader) open() (any, error) {
	p, all, err := newParser(r.r, r.o.Name, r.o.MaxSize, r.o.MaxDepth)
	if err != nil {
		return nil, err
	}
	var more io.Reader
	if !all {
		more = r.r
	}
	if !all || len(p.text) >= r.from {
		if d, ok := newPieces(p, r.size, more, r.o.MaxSize); ok {
			r.pieces = d
			return d.next()
		}
	}
	if !all {
		return nil, p.tooLong(r.o.MaxSize)
	}
	document, err := p.document()
	if document == nil && err == nil {
		document = []any{} // null says nothing
	}
	return document, err
}

// convert turns a document into rows.
func (r *Reader) convert(document any) error {
	if r.to == nil {
		r.to = &converter{
			direction: r.o.Direction, labels: map[string]string{}, indexes: map[[2]string]any{},
			emit: func(s, p, o, g string) { r.rows = append(r.rows, [4]string{s, p, o, g}) },
		}
	}
	r.rows = r.rows[:0]
	if !r.o.Mode10 && r.o.Context == nil && plainDocument(document, r.to) {
		return nil
	}
	r.rows = r.rows[:0]
	r.work += contextWork(document)
	if r.work > r.o.MaxContextWork {
		return &Error{File: r.o.Name, Code: "context overflow",
			Detail: fmt.Sprintf("%d copies of term definitions, more than %d (see Options.MaxContextWork)", r.work, r.o.MaxContextWork)}
	}
	expanded, base, err := expand(document, r.o, r.remote)
	if err != nil {
		return err
	}
	r.to.base = base
	err = r.to.nodes(expanded, graphDefault)
	if e := (*Error)(nil); errors.As(err, &e) {
		e.File = r.o.Name
	}
	return err
}
