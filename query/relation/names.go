package relation

import (
	"context"
	"fmt"
	"sort"
	"sync/atomic"

	"github.com/chancery-graph/chancery/graph"
)

// Names holds the folded names of every entity of a snapshot, one row for each
// pair of an entity and a name that a property states. It is never changed once built;
// Update makes that of a later snapshot of it.
//
//	text     \n rustem umerov \n u merow \n kyiv \n …    folded, row after row
//	starts      1               15          23
//	entities    #2:17           #2:17       #2:4
//	literals    #4:90           #4:91       #5:…         the name as stated
//
// Looking a text up is one pass over the text column with a substring search
// (tens of milliseconds for a million names), so nothing has to be sorted and
// the table costs little more to build than to scan. It takes 24 bytes for each
// row beside the folded names: about 50 MB for a million names.
type Names struct {
	seq      graph.Seq
	text     []byte
	starts   []uint64 // of each row in text
	entities []graph.ID
	literals []graph.ID
	nameChanges
}

// BuildNames reads the names of a snapshot: schema:name and alternateName,
// foaf:name, rdfs:label, skos:prefLabel and altLabel. A name with neither letter
// nor digit gets no row.
func BuildNames(ctx context.Context, g Graph) (*Names, error) {
	n := &Names{seq: g.Seq(), text: []byte{'\n'}}
	ids, err := namePredicatesOf(ctx, g)
	if err != nil {
		return nil, err
	}
	var total uint64
	for _, id := range ids {
		c, err := g.Count(ctx, graph.Pattern{P: id})
		if err != nil {
			return nil, fmt.Errorf("count names: %w", err)
		}
		total += c
	}
	n.reserve(total)
	b := nameBuilder{g: g, names: n}
	for _, id := range ids {
		// By object, so that a name that many share is decoded once, and terms
		// are decoded in the order in which the dictionary keeps them.
		q := graph.Scan{Pattern: graph.Pattern{P: id}, Order: graph.POSG, Columns: graph.ColS | graph.ColO}
		b.literal, b.last = graph.None, graph.None
		err := EachBatch(ctx, g, q, func(batch *graph.Batch) error { return b.add(ctx, batch) })
		if err != nil {
			return nil, err
		}
	}
	n.nameChanges = nameChanges{tail: new(atomic.Int64), built: len(n.entities), index: &nameIndex{}}
	n.grown()
	return n, nil
}

// reserve makes room for rows and some that are added later, but trusts a count no
// further than 16 million.
func (n *Names) reserve(rows uint64) {
	rows = min(rows+rows/64+64, 1<<24)
	n.text = append(make([]byte, 0, 24*rows+1), n.text...)
	n.starts = make([]uint64, 0, rows)
	n.entities = make([]graph.ID, 0, rows)
	n.literals = make([]graph.ID, 0, rows)
}

// Seq is the event as of which the names were read.
func (n *Names) Seq() graph.Seq { return n.seq }

// Len is the number of rows.
func (n *Names) Len() int { return len(n.entities) - len(n.gone) }

// Each calls fn with each folded name and its entity, until fn returns false. The
// name is borrowed until fn returns.
func (n *Names) Each(fn func(entity graph.ID, folded []byte) bool) {
	for i, e := range n.entities {
		if !n.isGone(i) && !fn(e, n.row(i)) {
			return
		}
	}
}

// row returns the folded name of row i.
func (n *Names) row(i int) []byte {
	end := len(n.text)
	if i+1 < len(n.starts) {
		end = int(n.starts[i+1])
	}
	return n.text[n.starts[i] : end-1]
}

// rowAt returns the row that holds the byte at offset, not before row from. It
// looks near from first, as one hit of a search is seldom far from the last.
func (n *Names) rowAt(offset, from int) int {
	past := func(row int) bool { return row >= len(n.starts) || n.starts[row] > uint64(offset) }
	step := 1
	for !past(from + step) {
		from += step
		step *= 2
	}
	return from + sort.Search(step, func(i int) bool { return past(from + i + 1) })
}

// nameBuilder adds rows from scans that are sorted by name.
type nameBuilder struct {
	g       Graph
	names   *Names
	literal graph.ID // decoded last
	last    graph.ID // entity of the last row with that literal
	raw     []byte   // its canonical text
	plain   []byte   // its lexical form
	folded  []byte
}

func (b *nameBuilder) add(ctx context.Context, batch *graph.Batch) error {
	subjects := batch.Cols[graph.S][:batch.N]
	for i, o := range batch.Cols[graph.O][:batch.N] {
		if o != b.literal {
			if err := b.decode(ctx, o); err != nil {
				return err
			}
		} else if subjects[i] == b.last {
			continue // the same name in another source
		}
		b.last = subjects[i]
		if len(b.folded) == 0 {
			continue
		}
		b.row(subjects[i])
	}
	return nil
}

// row adds a row of the literal that was decoded last.
func (b *nameBuilder) row(entity graph.ID) {
	n := b.names
	n.starts = append(n.starts, uint64(len(n.text)))
	n.text = append(append(n.text, b.folded...), '\n')
	n.entities = append(n.entities, entity)
	n.literals = append(n.literals, b.literal)
}

func (b *nameBuilder) decode(ctx context.Context, o graph.ID) error {
	var err error
	if b.raw, err = b.g.AppendTerm(ctx, b.raw[:0], o); err != nil {
		return fmt.Errorf("decode name %v: %w", o, err)
	}
	b.literal, b.folded = o, b.folded[:0]
	b.plain = graph.AppendLexical(b.plain[:0], b.raw) // nothing for an IRI, which is no name
	b.folded = appendFolded(b.folded, b.plain)
	return nil
}
