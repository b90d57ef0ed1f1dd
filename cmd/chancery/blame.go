package main

import (
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) blameCommand() *cli.Command {
	return &cli.Command{
		Name: "blame", Category: "TIME", ArgsUsage: "ENTITY|FACT|SUBJECT PREDICATE OBJECT",
		Usage: "which event and which source each statement comes from",
		Description: "Of an entity, a contact or a role all statements about it are listed, or one\n" +
			"statement of which subject, predicate and object are given. --all lists those too\n" +
			"that were taken back. With --valid, those about contacts and roles of the entity\n" +
			"that held then. By subject, predicate, object, graph and event.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "all", Usage: "also statements that were taken back"},
			validFlag(), sameAsFlag(), firstFlag(), limitFlag(), asOfFlag(), outputFlag(),
		},
		Action: p.blame,
	}
}

func (p *program) blame(c *cli.Context) error {
	if c.NArg() != 1 && c.NArg() != 3 {
		return usagef("blame", "blame needs %s", c.Command.ArgsUsage)
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	valid, err := validPeriod(c)
	if err != nil {
		return err
	}
	if valid.Bounded() && c.NArg() == 3 {
		return usagef("blame", "--valid: a statement holds in no period; its contact or role does")
	}
	return p.withPeople(c, func(_ *store.Snapshot, r *relation.Reader) error {
		patterns, err := blamePatterns(c, r, valid)
		if err != nil {
			return err
		}
		var rows []relation.Origin
		for _, pattern := range patterns {
			more, err := r.Blame(c.Context, pattern, c.Bool("all"))
			if err != nil {
				return err
			}
			rows = append(rows, more...)
		}
		cut := limit > 0 && len(rows) > limit
		if cut {
			rows = rows[:limit]
		}
		return emit(p, listing[relation.Origin]{
			command: "blame", finder: true, rows: rows, cut: cut, empty: "nothing says so", columns: originColumns(),
		})
	})
}

// blamePatterns are the statements that the arguments mean.
func blamePatterns(c *cli.Context, r *relation.Reader, valid relation.Period) ([]graph.Pattern, error) {
	if c.NArg() == 3 {
		var pattern graph.Pattern
		for i, into := range []*graph.ID{&pattern.S, &pattern.P, &pattern.O} {
			text, err := termText(c.Args().Get(i), graph.Position(i))
			if err != nil {
				return nil, usagef("blame", "%s", err)
			}
			id, ok, err := r.Graph().Lookup(c.Context, text)
			if err != nil || !ok {
				return nil, err
			}
			*into = id
		}
		return []graph.Pattern{pattern}, nil
	}
	ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
	if err != nil {
		return nil, err
	}
	subjects := r.Members(ids[0])
	if valid.Bounded() {
		if subjects, err = r.DatedAbout(c.Context, ids[0], valid); err != nil {
			return nil, err
		}
	}
	var patterns []graph.Pattern
	for _, id := range subjects {
		patterns = append(patterns, graph.Pattern{S: id})
	}
	return patterns, nil
}

func originColumns() []column[relation.Origin] {
	return []column[relation.Origin]{
		{head: "event", right: true, fixed: true, get: func(o relation.Origin) string { return strconv.FormatUint(uint64(o.Event), 10) }},
		{head: "time", fixed: true, get: func(o relation.Origin) string { return shortStamp(o.Time) }},
		{head: "by", get: func(o relation.Origin) string { return strings.TrimSpace(o.Kind + " " + o.Agent) }},
		{head: "source", get: func(o relation.Origin) string { return orElse(relation.Shorten(o.Graph), "–") }},
		{head: "statement", get: func(o relation.Origin) string {
			text := shortTerm(o.Predicate) + " " + shortTerm(o.Object)
			if o.Removed != 0 {
				text += " (" + takenBack(o.Removed, o.RemovedBy) + ")"
			}
			return text
		}},
		{head: "subject", extra: true, get: func(o relation.Origin) string { return o.Subject }},
		{head: "predicate", extra: true, get: func(o relation.Origin) string { return o.Predicate }},
		{head: "object", extra: true, get: func(o relation.Origin) string { return o.Object }},
		{head: "removed", extra: true, get: func(o relation.Origin) string { return strconv.FormatUint(uint64(o.Removed), 10) }},
		{head: "message", extra: true, get: func(o relation.Origin) string { return o.Message }},
	}
}
