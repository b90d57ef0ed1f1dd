package expr

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/chancery-graph/chancery/graph"
)

// Terms gives the text of IDs and IDs to texts. An executor implements it by a
// dataset's dictionary and a table of its own for terms that are computed.
type Terms interface {
	// AppendTerm appends the canonical text of id to dst.
	AppendTerm(dst []byte, id graph.ID) ([]byte, error)
	// Intern returns the ID of a canonical text: inlined, the dictionary's, or a
	// local one (graph.TagLocal…), always the same for the same text. The text
	// is borrowed for the call.
	Intern(text []byte) (graph.ID, error)
}

// BulkTerms is what [Terms] may implement as well: many texts at once, which a
// dictionary reads faster.
type BulkTerms interface {
	// AppendTerms appends the texts of ids, which rise, to dst, and where each
	// ends in dst to ends. IDs are of the dictionary or local.
	AppendTerms(dst []byte, ends []int, ids []graph.ID) ([]byte, []int, error)
}

// Context is what expressions of one run share: one per query, so that BNODE by
// name means the same blank node in all of it. It is used by one goroutine and
// must not be copied after its first use. It keeps at most about 4 MiB of decoded
// terms, and 4 MiB of remembered results for each part of a program that is worth
// it.
type Context struct {
	Terms Terms
	// Now is the moment of the query, one for all calls of NOW.
	Now time.Time
	// Base is the base IRI for IRI(); "" if there is none.
	Base string

	machines map[*Program]*machine
	texts    []cachedText // by hash; allocated with the first
	arena    []byte
	missing  []graph.ID // scratch, as column and ends
	column   []graph.ID
	ends     []int
	labels   []byte // what blank node labels of this run start with
	blanks   uint64
	numbers  int64
	keys     keyBuffers
	strings  memo // which literals of the dictionary are strings
}

// cachedText says where in the arena the text of an ID lies.
type cachedText struct {
	id       graph.ID
	from, to uint32
}

const (
	// maxArena is how many bytes of terms a Context keeps decoded between
	// batches, and cachedTexts how many terms at most: a power of 2.
	maxArena    = 4 << 20
	cachedTexts = 1 << cachedTextBits

	cachedTextBits = 13
)

// place returns the only place that the text of an ID may have.
func (c *Context) place(id graph.ID) *cachedText {
	if c.texts == nil {
		c.texts = make([]cachedText, cachedTexts)
	}
	return &c.texts[uint64(id)*hashMultiplier>>(64-cachedTextBits)]
}

// machine returns the program's state.
func (c *Context) machine(p *Program) (*machine, error) {
	m, ok := c.machines[p]
	if ok {
		return m, nil
	}
	m = p.newMachine(c)
	for _, k := range p.constants {
		v := p.literals[k.literal] // a copy
		id, err := c.intern(v.text)
		if err != nil {
			return nil, err
		}
		v.id = id
		m.regs[k.reg] = v
	}
	if c.machines == nil {
		c.machines = map[*Program]*machine{}
	}
	c.machines[p] = m
	return m, nil
}

// rest drops decoded terms where they are many. No text of them may be in use.
func (c *Context) rest() {
	if len(c.arena) > maxArena {
		c.arena = c.arena[:0]
		clear(c.texts)
	}
}

// cached returns the text of an ID of the dictionary or a local one, valid until
// rest.
func (c *Context) cached(id graph.ID) ([]byte, error) {
	at := c.place(id)
	if at.id == id && id != graph.None {
		return c.arena[at.from:at.to:at.to], nil
	}
	start := len(c.arena)
	arena, err := c.Terms.AppendTerm(c.arena, id)
	if err != nil {
		return nil, fmt.Errorf("decode %v: %w", id, err)
	}
	c.arena = arena
	c.remember(id, start, len(arena))
	return arena[start:len(arena):len(arena)], nil
}

// remember keeps where a text lies, unless that is beyond 4 GiB.
func (c *Context) remember(id graph.ID, from, to int) {
	if to <= math.MaxUint32 {
		*c.place(id) = cachedText{id, uint32(from), uint32(to)}
	}
}

// fetchColumn decodes the IDs of a column in bulk where the store can.
func (c *Context) fetchColumn(ids []graph.ID) error {
	if _, ok := c.Terms.(BulkTerms); !ok {
		return nil
	}
	c.column = append(c.column[:0], ids...)
	slices.Sort(c.column)
	return c.cacheAll(slices.Compact(c.column))
}

// cacheAll decodes ids, which rise, as far as they are not cached.
func (c *Context) cacheAll(ids []graph.ID) error {
	c.missing = c.missing[:0]
	for _, id := range ids {
		if id.InDictionary() || id.IsLocal() {
			if c.place(id).id != id {
				c.missing = append(c.missing, id)
			}
		}
	}
	if len(c.missing) == 0 {
		return nil
	}
	start := len(c.arena)
	arena, ends, err := c.Terms.(BulkTerms).AppendTerms(c.arena, c.ends[:0], c.missing)
	if err != nil {
		return fmt.Errorf("decode %d terms: %w", len(c.missing), err)
	}
	c.arena, c.ends = arena, ends
	for i, id := range c.missing {
		c.remember(id, start, ends[i])
		start = ends[i]
	}
	return nil
}

// intern returns the ID of a canonical text.
func (c *Context) intern(text []byte) (graph.ID, error) {
	id, err := c.Terms.Intern(text)
	if err != nil {
		return graph.None, fmt.Errorf("intern %.80q: %w", text, err)
	}
	return id, nil
}

// freshBlank returns a blank node that is in no store: its label has 64 random
// bits of the run.
func (c *Context) freshBlank() (graph.ID, error) {
	if c.labels == nil {
		var random [8]byte
		if _, err := rand.Read(random[:]); err != nil {
			return graph.None, fmt.Errorf("label of a blank node: %w", err)
		}
		c.labels = fmt.Appendf(nil, "_:q%016x-", binary.LittleEndian.Uint64(random[:]))
	}
	c.blanks++
	n := len(c.labels)
	id, err := c.intern(strconv.AppendUint(c.labels, c.blanks, 36))
	c.labels = c.labels[:n]
	return id, err
}

// blankFor returns the blank node of a name within a solution, always the same:
// the label is made of both.
func (c *Context) blankFor(solution, name []byte) (graph.ID, error) {
	if c.labels == nil {
		if _, err := c.freshBlank(); err != nil {
			return graph.None, err
		}
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d ", len(solution)) // writing to a hash cannot go wrong
	h.Write(solution)
	h.Write(name)
	var sum [sha256.Size]byte
	return c.intern(fmt.Appendf(nil, "%sn%x", c.labels, h.Sum(sum[:0])[:16]))
}
