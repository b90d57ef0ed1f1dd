package relation_test

import (
	"slices"
	"testing"
	"time"

	"github.com/chancery-graph/chancery/query/relation"
)

func day(year int, month time.Month, d int) relation.Day {
	return relation.Day(time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func TestParseDate(t *testing.T) {
	cases := []struct {
		text        string
		first, last relation.Day
		second      int32
	}{
		{"1938", day(1938, 1, 1), day(1938, 12, 31), -1},
		{"1938-02", day(1938, 2, 1), day(1938, 2, 28), -1},
		{"2000-02", day(2000, 2, 1), day(2000, 2, 29), -1},
		{"1900-02", day(1900, 2, 1), day(1900, 2, 28), -1},
		{"2000-02-29", day(2000, 2, 29), day(2000, 2, 29), -1},
		{"1938-09-29Z", day(1938, 9, 29), day(1938, 9, 29), -1},
		{"1938-09-29-05:00", day(1938, 9, 29), day(1938, 9, 29), -1},
		{"1938-09+02:00", day(1938, 9, 1), day(1938, 9, 30), -1},
		{"1938-09-29T23:59:59.5+14:00", day(1938, 9, 29), day(1938, 9, 29), 86399},
		{"1938-09-29T24:00:00", day(1938, 9, 29), day(1938, 9, 29), 86400},
		{"0000", day(0, 1, 1), day(0, 12, 31), -1},
		{"-0044-03-15", day(-44, 3, 15), day(-44, 3, 15), -1},
		{"12025-01-01", day(12025, 1, 1), day(12025, 1, 1), -1},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			got, err := relation.ParseDate(c.text)
			want := relation.Date{Text: c.text, First: c.first, Last: c.last, Second: c.second}
			if err != nil || got != want {
				t.Errorf("got %+v, %v; want %+v", got, err, want)
			}
		})
	}
	for _, bad := range []string{
		"", "38", "1938-9", "1938-13", "1938-00", "1938-02-29", "1938-09-31", "1938-09-29-1", "1938-09-29T", "1938T10:00:00",
		"1938-09-29T25:00:00", "1938-09-29T24:00:01", "1938-09-29T10:60:00", "1938-09-29T10:00:00.", "1938-09-29+15:00", "1938-09-29+14:30",
		"last spring", "99999999", "+1938", "1938-09-29T1:00:00", "1938--1",
	} {
		if got, err := relation.ParseDate(bad); err == nil {
			t.Errorf("ParseDate(%q) = %+v, want an error", bad, got)
		}
	}
}

func TestDatesSortByTime(t *testing.T) {
	texts := []string{"-0044-03-15", "1938-09-28", "1938-09-29", "1938-09-29T08:00:00", "1938-09-29T17:00:00", "1938-09", "1938-10-01", "", "1937"}
	var dates []relation.Date
	for _, s := range texts {
		d, _ := relation.ParseDate(s)
		dates = append(dates, d)
	}
	slices.SortFunc(dates, relation.Date.Compare)
	var got []string
	for _, d := range dates {
		got = append(got, d.Text)
	}
	want := []string{"-0044-03-15", "1937", "1938-09", "1938-09-28", "1938-09-29", "1938-09-29T08:00:00", "1938-09-29T17:00:00", "1938-10-01", ""}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestParsePeriod(t *testing.T) {
	cases := []struct{ text, from, to string }{
		{"1938..1939", "1938", "1939"},
		{"1938-08..1938-10", "1938-08", "1938-10"},
		{"1938", "1938", "1938"},
		{"1938..", "1938", ""},
		{"..1939-03", "", "1939-03"},
		{"1938-09..1938", "1938-09", "1938"},
	}
	for _, c := range cases {
		from, to, err := relation.ParsePeriod(c.text)
		if err != nil || from.Text != c.from || to.Text != c.to {
			t.Errorf("ParsePeriod(%q) = %q, %q, %v; want %q, %q", c.text, from.Text, to.Text, err, c.from, c.to)
		}
	}
	for _, bad := range []string{"", "..", "1939..1938", "1938..soon", "1938...1939"} {
		if _, _, err := relation.ParsePeriod(bad); err == nil {
			t.Errorf("ParsePeriod(%q): got no error", bad)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"1938", "1938-09-29T10:00:00Z", "-0001-01", "T", "1938-09-29+14:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := relation.ParseDate(s)
		if err == nil && (d.Text != s || d.Last < d.First || d.Second > 86400) {
			t.Errorf("ParseDate(%q) = %+v", s, d)
		}
	})
}

func TestDateType(t *testing.T) {
	for text, want := range map[string]string{
		"1938": "gYear", "-0044": "gYear", "1938Z": "gYear", "1938-09": "gYearMonth", "1938-09+01:00": "gYearMonth", "-0044-03-15": "date",
		"1938-09-29": "date", "1938-09-29-05:00": "date", "1938-09-29T12:30:00Z": "dateTime", "1938-09-29T12:30": "", "soon": "", "": "",
	} {
		if want != "" {
			want = "http://www.w3.org/2001/XMLSchema#" + want
		}
		if got := relation.DateType(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
