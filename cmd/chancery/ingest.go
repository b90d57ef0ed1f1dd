package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/ingest/source"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) ingestCommand() *cli.Command {
	return &cli.Command{
		Name: "ingest", Category: "IN", ArgsUsage: "FILE…|DIR|-",
		Usage: "read dispatches: who met whom, with the sentence that says so",
		Description: "Reads plain text with its title in the first line (a first line that\n" +
			"ends with a full stop is of the text), HTML, mails (eml), NewsML-G2, NITF, JSON,\n" +
			"JSON lines and PDF (by pdftotext), packed or not; of a directory every file of\n" +
			"these kinds, in the order of the paths. Each dispatch is one event. The same\n" +
			"bytes read by the same extractor are not stored twice.\n\n" +
			"What a dispatch reports is matched to what is known: a meeting that was announced\n" +
			"and is reported as held stays one contact, with both statements. What the\n" +
			"extractor is not sure of is stored as a candidate, which no question takes for a\n" +
			"fact; --review walks through the candidates: accept, reject or correct each.",
		Flags: append(append(dispatchFlags(), extractorFlags()...),
			&cli.BoolFlag{Name: "review", Usage: "then decide about the candidates, on the terminal or by lines on stdin"},
			keepTextFlag(), reviewerFlag(), dryRunFlag(),
		),
		Action: p.ingest,
	}
}

func keepTextFlag() cli.Flag {
	return &cli.StringFlag{Name: "keep-text", Value: string(ingest.KeepExtracted),
		Usage: "`WHICH` texts go into the log whole: those extracted from other forms than plain text, all or none"}
}

// keptTexts reads keepTextFlag.
func keptTexts(c *cli.Context) (ingest.KeepText, error) {
	keep := ingest.KeepText(c.String("keep-text"))
	if !slices.Contains(ingest.KeepTexts, keep) {
		return "", usagef(c.Command.Name, "--keep-text %q: expected extracted, all or none", c.String("keep-text"))
	}
	return keep, nil
}

// dispatchFlags say what is known of dispatches beside their files.
func dispatchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "published", Usage: "`DAY` of publication, 2026-01-02 (else what the file says, a date at the start of its name, or a dateline with day and year)"},
		&cli.StringFlag{Name: "source", Usage: "`IRI` of the dispatch, which names its graph (made from the file's name)"},
		&cli.StringFlag{Name: "lang", Value: "auto", Usage: "`LANG` of the text: auto, fr, en, …"},
		&cli.StringFlag{Name: "input-format", Value: "auto", Usage: "`FORM` of the files: auto, " + joinFormats()},
		unpackFlag(),
	}
}

func joinFormats() string {
	var names []string
	for _, f := range source.Formats {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// dispatchChoice is what the flags say of dispatches.
type dispatchChoice struct {
	source    quad.IRI
	published time.Time // zero: by the file or its name
	lang      extract.Lang
	read      source.Options
	undated   bool // a day of publication is not needed
}

func dispatchOptions(c *cli.Context) (dispatchChoice, error) {
	name := c.Command.Name
	o := dispatchChoice{source: quad.IRI(strings.Trim(c.String("source"), "<>")), lang: extract.Lang(c.String("lang"))}
	if o.lang != ingest.Auto && (len(o.lang) < 2 || len(o.lang) > 3) {
		return o, usagef(name, "--lang %q: expected auto or a language such as fr or en", o.lang)
	}
	var err error
	if v := c.String("published"); v != "" {
		if o.published, err = time.Parse(time.DateOnly, v); err != nil {
			return o, usagef(name, "--published %q is no day: expected 2026-01-02", v)
		}
	}
	if o.read.Format, err = source.ParseFormat(c.String("input-format")); err != nil {
		return o, usagef(name, "--input-format %q: expected auto, %s", c.String("input-format"), joinFormats())
	}
	return o, nil
}

func (p *program) ingest(c *cli.Context) error {
	review := c.Bool("review")
	var inputs []string
	if !review || c.NArg() > 0 {
		args, err := p.inputArgs(c)
		if err != nil {
			return err
		}
		if inputs, err = p.expandDirs(args); err != nil {
			return err
		}
	}
	if review && (c.Bool("dry-run") || contains(inputs, "-")) {
		return usagef("ingest", "--review reads decisions from stdin and stores them, so neither '-' nor --dry-run go with it")
	}
	if review { // before anything is stored
		if _, err := p.reviewer(c); err != nil {
			return err
		}
	}
	choice, err := dispatchOptions(c)
	if err != nil {
		return err
	}
	choice.read.NoPrograms = p.host != nil
	if c.IsSet("source") && len(inputs) > 1 {
		return usagef("ingest", "--source names one dispatch, and there are %d", len(inputs))
	}
	opts, err := p.extraction(c)
	if err == nil {
		opts.Keep, err = keptTexts(c)
	}
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		if len(inputs) > 0 {
			err := p.ingestInputs(c.Context, s, inputs, ingestPlan{choice: choice, options: opts, dryRun: c.Bool("dry-run"), command: "ingest"})
			if err != nil && (!review || !partial(err)) {
				return err
			}
		}
		if review {
			return p.reviewCandidates(c, s)
		}
		return nil
	})
}

func partial(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.exit == exitPartial
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// expandDirs replaces directories by the files of theirs that can hold
// dispatches, in the order of their paths.
func (p *program) expandDirs(args []string) ([]string, error) {
	var inputs []string
	for _, arg := range args {
		info, err := p.files.stat(arg)
		if arg == "-" || err != nil || !info.IsDir() {
			inputs = append(inputs, arg) // an error shows when it is opened
			continue
		}
		before := len(inputs)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && source.Known(path) {
				inputs = append(inputs, path)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(inputs) == before {
			return nil, &failure{code: "no_file", exit: exitFailed,
				message: fmt.Sprintf("%s holds no file of a dispatch (%s)", arg, strings.Join(source.Extensions(), ", "))}
		}
	}
	return inputs, nil
}

// inputItem is a dispatch of an input with the name that messages have for it,
// or the error that there is instead.
type inputItem struct {
	name string // "a.txt", "a.jsonl:12"
	path string // of the input
	*source.Item
	err error
}

// items reads the dispatches of inputs as they are asked for. Errors of one
// dispatch or one file stand in its place.
func (p *program) items(ctx context.Context, inputs []string, opts source.Options) iter.Seq[inputItem] {
	return func(yield func(inputItem) bool) {
		unpacker := new(rdfio.Unpacker)
		for _, path := range inputs {
			if ctx.Err() != nil || !p.itemsOf(ctx, unpacker, path, opts, yield) {
				return
			}
		}
	}
}

// itemsOf reads one input; false stops.
func (p *program) itemsOf(ctx context.Context, unpacker *rdfio.Unpacker, path string, opts source.Options, yield func(inputItem) bool) bool {
	in, err := p.openInputBy(ctx, unpacker, path)
	if err != nil {
		return yield(inputItem{name: path, path: path, err: err})
	}
	// Read-only: closing it cannot lose anything.
	defer func() { _ = in.Close() }()
	for item, err := range source.Items(ctx, path, in.Reader, opts) {
		got := inputItem{name: in.name, path: path, Item: item, err: err}
		var at *source.ItemError
		switch {
		case errors.As(err, &at):
			got.name = fmt.Sprintf("%s:%d", in.name, at.Line)
			got.err = fmt.Errorf("%s: %w", got.name, at.Err)
		case err != nil:
			got.err = fmt.Errorf("%s: %w", in.name, err)
		case item.Line > 0:
			got.name = fmt.Sprintf("%s:%d", in.name, item.Line)
		}
		if !yield(got) {
			return false
		}
	}
	return true
}

var dayInName = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)

// meta works out what has to be known of a dispatch beside its text. The day in a
// file's name goes before one that plain text seems to tell.
func (o dispatchChoice) meta(in inputItem) (ingest.Meta, error) {
	meta := ingest.Meta{Source: o.source, Lang: o.lang, Published: o.published, Undated: o.undated}
	base := filepath.Base(in.path)
	if day := dayInName.FindString(base); day != "" && meta.Published.IsZero() && (in.Published.IsZero() || in.Format == source.Text) {
		published, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return meta, fmt.Errorf("%s: %q in the name is no day; give --published", in.name, day)
		}
		meta.Published = published
	}
	if meta.Source == "" {
		name := in.ID
		if name == "" || strings.ContainsAny(name, ":/@") {
			name = source.Base(in.path)
		}
		if in.path == "-" {
			name = "stdin"
		}
		meta.Source = sourceFor(name, in.SHA256)
	}
	return meta, nil
}

// jobs makes dispatches of the items of inputs.
func (p *program) jobs(ctx context.Context, inputs []string, o dispatchChoice) iter.Seq[ingest.Job] {
	return func(yield func(ingest.Job) bool) {
		for in := range p.items(ctx, inputs, o.read) {
			job := ingest.Job{Name: in.name, Err: in.err}
			if job.Err == nil {
				job.ID = idOf(in)
				job.Dispatch, job.Err = o.dispatch(in)
			}
			if !yield(job) {
				return
			}
		}
	}
}

func (o dispatchChoice) dispatch(in inputItem) (*ingest.Dispatch, error) {
	meta, err := o.meta(in)
	if err != nil {
		return nil, err
	}
	d, err := ingest.Accept(in.Item, meta)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.name, err)
	}
	return d, nil
}
