package relation_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/querytest"
	"github.com/chancery-graph/chancery/query/relation"
)

func TestFold(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"accents", "Inès Müller", "ines muller"},
		{"combining accent", "Ine\u0300s", "ines"},
		{"ascii before an accent far on", "A-b é", "a b e"},
		{"Turkish letters", "TÜRKİYE türkıye", "turkiye turkiye"},
		{"letters that do not decompose", "Bjørn Łódź Straße Æsir Đoko Þór", "bjorn lodz strasse aesir doko thor"},
		{"capital sharp s", "STRAẞE", "strasse"},
		{"apostrophes", "d’Orsay d'Orsay dʼOrsay d`Orsay", "d orsay d orsay d orsay d orsay"},
		{"hyphens and dashes", "Jean-Yves Jean‑Yves Jean–Yves", "jean yves jean yves jean yves"},
		{"spaces", "  a \t b\u00a0c ", "a b c"},
		{"Cyrillic", "Київ", "киів"},
		{"Greek final sigma", "ΟΔΟΣ οδος οδος", "οδοσ οδοσ οδοσ"},
		{"digits", "COP-28", "cop 28"},
		{"nothing left", "– …!", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := relation.Fold(c.in); got != c.want {
				t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	r, _ := fixture(t)
	const base = "https://chancery.example/"
	cases := []struct {
		name, text string
		kinds      []string
		want       string // IRI under the base
	}{
		{name: "IRI", text: base + "actor/sukru-oz", want: "actor/sukru-oz"},
		{name: "IRI in brackets", text: "<" + base + "actor/sukru-oz>", want: "actor/sukru-oz"},
		{name: "path", text: "actor/sukru-oz", want: "actor/sukru-oz"},
		{name: "prefixed name", text: "chy:Meeting", want: "ns#Meeting"},
		{name: "whole name", text: "Inès Marchand", want: "actor/ines-marchand"},
		{name: "without accents, other case", text: "INES marchand", want: "actor/ines-marchand"},
		{name: "first name", text: "Inès", want: "actor/ines-marchand"},
		{name: "surname", text: "oz", want: "actor/sukru-oz"},
		{name: "words in another order", text: "Öz, Şükrü", want: "actor/sukru-oz"},
		{name: "letters that do not decompose", text: "bjorn ase", want: "actor/bjorn-aase"},
		{name: "one language", text: "Lisbonne", want: "place/lisbonne"},
		{name: "another language", text: "Lisbon", want: "place/lisbonne"},
		{name: "beginning of a word", text: "Bjø", want: "actor/bjorn-aase"},
		{name: "a whole name beats words of others", text: "Marchand", want: "org/ines-foundation"},
		{name: "but not of another kind", text: "Marchand", kinds: []string{relation.KindPerson}, want: "actor/ines-marchand"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := r.Resolve(context.Background(), c.text, relation.ResolveOptions{Kinds: c.kinds})
			if err != nil {
				t.Fatal(err)
			}
			if got.IRI != base+c.want {
				t.Errorf("got %s, want %s", got.IRI, c.want)
			}
		})
	}
}

func TestResolveAmbiguous(t *testing.T) {
	g, err := querytest.ParseShort(`
		actor:kemal-aras schema:name "Kemal Aras"
		actor:aras-demir schema:name "Aras Demir"
		place:arasville schema:name "Arasville"
		meeting:1 schema:attendee actor:aras-demir
		meeting:1 schema:attendee actor:kemal-aras
		meeting:2 schema:attendee actor:kemal-aras
		meeting:2 a chy:Meeting
		meeting:2 schema:name "Aras"
	`)
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, g)
	_, err = r.Resolve(context.Background(), "aras", relation.ResolveOptions{})
	var ambiguous *relation.AmbiguousError
	if !errors.As(err, &ambiguous) {
		t.Fatalf("got %v, want an AmbiguousError: a surname is as good as a first name", err)
	}
	c := ambiguous.Candidates
	if len(c) != 2 || c[0].Label != "Kemal Aras" || c[0].Contacts != 2 || c[1].Label != "Aras Demir" || c[1].Contacts != 1 {
		t.Errorf("got %+v, want Kemal Aras with 2 contacts before Aras Demir with 1", c)
	}
	first, err := r.Resolve(context.Background(), "aras", relation.ResolveOptions{First: true})
	if err != nil || first.Label != "Kemal Aras" {
		t.Errorf("the first: got %v, %v; want Kemal Aras", first, err)
	}
}

func TestResolveSpelled(t *testing.T) {
	g, err := querytest.ParseShort(`
		actor:1 schema:name "La Gaceta"
		actor:2 schema:name "La Gacéta"
		actor:3 schema:name "La-Gaceta"
	`)
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, g)
	for text, want := range map[string]string{"La Gaceta": "actor/1", "La Gacéta": "actor/2", "La-Gaceta": "actor/3"} {
		got, err := r.Resolve(context.Background(), text, relation.ResolveOptions{})
		if err != nil || !strings.HasSuffix(got.IRI, want) {
			t.Errorf("%q means %v, %v; want %s, which is spelled so", text, got.IRI, err, want)
		}
	}
	var ambiguous *relation.AmbiguousError
	if _, err := r.Resolve(context.Background(), "la gaceta", relation.ResolveOptions{}); !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != 3 {
		t.Errorf("got %v; none is spelled with small letters, so all three can be meant", err)
	}
}

func TestResolveNotFound(t *testing.T) {
	r, _ := fixture(t)
	_, err := r.Resolve(context.Background(), "Marchend", relation.ResolveOptions{})
	var missing *relation.NotFoundError
	if !errors.As(err, &missing) || len(missing.Suggestions) != 2 || missing.Suggestions[0].Label != "Inès Marchand" ||
		!strings.Contains(err.Error(), "Inès Marchand") {
		t.Errorf("got %v, want Inès Marchand (most contacts) suggested before Marchand", err)
	}
	for _, text := range []string{"", "…", "qwrtz", "<https://example.org/nobody>", "actor/nobody"} {
		_, err := r.Resolve(context.Background(), text, relation.ResolveOptions{})
		if !errors.As(err, &missing) || len(missing.Suggestions) > 0 {
			t.Errorf("Resolve(%q): got %v, want a NotFoundError without suggestions", text, err)
		}
	}
}

// A term can be in the dictionary and stand in no statement.
func TestResolveWantsAStatement(t *testing.T) {
	r, g := fixture(t)
	g.ID([]byte("<https://chancery.example/actor/ghost>"))
	_, err := r.Resolve(context.Background(), "actor/ghost", relation.ResolveOptions{})
	if !errors.As(err, new(*relation.NotFoundError)) {
		t.Errorf("got %v, want a NotFoundError", err)
	}
}

func TestFind(t *testing.T) {
	g, err := querytest.ParseShort(`
		actor:1 schema:name "Petrov"
		actor:2 schema:name "Petrov Ivan"
		actor:3 schema:name "Ivan Petrov"
		actor:3 schema:name "Иван Петров"@ru
		actor:4 schema:name "Petrova"
		actor:5 schema:name "Olga Petrow"
		actor:6 schema:name "Ivan Pietrow"
		actor:7 schema:name "Pavlov"
		actor:8 schema:name "Ivan Petrov"
		meeting:1 schema:attendee actor:8
	`)
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, g)
	cases := []struct {
		text string
		want string // local name, fit and distance of each match
	}{
		{"petrov", "1 exact 0, 2 prefix 0, 8 word 0, 3 word 0, 4 beginning 0, 5 fuzzy 1, 6 fuzzy 2"},
		{"Петров", "3 word 0"},
		{"pavlof", "7 fuzzy 1"},
		{"ivan petrow", "8 fuzzy 1, 3 fuzzy 1, 6 fuzzy 1"},
		{"xy", ""},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			found, err := r.Find(context.Background(), c.text, relation.FindOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if got := describeMatches(found.Matches); got != c.want || !found.Complete {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if len(found.Matches) < 2 {
				return
			}
			cut, err := r.Find(context.Background(), c.text, relation.FindOptions{Limit: 1})
			if err != nil {
				t.Fatal(err)
			}
			if len(cut.Matches) != 1 || cut.Complete || cut.Total != found.Total {
				t.Errorf("with a limit: %d matches of %d, complete %v; want 1 of %d, incomplete", len(cut.Matches), cut.Total, cut.Complete, found.Total)
			}
		})
	}
	byPath, err := r.Find(context.Background(), "actor/7", relation.FindOptions{})
	if err != nil || describeMatches(byPath.Matches) != "7 exact 0" {
		t.Errorf("by path: got %v, %v; want actor 7", byPath, err)
	}
}

func describeMatches(matches []relation.Match) string {
	var parts []string
	for _, m := range matches {
		local := m.IRI[strings.LastIndexByte(m.IRI, '/')+1:]
		parts = append(parts, local+" "+m.Fit+" "+string(rune('0'+m.Distance)))
	}
	return strings.Join(parts, ", ")
}
