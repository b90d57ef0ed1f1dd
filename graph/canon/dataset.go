package canon

import (
	"bytes"
	"fmt"
	"math"
	"slices"

	"github.com/chancery-graph/chancery/graph"
)

// node is a blank node: an index into dataset.labels.
type node int32

const (
	none node = -1
	// arenaChunk is how much text is allocated at a time, in bytes.
	arenaChunk = 1 << 20
	// tripleOpen starts a triple term; its subject follows.
	tripleOpen = "<<( "
)

// mention is a blank node in a statement.
type mention struct {
	start, end uint32 // of the label in the line, without "_:"
	node       node
	position   string // s, o or g, or the way into a triple term
}

// statement is a line of N-Quads with blank nodes. A statement without a triple
// term has its predicate where hashes need it.
type statement struct {
	line      []byte
	predicate []byte // with angle brackets
	mentions  []mention
	extended  bool // a blank node stands inside of a triple term
}

// append appends the line, each label replaced by what name appends.
func (s *statement) append(dst []byte, name func(dst []byte, n node) []byte) []byte {
	from := uint32(0)
	for i := range s.mentions {
		m := &s.mentions[i]
		dst = name(append(dst, s.line[from:m.start]...), m.node)
		from = m.end
	}
	return append(dst, s.line[from:]...)
}

// dataset is the statements with blank nodes.
type dataset struct {
	statements []statement
	labels     []string // of the input, by node
	nodes      map[string]node
	text       []byte    // the arena's current chunk
	mentions   []mention // likewise

	// The blank node to quads map of RDFC-1.0 §4.2: the statements that mention
	// node n are uses[first[n]:first[n+1]].
	first []uint32
	uses  []uint32
	total int // mentions

	// ternary tells that a statement without blank nodes in triple terms has
	// three different blank nodes.
	ternary bool
}

func newDataset() *dataset { return &dataset{nodes: map[string]node{}} }

// add keeps the statement if it mentions a blank node; held tells whether it
// does. line is the statement as N-Quads.
func (d *dataset) add(line []byte, c *graph.Change) (held bool, err error) {
	inTriple := graph.TagOf(c.O) == graph.TagTriple && bytes.Contains(c.O, []byte("_:"))
	blank := graph.TagOf(c.O) == graph.TagBlank
	if graph.TagOf(c.S) != graph.TagBlank && graph.TagOf(c.G) != graph.TagBlank && !blank && !inTriple {
		return false, nil
	}
	if len(line) > math.MaxUint32 || len(d.statements) == math.MaxUint32 {
		return false, fmt.Errorf("canon: too much text with blank nodes: a line of %d bytes, statement %d", len(line), len(d.statements))
	}
	from := len(d.mentions)
	d.mention(c.S, 0, "s")
	o := len(c.S) + 1 + len(c.P) + 1
	nested := len(d.mentions)
	if inTriple {
		if err := d.triple(c.O, o); err != nil {
			return false, err
		}
	}
	extended := len(d.mentions) > nested
	d.mention(c.O, o, "o")
	d.mention(c.G, o+len(c.O)+1, "g")
	if len(d.mentions) == from {
		return false, nil // "_:" stood in a literal
	}
	text := d.keep(line)
	d.statements = append(d.statements, statement{
		line: text, predicate: text[len(c.S)+1 : o-1], extended: extended,
		mentions: slices.Clone(d.mentions[from:]),
	})
	d.mentions = d.mentions[:0]
	return true, nil
}

// triple notes the blank nodes of a triple term that starts at offset at.
func (d *dataset) triple(text []byte, at int) error {
	for way := "o"; ; way += "o" {
		s, p, o, ok := graph.TripleParts(text)
		if !ok {
			return fmt.Errorf("%w: triple term %.200q", graph.ErrTerm, text)
		}
		at += len(tripleOpen)
		d.mention(s, at, way+"s")
		at += len(s) + 1 + len(p) + 1
		if graph.TagOf(o) != graph.TagTriple {
			d.mention(o, at, way+"o")
			return nil
		}
		text = o
	}
}

// mention notes a term that stands at offset at of its line, if it is a blank
// node.
func (d *dataset) mention(term []byte, at int, position string) {
	if graph.TagOf(term) != graph.TagBlank {
		return
	}
	label := term[len("_:"):]
	n, ok := d.nodes[string(label)]
	if !ok {
		n = node(len(d.labels))
		name := string(label)
		d.nodes[name] = n
		d.labels = append(d.labels, name)
	}
	start := uint32(at + len("_:"))
	d.mentions = append(d.mentions, mention{start: start, end: start + uint32(len(label)), node: n, position: position})
}

// keep copies a line to the arena.
func (d *dataset) keep(line []byte) []byte {
	if cap(d.text)-len(d.text) < len(line) {
		d.text = make([]byte, 0, max(arenaChunk, len(line)))
	}
	from := len(d.text)
	d.text = append(d.text, line...)
	return d.text[from:len(d.text):len(d.text)]
}

// prepare drops repeated statements, for a dataset is a set, and builds the
// blank node to quads map (RDFC-1.0 §4.4.3 step 2).
func (d *dataset) prepare() {
	slices.SortFunc(d.statements, func(a, b statement) int { return bytes.Compare(a.line, b.line) })
	d.statements = slices.CompactFunc(d.statements, func(a, b statement) bool { return bytes.Equal(a.line, b.line) })
	d.first = make([]uint32, len(d.labels)+1)
	d.eachUse(func(n node, _ int) { d.first[n+1]++ })
	for n := range d.labels {
		d.first[n+1] += d.first[n]
	}
	d.uses = make([]uint32, d.first[len(d.labels)])
	next := slices.Clone(d.first)
	d.eachUse(func(n node, st int) {
		d.uses[next[n]] = uint32(st)
		next[n]++
	})
	d.nodes, d.mentions = nil, nil
}

// eachUse calls f once for each statement and each blank node that it mentions,
// however often.
func (d *dataset) eachUse(f func(n node, st int)) {
	d.total = 0
	for i := range d.statements {
		mentions := d.statements[i].mentions
		d.total += len(mentions)
		different := 0
		for j, m := range mentions {
			if !slices.ContainsFunc(mentions[:j], func(other mention) bool { return other.node == m.node }) {
				f(m.node, i)
				different++
			}
		}
		d.ternary = d.ternary || different > 2 && !d.statements[i].extended
	}
}

// usesOf returns the indexes of the statements that mention n.
func (d *dataset) usesOf(n node) []uint32 { return d.uses[d.first[n]:d.first[n+1]] }
