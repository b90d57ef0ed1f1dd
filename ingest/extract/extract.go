package extract

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Version names the rules of this package. It changes whenever a text could
// give other assertions than before.
const Version = "dispatch-rules/18"

// Errors that Extract returns for input it does not read.
var (
	// ErrNotUTF8: the text is not valid UTF-8, so spans would be meaningless.
	ErrNotUTF8 = errors.New("extract: text is not valid UTF-8")
	// ErrLang: there is no grammar for the language.
	ErrLang = errors.New("extract: no grammar for this language")
)

// LimitError reports a text that is larger than the rules accept. Nothing of
// it was extracted.
type LimitError struct {
	Name   string // of the limit: "MaxText" or "MaxSentence"
	Limit  int    // bytes
	Size   int    // bytes found
	Offset int    // byte at which the part that is too large starts
}

// Error implements error.
func (e *LimitError) Error() string {
	return fmt.Sprintf("extract: %d bytes at byte %d exceed %s of %d bytes", e.Size, e.Offset, e.Name, e.Limit)
}

// Options sets limits; its zero value is usable.
type Options struct {
	// MaxText is the longest text in bytes; 0 means 8 MiB, a thousand times a
	// long dispatch. All tokens of a text are held in memory, about 30 bytes for
	// each byte of text.
	MaxText int
	// MaxSentence is the longest sentence in bytes; 0 means 32 KiB. Some rules
	// look at every pair of verb and phrase of a sentence.
	MaxSentence int
}

func (o Options) withDefaults() Options {
	if o.MaxText == 0 {
		o.MaxText = 8 << 20
	}
	if o.MaxSentence == 0 {
		o.MaxSentence = 32 << 10
	}
	return o
}

// Validate names the first field that is out of range.
func (o Options) Validate() error {
	if o.MaxText < 0 {
		return fmt.Errorf("extract: MaxText is %d, want 0 or more", o.MaxText)
	}
	if o.MaxSentence < 0 {
		return fmt.Errorf("extract: MaxSentence is %d, want 0 or more", o.MaxSentence)
	}
	return nil
}

// Input is a text to read.
type Input struct {
	// Text is UTF-8; its first line is the title, unless it ends with a full stop and Titled is not set, or Untitled is
	// set.
	Text []byte
	// Titled tells that the first line is the title, however it ends.
	Titled bool
	// Untitled tells that the text is a body alone, without a title line.
	Untitled bool
	// Title is the title of an untitled text, where it has one, of any length. It asserts nothing.
	Title string
	// Published is the day against which weekdays and dates without a year are
	// resolved. Where it is the zero Date, only full dates are.
	Published Date
	// Lang is the language of the text.
	Lang Lang
}

// Rules extracts by hand-written rules and word lists. The zero value is
// ready; it holds no state and may be used by several goroutines.
type Rules struct {
	Options Options

	// For the counting of weights; else nil.
	considered func(*reader, candidate)
	stated     func(r *reader, a, b *member, odds float64, features []string)
	sighted    func(r *reader, x *pairing, features []string)
	judged     func(r *reader, a *Assertion, features []string)
	weighed    func(r *reader, a *Assertion, options []option, places bool)
}

// Name returns the name and version of the extractor.
func (Rules) Name() string { return Version }

// Extract reads a text. It returns ErrNotUTF8, ErrLang or a *LimitError for
// input that it does not read, or the error of ctx, which it asks once for
// each sentence. A text that says nothing of contacts gives an empty Result.
func (x Rules) Extract(ctx context.Context, in Input) (*Result, error) {
	opts := x.Options.withDefaults()
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	if len(in.Text) > opts.MaxText {
		return nil, &LimitError{Name: "MaxText", Limit: opts.MaxText, Size: len(in.Text)}
	}
	if !utf8.Valid(in.Text) || !utf8.ValidString(in.Title) {
		return nil, ErrNotUTF8
	}
	build, ok := grammars()[in.Lang]
	if !ok {
		return nil, fmt.Errorf("%w: %q", ErrLang, in.Lang)
	}
	text := string(in.Text)
	var given *origin
	if decomposed(in.Text) {
		text, given = compose(text)
	}
	mem := memories.Get().(*memory)
	defer mem.release()
	r := mem.newReader(build(), text, in.Published)
	r.considered, r.stated, r.sighted, r.weighed, r.judged, r.features.record = x.considered, x.stated, x.sighted, x.weighed, x.judged, x.considered != nil
	blocks := segment(r.text, r.g)
	if in.Untitled && len(blocks) > 0 {
		blocks[0].prose = blocks[0].prose || isProse(r.text[blocks[0].Start:blocks[0].End], len(blocks[0].sentences))
		r.untitled = true
	}
	if in.Titled && !in.Untitled && len(blocks) > 1 {
		blocks[0].prose = false
	}
	for _, b := range blocks {
		for _, s := range b.sentences {
			if n := s.End - s.Start; n > opts.MaxSentence {
				return nil, &LimitError{Name: "MaxSentence", Limit: opts.MaxSentence, Size: n, Offset: s.Start}
			}
		}
	}
	if err := r.run(ctx, blocks, beginning(in.Title)); err != nil {
		r.giveBack(r.res.Entities)
		return nil, err
	}
	r.delegated()
	r.addLikely()
	r.addBefore()
	r.addJourneys()
	r.addAgain()
	r.choose()
	r.addUnsure()
	r.merge()
	res := r.finish()
	if given != nil {
		given.restore(res)
	}
	return res, nil
}

// run reads the text twice: for the people it names, then for what it says.
func (r *reader) run(ctx context.Context, blocks []block, title string) error {
	n := 0
	for i := range blocks {
		n += len(blocks[i].sentences)
	}
	mem := r.mem
	tokens, parsed := cut(&mem.perSpan, n)[:0], cut(&mem.parsed, n)[:0]
	for _, b := range blocks {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, s := range b.sentences {
			start := len(mem.tokens)
			mem.tokens = tokenize(&r.g.split, r.text, s, mem.tokens)
			if r.g.split.short != nil {
				mem.tokens = r.g.split.shortMonths(r.text, mem.tokens, start)
			}
			toks := mem.tokens[start:len(mem.tokens):len(mem.tokens)]
			r.monthNames(toks)
			tokens = append(tokens, toks)
		}
	}
	for i, toks := range tokens {
		if title := i < r.titleSentences(blocks); !title || !headlineCase(toks) {
			r.enroll(toks, title)
		}
	}
	for _, name := range r.doubtful { // "Visite de Y" yields to a Y named in full
		if words := strings.Fields(key(name)); r.people.bySurname[words[len(words)-1]] == nil {
			r.people.add(name)
		}
	}
	for _, toks := range tokens {
		r.people.popes(toks)
	}
	r.ownBodies(tokens)
	r.readHeadline(title, tokens[:r.titleSentences(blocks)])
	for i, b := range blocks {
		for k, span := range b.sentences {
			if err := ctx.Err(); err != nil {
				return err
			}
			toks := tokens[len(parsed)]
			if i <= 2 && k == 0 && r.at.dateline == None {
				toks = toks[r.readDateline(toks, b.prose):]
			}
			parsed = append(parsed, r.begin(span, toks))
		}
	}
	// One step for all sentences after another: the code of a step is long, and a
	// processor keeps at hand what it has just run.
	for _, step := range [...]func(*sentence){r.readVerbs, r.readPhrases, r.enrollTitles, r.note} {
		for _, s := range parsed {
			if err := ctx.Err(); err != nil {
				return err
			}
			step(s)
		}
	}
	for i, b := range blocks {
		r.block = i
		for range b.sentences {
			if err := ctx.Err(); err != nil {
				return err
			}
			s := parsed[0]
			parsed = parsed[1:]
			if b.prose {
				r.assert(s)
			}
		}
	}
	return nil
}

// titleSentences counts the sentences of the title that a text begins with.
func (r *reader) titleSentences(blocks []block) int {
	if r.untitled || len(blocks) < 2 || blocks[0].prose {
		return 0
	}
	return len(blocks[0].sentences)
}

// headlineCase reports whether most words of a title have a capital, so that
// capitals do not tell names.
func headlineCase(toks []token) bool {
	words, caps := 0, 0
	for i := range toks {
		if t := &toks[i]; t.kind == word && len(t.text) > 3 {
			words++
			if t.cap {
				caps++
			}
		}
	}
	return caps > 4 && caps*4 > words*3
}

// enroll enters the full names of a sentence into the roster. A name after an
// article is that of a body or a thing; "Visite de Y" in a title is no name.
func (r *reader) enroll(toks []token, title bool) {
	for i := 0; i < len(toks); {
		if t := &toks[i]; !t.cap && len(t.lex.heads) == 0 && len(t.lex.entries) == 0 {
			i++
			continue
		}
		if _, n := headAt(toks, i); n > 0 && (n > 1 || opensTitle(toks, i, n)) {
			i += n // "Secretary of State Anna Berg" names no "State Anna Berg"
			continue
		}
		if t := &toks[i]; t.in(isVenue) && at(toks, i+1).cap && at(toks, i+2).cap && r.g.afterArticledPlace(toks, i) {
			i++ // "à l'Élysée X Y"
			continue
		}
		if r.g.placeThenName(toks, i) {
			i++
			continue
		}
		end, words := r.g.nameAt(toks, i)
		if words == 0 {
			i++
			if _, n := r.g.lex.match(toks, i-1); n > 1 {
				i += n - 1
			} else if _, n := namedAt(toks, i-1); n > 1 {
				i += n - 1
			}
			continue
		}
		if words > 1 && (i == 0 || !toks[i-1].in(isArticle) || toks[i-1].is("that") || styled(toks, i)) && !r.g.afterPlacePreposition(toks, i) {
			name := r.mem.book.surface(toks[i:end])
			if i == 0 && toks[1].in(isParticle) && toks[1].is3("de", "du", "d'") {
				if !title {
					r.doubtful = append(r.doubtful, name)
				}
			} else {
				r.people.add(name)
			}
		}
		i = end
	}
}

// begin reads what dates a sentence tells.
func (r *reader) begin(span Span, toks []token) *sentence {
	s := &cut(&r.mem.sentences, 1)[0]
	s.mem, s.span, s.toks = r.mem, span, toks
	s.claimer, s.place, s.him, s.her = None, None, None, None
	s.sets.add(anyWords)
	first := len(r.mem.lists)
	for j := range toks {
		t := &toks[j]
		s.sets.join(&t.sets)
		s.is |= t.classes
		if t.of(nounWords) {
			r.mem.lists = append(r.mem.lists, j)
		}
	}
	s.nouns = r.mem.lists[first:len(r.mem.lists):len(r.mem.lists)]
	s.dates = r.g.dates(toks)
	s.lapse = r.g.lapseOf(toks)
	for j := 0; r.year == 0 && j < len(toks); j++ {
		if y := yearAt(toks, j); y > 1800 && y < 2200 {
			r.year = y
		}
	}
	for _, d := range s.dates {
		if d.day > 0 && d.year > 0 && r.reference.IsZero() {
			r.reference = valid(d.year, d.month, d.day)
		}

		for j := max(0, d.from-1); j <= d.from; j++ {
			if toks[j].fold == "that" {
				toks[j].fold = "this" // "that Sunday" opens no clause
				toks[j].classify()
				toks[j].said = nil
			}
		}
	}
	if !r.g.romance && s.of(clauseWords) {
		demonstrative(toks)
	}
	return s
}

// readVerbs finds the verb groups of a sentence.
func (r *reader) readVerbs(s *sentence) {
	first := len(r.mem.groups)
	r.mem.groups = r.g.verbGroups(r.mem.groups, s.toks)
	s.verbs = r.mem.groups[first:len(r.mem.groups):len(r.mem.groups)]
	if r.g.romance {
		s.dropExpletives()
		s.tookUntil()
	}
}

// readPhrases finds the noun phrases of a sentence.
func (r *reader) readPhrases(s *sentence) {
	first, toks := len(r.mem.phrases), s.toks
	r.mem.phrases = r.g.phrases(r.mem.phrases, toks, r.people, s.dates)
	s.phrases = r.mem.phrases[first:len(r.mem.phrases):len(r.mem.phrases)]
	r.fillThose(s)
	s.ends, s.verbFrom, s.told = cut(&r.mem.ends, len(toks)+1), cut(&r.mem.marks, len(toks)+1), cut(&r.mem.marks, len(s.verbs))
	for i := range s.phrases {
		s.ends[s.phrases[i].to] = int32(i) + 1
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		s.verbFrom[v.from] = true
	}
}

// fillThose gives "ceux de X" the noun of the group before it.
func (r *reader) fillThose(s *sentence) {
	noun := ""
	for i := range s.phrases {
		p := &s.phrases[i]
		switch {
		case p.pronoun == "ceux" && noun != "":
			p.title.label, p.pronoun = noun+" "+p.label, ""
		case p.pronoun == "ceux":
			p.title = nil
			p.pronoun = "" // nothing to stand for
		case p.title != nil && p.title.many() && len(p.people) == 0:
			noun = p.title.head.words[0]
			for k := p.from; k < p.to; k++ {
				if s.toks[k].fold == noun {
					noun = s.toks[k].text
					break
				}
			}
		}
	}
}

// note records where entities are named.
func (r *reader) note(s *sentence) {
	at := func(from, to int) Span { return Span{s.toks[from].Start, s.toks[to-1].End} }
	for i := range s.phrases {
		p := &s.phrases[i]
		for _, n := range p.people {
			text := n.text
			if k := r.people.find(text); k != nil {
				text = k.text
				r.noteMention(s, p, k)
			}
			r.mention(Person, r.people.key(text), at(n.from, n.to))
		}
		if p.entry != nil {
			kind, k := Organization, p.entry.id
			if p.entry.kind == lexCountry {
				kind, k = Country, Fold(p.entry.id)
			}
			r.mention(kind, k, at(p.from, p.to))
		}
		if p.title != nil && len(p.people) == 0 && p.title.many() {
			r.mention(Group, r.people.key(p.title.label), at(p.from, p.to))
		}
	}
}

// keepSubjects keeps the people who are together the subject of a sentence, for "they".
func (r *reader) keepSubjects(s *sentence) {
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.bare || v.clitic != "" {
			continue
		}
		if ids := r.peopleOf(s, r.subject(s, k)); len(ids) > 1 && len(ids) <= 6 {
			r.acting, r.actingAt = slices.Clone(ids), r.sentence
		}
		return
	}
}

// keepLists keeps the people whom a sentence lists together, for "the trio".
func (r *reader) keepLists(s *sentence) {
	named := 0
	for i := range s.phrases {
		named += len(s.phrases[i].people)
	}
	for i := 0; named > 2 && i < len(s.phrases); i++ {
		if len(s.phrases[i].people) == 0 {
			continue
		}
		if p := &s.phrases[i]; p.prep == "" && s.subjectOfVerb(p) { // "A et B ont appelé C": the two are A and B
			if pair := r.peopleOf(s, s.listBefore(i)); len(pair) == 2 {
				r.lists[2] = pair
			}
		}
		list := s.list(i, len(s.toks), -1)
		who := r.peopleOf(s, list)
		if len(who) > 2 && len(who) < len(r.lists) {
			r.lists[len(who)] = who
		}
		i = list[len(list)-1]
	}
}

// gatherNamed keeps whom "les deux hommes" may mean: the people whom a sentence
// names, if they are several.
func (r *reader) gatherNamed(s *sentence) {
	most := 0
	for i := range s.phrases {
		most += len(s.phrases[i].people)
	}
	ids := cut(&r.mem.ids, most)[:0]
	for i := range s.phrases {
		for _, n := range s.phrases[i].people {
			if id := r.person(n.text); !hasEntity(ids, id) && !s.phrases[i].weak && s.phrases[i].prep != "devant" && !r.bystander(id) && !r.speaksFor(id) {
				ids = append(ids, id)
			}
		}
	}
	for i := range s.phrases {
		if p := &s.phrases[i]; len(p.people) == 1 && s.leadWord(p.from) {
			r.leader, r.leaderAt = r.person(p.people[0].text), r.sentence
		}
	}
	r.keepLists(s)
	r.keepPair(s)
	r.keepSubjects(s)
	for _, id := range ids {
		if k := slices.Index(r.seen, id); k >= 0 {
			r.seen = slices.Delete(r.seen, k, k+1)
		}
		r.seen = append(r.seen, id)
	}
	if len(ids) > 1 {
		r.named = ids
	}
	if len(ids) > 0 {
		r.recent = s.notSayers(r, ids)
	}
}
