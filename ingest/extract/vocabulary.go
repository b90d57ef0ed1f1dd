package extract

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// The vocabulary of each language lies in lang/<code>, one file for each idea;
// docs/extraction.md tells what they hold. Files in lang itself name countries,
// bodies and cities in every language.
//
//go:embed lang
var langFiles embed.FS

// class is a set of things that a word can do for the rules, besides being a
// verb, a noun of contact, a function or a name: bits, one for each line of
// words.txt.
type class uint64

const (
	isStop class = 1 << iota
	isArticle
	isOf
	isPreposition
	isPlacePreposition
	isParticle
	isHonorific
	isHonorificFeminine
	isRank
	isDirection
	isAdjective
	isBodyNoun
	isPortfolio
	isPortfolioHead
	isNegation
	isAdverb
	isWish
	isPlan
	isModal
	isBeforeGerund
	isIntention
	isAfter
	isUpcoming
	isPlannedWord
	isOff
	isUnsaid
	isNone
	isHabit
	isSeries
	isPhone
	isVideo
	isLead
	isTopicArticle
	isTopicAdverb
	isAll
	isVenue
	isMargin
	isPeople
	isDue
	isEarlier
	isThen
	isPresent
	isWith
	isGuest
	isTrip
	isExpected
	isReleased
	isBeside
	isThing
	isToPerson
	isPast
	isBrought
	isAside
	isBodyPart
	isSceneBound
	isHabitual
	isAbsence
	isContinent
	isPlaceNoun
	isAgency
)

// classNames are the names of the classes in words.txt.
var classNames = map[string]class{
	"stop": isStop, "article": isArticle, "of": isOf, "preposition": isPreposition, "place-preposition": isPlacePreposition,
	"particle": isParticle, "honorific": isHonorific, "honorific-feminine": isHonorificFeminine, "rank": isRank,
	"direction": isDirection, "adjective": isAdjective, "body": isBodyNoun, "portfolio": isPortfolio,
	"portfolio-head": isPortfolioHead, "negation": isNegation, "adverb": isAdverb, "wish": isWish, "plan": isPlan,
	"modal": isModal, "before-gerund": isBeforeGerund, "intention": isIntention, "after": isAfter, "upcoming": isUpcoming,
	"planned": isPlannedWord, "off": isOff, "unsaid": isUnsaid, "none": isNone, "habit": isHabit, "series": isSeries,
	"phone": isPhone, "video": isVideo, "lead": isLead, "topic-article": isTopicArticle, "topic-adverb": isTopicAdverb,
	"all": isAll, "venue": isVenue, "margin": isMargin, "people": isPeople, "due": isDue, "earlier": isEarlier, "then": isThen, "present": isPresent, "company": isWith, "guest": isGuest, "trip": isTrip, "expected": isExpected, "released": isReleased, "beside": isBeside, "thing": isThing, "to-person": isToPerson, "past": isPast, "brought": isBrought, "aside": isAside, "body-part": isBodyPart,
	"scene-bound": isSceneBound, "habitual": isHabitual, "absence": isAbsence,
	"continent": isContinent, "place-noun": isPlaceNoun, "agency": isAgency,
}

// dataError reports a line of a file of the vocabulary that cannot be read. The
// files are part of the program, so it is a broken invariant.
type dataError struct {
	file string
	line int
	text string
}

func (e *dataError) Error() string {
	return fmt.Sprintf("extract: %s:%d: cannot read %q", e.file, e.line, e.text)
}

// row is one line of a file of the vocabulary, with its continuations.
type row struct {
	file string
	line int
	text string
}

// bad stops the program: the files are embedded, and a test reads them all.
func (r row) bad() { panic(&dataError{r.file, r.line, r.text}) }

// keyed cuts a row "key: words".
func (r row) keyed() (key string, words []string) {
	key, rest, ok := strings.Cut(r.text, ":")
	if !ok {
		r.bad()
	}
	return strings.TrimSpace(key), strings.Fields(rest)
}

// number reads "word=3".
func (r row) number(field string) (word string, n int) {
	word, digits, ok := strings.Cut(field, "=")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		r.bad()
	}
	return word, n
}

// pair reads "al=aux": two endings, "_" standing for none.
func (r row) pair(field string) [2]string {
	from, to, ok := strings.Cut(strings.ReplaceAll(field, "_", ""), "=")
	if !ok {
		r.bad()
	}
	return [2]string{from, to}
}

// rows reads a file of the vocabulary: a line that starts with a blank goes on
// with the one before, and # starts a comment. A file that is not there has no
// rows.
func rows(name string) []row {
	raw, err := fs.ReadFile(langFiles, "lang/"+name)
	if err != nil {
		return nil
	}
	var out []row
	var parts []string // of the last row
	end := func() {
		if len(parts) > 1 {
			out[len(out)-1].text = strings.Join(parts, " ")
		}
		parts = parts[:0]
	}
	n := 0
	for line := range strings.SplitSeq(string(raw), "\n") {
		n++
		text := strings.TrimSpace(line)
		if text == "" || line[0] == '#' {
			continue
		}
		if line[0] != ' ' || len(out) == 0 {
			end()
			out = append(out, row{name, n, text})
		}
		parts = append(parts, text)
	}
	end()
	return out
}

// splitter is what cutting a text into words needs to know of a language.
type splitter struct {
	vocabulary *vocabulary
	elided     map[string]bool   // words that lose their vowel: "l'", "qu'"
	accented   map[string]bool   // words that only an accent tells from others
	pivot      map[string]string // folded words by the one that the rules know
	short      map[string]string // months by what shortens them, nil where nothing does
	possessive bool              // "'s" is a word of its own
	senses     *senses           // by the beginnings of words, see stemOf
	presiding  map[string]string // verbs by the function that they tell
	apart      map[string]bool   // beginnings of verbs that make no scene

	// seen remembers the tokens of words as they are written, and recent those of them
	// that came last, each where its letters put it; nil remembers none. Whoever sets
	// them uses the splitter alone.
	seen   map[string]*token
	recent *[seenLast]*token
}

// loadWords reads words.txt, nouns.txt, dates.txt, numbers.txt and
// auxiliaries.txt into the vocabulary of a grammar.
func (g *grammar) loadWords() {
	v := g.split.vocabulary
	for _, r := range rows(g.dir + "words.txt") {
		name, words := r.keyed()
		c, ok := classNames[name]
		if !ok {
			r.bad()
		}
		for _, w := range words {
			v.at(g.fold(w)).is |= c
		}
	}
	for _, r := range rows(g.dir + "nouns.txt") {
		forms, does, ok := strings.Cut(r.text, "|")
		if !ok {
			r.bad()
		}
		n := readNoun(r, does)
		for w := range strings.FieldsSeq(forms) {
			v.at(g.fold(w)).noun = n
		}
	}
	for _, r := range rows(g.dir + "numbers.txt") {
		key, words := r.keyed()
		for _, w := range words {
			switch key {
			case "units":
				word, n := r.number(w)
				v.at(g.fold(word)).unit = n
			case "tens":
				word, n := r.number(w)
				v.at(g.fold(word)).ten = n
			case "few":
				word, n := r.number(w)
				v.at(g.fold(word)).few = n
			case "hundred":
				g.hundred = w
			case "and":
				g.numberAnd = g.fold(w)
			default:
				r.bad()
			}
		}
	}
	g.loadDates()
	g.loadAuxiliaries()
}

var kindsByName = map[string]Kind{"meeting": Meeting, "call": Call, "video": VideoCall, "visit": Visit, "talks": Talks}

func readNoun(r row, does string) noun {
	n := noun{}
	for word := range strings.FieldsSeq(does) {
		name, kind, _ := strings.Cut(word, ":")
		switch name {
		case "gathering":
			n.gathering, n.gathers = true, Gathering
			if k, ok := kindsByName[kind]; ok {
				n.gathers = k
			} else if kind != "" {
				r.bad()
			}
		case "joint":
			n.joint = true
		case "summit":
			n.summit = true
		case "before":
			n.before = true
		case "round":
			n.round = true
		default:
			k, ok := kindsByName[name]
			if !ok {
				r.bad()
			}
			n.contact, n.kind = true, k
		}
	}
	return n
}

func (g *grammar) loadDates() {
	v := g.split.vocabulary
	var months []string
	for _, r := range rows(g.dir + "dates.txt") {
		key, words := r.keyed()
		if key == "months" {
			months = words
		}
		for i, w := range words {
			switch key {
			case "weekdays":
				v.at(g.fold(w)).weekday = i%7 + 1
			case "months":
				v.at(g.fold(w)).month = i%12 + 1
			case "short-months":
				word, n := r.number(w)
				g.split.shorten(word, n, months)
			case "relative", "told":
				word, n := r.number(w)
				if !strings.Contains(word, "_") && key == "relative" {
					x := v.at(g.fold(word))
					x.relative, x.isRelative = n, true
					continue
				}
				g.addDatePhrase(word, datePhrase{relative: n, anchored: key == "told"})
			case "some-time":
				word, n := r.number(w)
				g.addDatePhrase(word, datePhrase{vague: true, forced: direction(n)})
			default:
				part, ok := datePartNames[key]
				if !ok {
					r.bad()
				}
				v.at(g.fold(w)).date |= part
			}
		}
	}
}

// addDatePhrase enters a wording whose words are joined by "_".
func (g *grammar) addDatePhrase(phrase string, p datePhrase) {
	for w := range strings.SplitSeq(phrase, "_") {
		p.words = append(p.words, g.split.vocabulary.kept(g.fold(w)))
	}
	p.words = g.split.vocabulary.words.keep(p.words)
	p.next = nextBit(p.words)
	first := p.words[0]
	x := g.split.vocabulary.opens(g.split.vocabulary.at(first))
	list := x.phrases
	k := 0
	for k < len(list) && len(list[k].words) >= len(p.words) {
		k++
	}
	x.phrases = slices.Insert(list, k, p)
}

// helper is a set of things that a word does in a verb group.
type helper uint16

const (
	helpsNot helper = 1 << iota
	helpsReflexive
	helpsObject
	helpsClitic
	helpsSubject
	helpsPassive
	helpsRecent
	helpsPlan
	helpsAble
)

// helperNames are the names of those things in auxiliaries.txt.
var helperNames = map[string]helper{
	"no": helpsNot, "reflexive": helpsReflexive, "object": helpsObject, "clitic": helpsClitic, "subject": helpsSubject,
	"passive": helpsPassive, "recent": helpsRecent, "plans": helpsPlan, "able": helpsAble,
}

// datePart is a set of things that a word does in a date.
type datePart uint8

const (
	dateLast datePart = 1 << iota
	dateNext
	dateRange
	dateVague
)

// datePartNames are the names of those things in dates.txt.
var datePartNames = map[string]datePart{"last": dateLast, "next": dateNext, "range": dateRange, "vague": dateVague}

var tensesByName = map[string]tense{
	"present": present, "preterite": preterite, "imperfect": imperfect, "future": futureTense, "conditional": conditional,
	"infinitive": infinitive, "participle": participle, "gerund": gerund,
}

func (g *grammar) loadAuxiliaries() {
	v := g.split.vocabulary
	for _, r := range rows(g.dir + "auxiliaries.txt") {
		key, words := r.keyed()
		name, form, _ := strings.Cut(key, " ")
		t := tensesByName[form]
		if t == noTense && form != "" {
			r.bad()
		}
		for _, w := range words {
			switch name {
			case "have":
				v.at(g.fold(w)).have = t
			case "be":
				v.at(g.fold(w)).be = t
			case "take":
				g.take[w] = t
				v.at(g.fold(w)).takes = true
			default:
				h, ok := helperNames[name]
				if !ok {
					r.bad()
				}
				v.at(g.fold(w)).helps |= h
			}
		}
	}
}
