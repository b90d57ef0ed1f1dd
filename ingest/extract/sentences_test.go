package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/ingest/annotate"
)

// sentencesCount is what a sentence by itself counts beside one of a dispatch. They were written
// to be of all kinds, so that they are less like those of the next dispatch; a fifth does better
// than more on dispatches that the weights do not come from.
const sentencesCount = 0.2

// sentenceLessons reads the files of testdata/sentences/LANG: on each line one sentence, or two
// parted by "//", and after a bar for each the pairs in contact of whom it tells:
//
//	A rang B, who had seen C. | A + B; B + C
//	A rang B. // Before that he had seen C. | A + B | A + C
func sentenceLessons(t *testing.T, lang string) []lesson {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata/sentences", lang, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sentences in %s: %v", lang, err)
	}
	var out []lesson
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(raw)) {
			n++
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			d, ok := sentenceDocument(lang, line)
			if !ok {
				t.Errorf("%s:%d: %q has not one field of pairs for each sentence, or a name that does not occur", file, n, line)
				continue
			}
			l := lessonOf(t, d)
			l.counts = sentencesCount
			out = append(out, l)
		}
	}
	return out
}

func sentenceDocument(lang, line string) (*annotate.Document, bool) {
	fields := strings.Split(line, "|")
	told := strings.Split(fields[0], "//")
	if len(fields) != len(told)+1 {
		return nil, false
	}
	published := "2024-05-17"
	d := &annotate.Document{Lang: lang, Published: &published}
	for i := range told {
		told[i] = strings.TrimSpace(told[i])
	}
	d.Text = strings.Join(told, " ")
	for i, pairs := range fields[1:] {
		for pair := range strings.SplitSeq(pairs, ";") {
			if strings.TrimSpace(pair) == "" {
				continue
			}
			a, b, ok := strings.Cut(pair, "+")
			a, b = strings.TrimSpace(a), strings.TrimSpace(b)
			if !ok || !strings.Contains(d.Text, a) || !strings.Contains(d.Text, b) {
				return nil, false
			}
			d.Events = append(d.Events, annotate.Event{Type: "meeting", Status: "occurred", Participants: []string{a, b}, Quote: told[i]})
		}
	}
	return d, true
}
