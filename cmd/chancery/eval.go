package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/eval"
)

func (p *program) evalCommand() *cli.Command {
	return &cli.Command{
		Name: "eval", Category: "IN", ArgsUsage: "DIR",
		Usage: "score the extractor on annotated dispatches, one file of JSON each",
		Description: "Compares what the extractor takes for facts with what people annotated: who was\n" +
			"in contact with whom, how, where, when, with which status, and who held which\n" +
			"function; overall, for each language, each type of contact and each rule. Every\n" +
			"error is listed with its dispatch.",
		Flags: append(extractorFlags(),
			&cli.StringFlag{Name: "out", Usage: "write what was found, one file for each dispatch, into `DIR`"},
			&cli.BoolFlag{Name: "no-errors", Usage: "scores only"},
			outputFlag(),
		),
		Action: p.eval,
	}
}

func (p *program) eval(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	opts, err := p.extraction(c)
	if err != nil {
		return err
	}
	dir := c.Args().First()
	if info, err := os.Stat(dir); err != nil {
		return err
	} else if !info.IsDir() {
		return usagef("eval", "%s is no directory", dir)
	}
	report, err := eval.Dir(c.Context, ingest.FactsOnly{Extractor: opts.Extractor, Least: opts.MinConfidence}, os.DirFS(dir))
	switch {
	case errors.Is(err, eval.ErrNoDocuments), errors.Is(err, annotate.ErrForm):
		return &failure{code: "annotations", exit: exitFailed, cause: err, message: fmt.Sprintf("%s: %s", dir, strings.TrimPrefix(err.Error(), "eval: ")),
			hint: "each .json file of the directory has to hold text, events and roles"}
	case err != nil:
		return err
	}
	if out := c.String("out"); out != "" {
		for _, d := range report.Documents {
			if err := writeAnnotated(out, &annotated{Document: d.Found}); err != nil {
				return err
			}
		}
	}
	return p.emitDocument("eval", false, viewReport(report), func() string {
		var b strings.Builder
		// A strings.Builder takes everything.
		_ = report.Write(&b, !c.Bool("no-errors"))
		return b.String()
	})
}

// tallyView is a tally with what follows from it.
type tallyView struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Right     int     `json:"right"`
	Wrong     int     `json:"wrong"`
	Missed    int     `json:"missed"`
}

type scoreView struct {
	Documents       int       `json:"documents"`
	Pairs           tallyView `json:"pairs"`
	Class           tallyView `json:"pairs_with_class"`
	Roles           tallyView `json:"roles"`
	Place           float64   `json:"place"`
	Date            float64   `json:"date"`
	Status          float64   `json:"status"`
	Gatherings      int       `json:"gatherings"`
	GatheringsFound int       `json:"gatherings_found"`
	Quiet           int       `json:"documents_without_contact"`
	FalseAlarms     int       `json:"false_alarms"`
}

type errorView struct {
	Document string `json:"document"`
	Kind     string `json:"kind"`
	Detail   string `json:"detail"`
}

type reportView struct {
	Overall   scoreView            `json:"overall"`
	Languages map[string]scoreView `json:"languages"`
	Types     map[string]tallyView `json:"types"`
	Rules     map[string]tallyView `json:"rules"`
	Errors    []errorView          `json:"errors"`
}

func viewTally(t eval.Tally) tallyView {
	return tallyView{t.Precision(), t.Recall(), t.F1(), t.Right, t.Wrong, t.Missed}
}

func viewScore(s *eval.Score) scoreView {
	return scoreView{s.Documents, viewTally(s.Pairs), viewTally(s.Class), viewTally(s.Roles), s.Place(), s.Date(), s.Status(),
		s.Gatherings, s.GatheringsFound, s.Quiet, s.FalseAlarms}
}

func viewReport(r *eval.Report) reportView {
	v := reportView{Overall: viewScore(&r.Overall), Languages: map[string]scoreView{}, Types: map[string]tallyView{},
		Rules: map[string]tallyView{}, Errors: []errorView{}}
	for name, s := range r.Languages {
		v.Languages[name] = viewScore(s)
	}
	for name, t := range r.Types {
		v.Types[name] = viewTally(t)
	}
	for name, t := range r.Rules {
		v.Rules[name] = viewTally(t)
	}
	for _, e := range r.Errors {
		v.Errors = append(v.Errors, errorView{e.Document, e.Kind, e.Detail})
	}
	return v
}
