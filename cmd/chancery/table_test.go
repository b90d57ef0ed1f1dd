package main

import (
	"strings"
	"testing"

	"github.com/chancery-graph/chancery/query/result/textgrid"
)

func TestRenderTable(t *testing.T) {
	columns := []cellStyle{{head: "date", fixed: true}, {head: "n", right: true}, {head: "quote"}}
	rows := [][]string{
		{"2026-01-01", "1", "« Une phrase assez longue, avec des accents éèê, pour être coupée »"},
		{"2026-01-02", "12", "日本語の文"},
	}
	got := renderTable(columns, rows, 44, nil, func(row int) []string {
		if row == 1 {
			return []string{"note"}
		}
		return nil
	})
	want := strings.TrimLeft(`
DATE         N  QUOTE
2026-01-01   1  « Une phrase assez longue,
                avec des accents éèê, pour
                être coupée »
2026-01-02  12  日本語の文
           note
`, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, line := range strings.Split(got, "\n") {
		if w := textgrid.Width(line); w > 44 {
			t.Errorf("line of %d columns: %q", w, line)
		}
	}
}
