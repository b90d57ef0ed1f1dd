package eval

import (
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/ingest/annotate"
)

// gatherings counts the annotated events without a pair that were found: an
// event of the same status and class with the same day or place, or of the
// same sentence where neither is annotated.
func (c *comparison) gatherings() {
	left := slices.Clone(c.found.Events)
	for _, e := range c.gold.Events {
		pairs, _ := pairsOf(&annotate.Document{Events: []annotate.Event{e}}, c.names)
		if len(pairs) > 0 {
			continue
		}
		c.score.Gatherings++
		i := slices.IndexFunc(left, func(f annotate.Event) bool {
			return f.Status == e.Status && class(f) == class(e) && sameOccasion(e, f)
		})
		if i >= 0 {
			left = slices.Delete(left, i, i+1)
			c.score.GatheringsFound++
		}
	}
}

func sameOccasion(gold, found annotate.Event) bool {
	switch {
	case gold.Date != nil && found.Date != nil && *gold.Date == *found.Date:
		return true
	case gold.Place != nil && found.Place != nil && samePlace(*gold.Place, *found.Place):
		return true
	}
	return gold.Date == nil && gold.Place == nil && found.Quote != "" &&
		(strings.Contains(gold.Quote, found.Quote) || strings.Contains(found.Quote, gold.Quote))
}
