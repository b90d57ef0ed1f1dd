package extract

import (
	"context"
	"slices"
)

// Sounds is how much a name sounds like one of a country.
func Sounds(name, code string) int { return lore().sounds(key(name), code) }

// LikelyAgainst is under which log-odds the model speaks against what a rule has found.
const LikelyAgainst = likelyAgainst

// Side is two people whom a sentence puts side by side.
type Side struct {
	A, B     string
	Meant    string // A or B where the sentence does not name him, else ""
	Referred bool   // one of them is only referred to
	Ruled    bool   // the sentence tells that they are not in contact by it
	Doubted  bool   // the model may speak against what a rule has found of them there
	Sentence Span
	Features []string
	Odds     float64 // log-odds
}

// Considered calls fn for every pair of people whom a text puts side by side.
func Considered(in Input, fn func(s *Side)) error {
	x := Rules{considered: func(r *reader, c candidate) {
		s := Side{A: r.res.Entities[c.a].Names[0].Text, B: r.res.Entities[c.b].Names[0].Text, Ruled: c.ruled, Doubted: r.weighing.named <= fewAgainst && !r.plainlyTells(r.now, c.a, c.b), Sentence: r.now.span, Features: r.features.all(), Odds: c.score}
		switch c.how {
		case byName:
		case byContext:
			s.Meant = r.res.Entities[c.meant].Names[0].Text
		default:
			s.Referred = true
		}
		fn(&s)
	}}
	_, err := x.Extract(context.Background(), in)
	return err
}

// Again calls fn for every two people in contact whom another sentence puts side by side, with the sentences
// that tell of their contact or bear it out.
func Again(in Input, fn func(a, b string, sentence Span, told []Span, here bool, features []string)) error {
	x := Rules{sighted: func(r *reader, x *pairing, features []string) {
		var told []Span
		here := false
		for i := range r.res.Assertions {
			if a := &r.res.Assertions[i]; a.Kind < RegularContact && a.has(x.a.id) && a.has(x.b.id) {
				if a.Quote == x.s.span || slices.Contains(a.Support, x.s.span) {
					here = true
					continue
				}
				told = append(append(told, a.Quote), a.Support...)
			}
		}
		fn(r.res.Entities[x.a.id].Names[0].Text, r.res.Entities[x.b.id].Names[0].Text, x.s.span, told, here, features)
	}}
	_, err := x.Extract(context.Background(), in)
	return err
}

// Stated calls fn for every state or body that a sentence names with each of the others and of its people,
// with their sentence, what the model is told of the two and their log-odds.
func Stated(in Input, fn func(a, b string, sentence Span, features []string, odds float64)) error {
	var c statesWeigher
	x := Rules{stated: func(r *reader, a, b *member, odds float64, features []string) {
		c.reader, c.s = r, r.now
		fn(c.worded(a), c.worded(b), r.now.span, features, odds)
	}}
	_, err := x.Extract(context.Background(), in)
	return err
}

// worded is a member as the sentence names it.
func (c *statesWeigher) worded(m *member) string {
	if m.kind < memberCountry {
		return c.res.Entities[m.id].Names[0].Text
	}
	if own := c.s.toks[m.from].own; own != nil {
		return own.text
	}
	return surfaceOf(c.s.toks[m.from:m.to])
}

// Missed returns the words of a text at which a verb, a date or a phrase can be read
// although opening says that none starts there.
func Missed(in Input) (words []string) {
	mem := memories.Get().(*memory)
	defer mem.release()
	r := mem.newReader(grammars()[in.Lang](), string(in.Text), in.Published)
	g := r.g
	var sentences [][]token
	for _, b := range segment(r.text, g) {
		for _, s := range b.sentences {
			toks := tokenize(&g.split, r.text, s, nil)
			r.enroll(toks, false)
			sentences = append(sentences, toks)
		}
	}
	for _, toks := range sentences {
		for i := range toks {
			t := &toks[i]
			if !t.opens(opensVerb) && (g.verbAt(g, toks, i).ok() || g.coordinated(toks, i).ok()) {
				words = append(words, "verb "+t.text)
			}
			if !g.opensDate(toks, i) && g.dateAt(toks, i).to > i {
				words = append(words, "date "+t.text)
			}
			if _, ok := g.phraseAt(toks, r.people, i); ok && !t.opens(opensPhrase) {
				words = append(words, "phrase "+t.text)
			}
		}
	}
	return words
}

// Judged calls fn for the contacts of a text with what the model of fates is told of them.
func Judged(in Input, fn func(a *Assertion, parties, features []string)) error {
	x := Rules{judged: func(r *reader, a *Assertion, features []string) {
		fn(a, r.partyNames(a), features)
	}}
	_, err := x.Extract(context.Background(), in)
	return err
}

func (r *reader) partyNames(a *Assertion) (names []string) {
	for _, p := range a.Participants {
		names = append(names, r.res.Entities[p.Entity].Names[0].Text)
	}
	return names
}

// AddDays, Ordinal, Exists and WeekdayOf are the functions of those names.
func AddDays(d Date, n int) Date { return d.addDays(n) }
func Ordinal(d Date) int         { return d.ordinal() }
func Exists(d Date) bool         { return d.exists() }
func WeekdayOf(d Date) int       { return weekdayOf(d) }

// Option is a place or day that a contact may have, with what the model is told of it.
type Option struct {
	Names    []string // of the place, in all languages; none for no place
	Day      string   // "" for no day
	Features []string
}

// Weighed calls fn for the contacts of a text with the places, or else the days, that the model
// ranks.
func Weighed(in Input, fn func(a *Assertion, parties []string, options []Option, places bool)) error {
	x := Rules{weighed: func(r *reader, a *Assertion, options []option, places bool) {
		out := make([]Option, len(options))
		for i, o := range options {
			if o.entry != nil {
				o.place = r.entry(o.entry)
			}
			out[i] = Option{Day: o.day.String(), Features: o.features}
			if o.place != None {
				for _, n := range r.res.Entities[o.place].Names {
					out[i].Names = append(out[i].Names, n.Text)
				}
			}
		}
		fn(a, r.partyNames(a), out, places)
	}}
	_, err := x.Extract(context.Background(), in)
	return err
}

// HomeOf is the country of a public figure.
func HomeOf(name string) string { return lore().homeOf(key(name)) }
