package extract

// The English verbs. English has no gender and little inflection, so the forms
// are listed.

var englishVerbForms = buildEnglishForms()

var englishVerbs = []struct {
	verb verb
	// base, third person, past, participle, gerund
	base, third, past, part, ing string
}{
	{verb{lemma: "meet", means: []meaning{contacts}, kind: Meeting}, "meet", "meets", "met", "met", "meeting"},
	{verb{lemma: "receive", means: []meaning{contacts}, kind: Meeting}, "receive", "receives", "received", "received", "receiving"},
	{verb{lemma: "host", means: []meaning{contacts, hosts}, kind: Meeting}, "host", "hosts", "hosted", "hosted", "hosting"},
	{verb{lemma: "call", means: []meaning{contacts}, kind: Call}, "call", "calls", "called", "called", "calling"},
	{verb{lemma: "phone", means: []meaning{contacts}, kind: Call}, "phone", "phones", "phoned", "phoned", "phoning"},
	{verb{lemma: "speak", means: []meaning{contacts}, kind: Meeting, prep: "with"}, "speak", "speaks", "spoke", "spoken", "speaking"},
	{verb{lemma: "talk", means: []meaning{contacts}, kind: Meeting, prep: "with"}, "talk", "talks", "talked", "talked", "talking"},
	{verb{lemma: "confer", means: []meaning{contacts}, kind: Meeting, prep: "with"}, "confer", "confers", "conferred", "conferred", "conferring"},
	{verb{lemma: "hold", means: []meaning{holds, hosts, lightly}}, "hold", "holds", "held", "held", "holding"},
	{verb{lemma: "have", means: []meaning{lightly}}, "", "", "had", "had", ""},
	{verb{lemma: "schedule", means: []meaning{holds}}, "schedule", "schedules", "scheduled", "scheduled", "scheduling"},
	{verb{lemma: "plan", means: []meaning{holds}}, "plan", "plans", "planned", "planned", "planning"},
	{verb{lemma: "cancel", means: []meaning{cancels}}, "cancel", "cancels", "cancelled", "cancelled", "cancelling"},
	{verb{lemma: "postpone", means: []meaning{cancels}}, "postpone", "postpones", "postponed", "postponed", "postponing"},
	{verb{lemma: "say", means: []meaning{states}}, "say", "says", "said", "said", "saying"},
	{verb{lemma: "announce", means: []meaning{states}}, "announce", "announces", "announced", "announced", "announcing"},
	{verb{lemma: "deny", means: []meaning{denies}}, "deny", "denies", "denied", "denied", "denying"},
	{verb{lemma: "discuss", means: []meaning{treats}}, "discuss", "discusses", "discussed", "discussed", "discussing"},
	{verb{lemma: "focus", means: []meaning{treats}, topical: "on"}, "focus", "focuses", "focused", "focused", "focusing"},
	{verb{lemma: "attend", means: []meaning{joins}}, "attend", "attends", "attended", "attended", "attending"},
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
			if x.word != "" {
				f.add(x.word, &v, x.tense)
			}
		}
	}
	return f
}

var (
	englishModals = set("will would shall should may might could can must")
	englishBe     = map[string]tense{"is": present, "are": present, "was": preterite, "were": preterite, "be": infinitive, "been": preterite}
	englishInside = set("also then later earlier recently briefly both separately not never already now reportedly been be to due set expected scheduled going")
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
		return v.english(g, toks, i, infinitive, participle)
	case isBe:
		v.tense = be
		return v.english(g, toks, i, participle, infinitive)
	case t.is("has", "have", "had"):
		v.tense = preterite
		if w := v.english(g, toks, i, participle); w.ok() {
			return w
		}
	case t.is("wants", "want", "hopes", "hope", "wishes"):
		v.wish, v.tense = true, futureTense
		return v.english(g, toks, i, infinitive)
	case t.is("did"):
		v.tense = preterite
		return v.english(g, toks, i, infinitive)
	}
	f, ok := g.verbForm(t, preterite, present)
	if !ok || i > 0 && (g.dets[toks[i-1].fold] || g.of[toks[i-1].fold] || t.cap) {
		return group{}
	}
	v.verb, v.tense, v.to = f.verb, f.tense, i+1
	return v
}

// english looks for the main verb after an auxiliary at toks[i].
func (v group) english(g *grammar, toks []token, i int, want ...tense) group {
	be := englishBe[toks[i].low] != noTense
	for k := i + 1; k < len(toks) && k <= i+maxInside; k++ {
		t := toks[k]
		if t.is("not", "never") {
			v.neg = true
		}
		if t.is("be", "been") {
			be = true
		}
		if t.is("to") && be { // is to meet, is due to meet
			v.modal, v.tense, be = true, futureTense, false
		}
		if f, ok := g.verbForm(t, want...); ok && !(t.is("scheduled", "planned") && k+1 < len(toks) && toks[k+1].is("to")) {
			v.verb, v.to, v.passive = f.verb, k+1, be
			return v
		}
		if !englishInside[t.fold] {
			break
		}
	}
	return group{}
}
