package relation_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// terms are roles with a start and an end, with one of them, and with days for
// which sources vouch; contacts and a regular contact with dates of every sort.
const terms = `
	actor:ana a schema:Person
	actor:ana schema:name "Ana Reis"
	actor:bo a schema:Person
	actor:bo schema:name "Bo Lind"
	role:consul chy:holder actor:ana
	role:consul schema:roleName "consul"
	role:consul schema:startDate "1930"^^xsd:gYear
	role:consul schema:endDate "1934-06-30"^^xsd:date
	role:again chy:holder actor:ana
	role:again schema:roleName "consul"
	role:again schema:startDate "1937-01-01"^^xsd:date
	role:envoy chy:holder actor:ana
	role:envoy schema:roleName "envoy"
	role:envoy chy:asOf "1935-02-01"^^xsd:date
	role:envoy2 chy:holder actor:ana
	role:envoy2 schema:roleName "Envoy"
	role:envoy2 chy:asOf "1936-03-01"^^xsd:date
	role:aide chy:holder actor:ana
	role:aide schema:roleName "aide"
	meeting:day a chy:Meeting
	meeting:day schema:attendee actor:ana
	meeting:day schema:attendee actor:bo
	meeting:day schema:startDate "1935-05-05"^^xsd:date
	meeting:long a chy:Talks
	meeting:long schema:attendee actor:ana
	meeting:long schema:attendee actor:bo
	meeting:long schema:startDate "1934-06-01"^^xsd:date
	meeting:long schema:endDate "1934-07-15"^^xsd:date
	meeting:never a chy:Call
	meeting:never schema:attendee actor:ana
	meeting:never schema:attendee actor:bo
	contact:weekly a chy:RegularContact
	contact:weekly chy:participant actor:ana
	contact:weekly chy:participant actor:bo
	contact:weekly chy:asOf "1936-01-10"^^xsd:date
`

func period(t *testing.T, text string) (p relation.Period) {
	t.Helper()
	if text == "" {
		return p
	}
	var err error
	if p.From, p.To, err = relation.ParsePeriod(text); err != nil {
		t.Fatal(err)
	}
	return p
}

// validCase is what is told of Ana in a period.
type validCase struct {
	valid           string
	roles           []string
	contacts, facts int // facts: of both, regular contacts too
	regular         int
}

func TestValid(t *testing.T) {
	g, err := querytest.ParseShort(terms)
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, g)
	ctx := context.Background()
	ana := resolve(t, r, "Ana")
	for _, test := range []validCase{
		{"", []string{"consul 1937-01-01-", "Envoy -", "consul 1930-1934-06-30", "aide -"}, 3, 4, 1},
		{"1929-12-31", nil, 0, 0, 0},
		{"1930-01-01", []string{"consul 1930-1934-06-30"}, 0, 0, 0},
		{"1934-06-30", []string{"consul 1930-1934-06-30"}, 1, 1, 0},
		{"1934-07-01", nil, 1, 1, 0},
		{"1935-01-31", nil, 0, 0, 0},
		{"1935", []string{"Envoy -"}, 1, 1, 0},
		{"1936-01-10", []string{"Envoy -"}, 0, 1, 1},
		{"1936-03-02", nil, 0, 0, 0},
		{"1938..", []string{"consul 1937-01-01-"}, 0, 0, 0},
		{"..1934-06-30", []string{"consul 1930-1934-06-30"}, 1, 1, 0},
	} {
		checkValid(t, r, ana, test)
	}
	if _, err := r.Why(ctx, relation.WhyOptions{Valid: period(t, "1935")}, "meeting/day", "a", "chy:Meeting"); !errors.Is(err, relation.ErrNoPeriod) {
		t.Errorf("a statement in a period: error %v", err)
	}
}

func checkValid(t *testing.T, r *relation.Reader, ana graph.ID, test validCase) {
	t.Helper()
	ctx := context.Background()
	valid := period(t, test.valid)
	p, err := r.Show(ctx, ana, relation.ShowOptions{Valid: valid})
	if err != nil {
		t.Fatal(err)
	}
	roles, err := r.Roles(ctx, ana, valid)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]relation.Role{p.Roles, roles} {
		var got []string
		for _, role := range list {
			got = append(got, role.Title.Text+" "+role.Start+"-"+role.End)
		}
		if !slices.Equal(got, test.roles) {
			t.Errorf("%q: roles %q, want %q", test.valid, got, test.roles)
		}
	}
	if p.Contacts.Total != test.contacts || len(p.Regular) != test.regular {
		t.Errorf("%q: %d contacts, %d regular, want %d and %d", test.valid, p.Contacts.Total, len(p.Regular), test.contacts, test.regular)
	}
	why, err := r.Why(ctx, relation.WhyOptions{Valid: valid}, "Ana", "Bo")
	if err != nil || len(why.Facts) != test.facts {
		t.Errorf("%q: %d facts, error %v, want %d", test.valid, len(why.Facts), err, test.facts)
	}
	found, err := r.Find(ctx, "Ana", relation.FindOptions{Valid: valid})
	if err != nil {
		t.Fatal(err)
	}
	if seen := test.contacts+len(test.roles) > 0; (len(found.Matches) == 1) != seen || seen && found.Matches[0].Contacts != test.contacts {
		t.Errorf("%q: found %+v", test.valid, found.Matches)
	}
	if !valid.Bounded() {
		return
	}
	about, err := r.DatedAbout(ctx, ana, valid)
	if err != nil {
		t.Fatal(err)
	}
	nodes := test.contacts + test.regular
	for _, role := range p.Roles {
		nodes += len(role.IRIs)
	}
	if len(about) != nodes {
		t.Errorf("%q: %d nodes about it, want %d", test.valid, len(about), nodes)
	}
}
