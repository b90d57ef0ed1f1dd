package ftm_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/chancery-graph/chancery/query/ftm"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

func TestWrite(t *testing.T) {
	g, err := querytest.ParseShort(`
		actor:ana a schema:Person
		actor:ana schema:name "Ana Reis"
		actor:ana schema:alternateName "A. Reis"
		actor:bo schema:name "Bo <Lind>"
		place:bern schema:name "Bern"
		meeting:1 a chy:Meeting
		meeting:1 schema:attendee actor:ana
		meeting:1 schema:attendee actor:bo
		meeting:1 schema:startDate "1938-09-15"^^xsd:date
		meeting:1 schema:location place:bern
		meeting:1 chy:status chy:Planned
		meeting:1 schema:about "fish"
		role:1 chy:holder actor:ana
		role:1 schema:roleName "envoy"
		role:1 chy:country country:ch
		role:1 schema:startDate "1937"^^xsd:gYear
		role:2 chy:holder actor:ana
		role:2 schema:roleName "poet"
		country:ch a schema:Country
		country:ch schema:name "Switzerland"
		actor:ana schema:sameAs <http://www.wikidata.org/entity/Q42>
		<https://chancery.example/ftm/x%20y> a <https://w3id.org/ftm#Vessel>
		<https://chancery.example/ftm/x%20y> <https://w3id.org/ftm#flag> "ch"
		<https://chancery.example/ftm/x%20y> schema:name "not its own"
	`)
	if err != nil {
		t.Fatal(err)
	}
	r, err := relation.NewReader(context.Background(), g, relation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	n, err := ftm.Write(context.Background(), &b, r)
	if err != nil {
		t.Fatal(err)
	}
	const base = "https://chancery.example/"
	want := `{"id":"` + base + `actor/ana","schema":"Person","properties":{"alias":["A. Reis"],"name":["Ana Reis"],"position":["poet"],"wikidataId":["Q42"]}}
{"id":"` + base + `actor/bo","schema":"LegalEntity","properties":{"name":["Bo <Lind>"]}}
{"id":"` + base + `country/ch","schema":"PublicBody","properties":{"name":["Switzerland"]}}
{"id":"` + base + `meeting/1","schema":"Event","properties":{"addressEntity":["` + base + `place/bern"],"date":["1938-09-15"],"involved":["` + base + `actor/ana","` + base + `actor/bo"],"keywords":["meeting","planned"],"location":["Bern"],"name":["meeting 1938-09-15 (planned)"],"summary":["fish"]}}
{"id":"` + base + `place/bern","schema":"Address","properties":{"full":["Bern"],"name":["Bern"]}}
{"id":"` + base + `role/1","schema":"Membership","properties":{"member":["` + base + `actor/ana"],"organization":["` + base + `country/ch"],"role":["envoy"],"startDate":["1937"]}}
{"id":"x y","schema":"Vessel","properties":{"flag":["ch"]}}
`
	if b.String() != want || n != 7 {
		t.Errorf("%d entities\n%s\nwant\n%s", n, b.String(), want)
	}
}
