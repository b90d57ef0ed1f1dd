package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/ingest/known"
	"github.com/chancery-graph/chancery/ingest/review"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/result/textgrid"
	"github.com/chancery-graph/chancery/store"
)

func reviewerFlag() cli.Flag {
	return &cli.StringFlag{Name: "reviewer", Usage: "the `NAME` under which decisions are stored ($CHANCERY_AGENT, else the user's name)"}
}

func (p *program) reviewCommand() *cli.Command {
	return &cli.Command{
		Name: "review", Category: "CURATE", ArgsUsage: " ",
		Usage: "decide about candidates: what an extractor was not sure enough of",
		Description: "Shows each candidate with the sentence that it rests on and asks what to do:\n\n" +
			"  a                    accept: it becomes a fact\n" +
			"  r                    reject: it is not proposed again\n" +
			"  c CHANGE; CHANGE …   correct and accept; a change is one of kind, status, date,\n" +
			"                       place, with NAME, without NAME, function TEXT\n" +
			"  s                    skip, leave it for later\n" +
			"  q                    quit; so does the end of input\n\n" +
			"Each decision is one event with the reviewer's name. Answers may come from a\n" +
			"pipe, one in each line. --list shows the candidates and asks nothing.",
		Flags: []cli.Flag{
			reviewerFlag(),
			&cli.BoolFlag{Name: "list", Usage: "list the candidates"},
			outputFlag(),
		},
		Action: func(c *cli.Context) error {
			if err := argsBetween(c, 0, 0); err != nil {
				return err
			}
			return p.withStore(func(s *store.Store) error {
				if c.Bool("list") {
					return p.listCandidates(c.Context, s)
				}
				return p.reviewCandidates(c, s)
			})
		},
	}
}

// openCandidates reads the candidates of the store that nobody has decided about.
func openCandidates(ctx context.Context, s *store.Store) (list []*review.Candidate, err error) {
	snap := s.Snapshot()
	defer joinClose(&err, snap)
	return review.Open(ctx, known.New(snap))
}

type candidateView struct {
	IRI        string  `json:"iri"`
	Claim      string  `json:"claim"`
	Confidence float64 `json:"confidence"`
	Rule       string  `json:"rule"`
	Quote      string  `json:"quote"`
	Source     string  `json:"source"`
	Headline   string  `json:"headline,omitempty"`
	Published  string  `json:"published,omitempty"`
}

func (p *program) listCandidates(ctx context.Context, s *store.Store) error {
	open, err := openCandidates(ctx, s)
	if err != nil {
		return err
	}
	rows := make([]candidateView, len(open))
	for i, c := range open {
		rows[i] = candidateView{string(c.IRI), c.Claim(), c.Confidence, c.Rule, c.Quote, string(c.Source), c.Headline, c.Published}
	}
	return emit(p, listing[candidateView]{
		command: "review", finder: true, rows: rows, empty: "there are no candidates",
		columns: []column[candidateView]{
			{head: "confidence", right: true, fixed: true, get: func(v candidateView) string { return fmt.Sprintf("%.2f", v.Confidence) }},
			{head: "claim", get: func(v candidateView) string { return v.Claim }},
			{head: "source", get: func(v candidateView) string { return orElse(v.Headline, relation.Shorten(v.Source)) }},
			{head: "quote", extra: true, get: func(v candidateView) string { return v.Quote }},
			{head: "iri", extra: true, get: func(v candidateView) string { return v.IRI }},
		},
		notes: func(v candidateView) []string { return []string{"« " + v.Quote + " »"} },
	})
}

// reviewer returns the name under which decisions are stored.
func (p *program) reviewer(c *cli.Context) (string, error) {
	who := orElse(c.String("reviewer"), p.agent())
	if who == "" {
		return "", usagef(c.Command.Name, "a decision needs the name of who decides: give --reviewer")
	}
	return who, nil
}

// reviewCandidates walks through the candidates.
func (p *program) reviewCandidates(c *cli.Context, s *store.Store) error {
	who, err := p.reviewer(c)
	if err != nil {
		return err
	}
	open, err := openCandidates(c.Context, s)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		p.note("there are no candidates to review")
		return nil
	}
	report, err := p.newWriteReport("review")
	if err != nil {
		return err
	}
	r := &reviewing{prompter: p.newPrompter(c.Context), store: s, who: who, report: report, left: len(open)}
	for i, candidate := range open {
		done, err := r.ask(c.Context, candidate, i+1, len(open))
		if err != nil {
			return err
		}
		if done {
			break
		}
	}
	if r.left > 0 {
		p.note("%s left", plural(int64(r.left), "candidate"))
	}
	return report.end()
}

// reviewing is one walk through candidates.
type reviewing struct {
	prompter
	store  *store.Store
	who    string
	report *writeReport
	left   int
}

// ask shows a candidate until there is an answer that can be carried out. done
// tells that the reviewer wants to stop.
func (r *reviewing) ask(ctx context.Context, c *review.Candidate, n, of int) (done bool, err error) {
	g := r.p.newPage()
	g.heading(fmt.Sprintf("Candidate %d of %d", n, of))
	g.line(2, "« "+c.Quote+" »")
	place := relation.Shorten(string(c.Source))
	if c.Headline != "" {
		place = c.Headline + ", " + place
	}
	g.line(2, place+", published "+c.Published)
	g.line(0, c.Claim())
	g.line(2, fmt.Sprintf("confidence %.2f, rule %s", c.Confidence, c.Rule))
	r.say(g.String())
	for {
		r.say("[a]ccept, [r]eject, [c]orrect, [s]kip, [q]uit? ")
		line, err := r.answer()
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return true, err
		}
		word, rest, _ := strings.Cut(line, " ")
		switch strings.ToLower(word) {
		case "a", "accept":
			d, err := c.Accept(r.who)
			if err != nil {
				return true, err
			}
			return false, r.decide(ctx, c, d)
		case "r", "reject":
			return false, r.decide(ctx, c, c.Reject(r.who))
		case "c", "correct":
			d, err := r.corrected(ctx, c, rest)
			if errors.Is(err, review.ErrChange) {
				r.say(strings.TrimPrefix(err.Error(), "review: ") + "\n")
				continue
			}
			if err != nil {
				return true, err
			}
			return false, r.decide(ctx, c, d)
		case "s", "skip":
			return false, nil
		case "q", "quit":
			return true, nil
		default:
			r.say(fmt.Sprintf("%q is no answer\n", textgrid.Printable(line)))
		}
	}
}

// corrected makes the changes of a line, or asks for one.
func (r *reviewing) corrected(ctx context.Context, c *review.Candidate, line string) (*review.Decision, error) {
	if line == "" {
		r.say("changes, such as: status planned; date 2026-01-03; place Oslo; with NAME; without NAME\n> ")
		var err error
		if line, err = r.answer(); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
	changes, err := review.ParseChanges(line)
	if err != nil {
		return nil, err
	}
	snap := r.store.Snapshot()
	d, err := c.Correct(ctx, r.who, changes, known.New(snap))
	return d, errors.Join(err, snap.Close())
}

// decide stores a decision as one event.
func (r *reviewing) decide(ctx context.Context, c *review.Candidate, d *review.Decision) error {
	receipt, err := r.store.Append(ctx, store.Event{
		Header: graph.Header{Kind: graph.KindUpdate, Agent: r.who, Source: string(c.Source),
			Message: d.Word + " a candidate: " + d.Claim},
		Patch: &quadPatch{quads: d.Quads},
	})
	if err != nil {
		return err
	}
	r.left--
	return r.report.add(viewReceipt(d.Word+" "+d.Claim, receipt))
}
