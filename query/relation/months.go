package relation

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// MonthCount counts the contacts of a month.
type MonthCount struct {
	// Month is 2026-01; 2026 for contacts of which no more is known; empty for
	// undated ones.
	Month    string `json:"month"`
	Contacts int    `json:"contacts"`
}

// Months counts contacts by the month in which they began: the earliest where sources
// disagree. It is sorted by time, a year before its months, undated last.
func (r *Reader) Months(ctx context.Context) ([]MonthCount, error) {
	terms := r.ContactTerms()
	began := map[graph.ID]Date{}
	for _, p := range slices.Concat(terms.Attending, terms.Expected) {
		q := graph.Scan{Pattern: graph.Pattern{P: p}, Order: graph.PSOG, Columns: graph.ColS}
		if err := EachBatch(ctx, r.g, q, func(b *graph.Batch) error {
			for _, id := range b.Cols[graph.S][:b.N] {
				began[r.Kept(id)] = Date{}
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	for _, p := range terms.Start {
		q := graph.Scan{Pattern: graph.Pattern{P: p}, Order: graph.POSG, Columns: graph.ColO | graph.ColS}
		if err := EachBatch(ctx, r.g, q, func(b *graph.Batch) error {
			for row, id := range b.Cols[graph.S][:b.N] {
				id = r.Kept(id)
				known, ok := began[id]
				if !ok {
					continue // what begins otherwise, such as a role
				}
				d, err := r.date(ctx, b.Cols[graph.O][row])
				if err != nil {
					return err
				}
				if d.Compare(known) < 0 {
					began[id] = d
				}
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return countMonths(began)
}

const daysOfMonth = 31 // at the most

// cutLast cuts a text before its last hyphen.
func cutLast(text string) string { return text[:strings.LastIndexByte(text, '-')] }

func countMonths(began map[graph.ID]Date) ([]MonthCount, error) {
	type month struct {
		text  string
		first Day
	}
	counts := map[month]int{}
	for _, d := range began {
		m := month{first: MaxDay}
		if d.Known() {
			m.text = cutLast(d.First.Date().Text)
			if d.Last-d.First >= daysOfMonth {
				m.text = cutLast(m.text)
			}
			whole, err := ParseDate(m.text)
			if err != nil {
				return nil, err
			}
			m.first = whole.First
		}
		counts[m]++
	}
	list := make([]month, 0, len(counts))
	for m := range counts {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b month) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(len(a.text), len(b.text)))
	})
	var months []MonthCount
	for _, m := range list {
		months = append(months, MonthCount{m.text, counts[m]})
	}
	return months, nil
}
