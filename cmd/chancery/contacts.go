package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/relation"
)

// contactFlags restrict contacts in met and timeline.
func contactFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "between", Usage: "only contacts that can have been in `D..D`: 1938..1939, 2026-01-01..2026-01-31, 2026-01.."},
		validFlag(),
		&cli.StringFlag{Name: "place", Usage: "only contacts at or within `PLACE`"},
		&cli.StringSliceFlag{Name: "kind", Usage: "only contacts of `KIND`: " + strings.Join(relation.ContactKinds(), ", ") + "; may be repeated"},
		&cli.StringSliceFlag{Name: "status", Usage: "only contacts of `STATUS`: " + strings.Join(relation.Statuses(), ", ") + "; may be repeated"},
		sameAsFlag(), firstFlag(), limitFlag(), asOfFlag(), outputFlag(),
	}
}

// contactFilter reads contactFlags.
func contactFilter(ctx context.Context, c *cli.Context, r *relation.Reader) (f relation.Filter, err error) {
	if f.Limit, err = limitOf(c); err != nil {
		return f, err
	}
	if f.From, f.To, err = period(c); err != nil {
		return f, err
	}
	for _, k := range c.StringSlice("kind") {
		kind, err := relation.ParseKind(k)
		if err != nil {
			return f, usagef(c.Command.Name, "--kind: %s", untagged(err))
		}
		f.Kinds = append(f.Kinds, kind)
	}
	for _, s := range c.StringSlice("status") {
		status, err := relation.ParseStatus(s)
		if err != nil {
			return f, usagef(c.Command.Name, "--status: %s", untagged(err))
		}
		f.Statuses = append(f.Statuses, status)
	}
	if c.IsSet("place") {
		place, err := r.Resolve(ctx, c.String("place"), relation.ResolveOptions{
			Kinds: []string{relation.KindPlace, relation.KindCountry}, First: c.Bool("first")})
		if err != nil {
			return f, err
		}
		f.Place = place.ID
	}
	return f, nil
}

// untagged is the text of an error without the name of its package, for
// messages that name the flag instead.
func untagged(err error) string {
	return strings.TrimPrefix(err.Error(), "relation: ")
}

// contactColumns show a contact in a table or as csv.
func contactColumns() []column[relation.Contact] {
	return []column[relation.Contact]{
		{head: "date", fixed: true, get: func(k relation.Contact) string { return orElse(k.Date, "undated") }},
		{head: "kind", fixed: true, get: func(k relation.Contact) string { return k.Kind }},
		{head: "status", fixed: true, get: func(k relation.Contact) string { return k.Status }},
		{head: "who", get: contactWho},
		{head: "where", get: func(k relation.Contact) string { return labels(k.Places) }},
		{head: "about", extra: true, get: func(k relation.Contact) string { return texts(k.Topics) }},
		{head: "claimed by", extra: true, get: func(k relation.Contact) string { return labels(k.ClaimedBy) }},
		{head: "iri", extra: true, get: func(k relation.Contact) string { return k.IRI }},
	}
}

// contactNotes is what stands under a contact in a table.
func contactNotes(k relation.Contact) []string {
	var notes []string
	if len(k.Topics) > 0 {
		notes = append(notes, "about "+texts(k.Topics))
	}
	if len(k.OtherDates)+len(k.OtherStatuses) > 0 {
		notes = append(notes, "other sources say: "+strings.Join(append(k.OtherDates, k.OtherStatuses...), ", "))
	}
	for _, n := range k.ConfirmedCountries {
		notes = append(notes, fmt.Sprintf("%d countries confirmed", n))
	}
	if len(k.ClaimedBy) > 0 {
		notes = append(notes, "according to "+labels(k.ClaimedBy))
	}
	return append(notes, relation.Shorten(k.IRI))
}

// contactWho names the parties, then the unnamed group as worded unless a party
// is called so.
func contactWho(k relation.Contact) string {
	var who []string
	for _, a := range k.Attendees {
		name := a.Label
		var marks []string
		if a.Online {
			marks = append(marks, "online")
		}
		if a.Confirmed {
			marks = append(marks, "confirmed")
		} else if a.Expected && k.Status != "planned" {
			marks = append(marks, "expected")
		}
		if len(marks) > 0 {
			name += " (" + strings.Join(marks, ", ") + ")"
		}
		who = append(who, name)
	}
	for _, t := range k.Collectives {
		if !slices.ContainsFunc(k.Attendees, func(a relation.Participant) bool { return a.Label == t.Text }) {
			who = append(who, t.Text)
		}
	}
	return strings.Join(who, ", ")
}

func labels(entities []relation.Entity) string {
	names := make([]string, len(entities))
	for i, e := range entities {
		names[i] = e.Label
	}
	return strings.Join(names, ", ")
}

func texts(list []relation.Text) string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.Text
	}
	return strings.Join(out, "; ")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// quoteWithPlace is a sentence and where it stands, as paragraphs.
func quoteWithPlace(e relation.Evidence) []string {
	var lines []string
	if e.Quote != "" {
		lines = append(lines, "« "+e.Quote+" »")
	}
	place := relation.Shorten(e.Source)
	if e.Source == "" {
		place = "the default graph"
	}
	if e.Chars != nil {
		place += fmt.Sprintf(", characters %d to %d", e.Chars.Start, e.Chars.End)
	}
	if e.Bytes != nil {
		place += fmt.Sprintf(", bytes %d to %d", e.Bytes.Start, e.Bytes.End)
	}
	if e.TextSHA256 != "" && (e.Chars != nil || e.Bytes != nil) {
		place += " of its text"
	}
	if e.Published != "" {
		place += ", published " + e.Published
	}
	return append(lines, place)
}
