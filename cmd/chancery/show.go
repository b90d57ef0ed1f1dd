package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) showCommand() *cli.Command {
	return &cli.Command{
		Name: "show", Category: "FIND", ArgsUsage: "ENTITY",
		Usage: "an entity: names, roles with dates, top contacts, sources",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "top", Value: 10, Usage: "list the `N` entities met most and as many sources; 0 is all"},
			validFlag(), sameAsFlag(), firstFlag(), asOfFlag(), outputFlag(),
		},
		Action: p.show,
	}
}

func (p *program) show(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	top := c.Int("top")
	if top < 0 {
		return usagef("show", "--top must not be negative")
	} else if top == 0 {
		top = -1
	}
	valid, err := validPeriod(c)
	if err != nil {
		return err
	}
	return p.withEvents(c, func(_ *store.Snapshot, r *relation.Reader) error {
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		profile, err := r.Show(c.Context, ids[0], relation.ShowOptions{Top: top, Valid: valid})
		if err != nil {
			return err
		}
		return p.emitDocument("show", true, profile, func() string { return p.profileText(profile) })
	})
}

func (p *program) profileText(e *relation.Profile) string {
	g := p.newPage()
	g.heading(e.Label)
	pairs := [][2]string{{"id", relation.Shorten(e.IRI)}, {"kind", orElse(strings.Join(e.Kinds, ", "), e.Kind)}}
	if names := append(e.Names, e.AlternateNames...); len(names) > 0 {
		pairs = append(pairs, [2]string{"names", nameList(names)})
	}
	if len(e.Identifiers) > 0 {
		pairs = append(pairs, [2]string{"elsewhere", strings.Join(e.Identifiers, ", ")})
	}
	if len(e.Merged) > 0 {
		merged := make([]string, len(e.Merged))
		for i, m := range e.Merged {
			merged[i] = relation.Shorten(m.IRI)
		}
		pairs = append(pairs, [2]string{"merged", strings.Join(merged, ", ")})
	}
	pairs = append(pairs, [2]string{"contacts", summaryText(e.Contacts)})
	if e.Here != nil {
		pairs = append(pairs, [2]string{"took place here", summaryText(*e.Here)})
	}
	g.pairs(pairs)
	writeRoles(g, "Roles", e.Roles, false)
	writeRoles(g, "Held by", e.Holders, true)
	if len(e.Top) > 0 {
		g.heading("In contact with" + cutNote(len(e.Top), e.TopTotal))
		g.WriteString(tableOf(p, tieColumns(), e.Top, nil))
	}
	if len(e.Regular) > 0 {
		g.heading("Regular contacts")
		for _, h := range e.Regular {
			text := labels(h.Participants)
			if len(h.Frequency) > 0 {
				text += " (" + texts(h.Frequency) + ")"
			}
			if len(h.AsOf) > 0 {
				text += ", as of " + strings.Join(h.AsOf, ", ")
			}
			g.line(0, text)
		}
	}
	if len(e.Sources) > 0 {
		g.heading("Sources" + cutNote(len(e.Sources), e.SourcesTotal))
		for _, s := range e.Sources {
			g.line(0, sourceLine(s))
		}
	}
	return g.String()
}

func nameList(names []relation.Name) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = n.Text
		if n.Lang != "" {
			list[i] += " (" + n.Lang + ")"
		}
	}
	return strings.Join(list, ", ")
}

func summaryText(s relation.Summary) string {
	text := strconv.Itoa(s.Total)
	var parts []string
	for _, t := range s.ByStatus {
		parts = append(parts, fmt.Sprintf("%d %s", t.Count, t.Name))
	}
	for _, t := range s.ByKind {
		if !strings.HasSuffix(t.Name, "s") {
			parts = append(parts, plural(int64(t.Count), t.Name))
		} else {
			parts = append(parts, fmt.Sprintf("%d %s", t.Count, t.Name)) // talks
		}
	}
	if len(parts) > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	switch {
	case s.First != "" && s.First == s.Last:
		text += "; on " + s.First
	case s.First != "":
		text += "; from " + s.First + " to " + s.Last
	}
	return text
}

func writeRoles(g *page, title string, roles []relation.Role, holders bool) {
	if len(roles) == 0 {
		return
	}
	g.heading(title)
	for _, r := range roles {
		g.line(0, roleText(r, holders))
	}
}

// roleText is a role in one line, with the person if that is not clear.
func roleText(r relation.Role, person bool) string {
	text := r.Title.Text
	if person {
		text = r.Person.Label + ": " + text
	}
	if r.Organization != nil {
		text += ", " + r.Organization.Label
	}
	if r.Country != nil {
		text += ", " + r.Country.Label
	}
	switch {
	case r.Start != "" || r.End != "":
		text += " (" + r.Start + " to " + r.End + ")"
	case r.First != "" && r.First == r.Last:
		text += " (as of " + r.First + ")"
	case r.First != "":
		text += " (as of " + r.First + " to " + r.Last + ")"
	}
	return text
}

func tieColumns() []column[relation.Tie] {
	return []column[relation.Tie]{
		{head: "name", get: func(t relation.Tie) string { return t.Label }},
		{head: "contacts", right: true, get: func(t relation.Tie) string { return strconv.Itoa(t.Contacts) }},
		{head: "occurred", right: true, get: func(t relation.Tie) string { return strconv.Itoa(t.Occurred) }},
		{head: "last", fixed: true, get: func(t relation.Tie) string { return t.Last }},
	}
}

func cutNote(shown, total int) string {
	if shown == total {
		return ""
	}
	return fmt.Sprintf(" (%d of %d, more with --top)", shown, total)
}

func sourceLine(s relation.SourceCount) string {
	text := orElse(relation.Shorten(s.Source), "the default graph")
	if s.Headline != "" {
		text = s.Headline + " · " + text
	}
	if s.Published != "" {
		text += ", published " + s.Published
	}
	return text + ", " + plural(int64(s.Contacts), "contact")
}
