package extract

import "strings"

// metThere asserts that the subject of a sentence of French met the one of whom a participle after
// his name tells that somebody did: "X tient ses chiffres de Y, rencontré dans un train", "X a le
// soutien de Y, jointe mardi par téléphone".
func (r *reader) metThere(s *sentence, found int) {
	for j := 2; j < len(s.toks); j++ {
		t := &s.toks[j]
		if !t.of(metThereWords) || !s.toks[j-1].is(",") || !s.byNobody(j) {
			continue
		}
		i := s.phraseEnding(j - 1)
		if i < 0 {
			i = s.phraseEnding(j)
		}
		if i < 0 || len(s.phrases[i].people) == 0 || s.phrases[i].prep == "selon" || s.phrases[i].prep == r.g.by {
			continue
		}
		list := []int{i}
		if strings.HasSuffix(t.fold, "s") {
			list = s.listBefore(i)
		}
		who := r.doer(s, s.sceneStart(s.phrases[list[0]].from), s.phrases[list[0]].from)
		others := r.humansOf(s, list, who)
		if len(who) != 1 || len(others) == 0 || len(who) == 1 && hasEntity(others, who[0]) {
			continue
		}
		f := framed{who: who, others: others, lo: j, hi: s.sceneEnd(j), pivot: j, dir: past}
		if strings.HasPrefix(t.fold, "joint") || strings.HasPrefix(t.fold, "contact") || strings.HasPrefix(t.fold, "appel") {
			f.kind = Call
		}
		r.frame(s, found, "contact/scene", f)
	}
}

// byNobody reports whether the participle at token j tells nobody else who did it: no "rencontré
// par Z", and no "vu comme", "appelé à".
func (s *sentence) byNobody(j int) bool {
	const reach = 9
	t := &s.toks[j]
	if !t.isAny("joint", "jointe", "joints", "vu", "vue", "vus", "revu", "revue", "revus", "entrevu", "entrevue", "rejoint", "rejointe", "rejoints") && !strings.Contains(t.low, "é") {
		return false // "rencontre"
	}
	if strings.HasPrefix(t.fold, "appel") && at(s.toks, j+1).is2("à", "au") || at(s.toks, j+1).isAny("comme", "ici", ",") {
		return false
	}
	for k := j + 1; k < len(s.toks) && k < j+reach && !boundary(&s.toks[k]) && !s.toks[k].is(","); k++ {
		if s.toks[k].is("par") && !at(s.toks, k+1).isAny("telephone", "visioconference", "hasard", "video") {
			return false
		}
	}
	return true
}
