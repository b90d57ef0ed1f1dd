package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
)

// story is a store that gets dispatches one after another.
type story struct {
	t   *testing.T
	dir string
	n   int
}

func newStory(t *testing.T) *story {
	s := &story{t: t, dir: filepath.Join(t.TempDir(), "store")}
	s.run("", "init")
	return s
}

// run runs a command line and returns stdout.
func (s *story) run(stdin string, args ...string) string {
	s.t.Helper()
	var out, errs bytes.Buffer
	line := append([]string{"chancery", "--store", s.dir}, args...)
	if status := run(context.Background(), line, strings.NewReader(stdin), &out, &errs, []string{"CHANCERY_PROGRESS=none", "CHANCERY_AGENT=tester"}); status != 0 {
		s.t.Fatalf("%q: exit status %d\n%s%s", args, status, out.String(), errs.String())
	}
	return out.String()
}

// tell stores a dispatch; its first line is a title.
func (s *story) tell(day, text string, flags ...string) {
	s.t.Helper()
	s.n++
	title := fmt.Sprintf("Dépêche %d\n", s.n)
	if !strings.Contains(text, "\n") {
		text = title + text
	}
	s.run(text, append([]string{"ingest", "-", "--published", day}, flags...)...)
}

type storyContact struct {
	IRI           string   `json:"iri"`
	Kind          string   `json:"kind"`
	Status        string   `json:"status"`
	OtherStatuses []string `json:"other_statuses"`
	Date          string   `json:"date"`
	OtherDates    []string `json:"other_dates"`
	Attendees     []struct{ Label, IRI string }
	Places        []struct{ Label string }
	Evidence      []struct{ Source, Quote string }
}

func (c storyContact) String() string {
	var who []string
	for _, a := range c.Attendees {
		who = append(who, a.Label)
	}
	slices.Sort(who)
	return fmt.Sprintf("%s %s %s, %s: %d sources", c.Kind, c.Date, strings.Join(append([]string{c.Status}, c.OtherStatuses...), "+"), strings.Join(who, "+"), len(c.Evidence))
}

func (s *story) contacts(args ...string) []storyContact {
	s.t.Helper()
	var doc struct{ Rows []storyContact }
	if err := json.Unmarshal([]byte(s.run("", append([]string{"met", "--json"}, args...)...)), &doc); err != nil {
		s.t.Fatal(err)
	}
	return doc.Rows
}

// wantContacts compares the contacts of some entities with their short forms.
func (s *story) wantContacts(who []string, want ...string) []storyContact {
	s.t.Helper()
	rows := s.contacts(who...)
	var got []string
	for _, c := range rows {
		got = append(got, c.String())
	}
	if !slices.Equal(got, want) {
		s.t.Errorf("contacts of %v: got\n%s\nwant\n%s", who, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	return rows
}

// lines returns the lines of the dump that hold every one of some texts.
func (s *story) lines(parts ...string) []string {
	s.t.Helper()
	var found []string
	for line := range strings.Lines(s.run("", "export")) {
		if !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(line, p) }) {
			found = append(found, strings.TrimSpace(line))
		}
	}
	return found
}

func TestAnnouncedThenHeld(t *testing.T) {
	s := newStory(t)
	s.tell("2026-03-02", "Le ministre portugais Rui Tavira rencontrera le 5 mars à Oslo le ministre grec Nikos Alexiou.")
	s.wantContacts([]string{"Tavira", "Alexiou"}, "meeting 2026-03-05 planned, Nikos Alexiou+Rui Tavira: 1 sources")
	s.tell("2026-03-06", "Nikos Alexiou a rencontré jeudi à Oslo Rui Tavira.")
	s.wantContacts([]string{"Tavira", "Alexiou"}, "meeting 2026-03-05 occurred+planned, Nikos Alexiou+Rui Tavira: 2 sources")
	if got := s.lines("<" + vocab.ChyStatus + ">"); len(got) != 2 || strings.Fields(got[0])[3] == strings.Fields(got[1])[3] {
		t.Errorf("each status has to stand in the graph of its source:\n%s", strings.Join(got, "\n"))
	}
	if got := s.run("", "chain", "Tavira", "Alexiou", "--as-of", "1", "--json"); !strings.Contains(got, `"found":false`) {
		t.Errorf("a plan carries a chain: %s", got)
	}
}

func TestOneContactInFiveDispatches(t *testing.T) {
	s := newStory(t)
	for i, text := range []string{
		"Le ministre portugais Rui Tavira a rencontré mardi à Oslo le ministre grec Nikos Alexiou.",
		"Nikos Alexiou s'est entretenu mardi à Oslo avec Rui Tavira.",
		"Minister talks\nPortuguese Foreign Minister Rui Tavira met Greek Foreign Minister Nikos Alexiou in Oslo on Tuesday.",
		"Rui Tavira a reçu hier Nikos Alexiou à Oslo.",
		"Rui Tavira a rencontré Alexiou à Oslo.", // a surname, and no day: just before it was published
	} {
		s.tell("2026-03-04", text)
		if got := s.contacts("Tavira", "Alexiou"); len(got) != 1 || len(got[0].Evidence) != i+1 || got[0].Date != "2026-03-03" {
			t.Fatalf("after dispatch %d: %v", i+1, got)
		}
	}
	s.tell("2026-03-18", "Rui Tavira a rencontré mardi à Athènes Nikos Alexiou.")
	s.tell("2026-03-18", "Rui Tavira a téléphoné mardi à Nikos Alexiou.")
	s.wantContacts([]string{"Tavira", "Alexiou"},
		"meeting 2026-03-03 occurred, Nikos Alexiou+Rui Tavira: 5 sources",
		"call 2026-03-17 occurred, Nikos Alexiou+Rui Tavira: 1 sources",
		"meeting 2026-03-17 occurred, Nikos Alexiou+Rui Tavira: 1 sources")
}

func TestContradictionsStay(t *testing.T) {
	s := newStory(t)
	s.tell("2026-03-04", "Rui Tavira a rencontré mardi à Oslo Nikos Alexiou.")
	s.tell("2026-03-04", "Nikos Alexiou a rencontré mardi à Lisbonne Rui Tavira.")
	s.tell("2026-03-05", "Rui Tavira a démenti avoir rencontré mardi Nikos Alexiou.")
	rows := s.wantContacts([]string{"Tavira", "Alexiou"}, "meeting 2026-03-03 occurred+denied, Nikos Alexiou+Rui Tavira: 3 sources")
	if len(rows) != 1 || len(rows[0].Places) != 2 {
		t.Errorf("both places have to be shown: %+v", rows)
	}
	why := s.run("", "why", "Tavira", "Alexiou", "--json")
	for _, part := range []string{`"other_statuses":["denied"]`, "démenti", "Lisbonne", "Oslo"} {
		if !strings.Contains(why, part) {
			t.Errorf("why does not show %q:\n%s", part, why)
		}
	}
}

func TestNamesAcrossDispatches(t *testing.T) {
	s := newStory(t)
	s.tell("2026-03-04", "Le président ukrainien Volodymyr Zelensky a rencontré mardi à Oslo le ministre grec Nikos Alexiou.")
	s.tell("2026-03-05", "A call\nUkrainian President Volodymyr Zelenskyy met Portuguese Foreign Minister Rui Tavira in Lisbon on Wednesday.")
	s.tell("2026-03-06", "Zelenskiy a rencontré jeudi à Rome Ana Prata.")
	if got := s.contacts("Zelensky"); len(got) != 3 {
		t.Errorf("three spellings of one name: %v", got)
	}
}

func TestOfficeByWhoHeldIt(t *testing.T) {
	s := newStory(t)
	s.tell("2026-03-04", "Le ministre grec des Affaires étrangères Nikos Alexiou a rencontré mardi à Oslo Rui Tavira.")
	s.tell("2026-05-13", "A visit\nAna Prata met the Greek foreign minister in Athens on Tuesday.")
	held := s.lines("<" + ingest.ChyHeldBy + ">")
	if len(held) == 0 {
		t.Fatal("no office is linked to who held it")
	}
	rows := s.contacts("Prata", "Alexiou")
	if len(rows) != 1 || rows[0].Date != "2026-05-12" {
		t.Errorf("the foreign minister of that day is Alexiou: %v, %v", rows, held)
	}
	s.tell("2028-05-13", "Later\nAna Prata met the Greek foreign minister in Athens on Tuesday.")
	if rows := s.contacts("Prata", "Alexiou"); len(rows) > 1 {
		t.Errorf("two years later nobody knows who holds the office: %v", rows)
	}
}

func TestCountsAreRefined(t *testing.T) {
	s := newStory(t)
	s.tell("2026-01-02", "Selon Nikos Alexiou, une réunion des conseillers à la sécurité nationale se tiendra le 10 janvier à Athènes. Trois pays ont confirmé leur participation.")
	if got := s.lines("<"+ingest.ChyNumber+">", `"3"`); len(got) != 1 {
		t.Fatalf("the claim of three countries: %v", got)
	}
	s.tell("2026-01-11", "Les conseillers à la sécurité nationale de la Norvège et de la France se sont réunis samedi à Athènes.")
	members := s.lines("<" + ingest.ChyMember + ">")
	if len(members) != 2 || !strings.Contains(members[0], "country/france") || !strings.Contains(members[1], "country/norway") {
		t.Errorf("two of the three have a name now, in the graph of who names them:\n%s", strings.Join(members, "\n"))
	}
	first, second := strings.Fields(members[0]), strings.Fields(s.lines("<" + ingest.ChyNumber + ">")[0])
	if first[0] != second[0] || first[3] == second[3] {
		t.Errorf("the members belong to the claim of the first source: %v, %v", first, second)
	}
}

func TestGatheringInTwoLanguages(t *testing.T) {
	s := newStory(t)
	s.tell("2026-01-02", "Selon Nikos Alexiou, une réunion des conseillers à la sécurité nationale se tiendra le 10 janvier à Athènes.")
	s.tell("2026-01-11", "Advisers\nNational security advisers met in Athens on Saturday, Nikos Alexiou said.")
	nodes := map[string]bool{}
	for _, line := range s.lines("<" + vocab.ChyStatus + ">") {
		nodes[strings.Fields(line)[0]] = true
	}
	if len(nodes) != 1 {
		t.Errorf("one gathering, announced in one language and held in another: %v", nodes)
	}
}

func TestGatheringsOfOneDayInTwoCities(t *testing.T) {
	s := newStory(t)
	s.tell("2026-01-02", "Une réunion des dirigeants se tiendra le 10 janvier à Athènes, selon Nikos Alexiou.")
	s.tell("2026-01-02", "Une réunion des dirigeants se tiendra le 10 janvier à Ankara, selon Rui Tavira.")
	s.tell("2026-01-03", "Une réunion des dirigeants se tiendra le 10 janvier à Ankara, selon Ana Prata.")
	nodes := map[string]int{}
	for _, line := range s.lines("<" + vocab.ChyStatus + ">") {
		nodes[strings.Fields(line)[0]]++
	}
	if len(nodes) != 2 {
		t.Errorf("one in Athens, one in Ankara: %v", nodes)
	}
}

func TestDispatchOfAPlaceAndTimeIsOneWhateverItsForm(t *testing.T) {
	s := newStory(t)
	text := "Rui Tavira a rencontré mardi à Oslo Nikos Alexiou."
	s.tell("2026-03-04", text)
	lines := `{"id":"a","title":"Une page","text":"` + text + `","date":"2026-03-04","url":"https://quay.example/a","outlet":"Le Quai"}` + "\n" +
		`{"id":"b","title":"Une autre","text":"` + text + `","date":"2026-03-04"}` + "\n"
	s.run(lines, "ingest", "-")
	s.wantContacts([]string{"Tavira", "Alexiou"}, "meeting 2026-03-03 occurred, Nikos Alexiou+Rui Tavira: 3 sources")
	if len(s.lines("<"+vocab.SchemaUrl+">", "<https://quay.example/a>")) != 1 || len(s.lines("<"+ingest.SchemaCreditText+">", `"Le Quai"`)) != 1 {
		t.Error("what the file says of the dispatch is not stated")
	}
	if got := s.run(lines, "ingest", "-", "--json"); strings.Count(got, `"repeated"`) != 2 {
		t.Errorf("read again: %s", got)
	}
}

// TestVenues reads of a hotel in three dispatches: it is one place only for one contact.
func TestVenues(t *testing.T) {
	s := newStory(t)
	s.tell("2026-03-12", "A hotel\nAna Prata met Nikos Alexiou in a hotel on Tuesday.")
	s.tell("2026-03-12", "The same\nAna Prata met Nikos Alexiou in a hotel on Tuesday, the ministry said.")
	s.tell("2026-03-12", "Another\nRui Tavira met Karin Lunde in a hotel on Tuesday.")
	if got := s.lines("schema.org/location"); len(got) != 3 {
		t.Errorf("three dispatches say where: %v", got)
	}
	hotels := map[string]bool{}
	for _, line := range s.lines("/venue/", "schema.org/name") { // each dispatch names the one that it tells of
		hotel, _, _ := strings.Cut(line, " ")
		hotels[hotel] = true
	}
	if len(hotels) != 2 {
		t.Errorf("two hotels: %v", hotels)
	}
	if rows := s.contacts("Prata"); len(rows) != 1 || len(rows[0].Places) != 1 {
		t.Errorf("one contact in one hotel: %v", rows)
	}
}

// TestDelegationsApart reads of two gatherings of delegations on one day: each is of two states, and they are two.
func TestDelegationsApart(t *testing.T) {
	s := newStory(t)
	s.tell("2026-03-12", "One\nDelegations from Norway and Chile met in Oslo on Tuesday.")
	s.tell("2026-03-12", "Another\nDelegations from Peru and Kenya met in Lima on Tuesday.")
	if got := s.lines("/meeting/", "#type>", "schema.org/Event"); len(got) != 2 {
		t.Errorf("two gatherings: %v", got)
	}
	if got := s.run("Delegations\nDelegations from Norway and Chile met in Oslo on Tuesday.", "extract", "-", "--published", "2026-03-12"); !strings.Contains(got, "Delegations of Norway, Delegations of") || strings.Contains(got, "Chile, Delegations") {
		t.Errorf("nobody but the two delegations met:\n%s", got)
	}
}

// TestOfficesApart reads of one function in two countries: they are two offices, each called by its country.
func TestOfficesApart(t *testing.T) {
	s := newStory(t)
	s.tell("2026-03-12", "One\nAna Prata met the Kenyan president and the Chilean president in Oslo on Tuesday.")
	var names []string
	for _, line := range s.lines("/office/", "schema.org/name") {
		names = append(names, strings.SplitN(line, `"`, 3)[1])
	}
	slices.Sort(names)
	if want := []string{"president (Chile)", "president (Kenya)"}; !slices.Equal(names, want) {
		t.Errorf("names of offices: %q, want %q", names, want)
	}
	if rows := s.contacts("Prata"); len(rows) != 2 {
		t.Errorf("two contacts: %v", rows)
	}
}
