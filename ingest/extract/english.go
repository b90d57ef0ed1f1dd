package extract

import "strings"

// The English verbs. English has no gender and little inflection, so the forms
// are listed.

var englishVerbForms = buildEnglishForms()

var englishVerbs = []struct {
	verb verb
	// base, third person, past, participle, gerund
	base, third, past, part, ing string
}{
	{verb{lemma: "meet", means: []meaning{contacts}, kind: Meeting, also: "with"}, "meet", "meets", "met", "met", "meeting"},
	{verb{lemma: "see", means: []meaning{contacts, personal}, kind: Meeting}, "see", "sees", "saw", "seen", "seeing"},
	{verb{lemma: "receive", means: []meaning{contacts, personal, lightly}, kind: Meeting}, "receive", "receives", "received", "received", "receiving"},
	{verb{lemma: "welcome", means: []meaning{contacts, personal}, kind: Meeting}, "welcome", "welcomes", "welcomed", "welcomed", "welcoming"},
	{verb{lemma: "greet", means: []meaning{contacts, personal}, kind: Meeting}, "greet", "greets", "greeted", "greeted", "greeting"},
	{verb{lemma: "host", means: []meaning{contacts, hosts, personal}, kind: Meeting}, "host", "hosts", "hosted", "hosted", "hosting"},
	{verb{lemma: "call", means: []meaning{contacts, personal}, kind: Call}, "call", "calls", "called", "called", "calling"},
	{verb{lemma: "phone", means: []meaning{contacts, personal}, kind: Call}, "phone", "phones", "phoned", "phoned", "phoning"},
	{verb{lemma: "telephone", means: []meaning{contacts, personal}, kind: Call}, "telephone", "telephones", "telephoned", "telephoned", "telephoning"},
	{verb{lemma: "ring", means: []meaning{contacts, personal}, kind: Call}, "", "", "rang", "", ""},
	{verb{lemma: "speak", means: []meaning{contacts, personal}, kind: Meeting, prep: "with", also: "to"}, "speak", "speaks", "spoke", "spoken", "speaking"},
	{verb{lemma: "talk", means: []meaning{contacts, personal}, kind: Meeting, prep: "with", also: "to"}, "talk", "talks", "talked", "talked", "talking"},
	{verb{lemma: "confer", means: []meaning{contacts}, kind: Meeting, prep: "with"}, "confer", "confers", "conferred", "conferred", "conferring"},
	{verb{lemma: "consult", means: []meaning{contacts}, kind: Meeting, prep: "with"}, "consult", "consults", "consulted", "consulted", "consulting"},
	{verb{lemma: "huddle", means: []meaning{contacts}, kind: Meeting, prep: "with"}, "huddle", "huddles", "huddled", "huddled", "huddling"},
	{verb{lemma: "sit", means: []meaning{contacts, personal}, kind: Meeting, prep: "with"}, "sit", "sits", "sat", "sat", "sitting"},
	{verb{lemma: "dine", means: []meaning{contacts, personal}, kind: Meeting, prep: "with"}, "dine", "dines", "dined", "dined", "dining"},
	{verb{lemma: "lunch", means: []meaning{contacts, personal}, kind: Meeting, prep: "with"}, "", "", "lunched", "lunched", ""},
	{verb{lemma: "converse", means: []meaning{contacts}, kind: Meeting, prep: "with"}, "converse", "converses", "conversed", "conversed", "conversing"},
	{verb{lemma: "negotiate", means: []meaning{contacts}, kind: Talks, prep: "with"}, "negotiate", "negotiates", "negotiated", "negotiated", "negotiating"},
	{verb{lemma: "gather", means: []meaning{contacts}, kind: Meeting, prep: "with"}, "gather", "gathers", "gathered", "gathered", "gathering"},
	{verb{lemma: "bring together", means: []meaning{gathers}}, "bring", "brings", "brought", "brought", "bringing"},
	{verb{lemma: "pay", means: []meaning{lightly}}, "pay", "pays", "paid", "paid", "paying"},
	{verb{lemma: "present", means: []meaning{lightly}}, "present", "presents", "presented", "presented", "presenting"},
	{verb{lemma: "exchange", means: []meaning{lightly, treats}}, "exchange", "exchanges", "exchanged", "exchanged", "exchanging"},
	{verb{lemma: "hold", means: []meaning{holds, hosts, lightly}}, "hold", "holds", "held", "held", "holding"},
	{verb{lemma: "have", means: []meaning{lightly}}, "have", "has", "had", "had", "having"},
	{verb{lemma: "conduct", means: []meaning{lightly}}, "conduct", "conducts", "conducted", "conducted", "conducting"},
	{verb{lemma: "lead", means: []meaning{lightly}}, "lead", "leads", "led", "led", "leading"},
	{verb{lemma: "take place", means: []meaning{holds, lightly}}, "take", "takes", "took", "taken", "taking"},
	{verb{lemma: "convene", means: []meaning{holds, hosts, lightly, gathers}}, "convene", "convenes", "convened", "convened", "convening"},
	{verb{lemma: "schedule", means: []meaning{holds}}, "schedule", "schedules", "scheduled", "scheduled", "scheduling"},
	{verb{lemma: "plan", means: []meaning{holds}}, "plan", "plans", "planned", "planned", "planning"},
	{verb{lemma: "set", means: []meaning{holds}}, "", "", "set", "set", ""},
	{verb{lemma: "expect", means: []meaning{holds}}, "", "", "", "expected", ""},
	{verb{lemma: "cancel", means: []meaning{cancels}}, "cancel", "cancels", "cancelled canceled", "cancelled canceled", "cancelling"},
	{verb{lemma: "scrap", means: []meaning{cancels}}, "scrap", "scraps", "scrapped", "scrapped", "scrapping"},
	{verb{lemma: "withdraw", means: []meaning{cancels}}, "withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"},
	{verb{lemma: "cochair", means: []meaning{hosts}}, "co-chair co-host", "", "co-chaired co-hosted", "co-chaired co-hosted", ""},
	{verb{lemma: "postpone", means: []meaning{cancels}}, "postpone", "postpones", "postponed", "postponed", "postponing"},
	{verb{lemma: "say", means: []meaning{states}}, "say", "says", "said", "said", "saying"},
	{verb{lemma: "announce", means: []meaning{states}}, "announce", "announces", "announced", "announced", "announcing"},
	{verb{lemma: "tell", means: []meaning{states}}, "tell", "tells", "told", "told", "telling"},
	{verb{lemma: "report", means: []meaning{states}}, "report", "reports", "reported", "reported", "reporting"},
	{verb{lemma: "deny", means: []meaning{denies}}, "deny", "denies", "denied", "denied", "denying"},
	{verb{lemma: "discuss", means: []meaning{treats}}, "discuss", "discusses", "discussed", "discussed", "discussing"},
	{verb{lemma: "review", means: []meaning{treats}}, "review", "reviews", "reviewed", "reviewed", "reviewing"},
	{verb{lemma: "go over", means: []meaning{treats, goes}}, "go", "goes", "went", "gone", "going"},
	{verb{lemma: "raise", means: []meaning{treats}}, "raise", "raises", "raised", "raised", "raising"},
	{verb{lemma: "focus", means: []meaning{treats}, topical: "on"}, "focus", "focuses", "focused", "focused", "focusing"},
	{verb{lemma: "attend", means: []meaning{joins}}, "attend", "attends", "attended", "attended", "attending"},
	{verb{lemma: "travel", means: []meaning{goes}}, "travel", "travels", "travelled traveled", "travelled traveled", "travelling traveling"},
	{verb{lemma: "fly", means: []meaning{goes}}, "fly", "flies", "flew", "flown", "flying"},
	{verb{lemma: "arrive", means: []meaning{goes}}, "arrive", "arrives", "arrived", "arrived", "arriving"},
	{verb{lemma: "visit", means: []meaning{goes}}, "visit", "visits", "visited", "visited", "visiting"},
	{verb{lemma: "head", means: []meaning{goes}}, "", "", "headed", "headed", ""},
	{verb{lemma: "confirm", means: []meaning{states, confirms}}, "confirm", "confirms", "confirmed", "confirmed", "confirming"},
}

func buildEnglishForms() forms {
	f := forms{}
	for _, e := range englishVerbs {
		v := e.verb
		for _, x := range []struct {
			word  string
			tense tense
		}{{e.base, infinitive}, {e.third, present}, {e.past, preterite}, {e.part, participle}, {e.ing, gerund}} {
			for w := range strings.FieldsSeq(x.word) {
				f.add(w, &v, x.tense)
			}
		}
	}
	return f
}

var (
	englishModals = set("will would shall should may might could can must")
	englishBe     = map[string]tense{"is": present, "are": present, "was": preterite, "were": preterite, "be": infinitive, "been": preterite}
	// englishInside may stand between an auxiliary and its verb, beside the words in -ly.
	englishInside = set("also then later earlier both not never already now be been to due set expected scheduled slated poised likely going " +
		"planning preparing first once again soon still just next afterwards in turn yet instead each himself herself")
	// englishPlans take an infinitive that tells a plan, englishWishes one that tells no more than a wish.
	englishPlans  = set("plans plan intends intend agreed agrees planned prepares")
	englishWishes = set("wants want hopes hope wishes wish wanted hoped seeks sought asked asks offered refuses refused declined declines proposed")
	// beforeGerund open a clause without a subject of its own: "after meeting X".
	beforeGerund = set("after before by while when following since upon")
)

// englishVerbAt reads a verb group that starts at toks[i].
func englishVerbAt(g *grammar, toks []token, i int) group {
	v := group{from: i}
	t := toks[i]
	if t.kind != word {
		return group{}
	}
	switch be, isBe := englishBe[t.low]; {
	case englishModals[t.low]:
		v.modal, v.tense = true, futureTense
		return v.english(g, toks, i, infinitive, participle, gerund)
	case isBe:
		v.tense = be
		return v.english(g, toks, i, participle, infinitive, gerund)
	case t.is("has", "have", "had"):
		v.tense = preterite
		if w := v.english(g, toks, i, participle); w.ok() {
			return w
		}
	case englishWishes[t.low] || englishPlans[t.low]:
		v.wish, v.modal, v.tense = englishWishes[t.low], true, futureTense
		if i+1 < len(toks) && toks[i+1].is("to") {
			return v.english(g, toks, i, infinitive)
		}
		v = group{from: i}
	case t.is("did", "does", "do"):
		v.tense = preterite
		return v.english(g, toks, i, infinitive)
	case t.is("to"):
		v.tense, v.bare = infinitive, true
		if i+1 < len(toks) {
			if f, ok := g.verbForm(toks[i+1], infinitive); ok {
				v.verb, v.to = f.verb, i+2
				return v
			}
		}
		return group{}
	case i > 0 && beforeGerund[toks[i-1].fold]:
		if f, ok := g.verbForm(t, gerund); ok && !(i+1 < len(toks) && toks[i+1].is("between", "of")) {
			v.verb, v.tense, v.bare, v.to = f.verb, gerund, true, i+1
			return v
		}
	}
	f, ok := g.verbForm(t, preterite, present)
	if ok && plans(f.verb) && !g.subjectOf(toks, i) {
		return group{} // "a meeting, scheduled for Monday, was": no verb of its own
	}
	if !ok || t.cap || i > 0 && (g.dets[toks[i-1].fold] || g.of[toks[i-1].fold]) || t.is("talks", "plans", "calls", "reports") && !g.subjectOf(toks, i) {
		return group{}
	}
	v.verb, v.tense, v.to = f.verb, f.tense, i+1
	if f.verb.lemma == "call" && v.to < len(toks) && toks[v.to].is("off") {
		v.verb, v.to = callOff, v.to+1
	}
	return v
}

// callOff is the one verb of two words that the forms do not hold.
var callOff = &verb{lemma: "call off", means: []meaning{cancels}}

// subjectOf reports whether the word before toks[i] can be a subject, so that a
// word that is both noun and verb is a verb: a name, or a pronoun.
func (g *grammar) subjectOf(toks []token, i int) bool {
	return i > 0 && (toks[i-1].cap || toks[i-1].is("who", "he", "she", "they"))
}

// english looks for the main verb after an auxiliary at toks[i].
func (v group) english(g *grammar, toks []token, i int, want ...tense) group {
	be := englishBe[toks[i].low] != noTense
	for k := i + 1; k < len(toks) && k <= i+maxInside; k++ {
		t := toks[k]
		if t.is("not", "never", "n't") {
			v.neg = true
		}
		if t.is("be", "been") {
			be = true
		}
		if t.is("to") && be { // is to meet, is due to meet
			v.modal, v.tense, be = true, futureTense, false
		}
		toVerb := k+1 < len(toks) && toks[k+1].is("to") && t.is("scheduled", "planned", "set", "expected", "going", "planning")
		if t.is("called") && k+1 < len(toks) && toks[k+1].is("off") {
			v.verb, v.to, v.passive = callOff, k+2, be
			return v
		}
		if f, ok := g.verbForm(t, want...); ok && !toVerb && !(f.tense == infinitive && be && v.tense != futureTense) {
			v.verb, v.to = f.verb, k+1
			v.passive = be && f.tense == participle
			return v
		}
		if f, ok := g.verbForm(t, gerund); ok && be && !toVerb {
			v.verb, v.to = f.verb, k+1
			return v
		}
		if !englishInside[t.fold] && !(strings.HasSuffix(t.fold, "ly") && !t.cap) && g.weekdays[t.fold] == 0 && !t.is("on") {
			break
		}
	}
	return group{}
}
