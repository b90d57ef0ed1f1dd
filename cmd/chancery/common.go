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

func (p *program) commonCommand() *cli.Command {
	return &cli.Command{
		Name: "common", Category: "FIND", ArgsUsage: "A B",
		Usage: "what two have in common: partners, events, places, topics, roles",
		Description: "Partners are those with whom both were in touch, by the number of contacts of the\n" +
			"one who had fewer; events are those of both, oldest first. Only what occurred\n" +
			"counts, unless --status says otherwise.",
		Flags:  contactFlags(),
		Action: p.common,
	}
}

// sharedView is something that both have, with how often each.
type sharedView struct {
	Label string `json:"label"`
	IRI   string `json:"iri,omitempty"`
	A     int    `json:"a"` // contacts of the first
	B     int    `json:"b"` // contacts of the second
}

// commonView is the answer of common.
type commonView struct {
	A        relation.Entity    `json:"a"`
	B        relation.Entity    `json:"b"`
	Events   []relation.Contact `json:"events"`
	Partners []sharedView       `json:"partners"`
	Places   []sharedView       `json:"places"`
	Topics   []sharedView       `json:"topics"`
	Roles    []sharedView       `json:"roles"`
}

func (p *program) common(c *cli.Context) error {
	if err := argsBetween(c, 2, 2); err != nil {
		return err
	}
	return p.withEvents(c, func(_ *store.Snapshot, r *relation.Reader) error {
		filter, err := contactFilter(c.Context, c, r)
		if err != nil {
			return err
		}
		filter.Limit = 0
		if filter.Statuses == nil {
			filter.Statuses = []string{relation.StatusOccurred}
		}
		ids, err := resolveNames(c.Context, r, c, c.Args().Slice())
		if err != nil {
			return err
		}
		view, err := common(c, r, ids[0], ids[1], filter)
		if err != nil {
			return err
		}
		return p.emitDocument("common", true, view, func() string { return p.commonText(view) })
	})
}

// tallied counts by entity.
type tallied map[graph.ID]*sharedView

func (t tallied) add(e relation.Entity, second bool) {
	v := t[e.ID]
	if v == nil {
		v = &sharedView{Label: e.Label, IRI: e.IRI}
		t[e.ID] = v
	}
	if second {
		v.B++
	} else {
		v.A++
	}
}

// shared returns what both have, most first.
func shared[K comparable](counts map[K]*sharedView) []sharedView {
	list := []sharedView{}
	for _, v := range counts {
		if v.A > 0 && v.B > 0 {
			list = append(list, *v)
		}
	}
	slices.SortFunc(list, func(x, y sharedView) int {
		return cmp.Or(cmp.Compare(min(y.A, y.B), min(x.A, x.B)), cmp.Compare(y.A+y.B, x.A+x.B), cmp.Compare(x.Label, y.Label), cmp.Compare(x.IRI, y.IRI))
	})
	return list
}

func common(c *cli.Context, r *relation.Reader, a, b graph.ID, f relation.Filter) (*commonView, error) {
	both, err := r.Describe(c.Context, a, b)
	if err != nil {
		return nil, err
	}
	view := &commonView{A: both[0], B: both[1], Events: []relation.Contact{}}
	partners, places, topics := tallied{}, tallied{}, map[string]*sharedView{}
	for i, self := range []graph.ID{a, b} {
		met, err := r.Met(c.Context, self, graph.None, f)
		if err != nil {
			return nil, err
		}
		for _, k := range met.Contacts {
			together := slices.ContainsFunc(k.Attendees, func(x relation.Participant) bool { return x.ID == []graph.ID{b, a}[i] })
			if together && i == 0 {
				view.Events = append(view.Events, k)
			}
			for _, x := range k.Attendees {
				if x.ID != a && x.ID != b {
					partners.add(x.Entity, i == 1)
				}
			}
			for _, place := range k.Places {
				places.add(place, i == 1)
			}
			for _, topic := range k.Topics {
				if topics[topic.Text] == nil {
					topics[topic.Text] = &sharedView{Label: topic.Text}
				}
				if i == 0 {
					topics[topic.Text].A++
				} else {
					topics[topic.Text].B++
				}
			}
		}
	}
	view.Partners, view.Places, view.Topics = shared(partners), shared(places), shared(topics)
	view.Roles, err = commonRoles(c, r, a, b, relation.Period{From: f.From, To: f.To})
	return view, err
}

// commonRoles are the bodies and countries in which both hold roles, or held them
// in a period.
func commonRoles(c *cli.Context, r *relation.Reader, a, b graph.ID, in relation.Period) ([]sharedView, error) {
	bodies := tallied{}
	for i, self := range []graph.ID{a, b} {
		roles, err := r.Roles(c.Context, self, in)
		if err != nil {
			return nil, err
		}
		for _, role := range roles {
			for _, body := range []*relation.Entity{role.Organization, role.Country} {
				if body != nil {
					bodies.add(*body, i == 1)
				}
			}
		}
	}
	return shared(bodies), nil
}

func (p *program) commonText(v *commonView) string {
	g := p.newPage()
	g.heading(v.A.Label + " and " + v.B.Label)
	g.pairs([][2]string{{"events together", strconv.Itoa(len(v.Events))}, {"partners", strconv.Itoa(len(v.Partners))},
		{"places", strconv.Itoa(len(v.Places))}, {"topics", strconv.Itoa(len(v.Topics))}, {"bodies and countries", strconv.Itoa(len(v.Roles))}})
	if len(v.Events) > 0 {
		g.heading("Events")
		g.WriteString(tableOf(p, contactColumns(), v.Events, contactNotes))
	}
	for _, part := range []struct {
		title string
		rows  []sharedView
	}{{"Partners", v.Partners}, {"Places", v.Places}, {"Topics", v.Topics}, {"Bodies and countries of roles", v.Roles}} {
		if len(part.rows) == 0 {
			continue
		}
		g.heading(part.title)
		g.WriteString(tableOf(p, []column[sharedView]{
			{head: "name", get: func(s sharedView) string { return s.Label }},
			{head: v.A.Label, right: true, get: func(s sharedView) string { return strconv.Itoa(s.A) }},
			{head: v.B.Label, right: true, get: func(s sharedView) string { return strconv.Itoa(s.B) }},
		}, part.rows, nil))
	}
	return g.String()
}
