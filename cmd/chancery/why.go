package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) whyCommand() *cli.Command {
	return &cli.Command{
		Name: "why", Category: "FIND", ArgsUsage: "FACT",
		Usage: "evidence: the sentence, the dispatch, offsets, extractor, event number",
		Description: "FACT is a contact or a role as other commands name it (meeting/…), two entities,\n" +
			"or the subject, predicate and object of a statement. With --as-of D and --valid E:\n" +
			"what was believed on day D about day E, and which sentences said so.\n\n" +
			"Where a text was made from a file (HTML, a mail, a PDF, JSON), offsets count in\n" +
			"that text, which is kept: --text shows it with the sentences marked. --against looks\n" +
			"them up in the file.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "text", Usage: "show the texts that were kept of the sources, with the quotations marked"},
			&cli.StringSliceFlag{Name: "against", Usage: "look the quotations up in `FILE`, as it was ingested; may be repeated; exit 5 if one is not there"},
			validFlag(), sameAsFlag(), firstFlag(), asOfFlag(), outputFlag(),
		},
		Action: p.why,
	}
}

func (p *program) why(c *cli.Context) error {
	if err := argsBetween(c, 1, 3); err != nil {
		return err
	}
	valid, err := validPeriod(c)
	if err != nil {
		return err
	}
	return p.withEvents(c, func(snap *store.Snapshot, r *relation.Reader) error {
		got, err := r.Why(c.Context, relation.WhyOptions{Valid: valid, First: c.Bool("first")}, c.Args().Slice()...)
		if errors.Is(err, relation.ErrNoFact) {
			return &failure{code: "no_fact", exit: exitFailed, cause: err,
				message: strings.Join(c.Args().Slice(), " ") + " is no fact",
				hint:    "name a contact as 'chancery met' shows it, two entities, or subject, predicate and object"}
		}
		if errors.Is(err, relation.ErrNoPeriod) {
			return usagef("why", "--valid: %s", untagged(err))
		}
		if err != nil {
			return err
		}
		if len(got.Facts) == 0 {
			what := "nothing says so"
			if c.IsSet("valid") {
				what += " of " + c.String("valid")
			}
			p.note("%s", what)
		}
		e := &proof{Explanation: got}
		if err := p.prove(c.Context, r, e, c.Bool("text"), c.StringSlice("against")); err != nil {
			return err
		}
		if err := p.emitDocument("why", true, e, func() string { return p.explanationText(got, axesText(c, snap.Seq())) + p.proofText(e) }); err != nil {
			return err
		}
		return e.failure()
	})
}

// axesText tells of which knowledge and of which time in the world an answer is,
// where that was asked for.
func axesText(c *cli.Context, seq graph.Seq) string {
	var parts []string
	if c.IsSet("as-of") {
		parts = append(parts, fmt.Sprintf("as known after event %d (--as-of %s)", seq, c.String("as-of")))
	}
	if c.IsSet("valid") {
		parts = append(parts, "about "+c.String("valid"))
	}
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, ", ")
	return strings.ToUpper(text[:1]) + text[1:] + ":"
}

// explanationText shows facts with their evidence, under a line of its own.
func (p *program) explanationText(e *relation.Explanation, axes string) string {
	g := p.newPage()
	if axes != "" && len(e.Facts) > 0 {
		g.line(0, axes)
	}
	for _, f := range e.Facts {
		g.heading(factTitle(f))
		if f.Contact != nil && len(f.Contact.ClaimedBy) > 0 {
			g.line(2, "according to "+labels(f.Contact.ClaimedBy))
		}
		if f.Independence.Sources > 1 {
			g.line(2, independenceText(f.Independence))
		}
		for _, d := range f.Disagree {
			g.line(2, "sources differ about the "+d.What+":")
			for _, v := range d.Values {
				g.line(4, statedText(v))
			}
		}
		for _, r := range f.Resolved {
			g.line(2, resolutionText(r))
		}
		if len(f.Support) == 0 && f.Contact != nil {
			for _, ev := range f.Contact.Evidence {
				for _, text := range quoteWithPlace(ev) {
					g.line(2, text)
				}
			}
			g.line(2, unsupportedText(f.Contact))
		}
		for _, s := range f.Support {
			for _, text := range quoteWithPlace(s.Evidence) {
				g.line(2, text)
			}
			g.line(2, supportText(s))
		}
	}
	return g.String()
}

// unsupportedText says that no event of the log states a contact.
func unsupportedText(k *relation.Contact) string {
	text := "found by the query of 'chancery shape show'"
	if len(k.Evidence) == 0 {
		text += ", which names no event and no source"
	}
	return text
}

// resolutionText tells how a party that is not named was found.
func resolutionText(r relation.Resolution) string {
	var by []string
	for _, source := range r.By {
		by = append(by, orElse(relation.Shorten(source), "the default graph"))
	}
	text := "« " + r.Wording + " » in " + relation.Shorten(r.Source) + " is not named there: resolved to " + r.Person.Label
	if len(by) > 0 {
		text += " by " + strings.Join(by, ", ")
	}
	return text
}

// independenceText tells how many unrelated sources there are, and which are
// copies.
func independenceText(i relation.Independence) string {
	if i.Independent == i.Sources {
		return plural(int64(i.Sources), "source") + ", independent of one another"
	}
	text := fmt.Sprintf("%s, %d independent", plural(int64(i.Sources), "source"), i.Independent)
	for _, group := range i.Groups {
		if len(group) > 1 {
			text += "; copies of one text: " + sourceNames(group)
		}
	}
	return text
}

func sourceNames(sources []string) string {
	names := make([]string, len(sources))
	for i, source := range sources {
		names[i] = orElse(relation.Shorten(source), "the default graph")
	}
	return strings.Join(names, ", ")
}

// statedText is a value with the sources that state it.
func statedText(v relation.Stated) string {
	text := v.Value + ": " + sourceNames(v.Sources)
	if v.Independent < len(v.Sources) {
		text += fmt.Sprintf(" (%d independent)", v.Independent)
	}
	return text
}

// rankedText is what a contact is told to be in one respect: the values on which
// its sources differ, the best supported first, or all that there are.
func rankedText(disagree []relation.Disagreement, what, agreed string) string {
	for _, d := range disagree {
		if d.What != what {
			continue
		}
		values := make([]string, len(d.Values))
		for i, v := range d.Values {
			values[i] = v.Value
		}
		return strings.Join(values, " or ")
	}
	return agreed
}

// factTitle names a fact in one line.
func factTitle(f relation.ExplainedFact) string {
	switch {
	case f.Contact != nil:
		k := f.Contact
		text := strings.ToUpper(k.Kind[:1]) + k.Kind[1:] + " " + rankedText(f.Disagree, "date", orElse(k.Date, "undated"))
		if place := rankedText(f.Disagree, "place", labels(k.Places)); place != "" {
			text += ", " + place
		}
		return text + ", " + rankedText(f.Disagree, "status", k.Status) + ": " + contactWho(*k)
	case f.Role != nil:
		return roleText(*f.Role, true)
	case f.Regular != nil:
		return "Regular contact: " + labels(f.Regular.Participants)
	case f.Statement != nil:
		return shortTerm(f.Statement.Subject) + " " + shortTerm(f.Statement.Predicate) + " " + shortTerm(f.Statement.Object)
	case f.Fact == "removed":
		return relation.Shorten(f.IRI) + ", no longer stated"
	}
	return f.Fact
}

// supportText tells which event brought the fact, and which took it back.
func supportText(s relation.Support) string {
	text := fmt.Sprintf("event %d", s.Event)
	if s.EventKind != "" {
		text += " (" + s.EventKind + ")"
	}
	if s.Extractor != "" {
		text += ", " + s.Extractor
	}
	if s.Removed != 0 {
		text += "; " + takenBack(s.Removed, s.RemovedBy)
	}
	return text
}

// takenBack tells which event took something back, and why.
func takenBack(seq graph.Seq, by *relation.EventNote) string {
	text := fmt.Sprintf("taken back in event %d", seq)
	if by == nil {
		return text
	}
	if by.Agent != "" {
		text += " by " + by.Agent
	}
	return text + ": " + orElse(by.Message, by.Kind)
}
