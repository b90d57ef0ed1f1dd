package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/tally"
	"github.com/chancery-graph/chancery/store"
)

// statsTopics are the arguments of stats, the first its default.
var statsTopics = []string{"entities", "predicates", "sources", "extractors", "time"}

func (p *program) statsCommand() *cli.Command {
	return &cli.Command{
		Name: "stats", Category: "STORE", ArgsUsage: "[" + strings.Join(append(slices.Clone(statsTopics), networkTopics...), "|") + "]",
		Usage: "counts: entities per class, statements per predicate or source, events per extractor, contacts per month; the network of contacts",
		Description: "Most first, then by name; months by time. Of the network: actors by partners and contacts, the\n" +
			"pairs who met most, who stands between others (betweenness, from a sample), and\n" +
			"communities (Louvain). The flags on contacts are for these; the IRI breaks ties.",
		Flags:  append(networkStatsFlags(), firstFlag(), limitFlag(), asOfFlag(), outputFlag()),
		Action: p.stats,
	}
}

func (p *program) stats(c *cli.Context) error {
	if err := argsBetween(c, 0, 1); err != nil {
		return err
	}
	topic := orElse(c.Args().First(), statsTopics[0])
	if slices.Contains(networkTopics, topic) {
		return p.statsNetwork(c, topic)
	}
	if !slices.Contains(statsTopics, topic) {
		return usagef("stats", "stats has no %q; it has %s", topic, strings.Join(append(slices.Clone(statsTopics), networkTopics...), ", "))
	}
	for _, f := range networkStatsFlags() {
		if name := f.Names()[0]; c.IsSet(name) || c.IsSet("limit") {
			return usagef("stats", "--%s is for %s", map[bool]string{true: "limit", false: name}[c.IsSet("limit")], strings.Join(networkTopics, ", "))
		}
	}
	return p.withSnapshot(c, func(s *store.Store, snap *store.Snapshot) error {
		switch topic {
		case "predicates":
			return p.statsPredicates(c.Context, snap)
		case "sources":
			list, err := tally.Graphs(c.Context, snap)
			return p.emitCounts("source", "statements", list, err)
		case "time":
			return p.statsTime(c, s, snap)
		case "extractors":
			list, err := extractorCounts(c.Context, s, snap)
			return p.emitCounts("extractor", "events", list, err)
		}
		list, err := tally.Classes(c.Context, snap)
		return p.emitCounts("class", "entities", list, err)
	})
}

func (p *program) statsPredicates(ctx context.Context, snap *store.Snapshot) error {
	list, err := tally.Predicates(ctx, snap)
	if err != nil {
		return err
	}
	number := func(head string, get func(tally.PredicateCount) uint64) column[tally.PredicateCount] {
		return column[tally.PredicateCount]{head: head, right: true, fixed: true,
			get: func(c tally.PredicateCount) string { return strconv.FormatUint(get(c), 10) }}
	}
	return emit(p, listing[tally.PredicateCount]{
		command: "stats", rows: list, empty: "the graph is empty",
		meta: struct {
			Topic string `json:"topic"`
		}{"predicates"},
		columns: []column[tally.PredicateCount]{
			{head: "predicate", get: func(c tally.PredicateCount) string { return shortTerm(c.Term) }},
			number("statements", func(c tally.PredicateCount) uint64 { return c.Rows }),
			number("subjects", func(c tally.PredicateCount) uint64 { return c.Subjects }),
			number("objects", func(c tally.PredicateCount) uint64 { return c.Objects }),
		},
	})
}

func (p *program) emitCounts(what, of string, list []tally.Count, err error) error {
	if err != nil {
		return err
	}
	return emit(p, listing[tally.Count]{
		command: "stats", rows: list, empty: "the graph is empty",
		meta: struct {
			Topic string `json:"topic"`
		}{what},
		columns: []column[tally.Count]{
			{head: what, get: func(c tally.Count) string { return orElse(shortTerm(c.Term), "none") }},
			{head: of, right: true, fixed: true, get: func(c tally.Count) string { return strconv.FormatUint(c.Count, 10) }},
		},
	})
}

// statsTime counts contacts by month.
func (p *program) statsTime(c *cli.Context, s *store.Store, snap *store.Snapshot) error {
	r, err := newReader(c.Context, s, snap)
	if err != nil {
		return err
	}
	if r, err = p.eventReader(c.Context, snap, r); err != nil {
		return err
	}
	months, err := r.Months(c.Context)
	if err != nil {
		return err
	}
	return emit(p, listing[relation.MonthCount]{
		command: "stats", rows: months, empty: "nobody is in contact",
		meta: struct {
			Topic string `json:"topic"`
		}{"time"},
		columns: []column[relation.MonthCount]{
			{head: "month", fixed: true, get: func(m relation.MonthCount) string { return orElse(m.Month, "undated") }},
			{head: "contacts", right: true, fixed: true, get: func(m relation.MonthCount) string { return strconv.Itoa(m.Contacts) }},
		},
	})
}

// shortTerm writes an IRI with its prefix; other terms as they are.
func shortTerm(text string) string {
	// The datatype of a literal is an IRI too.
	if at := strings.LastIndex(text, `"^^<`); at >= 0 && text[0] == '"' {
		return text[:at+3] + shortTerm(text[at+3:])
	}
	if iri, ok := strings.CutPrefix(text, "<"); ok && strings.HasSuffix(iri, ">") {
		return relation.Shorten(strings.TrimSuffix(iri, ">"))
	}
	return text
}

// extractorCounts counts the events of each extractor and loader.
func extractorCounts(ctx context.Context, s *store.Store, snap *store.Snapshot) ([]tally.Count, error) {
	numbers := map[string]uint64{}
	for record, err := range s.Log().Read(ctx, 1) {
		if err != nil {
			return nil, err
		}
		if record.Header.Seq > snap.Seq() {
			break
		}
		numbers[record.Header.Extractor]++
	}
	var list []tally.Count
	for name, n := range numbers {
		list = append(list, tally.Count{Term: name, Count: n})
	}
	slices.SortFunc(list, func(a, b tally.Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Term, b.Term))
	})
	return list, nil
}
