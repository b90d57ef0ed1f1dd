package main

import (
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) compareCommand() *cli.Command {
	return &cli.Command{
		Name: "compare", Category: "FIND", ArgsUsage: "A B",
		Usage: "two entities side by side: contacts, kinds, partners, first and last, the way between them",
		Flags: []cli.Flag{
			validFlag(), sameAsFlag(), firstFlag(), asOfFlag(), outputFlag(),
		},
		Action: p.compare,
	}
}

// sideView is what is told of one of two.
type sideView struct {
	relation.Entity
	Contacts relation.Summary `json:"contacts"`
	Partners int              `json:"partners"`
	Roles    []relation.Role  `json:"roles"`
	Top      []relation.Tie   `json:"top"`
	Sources  int              `json:"sources"`
}

// comparison is the answer of compare.
type comparison struct {
	A              sideView `json:"a"`
	B              sideView `json:"b"`
	Together       int      `json:"together"`        // contacts of both, of any status
	SharedPartners int      `json:"shared_partners"` // with whom both were in touch
	// Hops is the fewest steps between them over contacts that occurred; 0 if
	// there is no chain.
	Hops int `json:"hops"`
}

func (p *program) compare(c *cli.Context) error {
	if err := argsBetween(c, 2, 2); err != nil {
		return err
	}
	valid, err := validPeriod(c)
	if err != nil {
		return err
	}
	return p.withNetwork(c, func(_ *store.Snapshot, r *relation.Reader, n *chain.Network) error {
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		var v comparison
		partners := map[string]int{}
		for i, side := range []*sideView{&v.A, &v.B} {
			profile, err := r.Show(c.Context, ids[i], relation.ShowOptions{Top: -1, Valid: valid})
			if err != nil {
				return err
			}
			*side = sideView{profile.Entity, profile.Contacts, profile.TopTotal, profile.Roles, profile.Top[:min(5, len(profile.Top))], profile.SourcesTotal}
			for _, t := range profile.Top {
				if t.ID == ids[1-i] {
					v.Together = t.Contacts
				}
				partners[t.IRI]++
			}
		}
		for _, sides := range partners {
			if sides == 2 {
				v.SharedPartners++
			}
		}
		f := n.Finder()
		defer f.Release()
		steps, _, err := f.Best(c.Context, nil, ids[:1], ids[1:], &chain.Options{From: valid.From, To: valid.To})
		if err != nil {
			return err
		}
		v.Hops = len(steps)
		return p.emitDocument("compare", true, v, func() string { return p.comparisonText(&v) })
	})
}

func (p *program) comparisonText(v *comparison) string {
	g := p.newPage()
	type line struct{ what, a, b string }
	side := func(what string, get func(*sideView) string) line { return line{what, get(&v.A), get(&v.B)} }
	rows := []line{
		side("id", func(s *sideView) string { return relation.Shorten(s.IRI) }),
		side("kind", func(s *sideView) string { return s.Kind }),
		side("contacts", func(s *sideView) string { return strconv.Itoa(s.Contacts.Total) }),
		side("first", func(s *sideView) string { return s.Contacts.First }),
		side("last", func(s *sideView) string { return s.Contacts.Last }),
		side("partners", func(s *sideView) string { return strconv.Itoa(s.Partners) }),
		side("sources", func(s *sideView) string { return strconv.Itoa(s.Sources) }),
	}
	for _, kind := range relation.ContactKinds() {
		count := func(s *sideView) string {
			for _, t := range s.Contacts.ByKind {
				if t.Name == kind {
					return strconv.Itoa(t.Count)
				}
			}
			return "0"
		}
		if l := side(kind, count); l.a != "0" || l.b != "0" {
			rows = append(rows, l)
		}
	}
	for i := range max(len(v.A.Top), len(v.B.Top)) {
		rows = append(rows, side(map[bool]string{true: "met most", false: ""}[i == 0], func(s *sideView) string {
			if i >= len(s.Top) {
				return ""
			}
			return withCount(s.Top[i].Label, s.Top[i].Contacts)
		}))
	}
	g.WriteString(tableOf(p, []column[line]{
		{head: "", fixed: true, get: func(l line) string { return l.what }},
		{head: v.A.Label, get: func(l line) string { return l.a }},
		{head: v.B.Label, get: func(l line) string { return l.b }},
	}, rows, nil))
	way := "no chain of contacts leads from one to the other"
	if v.Hops > 0 {
		way = plural(int64(v.Hops), "step") + " apart"
	}
	g.line(0, "Together "+plural(int64(v.Together), "contact")+", "+plural(int64(v.SharedPartners), "shared partner")+"; "+way+".")
	return g.String()
}
