package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) splitCommand() *cli.Command {
	return &cli.Command{
		Name: "split", Category: "CURATE", ArgsUsage: "ENTITY [MERGED…]",
		Usage: "part what was merged, or move some of an entity's facts to a new one",
		Description: "With MERGED, IRIs or paths that 'show' lists as merged, takes back that they are\n" +
			"ENTITY. With --facts, moves ENTITY's part in those contacts and roles to the new\n" +
			"entity --as, which --name names. One event; 'undo' takes it back.",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "facts", Usage: "a contact or role, by `IRI` or path; may be repeated"},
			&cli.StringFlag{Name: "source", Usage: "all that the graph `IRI` says of the entity"},
			&cli.StringFlag{Name: "as", Usage: "`IRI` or path of the new entity (that of ENTITY with a number)"},
			&cli.StringFlag{Name: "name", Usage: "`NAME` of the new entity"},
			reasonFlag(), firstFlag(), dryRunFlag(),
		},
		Action: p.split,
	}
}

func (p *program) split(c *cli.Context) error {
	if err := argsBetween(c, 1, -1); err != nil {
		return err
	}
	moves := len(c.StringSlice("facts")) > 0 || c.IsSet("source")
	if moves == (c.NArg() > 1) {
		return usagef("split", "split needs either MERGED… or --facts and --source")
	}
	return p.withCurator(c, func(s *store.Store, r *relation.Reader) error {
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice()[:1])
		if err != nil {
			return err
		}
		entities, err := r.Describe(c.Context, ids...)
		if err != nil {
			return err
		}
		if moves {
			return p.splitFacts(c, s, r, entities[0])
		}
		return p.splitMerged(c, s, r, entities[0])
	})
}

// splitMerged takes the statements back by which entities are one with another.
func (p *program) splitMerged(c *cli.Context, s *store.Store, r *relation.Reader, from relation.Entity) error {
	same, err := lookupTerms(c, r, bracket(vocab.OWLSameAs), bracket(relation.CurationGraph))
	if err != nil {
		return err
	}
	patch := &changeList{}
	for _, name := range c.Args().Slice()[1:] {
		text, err := termText(name, graph.S)
		if err != nil {
			return usagef("split", "%s", err)
		}
		id, ok, err := r.Graph().Lookup(c.Context, text)
		if err != nil {
			return err
		}
		if !ok || !slices.Contains(r.Members(from.ID), id) || id == from.ID {
			return nothingToDo("split", fmt.Sprintf("%s was not merged into %s", name, from.Label))
		}
		// What was merged into it goes with it.
		rows, err := statementsOf(c, r, graph.Pattern{S: id, P: same[0], G: same[1]})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return nothingToDo("split", fmt.Sprintf("no curator merged %s into %s", name, from.Label))
		}
		for _, row := range rows {
			patch.add(graph.Delete, row[0], row[1], row[2], row[3])
		}
	}
	return p.appendCuration(c, s, graph.KindSplit, "split "+from.Label+" from "+strings.Join(c.Args().Slice()[1:], ", "), patch)
}

// splitFacts moves statements to a new entity.
func (p *program) splitFacts(c *cli.Context, s *store.Store, r *relation.Reader, from relation.Entity) error {
	into, err := newEntity(c, r, from)
	if err != nil {
		return err
	}
	rows, err := movedStatements(c, r, from)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return nothingToDo("split", "none of these facts is about "+from.Label)
	}
	members := map[string]bool{}
	for _, id := range r.Members(from.ID) {
		text, err := r.Graph().AppendTerm(c.Context, nil, id)
		if err != nil {
			return err
		}
		members[string(text)] = true
	}
	patch := &changeList{}
	for _, row := range rows {
		moved := row
		for _, at := range []int{0, 2} {
			if members[row[at]] {
				moved[at] = into
			}
		}
		patch.add(graph.Delete, row[0], row[1], row[2], row[3])
		patch.add(graph.Add, moved[0], moved[1], moved[2], moved[3])
	}
	if name := c.String("name"); name != "" {
		literal := string(append(graph.AppendEscaped([]byte{'"'}, []byte(name)), '"'))
		patch.add(graph.Add, into, bracket(vocab.SchemaName), literal, bracket(relation.CurationGraph))
	}
	if err := keepType(c, r, from, into, patch); err != nil {
		return err
	}
	return p.appendCuration(c, s, graph.KindSplit, "split "+from.Label+" into "+relation.Shorten(strings.Trim(into, "<>")), patch)
}

// newEntity is the term that facts move to: one of which nothing is stated.
func newEntity(c *cli.Context, r *relation.Reader, from relation.Entity) (string, error) {
	free := func(text []byte) (bool, error) {
		id, known, err := r.Graph().Lookup(c.Context, text)
		if err != nil || !known {
			return true, err
		}
		for _, pattern := range []graph.Pattern{{S: id}, {O: id}} {
			if n, err := r.Graph().Count(c.Context, pattern); err != nil || n > 0 {
				return false, err
			}
		}
		return true, nil
	}
	if c.IsSet("as") {
		text, err := termText(c.String("as"), graph.S)
		if err != nil {
			return "", usagef("split", "--as: %s", err)
		}
		ok, err := free(text)
		if err == nil && !ok {
			err = usagef("split", "--as: %s stands in statements already; 'merge' makes entities one", c.String("as"))
		}
		return string(text), err
	}
	if strings.HasPrefix(from.IRI, "_:") {
		return "", usagef("split", "a blank node needs --as IRI for the new entity")
	}
	for n := 2; ; n++ {
		text := fmt.Sprintf("<%s-%d>", from.IRI, n)
		if ok, err := free([]byte(text)); ok || err != nil {
			return text, err
		}
	}
}

// movedStatements are the statements about an entity in the facts and the source
// that are named.
func movedStatements(c *cli.Context, r *relation.Reader, from relation.Entity) ([][4]string, error) {
	var rows [][4]string
	add := func(pattern graph.Pattern) error {
		more, err := statementsOf(c, r, pattern)
		for _, row := range more {
			if !slices.Contains(rows, row) {
				rows = append(rows, row)
			}
		}
		return err
	}
	var patterns []graph.Pattern
	for _, member := range r.Members(from.ID) {
		for _, fact := range c.StringSlice("facts") {
			text, err := termText(fact, graph.S)
			if err != nil {
				return nil, usagef("split", "--facts: %s", err)
			}
			id, ok, err := r.Graph().Lookup(c.Context, text)
			if err != nil {
				return nil, err
			}
			if ok {
				patterns = append(patterns, graph.Pattern{S: id, O: member}, graph.Pattern{S: member, O: id})
			}
		}
		if c.IsSet("source") {
			text, err := termText(c.String("source"), graph.G)
			if err != nil {
				return nil, usagef("split", "--source: %s", err)
			}
			id, ok, err := r.Graph().Lookup(c.Context, text)
			if err != nil {
				return nil, err
			}
			if ok {
				patterns = append(patterns, graph.Pattern{S: member, G: id}, graph.Pattern{O: member, G: id})
			}
		}
	}
	for _, pattern := range patterns {
		if err := add(pattern); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// keepType states the classes of an entity of the new one too.
func keepType(c *cli.Context, r *relation.Reader, from relation.Entity, into string, patch *changeList) error {
	ids, err := lookupTerms(c, r, bracket(vocab.RDFType))
	if err != nil {
		return err
	}
	rows, err := statementsOf(c, r, graph.Pattern{S: from.ID, P: ids[0]})
	if err != nil {
		return err
	}
	var known []string
	for _, row := range rows {
		if !slices.Contains(known, row[2]) {
			known = append(known, row[2])
			patch.add(graph.Add, into, row[1], row[2], bracket(relation.CurationGraph))
		}
	}
	return nil
}

// lookupTerms finds the IDs of terms; one that is not known fits no statement.
func lookupTerms(c *cli.Context, r *relation.Reader, texts ...string) ([]graph.ID, error) {
	ids := make([]graph.ID, len(texts))
	for i, text := range texts {
		id, ok, err := r.Graph().Lookup(c.Context, []byte(text))
		if err != nil {
			return nil, err
		}
		if ids[i] = id; !ok {
			ids[i] = graph.MaxID
		}
	}
	return ids, nil
}

// statementsOf decodes the statements that fit a pattern.
func statementsOf(c *cli.Context, r *relation.Reader, pattern graph.Pattern) ([][4]string, error) {
	if slices.Contains([]graph.ID{pattern.S, pattern.P, pattern.O, pattern.G}, graph.MaxID) {
		return nil, nil
	}
	var rows [][4]string
	err := relation.EachBatch(c.Context, r.Graph(), graph.Scan{Pattern: pattern}, func(b *graph.Batch) error {
		for i := range b.N {
			var row [4]string
			for at := range row {
				if b.Cols[at][i] == graph.DefaultGraph {
					continue
				}
				text, err := r.Graph().AppendTerm(c.Context, nil, b.Cols[at][i])
				if err != nil {
					return err
				}
				row[at] = string(text)
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}
