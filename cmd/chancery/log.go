package main

import (
	"strconv"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) logCommand() *cli.Command {
	return &cli.Command{
		Name: "log", Category: "TIME", ArgsUsage: "[ENTITY]",
		Usage: "the events, newest first; of an entity those that stated something of it or took it back",
		Description: "Newest first. 'log show N' shows one, 'log export' and 'log import' move them. A\n" +
			"name that is nearly one of these words is given with a capital, or as the path.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "since", Usage: "only events from `N` or a time on"},
			&cli.StringFlag{Name: "until", Usage: "only events up to `N` or a time"},
			&cli.StringSliceFlag{Name: "kind", Usage: "only events of `KIND`: " + kindNames() + "; may be repeated"},
			firstFlag(), limitFlag(), outputFlag(),
		},
		Action: p.log,
		Subcommands: []*cli.Command{
			p.logShowCommand(), p.logExportCommand(), p.logImportCommand(),
		},
	}
}

func kindNames() string {
	text := ""
	for i, k := range graph.Kinds {
		if i > 0 {
			text += ", "
		}
		text += string(k)
	}
	return text
}

func (p *program) log(c *cli.Context) error {
	if err := argsBetween(c, 0, 1); err != nil {
		return err
	}
	if err := mistypedLog(c); err != nil {
		return err
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	kinds := map[graph.Kind]bool{}
	for _, k := range c.StringSlice("kind") {
		if !graph.Kind(k).Valid() {
			return usagef("log", "--kind %q: expected %s", k, kindNames())
		}
		kinds[graph.Kind(k)] = true
	}
	return p.withStore(func(s *store.Store) error {
		first, last, err := logRange(c, s)
		if err != nil {
			return err
		}
		about, err := eventsAbout(c, s)
		if err != nil {
			return err
		}
		var rows []eventView
		cut := false
		for seq := last; seq >= first && seq > 0; seq-- {
			if about != nil && !about[seq] {
				continue
			}
			record, err := s.Log().At(c.Context, seq)
			if err != nil {
				return err
			}
			if len(kinds) > 0 && !kinds[record.Header.Kind] {
				continue
			}
			if limit > 0 && len(rows) == limit {
				cut = true
				break
			}
			rows = append(rows, viewEvent(record.Header, record.Hash))
		}
		return emit(p, listing[eventView]{
			command: "log", rows: rows, cut: cut, empty: "no event fits", columns: eventColumns()})
	})
}

// logRange reads --since and --until as an inclusive range of events.
func logRange(c *cli.Context, s *store.Store) (first, last graph.Seq, err error) {
	head, _, err := s.Head(c.Context)
	if err != nil {
		return 0, 0, err
	}
	first, last = 1, head.Seq
	if v := c.String("since"); v != "" {
		if n, e := strconv.ParseUint(v, 10, 64); e == nil {
			first = graph.Seq(n)
		} else {
			// The event after the last one before the time.
			begin, _, e := parseMoment(v)
			if e != nil {
				return 0, 0, usagef("time", "--since: %s", e)
			}
			before, err := s.SeqAt(c.Context, begin.Add(-time.Microsecond))
			if err != nil {
				return 0, 0, err
			}
			first = before + 1
		}
	}
	if v := c.String("until"); v != "" {
		if n, e := strconv.ParseUint(v, 10, 64); e == nil {
			last = min(last, graph.Seq(n))
		} else if last, err = parsePoint(c.Context, v, s); err != nil {
			return 0, 0, err
		}
	}
	return first, last, nil
}

func eventColumns() []column[eventView] {
	return []column[eventView]{
		{head: "event", right: true, fixed: true, get: func(e eventView) string { return strconv.FormatUint(uint64(e.Seq), 10) }},
		{head: "time", fixed: true, get: func(e eventView) string { return shortStamp(e.Time) }},
		{head: "kind", fixed: true, get: func(e eventView) string { return e.Kind }},
		{head: "added", right: true, fixed: true, get: func(e eventView) string { return grouped(int64(e.Adds)) }},
		{head: "deleted", right: true, fixed: true, get: func(e eventView) string { return grouped(int64(e.Deletes)) }},
		{head: "about", get: func(e eventView) string { return e.title() }},
		{head: "hash", fixed: true, extra: true, get: func(e eventView) string { return e.Hash }},
	}
}

// shortStamp cuts a time of an eventView to the second.
func shortStamp(s string) string {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return s
	}
	return stamp(t)
}
