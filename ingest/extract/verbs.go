package extract

import (
	"slices"
	"strings"
)

// tense is what the form of a verb tells about time.
type tense uint8

const (
	noTense     tense = iota
	present           // rencontre, meets
	preterite         // rencontra, met
	imperfect         // rencontrait
	futureTense       // rencontrera
	conditional       // rencontrerait
	infinitive        // rencontrer, meet
	participle        // rencontré, met
	gerund            // rencontrant, meeting
)

// meaning is a set of things that a verb does for the rules; verbs.txt tells
// what each is.
type meaning uint32

const (
	contacts   meaning = 1 << iota // rencontrer, s'entretenir
	holds                          // se tenir, avoir lieu, être prévu: takes a gathering as its subject
	hosts                          // organiser, convoquer: takes a gathering as its object
	cancels                        // annuler, reporter
	states                         // annoncer, indiquer: takes a speaker as its subject
	denies                         // démentir
	treats                         // porter sur, évoquer: takes topics
	joins                          // participer, se joindre
	confirms                       // confirmer
	lightly                        // avoir, tenir, mener + a noun of contact
	gathers                        // réunir, rassembler
	personal                       // a contact only where the object is a person: voir, recevoir
	goes                           // se rendre, arriver: tells where what follows takes place
	plans                          // prévoir, programmer: tells a plan even in the present
	takesPlace                     // avoir lieu: takes a gathering as its subject in the active voice
	awaits                         // attendre: the contact is to come
	invites                        // inviter, convier
	greets                         // saluer
	signs                          // signer
	byPhone                        // a contact only with "by phone": reach
	speaks                         // parler, s'entretenir: in person or by telephone alike
	defers                         // reporter, postpone: sets another day
	receives                       // recevoir, accueillir: its object is a guest
	resumes                        // poursuivre, reprendre: of talks told before
	passively                      // a contact in the passive voice: "was linked with"
	gives                          // accorder, give: its noun of contact is given to the other party
	idiomatic                      // tells something only with the words of idioms.txt
)

var meaningNames = map[string]meaning{
	"contacts": contacts, "holds": holds, "hosts": hosts, "cancels": cancels, "states": states, "denies": denies, "treats": treats,
	"joins": joins, "confirms": confirms, "lightly": lightly, "gathers": gathers, "personal": personal, "goes": goes, "plans": plans,
	"takesplace": takesPlace, "awaits": awaits, "invites": invites, "greets": greets, "signs": signs, "byphone": byPhone,
	"passively": passively, "resumes": resumes, "receives": receives, "gives": gives, "defers": defers, "speaks": speaks, "idiomatic": idiomatic,
}

// verb is a lemma with what it means and how it governs.
type verb struct {
	lemma       string
	means       meaning
	kind        Kind   // of the contact, for contacts
	prep        string // "avec", "à" or "" for a direct object
	also        string // another preposition for the same: "speak with", "speak to"
	reflexive   bool   // means a contact only as "se rencontrer", "s'entretenir"
	particle    string // of verbs of two words: "call off"
	where       string // preposition before a place, beside the usual ones
	topical     string // preposition before topics, for treats; "" for a direct object
	idioms      []idiom
	opening     map[string]bool // first words of its idioms, "" for one without words
	openingBits uint64          // theirs, see wordBit
	// intransitive verbs have a compound past with "be": "est tombée sur".
	intransitive bool
}

func (v *verb) can(m meaning) bool { return v.means&m != 0 }

// form is one reading of a word as an inflected verb.
type form struct {
	verb  *verb
	tense tense
}

// addForm enters one inflected form, in lower case with its accents.
func (g *grammar) addForm(word string, v *verb, t tense) {
	x := g.split.vocabulary.at(g.fold(word))
	i := 0
	for i < len(x.forms) && x.forms[i].low != word {
		i++
	}
	if i == len(x.forms) {
		x.forms = append(x.forms, written{low: g.split.vocabulary.texts.keep(word)})
	}
	read := &x.forms[i].forms
	if f := (form{v, t}); !slices.Contains(*read, f) {
		*read = append(*read, f)
	}
}

// conjugation is a paradigm: the endings of regular verbs by tense.
type conjugation map[tense][]string

// conjugations are those of one language, and how their soft stems change.
type conjugations struct {
	byName map[string]conjugation
	soft   map[string]string
}

func (g *grammar) loadConjugations() conjugations {
	c := conjugations{map[string]conjugation{}, map[string]string{}}
	for _, r := range rows(g.dir + "conjugation.txt") {
		fields := strings.Fields(r.text)
		if fields[0] == "soft" {
			for _, f := range fields[1:] {
				from, to, _ := strings.Cut(f, "=")
				c.soft[from] = to
			}
			continue
		}
		table := conjugation{}
		for _, f := range fields[1:] {
			name, endings, ok := strings.Cut(f, ":")
			t := tensesByName[name]
			if !ok || t == noTense {
				r.bad()
			}
			table[t] = strings.Split(endings, ",")
		}
		c.byName[fields[0]] = table
	}
	return c
}

// softened is a stem before an ending that keeps its sound: "annonç-".
func (c conjugations) softened(stem string) string {
	for from, to := range c.soft {
		if strings.HasSuffix(stem, from) {
			return strings.TrimSuffix(stem, from) + to
		}
	}
	return stem
}

// loadVerbs reads verbs.txt.
func (g *grammar) loadVerbs() {
	c := g.loadConjugations()
	for _, r := range rows(g.dir + "verbs.txt") {
		fields := strings.Fields(r.text)
		v := &verb{lemma: strings.ReplaceAll(fields[0], "_", " ")}
		stem, name, regular := strings.Cut(fields[0], "|")
		table := c.byName[name]
		if regular {
			if table == nil {
				r.bad()
			}
			v.lemma = stem + table[infinitive][0]
		}
		for _, f := range fields[1:] {
			g.verbField(r, v, f)
		}
		for t, endings := range table {
			for _, e := range endings {
				if soft, ok := strings.CutPrefix(e, "~"); ok {
					g.addForm(c.softened(stem)+soft, v, t)
				} else {
					g.addForm(stem+e, v, t)
				}
			}
		}
	}
}

// verbField reads one field of a row of verbs.txt after the lemma.
func (g *grammar) verbField(r row, v *verb, f string) {
	name, value, ok := strings.Cut(f, ":")
	if !ok {
		m := meaningNames[name]
		v.means |= m
		v.reflexive = v.reflexive || name == "reflexive"
		v.intransitive = v.intransitive || name == "intransitive"
		if m == 0 && name != "reflexive" && name != "intransitive" {
			r.bad()
		}
		return
	}
	switch name {
	case "kind":
		if v.kind, ok = kindsByName[value]; !ok {
			r.bad()
		}
	case "with":
		v.prep = value
	case "or":
		v.also = value
	case "about":
		v.topical = value
	case "where":
		v.where = value
	case "particle":
		v.particle = value
	default:
		t := tensesByName[name]
		if t == noTense {
			r.bad()
		}
		for w := range strings.SplitSeq(value, ",") {
			g.addForm(w, v, t)
		}
	}
}

// verbForm returns the reading of a word as a verb in one of the given tenses.
func (g *grammar) verbForm(t *token, tenses ...tense) (form, bool) {
	for _, f := range t.forms {
		for _, want := range tenses {
			if f.tense == want {
				return f, true
			}
		}
	}
	return form{}, false
}
