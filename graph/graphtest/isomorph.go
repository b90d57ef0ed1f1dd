package graphtest

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/chancery-graph/chancery/graph"
)

// Statement is a statement as canonical texts; G is empty for the default graph.
type Statement struct{ S, P, O, G string }

// ReadStatements reads all that r adds.
func ReadStatements(r graph.PatchReader) ([]Statement, error) {
	var list []Statement
	var b graph.PatchBatch
	for {
		if err := r.ReadPatch(&b); err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		for _, c := range b.Changes {
			if c.Op != graph.Add {
				return nil, fmt.Errorf("graphtest: operation %c, expected %c", c.Op, graph.Add)
			}
			list = append(list, Statement{string(c.S), string(c.P), string(c.O), string(c.G)})
		}
	}
}

// Isomorphic tells whether two datasets are the same but for the labels of their
// blank nodes (RDF 1.1 Concepts §3.6, §4.1): whether there is a bijection
// between the blank nodes, those within triple terms and graph names among them,
// that maps the one set of statements on the other. Repeated statements count
// once.
//
// Blank nodes are coloured by what is said about them until the colours settle;
// where several still share a colour, one of them is tried against each of the
// other side. The answer is exact; the time may be exponential for very regular
// graphs of hundreds of blank nodes.
func Isomorphic(a, b []Statement) bool {
	x, y := newDataset(a), newDataset(b)
	if len(x.statements) != len(y.statements) || len(x.colours) != len(y.colours) {
		return false
	}
	return match(x, y)
}

// dataset is a set of statements with their blank nodes taken out.
type dataset struct {
	statements []pieces
	labels     map[string]int // of blank nodes, to their numbers
	colours    []uint64       // by number
}

// pieces is a statement as text and blank nodes in turn: text, number, text, …
type pieces struct {
	text  []string // one more than nodes
	nodes []int
}

func newDataset(list []Statement) *dataset {
	d := &dataset{labels: map[string]int{}}
	list = slices.Clone(list)
	slices.SortFunc(list, compareStatements)
	for _, s := range slices.Compact(list) {
		d.statements = append(d.statements, d.cut(s))
	}
	d.colours = make([]uint64, len(d.labels))
	return d
}

func compareStatements(a, b Statement) int {
	for _, pair := range [][2]string{{a.S, b.S}, {a.P, b.P}, {a.O, b.O}, {a.G, b.G}} {
		if c := strings.Compare(pair[0], pair[1]); c != 0 {
			return c
		}
	}
	return 0
}

// cut takes the blank nodes out of a statement.
func (d *dataset) cut(s Statement) pieces {
	var p pieces
	var text []byte
	var term func(t string)
	term = func(t string) {
		switch graph.TagOf([]byte(t)) {
		case graph.TagBlank:
			n, ok := d.labels[t]
			if !ok {
				n = len(d.labels)
				d.labels[t] = n
			}
			p.text, p.nodes = append(p.text, string(text)), append(p.nodes, n)
			text = text[:0]
		case graph.TagTriple:
			s, p, o, ok := graph.TripleParts([]byte(t))
			if !ok {
				panic("graphtest: malformed triple term " + t)
			}
			text = append(text, "<<( "...)
			term(string(s))
			text = append(append(append(text, ' '), p...), ' ')
			term(string(o))
			text = append(text, " )>>"...)
		default:
			text = append(text, t...)
		}
	}
	for _, t := range []string{s.S, s.P, s.O, s.G} {
		term(t)
		text = append(text, '\n')
	}
	p.text = append(p.text, string(text))
	return p
}

// hash is a statement's, with its blank nodes by colour; the one at position
// self counts as itself.
func (d *dataset) hash(p pieces, self int) uint64 {
	var buf [256]byte
	b := buf[:0]
	for i, text := range p.text {
		if i > 0 {
			n := p.nodes[i-1]
			b = binary.LittleEndian.AppendUint64(b, d.colours[n])
			b = append(b, '0')
			if self == i-1 {
				b[len(b)-1] = '2'
			} else if n == p.nodes[self] {
				b[len(b)-1] = '1'
			}
		}
		b = binary.LittleEndian.AppendUint64(b, uint64(len(text)))
		b = append(b, text...)
	}
	return xxh3.Hash(b)
}

// refine colours until the number of colours grows no more.
func (d *dataset) refine() {
	for count := 0; ; {
		next := make([]uint64, len(d.colours))
		for _, p := range d.statements {
			for i, n := range p.nodes {
				next[n] += d.hash(p, i) // a sum does not depend on the order
			}
		}
		different := map[uint64]bool{}
		for n := range next {
			var pair [16]byte
			binary.LittleEndian.PutUint64(pair[:8], d.colours[n])
			binary.LittleEndian.PutUint64(pair[8:], next[n])
			next[n] = xxh3.Hash(pair[:])
			different[next[n]] = true
		}
		d.colours = next
		if len(different) == count {
			return
		}
		count = len(different)
	}
}

// match looks for a bijection that keeps the colours.
func match(x, y *dataset) bool {
	x.refine()
	y.refine()
	classes, other := x.classes(), y.classes()
	if len(classes) != len(other) {
		return false
	}
	var pick uint64
	smallest := 0 // members of the smallest class of several
	for colour, members := range classes {
		if len(members) != len(other[colour]) {
			return false
		}
		if n := len(members); n > 1 && (smallest == 0 || n < smallest || n == smallest && colour < pick) {
			pick, smallest = colour, n
		}
	}
	if smallest == 0 {
		return x.sameAs(y)
	}
	const marked = 0x9E3779B97F4A7C15
	for _, candidate := range other[pick] {
		u, v := x.copy(), y.copy()
		u.colours[classes[pick][0]] ^= marked
		v.colours[candidate] ^= marked
		if match(u, v) {
			return true
		}
	}
	return false
}

// classes returns the blank nodes by colour.
func (d *dataset) classes() map[uint64][]int {
	m := map[uint64][]int{}
	for n, c := range d.colours {
		m[c] = append(m[c], n)
	}
	return m
}

func (d *dataset) copy() *dataset {
	return &dataset{statements: d.statements, labels: d.labels, colours: slices.Clone(d.colours)}
}

// sameAs compares the statements with colours, which are all different, in the
// place of labels. It compares texts, so that no hash decides.
func (d *dataset) sameAs(other *dataset) bool {
	return slices.Equal(d.texts(), other.texts())
}

func (d *dataset) texts() []string {
	list := make([]string, 0, len(d.statements))
	for _, p := range d.statements {
		var b strings.Builder
		for i, text := range p.text {
			if i > 0 {
				fmt.Fprintf(&b, "_:%x", d.colours[p.nodes[i-1]])
			}
			b.WriteString(text)
		}
		list = append(list, b.String())
	}
	slices.Sort(list)
	return list
}
