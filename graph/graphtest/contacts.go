package graphtest

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
)

const (
	batchText    = 256 << 10 // bytes of text in a batch
	dispatchText = 24 << 10  // bytes that no dispatch exceeds
	perDispatch  = 38        // statements in a dispatch, about
	maxAttendees = 6
	maxContacts  = 4
	proseWords   = 4096 // a sentence is a part of a prose of so many words
)

// Config says which graph to make. Fields that are 0 get the value in
// parentheses.
type Config struct {
	Quads  int    // exact number of statements (100,000)
	Seed   uint64 // other seeds give other graphs
	Actors int    // different actors (one per 1,000 statements, from 64 to 100,000)
	Places int    // different places (one per 20 actors, from 16 on)
	Years  int    // from 2026 back, over which the dispatches spread evenly (20; at most 2,000)
}

func (c Config) withDefaults() Config {
	if c.Quads == 0 {
		c.Quads = 100_000
	}
	if c.Actors == 0 {
		c.Actors = min(max(c.Quads/1000, 64), 100_000)
	}
	if c.Places == 0 {
		c.Places = max(c.Actors/20, 16)
	}
	if c.Years == 0 {
		c.Years = 20
	}
	return c
}

// Validate names the field that is wrong.
func (c Config) Validate() error {
	switch {
	case c.Quads < 0:
		return fmt.Errorf("graphtest: Quads %d is negative", c.Quads)
	case c.Actors != 0 && (c.Actors < 2*maxAttendees || c.Actors > 10_000_000):
		return fmt.Errorf("graphtest: Actors %d, expected 12 to 10,000,000", c.Actors)
	case c.Places < 0 || c.Places > 10_000_000:
		return fmt.Errorf("graphtest: Places %d, expected at most 10,000,000", c.Places)
	case c.Years < 0 || c.Years > 2000:
		return fmt.Errorf("graphtest: Years %d, expected at most 2,000", c.Years)
	}
	return nil
}

// Contacts streams a graph as additions. An invalid config is the error of the
// first ReadPatch.
func Contacts(c Config) graph.PatchReader {
	if err := c.Validate(); err != nil {
		return failing{err}
	}
	return newGenerator(c.withDefaults())
}

type failing struct{ err error }

func (f failing) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	return f.err
}

// WriteNQuads writes a graph to w as N-Quads and returns the number of bytes.
func WriteNQuads(w io.Writer, c Config) (int64, error) { return writeAll(w, Contacts(c)) }

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// generator makes dispatch after dispatch.
type generator struct {
	Config
	random
	actors   [][]byte // IRIs
	places   [][]byte
	topics   [][]byte // literals
	prose    []byte   // words with spaces between
	starts   []int32  // where words start in the prose, in bytes
	chars    []int32  // and in characters
	byActor  *zipf
	byPlace  *zipf
	known    []bool // actors that have a name already
	knownAt  []bool // places
	left     int    // statements to make
	dispatch int
	contact  int
	firstDay int
	days     int
	pairs    [][2]int // that have met in this dispatch
	b        *graph.PatchBatch
	arena    []byte
	name     []byte // of the graph
}

func newGenerator(c Config) *generator {
	g := &generator{
		Config: c, random: random{state: c.Seed}, left: c.Quads,
		byActor: newZipf(c.Actors), byPlace: newZipf(c.Places),
		known: make([]bool, c.Actors), knownAt: make([]bool, c.Places),
		firstDay: graph.EpochDay(2026-c.Years, 1, 1),
	}
	g.days = graph.EpochDay(2026, 1, 1) - g.firstDay
	for i := range c.Actors {
		g.actors = append(g.actors, fmt.Appendf(nil, "<%sactor/%s-%s-%d>", base, lower(firstName(i)), lower(lastName(i)), i))
	}
	for i := range c.Places {
		g.places = append(g.places, fmt.Appendf(nil, "<%splace/%s-%d>", base, lower(cityNames[i%len(cityNames)]), i))
	}
	for _, a := range subjects {
		for _, b := range subjects {
			if a != b {
				g.topics = append(g.topics, []byte(`"`+a+` et `+b+`"@fr`))
			}
		}
	}
	chars := 0
	for range proseWords {
		word := sentenceWords[g.below(len(sentenceWords))]
		g.starts = append(g.starts, int32(len(g.prose)))
		g.chars = append(g.chars, int32(chars))
		g.prose = append(append(g.prose, word...), ' ')
		chars += utf8.RuneCountInString(word) + 1
	}
	return g
}

func firstName(i int) string { return firstNames[i%len(firstNames)] }
func lastName(i int) string  { return lastNames[i/len(firstNames)%len(lastNames)] }
func lower(s string) string  { return strings.ToLower(s) }

// ReadPatch fills b with whole dispatches; the last one may be cut off, so that
// the number of statements is exact.
func (g *generator) ReadPatch(b *graph.PatchBatch) error {
	b.Reset()
	if g.left == 0 {
		return io.EOF
	}
	if cap(b.Arena) < batchText {
		b.Arena = make([]byte, 0, batchText)
	}
	g.b, g.arena = b, b.Arena
	for g.left > 0 && cap(g.arena)-len(g.arena) >= dispatchText {
		g.makeDispatch()
	}
	b.Arena = g.arena
	g.b, g.arena, g.name = nil, nil, nil
	return nil
}

// add makes a statement, unless there are enough.
func (g *generator) add(s, p, o []byte) {
	if g.left == 0 {
		return
	}
	g.left--
	*g.b.Next() = graph.Change{Op: graph.Add, S: s, P: p, O: o, G: g.name}
}

// since returns what was appended to the arena from an offset on.
func (g *generator) since(from int) []byte { return g.arena[from:len(g.arena):len(g.arena)] }

func (g *generator) makeDispatch() {
	g.dispatch++
	g.pairs = g.pairs[:0]
	day := g.firstDay + min(g.dispatch*perDispatch*g.days/max(g.Quads, 1), g.days-1)
	from := len(g.arena)
	g.arena = appendNumber(append(g.arena, "<"+base+"source/"...), g.dispatch)
	g.arena = append(g.arena, '>')
	g.name = g.since(from)
	g.add(g.name, datePublished, g.date(day))
	char := 200 + g.below(400)
	for range 1 + g.below(maxContacts) {
		char = g.makeContact(day, char)
	}
}

// makeContact makes a contact of which the sentence starts at a character of the
// dispatch, and returns where the next one may start.
func (g *generator) makeContact(day, char int) int {
	g.contact++
	from := len(g.arena)
	g.arena = appendNumber(append(g.arena, "<"+base+"meeting/"...), g.contact)
	g.arena = append(g.arena, '>')
	meeting := g.since(from)
	g.add(meeting, rdfType, event)
	g.add(meeting, rdfType, contact)
	g.add(meeting, rdfType, kinds[max(0, g.below(2*len(kinds))-len(kinds))])
	g.addAttendees(meeting)
	g.add(meeting, startDate, g.date(day-g.below(4)))
	place := g.byPlace.draw(&g.random)
	g.add(meeting, location, g.places[place])
	if !g.knownAt[place] {
		g.knownAt[place] = true
		g.addPlace(place)
	}
	if g.below(5) > 0 {
		g.add(meeting, status, occurred)
	} else {
		g.add(meeting, status, otherStatuses[g.below(len(otherStatuses))])
	}
	g.add(meeting, about, g.topics[g.below(len(g.topics))])

	sentence, chars := g.sentence()
	from = len(g.arena)
	g.arena = append(append(g.arena, g.name[:len(g.name)-1]...), "#char="...)
	g.arena = strconv.AppendInt(g.arena, int64(char), 10)
	g.arena = strconv.AppendInt(append(g.arena, ','), int64(char+chars), 10)
	g.arena = append(g.arena, '>')
	quote := g.since(from)
	g.add(meeting, quotedFrom, quote)
	g.add(quote, value, sentence)
	return char + chars + 1 + g.below(300)
}

func (g *generator) addAttendees(meeting []byte) {
	var who [maxAttendees]int
	// Two for half of the contacts, each further one half as often.
	want := 2
	for r := g.next(); want < maxAttendees && r&1 == 1; r >>= 1 {
		want++
	}
	n := 0
draw:
	for n < want {
		actor := g.byActor.draw(&g.random)
		for _, other := range who[:n] {
			if other == actor {
				continue draw
			}
		}
		who[n] = actor
		n++
		g.add(meeting, attendee, g.actors[actor])
		if !g.known[actor] {
			g.known[actor] = true
			g.addActor(actor)
		}
	}
pair:
	for _, other := range who[1:n] {
		pair := [2]int{who[0], other}
		for _, p := range g.pairs {
			if p == pair {
				continue pair
			}
		}
		g.pairs = append(g.pairs, pair)
		g.add(g.actors[who[0]], met, g.actors[other])
	}
}

func (g *generator) addActor(i int) {
	g.add(g.actors[i], rdfType, person)
	from := len(g.arena)
	g.arena = append(append(append(g.arena, '"'), firstName(i)...), ' ')
	g.arena = append(append(g.arena, lastName(i)...), '"')
	g.add(g.actors[i], name, g.since(from))
}

func (g *generator) addPlace(i int) {
	g.add(g.places[i], rdfType, place)
	from := len(g.arena)
	g.arena = append(append(append(g.arena, '"'), cityNames[i%len(cityNames)]...), `"@fr`...)
	g.add(g.places[i], name, g.since(from))
}

// date makes an xsd:date.
func (g *generator) date(day int) []byte {
	from := len(g.arena)
	g.arena = graph.MakeDate(day).AppendInline(g.arena)
	return g.since(from)
}

// sentence makes a literal of 60 to 200 bytes and tells its length in characters.
func (g *generator) sentence() (text []byte, chars int) {
	from := len(g.arena)
	size := 76 + g.below(122)         // the last word that does not fit is left out
	i := g.below(len(g.starts) - 100) // 100 words are longer than any sentence
	first, start := i, g.starts[i]
	for int(g.starts[i+1]-start)-1 <= size {
		i++
	}
	g.arena = append(append(g.arena, '"'), g.prose[start:g.starts[i]-1]...)
	g.arena = append(g.arena, `."@fr`...)
	return g.since(from), int(g.chars[i] - g.chars[first]) // the dot stands for the last space
}

// appendNumber appends n with at least nine digits, so that names sort as they
// are made.
func appendNumber(dst []byte, n int) []byte {
	for limit := 100_000_000; n < limit && limit > 1; limit /= 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, int64(n), 10)
}
