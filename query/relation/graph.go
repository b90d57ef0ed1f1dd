package relation

import (
	"context"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
)

// Graph is what the queries of this package read: one snapshot. A snapshot of
// package store satisfies it.
type Graph interface {
	// Seq is the event as of which the snapshot stands.
	Seq() graph.Seq
	// Lookup returns the ID of a canonical term text. A term can be known and
	// yet stand in no statement of this snapshot.
	Lookup(ctx context.Context, text []byte) (graph.ID, bool, error)
	// AppendTerm appends the canonical text of an ID to dst.
	AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error)
	// Scan reads the statements that fit, in batches.
	Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error)
	// Count returns how many statements Scan would yield.
	Count(ctx context.Context, p graph.Pattern) (uint64, error)
}

// Options are the settings of a [Reader]. The zero value works.
type Options struct {
	// Languages are language tags in lower case, the preferred first, by which
	// the label of an entity is chosen among its names. Names without a language
	// come after them, then the others by tag. Nil: English, then French.
	Languages []string
	// Names is a table built before from the same snapshot, to be shared. Nil:
	// one is built when first needed.
	Names *Names
	// Keeper has the table, or builds it when it is first needed, for this reader and
	// others. Nil: the reader builds its own.
	Keeper *NamesKeeper
	// Header returns the header of an event of the log, for the extractor, time
	// and agent of a fact. Nil: Why leaves these out.
	Header func(ctx context.Context, seq graph.Seq) (graph.Header, error)
	// SameAs says which entities are seen as one; the zero value: those that
	// curators merged.
	SameAs SameAs
}

func (o Options) withDefaults() Options {
	if o.Languages == nil {
		o.Languages = []string{"en", "fr"}
	}
	return o
}

// Reader answers questions about one snapshot. It is used by one goroutine at a
// time.
type Reader struct {
	g        Graph
	opts     Options
	ids      vocabularyIDs
	who      identity
	names    *Names
	entities map[graph.ID]Entity // decoded before
	dates    map[graph.ID]Date   // decoded before
	text     []byte              // scratch of term
}

// NewReader returns a reader of g. It looks the terms of the vocabulary up in
// the dictionary, and reads no statements but those that make entities one. The caller closes the snapshot, not
// before it is done with the reader.
func NewReader(ctx context.Context, g Graph, o Options) (*Reader, error) {
	ids, err := lookupVocabulary(ctx, g)
	if err != nil {
		return nil, err
	}
	if o.Names != nil && o.Names.Seq() != g.Seq() {
		return nil, fmt.Errorf("relation: names are as of event %d, the snapshot as of %d", o.Names.Seq(), g.Seq())
	}
	who, err := readIdentity(ctx, g, o.SameAs)
	if err != nil {
		return nil, err
	}
	return &Reader{
		g: g, opts: o.withDefaults(), ids: ids, who: who, names: o.Names,
		entities: map[graph.ID]Entity{}, dates: map[graph.ID]Date{},
	}, nil
}

// Of returns a reader of another graph with the settings of this one.
func (r *Reader) Of(ctx context.Context, g Graph) (*Reader, error) { return NewReader(ctx, g, r.opts) }

// Graph returns the snapshot that is read.
func (r *Reader) Graph() Graph { return r.g }

// Names returns the table of names, building it the first time.
func (r *Reader) Names(ctx context.Context) (*Names, error) {
	if r.names == nil {
		build := BuildNames
		if r.opts.Keeper != nil {
			build = r.opts.Keeper.namesOf
		}
		n, err := build(ctx, r.g)
		if err != nil {
			return nil, err
		}
		r.names = n
	}
	return r.names, nil
}

// EachBatch runs a scan and calls fn with each batch that is not empty. The
// batch is valid until fn returns. An error of fn ends the scan and is returned.
func EachBatch(ctx context.Context, g Graph, q graph.Scan, fn func(*graph.Batch) error) (err error) {
	scanner, err := g.Scan(ctx, q)
	if err != nil {
		return fmt.Errorf("scan %s: %w", describePattern(q.Pattern), err)
	}
	defer func() {
		if cerr := scanner.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("close scan %s: %w", describePattern(q.Pattern), cerr)
		}
	}()
	var b graph.Batch
	for {
		if err := scanner.Next(ctx, &b); err != nil {
			return fmt.Errorf("scan %s: %w", describePattern(q.Pattern), err)
		}
		if b.N == 0 {
			return nil
		}
		if err := fn(&b); err != nil {
			return err
		}
	}
}

func describePattern(p graph.Pattern) string {
	return fmt.Sprintf("(%v %v %v %v)", p.S, p.P, p.O, p.G)
}
