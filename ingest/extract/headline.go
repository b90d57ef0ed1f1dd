package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// headline is what the title of a text tells. It asserts nothing, but whom and what a text is about
// its title tells first: the models are told whom it names, its words, and which places.
type headline struct {
	given  bool
	toks   []token  // what names nobody and no place is without capitals
	people []string // keys
	places []*lexEntry
	said   saidWords
	sums   [3]titleSum // of its words, by how many of a pair it names
}

// titleSum is what the words of a title weigh.
type titleSum struct {
	known bool
	sum   float64
}

// What stands further back in a title, and whom or which places it names beside so many others, tells
// nothing of a contact.
const (
	longestTitle = 80      // tokens
	mostOfTitle  = 1 << 12 // bytes
	mostInTitle  = 16
)

// beginning is what is read of a title, composed.
func beginning(title string) string {
	end := min(len(title), mostOfTitle)
	for end < len(title) && !utf8.RuneStart(title[end]) {
		end--
	}
	if title = title[:end]; decomposed([]byte(title)) {
		title, _ = compose(title)
	}
	return title
}

// readHeadline reads the title: the one given beside the text, or else the sentences of its first
// block. The people of the text are known by then.
func (r *reader) readHeadline(title string, sentences [][]token) {
	h, mem := &r.headline, r.mem
	*h = headline{toks: mem.titleToks[:0], people: mem.titlePeople[:0], places: mem.titlePlaces[:0]}
	if title != "" {
		h.toks = tokenize(&r.g.split, title, Span{0, len(title)}, h.toks)
	}
	for _, toks := range sentences {
		h.toks = append(h.toks, toks...)
	}
	h.toks = h.toks[:min(len(h.toks), longestTitle)]
	h.given = len(h.toks) > 0
	for i := 0; i < len(h.toks); {
		i += r.readHeadlineAt(h, i)
	}
	mem.titleToks, mem.titlePeople, mem.titlePlaces = h.toks, h.people, h.places
}

// readHeadlineAt reads a name or word of a title, and returns how many tokens it takes.
func (r *reader) readHeadlineAt(h *headline, i int) int {
	const longest = 4 // words of a name
	t := &h.toks[i]
	if t.kind != word {
		return 1
	}
	if e, n := r.g.lex.match(h.toks, i); e != nil {
		if (e.kind == lexPlace || e.kind == lexCountry) && len(h.places) < mostInTitle {
			h.places = append(h.places, e)
		}
		return n
	}
	if !t.cap {
		return 1
	}
	for n := min(longest, len(h.toks)-i); n > 0; n-- {
		if h.toks[i+n-1].cap && r.namedInTitle(h, r.mem.book.surface(h.toks[i:i+n])) {
			return n
		}
	}
	if strings.Contains(t.text, "-") { // "Trump-Putin summit"
		named := false
		for name := range strings.SplitSeq(t.text, "-") {
			named = r.namedInTitle(h, name) || named
		}
		if named {
			return 1
		}
	}
	t.cap, t.said = false, nil
	t.sense = r.g.split.senseOf(t)
	return 1
}

// saidWords is what can be said of the words of a title.
func (h *headline) saidWords(mem *memory) *saidWords {
	if h.said.ends == nil {
		h.said = likelyModel().saidOfAll(h.toks, mem)
	}
	return &h.said
}

// namedInTitle notes whom a name in a title means; it is false where that is nobody of the text.
func (r *reader) namedInTitle(h *headline, name string) bool {
	p := r.people.find(name)
	if p == nil {
		return false
	}
	if k := r.people.key(p.text); len(h.people) < mostInTitle && !slices.Contains(h.people, k) {
		h.people = append(h.people, k)
	}
	return true
}

// inTitle counts who of two people a title names.
func (r *reader) inTitle(a, b EntityID) (n int) {
	for _, k := range r.headline.people {
		if k == r.res.Entities[a].Key || k == r.res.Entities[b].Key {
			n++
		}
	}
	return n
}

// titleds are what a title tells of a place: there is none, it names no place, others, or this one.
var titleds = domain{"untitled", "placeless", "other", "this"}

// titledAs tells what the title tells of a place, among titleds; id is None for an entry that no
// rule has entered.
func (r *reader) titledAs(id EntityID, e *lexEntry) int {
	h := &r.headline
	switch {
	case !h.given:
		return 0
	case len(h.places) == 0:
		return 1
	}
	for _, x := range h.places {
		if x == e || e == nil && id != None && r.entered(x) == id {
			return 3
		}
	}
	return 2
}

// describeTitled tells who of two people the title names, and its words.
func (r *reader) describeTitled(a, b EntityID) {
	h, f := &r.headline, r.features
	if !h.given {
		return
	}
	n := min(r.inTitle(a, b), 2)
	f.digits(featureTitled, n, min(len(h.people), 4), 0)
	x := &h.sums[n]
	if !x.known || f.record {
		sum := f.sum
		f.ofTitle(titleWithNone+zone(n), h.toks, h.saidWords(r.mem))
		*x = titleSum{true, f.sum - sum}
		return
	}
	f.sum += x.sum
}

// ofTitle adds the words of a title, each once.
func (f *features) ofTitle(z zone, toks []token, said *saidWords) {
	words := f.words[z]
	for _, v := range said.of(0, len(toks)) {
		words[v].addTo(f)
	}
	for j := 0; f.record && j < len(toks); j++ {
		for _, value := range valuesOf(&toks[j]) {
			f.names = append(f.names, zoneNames[z]+"="+value)
		}
	}
}
