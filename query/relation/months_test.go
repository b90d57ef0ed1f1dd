package relation_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chancery-graph/chancery/query/querytest"
)

func TestMonths(t *testing.T) {
	g, err := querytest.ParseShort(`
GRAPH source:a
meeting:1 schema:attendee actor:x
meeting:1 schema:startDate "1938-10-02"^^xsd:date
meeting:1 schema:startDate "1938-09-29"^^xsd:date
meeting:2 chy:expectedParticipant actor:x
meeting:2 schema:startDate "1938-09"^^xsd:gYearMonth
meeting:3 schema:attendee actor:x
meeting:3 schema:startDate "1938"^^xsd:gYear
meeting:4 schema:attendee actor:x
meeting:5 schema:attendee actor:x
meeting:5 schema:startDate "1937-12-31T23:00:00Z"^^xsd:dateTime
meeting:6 schema:attendee actor:x
meeting:6 schema:startDate "1938-01"^^xsd:gYearMonth
role:r schema:startDate "1900-01-01"^^xsd:date
`)
	if err != nil {
		t.Fatal(err)
	}
	months, err := open(t, g).Months(context.Background())
	if got, want := fmt.Sprint(months), "[{1937-12 1} {1938 1} {1938-01 1} {1938-09 2} { 1}]"; got != want || err != nil {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
}
