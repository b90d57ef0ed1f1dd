package extract

import "strings"

// meetsSome reports whether somebody is the subject of a verb of contact whose object are people without names of whom the
// text has not told: "X met traders", "X a reçu une délégation kenyane".
func (s *sentence) meetsSome(a *standing) bool {
	if a.phrase == nil {
		return false
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.passive || v.clitic != "" || !v.verb.can(contacts|receives) || v.from < a.to || v.from > a.phrase.to+1 {
			continue
		}
		j := v.to
		if i := s.firstPhrase(j); i < len(s.phrases) && s.phrases[i].from == j {
			if t := s.phrases[i].title; t != nil && len(s.phrases[i].people) == 0 && t.head.group && (t.det == "a" || t.det == "an" || t.det == "une") {
				return true
			}
		}
		some := at(s.toks, j).is4("des", "several", "some", "plusieurs") || at(s.toks, j).is4("dozens", "hundreds", "many", "quelques")
		if some {
			j++
		}
		t := at(s.toks, j)
		return t.kind == word && !t.cap && !s.inDate(j) && !t.in(isStop|isArticle|isPreposition|isPlacePreposition|isAdverb|isOf) && len(t.forms) == 0 && !adverbial(t.fold) &&
			!strings.HasSuffix(t.fold, "ly") && !t.lex.noun.contact && !t.lex.noun.gathering && (some || strings.HasSuffix(t.fold, "s"))
	}
	return false
}
