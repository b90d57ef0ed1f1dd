package relation_test

import (
	"context"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

// tester is what both *testing.T and *rapid.T are.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// dispatches states two made-up dispatches in the shape that ingestion gives
// them, and a loaded file that uses the https form of schema.org.
const dispatches = `
GRAPH source:lisbonne
source:lisbonne a schema:NewsArticle
source:lisbonne schema:headline "Une semaine à Lisbonne"@fr
source:lisbonne schema:datePublished "2031-05-09"^^xsd:date
source:lisbonne schema:inLanguage "fr"
source:lisbonne chy:extractor "dispatch-rules/1"
actor:ines-marchand a schema:Person
actor:ines-marchand schema:name "Inès Marchand"
actor:ines-marchand chy:hasRole role:ines-ministre
role:ines-ministre a schema:OrganizationRole
role:ines-ministre a chy:Role
role:ines-ministre schema:roleName "ministre des Pêches"@fr
role:ines-ministre chy:holder actor:ines-marchand
role:ines-ministre chy:organization org:ministere-des-peches
role:ines-ministre chy:country country:portugal
role:ines-ministre chy:asOf "2031-05-09"^^xsd:date
role:ines-ministre chy:rule "role/title"
role:ines-ministre prov:wasQuotedFrom source:lisbonne#char=40,98
source:lisbonne#char=40,98 a chy:Quotation
source:lisbonne#char=40,98 schema:text "Inès Marchand, ministre des Pêches, a reçu Şükrü Öz."@fr
source:lisbonne#char=40,98 chy:byteStart "41"^^xsd:integer
source:lisbonne#char=40,98 chy:byteEnd "105"^^xsd:integer
org:ministere-des-peches a schema:Organization
org:ministere-des-peches schema:name "ministère des Pêches"@fr
country:portugal a schema:Country
country:portugal schema:name "Portugal"@fr
actor:sukru-oz a schema:Person
actor:sukru-oz schema:name "Şükrü Öz"
place:lisbonne a schema:Place
place:lisbonne schema:name "Lisbonne"@fr
place:lisbonne schema:name "Lisbon"@en
place:lisbonne schema:containedInPlace country:portugal
meeting:reception a schema:Event
meeting:reception a chy:Contact
meeting:reception a chy:Meeting
meeting:reception chy:status chy:Occurred
meeting:reception schema:attendee actor:ines-marchand
meeting:reception schema:attendee actor:sukru-oz
meeting:reception schema:location place:lisbonne
meeting:reception schema:startDate "2031-05-08"^^xsd:date
meeting:reception schema:about "quotas de sardines"@fr
meeting:reception chy:rule "contact/verb"
meeting:reception prov:wasQuotedFrom source:lisbonne#char=40,98
actor:ines-marchand chy:met actor:sukru-oz
actor:sukru-oz chy:met actor:ines-marchand
group:delegues a schema:Organization
group:delegues a chy:Group
group:delegues schema:name "délégués du Conseil"@fr
meeting:conseil a schema:Event
meeting:conseil a chy:Contact
meeting:conseil a chy:Gathering
meeting:conseil chy:status chy:Planned
meeting:conseil schema:attendee group:delegues
meeting:conseil chy:expectedParticipant group:delegues
meeting:conseil chy:confirmedParticipant group:delegues
meeting:conseil schema:attendee actor:sukru-oz
meeting:conseil chy:expectedParticipant actor:sukru-oz
meeting:conseil chy:onlineParticipant actor:sukru-oz
meeting:conseil schema:startDate "2031-06"^^xsd:gYearMonth
meeting:conseil chy:confirmedCountries "12"^^xsd:integer
meeting:conseil chy:collective "délégués du Conseil"@fr
meeting:conseil chy:claimedBy actor:ines-marchand
contact:habitude a chy:RegularContact
contact:habitude chy:participant actor:ines-marchand
contact:habitude chy:participant group:delegues
contact:habitude chy:frequency "hebdomadaire"@fr
contact:habitude chy:asOf "2031-05-09"^^xsd:date
contact:habitude prov:wasQuotedFrom source:lisbonne#char=99,150

GRAPH source:oslo
source:oslo a schema:NewsArticle
source:oslo schema:headline "Talks in Oslo"@en
source:oslo schema:datePublished "2031-05-20"^^xsd:date
actor:ines-marchand a schema:Person
actor:ines-marchand schema:alternateName "I. Marchand"
actor:ines-marchand chy:hasRole role:ines-ministre-2
role:ines-ministre-2 a chy:Role
role:ines-ministre-2 schema:roleName "Ministre des pêches"@fr
role:ines-ministre-2 chy:organization org:ministere-des-peches
role:ines-ministre-2 chy:country country:portugal
role:ines-ministre-2 chy:asOf "2031-05-20"^^xsd:date
meeting:reception a chy:Contact
meeting:reception chy:status chy:Denied
meeting:reception schema:attendee actor:ines-marchand
meeting:reception schema:attendee actor:sukru-oz
meeting:reception schema:startDate "2031-05-07"^^xsd:date
call:fil a chy:Contact
call:fil a chy:Call
call:fil schema:attendee actor:ines-marchand
call:fil schema:attendee actor:bjorn-aase
call:fil prov:wasQuotedFrom source:oslo#char=0,20
source:oslo#char=0,20 schema:text "She rang Bjørn Åse."@en
actor:bjorn-aase a schema:Person
actor:bjorn-aase schema:name "Bjørn Åse"
org:ines-foundation a schema:Organization
org:ines-foundation schema:name "Marchand"@en
org:harbour schema:location place:lisbonne

GRAPH source:file
actor:bjorn-aase schemas:name "Bjørn Åse"
contact:loaded a schemas:Event
contact:loaded schemas:attendee actor:bjorn-aase
contact:loaded schemas:attendee actor:sukru-oz
contact:loaded schemas:startDate "2031-05-08T17:30:00Z"^^xsd:dateTime
contact:loaded schemas:endDate "2031-05-10"^^xsd:date
contact:loaded schemas:location place:lisbonne
`

// publishedAt is the time of the first event of fixtures.
var publishedAt = time.Date(2031, 5, 9, 8, 0, 0, 0, time.UTC)

func header(_ context.Context, seq graph.Seq) (graph.Header, error) {
	return graph.Header{Seq: seq, Kind: graph.KindDocument, Agent: "desk", Extractor: "rules/2",
		Time: publishedAt.Add(time.Duration(seq-1) * time.Hour)}, nil
}

func open(t tester, g relation.Graph) *relation.Reader {
	t.Helper()
	r, err := relation.NewReader(context.Background(), g, relation.Options{Header: header})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

func fixture(t *testing.T) (*relation.Reader, *querytest.Graph) {
	t.Helper()
	g, err := querytest.ParseShort(dispatches)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, g), g
}

func resolve(t *testing.T, r *relation.Reader, text string) graph.ID {
	t.Helper()
	e, err := r.Resolve(context.Background(), text, relation.ResolveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return e.ID
}
