package extract

// pictured asserts the contact of two whom a picture shows together: "une photo de X avec Y", "une
// vidéo montrant X bras dessus bras dessous avec Y", "l'apparition de X aux côtés de Y a surpris".
func (r *reader) pictured(s *sentence, found int) {
	for j := range s.toks {
		if !s.toks[j].of(pictureWords) || s.has(max(0, j-2), j+3, "fausse", "fausses", "truquee", "truquees", "montage", "retouchee", "ancienne") {
			continue
		}
		i := s.firstPhrase(j + 1)
		for i < len(s.phrases) && len(s.phrases[i].people) == 0 && s.phrases[i].from < j+4 {
			i++
		}
		if i >= len(s.phrases) || s.phrases[i].from > j+6 || len(s.phrases[i].people) != 1 || s.phrases[i].prep != "" && s.phrases[i].prep != "de" && s.phrases[i].prep != "d'" {
			continue
		}
		p := &s.phrases[i]
		if p.prep == "" && !s.has(j+1, p.from, "montrant", "montre", "montrent", "montrait", "montraient", "voit", "voyait", "d'", "de") {
			continue
		}
		for k := i + 1; k < len(s.phrases) && s.phrases[k].from < p.to+9; k++ {
			q := &s.phrases[k]
			if len(q.people) == 0 || s.actBetween(p.to, q.from) || !s.shownWith(p.to, q.from, q.prep) {
				continue
			}
			who := r.humansOf(s, []int{i}, nil)
			f := framed{who: who, others: r.humansOf(s, s.list(k, len(s.toks), -1), who), lo: j, hi: s.sceneEnd(q.to), pivot: j, dir: past}
			r.frame(s, found, "contact/scene", f)
			return
		}
	}
}

// shownWith reports whether tokens [lo, hi) before a name put it beside another: "avec", "auprès de".
func (s *sentence) shownWith(lo, hi int, prep string) bool {
	return prep == "avec" || s.has(lo, hi, "aupres", "cotes", "bras", "cote", "face", "compagnie")
}

// actBetween reports whether a verb stands among tokens [lo, hi).
func (s *sentence) actBetween(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if s.verbFrom[j] || s.toks[j].lex.have != noTense || s.toks[j].lex.be != noTense {
			return true
		}
	}
	return false
}
