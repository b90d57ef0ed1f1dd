package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/source"
	"github.com/chancery-graph/chancery/query/result/textgrid"
)

func (p *program) extractCommand() *cli.Command {
	return &cli.Command{
		Name: "extract", Category: "IN", ArgsUsage: "FILE…|DIR|-",
		Usage: "show what ingest would store of dispatches; stores nothing and needs no store",
		Description: "Prints each dispatch with the sentences that prove something marked and numbered,\n" +
			"then what each proves. With --json each dispatch is one line of JSON in the form\n" +
			"of annotated dispatches: events, roles and counts, with rule, confidence and\n" +
			"span; what is not sure enough to be a fact stands in \"candidates\", what is only\n" +
			"supposed in \"hypothetical\". Input may be of that form too: its annotations are\n" +
			"passed over. Reads the same kinds of files as ingest; a dispatch without a day of\n" +
			"publication is read all the same.",
		Flags: append(append(dispatchFlags(), extractorFlags()...),
			&cli.StringFlag{Name: "out", Usage: "write one file of JSON for each dispatch, named by its id, into `DIR`"},
			outputFlag(),
		),
		Action: p.extract,
	}
}

func (p *program) extract(c *cli.Context) (err error) {
	args, err := p.inputArgs(c)
	if err != nil {
		return err
	}
	inputs, err := p.expandDirs(args)
	if err != nil {
		return err
	}
	choice, err := dispatchOptions(c)
	if err != nil {
		return err
	}
	choice.undated = true
	opts, err := p.extraction(c)
	if err != nil {
		return err
	}
	format, err := p.resultFormat("extract", false)
	if err != nil {
		return err
	}
	if format == "csv" {
		return usagef("extract", "extract gives no rows, so it has no csv")
	}
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	x := &extraction{p: p, out: out, json: format != "table", dir: c.String("out"), options: opts}
	if err := x.run(c.Context, inputs, choice); err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	return x.failure()
}

// extraction prints what is found in dispatches.
type extraction struct {
	p       *program
	out     *output
	json    bool
	dir     string // for one file each; empty: none
	options ingest.Options
	shown   int
	failed  []error
}

func (x *extraction) run(ctx context.Context, inputs []string, choice dispatchChoice) error {
	ids := map[string]string{} // by the input that has it
	for done := range ingest.ReadAll(ctx, x.p.jobs(ctx, inputs, choice), x.options.Extractor, 0) {
		if cancelled(ctx) != nil {
			break
		}
		if done.Err != nil {
			err := dispatchError(done.Name, done.Err)
			if !aboutInput(err) {
				return err
			}
			x.failed = append(x.failed, err)
			continue
		}
		doc, err := document(done, x.options.MinConfidence)
		if err != nil {
			return err
		}
		if x.dir != "" {
			if first, ok := ids[doc.ID]; ok {
				x.failed = append(x.failed, &rejectedError{fmt.Errorf("%s: %s has the id %q too", done.Name, first, doc.ID)})
				continue
			}
			ids[doc.ID] = done.Name
			if err := writeAnnotated(x.dir, doc); err != nil {
				return err
			}
		}
		if err := x.show(done, doc); err != nil {
			return err
		}
		x.shown++
	}
	return context.Cause(ctx)
}

func (x *extraction) show(done ingest.Outcome, doc *annotated) error {
	if x.json {
		return writeDocument(x.out, "extract", doc)
	}
	if x.dir != "" {
		return nil
	}
	if x.shown > 0 {
		if _, err := x.out.WriteString("\n"); err != nil {
			return err
		}
	}
	_, err := x.out.WriteString(x.p.readingText(done, x.options))
	return err
}

// failure sums up what could not be read.
func (x *extraction) failure() error {
	switch {
	case len(x.failed) == 0:
		return nil
	case len(x.failed) == 1 && x.shown == 0:
		return x.failed[0]
	}
	detail := ""
	for _, err := range x.failed {
		detail += "  " + textgrid.Printable(err.Error()) + "\n"
	}
	f := &failure{code: "partial", exit: exitPartial, detail: detail,
		message: fmt.Sprintf("%d of %d dispatches could not be read", len(x.failed), len(x.failed)+x.shown)}
	if x.shown == 0 {
		f.code, f.exit = "all_rejected", exitFailed
	}
	return f
}

// annotated is a dispatch with what was found in it, in the form of annotated
// dispatches.
type annotated struct {
	*annotate.Document
	// Candidates is what was found and is no fact.
	Candidates *candidates `json:"candidates,omitempty"`
	// Dropped counts by reason what an extractor returned and failed a check.
	Dropped map[string]int `json:"dropped,omitempty"`
}

type candidates struct {
	Events []annotate.Event `json:"events,omitempty"`
	Roles  []annotate.Role  `json:"roles,omitempty"`
}

func document(done ingest.Outcome, least float64) (*annotated, error) {
	r := done.Reading
	facts, unsure := ingest.Split(r.Result, least)
	annotator := annotate.NewAnnotator(string(r.Dispatch.Text), r.Result.Entities)
	d := &annotated{Document: annotator.Document(facts)}
	d.ID, d.Lang = done.ID, string(r.Dispatch.Lang)
	d.Title = r.Dispatch.Title
	if url := r.Dispatch.Origin.URL; url != "" {
		d.SourceURL = &url
	}
	if day := r.Dispatch.Published.String(); day != "" {
		d.Published = &day
	}
	if len(unsure.Assertions) > 0 {
		less := annotator.Document(unsure)
		if len(less.Events)+len(less.Roles) > 0 {
			d.Candidates = &candidates{less.Events, less.Roles}
		}
		d.Hypothetical = less.Hypothetical
	}
	if r.Report != nil {
		d.Dropped = r.Report.Dropped
	}
	return d, nil
}

// writeAnnotated writes DIR/ID.json, whole or not at all.
func writeAnnotated(dir string, d *annotated) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(d); err != nil {
		return err
	}
	path := filepath.Join(dir, fileName(d.ID)+".json")
	temporary := path + ".part"
	if err := os.WriteFile(temporary, []byte(b.String()), 0o644); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}

// fileName makes a name of one file of an id, which may hold slashes.
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.TrimLeft(id, "."))
}

// idOf names a dispatch as its file does, or by the file's name.
func idOf(in inputItem) string {
	if in.ID != "" {
		return in.ID
	}
	name := source.Base(in.path)
	if in.path == "-" {
		name = "stdin"
	}
	if in.Line > 0 {
		name = fmt.Sprintf("%s-%d", name, in.Line)
	}
	return name
}
