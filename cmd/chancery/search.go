package main

import (
	"errors"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) searchCommand() *cli.Command {
	return &cli.Command{
		Name: "search", Category: "FIND", ArgsUsage: "WORD…",
		Usage: "sentences that hold all the words, with their sources and what rests on them",
		Description: "Looks through the sentences that something in the graph rests on, without regard\n" +
			"to accents, case and signs. An argument of several words is looked for as it\n" +
			"stands; one that ends with * fits the beginning of a word. The latest published\n" +
			"come first, then by source and place in it. 'find' is for names.",
		Flags:  []cli.Flag{limitFlag(), asOfFlag(), outputFlag()},
		Action: p.search,
	}
}

func (p *program) search(c *cli.Context) error {
	if err := argsBetween(c, 1, -1); err != nil {
		return err
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	return p.withSnapshot(c, func(s *store.Store, snap *store.Snapshot) error {
		r, err := newReader(c.Context, s, snap)
		if err != nil {
			return err
		}
		found, err := r.Search(c.Context, c.Args().Slice(), relation.SearchOptions{Limit: limit})
		if errors.Is(err, relation.ErrSearch) {
			return usagef("search", "%s", untagged(err))
		}
		if err != nil {
			return err
		}
		return emit(p, listing[relation.Sentence]{
			command: "search", finder: true, rows: found.Sentences, cut: !found.Complete,
			meta: struct {
				Total int `json:"total"`
			}{found.Total},
			empty: "no sentence holds all of that",
			columns: []column[relation.Sentence]{
				{head: "published", fixed: true, get: func(s relation.Sentence) string { return orElse(s.Published, "undated") }},
				{head: "sentence", get: func(s relation.Sentence) string { return s.Quote }},
				{head: "source", extra: true, get: func(s relation.Sentence) string { return s.Source }},
				{head: "quotation", extra: true, get: func(s relation.Sentence) string { return s.Quotation }},
			},
			notes: sentenceNotes,
		})
	})
}

// sentenceNotes is what stands under a sentence in a table.
func sentenceNotes(s relation.Sentence) []string {
	notes := []string{orElse(s.Headline, relation.Shorten(s.Source))}
	for _, iri := range s.Tells {
		notes = append(notes, relation.Shorten(iri))
	}
	return notes
}
