package extract

// remoteAt returns the kind of contact that the means named at a token makes of one:
// "par téléphone", "by video", "on a secure line", "par écrans interposés".
func (s *sentence) remoteAt(j int) (Kind, bool) {
	t := &s.toks[j]
	switch {
	case t.in(isPhone):
		return Call, true
	case t.in(isVideo):
		return VideoCall, true
	case !t.of(remoteWords):
		return 0, false
	}
	before, next := at(s.toks, j-1), at(s.toks, j+1)
	switch {
	case t.is("line", "lines"):
		return Call, before.is("secure", "secured", "hot", "direct", "encrypted") || before.is("the") && at(s.toks, j-2).is("on") && next.is("with", "to", "from") || before.is("the") && at(s.toks, j-2).is("down", "over")
	case t.is("distance"):
		return VideoCall, before.is("à") && !at(s.toks, j-2).is("partie", "et") && !next.is("de", "d'")
	case t.is("ligne"):
		return Call, before.is("en") && next.is("avec") || next.is("securisee", "cryptee", "directe")
	case t.is("appareil", "combine", "fil"):
		return Call, before.is("l'", "au", "du") && at(s.toks, j-2).is("à", "bout", "eu")
	case t.is("ecran", "ecrans"):
		return VideoCall, next.is("interpose", "interposes") || before.is("par", "sur")
	case t.is("screen", "screens"):
		return VideoCall, before.is("on", "by", "over", "via", "from")
	}
	return VideoCall, before.is("on", "by", "over", "via", "through", "par", "sur", "en") // zoom, duplex
}
