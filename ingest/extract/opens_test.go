package extract_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// TestOpens reads verbs, dates and phrases at every word of the annotated texts, in
// every language, and wants none where no word can open one.
func TestOpens(t *testing.T) {
	files, err := filepath.Glob("testdata/annotated/*/*.json")
	if err != nil || len(files) < 100 {
		t.Fatalf("found %d annotated texts, err %v", len(files), err)
	}
	if testing.Short() {
		files = files[:100]
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var d struct{ Text string }
		if err := json.Unmarshal(raw, &d); err != nil {
			t.Fatal(err)
		}
		for _, lang := range extract.Langs() {
			for _, word := range extract.Missed(extract.Input{Text: []byte(d.Text), Published: published, Lang: lang}) {
				t.Errorf("%s as %s: nothing may start with the %s", file, lang, word)
			}
		}
	}
}
