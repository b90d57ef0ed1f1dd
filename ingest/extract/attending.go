package extract

import (
	"math/bits"
	"slices"
	"strings"
)

// attending is a wording that tells who is there at a contact, see attending.txt.
type attending struct {
	words []string // as tokens are compared; "*" is any word
	how   attendingKind
	next  uint8 // the bit of the second word, see wordBit, anyBit where it is not told
}

type attendingKind uint8

const (
	attendsDoing  attendingKind = iota // "X looked on"
	attendsOver                        // "X chaired the session"
	attendsAt                          // "X was in the room"
	attendsComing                      // "X flew in", of a gathering
	attendsUnder                       // "under the eyes of X"
	attendsHis                         // "under his auspices"
	attendsBidden                      // "at the invitation of X", of a gathering
	attendsBy                          // "talks hosted by X"
	attendsBeside                      // "watched by X"
	attendsAs                          // "with X looking on"
)

var attendingNames = map[string]attendingKind{
	"does": attendsDoing, "over": attendsOver, "at": attendsAt, "under": attendsUnder, "by": attendsBy, "beside": attendsBeside, "as": attendsAs,
	"comes": attendsComing, "bidden": attendsBidden, "his": attendsHis,
}

// attendingWords are the lists of single words in attending.txt.
var attendingWords = map[string]func(*lexeme){
	"posture":  func(x *lexeme) { x.posture = true },
	"occasion": func(x *lexeme) { x.occasion = true },
	"many":     func(x *lexeme) { x.many = true },
	"several":  func(x *lexeme) { x.several = true },
	"signed":   func(x *lexeme) { x.signed = true },
	"leads":    func(x *lexeme) { x.leads = true },
	"includes": func(x *lexeme) { x.includes = true },
	"retinue":  func(x *lexeme) { x.retinue = true },
}

// loadAttending reads attending.txt.
func (g *grammar) loadAttending() {
	v := g.split.vocabulary
	for _, r := range rows(g.dir + "attending.txt") {
		name, rest, ok := strings.Cut(r.text, ":")
		how, wording := attendingNames[name]
		set, single := attendingWords[name]
		if !ok || !wording && !single {
			r.bad()
		}
		for item := range strings.SplitSeq(rest, ",") {
			words := strings.Fields(item)
			for i, w := range words {
				words[i] = v.kept(g.fold(w))
				if single {
					set(v.at(words[i]))
				}
			}
			if wording && len(words) > 0 {
				v.attending(words, how)
				for _, have := range compound[words[0]] { // "a ouvert", "avait ouvert"
					if how <= attendsOver && len(words) > 1 && g.romance {
						v.attending(append([]string{have}, words[1:]...), how)
					}
				}
			}
		}
	}
}

// parted sorts the wordings of presence by their lengths, and parts them by what comes second.
func (v *vocabulary) parted(x *wordings) {
	slices.SortStableFunc(x.attends, func(a, b attending) int { return len(b.words) - len(a.words) })
	x.attendsIf = v.by.cut(bits.OnesCount64(x.attendsBy))[:0]
	var may []attending
	with := func(next uint8) []attending {
		may = may[:0]
		for _, a := range x.attends {
			if a.next == next || a.next == anyBit {
				may = append(may, a)
			}
		}
		return may
	}
	always := v.attends.keep(with(anyBit))
	for set := x.attendsBy; set != 0; set &= set - 1 {
		list := always
		if some := with(uint8(bits.TrailingZeros64(set))); len(some) > len(always) {
			list = v.attends.keep(some)
		}
		x.attendsIf = append(x.attendsIf, list)
	}
}

// compound gives the other forms of "have" with which a wording of attending.txt that has
// one of French stands for what came before or is still to come.
var compound = map[string][]string{"a": {"avait", "aura"}, "ont": {"avaient", "auront"}}

// attending enters a wording of presence.
func (v *vocabulary) attending(words []string, how attendingKind) {
	x, a := v.opens(v.at(words[0])), attending{v.words.keep(words), how, anyBit}
	if len(words) > 1 && words[1] != "*" {
		a.next = bitOf(words[1])
		x.attendsBy |= 1 << a.next
	} else {
		x.attendsBy = ^uint64(0)
	}
	x.attends = append(x.attends, a)
}

// matches reports whether the wording stands at token j.
func (a *attending) matches(toks []token, j int) bool {
	if j+len(a.words) > len(toks) || a.next != anyBit && toks[j+1].bit != a.next {
		return false
	}
	for i, w := range a.words {
		if t := &toks[j+i]; w != "*" && t.fold != w || w == "*" && t.kind != word {
			return false
		}
	}
	return true
}

// attendsAt returns the wordings of presence that start with token j and that the next
// token may go on with.
func (s *sentence) attendsAt(j int) []attending {
	t := &s.toks[j]
	if !t.of(attendsWords) {
		return nil
	}
	x, bit := t.lex, at(s.toks, j+1).bit
	if x.attendsBy>>bit&1 == 0 {
		return nil
	}
	return x.attendsIf[bits.OnesCount64(x.attendsBy&(1<<bit-1))]
}

// anyAttending reports whether a wording of presence stands in the sentence.
func (s *sentence) anyAttending() bool {
	if s.attending == 0 {
		s.findAttending()
	}
	return s.attending > 0
}

// findAttending keeps the answer of anyAttending, which is asked for each token.
func (s *sentence) findAttending() {
	s.attending = -1
	for j := 0; s.of(attendsWords) && j < len(s.toks); j++ {
		if !s.toks[j].of(attendsWords) {
			continue
		}
		wordings := s.attendsAt(j)
		for i := range wordings {
			if wordings[i].matches(s.toks, j) {
				s.attending = 1
				return
			}
		}
	}
}

// elsewhere reports whether the token after a wording shows that it tells of something
// else: "sat in Oslo" is no "sat in", "attended a school" no "attended".
func (a *attending) elsewhere(next *token) bool {
	switch last := a.words[len(a.words)-1]; {
	case next.kind != word:
		return false
	case strings.HasPrefix(last, "presid") && next.is("over"):
		return true // what is presided over is told by the words after it: "who presides over the council"
	case last == "in":
		return !next.isAny("as", "on", "with", "too", "for", "and", "from", "by")
	case next.is3("à", "au", "aux"):
		return strings.HasPrefix(last, "assist") || strings.HasPrefix(last, "particip") || last == "part"
	}
	return a.how == attendsDoing && (next.in(isArticle) || next.cap || next.isAny("that", "to", "him", "her", "them"))
}

// toOwn reports whether those who come, by a wording that ends before token j, come
// to what the sentence goes on to tell: "is expected in Oslo".
func (s *sentence) toOwn(j int) bool {
	t := at(s.toks, j)
	return t.kind == word && !t.isAny("too", "there", "also", "as", "and", "but", "aussi", "egalement", "et", "mais", "y") || s.inDate(j)
}

// watches reports whether a wording tells of onlookers, who come along with nobody.
func (a *attending) watches() bool {
	return a.words[len(a.words)-1] == "by" && strings.HasPrefix(a.words[0], "w") || strings.HasPrefix(a.words[0], "obs")
}

// fromAfar reports whether a wording tells of presence on a line or a screen.
func (a *attending) fromAfar() bool {
	switch last := a.words[len(a.words)-1]; last {
	case "online", "line", "ligne", "connected", "fil", "appareil", "duplex", "distance", "call", "link", "videoconference", "appel", "visioconference", "communication", "monitor":
		return true
	default:
		return strings.HasPrefix(last, "connecte") || strings.HasPrefix(last, "relie") || strings.HasPrefix(last, "branche") || last == "in" && len(a.words) == 2 && a.words[0] != "sat" && a.words[0] != "sits" && a.words[0] != "sit"
	}
}

// outOfReach reports whether a wording at token j that tells of presence from afar tells of no
// contact that was told before: that was none from afar, or the sentence has a verb of its own
// between.
func (r *reader) outOfReach(s *sentence, a *attending, found, j int) bool {
	const reach = 4
	if !a.fromAfar() || a.how != attendsAt {
		return false
	}
	index := r.attendedAt(s, found)
	if index < 0 || !remote(r.res.Assertions[index].Kind) {
		return true
	}
	for k := j - 1; k >= 0 && k > j-reach && s.toks[k].lex.be == noTense; k-- {
		if len(s.toks[k].forms) > 0 && !s.toks[k].in(isAdverb) {
			return true
		}
	}
	return false
}
