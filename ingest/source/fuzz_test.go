package source_test

import (
	"bytes"
	"context"
	"testing"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/ingest/source"
)

// fuzz reads arbitrary bytes in one format: an error, or items that are sound.
func fuzz(f *testing.F, format source.Format, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for item, err := range source.Items(context.Background(), "-", bytes.NewReader(raw), source.Options{Format: format, MaxLine: 1 << 16}) {
			if err != nil {
				continue
			}
			if !utf8.Valid(item.Text) || len(bytes.TrimSpace(item.Text)) == 0 {
				t.Fatalf("text %q", item.Text)
			}
			if item.Verbatim && !bytes.Equal(item.Text, raw[item.Mark:]) {
				t.Fatal("a verbatim text is not the bytes of the file")
			}
			if !utf8.ValidString(item.Title + item.Outlet + item.ID + item.URL) {
				t.Fatalf("%+v is not UTF-8", item)
			}
			if item.Lang != "" && len(item.Lang) > 3 || item.Published.Year() > 9999 {
				t.Fatalf("language %q, published %v", item.Lang, item.Published)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	fuzz(f, source.Text, "Titre\nAA / Oslo / X Y\n2 janvier 2026\nTexte.", "\xff\xfea\x00", "caf\xe9 \x9c")
}
func FuzzHTML(f *testing.F) { fuzz(f, source.HTML, page, "<p>a", "<meta charset=utf-16>x") }
func FuzzMail(f *testing.F) { fuzz(f, source.EML, mail, "A: b\n\nc") }
func FuzzNITF(f *testing.F) { fuzz(f, source.NITF, nitf, "<nitf><body><p>a</p></body></nitf>") }
func FuzzNewsML(f *testing.F) {
	fuzz(f, source.NewsML, newsML(newsItem("a", "<inlineData>b</inlineData>")))
}
func FuzzJSON(f *testing.F) {
	fuzz(f, source.JSON, `{"text":"a"}`, `[{"text":"a","date":"2026-01-02"}]`)
}
func FuzzJSONL(f *testing.F) { fuzz(f, source.JSONL, "{\"text\":\"a\"}\n{}") }
func FuzzSniff(f *testing.F) { fuzz(f, source.Auto, mail, page, nitf, "{", "%PD") }
