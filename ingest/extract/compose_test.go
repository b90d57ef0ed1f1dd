package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestDecomposed reads texts with their accents as signs of their own: the same is
// found, and every span holds the same words.
func TestDecomposed(t *testing.T) {
	texts := []string{
		"Rencontre à Oslo\nLa ministre portugaise des Affaires étrangères Ana Prata a rencontré mardi à Oslo l'émissaire français Zoé Noël.\nÉmile Çelik s'est entretenu hier avec Ángela Peñarrubia.\nQuinze pays ont confirmé leur présence à la réunion prévue à Genève.",
		"Une visite\nElle a rencontré x̧ à Rome. Le président Jürgen Ñandú recevra jeudi à Malmö Tørris Åsmund.",
		"", "\u0301", "a\u0300", "Title\nr\u0301\u0301\u0300 x\u0327",
	}
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(raw))
	}
	read := func(text string) *extract.Result {
		res, err := extract.Rules{}.Extract(context.Background(), extract.Input{
			Text: []byte(text), Lang: extract.French, Published: extract.Date{Year: 2026, Month: 3, Day: 4, Precision: extract.Day}})
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	found := 0
	for _, text := range texts {
		given, composed := norm.NFD.String(text), norm.NFC.String(text)
		got, want := read(given), read(composed)
		if len(got.Assertions) != len(want.Assertions) || len(got.Entities) != len(want.Entities) || len(got.Mentions) != len(want.Mentions) {
			t.Errorf("%.60q: %d assertions, %d entities, %d mentions, want %d, %d, %d", text, len(got.Assertions), len(got.Entities), len(got.Mentions),
				len(want.Assertions), len(want.Entities), len(want.Mentions))
			continue
		}
		same := func(g, w extract.Span) {
			t.Helper()
			if norm.NFC.String(given[g.Start:g.End]) != composed[w.Start:w.End] {
				t.Errorf("got %q, want %q", given[g.Start:g.End], composed[w.Start:w.End])
			}
		}
		for i := range want.Mentions {
			same(got.Mentions[i].Span, want.Mentions[i].Span)
		}
		for i := range want.Assertions {
			g, w := &got.Assertions[i], &want.Assertions[i]
			found++
			same(g.Quote, w.Quote)
			for j := range w.Support {
				same(g.Support[j], w.Support[j])
			}
			for j := range w.Topics {
				same(g.Topics[j].Span, w.Topics[j].Span)
			}
			for j := range w.Counts {
				same(g.Counts[j].Span, w.Counts[j].Span)
			}
		}
	}
	if found == 0 || !strings.Contains(texts[0], "é") {
		t.Error("nothing was compared")
	}
}
