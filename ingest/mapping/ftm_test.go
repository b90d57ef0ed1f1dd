package mapping_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/mapping"
)

func TestFTM(t *testing.T) {
	r, err := mapping.NewFTM(strings.NewReader(`{"id":"p1","schema":"Person","properties":{"name":["Ana Reis"],"alias":["A. Reis"],"wikidataId":["Q1"],"nationality":["ch"]}}

{"id":"e1","schema":"Event","properties":{"involved":["p1","p2"],"date":["1938-09"],"summary":["said \"no\""],"keywords":["call","planned","other"],"location":["Bern"]}}
{"id":"e2","schema":"Event","properties":{"involved":["p1"],"location":["Bern"],"addressEntity":["a1"]}}
{"id":"a1","schema":"Address","properties":{"full":["Bern, Bundesplatz"]}}
{"id":"m1","schema":"Membership","properties":{"member":["p1"],"organization":["b1"],"role":["envoy"],"startDate":["1937"],"date":["1938-01-02"]}}
{"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"date":["1938"]}}`), "x.ftm.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := statements(r)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{
		`</ftm/p1> <s:name> "Ana Reis" </source/x>`, `</ftm/p1> <https://w3id.org/ftm#nationality> "ch"`, `</ftm/p1> <s:sameAs> <http://www.wikidata.org/entity/Q1>`,
		`</ftm/e1> <s:attendee> </ftm/p1>`, `</ftm/e1> <s:attendee> </ftm/p2>`, `</ftm/e1> <s:startDate> "1938-09"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>`,
		`</ftm/o1> <https://w3id.org/ftm#owner> "p1"`,
		`</ftm/e1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> </ns#Call>`, `</ftm/e1> </ns#status> </ns#Planned>`, `</ftm/e1> <s:about> "said \"no\""`,
		`</ftm/e1> <s:location> </place/bern-`, `<s:name> "Bern" <`, `</ftm/e2> <s:location> </ftm/a1>`, `</ftm/a1> <s:name> "Bern, Bundesplatz"`,
		`</ftm/m1> </ns#holder> </ftm/p1>`, `</ftm/m1> </ns#organization> </ftm/b1>`, `</ftm/m1> <s:roleName> "envoy"`,
		`</ftm/m1> <s:startDate> "1937"^^<http://www.w3.org/2001/XMLSchema#gYear>`, `</ftm/m1> </ns#asOf> "1938-01-02"`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in\n%s", want, all)
		}
	}
	if strings.Contains(all, "</ftm/e2> <s:location> </place/") {
		t.Error("a place that is named by an entity is named by its text too")
	}
	if strings.Contains(all, "</ftm/o1> <s:") {
		t.Error("an ownership is no contact")
	}
}

func TestFTMErrors(t *testing.T) {
	for text, want := range map[string]string{
		"{\"id\":\"a\",\"schema\":\"Person\"}\n{\"id\":1}\n": "x:2:7: no FollowTheMoney entity",
		"{}":                 "x:1:1: no FollowTheMoney entity: id and schema",
		"\n\nnope":           "x:3:2: no FollowTheMoney entity",
		"{\"id\":\"é\xe9\"}": "x:1:9: found byte 0xE9, which is not UTF-8",
	} {
		r, err := mapping.NewFTM(strings.NewReader(text), "x")
		if err != nil {
			t.Fatal(err)
		}
		_, err = statements(r)
		var row *mapping.RowError
		if !errors.As(err, &row) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}
