package contacts

import (
	"context"
	"fmt"
	"math/bits"
	"slices"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/relation"
)

// role is what a property says of a contact.
type role uint8

const (
	other role = iota
	attending
	expected
	start
	end
	status
	class
	location
	quotation
)

// projector reads contacts in ID space.
type projector struct {
	s     Snapshot
	r     *relation.Reader
	opts  Options
	terms relation.ContactTerms
	roles map[graph.ID]role
	ids   []graph.ID // of the contacts, rising

	contacts []contact
	related  []graph.ID
	now      reading
}

// reading is the contact whose rows are being read.
type reading struct {
	id                     graph.ID
	attending, expected    []graph.ID
	places, graphs, quotes []graph.ID
	statuses, kinds        uint64 // bits by index
	start, end             relation.Date
	predicate              graph.ID // of the last row
	role                   role     // of that
	object, graph          graph.ID // of the last row
}

func newProjector(ctx context.Context, s Snapshot, r *relation.Reader, o Options) (*projector, error) {
	p := &projector{s: s, r: r, opts: o, terms: r.ContactTerms(), roles: map[graph.ID]role{}}
	for _, each := range []struct {
		role role
		ids  []graph.ID
	}{{attending, p.terms.Attending}, {expected, p.terms.Expected}, {start, p.terms.Start},
		{end, p.terms.End}, {status, p.terms.Status}, {class, p.terms.Type}} {
		for _, id := range each.ids {
			p.roles[id] = each.role
		}
	}
	for iri, role := range map[string]role{
		vocab.SchemaLocation: location, "https://schema.org/location": location, vocab.ProvWasQuotedFrom: quotation,
	} {
		id, known, err := s.Lookup(ctx, []byte("<"+iri+">"))
		if err != nil {
			return nil, fmt.Errorf("look up <%s>: %w", iri, err)
		}
		if known {
			p.roles[id] = role
		}
	}
	return p, nil
}

// read finds the contacts and reads all that is said of them: each by itself, or
// every statement there is, whichever is less work.
func (p *projector) read(ctx context.Context) error {
	members := []graph.ID{graph.None}
	if p.opts.Entity != graph.None {
		members = p.r.Members(p.opts.Entity)
	}
	var pattern graph.Pattern
	for _, pattern.O = range members {
		for _, pattern.P = range slices.Concat(p.terms.Attending, p.terms.Expected) {
			q := graph.Scan{Pattern: pattern, Columns: graph.ColS}
			err := relation.EachBatch(ctx, p.s, q, func(b *graph.Batch) error {
				p.ids = append(p.ids, b.Cols[graph.S][:b.N]...)
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	p.ids = slices.Clip(sortedUnique(p.ids))
	p.contacts = make([]contact, 0, len(p.ids))
	total, err := p.s.Count(ctx, graph.Pattern{})
	if err != nil {
		return fmt.Errorf("count statements: %w", err)
	}
	// To read one subject is to decode a block.
	if uint64(len(p.ids)) <= total/graph.BatchRows {
		for _, id := range p.ids {
			if err := p.scan(ctx, graph.Pattern{S: id}); err != nil {
				return err
			}
		}
	} else if err := p.scan(ctx, graph.Pattern{}); err != nil {
		return err
	}
	p.finish()
	return nil
}

// scan reads the rows of contacts out of a scan.
func (p *projector) scan(ctx context.Context, pattern graph.Pattern) error {
	at := 0
	if pattern.S != graph.None {
		at, _ = slices.BinarySearch(p.ids, pattern.S)
	}
	return relation.EachBatch(ctx, p.s, graph.Scan{Pattern: pattern, Order: graph.SPOG}, func(b *graph.Batch) error {
		if p.opts.Progress != nil {
			p.opts.Progress(b.N)
		}
		subjects := b.Cols[graph.S][:b.N]
		for i, s := range subjects {
			for at < len(p.ids) && p.ids[at] < s {
				at++
			}
			if at == len(p.ids) || subjects[b.N-1] < p.ids[at] {
				return nil // no more rows of contacts in the batch
			}
			if p.ids[at] != s {
				continue
			}
			if err := p.row(ctx, s, b.Cols[graph.P][i], b.Cols[graph.O][i], b.Cols[graph.G][i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// row takes one statement about a contact. Those of one contact come together.
func (p *projector) row(ctx context.Context, s, predicate, object, name graph.ID) error {
	now := &p.now
	if s != now.id {
		p.finish()
		now.id = s
	}
	if predicate != now.predicate {
		now.predicate, now.role, now.object = predicate, p.roles[predicate], graph.None
	}
	if name != now.graph && name != graph.DefaultGraph {
		now.graph = name
		now.graphs = append(now.graphs, name)
	}
	if now.role == quotation {
		if name == graph.DefaultGraph && object.Tag() == graph.TagIRI {
			now.quotes = append(now.quotes, object)
		}
		return nil
	}
	if object == now.object {
		return nil // the same in another source
	}
	now.object = object
	switch now.role {
	case attending, expected:
		if object.IsLiteral() {
			break // a name that stands for nobody in particular
		}
		if now.role == attending {
			now.attending = append(now.attending, p.r.Kept(object))
		} else {
			now.expected = append(now.expected, p.r.Kept(object))
		}
	case status:
		if i, ok := p.terms.StatusOf[object]; ok {
			now.statuses |= 1 << i
		}
	case class:
		if i, ok := p.terms.KindOf[object]; ok {
			now.kinds |= 1 << i
		}
	case location:
		now.places = append(now.places, p.r.Kept(object))
	case start, end:
		return now.date(ctx, p.r, object)
	}
	return nil
}

// date keeps the earliest start and the latest end. What is no date is unknown.
func (now *reading) date(ctx context.Context, r *relation.Reader, object graph.ID) error {
	d, err := r.Date(ctx, object)
	if err != nil || !d.Known() {
		return err
	}
	if now.role == start {
		if d.Compare(now.start) < 0 { // an unknown one is later than any
			now.start = d
		}
	} else if !now.end.Known() || now.end.Compare(d) < 0 {
		now.end = d
	}
	return nil
}

// finish adds the contact whose rows have been read, if there is one.
func (p *projector) finish() {
	now := &p.now
	if now.id == graph.None {
		return
	}
	c := contact{id: now.id, from: len(p.related), first: undated, kind: uint8(len(relation.ContactKinds()) - 1)}
	if now.kinds != 0 {
		c.kind = uint8(bits.TrailingZeros64(now.kinds)) // a finer kind says more, and the plain one is last
	}
	if now.statuses != 0 {
		c.status = uint8(bits.TrailingZeros64(now.statuses)) // none stated: occurred, the first
	}
	if now.start.Known() {
		c.first, c.last = now.start.First, now.start.Last
		if now.end.Known() {
			c.last = max(c.last, now.end.Last) // an end before the start is not believed
		}
	}
	if relation.Statuses()[c.status] != relation.StatusOccurred {
		now.attending = append(now.attending, now.expected...)
	}
	p.related = append(p.related, sortedUnique(now.attending)...)
	c.places = len(p.related)
	p.related = append(p.related, sortedUnique(now.places)...)
	c.graphs = len(p.related)
	p.related = append(p.related, sortedUnique(now.graphs)...)
	c.quotes = len(p.related)
	p.related = append(p.related, sortedUnique(now.quotes)...)
	c.to = len(p.related)
	p.contacts = append(p.contacts, c)
	*now = reading{attending: now.attending[:0], expected: now.expected[:0],
		places: now.places[:0], graphs: now.graphs[:0], quotes: now.quotes[:0]}
}
