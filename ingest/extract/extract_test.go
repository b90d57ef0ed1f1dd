package extract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph/graphtest"
	"github.com/chancery-graph/chancery/ingest/extract"
)

var published = extract.Date{Year: 2024, Month: 5, Day: 16, Precision: extract.Day} // a Thursday

var kindNames = map[extract.Kind]string{
	extract.Meeting: "meeting", extract.Call: "call", extract.VideoCall: "video", extract.Visit: "visit",
	extract.Talks: "talks", extract.Gathering: "gathering", extract.RegularContact: "habit", extract.HoldsRole: "role",
}

var statusNames = map[extract.Status]string{
	extract.Occurred: "occurred", extract.Planned: "planned", extract.Cancelled: "cancelled", extract.Denied: "denied",
	extract.Hypothetical: "hypothetical",
}

// describe writes an assertion on one line, leaving out what is not stated:
//
//	call occurred 2024-05-14 A + B @ place : topic; topic < claimer
func describe(res *extract.Result, a extract.Assertion) string {
	name := func(id extract.EntityID) string { return res.Entities[id].Names[0].Text }
	var parts []string
	for _, p := range a.Participants {
		s := name(p.Entity)
		if p.Mode == extract.Online {
			s += " (online)"
		}
		if p.Confirmed {
			s += " (confirmed)"
		}
		parts = append(parts, s)
	}
	s := kindNames[a.Kind]
	if a.Kind == extract.HoldsRole {
		s += " " + parts[0] + " = " + a.Role.Title
		if a.Role.Body != extract.None {
			s += " [" + name(a.Role.Body) + "]"
		}
		if a.Role.Country != extract.None {
			s += " / " + name(a.Role.Country)
		}
		return s
	}
	if a.Kind == extract.RegularContact {
		s += " " + a.Frequency
	} else {
		s += " " + statusNames[a.Status]
	}
	if !a.Date.IsZero() {
		s += " " + a.Date.String()
	}
	s += " " + strings.Join(parts, " + ")
	if a.Place != extract.None {
		s += " @ " + name(a.Place)
	}
	for i, t := range a.Topics {
		s += []string{" : ", "; "}[min(i, 1)] + t.Text
	}
	for _, c := range a.Counts {
		s += fmt.Sprintf(" # %d", c.Number)
	}
	if a.ClaimedBy != extract.None {
		s += " < " + name(a.ClaimedBy)
	}
	return s
}

func extractText(t testing.TB, text string, lang extract.Lang, day extract.Date) *extract.Result {
	t.Helper()
	res, err := extract.Rules{}.Extract(context.Background(), extract.Input{Text: []byte(text), Published: day, Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, text, res)
	return res
}

// checkSpans fails if a span is not one of the text or a topic not in its place.
func checkSpans(t testing.TB, text string, res *extract.Result) {
	t.Helper()
	check := func(what string, s extract.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) || !utf8.ValidString(text[s.Start:s.End]) {
			t.Fatalf("%s has span %d-%d of %d bytes", what, s.Start, s.End, len(text))
		}
	}
	for _, m := range res.Mentions {
		check("mention", m.Span)
		if m.Entity < 0 || int(m.Entity) >= len(res.Entities) {
			t.Fatalf("mention of entity %d of %d", m.Entity, len(res.Entities))
		}
	}
	for i, a := range res.Assertions {
		check("quote", a.Quote)
		if a.Quote.Start == a.Quote.End || a.Rule == "" {
			t.Fatalf("assertion %d has quote %v and rule %q", i, a.Quote, a.Rule)
		}
		for _, s := range a.Support {
			check("support", s)
		}
		for _, p := range a.Topics {
			check("topic", p.Span)
			if strings.Join(strings.Fields(text[p.Span.Start:p.Span.End]), " ") != p.Text {
				t.Fatalf("topic %q stands for %q", p.Text, text[p.Span.Start:p.Span.End])
			}
		}
		for _, c := range a.Counts {
			check("count", c.Span)
		}
		if a.Confidence < 0 || a.Confidence > 1 {
			t.Fatalf("assertion %d has confidence %v", i, a.Confidence)
		}
	}
}

var update = flag.Bool("update", false, "write what the texts give into testdata")

// TestTexts runs the scripts of testdata: a line "== lang date", the text, a
// line "--", and one line for each assertion that the text gives, in order.
func TestTexts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("found %d scripts, err %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var golden strings.Builder
		for i, script := range strings.Split(string(raw), "== ")[1:] {
			head, rest, _ := strings.Cut(script, "\n")
			text, expect, ok := strings.Cut(rest, "--\n")
			if !ok {
				t.Fatalf("%s: script %d has no line --", file, i+1)
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+head, func(t *testing.T) {
				var lang string
				day := extract.Date{Precision: extract.Day}
				if _, err := fmt.Sscanf(head, "%s %d-%d-%d", &lang, &day.Year, &day.Month, &day.Day); err != nil {
					t.Fatal(err)
				}
				res := extractText(t, text, extract.Lang(lang), day)
				var got []string
				for _, a := range res.Assertions {
					if a.Rule != "contact/likely" && (!a.Candidate() || a.Doubts&extract.Unlikely != 0) { // TestLikely is about these
						got = append(got, describe(res, a))
					}
				}
				want := strings.FieldsFunc(expect, func(r rune) bool { return r == '\n' })
				fmt.Fprintf(&golden, "== %s\n%s--\n%s\n", head, text, strings.Join(got, "\n"))
				if !*update && !slices.Equal(got, want) {
					t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, []byte(golden.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// reference returns the reference dispatch, which lies beside the repository
// and is not part of it.
func reference(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
	raw, err := os.ReadFile(filepath.Join(filepath.Dir(dir), "shared", "seed", "dispatch-fr.txt"))
	if err != nil {
		t.Skip("the reference dispatch is not beside the repository")
	}
	return string(raw)
}

// referenceFacts is all that the reference dispatch says.
var referenceFacts = []string{
	"role Volodymyr Zelensky = président / Ukraine",
	"role Rustem Umerov = secrétaire du Conseil de sécurité nationale et de défense [Conseil de sécurité nationale et de défense] / Ukraine",
	"habit quotidien Rustem Umerov + équipe américaine + partenaires européens < Volodymyr Zelensky",
	"gathering planned 2026-01-03 conseillers à la sécurité nationale + représentants européens + équipe américaine (online) + représentants des institutions européennes (confirmed) + représentants de l’OTAN (confirmed) @ Ukraine : paix # 15 < Volodymyr Zelensky",
	"gathering planned 2026-01-05 chefs d’état-major : garanties de sécurité pour l’Ukraine < Volodymyr Zelensky",
	"gathering planned 2026-01-06 dirigeants + dirigeants européens + dirigeants de la coalition des volontaires < Volodymyr Zelensky",
	"role Marco Rubio = secrétaire d’État / États-Unis",
	"role Steve Witkoff = envoyé présidentiel",
	"role Jared Kushner = envoyé présidentiel",
	"call occurred Rustem Umerov + Marco Rubio",
	"call occurred Rustem Umerov + Steve Witkoff",
	"call occurred Rustem Umerov + Jared Kushner",
	"call occurred Rustem Umerov + conseillers à la sécurité nationale du Royaume-Uni",
	"call occurred Rustem Umerov + conseillers à la sécurité nationale de l’Allemagne",
	"call occurred Rustem Umerov + conseillers à la sécurité nationale de la France",
	"role Ibrahim Kalin = chef des services de renseignement [services de renseignement] / Türkiye",
	"meeting occurred 2026-01-01 Rustem Umerov + Ibrahim Kalin @ Ankara : situation sécuritaire en Ukraine; perspectives de paix; processus de négociation en cours; échanges de prisonniers de guerre",
}

// TestReferenceWithOtherNames changes every name, place, country, date and
// number of the reference dispatch; the facts must change likewise and no
// further, since the rules know none of them.
func TestReferenceWithOtherNames(t *testing.T) {
	swap := strings.NewReplacer(
		"Volodymyr", "Isidore", "Zelensky", "Quintavalle", "Rustem", "Théodule", "Umerov", "Barnabooth", "Ibrahim", "Ole", "Kalin", "Skovgaard",
		"Marco", "Edna", "Rubio", "Pellerin", "Steve", "Wendell", "Witkoff", "Okonkwo", "Jared", "Silas", "Kushner", "Tremblay",
		"Ukraine", "Arménie", "ukrainien", "arménien", "américaine", "canadienne", "américain", "canadien", "turcs", "danois", "MIT", "FE",
		"Royaume-Uni", "Japon", "Allemagne", "Inde", "France", "Suède", "Ankara", "Oulan-Bator",
		"3 janvier", "11 février", "5 janvier", "13 février", "6 janvier", "1er mars", "jeudi", "lundi", "Quinze", "Vingt et un",
		"sécurité", "recherche", "prisonniers de guerre", "boursiers", "paix", "pêche",
	)
	facts := strings.NewReplacer(
		"Volodymyr", "Isidore", "Zelensky", "Quintavalle", "Rustem", "Théodule", "Umerov", "Barnabooth", "Ibrahim", "Ole", "Kalin", "Skovgaard",
		"Marco", "Edna", "Rubio", "Pellerin", "Steve", "Wendell", "Witkoff", "Okonkwo", "Jared", "Silas", "Kushner", "Tremblay",
		"Ukraine", "Arménie", "américaine", "canadienne", "Türkiye", "Danemark", "États-Unis", "Canada",
		"Royaume-Uni", "Japon", "Allemagne", "Inde", "France", "Suède", "Ankara", "Oulan-Bator",
		"2026-01-03", "2026-02-11", "2026-01-05", "2026-02-13", "2026-01-06", "2026-03-01", "2026-01-01", "2025-12-29", "# 15", "# 21",
		"sécurité", "recherche", "prisonniers de guerre", "boursiers", "paix", "pêche",
	)
	text := swap.Replace(reference(t))
	res := extractText(t, text, extract.French, extract.Date{Year: 2026, Month: 1, Day: 2, Precision: extract.Day})
	var got, want []string
	for _, a := range res.Assertions {
		got = append(got, describe(res, a))
	}
	for _, f := range referenceFacts {
		want = append(want, facts.Replace(f))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestReferenceDispatch(t *testing.T) {
	text := reference(t)
	res := extractText(t, text, extract.French, extract.Date{Year: 2026, Month: 1, Day: 2, Precision: extract.Day})
	want := referenceFacts
	var got []string
	for _, a := range res.Assertions {
		got = append(got, describe(res, a))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	last := res.Assertions[len(res.Assertions)-1]
	quote := text[last.Quote.Start:last.Quote.End]
	if !strings.HasPrefix(quote, "Parallèlement, ") || !strings.HasSuffix(quote, "Ibrahim Kalin.") {
		t.Errorf("quote %q is not the whole sentence", quote)
	}
	for _, e := range res.Entities {
		if e.Kind == extract.Person && strings.Contains(e.Key, "njeh") {
			t.Errorf("the byline gave the person %q", e.Key)
		}
	}
}

func TestLimits(t *testing.T) {
	ctx := context.Background()
	long := []byte("Titre\n" + strings.Repeat("mot ", 100<<10))
	tests := []struct {
		name  string
		rules extract.Rules
		in    extract.Input
		limit string
	}{
		{"sentence", extract.Rules{}, extract.Input{Text: long, Lang: extract.French}, "MaxSentence"},
		{"text", extract.Rules{Options: extract.Options{MaxText: 100}}, extract.Input{Text: long, Lang: extract.French}, "MaxText"},
		{"one line of 100 MB", extract.Rules{}, extract.Input{Text: make([]byte, 100<<20), Lang: extract.French}, "MaxText"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.rules.Extract(ctx, tt.in)
			var limit *extract.LimitError
			if !errors.As(err, &limit) || limit.Name != tt.limit {
				t.Errorf("got %v, want a LimitError for %s", err, tt.limit)
			}
		})
	}
	if _, err := (extract.Rules{}).Extract(ctx, extract.Input{Text: []byte("caf\xe9"), Lang: extract.French}); !errors.Is(err, extract.ErrNotUTF8) {
		t.Errorf("Latin-1: got %v, want ErrNotUTF8", err)
	}
	if _, err := (extract.Rules{}).Extract(ctx, extract.Input{Text: []byte("x"), Lang: "de"}); !errors.Is(err, extract.ErrLang) {
		t.Errorf("German: got %v, want ErrLang", err)
	}
	if err := (extract.Options{MaxSentence: -1}).Validate(); err == nil {
		t.Error("a negative MaxSentence is accepted")
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := (extract.Rules{}).Extract(stopped, extract.Input{Text: []byte("a\nb."), Lang: extract.French}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

// TestWeekdays resolves each weekday as seen from a Thursday.
func TestWeekdays(t *testing.T) {
	days := []string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}
	past := []string{"2024-05-13", "2024-05-14", "2024-05-15", "2024-05-16", "2024-05-10", "2024-05-11", "2024-05-12"}
	next := []string{"2024-05-20", "2024-05-21", "2024-05-22", "2024-05-16", "2024-05-17", "2024-05-18", "2024-05-19"}
	for i, day := range days {
		for tense, want := range map[string]string{"a rencontré": past[i], "rencontrera": next[i]} {
			res := extractText(t, "Titre\nUgo Bianchi "+tense+" "+day+" Petra Lindqvist.", extract.French, published)
			if len(res.Assertions) != 1 || res.Assertions[0].Date.String() != want {
				t.Errorf("%s %s: got %v, want %s", tense, day, res.Assertions, want)
			}
		}
	}
}

// TestRepetitions reads sentences near the limit that repeat one construction,
// where a rule that looks back or ahead too far would take minutes.
func TestRepetitions(t *testing.T) {
	for _, unit := range []string{
		"et A ", "selon Ab Cd ", "il a rencontré Ab et ", ", a reçu Ab Cd", "une réunion se tiendra ", "à Ab ", "« ", "de l'",
		"Ab Cd, président de la France, ", "ceux de la « ", "deux ", "portant sur la a et ", "s'est tenue et ", "l'l'", "M. ",
	} {
		for _, lang := range extract.Langs() {
			extractText(t, "Titre\nUne réunion se tiendra demain. "+strings.Repeat(unit, 16000/len(unit)), lang, published)
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range []string{
		"", "\n", "a", "Titre\nUgo Bianchi a rencontré Petra Lindqvist à Rome.", "l'«", "X a", "selon", "à", "de la", "le président",
		"Titre\nQuatre-vingt-dix pays ont confirmé leur participation, ainsi que", "est en contact quotidien avec «", "J. D. K. L’",
		"Title\nAnna Berg met Tom Hale in Oslo on 3 May 2024, said", "\u200b\ufeffA\u00a0«\u202f»", "n'a pas été s'", "réunion se tiendra ceux de la «",
		"dont le", "des A et de l'B et", "mi-", "du 3 au 5", "(MIT)", "İstanbul ǅ", "Zoe\u0308 a rencontre\u0301 hier Rui\u0327\u0301 a\u0300 Rome.", strings.Repeat("M. ", 50), strings.Repeat("et A ", 60), "A A A,", "la Résistance A B (RAB) et la RAB (", "the A of the (B)", "envoyés de Rome,",
	} {
		for i := range extract.Langs() {
			f.Add([]byte(s), i)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte, n int) {
		langs := extract.Langs()
		lang := langs[max(0, n%len(langs))]
		in := extract.Input{Text: text, Published: published, Lang: lang}
		res, err := extract.Rules{}.Extract(context.Background(), in)
		if err != nil {
			var limit *extract.LimitError
			if !errors.Is(err, extract.ErrNotUTF8) && !errors.As(err, &limit) {
				t.Fatal(err)
			}
			return
		}
		checkSpans(t, string(text), res)
		if title, body, ok := bytes.Cut(text, []byte("\n")); ok {
			if res, err = (extract.Rules{}).Extract(context.Background(), extract.Input{Text: body, Untitled: true, Title: string(title), Published: published, Lang: lang}); err != nil {
				return
			}
			checkSpans(t, string(body), res)
		}
	})
}

// BenchmarkExtract reads dispatches of 2,500 bytes, in each language made of the
// annotated texts, again and again on one processor.
func BenchmarkExtract(b *testing.B) {
	for _, lang := range []extract.Lang{extract.French, extract.English} {
		b.Run(string(lang), func(b *testing.B) {
			text := benchText(b, lang)
			in := extract.Input{Text: []byte(text), Published: published, Lang: lang}
			b.SetBytes(int64(len(in.Text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := (extract.Rules{}).Extract(context.Background(), in); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "dispatches/s")
		})
	}
}

// BenchmarkDispatch reads a real dispatch, which has fewer contacts a line than the
// annotated texts.
func BenchmarkDispatch(b *testing.B) {
	raw, err := os.ReadFile(filepath.Join(graphtest.SharedDir(b, "seed"), "dispatch-fr.txt"))
	if err != nil {
		b.Fatal(err)
	}
	in := extract.Input{Text: raw, Published: published, Lang: extract.French}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (extract.Rules{}).Extract(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "dispatches/s")
}

// benchText joins annotated texts of a language to about 2,500 bytes.
func benchText(tb testing.TB, lang extract.Lang) string {
	files, err := filepath.Glob("testdata/annotated/dev/*-" + string(lang) + "-*.json")
	if err != nil || len(files) == 0 {
		tb.Fatalf("found %d annotated texts, err %v", len(files), err)
	}
	text := "Title\n"
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		var d struct{ Text string }
		if err := json.Unmarshal(raw, &d); err != nil {
			tb.Fatal(err)
		}
		if text += d.Text + "\n"; len(text) >= 2500 {
			break
		}
	}
	return text
}

// TestVocabulary builds every grammar, which reads every line of its files.
func TestVocabulary(t *testing.T) {
	langs := extract.Langs()
	if len(langs) < 3 {
		t.Fatalf("found %v", langs)
	}
	for _, lang := range langs {
		extractText(t, "Ana Bravo.", lang, published)
	}
}

func TestConfidence(t *testing.T) {
	if c := extract.Confidence("role/title"); c < 0.9 || c >= 1 {
		t.Errorf("confidence of the rule with the most evidence is %v", c)
	}
	for d, want := range map[extract.Doubt]string{0: "", extract.Resolved: "resolved", extract.Distant | extract.Unset: "distant unset"} {
		if got := strings.Join(d.Names(), " "); got != want || d.Count() != len(d.Names()) {
			t.Errorf("doubts %b: %q, %d, want %q", d, got, d.Count(), want)
		}
	}
	if none := extract.Estimate(0, 0, 0, 0, 0); none < 0.8 || none > 0.9 {
		t.Errorf("a rule without evidence is worth %.2f, want what is typical", none)
	}
	if few, many := extract.Estimate(2, 0, 100, 0, 0), extract.Estimate(40, 40, 100, 40, 0); few < 0.9 || many > 0.6 {
		t.Errorf("estimates %.2f and %.2f: few are worth what the rule is, many what they are", few, many)
	}
	if clean, seen := extract.Estimate(20, 0, 40, 0, 0), extract.Estimate(20, 0, 40, 0, 10); seen >= clean {
		t.Errorf("estimates %.2f and %.2f: errors of first sight must count", clean, seen)
	}
	sure := extractText(t, "Ugo Bianchi a rencontré mardi à Rome Petra Lindqvist.", extract.French, published).Assertions[0]
	less := extractText(t, "Ugo Bianchi a quitté Rome. Il a rencontré Petra Lindqvist.", extract.French, published).Assertions[0]
	if sure.Doubts != 0 || less.Doubts&extract.Resolved == 0 || less.Confidence >= sure.Confidence {
		t.Errorf("named, set: %v %.2f; by a pronoun: %v %.2f", sure.Doubts.Names(), sure.Confidence, less.Doubts.Names(), less.Confidence)
	}
	if a := (extract.Assertion{Confidence: 0.2}); !a.Candidate() {
		t.Error("an assertion of confidence 0.2 is no candidate")
	}
}

func ExampleRules_Extract() {
	text := "Une visite\nUgo Bianchi a rencontré mardi à Rome la ministre suédoise Petra Lindqvist."
	res, err := extract.Rules{}.Extract(context.Background(), extract.Input{
		Text: []byte(text), Lang: extract.French,
		Published: extract.Date{Year: 2024, Month: 5, Day: 16, Precision: extract.Day},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range res.Assertions {
		fmt.Println(describe(res, a))
	}
	// Output:
	// role Petra Lindqvist = ministre / Suède
	// meeting occurred 2024-05-14 Ugo Bianchi + Petra Lindqvist @ Rome
}
