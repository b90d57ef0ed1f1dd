package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// mistypedLog is the error for an argument of log that is rather a subcommand
// with a slip than an entity: a word in lower case that is nearly one.
func mistypedLog(c *cli.Context) error {
	word := c.Args().First()
	if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
		return nil
	}
	var names []string
	for _, sub := range c.Command.Subcommands {
		names = append(names, sub.Name)
	}
	if closest(word, names) == "" {
		return nil
	}
	return unknownCommand(c.Command.Subcommands, "log", word)
}

// eventsAbout are the events about the entity that log is asked for; nil without
// one.
func eventsAbout(c *cli.Context, s *store.Store) (about map[graph.Seq]bool, err error) {
	if c.NArg() == 0 {
		return nil, nil
	}
	snap := s.Snapshot()
	defer joinClose(&err, snap)
	r, err := relation.NewReader(c.Context, snap, relation.Options{})
	if err != nil {
		return nil, err
	}
	ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
	if err != nil {
		return nil, err
	}
	events, err := r.EventsAbout(c.Context, ids[0])
	if err != nil {
		return nil, err
	}
	about = make(map[graph.Seq]bool, len(events))
	for _, seq := range events {
		about[seq] = true
	}
	return about, nil
}
