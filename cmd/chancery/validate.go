package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/query/result/textgrid"
)

// validateErrors is how many errors of each input validate shows unless told
// otherwise.
const validateErrors = 100

func (p *program) validateCommand() *cli.Command {
	return &cli.Command{
		Name: "validate", Category: "OUT", ArgsUsage: "FILE…|-",
		Usage: "read RDF and tell what is wrong with it",
		Description: "Of N-Quads and N-Triples every bad line is shown, up to --limit for each file;\n" +
			"of other formats the first error. Exit status 0: all are valid; 1: some are not;\n" +
			"12: there are more errors than were shown.",
		Flags: append(readFlags(),
			&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Usage: "show at most `N` errors of each file", Value: validateErrors},
			outputFlag(),
		),
		Action: p.validate,
	}
}

// fileReport is what validate says of one input.
type fileReport struct {
	File       string       `json:"file"`
	Format     string       `json:"format"` // short name; empty if it is not known
	Valid      bool         `json:"valid"`
	Statements uint64       `json:"statements"` // good ones that were read
	Errors     uint64       `json:"errors"`     // found, shown or not
	Shown      []inputFault `json:"shown"`
}

// inputFault is one error of an input.
type inputFault struct {
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Found    string `json:"found,omitempty"`
	Expected string `json:"expected,omitempty"`
	Message  string `json:"message"`
}

// formatCount sums up the inputs of one format.
type formatCount struct {
	Format     string `json:"format"`
	Files      int    `json:"files"`
	Valid      int    `json:"valid"`
	Statements uint64 `json:"statements"`
}

type validation struct {
	Valid    bool          `json:"valid"`
	Complete bool          `json:"complete"`
	Files    []fileReport  `json:"files"`
	Formats  []formatCount `json:"formats"`
}

func (p *program) validate(c *cli.Context) error {
	inputs, err := p.inputArgs(c)
	if err != nil {
		return err
	}
	how, err := readOptions(c)
	if err != nil {
		return err
	}
	if how.format, err = p.inputFormat(c); err != nil {
		return err
	}
	limit := c.Int("limit")
	if limit < 1 {
		return usagef("validate", "--limit %d: expected 1 or more", limit)
	}
	result := validation{Valid: true, Complete: true, Files: []fileReport{}, Formats: []formatCount{}}
	for _, path := range inputs {
		report, err := p.validateFile(c.Context, path, how, limit)
		if err != nil {
			return err
		}
		result.add(report)
	}
	if err := p.emitDocument("validate", false, result, result.text); err != nil {
		return err
	}
	return result.failure()
}

// validateFile reads one input. An error is one of the program, or the signal
// that ended it.
func (p *program) validateFile(ctx context.Context, path string, how readChoice, limit int) (report fileReport, err error) {
	report = fileReport{File: path, Shown: []inputFault{}}
	if path == "-" {
		report.File = "stdin"
	}
	format, err := how.formatOf(path)
	if err == nil {
		report.Format = format.Name
		if format.Lines && !format.Deletes {
			how.reject = func(problem *rdfio.SyntaxError, _ []byte) error {
				report.note(problem, limit)
				return nil
			}
		}
		report.Statements, err = p.countStatements(ctx, path, how)
	}
	if err != nil {
		if stop := cancelled(ctx); stop != nil {
			return report, stop
		}
		report.note(err, limit)
	}
	report.Valid = report.Errors == 0
	return report, nil
}

// countStatements reads an input to its end or its first error.
func (p *program) countStatements(ctx context.Context, path string, how readChoice) (n uint64, err error) {
	in, err := p.openStatements(ctx, path, how)
	if err != nil {
		return 0, err
	}
	defer joinClose(&err, in)
	m := p.meter("validate "+filepath.Base(in.name), in.size, "bytes", "statements")
	defer m.end()
	patch := &countedPatch{PatchReader: in.PatchReader, progress: func(n int) { m.add(0, int64(n)); m.set(in.count.n.Load()) }}
	err = patch.drain(ctx)
	return patch.changes(), err
}

// note counts an error, and keeps it if there is room.
func (r *fileReport) note(err error, limit int) {
	r.Errors++
	if len(r.Shown) == limit {
		return
	}
	fault := inputFault{Message: classify(err).message}
	var syntax *rdfio.SyntaxError
	if errors.As(err, &syntax) {
		fault.Line, fault.Column, fault.Found, fault.Expected = syntax.Line, syntax.Column, syntax.Found, syntax.Expected
	}
	r.Shown = append(r.Shown, fault)
}

func (v *validation) add(r fileReport) {
	v.Files = append(v.Files, r)
	v.Valid = v.Valid && r.Valid
	v.Complete = v.Complete && r.Errors == uint64(len(r.Shown))
	at := 0
	for at < len(v.Formats) && v.Formats[at].Format != r.Format {
		at++
	}
	if at == len(v.Formats) {
		v.Formats = append(v.Formats, formatCount{Format: r.Format})
	}
	f := &v.Formats[at]
	f.Files++
	f.Statements += r.Statements
	if r.Valid {
		f.Valid++
	}
}

// text is the report for people: errors, a line for each file, and where there
// are several files one for each format.
func (v *validation) text() string {
	var b strings.Builder
	for _, f := range v.Files {
		for _, e := range f.Shown {
			b.WriteString(textgrid.Printable(e.Message) + "\n")
		}
		state := "valid"
		if !f.Valid {
			state = plural(int64(f.Errors), "error")
			if more := f.Errors - uint64(len(f.Shown)); more > 0 {
				state += fmt.Sprintf(", %s not shown", grouped(int64(more)))
			}
		}
		fmt.Fprintf(&b, "%s: %s, %s, %s\n", textgrid.Printable(f.File), formatTitle(f.Format), plural(int64(f.Statements), "statement"), state)
	}
	if len(v.Files) > 1 {
		for _, f := range v.Formats {
			fmt.Fprintf(&b, "%s: %d of %s valid, %s\n", formatTitle(f.Format), f.Valid, plural(int64(f.Files), "file"), plural(int64(f.Statements), "statement"))
		}
	}
	return b.String()
}

// formatTitle is the name of a format for people.
func formatTitle(name string) string {
	if f, ok := rdfio.Lookup(name); ok {
		return f.Title
	}
	return "unknown format"
}

// failure is the error of the command, or nil.
func (v *validation) failure() error {
	bad := 0
	for _, f := range v.Files {
		if !f.Valid {
			bad++
		}
	}
	switch {
	case !v.Complete:
		return &failure{code: "limit", exit: exitIncomplete, message: "there are more errors than were shown", hint: "raise --limit to see the rest"}
	case bad > 0:
		return &failure{code: "invalid", exit: exitFailed, message: fmt.Sprintf("%d of %s not valid", bad, plural(int64(len(v.Files)), "input"))}
	}
	return nil
}
