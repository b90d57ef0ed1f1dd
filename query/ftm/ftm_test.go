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
	want := `{"id":"` + base + `actor/ana","schema":"Person","properties":{"alias":["A. Reis"],"name":["Ana Reis"]}}
{"id":"` + base + `actor/bo","schema":"LegalEntity","properties":{"name":["Bo <Lind>"]}}
{"id":"` + base + `meeting/1","schema":"Event","properties":{"date":["1938-09-15"],"involved":["` + base + `actor/ana","` + base + `actor/bo"],"location":["Bern"],"name":["meeting 1938-09-15 (occurred)"]}}
{"id":"x y","schema":"Vessel","properties":{"flag":["ch"]}}
`
	if b.String() != want || n != 4 {
		t.Errorf("%d entities\n%s\nwant\n%s", n, b.String(), want)
	}
}
