package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/result/textgrid"
)

func firstFlag() cli.Flag {
	return &cli.BoolFlag{Name: "first", Usage: "of several entities with a name take the one with most contacts"}
}

// resolveNames finds the entities that arguments name.
func resolveNames(ctx context.Context, r *relation.Reader, c *cli.Context, names []string) ([]graph.ID, error) {
	ids := make([]graph.ID, len(names))
	for i, name := range names {
		entity, err := r.Resolve(ctx, name, relation.ResolveOptions{First: c.Bool("first")})
		if err != nil {
			return nil, err
		}
		ids[i] = entity.ID
	}
	return ids, nil
}

// classifyNames finds what the user is told about a name that could not be
// resolved, or returns nil.
func classifyNames(err error) *failure {
	var ambiguous *relation.AmbiguousError
	var missing *relation.NotFoundError
	switch {
	case errors.As(err, &ambiguous):
		f := &failure{code: "ambiguous", exit: exitAmbiguous, cause: err,
			message: fmt.Sprintf("%q can mean %d entities", ambiguous.Text, len(ambiguous.Candidates)),
			hint:    "give the full name or the IRI, or --first for the first one"}
		rows := make([][]string, 0, len(ambiguous.Candidates))
		for _, c := range ambiguous.Candidates {
			f.candidates = append(f.candidates, candidate{c.IRI, c.Label, c.Contacts})
			rows = append(rows, []string{textgrid.Printable(c.Label), fmt.Sprint(c.Contacts), textgrid.Printable(relation.Shorten(c.IRI))})
		}
		f.detail = renderTable([]cellStyle{{head: "name"}, {head: "contacts", right: true}, {head: "id", fixed: true}},
			rows, 80, nil, nil)
		return f
	case errors.As(err, &missing):
		f := &failure{code: "not_found", exit: exitFailed, cause: err,
			message: fmt.Sprintf("no entity is called %q", missing.Text),
			hint:    "see 'chancery find TEXT'"}
		if len(missing.Suggestions) > 0 {
			var near []string
			for _, m := range missing.Suggestions {
				near = append(near, m.Label)
			}
			f.hint = "did you mean " + strings.Join(near, ", ") + "?"
		}
		return f
	}
	return nil
}
