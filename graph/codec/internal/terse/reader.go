package terse

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/iri"
	"github.com/chancery-graph/chancery/graph/vocab"
)

const (
	// DefaultMaxToken is the limit of a token when none is given, in bytes.
	DefaultMaxToken = 256 << 20
	// DefaultMaxDepth is the limit of nesting when none is given.
	DefaultMaxDepth = 10_000
	// batchText is how much text a batch gets, in bytes, and batchChanges how
	// many changes, whichever comes first.
	batchText    = 256 << 10
	batchChanges = 16 << 10
	// slack is room in an arena for what the last step of a batch appends.
	slack = 32 << 10
	// keepArena is the greatest arena, in bytes, that is used again.
	keepArena = 8 << 20
	// anonymous starts the labels of blank nodes that have none in the input.
	anonymous = "anon-"
)

// Canonical texts that the syntax stands for.
var (
	rdfType    = []byte("<" + vocab.RDFType + ">")
	rdfFirst   = []byte("<" + vocab.RDFFirst + ">")
	rdfRest    = []byte("<" + vocab.RDFRest + ">")
	rdfNil     = []byte("<" + vocab.RDFNil + ">")
	rdfReifies = []byte("<" + vocab.RDFReifies + ">")
)

// Options are those of packages turtle and trig, see there.
type Options struct {
	Name     string
	Base     string
	Graph    []byte
	MaxToken int
	MaxDepth int
}

// Validate names the field that is wrong.
func (o Options) Validate() error {
	if o.MaxToken < 0 {
		return fmt.Errorf("turtle: MaxToken %d is negative", o.MaxToken)
	}
	if o.MaxDepth < 0 {
		return fmt.Errorf("turtle: MaxDepth %d is negative", o.MaxDepth)
	}
	if o.Base != "" && !graph.ValidIRI([]byte(o.Base)) {
		return fmt.Errorf("turtle: Base %q is not an absolute IRI", o.Base)
	}
	if len(o.Graph) == 0 {
		return nil
	}
	if t := graph.TagOf(o.Graph); t != graph.TagIRI && t != graph.TagBlank {
		return fmt.Errorf("turtle: Graph %s is neither an IRI nor a blank node", o.Graph)
	}
	if _, err := graph.ParseTerm(o.Graph); err != nil {
		return fmt.Errorf("turtle: Graph: %w", err)
	}
	return nil
}

// Reader streams the statements of an input as additions.
type Reader struct {
	input
	graphs   bool // TriG
	maxDepth int
	outer    []byte // graph name of statements in no graph

	base     iri.Base
	prefixes prefixes

	batch   *graph.PatchBatch // during ReadPatch alone
	arena   []byte
	made    uint64 // anonymous blank nodes so far
	scratch []byte

	state   state
	level   level
	inGraph bool
	s, p, o []byte // what is current, in the arena
	g       []byte // graph name
	depth   int    // of o, if it is a triple term
	reifier []byte // of the annotation just before, nil if it has none
	stack   []frame
	kept    []byte // terms of the frames
	carry   []byte // what is current, between two batches
	carried [5]int // and the lengths of it
	err     error  // ends the stream
}

// NewReader reads r, with graphs if it is TriG. Invalid options are reported by
// the first ReadPatch.
func NewReader(r io.Reader, o Options, graphs bool) *Reader {
	if o.MaxToken == 0 {
		o.MaxToken = DefaultMaxToken
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	t := &Reader{
		input:  input{r: r, name: o.Name, max: o.MaxToken, buf: make([]byte, padding)},
		graphs: graphs, maxDepth: o.MaxDepth, outer: slices.Clone(o.Graph), err: o.Validate(),
	}
	t.g = t.outer
	if t.err == nil && o.Base != "" {
		t.base, t.err = iri.ParseBase([]byte(o.Base))
	}
	return t
}

// ReadPatch implements graph.PatchReader.
func (r *Reader) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if r.err != nil {
		return r.err
	}
	if r.err = r.fill(b); r.err != nil {
		b.Reset()
	}
	return r.err
}

// Prefixes returns the prefixes declared so far, with the namespaces that they
// stand for now, by name.
func (r *Reader) Prefixes() []vocab.Prefix {
	var list []vocab.Prefix
	for _, p := range r.prefixes.byName {
		list = append(list, vocab.Prefix{Name: p.name, Namespace: string(p.namespace[1:])})
	}
	slices.SortFunc(list, func(a, b vocab.Prefix) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Base returns the base IRI in force, empty if there is none.
func (r *Reader) Base() string { return r.base.String() }

// fill fills an empty batch.
func (r *Reader) fill(b *graph.PatchBatch) error {
	r.batch = b
	r.arena = b.Arena
	if cap(r.arena) < batchText+slack || cap(r.arena) > keepArena {
		r.arena = make([]byte, 0, batchText+slack)
	}
	r.resume()
	defer func() {
		b.Arena = r.arena
		r.carryOver()
		r.batch, r.arena = nil, nil
	}()
	full := len(r.arena) + batchText
	for len(b.Changes) == 0 || len(r.arena) < full && len(b.Changes) < batchChanges {
		mark, made, changes := len(r.arena), r.made, len(b.Changes)
		if r.pos == r.end && r.eof && r.state == atStatement && !r.inGraph {
			if len(b.Changes) == 0 {
				return io.EOF
			}
			return nil
		}
		pos := r.step()
		if pos >= 0 {
			r.pos = pos
			continue
		}
		if !r.fault.more {
			return r.syntaxError()
		}
		// The step has appended terms at most: take it back.
		r.arena, r.made, b.Changes = r.arena[:mark], made, b.Changes[:changes]
		if err := r.refill(); err != nil {
			return err
		}
	}
	return nil
}

// text returns the term at the end of the arena.
func (r *Reader) text(from int) []byte { return r.arena[from:len(r.arena):len(r.arena)] }

// emit adds a statement to the batch.
func (r *Reader) emit(s, p, o []byte) {
	c := r.batch.Next()
	c.Op, c.S, c.P, c.O, c.G = graph.Add, s, p, o, r.g
}

// carryOver takes what is current out of the batch.
func (r *Reader) carryOver() {
	r.carry = r.carry[:0]
	for i, text := range r.currentTerms() {
		r.carry = append(r.carry, *text...)
		r.carried[i] = len(*text)
		*text = nil
	}
}

// resume writes what is current to the arena of the next batch.
func (r *Reader) resume() {
	from := 0
	for i, text := range r.currentTerms() {
		if n := r.carried[i]; n > 0 {
			mark := len(r.arena)
			r.arena = append(r.arena, r.carry[from:from+n]...)
			*text = r.text(mark)
			from += n
		}
	}
}

func (r *Reader) currentTerms() [5]*[]byte {
	return [5]*[]byte{&r.s, &r.p, &r.o, &r.g, &r.reifier}
}
