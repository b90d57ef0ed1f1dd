package extract

import "slices"

// lexeme is what the vocabulary of a language knows of one folded word.
type lexeme struct {
	fold    string // the word, or that which it stands for in pivot.txt
	is      class
	noun    noun
	weekday int // 1 Monday … 7 Sunday, 0 none
	month   int // 0 none
	// relative is a day counted from that of publication, where isRelative.
	relative   int
	isRelative bool
	unit, ten  int // of a number, 0 none
	few        int // people that a word for several stands for: 2 of "pair"; -1 any number
	have, be   tense
	helps      helper // other parts in a verb group
	takes      bool   // is a form of the verb of "prendre part"
	date       datePart
	entries    []lexEntry // longest first
	entriesBy  uint64     // the bits of the words that come second in them, see bitsOf
	entriesLow bool       // some of them stand for what needs no capital
	forms      []written  // of verbs
	posture    bool       // a verb as good as "be" before where somebody is
	occasion   bool       // a noun that stands for a contact told before
	many       bool       // a noun for several people, besides those of the class people
	leads      bool       // a verb that tells who leads
	includes   bool       // a verb that tells who is of a delegation
	retinue    bool       // a noun for those who come with somebody
	signed     bool       // a participle of signing
	several    bool       // counts them: "une dizaine de", "a dozen of"
	thing      wordset    // of what a capital tells of names that are no people's
	*wordings
}

// wordings are those that start with a word. Most words start none and share noWordings.
type wordings struct {
	phrases   []datePhrase // of a day, longest first
	phrasesBy uint64
	markers   [][]string // of topics
	heads     []head
	headsBy   uint64
	named     []lexEntry    // of named.txt, longest first
	attends   []attending   // of presence, longest first
	attendsBy uint64        // the bits of the words that come second in them
	attendsIf [][]attending // those that a word may follow, for each of these bits, the lowest first
}

var noWordings = &wordings{}

// written is the readings as a verb of one way to write a folded word.
type written struct {
	low   string // in lower case with its accents
	forms []form
}

// formsOf returns the readings as a verb of a word in lower case with its accents.
func (x *lexeme) formsOf(low string) []form {
	for i := range x.forms {
		if x.forms[i].low == low {
			return x.forms[i].forms
		}
	}
	return nil
}

// noun is a noun of contact.
type noun struct {
	contact, gathering bool
	kind               Kind // as a contact
	gathers            Kind // as a gathering
	joint              bool // one occasion of all who are listed
	summit             bool // of leaders or of many
	before             bool // stands for a contact told before
	round              bool // "table": only before "ronde"
}

// nothing is the lexeme of words that the vocabulary does not know.
var nothing = &lexeme{wordings: noWordings}

// vocabulary holds the lexemes of one language by folded word.
type vocabulary struct {
	// numbers are one more than those of the lexemes, each where the hash of its word puts it; 0 is free.
	// At most half of them are taken.
	numbers []uint32
	pages   [][]lexeme // of slabSize each
	count   int

	// Where the lists of all lexemes lie.
	texts    texts
	words    slab[string]
	wordings slab[wordings]
	phrases  slab[datePhrase]
	heads    slab[head]
	entries  slab[lexEntry]
	attends  slab[attending]
	by       slab[[]attending]
	written  slab[written]
	forms    slab[form]
}

// find returns the lexeme of a word, nil where there is none.
func (v *vocabulary) find(fold string) *lexeme {
	if len(v.numbers) == 0 {
		return nil
	}
	mask := uint(len(v.numbers) - 1)
	for i := uint(mix(offset, fold)>>32) & mask; v.numbers[i] != 0; i = (i + 1) & mask {
		if x := v.numbered(v.numbers[i]); x.fold == fold {
			return x
		}
	}
	return nil
}

func (v *vocabulary) numbered(number uint32) *lexeme {
	return &v.pages[(number-1)/slabSize][(number-1)%slabSize]
}

// at returns the lexeme of a word, a new one where there is none.
func (v *vocabulary) at(fold string) *lexeme {
	if x := v.find(fold); x != nil {
		return x
	}
	if 2*(v.count+1) > len(v.numbers) {
		v.numbers = make([]uint32, max(1<<12, 2*len(v.numbers)))
		for n := range v.count {
			v.place(uint32(n + 1))
		}
	}
	if v.count%slabSize == 0 {
		v.pages = append(v.pages, make([]lexeme, slabSize))
	}
	v.count++
	x := v.numbered(uint32(v.count))
	x.fold, x.wordings = v.texts.keep(fold), noWordings
	v.place(uint32(v.count))
	return x
}

// opens returns the wordings that start with a word, to add to.
func (v *vocabulary) opens(x *lexeme) *wordings {
	if x.wordings == noWordings {
		x.wordings = v.wordings.keepOne(wordings{})
	}
	return x.wordings
}

// wordsOf keeps the folded words of tokens.
func (v *vocabulary) wordsOf(toks []token) []string {
	words := v.words.cut(len(toks))
	for i := range toks {
		words[i] = v.kept(toks[i].fold)
	}
	return words
}

// kept is a folded word as a lexeme has it, if any does.
func (v *vocabulary) kept(fold string) string {
	if x := v.find(fold); x != nil {
		return x.fold
	}
	return v.texts.keep(fold)
}

// place enters the number of a lexeme.
func (v *vocabulary) place(number uint32) {
	mask := uint(len(v.numbers) - 1)
	i := uint(mix(offset, v.numbered(number).fold)>>32) & mask
	for v.numbers[i] != 0 {
		i = (i + 1) & mask
	}
	v.numbers[i] = number
}

// all calls f for each lexeme.
func (v *vocabulary) all(f func(*lexeme)) {
	for n := range v.count {
		f(v.numbered(uint32(n + 1)))
	}
}

// bitsOf are the bits of the words that come second in wordings, all where one has no second word:
// of a word that comes next they tell in most cases that none of them stands there.
func bitsOf[T any](list []T, next func(*T) uint8) (bits uint64) {
	for i := range list {
		n := next(&list[i])
		if n == anyBit {
			return ^uint64(0)
		}
		bits |= 1 << n
	}
	return bits
}

// settle makes few pieces of the lists that grew while the vocabulary was read.
func (v *vocabulary) settle() {
	v.all(func(x *lexeme) {
		x.entries = v.entries.keep(x.entries)
		x.entriesBy = bitsOf(x.entries, func(e *lexEntry) uint8 { return e.next })
		x.entriesLow = slices.ContainsFunc(x.entries, func(e lexEntry) bool { return e.kind == lexDemonym || e.lower })
		for i := range x.forms {
			x.forms[i].forms = v.forms.keep(x.forms[i].forms)
		}
		x.forms = v.written.keep(x.forms)
		if w := x.wordings; w != noWordings {
			w.phrases, w.heads, w.named, w.attends = v.phrases.keep(w.phrases), v.heads.keep(w.heads), v.entries.keep(w.named), v.attends.keep(w.attends)
			w.phrasesBy = bitsOf(w.phrases, func(p *datePhrase) uint8 { return p.next })
			w.headsBy = bitsOf(w.heads, func(h *head) uint8 { return h.next })
			v.parted(w)
		}
	})
}
