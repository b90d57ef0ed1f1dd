package ingest

import (
	"context"
	"fmt"
	"math"
	"slices"

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

// Report is what an extractor tells of one reading beside its result.
type Report struct {
	Model            string // empty where no model read the text
	PromptSHA256     string // 64 lower-case hexadecimal digits; empty without a model
	PromptTokens     int    // as the model's server counts
	CompletionTokens int
	// Dropped counts by reason what was returned and failed a check.
	Dropped map[string]int
}

// Reporter is an Extractor that has more to tell of a reading.
type Reporter interface {
	Extractor
	// ExtractReport is Extract with a report, which the caller owns.
	ExtractReport(ctx context.Context, in extract.Input) (*extract.Result, *Report, error)
}

// Options chooses the parts of the pipeline; its zero value is usable.
type Options struct {
	// Extractor is the zero extract.Rules if nil.
	Extractor Extractor
	// Directory links what a dispatch says to what is known already; nil knows
	// nothing.
	Directory Directory
	// MinConfidence is the confidence, from 0 to 1, from which an assertion is a
	// fact; what is below is stated as a candidate. 0 means DefaultMinConfidence;
	// a negative value makes everything a fact.
	MinConfidence float64
	// Keep says which texts are stated whole, so that a quotation can be checked
	// without the file; empty means KeepExtracted.
	Keep KeepText
}

// KeepText says which texts of dispatches are stated whole.
type KeepText string

// Which texts are kept.
const (
	// KeepExtracted keeps those that were made from the bytes of a source (HTML, a
	// mail, a PDF, JSON, another encoding than UTF-8): offsets count in them, and
	// nothing else has them.
	KeepExtracted KeepText = "extracted"
	KeepAll       KeepText = "all"
	KeepNone      KeepText = "none"
)

// KeepTexts lists them.
var KeepTexts = []KeepText{KeepExtracted, KeepAll, KeepNone}

func (k KeepText) keeps(extracted bool) bool {
	return k == KeepAll || extracted && k != KeepNone
}

func (o Options) withDefaults() Options {
	if o.Extractor == nil {
		o.Extractor = extract.Rules{}
	}
	if o.Directory == nil {
		o.Directory = Nothing{}
	}
	if o.MinConfidence == 0 {
		o.MinConfidence = DefaultMinConfidence
	}
	return o
}

// Validate names the first field that is out of range.
func (o Options) Validate() error {
	if math.IsNaN(o.MinConfidence) || o.MinConfidence > 1 {
		return fmt.Errorf("ingest: MinConfidence is %v, want at most 1", o.MinConfidence)
	}
	if o.Keep != "" && !slices.Contains(KeepTexts, o.Keep) {
		return fmt.Errorf("ingest: Keep is %q, want one of %v", o.Keep, KeepTexts)
	}
	return nil
}

// Reading is what an extractor found in a dispatch.
type Reading struct {
	Dispatch *Dispatch
	Result   *extract.Result
	Report   *Report // nil where the extractor has none
}

// Extract has a dispatch read. It returns the error of the extractor.
func Extract(ctx context.Context, d *Dispatch, x Extractor) (*Reading, error) {
	r := &Reading{Dispatch: d}
	var err error
	if reporter, ok := x.(Reporter); ok {
		r.Result, r.Report, err = reporter.ExtractReport(ctx, d.Input())
	} else {
		r.Result, err = x.Extract(ctx, d.Input())
	}
	if err != nil {
		return nil, fmt.Errorf("extract <%s>: %w", string(d.Source), err)
	}
	return r, nil
}

// Quads extracts a dispatch and states what it says, in a fixed order. It
// returns the error of the extractor, of the directory or of ctx.
func Quads(ctx context.Context, d *Dispatch, opts Options) ([]quad.Quad, error) {
	r, err := Extract(ctx, d, opts.withDefaults().Extractor)
	if err != nil {
		return nil, err
	}
	stated, err := Build(ctx, r, opts)
	if err != nil {
		return nil, err
	}
	return stated.Quads, nil
}

// ExtractorName returns the name and version of the extractor that Quads will
// use with these options.
func (o Options) ExtractorName() string { return o.withDefaults().Extractor.Name() }
