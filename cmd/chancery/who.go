package main

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) whoCommand() *cli.Command {
	return &cli.Command{
		Name: "who", Category: "FIND", ArgsUsage: " ",
		Usage: "who met somebody, where and when: met, read as a question",
		Description: "who --met Molotov --at Berlin --in 1940 lists those who took part in contacts with\n" +
			"all that are named by --met, at or within --at, in the period --in. Most contacts\n" +
			"first, then by name and IRI.",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "met", Usage: "in touch with `NAME`; may be repeated, for contacts with all of them"},
			&cli.StringFlag{Name: "at", Usage: "at or within `PLACE`"},
			&cli.StringFlag{Name: "in", Usage: "in the `PERIOD`: 1940, 1940-11, 1940-11-12..1940-11-13"},
			&cli.StringSliceFlag{Name: "kind", Usage: "only contacts of `KIND`; may be repeated"},
			&cli.StringSliceFlag{Name: "status", Usage: "contacts of `STATUS` count; may be repeated (occurred)"},
			validFlag(), sameAsFlag(), firstFlag(), limitFlag(), asOfFlag(), outputFlag(),
		},
		Action: p.who,
	}
}

// whoView is an entity that took part.
type whoView struct {
	Who      string   `json:"who"`
	IRI      string   `json:"iri"`
	Kind     string   `json:"kind"`
	Contacts int      `json:"contacts"`
	First    string   `json:"first,omitempty"`
	Last     string   `json:"last,omitempty"`
	Events   []string `json:"events"`
}

func (p *program) who(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	if len(c.StringSlice("met")) == 0 && !c.IsSet("at") {
		return usagef("who", "who needs --met NAME or --at PLACE")
	}
	return p.withEvents(c, func(_ *store.Snapshot, r *relation.Reader) error {
		filter, err := whoFilter(c, r)
		if err != nil {
			return err
		}
		met, err := resolveNames(c.Context, r, c, c.StringSlice("met"))
		if err != nil {
			return err
		}
		contacts, err := contactsWith(c, r, met, filter)
		if err != nil {
			return err
		}
		rows := whoTookPart(contacts, met)
		limit := c.Int("limit")
		cut := limit > 0 && len(rows) > limit
		if cut {
			rows = rows[:limit]
		}
		return emit(p, listing[whoView]{
			command: "who", finder: true, rows: rows, cut: cut, empty: "nobody fits",
			columns: []column[whoView]{
				{head: "who", get: func(w whoView) string { return w.Who }},
				{head: "kind", get: func(w whoView) string { return w.Kind }},
				{head: "contacts", right: true, fixed: true, get: func(w whoView) string { return strconv.Itoa(w.Contacts) }},
				{head: "first", fixed: true, get: func(w whoView) string { return w.First }},
				{head: "last", fixed: true, get: func(w whoView) string { return w.Last }},
				{head: "id", get: func(w whoView) string { return relation.Shorten(w.IRI) }},
			},
		})
	})
}

// whoFilter reads the flags of who; only what occurred counts unless --status.
func whoFilter(c *cli.Context, r *relation.Reader) (relation.Filter, error) {
	f, err := contactFilter(c.Context, c, r)
	if err != nil {
		return f, err
	}
	f.Limit = 0 // --limit is about who, not about contacts
	if f.Statuses == nil {
		f.Statuses = []string{relation.StatusOccurred}
	}
	if c.IsSet("in") {
		from, to, err := relation.ParsePeriod(c.String("in"))
		if err != nil {
			return f, usagef("time", "--in: %s", untagged(err))
		}
		if from.Known() && (!f.From.Known() || from.First > f.From.First) {
			f.From = from
		}
		if to.Known() && (!f.To.Known() || to.Last < f.To.Last) {
			f.To = to
		}
	}
	if c.IsSet("at") {
		place, err := r.Resolve(c.Context, c.String("at"), relation.ResolveOptions{
			Kinds: []string{relation.KindPlace, relation.KindCountry}, First: c.Bool("first")})
		if err != nil {
			return f, err
		}
		f.Place = place.ID
	}
	return f, nil
}

// contactsWith returns the contacts of all entities together, or those at the
// place of the filter.
func contactsWith(c *cli.Context, r *relation.Reader, met []graph.ID, f relation.Filter) ([]relation.Contact, error) {
	if len(met) == 0 {
		got, err := r.Timeline(c.Context, []graph.ID{f.Place}, f)
		if err != nil {
			return nil, err
		}
		return got.Contacts, nil
	}
	second := graph.None
	if len(met) > 1 {
		second = met[1]
	}
	got, err := r.Met(c.Context, met[0], second, f)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(got.Contacts, func(k relation.Contact) bool {
		return slices.ContainsFunc(met, func(id graph.ID) bool {
			return !slices.ContainsFunc(k.Attendees, func(a relation.Participant) bool { return a.ID == id })
		})
	}), nil
}

// whoTookPart counts the contacts of each attendee but those that were named.
func whoTookPart(contacts []relation.Contact, met []graph.ID) []whoView {
	at := map[graph.ID]int{}
	var rows []whoView
	for _, k := range contacts { // oldest first
		for _, a := range k.Attendees {
			if slices.Contains(met, a.ID) {
				continue
			}
			i, ok := at[a.ID]
			if !ok {
				i = len(rows)
				at[a.ID] = i
				rows = append(rows, whoView{Who: a.Label, IRI: a.IRI, Kind: a.Kind, First: k.Date})
			}
			w := &rows[i]
			w.Contacts++
			w.Events = append(w.Events, k.IRI)
			if k.Date != "" {
				w.Last = k.Date
			}
		}
	}
	slices.SortFunc(rows, func(a, b whoView) int {
		return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), cmp.Compare(a.Who, b.Who), cmp.Compare(a.IRI, b.IRI))
	})
	return rows
}
