package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) whyCommand() *cli.Command {
	return &cli.Command{
		Name: "why", Category: "FIND", ArgsUsage: "FACT",
		Usage: "evidence: the sentence, the dispatch, offsets, extractor, event number",
		Description: "FACT is a contact or a role as other commands name it (meeting/…), two entities,\n" +
			"or the subject, predicate and object of a statement.",
		Flags:  []cli.Flag{sameAsFlag(), asOfFlag(), outputFlag()},
		Action: p.why,
	}
}

func (p *program) why(c *cli.Context) error {
	if err := argsBetween(c, 1, 3); err != nil {
		return err
	}
	return p.withPeople(c, func(_ *store.Snapshot, r *relation.Reader) error {
		got, err := r.Why(c.Context, c.Args().Slice()...)
		if errors.Is(err, relation.ErrNoFact) {
			return &failure{code: "no_fact", exit: exitFailed, cause: err,
				message: strings.Join(c.Args().Slice(), " ") + " is no fact",
				hint:    "name a contact as 'chancery met' shows it, two entities, or subject, predicate and object"}
		}
		if err != nil {
			return err
		}
		if len(got.Facts) == 0 {
			p.note("nothing says so")
		}
		return p.emitDocument("why", true, got, func() string { return p.explanationText(got) })
	})
}

func (p *program) explanationText(e *relation.Explanation) string {
	g := p.newPage()
	for _, f := range e.Facts {
		g.heading(factTitle(f))
		if f.Contact != nil && len(f.Contact.ClaimedBy) > 0 {
			g.line(2, "according to "+labels(f.Contact.ClaimedBy))
		}
		if f.Independence.Sources > 1 {
			g.line(2, independenceText(f.Independence))
		}
		for _, d := range f.Disagree {
			g.line(2, "sources differ about the "+d.What+": "+statedText(d.Values))
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

// independenceText tells how many unrelated sources there are.
func independenceText(i relation.Independence) string {
	text := plural(int64(i.Sources), "source")
	if i.Independent < i.Sources {
		text += ", " + strconv.Itoa(i.Independent) + " independent: the others share their sentences"
	}
	return text
}

// statedText lists values with the sources that state them.
func statedText(values []relation.Stated) string {
	parts := make([]string, len(values))
	for i, v := range values {
		var names []string
		for _, source := range v.Sources {
			names = append(names, orElse(relation.Shorten(source), "the default graph"))
		}
		parts[i] = v.Value + " (" + strings.Join(names, ", ") + ")"
	}
	return strings.Join(parts, "; ")
}

// factTitle names a fact in one line.
func factTitle(f relation.ExplainedFact) string {
	switch {
	case f.Contact != nil:
		k := f.Contact
		text := strings.ToUpper(k.Kind[:1]) + k.Kind[1:] + " " + orElse(k.Date, "undated")
		if len(k.Places) > 0 {
			text += ", " + labels(k.Places)
		}
		return text + ", " + k.Status + ": " + contactWho(*k)
	case f.Role != nil:
		return roleText(*f.Role, true)
	case f.Regular != nil:
		return "Regular contact: " + labels(f.Regular.Participants)
	case f.Statement != nil:
		return f.Statement.Subject + " " + f.Statement.Predicate + " " + f.Statement.Object
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
		text += fmt.Sprintf("; taken back by event %d", s.Removed)
	}
	return text
}
