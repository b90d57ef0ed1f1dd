package extract

// meansAt reads the means of a contact from afar at token j: "par téléphone", "on the
// line", "à l'écran", "online". What only lets somebody join those who sit together
// ("was patched in by telephone") makes nothing remote, see joinsFromAfar.
func (s *sentence) meansAt(j int) (Kind, bool) {
	t := &s.toks[j]
	switch {
	case t.in(isPhone|isVideo) && s.onlySpokenOf(j):
		return 0, false
	case t.in(isPhone):
		return Call, true
	case t.in(isVideo):
		return VideoCall, true
	case !t.of(meansWords):
		return 0, false
	}
	prev, next := at(s.toks, j-1), at(s.toks, j+1)
	switch {
	case t.is("fil"): // "un coup de fil", "au bout du fil"
		return Call, prev.is3("de", "du", "le")
	case t.is("end"): // "at the other end", "at the other end of the line"
		return Call, s.otherEnd(j - 3)
	case t.is("appareil"):
		return Call, prev.is("l'") && at(s.toks, j-2).is2("à", "eu")
	case t.is("combine"):
		return Call, prev.is2("au", "du")
	case t.is("ligne"): // "en ligne", "sur la ligne", "une ligne sécurisée"
		return Call, prev.is("en") || prev.is("la") && at(s.toks, j-2).is("sur") || next.is3("securisee", "cryptee", "directe")
	case t.is2("line", "lines"):
		if prev.is4("secure", "secured", "hot", "encrypted") {
			return Call, true
		}
		if at(s.toks, j-2).is("line") { // "line by line"
			return Call, false
		}
		for k := j - 1; k >= 0 && k > j-4; k-- {
			if s.toks[k].is4("on", "by", "over", "down") {
				return Call, !next.is("of") && !s.toks[max(0, k-1)].isAny("stepped", "steps", "step", "crossed", "crosses", "cross", "walked", "strode", "went", "came", "hopped")
			}
			if !s.toks[k].in(isArticle|isPhone) && !s.toks[k].isAny("direct", "open", "crackling", "bad", "same", "other", "dedicated", "private", "landline") {
				break // "settled on a common line"
			}
		}
		return Call, false
	case t.is4("call", "calls", "appel", "appels"): // "in a call", "over two calls", "lors d'un appel"
		for k := j - 1; k >= 0 && k > j-5; k-- {
			if boundary(&s.toks[k]) || s.toks[k].kind != word {
				break
			}
			if s.toks[k].isAny("in", "during", "by", "over", "through", "readout", "summary", "transcript", "lors", "cours", "par", "durant", "pendant") {
				return Call, !s.demand(j)
			}
		}
		return Call, false
	case t.isAny("rang", "rung", "phoned", "telephoned", "dialled", "dialed"):
		return Call, !next.is4("out", "true", "hollow", "in") && !prev.isAny("au", "le", "du", "premier", "de", "haut")
	case t.is("picked"): // "who picked up from X"
		return Call, next.is("up") && (at(s.toks, j+2).kind == punct || at(s.toks, j+2).is3("from", "in", "at"))
	case t.is2("ecran", "ecrans"): // "par écran interposé", "sur écran", "à l'écran"
		return VideoCall, prev.is2("par", "sur") || next.is2("interpose", "interposes") || prev.is("l'") && at(s.toks, j-2).is("à")
	case t.is("ring"): // "gave him a ring"
		return Call, prev.is("a") && s.has(max(0, j-8), j, "gave", "give", "giving")
	case t.is("receiver"):
		return Call, prev.is("the") && s.has(max(0, j-4), j, "picked", "lifted", "took")
	case t.is("satellite"):
		return VideoCall, prev.is4("by", "via", "par", "over")
	case t.is("distanciel"):
		return VideoCall, prev.is("en")
	case t.is3("screen", "screens", "monitor"):
		for k := j - 1; k >= 0 && k > j-4; k-- {
			if s.toks[k].is4("on", "by", "via", "over") {
				return VideoCall, true
			}
		}
		return VideoCall, false
	case t.is("distance"): // "à distance"
		return VideoCall, prev.is("à") && !at(s.toks, j-2).is4("partie", "partiellement", "et", "ou") && !next.isAny("de", "du", "des", "d'", "respectueuse", "respectable", "egale")
	case t.is4("zoom", "skype", "webex", "duplex"):
		return VideoCall, prev.isAny("on", "by", "over", "via", "through", "par", "sur", "en")
	}
	return VideoCall, t.isAny("online", "remotely", "connecte", "connectes", "connectee", "connectees")
}

// onlySpokenOf reports whether the telephone or the video at token j is one of which a sentence
// speaks: "les écoutes de son téléphone", "telephone lines between the two countries", "after
// months of video calls".
func (s *sentence) onlySpokenOf(j int) bool {
	const reach = 4
	prev, next := at(s.toks, j-1), at(s.toks, j+1)
	if prev.isAny("son", "sa", "ses", "leur", "leurs", "his", "her", "their", "my", "mon") && at(s.toks, j-2).is4("of", "de", "from", "dans") {
		return true
	}
	if next.isAny("lines", "tapping", "tap", "taps", "network", "networks", "operator", "operators", "records", "numbers", "hacking", "game", "games", "footage") {
		return true
	}
	if prev.isAny("by", "par", "on", "over", "via", "en", "au", "the", "une", "a") {
		return false
	}
	for k := j - 1; k >= 0 && k > j-reach && s.toks[k].kind == word; k-- {
		if s.toks[k].is4("after", "since", "apres", "depuis") && at(s.toks, k+1).isAny("months", "weeks", "years", "days", "several", "two", "three", "mois", "semaines", "plusieurs", "des", "deux", "trois") {
			return true
		}
	}
	return false
}

// joinsFromAfar reports whether the means at token j is that of one who joins others
// where they sit: "with X taking part by telephone", "s'est joint à eux en ligne".
func (s *sentence) joinsFromAfar(j int) bool {
	const reach = 12
	for k := j - 1; k >= 0 && k > j-reach; k-- {
		t := &s.toks[k]
		if t.is2(";", ":") {
			return false
		}
		joins := t.of(joiningInWords) ||
			t.isAny("taking", "took", "take", "prenant", "pris", "prendre") && at(s.toks, k+1).is("part")
		if joins {
			return !at(s.toks, k-1).is2("l'", "m'") && s.whoJoins(k)
		}
	}
	return false
}

// whoJoins reports whether those who meet are named before the one who joins at token k.
func (s *sentence) whoJoins(k int) bool {
	people := 0
	for i := range s.phrases {
		if p := &s.phrases[i]; p.to <= k && (len(p.people) > 0 || p.title != nil || p.pronoun != "") {
			people++
		}
	}
	return people > 1
}
