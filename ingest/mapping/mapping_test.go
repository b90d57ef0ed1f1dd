package mapping_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/ingest/mapping"
)

// statements reads a patch to its end as lines of N-Quads.
func statements(r graph.PatchReader) ([]string, error) {
	var lines []string
	var b graph.PatchBatch
	for {
		err := r.ReadPatch(&b)
		if err == io.EOF {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
		for _, c := range b.Changes {
			line := string(c.S) + " " + string(c.P) + " " + string(c.O) + " " + string(c.G)
			lines = append(lines, strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(line, "https://chancery.example/", "/"), "http://schema.org/", "s:")))
		}
	}
}

const visits = `
graph: source/{#file}
maps:
  - subject: contact/{#row}
    when: {how: [visit, call]}
    types: [chy:Contact]
    typeOf: {column: how, values: {visit: chy:Visit}}
    properties:
      - {predicate: schema:attendee, iri: "actor/{who|slug}", required: true}
      - {predicate: schema:startDate, text: "{day}", datatype: xsd:date, layout: 02.01.2006}
      - {predicate: schema:description, text: "{who}: {note}", language: en}
  - subject: actor/{who|slug}
    once: true
    properties:
      - {predicate: schema:name, text: "{who}"}
`

func table(t *testing.T, text, file, rows string) ([]string, error) {
	t.Helper()
	m, err := mapping.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r, err := mapping.NewTable(strings.NewReader(rows), m, file)
	if err != nil {
		t.Fatal(err)
	}
	return statements(r)
}

func TestTable(t *testing.T) {
	got, err := table(t, visits, "dir/Visits 1938.csv.gz", "\ufeffwho,how,day,note\n"+
		"Ana Réis,visit,15.09.1938,\"said \"\"no\"\"\"\n"+
		"Ana Réis,letter,16.09.1938,\n"+
		"Ana Réis,call,,\n")
	if err != nil {
		t.Fatal(err)
	}
	typ := "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
	want := []string{
		"</contact/1> " + typ + " </ns#Contact> </source/visits-1938>",
		"</contact/1> " + typ + " </ns#Visit> </source/visits-1938>",
		"</contact/1> <s:attendee> </actor/ana-reis> </source/visits-1938>",
		`</contact/1> <s:startDate> "1938-09-15"^^<http://www.w3.org/2001/XMLSchema#date> </source/visits-1938>`,
		`</contact/1> <s:description> "Ana Réis: said \"no\""@en </source/visits-1938>`,
		`</actor/ana-reis> <s:name> "Ana Réis" </source/visits-1938>`,
		"</contact/3> " + typ + " </ns#Contact> </source/visits-1938>",
		"</contact/3> <s:attendee> </actor/ana-reis> </source/visits-1938>",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRowErrorsNameThePlace(t *testing.T) {
	cases := []struct{ name, rows, want string }{
		{"bad date", "who,how,day,note\nAna,visit,15.09.1938,x\nBo,visit,31.02.1938,x\n", `t.csv:3:10: column day: "31.02.1938" is no date as 02.01.2006`},
		{"few fields", "who,how,day,note\nAna,visit\n", "t.csv:2:1: 2 fields, expected 4"},
		{"missing actor", "who,how,day,note\n,visit,15.09.1938,\n", "t.csv:2:1: column who: empty, but needed"},
		{"open quote", "who,how,day,note\nAna,\"visit,1,2\n", "t.csv:2:"},
		{"no header", "", "t.csv:1:1: the table has no header"},
		{"open quote over lines", "who,how,day,note\nAna,\"visit,1,2\nBo,x,y,z\n", `t.csv:3:10: extraneous or missing " in quoted-field, in the row that begins in line 2`},
		{"column in characters", "who,how,day,note\nÉmile,\"visit\",x,é\n", `t.csv:2:15: column day: "x" is no date`},
		{"after a line break in a field", "who,how,day,note\n\"É\nä\",visit,x,é\n", `t.csv:3:10: column day: "x" is no date`},
		{"Latin 1", "who,how,day,note\nAn\xe9,visit,15.09.1938,x\n", `t.csv:2:1: column who: found byte 0xE9, which is not UTF-8: expected UTF-8`},
		{"Latin 1 header", "who,how,day,n\xf6te\n", `t.csv:1:13: found byte 0xF6`},
		{"column twice", "who,who,day,note\n", "t.csv:1:5: column who: the header names a column twice"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := table(t, visits, "t.csv", c.rows)
			var row *mapping.RowError
			if !errors.As(err, &row) || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	if _, err := table(t, visits, "t.csv", "who,how\n"); err == nil || !strings.Contains(err.Error(), `there is no column "day"`) {
		t.Errorf("a column that the table lacks: got %v", err)
	}
	if _, err := table(t, visits, "t.csv", "who;how;day;note\n"); err == nil || !strings.Contains(err.Error(), "is the delimiter ';'?") {
		t.Errorf("another delimiter: got %v", err)
	}
	if got, err := table(t, visits, "t.csv", "who,how,day,note\r\nA\ufffdna,visit,15.09.1938,\"x\r\ny\"\r\n\r\n"); err != nil || len(got) != 6 {
		t.Errorf("CRLF, a replacement character, a blank line: %d statements, error %v", len(got), err)
	}
}

func TestMappingErrors(t *testing.T) {
	for text, want := range map[string]string{
		"": "yaml: nothing is mapped", "maps: []": "maps: nothing is mapped", "mops: []": "field mops not found",
		"maps: [{subject: a/b}]": "maps[0]: nothing is mapped", "maps: [{subject: '', types: [chy:Contact]}]": "maps[0].subject: the template is empty",
		"maps: [{subject: 'a/{b', types: [chy:Contact]}]":                                             "brace is open",
		"maps: [{subject: 'a/{b|loud}', types: [chy:Contact]}]":                                       "neither slug nor key",
		"maps: [{subject: a/b, types: ['not an iri']}]":                                               "is no IRI",
		"maps: [{subject: a/b, properties: [{predicate: schema:name}]}]":                              "one of iri, text and of",
		"maps: [{subject: a/b, properties: [{predicate: schema:name, text: '{x}', language: '1'}]}]":  "no language tag",
		"delimiter: ';;'\nmaps: [{subject: a/b, types: [chy:Contact]}]":                               "neither one character nor tab",
		"maps: [{subject: a/b, properties: [{predicate: schema:name, text: '{x}', layout: '2006'}]}]": "a layout is for",
	} {
		if _, err := mapping.Parse(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestReadyMappingsAreRight(t *testing.T) {
	for _, name := range mapping.Ready() {
		if _, err := mapping.Open(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := mapping.Open("none"); err == nil {
		t.Error("an unknown name gave no error")
	}
}

func TestICEWSMapping(t *testing.T) {
	m, err := mapping.Open("icews")
	if err != nil {
		t.Fatal(err)
	}
	r, err := mapping.NewTable(strings.NewReader("subject,relation,object,date\nAna,Host a visit,Bo,2014-01-02\nAna,Accuse,Bo,2014-01-02\nAna,Consult,Ana,2014-01-02\n"), m, "x.csv")
	if err != nil {
		t.Fatal(err)
	}
	got, err := statements(r)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(got, "\n")
	if strings.Count(all, "s:attendee") != 2 || strings.Count(all, "s:name") != 2 || !strings.Contains(all, "</ns#Visit>") {
		t.Errorf("got\n%s", all)
	}
}

func TestForColumns(t *testing.T) {
	m, err := mapping.ForColumns(mapping.Plain{Subject: "from", Object: "to", Relation: "how", Date: "day", Place: "city"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := mapping.NewTable(strings.NewReader("from\tto\thow\tday\tcity\nAna\tBo\tmeeting\t1938-09-15\tBern\nAna\tCem\tletter\t\t\n"), m, "x.tsv")
	if err != nil {
		t.Fatal(err)
	}
	got, err := statements(r)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(got, "\n")
	for text, n := range map[string]int{"s:attendee": 4, "s:name": 4, "</ns#Meeting>": 1, "s:location": 1, "s:startDate": 1, "s:about": 2} {
		if strings.Count(all, text) != n {
			t.Errorf("%d times %s, want %d, in\n%s", strings.Count(all, text), text, n, all)
		}
	}
	if _, err := mapping.ForColumns(mapping.Plain{Subject: "from"}); err == nil {
		t.Error("no object column: got no error")
	}
}
