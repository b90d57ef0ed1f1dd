package extract

import "strings"

// Functions are told not by titles alone: "la Cédéao, dont X est le président", "l'UA,
// présidée par X", "X, qui exerce la présidence de l'UE", "the first visit by a French
// president".

// officesTold asserts the functions that a sentence tells by other means than a title.
func (r *reader) officesTold(s *sentence, _ int) {
	for i := range s.phrases {
		p := &s.phrases[i]
		if p.title == nil || len(p.people) > 0 || p.title.many() || p.title.head.mirror || p.title.head.rank {
			continue
		}
		id := r.isThe(s, p)
		if id == None {
			id = r.firstOfOffice(s, p)
		}
		if id == None {
			continue
		}
		country := None
		if len(p.title.countries) > 0 {
			country = r.country(p.title.countries[0])
		}
		p.title.bearer = &id
		r.titled[r.res.Entities[id].Key] = true
		r.offices[r.officeKey(p.title, country)] = id
	}
	for j := 0; s.of(officeWords) && j < len(s.toks); j++ {
		if s.toks[j].of(officeWords) {
			r.presidedBy(s, j)
			r.holdsChair(s, j)
		}
	}
	if name := s.lastBody(len(s.toks)); name != "" {
		r.bodyName = name
	}
}

// lastBody returns how a sentence calls the body that it names last before a token,
// with its article; empty where it names none.
func (s *sentence) lastBody(limit int) string {
	for i := len(s.phrases) - 1; i >= 0; i-- {
		if p := &s.phrases[i]; p.to <= limit && p.entry != nil && p.entry.kind == lexBody {
			from := p.from
			if !s.toks[from].in(isArticle) && at(s.toks, from-1).is4("l'", "le", "la", "the") {
				from--
			}
			return surfaceOf(s.toks[from:p.to])
		}
	}
	return ""
}

// isThe returns the person of "X est le président", "X is the minister": whom a phrase
// after a form of "be" has as its subject.
func (r *reader) isThe(s *sentence, p *phrase) EntityID {
	if !p.title.definite() || p.title.det == "son" || p.title.det == "sa" || p.prep != "" {
		return None
	}
	be := p.from - 1
	for n := 0; n < 2 && be > 0 && s.toks[be].in(isAdverb|isThen); n++ {
		be--
	}
	if be < 1 {
		return None
	}
	if t := &s.toks[be]; t.lex.be != present && !(t.lex.be == imperfect || t.lex.be == preterite) && !t.isAny("reste", "demeure", "devient", "remains", "becomes") || t.helps(helpsPassive) {
		return None
	}
	for _, i := range r.subjectAt(s, be, -1) {
		if q := &s.phrases[i]; len(q.people) == 1 && !q.weak && q.title == nil {
			return r.person(q.people[0].text)
		}
	}
	return None
}

// firstOfOffice returns the person of whose contact a sentence says that it is the first of one
// who holds an office: "la première visite d'un président français".
func (r *reader) firstOfOffice(s *sentence, p *phrase) EntityID {
	if p.title.head.generic || p.title.head.words[0] == "leader" || p.title.det != "un" && p.title.det != "une" && p.title.det != "a" || !at(s.toks, p.from-1).isAny("d'", "de", "by", "of", "from") {
		return None
	}
	for j := p.from - 2; j >= 0 && j > p.from-7; j-- {
		if s.toks[j].is3("premiere", "premier", "first") {
			return r.protagonist(s)
		}
		if boundary(&s.toks[j]) || s.toks[j].is(",") {
			break
		}
	}
	return None
}

// presidedBy asserts "la Cédéao, présidée par X", "the bloc, chaired by X": the function of
// the one who leads the body that a phrase before the participle names.
func (r *reader) presidedBy(s *sentence, j int) {
	t := &s.toks[j]
	office := ""
	switch {
	case t.is3("presidee", "preside", "presides") && r.g.romance:
		office = "président de "
	case t.is("chaired"):
		office = "chair of "
	case t.is2("dirigee", "dirige") && r.g.romance:
		office = "dirigeant de "
	case t.is2("headed", "led"):
		office = "head of "
	}
	if office == "" || !at(s.toks, j+1).is2("par", "by") || j == 0 {
		return
	}
	end := j
	if s.toks[end-1].is(",") {
		end--
	}
	name := ""
	if i := s.phraseEnding(end); i >= 0 && (s.phrases[i].body != nil || s.phrases[i].entry != nil && s.phrases[i].entry.kind == lexBody) {
		name = surfaceOf(s.toks[s.phrases[i].from:end])
	} else if end > 1 && s.toks[end-2].is4("l'", "le", "la", "the") && s.toks[end-1].isAny("organisation", "organization", "bloc", "institution", "alliance", "parti", "mouvement", "party", "movement", "coalition") {
		if name = s.lastBody(end - 2); name == "" {
			name = r.bodyName // "l'organisation" is the one told of
		}
		if name == "" {
			name = surfaceOf(s.toks[end-2 : end])
		}
	}
	i := s.phraseFrom(j + 2)
	if name == "" || i < 0 || len(s.phrases[i].people) != 1 || s.phrases[i].weak {
		return
	}
	for _, article := range []string{"l'", "l’", "la ", "le ", "the "} { // lower case at the head of a sentence
		if n := len(article); len(name) > n && strings.EqualFold(name[:n], article) {
			name = article + name[n:]
		}
	}
	title := strings.Replace(office+name, " de le ", " du ", 1)
	r.role(s, r.person(s.phrases[i].people[0].text), Role{Title: title, Body: None, Country: None})
}

// holdsChair asserts "X exerce la présidence de l'UE", "X holds the presidency of the
// EU" as the function of president.
func (r *reader) holdsChair(s *sentence, j int) {
	t := &s.toks[j]
	if !t.is3("presidence", "presidency", "chairmanship") || !at(s.toks, j-1).is4("la", "the", "tournante", "rotating") {
		return
	}
	v := j - 1
	for v > 0 && (s.toks[v].in(isArticle|isAdverb) || s.toks[v].is3("rotating", "currently", "actuellement")) {
		v--
	}
	if !s.toks[v].isAny("exerce", "assure", "assume", "occupe", "detient", "exercait", "assurait", "holds", "assumes", "held") {
		return
	}
	of := j + 1
	if at(s.toks, of).is("tournante") {
		of++
	}
	if !at(s.toks, of).is4("de", "d'", "du", "of") {
		return
	}
	end := of
	for i := range s.phrases {
		if p := &s.phrases[i]; p.from >= of && p.from <= of+1 && (p.body != nil || p.entry != nil && p.entry.kind == lexBody) {
			end = p.to
		}
	}
	if end == of {
		return
	}
	office := "président "
	if t.is("presidency") {
		office = "president "
	} else if t.is("chairmanship") {
		office = "chair "
	}
	for _, i := range r.subjectAt(s, v, -1) {
		if q := &s.phrases[i]; len(q.people) == 1 && !q.weak {
			r.role(s, r.person(q.people[0].text), Role{Title: office + strings.TrimSpace(surfaceOf(s.toks[of:end])), Body: None, Country: None})
			return
		}
	}
}

// chief returns the only person whose function is of the same body as "le chef de l'ONU",
// "the head of the agency" is.
func (r *reader) chief(t *title) EntityID {
	if t.body == nil || t.many() || !t.definite() || len(t.head.words) != 1 {
		return None
	}
	switch t.head.words[0] {
	case "chef", "cheffe", "patron", "patronne", "leader", "responsable", "dirigeant", "dirigeante", "head", "chief", "boss":
	default:
		return None
	}
	body := r.bodyEntity(t.body, None)
	only := None
	for _, id := range r.roleOrder {
		if role := r.roleOf[id]; body != None && role.Body == body && !strings.HasPrefix(role.Title, "porte-parole") && !strings.HasPrefix(role.Title, "spokes") {
			if only != None {
				return None
			}
			only = id
		}
	}
	return only
}
