package extract_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/ingest/annotate"
)

// briefs reads the files of testdata/briefs: short dispatches with their contacts, one on each
// line. Its fields, parted by bars, are the day of publication or "-", the sentences, parted
// by "//", and the contacts: the number of the sentence that tells it, who took part,
// the type, the status, the day and the place, "-" where there is none:
//
//	2025-03-06 | A had B to dinner in Oslo on Tuesday. // C is due there next. | 1: A + B; meeting; occurred; 2025-03-04; Oslo
func briefs(t *testing.T) (out []*annotate.Document) {
	t.Helper()
	for _, lang := range []string{"en", "fr"} {
		files, err := filepath.Glob(filepath.Join("testdata/briefs", lang, "*.txt"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no briefs in %s: %v", lang, err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for line := range strings.Lines(string(raw)) {
				n++
				if line = strings.TrimSpace(line); line == "" {
					continue
				}
				d, err := briefOf(lang, line)
				if err != nil {
					t.Errorf("%s:%d: %v", file, n, err)
					continue
				}
				out = append(out, d)
			}
		}
	}
	return out
}

func briefOf(lang, line string) (*annotate.Document, error) {
	fields := strings.Split(line+" ", " | ")
	if len(fields) < 2 {
		return nil, fmt.Errorf("%q: expected a day, a bar and a text", line)
	}
	d := &annotate.Document{Lang: lang}
	var told []string
	for s := range strings.SplitSeq(strings.TrimRight(fields[1], " |"), "//") {
		told = append(told, strings.TrimSpace(s))
	}
	d.Text = strings.Join(told, " ")
	var err error
	if d.Published, err = dayOf(fields[0]); err != nil {
		return nil, err
	}
	for _, field := range fields[2:] {
		if strings.TrimSpace(field) == "" {
			continue
		}
		e, err := briefEvent(d.Text, told, field)
		if err != nil {
			return nil, err
		}
		d.Events = append(d.Events, e)
	}
	return d, nil
}

func briefEvent(text string, told []string, field string) (e annotate.Event, err error) {
	number, rest, _ := strings.Cut(field, ":")
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || n < 1 || n > len(told) {
		return e, fmt.Errorf("%q: expected the number of a sentence, 1 to %d", field, len(told))
	}
	parts := strings.Split(rest, ";")
	if len(parts) != 5 {
		return e, fmt.Errorf("%q: expected five fields parted by semicolons", field)
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	e = annotate.Event{Type: parts[1], Status: parts[2], Quote: told[n-1]}
	for name := range strings.SplitSeq(parts[0], " + ") {
		if !strings.Contains(text, name) {
			return e, fmt.Errorf("%q does not occur in the text", name)
		}
		e.Participants = append(e.Participants, name)
	}
	if !slices.Contains([]string{"meeting", "call", "video", "visit", "summit", "talks"}, e.Type) || !slices.Contains(fateNames, e.Status) || len(e.Participants) < 2 {
		return e, fmt.Errorf("%q: expected two people or more, a type and a status", field)
	}
	if e.Date, err = dayOf(parts[3]); err != nil {
		return e, err
	}
	if place := parts[4]; place != "-" {
		if !strings.Contains(text, place) {
			return e, fmt.Errorf("the place %q does not occur in the text", place)
		}
		e.Place = &place
	}
	return e, nil
}

// dayOf reads a day, nil for "-".
func dayOf(s string) (*string, error) {
	if s = strings.TrimSpace(s); s == "-" {
		return nil, nil
	}
	_, err := time.Parse(time.DateOnly, s)
	return &s, err
}
