package eval

import (
	"fmt"
	"io"
	"strings"
)

// Write prints a report as text: the scores overall and for each language, the
// pairs by type and by rule, and, where errors is set, every error.
func (r *Report) Write(w io.Writer, withErrors bool) error {
	var b strings.Builder
	writeScore(&b, "overall", &r.Overall)
	for _, lang := range keys(r.Languages) {
		writeScore(&b, lang, r.Languages[lang])
	}
	b.WriteString("by type\n")
	for _, k := range keys(r.Types) {
		writeTally(&b, k, r.Types[k])
	}
	b.WriteString("by rule\n")
	for _, k := range keys(r.Rules) {
		t := r.Rules[k]
		fmt.Fprintf(&b, "  %-22s P %.3f             right %d wrong %d\n", k, t.Precision(), t.Right, t.Wrong)
	}
	if withErrors {
		b.WriteString("errors\n")
		for _, e := range r.Errors {
			fmt.Fprintf(&b, "  %-10s %-12s %s\n", e.Document, e.Kind, e.Detail)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeScore(b *strings.Builder, name string, s *Score) {
	fmt.Fprintf(b, "%s: %d documents\n", name, s.Documents)
	writeTally(b, "pairs", s.Pairs)
	writeTally(b, "pairs with class", s.Class)
	writeTally(b, "roles", s.Roles)
	fmt.Fprintf(b, "  place %.3f  date %.3f  status %.3f  on %d pairs\n", s.Place(), s.Date(), s.Status(), s.Pairs.Right)
	fmt.Fprintf(b, "  gatherings %d of %d; a pair in %d of %d documents without a contact\n", s.GatheringsFound, s.Gatherings, s.FalseAlarms, s.Quiet)
}

func writeTally(b *strings.Builder, name string, t Tally) {
	fmt.Fprintf(b, "  %-22s P %.3f R %.3f F1 %.3f right %d wrong %d missed %d\n", name, t.Precision(), t.Recall(), t.F1(), t.Right, t.Wrong, t.Missed)
}
