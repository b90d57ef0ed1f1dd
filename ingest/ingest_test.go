package ingest_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
)

var day = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

func read(t testing.TB, raw []byte, source quad.IRI, on time.Time) *ingest.Dispatch {
	t.Helper()
	d, err := ingest.Read(raw, ingest.Meta{Source: source, Published: on})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func quads(t testing.TB, d *ingest.Dispatch, opts ingest.Options) []quad.Quad {
	t.Helper()
	out, err := ingest.Quads(context.Background(), d, opts)
	if err != nil {
		t.Fatal(err)
	}
	checkQuads(t, d, out)
	return out
}

// checkQuads fails on a term that is not an IRI, a string with a lower-case
// language or a string with a full datatype IRI, on a quad in another graph,
// on a quad that stands twice, and on a quotation that is not in the source.
func checkQuads(t testing.TB, d *ingest.Dispatch, list []quad.Quad) {
	t.Helper()
	seen := map[string]bool{}
	start, end := map[quad.Value]int{}, map[quad.Value]int{}
	for _, q := range list {
		if q.Label != d.Source || seen[q.NQuad()] {
			t.Fatalf("%s is in another graph or stands twice", q.NQuad())
		}
		seen[q.NQuad()] = true
		for _, v := range []quad.Value{q.Subject, q.Predicate} {
			if iri, ok := v.(quad.IRI); !ok || !strings.Contains(string(iri), ":") {
				t.Fatalf("%#v is no full IRI", v)
			}
		}
		switch o := q.Object.(type) {
		case quad.IRI, quad.String:
		case quad.LangString:
			if o.Lang != strings.ToLower(o.Lang) || o.Lang == "" {
				t.Fatalf("language %q", o.Lang)
			}
		case quad.TypedString:
			if !strings.HasPrefix(string(o.Type), vocab.XSD) {
				t.Fatalf("datatype %q", o.Type)
			}
			n, err := strconv.Atoi(string(o.Value))
			switch q.Predicate {
			case quad.IRI(vocab.ChyByteStart):
				start[q.Subject] = n
			case quad.IRI(vocab.ChyByteEnd):
				end[q.Subject] = n
			default:
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("object %#v", o)
		}
	}
	for _, q := range list {
		if q.Predicate != quad.IRI(vocab.SchemaText) {
			continue
		}
		text := string(q.Object.(quad.LangString).Value)
		if got := string(d.Text[start[q.Subject]-d.Mark : end[q.Subject]-d.Mark]); got != text {
			t.Fatalf("quotation %v says %q, the bytes %q", q.Subject, text, got)
		}
		var a, b int
		if _, err := fmt.Sscanf(strings.TrimPrefix(string(q.Subject.(quad.IRI)), string(d.Source)), "#char=%d,%d", &a, &b); err != nil {
			t.Fatal(err)
		}
		runes := []rune(strings.ReplaceAll(string(d.Text), "\r\n", "\n"))
		if got := string(runes[a:b]); got != strings.ReplaceAll(text, "\r\n", "\n") {
			t.Fatalf("quotation %v says %q, the characters %q", q.Subject, text, got)
		}
	}
}

// has reports whether a triple is stated; s and o are below vocab.Base unless
// absolute, and o may be a literal in the syntax of N-Quads.
func has(list []quad.Quad, s, p, o string) bool {
	full := func(x string) string {
		if strings.HasPrefix(x, "http") {
			return x
		}
		return vocab.Base + x
	}
	want := "<" + full(o) + ">"
	if strings.HasPrefix(o, `"`) {
		want = o
	}
	return slices.ContainsFunc(list, func(q quad.Quad) bool {
		return q.Subject == quad.IRI(full(s)) && q.Predicate == quad.IRI(p) && q.Object.String() == want
	})
}

func expect(t *testing.T, list []quad.Quad, triples [][3]string) {
	t.Helper()
	for _, x := range triples {
		if !has(list, x[0], x[1], x[2]) {
			t.Errorf("missing: %s %s %s", x[0], x[1], x[2])
		}
	}
}

func TestReferenceDispatch(t *testing.T) {
	raw := reference(t)
	d := read(t, raw, ingest.SourceIRI("dispatch-fr"), day)
	list := quads(t, d, ingest.Options{})
	sum := sha256.Sum256(raw)
	meeting := "meeting/2026-01-01-rustem-umerov-ibrahim-kalin"
	advisers := "meeting/2026-01-03-conseillers-a-la-securite-nationale"
	expect(t, list, [][3]string{
		{"source/dispatch-fr", vocab.RDFType, vocab.SchemaNewsArticle},
		{"source/dispatch-fr", vocab.ChySha256, `"` + hex.EncodeToString(sum[:]) + `"`},
		{"source/dispatch-fr", vocab.SchemaInLanguage, `"fr"`},
		{meeting, vocab.RDFType, vocab.SchemaEvent},
		{meeting, vocab.RDFType, vocab.ChyContact},
		{meeting, vocab.RDFType, vocab.ChyMeeting},
		{meeting, vocab.ChyStatus, vocab.ChyOccurred},
		{meeting, vocab.SchemaAttendee, "actor/rustem-umerov"},
		{meeting, vocab.SchemaAttendee, "actor/ibrahim-kalin"},
		{meeting, vocab.SchemaLocation, "place/ankara"},
		{meeting, vocab.SchemaStartDate, `"2026-01-01"^^<` + vocab.XSDDate + `>`},
		{meeting, vocab.SchemaAbout, `"situation sécuritaire en Ukraine"@fr`},
		{meeting, vocab.SchemaAbout, `"perspectives de paix"@fr`},
		{meeting, vocab.SchemaAbout, `"processus de négociation en cours"@fr`},
		{meeting, vocab.SchemaAbout, `"échanges de prisonniers de guerre"@fr`},
		{"actor/rustem-umerov", vocab.ChyMet, "actor/ibrahim-kalin"},
		{"actor/ibrahim-kalin", vocab.ChyMet, "actor/rustem-umerov"},
		{"actor/rustem-umerov", vocab.ChySpokeWith, "actor/marco-rubio"},
		{"actor/rustem-umerov", vocab.ChySpokeWith, "actor/steve-witkoff"},
		{"actor/rustem-umerov", vocab.ChySpokeWith, "actor/jared-kushner"},
		{"actor/rustem-umerov", vocab.ChySpokeWith, "group/conseillers-a-la-securite-nationale-united-kingdom"},
		{"actor/rustem-umerov", vocab.ChySpokeWith, "group/conseillers-a-la-securite-nationale-germany"},
		{"actor/rustem-umerov", vocab.ChySpokeWith, "group/conseillers-a-la-securite-nationale-france"},
		{"group/conseillers-a-la-securite-nationale-france", vocab.ChyCountry, "country/france"},
		{"actor/rustem-umerov", vocab.ChyInRegularContactWith, "group/equipe-americaine-united-states"},
		{advisers, vocab.ChyStatus, vocab.ChyPlanned},
		{advisers, vocab.RDFType, vocab.ChyGathering},
		{advisers, vocab.ChyConfirmedCountries, `"15"^^<` + vocab.XSDInteger + `>`},
		{advisers, vocab.SchemaLocation, "country/ukraine"},
		{advisers, vocab.ChyClaimedBy, "actor/volodymyr-zelensky"},
		{advisers, vocab.ChyOnlineParticipant, "group/equipe-americaine-united-states"},
		{advisers, vocab.ChyExpectedParticipant, "group/dispatch-fr-representants-europeens"},
		{advisers, vocab.ChyConfirmedParticipant, "group/representants-de-l-otan"},
		{"meeting/2026-01-05-chefs-d-etat-major", vocab.SchemaAbout, `"garanties de sécurité pour l’Ukraine"@fr`},
		{"meeting/2026-01-05-chefs-d-etat-major", vocab.ChyClaimedBy, "actor/volodymyr-zelensky"},
		{"meeting/2026-01-06-dirigeants", vocab.ChyExpectedParticipant, "group/dirigeants-de-la-coalition-des-volontaires"},
		{"meeting/2026-01-06-dirigeants", vocab.ChyClaimedBy, "actor/volodymyr-zelensky"},
		{"role/ibrahim-kalin-chef-des-services-de-renseignement-turkiye", vocab.SchemaRoleName, `"chef des services de renseignement"@fr`},
		{"org/services-de-renseignement-turkiye", vocab.SchemaAlternateName, `"MIT"`},
		{"role/marco-rubio-secretaire-d-etat-united-states", vocab.ChyCountry, "country/united-states"},
		{"role/volodymyr-zelensky-president-ukraine", vocab.ChyAsOf, `"2026-01-02"^^<` + vocab.XSDDate + `>`},
	})
	people := map[string]bool{}
	for _, q := range list {
		if q.Predicate == quad.IRI(vocab.RDFType) && q.Object == quad.IRI(vocab.SchemaPerson) {
			people[q.Subject.String()] = true
		}
	}
	if len(people) != 6 {
		t.Errorf("got the people %v, want six", people)
	}
	again := quads(t, read(t, raw, d.Source, day), ingest.Options{})
	if !slices.Equal(list, again) {
		t.Error("a second run gave other quads or another order")
	}
}

// text is a dispatch with an accent before every quotation, so that bytes and
// characters differ.
const text = "Été diplomatique\r\nUgo Bianchi a rencontré lundi à Zürich la ministre suédoise Petra Lindqvist. Les entretiens ont porté sur la pêche.\r\n"

func TestQuotationOffsets(t *testing.T) {
	for name, raw := range map[string]string{
		"line feeds": strings.ReplaceAll(text, "\r", ""),
		"CR LF":      text,
		"BOM":        "\ufeff" + text,
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, []byte(raw), "https://example.org/a", day)
			list := quads(t, d, ingest.Options{})
			want := quad.IRI("https://example.org/a#char=17,93")
			i := slices.IndexFunc(list, func(q quad.Quad) bool { return q.Subject == want && q.Predicate == quad.IRI(vocab.ChyByteStart) })
			if i < 0 {
				t.Fatalf("no quotation %s", want)
			}
			n, _ := strconv.Atoi(string(list[i].Object.(quad.TypedString).Value))
			if !strings.HasPrefix(raw[n:], "Ugo Bianchi") {
				t.Errorf("byte %d of the source is at %q", n, raw[n:n+10])
			}
		})
	}
}

func TestRead(t *testing.T) {
	ok := ingest.Meta{Source: "https://example.org/a", Published: day}
	tests := []struct {
		name string
		raw  string
		meta ingest.Meta
		err  error
		text string // part of the message
	}{
		{"empty", "", ok, ingest.ErrEmpty, "no bytes"},
		{"blank", " \n\t\u00a0", ok, ingest.ErrEmpty, "blanks"},
		{"BOM alone", "\ufeff", ok, ingest.ErrEmpty, ""},
		{"NUL", "Titre\nab\x00c", ok, ingest.ErrBinary, "at byte 8, line 2"},
		{"escape", "a\x1b[0m", ok, ingest.ErrBinary, "U+001B"},
		{"UTF-16 with mark", "\xff\xfea\x00b\x00", ok, ingest.ErrEncoding, "UTF-16"},
		{"UTF-16 without mark", "b\x00o\x00n\x00j\x00o\x00u\x00r\x00", ok, ingest.ErrEncoding, "UTF-16"},
		{"Latin-1", "Titre\nl'\xe9t\xe9 dernier, la plage", ok, ingest.ErrEncoding, "at byte 8, line 2: byte 0xE9; if this is Latin-1"},
		{"Windows-1252", "Titre\nl\x92ann\x82e et tout le reste", ok, ingest.ErrEncoding, "Windows-1252"},
		{"relative source", "a", ingest.Meta{Source: "a", Published: day}, ingest.ErrSource, "absolute"},
		{"source with fragment", "a", ingest.Meta{Source: "http://a/#b", Published: day}, ingest.ErrSource, "fragment"},
		{"source with blank", "a", ingest.Meta{Source: "http://a/ b", Published: day}, ingest.ErrSource, "may not"},
		{"no date", "a", ingest.Meta{Source: "http://a/"}, ingest.ErrDate, "2006-01-02"},
		{"language", "a", ingest.Meta{Source: "http://a/", Published: day, Lang: "fr-FR"}, ingest.ErrLang, `"fr-FR"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ingest.Read([]byte(tt.raw), tt.meta)
			var input *ingest.InputError
			if !errors.Is(err, tt.err) || !errors.As(err, &input) || !strings.Contains(err.Error(), tt.text) {
				t.Errorf("got %v, want %v with %q", err, tt.err, tt.text)
			}
		})
	}
	d := read(t, []byte("\ufeff\n  Un titre \n\ntexte"), "urn:x:1", day)
	if d.Title != "Un titre" || d.Mark != 3 || !bytes.HasPrefix(d.Text, []byte("\n  Un")) {
		t.Errorf("got %+v", d)
	}
}

// TestDateline reads dispatches of which only their dateline tells when they were published.
func TestDateline(t *testing.T) {
	for text, want := range map[string]string{
		"OSLO, 3 March 2025 (Agency) - Ana Prata met Rui Tavira on Monday.":             "2025-03-03",
		"Title\n\nOSLO, 3 mars 2025 (Agence) - Ana Prata a rencontré Rui Tavira lundi.": "2025-03-03",
		"OSLO, 3 March 2025 (Agency) - Ana Prata, Rui Tavira.":                          "2025-03-03",
		"OSLO, March 3 (Agency) - Ana Prata met Rui Tavira on Monday.":                  "",
		"Ana Prata met Rui Tavira in Oslo on 3 March 2025.":                             "",
		"OSLO, 31 February 2025 (Agency) - Ana Prata met Rui Tavira on Monday.":         "",
	} {
		d, err := ingest.Read([]byte(text), ingest.Meta{Source: "urn:x:1"})
		if (err == nil) != (want != "") || err != nil && !errors.Is(err, ingest.ErrDate) {
			t.Errorf("%q: %v, want %q", text, err, want)
		} else if err == nil && d.Published.String() != want {
			t.Errorf("%q: published %s, want %s", text, d.Published, want)
		}
	}
	d := read(t, []byte("OSLO, 3 March 2025 (Agency) - Ana Prata met Rui Tavira on Monday."), "urn:x:1", day)
	if d.Published != extract.DateOf(day) {
		t.Errorf("published %s, want the day that was given", d.Published)
	}
}

func TestDetect(t *testing.T) {
	for text, want := range map[string]extract.Lang{
		"Le ministre a reçu la délégation dans la matinée.":    extract.French,
		"The minister received the delegation in the morning.": extract.English,
		"":          extract.French,
		"Ankara 12": extract.French,
		"The song « La vie en rose » was on the radio at the time.":         extract.English,
		"Der Minister hat am Montag die Delegation in der Stadt empfangen.": "de",
		"El ministro recibió a la delegación en la ciudad de su homólogo.":  "es",
		"Bakan, heyeti ve konukları başkentte kabul etti.":                  "tr",
		"Министр принял делегацию":                                          ingest.Undetermined,
	} {
		if got := ingest.Detect([]byte(text)); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// fakeDirectory knows people by name.
type fakeDirectory struct {
	ingest.Directory
	people map[string]quad.IRI
}

func (f fakeDirectory) PersonsBySurname(_ context.Context, key string) ([]ingest.Known, error) {
	if key == "broken" {
		return nil, errors.ErrUnsupported
	}
	var out []ingest.Known
	for name, iri := range f.people {
		if ingest.SurnameKey(name) == key {
			out = append(out, ingest.Known{IRI: iri, Name: name})
		}
	}
	slices.SortFunc(out, func(a, b ingest.Known) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

func TestLinks(t *testing.T) {
	dir := fakeDirectory{ingest.Nothing{}, map[string]quad.IRI{
		"Ugo Bianchi": "https://example.org/ugo", "Petra Lindqvist": "https://example.org/petra",
		"Ana Silva": "https://example.org/ana", "Rui Silva": "https://example.org/rui",
	}}
	tests := []struct{ name, text, who string }{
		{"surname alone", "Titre\nBianchi a rencontré Karl Ott à Rome.", "https://example.org/ugo"},
		{"full name", "Titre\nUgo Bianchi a rencontré Karl Ott à Rome.", "https://example.org/ugo"},
		{"accents and case", "Titre\nUgo BIANCHI a rencontré Karl Ott à Rome.", "https://example.org/ugo"},
		{"other first name", "Titre\nPia Bianchi a rencontré Karl Ott à Rome.", "actor/pia-bianchi"},
		{"shared surname", "Titre\nSilva a rencontré Karl Ott à Rome.", "actor/silva"},
		{"full name of a shared surname", "Titre\nRui Silva a rencontré Karl Ott à Rome.", "https://example.org/rui"},
		{"surname in one dispatch, full name there", "Titre de Bianchi\nPia Bianchi arrive. Bianchi a rencontré Karl Ott à Rome.", "actor/pia-bianchi"},
		{"unknown", "Titre\nOdile a rencontré Karl Ott à Rome.", "actor/odile"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := quads(t, read(t, []byte(tt.text), "https://example.org/a", day), ingest.Options{Directory: dir})
			if !has(list, tt.who, vocab.ChyMet, "actor/karl-ott") {
				t.Errorf("%s did not meet Karl Ott in:\n%v", tt.who, list)
			}
		})
	}
	d := read(t, []byte("Titre\nAnna Broken a rencontré Karl Ott."), "https://example.org/a", day)
	if _, err := ingest.Quads(context.Background(), d, ingest.Options{Directory: dir}); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("directory fails: got %v", err)
	}
}

func TestUndatedContactsOfTwoSourcesStayApart(t *testing.T) {
	raw := []byte("Titre\nUgo Bianchi a téléphoné à Petra Lindqvist.")
	for source, want := range map[quad.IRI]string{
		ingest.SourceIRI("Dépêche 12"): "call/undated-ugo-bianchi-petra-lindqvist-depeche-12",
		"https://example.org/a/b":      "call/undated-ugo-bianchi-petra-lindqvist-example-org-a-b",
	} {
		if list := quads(t, read(t, raw, source, day), ingest.Options{}); !has(list, want, vocab.RDFType, vocab.ChyCall) {
			t.Errorf("%s: no %s in %v", source, want, list)
		}
	}
}

func TestNothingHappened(t *testing.T) {
	raw := []byte("Météo\nIl pleuvra jeudi à Lyon. Le film raconte la rencontre de deux frères. Paul Durand a rencontré un vif succès.")
	for _, q := range quads(t, read(t, raw, "https://example.org/a", day), ingest.Options{}) {
		if q.Subject != quad.IRI("https://example.org/a") {
			t.Errorf("got %s", q.NQuad())
		}
	}
}

func TestDeniedContactHasNoEdge(t *testing.T) {
	raw := []byte("Titre\nUgo Bianchi a démenti avoir rencontré Petra Lindqvist à Oslo.")
	list := quads(t, read(t, raw, "https://example.org/a", day), ingest.Options{})
	event := "meeting/undated-ugo-bianchi-petra-lindqvist-example-org-a"
	expect(t, list, [][3]string{{event, vocab.ChyStatus, vocab.ChyDenied}, {event, vocab.ChyClaimedBy, "actor/ugo-bianchi"}})
	if has(list, "actor/ugo-bianchi", vocab.ChyMet, "actor/petra-lindqvist") {
		t.Error("a denied meeting has the direct edge")
	}
}

// TestSupposedContactIsCandidate states what a condition opens as a candidate, however
// little confidence is asked for, and never as a contact.
func TestSupposedContactIsCandidate(t *testing.T) {
	d := read(t, []byte("Titre\nSi le ministre Ugo Bianchi rencontre la ministre Petra Lindqvist à Rome, la Suède protestera auprès de la présidence et de ses voisins."), "https://example.org/if", day)
	list := quads(t, d, ingest.Options{MinConfidence: 0.01})
	proposed := false
	for _, q := range list {
		if q.Predicate == quad.IRI(vocab.ChyStatus) || q.Object == quad.IRI(vocab.ChyContact) && q.Predicate == quad.IRI(vocab.RDFType) {
			t.Errorf("stated as a fact: %v", q)
		}
		proposed = proposed || q.Predicate == quad.Value(quad.IRI(ingest.ProposedProperty(vocab.ChyStatus))) && q.Object == quad.IRI(vocab.ChyHypothetical)
	}
	if !proposed {
		t.Errorf("no candidate of that status among %v", list)
	}
}

// badExtractor gives spans that are not of the text.
type badExtractor struct{ span extract.Span }

func (badExtractor) Name() string { return "bad/1" }

func (b badExtractor) Extract(context.Context, extract.Input) (*extract.Result, error) {
	return &extract.Result{Assertions: []extract.Assertion{{
		Quote: b.span, Rule: "bad", Place: extract.None, ClaimedBy: extract.None,
	}}}, nil
}

func TestBuildRefusesSpansOutsideTheText(t *testing.T) {
	d := read(t, []byte("été"), "https://example.org/a", day)
	for _, s := range []extract.Span{{Start: -1, End: 1}, {Start: 0, End: 99}, {Start: 2, End: 1}, {Start: 1, End: 3}} {
		if _, err := ingest.Quads(context.Background(), d, ingest.Options{Extractor: badExtractor{s}}); err == nil {
			t.Errorf("span %v is accepted", s)
		}
	}
}

func reference(t testing.TB) []byte {
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
	return raw
}

// FuzzQuads: any bytes give an error or quads that are sound.
func FuzzQuads(f *testing.F) {
	for _, s := range []string{text, "\ufeff" + text, "\xff\xfe", "a\x00", "\r\n\r", "Titre\nLe 3 mai, A. B a reçu « C »."} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := ingest.Read(raw, ingest.Meta{Source: "https://example.org/a", Published: day})
		if err != nil {
			return
		}
		if !utf8.Valid(d.Text) {
			t.Fatal("Read accepted what is not UTF-8")
		}
		list, err := ingest.Quads(context.Background(), d, ingest.Options{})
		var limit *extract.LimitError
		if err != nil && !errors.As(err, &limit) && !errors.Is(err, extract.ErrLang) {
			t.Fatal(err)
		}
		checkQuads(t, d, list)
	})
}

func BenchmarkQuads(b *testing.B) {
	d := read(b, []byte(strings.Repeat(text, 10)), "https://example.org/a", day)
	b.SetBytes(int64(len(d.Text)))
	n := 0
	for b.Loop() {
		list, err := ingest.Quads(context.Background(), d, ingest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		n += len(list)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
}

func ExampleQuads() {
	raw := []byte("Une visite\nUgo Bianchi a rencontré mardi à Rome la ministre suédoise Petra Lindqvist.")
	d, err := ingest.Read(raw, ingest.Meta{Source: ingest.SourceIRI("exemple"), Published: day})
	if err != nil {
		fmt.Println(err)
		return
	}
	list, err := ingest.Quads(context.Background(), d, ingest.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range list {
		if q.Predicate == quad.IRI(vocab.ChyMet) {
			fmt.Println(q.Subject, q.Object)
		}
	}
	// Output:
	// <https://chancery.example/actor/ugo-bianchi> <https://chancery.example/actor/petra-lindqvist>
	// <https://chancery.example/actor/petra-lindqvist> <https://chancery.example/actor/ugo-bianchi>
}
