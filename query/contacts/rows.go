package contacts

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/relation"
)

// OpenRows is Open for contacts that a query found, in place of the events of the
// graph: an edge for each two of a row, with the source that the row names.
func OpenRows(ctx context.Context, s Snapshot, r *relation.Reader, rows []chain.Row, o Options) (*Network, error) {
	n := &Network{reader: r, placeTexts: map[int]string{}}
	for i := range rows {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		n.addRow(&rows[i], o.Entity)
	}
	var ids []graph.ID
	for _, c := range n.contacts {
		n.actors = append(n.actors, n.related[c.from:c.places]...)
		if c.id != graph.None {
			ids = append(ids, c.id)
		}
		ids = append(ids, n.related[c.graphs:c.to]...)
	}
	n.actors = slices.Clip(sortedUnique(n.actors))
	var err error
	if n.iris, err = decodeTexts(ctx, s, sortedUnique(append(ids, n.actors...))); err != nil {
		return nil, err
	}
	n.iris.sort(n.actors)
	n.sortRows()
	return n, n.labelPlaces(ctx)
}

// addRow adds the contact of a row, unless it is one of somebody with itself or
// not of the entity that is asked for.
func (n *Network) addRow(row *chain.Row, entity graph.ID) {
	a, b := n.reader.Kept(row.A), n.reader.Kept(row.B)
	if kept := n.reader.Kept(entity); a == b || entity != graph.None && a != kept && b != kept {
		return
	}
	c := contact{id: row.Event, from: len(n.related), first: undated, kind: indexOf(relation.ContactKinds(), row.Kind, relation.KindContact),
		status: indexOf(relation.Statuses(), row.Status, relation.StatusOccurred)}
	if row.First != chain.Never {
		c.first, c.last = row.First, max(row.First, row.Last)
	}
	n.related = append(n.related, min(a, b), max(a, b))
	c.places = len(n.related)
	if row.Place != graph.None {
		n.related = append(n.related, n.reader.Kept(row.Place))
	}
	if row.PlaceText != "" {
		n.placeTexts[c.from] = row.PlaceText
	}
	c.graphs = len(n.related)
	if row.Source != graph.None {
		n.related = append(n.related, row.Source)
	}
	c.quotes, c.to = len(n.related), len(n.related)
	n.contacts = append(n.contacts, c)
}

func indexOf(names []string, name, other string) uint8 {
	return uint8(slices.Index(names, cmp.Or(name, other)))
}

// sortRows orders contacts by event, then by their ends, time and what is said of
// them, and drops repeats.
func (n *Network) sortRows() {
	compare := func(x, y *contact) int {
		return cmp.Or(strings.Compare(n.event(x), n.event(y)),
			strings.Compare(n.iris.of(n.related[x.from]), n.iris.of(n.related[y.from])),
			strings.Compare(n.iris.of(n.related[x.from+1]), n.iris.of(n.related[y.from+1])),
			cmp.Compare(x.first, y.first), cmp.Compare(x.last, y.last), cmp.Compare(x.kind, y.kind), cmp.Compare(x.status, y.status),
			slices.Compare(n.related[x.places:x.to], n.related[y.places:y.to]), strings.Compare(n.placeTexts[x.from], n.placeTexts[y.from]))
	}
	for _, c := range n.contacts { // ends by IRI, as edges have them
		if ends := n.related[c.from:c.places]; n.iris.of(ends[1]) < n.iris.of(ends[0]) {
			ends[0], ends[1] = ends[1], ends[0]
		}
	}
	slices.SortFunc(n.contacts, func(x, y contact) int { return compare(&x, &y) })
	n.contacts = slices.CompactFunc(n.contacts, func(x, y contact) bool { return compare(&x, &y) == 0 })
}

// event is the IRI of a contact, empty for a row without a node.
func (n *Network) event(c *contact) string {
	if c.id == graph.None {
		return ""
	}
	return n.iris.of(c.id)
}
