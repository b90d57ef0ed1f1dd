package known

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/ingest"
)

// Snapshot is what a Graph reads. A snapshot of package store satisfies it.
type Snapshot interface {
	// Lookup returns the ID of a canonical term text.
	Lookup(ctx context.Context, text []byte) (graph.ID, bool, error)
	// AppendTerm appends the canonical text of an ID to dst.
	AppendTerm(ctx context.Context, dst []byte, id graph.ID) ([]byte, error)
	// Scan reads the statements that fit, in batches.
	Scan(ctx context.Context, q graph.Scan) (graph.Scanner, error)
}

// Graph implements ingest.Directory.
type Graph struct {
	snap Snapshot
	ids  map[string]graph.ID   // of terms of the vocabulary; None where the snapshot has none
	node map[quad.IRI]graph.ID // of nodes that were asked about, likewise
	answers
	since overlay
	buf   []byte
}

// answers are kept, so that a question that comes again is not asked anew: those
// of the snapshot, and those that hold what was learned besides. Learning drops
// the ones that it changes.
type answers struct {
	surnames  map[uint64][]graph.ID            // of the snapshot; nil until it is read
	stored    map[string][]ingest.Known        // people of the snapshot, by surname key
	people    map[string][]ingest.Known        // all of them
	named     map[name][]quad.IRI              // of the snapshot
	attended  map[quad.IRI][]graph.ID          // contacts of the snapshot, by party
	described map[quad.IRI]ingest.KnownContact // of the snapshot, to which nothing was added
	published map[quad.IRI][]string            // days of sources of the snapshot, likewise
	held      map[quad.IRI][]ingest.Holder     // of the snapshot, by country
	holders   map[quad.IRI][]ingest.Holder     // all of them
}

// remembered is how many answers are kept of each kind, which bounds the memory of
// a long run to some tens of MB.
const remembered = 20_000

// remember keeps an answer.
func remember[K comparable, V any](m map[K]V, k K, v V) {
	if len(m) >= remembered {
		clear(m)
	}
	m[k] = v
}

var _ ingest.Directory = (*Graph)(nil)

// New returns a Graph over a snapshot, which the caller closes after its last use.
func New(snap Snapshot) *Graph {
	return &Graph{
		snap: snap, ids: map[string]graph.ID{}, node: map[quad.IRI]graph.ID{}, since: newOverlay(),
		answers: answers{
			stored: map[string][]ingest.Known{}, people: map[string][]ingest.Known{}, named: map[name][]quad.IRI{},
			attended: map[quad.IRI][]graph.ID{}, described: map[quad.IRI]ingest.KnownContact{}, published: map[quad.IRI][]string{},
			held: map[quad.IRI][]ingest.Holder{}, holders: map[quad.IRI][]ingest.Holder{},
		},
	}
}

// Learn takes in the statements of a dispatch that was stored.
func (k *Graph) Learn(quads []quad.Quad) {
	var roles []*subject
	for _, q := range quads {
		s, f := k.since.add(q)
		if s == nil {
			continue
		}
		switch {
		case slices.Contains(roleProperties, f.Property):
			if len(roles) == 0 || roles[len(roles)-1] != s {
				roles = append(roles, s)
			}
		case uses[f.Property]&ofName != 0:
			delete(k.people, ingest.SurnameKey(textOf(f.Value)))
		case f.Property == vocab.RDFType:
			for _, named := range s.facts {
				if uses[named.Property]&ofName != 0 {
					delete(k.people, ingest.SurnameKey(textOf(named.Value)))
				}
			}
		case f.Property == ingest.ChyCountOf, slices.Contains(countProperties, f.Property):
			clear(k.described) // of whichever contact the number is
		}
		delete(k.described, s.iri)
		delete(k.published, s.iri)
	}
	for _, role := range roles {
		for _, country := range role.countries() {
			delete(k.holders, country)
		}
	}
}

func (s *subject) countries() []quad.IRI {
	var list []quad.IRI
	for _, f := range s.facts {
		if country, ok := f.Value.(quad.IRI); ok && f.Property == vocab.ChyCountry {
			list = append(list, country)
		}
	}
	return list
}

// Learned returns how many statements were taken in and are held in memory.
func (k *Graph) Learned() int { return k.since.size }

// lookup returns the ID of a term, None where the snapshot has none.
func (k *Graph) lookup(ctx context.Context, v quad.Value) (graph.ID, error) {
	text, err := graph.AppendTerm(k.buf[:0], v)
	k.buf = text
	if err != nil {
		return graph.None, err
	}
	id, ok, err := k.snap.Lookup(ctx, text)
	if err != nil {
		return graph.None, fmt.Errorf("look up %s: %w", text, err)
	}
	if !ok {
		return graph.None, nil
	}
	return id, nil
}

// property returns the ID of a property or class, None where the snapshot has none.
func (k *Graph) property(ctx context.Context, iri string) (graph.ID, error) {
	if id, ok := k.ids[iri]; ok {
		return id, nil
	}
	id, err := k.lookup(ctx, quad.IRI(iri))
	if err == nil {
		k.ids[iri] = id
	}
	return id, err
}

// nodeID returns the ID of a node, None where the snapshot has none.
func (k *Graph) nodeID(ctx context.Context, iri quad.IRI) (graph.ID, error) {
	if s := k.since.subjects[iri]; s != nil {
		return k.subjectID(ctx, s)
	}
	if id, ok := k.node[iri]; ok {
		return id, nil
	}
	id, err := k.lookup(ctx, iri)
	if err == nil {
		remember(k.node, iri, id)
	}
	return id, err
}

// subjectID is nodeID for a node of which something was learned.
func (k *Graph) subjectID(ctx context.Context, s *subject) (graph.ID, error) {
	if s.asked {
		return s.id, nil
	}
	id, err := k.lookup(ctx, s.iri)
	if err == nil {
		s.id, s.asked = id, true
	}
	return id, err
}

// decode returns the term of an ID.
func (k *Graph) decode(ctx context.Context, id graph.ID) (quad.Value, error) {
	text, err := k.snap.AppendTerm(ctx, k.buf[:0], id)
	k.buf = text
	if err != nil {
		return nil, fmt.Errorf("decode %v: %w", id, err)
	}
	return graph.ParseTerm(text)
}

func (k *Graph) decodeIRI(ctx context.Context, id graph.ID) (quad.IRI, error) {
	v, err := k.decode(ctx, id)
	iri, _ := v.(quad.IRI) // a blank node is nothing that a dispatch can add to
	return iri, err
}

// scan calls each with every batch of a scan.
func (k *Graph) scan(ctx context.Context, q graph.Scan, each func(*graph.Batch) error) (err error) {
	s, err := k.snap.Scan(ctx, q)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var b graph.Batch
	for {
		if err := s.Next(ctx, &b); err != nil || b.N == 0 {
			return err
		}
		if err := each(&b); err != nil {
			return err
		}
	}
}

// subjectIDs returns who has a property with a value in the snapshot, sorted.
func (k *Graph) subjectIDs(ctx context.Context, property string, object quad.Value) ([]graph.ID, error) {
	p, err := k.property(ctx, property)
	if err != nil || p == graph.None {
		return nil, err
	}
	o := graph.None
	if iri, ok := object.(quad.IRI); ok {
		o, err = k.nodeID(ctx, iri)
	} else {
		o, err = k.lookup(ctx, object)
	}
	if err != nil || o == graph.None {
		return nil, err
	}
	var ids []graph.ID
	q := graph.Scan{Pattern: graph.Pattern{P: p, O: o}, Columns: graph.ColS}
	err = k.scan(ctx, q, func(b *graph.Batch) error {
		ids = append(ids, b.Cols[graph.S][:b.N]...)
		return nil
	})
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// Subjects returns who has a property with a value, the snapshot's first. Blank
// nodes are left out.
func (k *Graph) Subjects(ctx context.Context, property string, object quad.Value) ([]quad.IRI, error) {
	ids, err := k.subjectIDs(ctx, property, object)
	if err != nil {
		return nil, err
	}
	var list []quad.IRI
	for _, id := range ids {
		iri, err := k.decodeIRI(ctx, id)
		if err != nil {
			return nil, err
		}
		if iri != "" {
			list = append(list, iri)
		}
	}
	stored := len(list)
	for _, s := range k.since.with(property, object) {
		if !slices.Contains(list[:stored], s.iri) {
			list = append(list, s.iri)
		}
	}
	return list, nil
}

// Fact is a property of a node with its value and the graph that states it.
type Fact struct {
	Property string
	Value    quad.Value
	Graph    quad.IRI // "" for the default graph
}

// Facts returns what is stated of a node with some properties, nil being all of
// them, in the order of the snapshot, then of what was learned.
func (k *Graph) Facts(ctx context.Context, node quad.IRI, properties []string) ([]Fact, error) {
	var list []Fact
	s, err := k.nodeID(ctx, node)
	if err != nil {
		return nil, err
	}
	if s != graph.None {
		if list, err = k.factsOf(ctx, s, properties); err != nil {
			return nil, err
		}
	}
	for _, f := range k.since.facts(node) {
		if properties == nil || slices.Contains(properties, f.Property) {
			list = append(list, f)
		}
	}
	return list, nil
}

// factsOf returns the facts of the snapshot about a node.
func (k *Graph) factsOf(ctx context.Context, s graph.ID, properties []string) ([]Fact, error) {
	names := map[graph.ID]string{}
	for _, p := range properties {
		id, err := k.property(ctx, p)
		if err != nil {
			return nil, err
		}
		if id != graph.None {
			names[id] = p
		}
	}
	type row struct{ p, o, g graph.ID }
	var rows []row
	err := k.scan(ctx, graph.Scan{Pattern: graph.Pattern{S: s}, Columns: graph.ColP | graph.ColO | graph.ColG}, func(b *graph.Batch) error {
		for i, p := range b.Cols[graph.P][:b.N] {
			if _, ok := names[p]; ok || properties == nil {
				rows = append(rows, row{p, b.Cols[graph.O][i], b.Cols[graph.G][i]})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	list := make([]Fact, len(rows))
	for i, r := range rows {
		f := &list[i]
		f.Property = names[r.p]
		if properties == nil {
			iri, err := k.decodeIRI(ctx, r.p)
			if err != nil {
				return nil, err
			}
			f.Property = string(iri)
		}
		if f.Value, err = k.decode(ctx, r.o); err != nil {
			return nil, err
		}
		if r.g != graph.DefaultGraph {
			if f.Graph, err = k.decodeIRI(ctx, r.g); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}
