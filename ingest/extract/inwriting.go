package extract

// inWriting reports whether what a verb tells was done in writing: "lui a souhaité la bienvenue dans un communiqué",
// "the letter in which X replies has reached Y".
func (s *sentence) inWriting(v *group) bool {
	const reach = 10
	for j := v.to; j < len(s.toks) && j < v.to+reach && !boundary(&s.toks[j]) && !s.toks[j].is(",") && !s.verbFrom[j]; j++ {
		if s.toks[j].isAny("communique", "statement", "message", "tweet", "telegramme", "telegram", "letter", "lettre") && s.toks[j-1].isAny("un", "a", "une") && at(s.toks, j-2).isAny("dans", "par", "in", "by") ||
			s.toks[j].is("writing") && s.toks[j-1].is("in") {
			return true
		}
		if s.toks[j].isAny("x", "twitter", "facebook", "telegram", "instagram") && s.toks[j].cap && s.toks[j-1].is2("on", "sur") {
			return true
		}
	}
	if s.exchangesLetters(v.to - 1) {
		return true
	}
	if v.verb.kind != Call {
		return false
	}
	for j := 0; j < 3 && j < v.from; j++ {
		if s.toks[j].isAny("letter", "lettre", "message", "missive", "cable", "telegram", "telegramme") && (j == 0 || s.toks[j-1].in(isArticle)) {
			return true
		}
	}
	return false
}

// exchangesLetters reports whether the verb at token j tells that people wrote to each other: "ont échangé dimanche des
// messages".
func (s *sentence) exchangesLetters(j int) bool {
	const reach = 5
	if !s.toks[j].isAny("exchanged", "exchange", "exchanging", "echange", "echangent", "echanger") {
		return false
	}
	for k := j + 1; k < len(s.toks) && k <= j+reach && !s.toks[k].is2("with", "avec"); k++ {
		if s.toks[k].isAny("messages", "letters", "lettres", "courriers", "telegrams", "telegrammes", "congratulations", "felicitations", "condolences", "vœux", "insults", "insultes", "prisoners", "prisonniers", "fire", "tirs") {
			return true
		}
	}
	return false
}
