package ingest

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// Extractor finds what a text says. extract.Rules is one.
type Extractor interface {
	// Name returns name and version, which go into the log.
	Name() string
	// Extract reads a text. All spans of its result are valid for the text.
	Extract(ctx context.Context, in extract.Input) (*extract.Result, error)
}

// Options chooses the parts of the pipeline; its zero value is usable.
type Options struct {
	// Extractor is the zero extract.Rules if nil.
	Extractor Extractor
	// Directory links people to those known already; nil links nobody.
	Directory Directory
}

func (o Options) withDefaults() Options {
	if o.Extractor == nil {
		o.Extractor = extract.Rules{}
	}
	return o
}

// Quads extracts a dispatch and states what it says, in a fixed order. It
// returns the error of the extractor, of the directory or of ctx.
func Quads(ctx context.Context, d *Dispatch, opts Options) ([]quad.Quad, error) {
	opts = opts.withDefaults()
	in := extract.Input{Text: d.Text, Published: d.Published, Lang: d.Lang}
	res, err := opts.Extractor.Extract(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("extract <%s>: %w", string(d.Source), err)
	}
	return Build(ctx, d, res, opts)
}

// ExtractorName returns the name and version of the extractor that Quads will
// use with these options.
func (o Options) ExtractorName() string { return o.withDefaults().Extractor.Name() }
