package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// readText reads plain text; its bytes stay as they are where they are UTF-8.
func readText(raw []byte) (*Item, error) {
	text, name, mark, err := Decode(raw, "")
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, fmt.Errorf("%w: the file is empty", ErrNoText)
	}
	item := &Item{Text: text, Encoding: name, Verbatim: name == "utf-8"}
	if item.Verbatim {
		item.Mark = mark
	}
	readHeader(item)
	return item, nil
}

// headerLines is how many lines a header may have.
const headerLines = 8

var (
	// AA / Istanbul / Given Surname
	bylineForm = regexp.MustCompile(`^(\p{Lu}[\p{L}&. -]{1,30}?) / [^/]{2,60}(?: / [^/]{2,80})?$`)
	// PARIS, 2 janvier (AFP) -   or   ANKARA (Reuters) —
	datelineForm = regexp.MustCompile(`^\p{Lu}[\p{L}' -]+(?:, [^()]{1,40})? \(([\p{L}][\p{L} &./-]{1,30})\) ?[-–—]`)
)

// readHeader takes the outlet and the day of publication from the lines between
// the title and the prose, and the outlet of a dateline at its start.
func readHeader(item *Item) {
	n := 0
	for line := range bytes.Lines(item.Text) {
		s := strings.TrimSpace(string(line))
		if s == "" {
			continue
		}
		if n++; n > headerLines {
			return
		}
		if item.Outlet == "" {
			item.Outlet = outletIn(datelineForm, " (", s)
		}
		if n == 1 { // the title, whatever it says
			continue
		}
		if item.Outlet == "" {
			item.Outlet = outletIn(bylineForm, " / ", s)
		}
		if item.Published.IsZero() && utf8.RuneCountInString(s) <= maxDateLine {
			if day, ok := dayOf(s); ok {
				item.Published = day
			}
		}
		if sentence(s) {
			return
		}
	}
}

// outletIn returns the first group of a form that a line has, empty where it has
// none. Few lines have the part that no line of the form lacks, so it is looked for
// first.
func outletIn(form *regexp.Regexp, part, line string) string {
	if !strings.Contains(line, part) {
		return ""
	}
	if m := form.FindStringSubmatch(line); m != nil {
		return m[1]
	}
	return ""
}

// sentence tells prose from the lines of a header.
func sentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return len(strings.Fields(s)) > 12 && (last == '.' || last == '»' || last == '"' || last == '”')
}

// maxDateLine is how long a line may be that tells the day of publication, in
// characters: "Publié le 2 janvier 2026 à 17 h 05 - Mis à jour le 3 janvier 2026".
const maxDateLine = 72

var (
	isoDay     = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	numericDay = regexp.MustCompile(`\b(\d{1,2})([./])(\d{1,2})[./](\d{4})\b`)
	dayMonth   = regexp.MustCompile(`(?i)\b(\d{1,2})(?:er|st|nd|rd|th)? (\p{L}+)\.?,? (\d{4})\b`)
	monthDay   = regexp.MustCompile(`(?i)\b(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?, (\d{4})\b`)
)

var monthNumbers = func() map[string]int {
	m := map[string]int{}
	for i, names := range []string{
		"janvier janv january jan enero", "février fevrier févr fev february feb febrero", "mars march mar marzo",
		"avril avr april apr abril", "mai may mayo", "juin june jun junio", "juillet juil july jul julio",
		"août aout august aug agosto", "septembre sept september sep septiembre", "octobre oct october octubre",
		"novembre nov november noviembre", "décembre decembre déc dec december diciembre",
	} {
		for name := range strings.FieldsSeq(names) {
			m[name] = i + 1
		}
	}
	return m
}()

// dayOf finds the first day that a short text tells in full. Days in numbers
// are read day first, as agencies that write them do, unless the parts allow
// the other order alone; with a slash and both orders possible nothing is read.
func dayOf(s string) (time.Time, bool) {
	if !strings.ContainsAny(s, "0123456789") {
		return time.Time{}, false // as most lines
	}
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := numericDay.FindStringSubmatch(s); m != nil {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[3])
		switch {
		case second > 12:
			return day(m[4], m[1], m[3])
		case m[2] == "/" && first <= 12 && first != second:
			return time.Time{}, false
		}
		return day(m[4], m[3], m[1])
	}
	for _, m := range dayMonth.FindAllStringSubmatch(s, -1) {
		if month, ok := monthNumbers[strings.ToLower(m[2])]; ok {
			return day(m[3], strconv.Itoa(month), m[1])
		}
	}
	for _, m := range monthDay.FindAllStringSubmatch(s, -1) {
		if month, ok := monthNumbers[strings.ToLower(m[1])]; ok {
			return day(m[3], strconv.Itoa(month), m[2])
		}
	}
	return time.Time{}, false
}

// day returns a day that exists.
func day(year, month, dayOfMonth string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, err := strconv.Atoi(dayOfMonth)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, err == nil && y > 0 && t.Year() == y && int(t.Month()) == m && t.Day() == d
}

// stampForms are the ways in which files write a time: a day alone, which most
// write and no other form reads, then the most exact first.
var stampForms = []string{
	time.DateOnly, time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "20060102T150405Z0700", "20060102T150405",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04", "20060102",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700",
}

// stamp reads a time as files write it and returns its day in its own zone: a
// dispatch of 00:30 in Ankara is of that day there.
func stamp(s string) time.Time {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
	for _, form := range stampForms {
		if t, err := time.Parse(form, s); err == nil && t.Year() > 0 {
			return dayIn(t)
		}
	}
	if len([]rune(s)) <= maxDateLine {
		if t, ok := dayOf(s); ok {
			return t
		}
	}
	return time.Time{}
}

func dayIn(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
