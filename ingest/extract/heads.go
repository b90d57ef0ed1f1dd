package extract

import (
	"slices"
	"strings"
)

// head is a noun that names a function, or a group of people by function.
type head struct {
	words    []string // folded
	next     uint8    // the bit of the second, see wordBit, anyBit where there is none
	singular string   // as written, masculine or feminine as found
	plural   bool
	group    bool // names several people even in the singular: "équipe"
	feminine bool
	mirror   bool // takes the function of the person it mirrors: "homologue"
	generic  bool // stands for whoever was told of last: "le diplomate"
	later    bool // only means somebody whom another function introduced: "l'héritier du trône"
	inflects bool // has a feminine of its own
	ofState  bool // of a state, see ofState
	rank     bool // of birth or of arms rather than a function
}

// headAt returns the longest function noun that starts at toks[i], and its
// number of tokens; none past the last.
func headAt(toks []token, i int) (*head, int) {
	if i >= len(toks) {
		return noHead, 0
	}
	if x := toks[i].lex; len(x.heads) == 0 || x.headsBy>>at(toks, i+1).bit&1 == 0 {
		return noHead, 0
	}
	return longestHead(toks, i)
}

// noHead is none.
var noHead = &head{}

func longestHead(toks []token, i int) (*head, int) {
	list := toks[i].lex.heads // longest first
	for k := range list {
		c := &list[k]
		if i+len(c.words) > len(toks) || c.next != anyBit && toks[i+1].bit != c.next {
			continue
		}
		same := true
		for k := 1; k < len(c.words) && same; k++ {
			same = toks[i+k].fold == c.words[k]
		}
		if same {
			if c.mirror && i > 0 && toks[i-1].is("pour") && at(toks, i+len(c.words)).cap {
				return noHead, 0 // "avait pour vis-à-vis X"
			}
			return c, len(c.words)
		}
	}
	return noHead, 0
}

// opensTitle reports whether a function noun of n tokens at toks[i] is used as
// one rather than as a name ("Roi", "Maire"): always, unless it is a lone
// capital within a sentence.
func opensTitle(toks []token, i, n int) bool {
	return n > 1 || i == 0 || i+1 < len(toks) && toks[i+1].cap || i+1 < len(toks) && toks[i+1].isAny("of", "de", "du", "des", "d'")
}

func (g *grammar) addHead(form string, c head) {
	c.words = g.split.vocabulary.wordsOf(tokenize(&g.split, form, Span{0, len(form)}, nil))
	c.next = nextBit(c.words)
	x := g.split.vocabulary.at(c.words[0])
	c.rank = c.rank || x.is&isRank != 0 && !(len(c.words) > 1 && c.words[1] == "heritier") // "prince héritier" is an office
	starts, k := g.split.vocabulary.opens(x), 0
	for k < len(starts.heads) && len(starts.heads[k].words) >= len(c.words) {
		k++
	}
	starts.heads = slices.Insert(starts.heads, k, c)
}

// loadFunctions reads functions.txt.
func (g *grammar) loadFunctions() {
	for _, r := range rows(g.dir + "functions.txt") {
		fields := strings.Fields(r.text)
		c := head{}
		switch fields[0] {
		case "mirror":
			c.mirror = true
		case "group":
			c.group = true
		case "generic":
			c.generic = true
		case "later":
			c.later = true
		case "feminine":
			c.feminine = true
		}
		if c.mirror || c.group || c.feminine || c.generic || c.later {
			fields = fields[1:]
		}
		for i, form := range fields {
			form = strings.ReplaceAll(form, "_", " ")
			c := c
			c.ofState = ofState(form)
			c.singular, c.feminine, c.inflects = form, c.feminine || i == 1 && g.romance, len(fields) > 1 && g.romance
			c.plural = c.group && strings.HasSuffix(form, "s")
			g.addHead(form, c)
			if c.later {
				continue // "the rebels" are no one person
			}
			c.plural = true
			if !strings.Contains(form, " ") {
				c.rank = g.split.vocabulary.at(Fold(form)).is&isRank != 0
			}
			for _, p := range g.plurals(form) {
				if p != form {
					g.addHead(p, c)
				}
			}
		}
	}
}

// plurals returns the plurals of a function.
func (g *grammar) plurals(form string) []string {
	if g.romance {
		return []string{g.romancePlural(form)}
	}
	return englishPlurals(form)
}

// romancePlural puts a function into the plural, word by word up to the first
// preposition, by the endings of plural in settings.txt.
func (g *grammar) romancePlural(form string) string {
	words := strings.Fields(form)
	for i, w := range words {
		if strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "numéro") || w == "de" {
			break
		}
		words[i] = g.pluralWord(w)
	}
	return strings.Join(words, " ")
}

// pluralWord applies the first rule of the language whose ending a word has.
func (g *grammar) pluralWord(w string) string {
	for _, p := range g.plural {
		if stem, ok := strings.CutSuffix(w, p[0]); ok {
			return stem + p[1]
		}
	}
	return w
}

// singularOf undoes the plural of an adjective, as far as spelling tells.
func (g *grammar) singularOf(w string) string {
	for _, p := range g.singular {
		if stem, ok := strings.CutSuffix(w, p[0]); ok {
			return stem + p[1]
		}
	}
	return w
}

func englishPlurals(form string) []string {
	first, rest, of := strings.Cut(form, " of ")
	if of {
		if strings.HasSuffix(first, "y") && !strings.HasSuffix(first, "oy") {
			return []string{strings.TrimSuffix(first, "y") + "ies of " + rest}
		}
		return []string{first + "s of " + rest}
	}
	switch {
	case strings.HasSuffix(form, "man"):
		return []string{strings.TrimSuffix(form, "man") + "men"}
	case strings.HasSuffix(form, "oy"), strings.HasSuffix(form, "ey"): // envoys, attorneys
	case strings.HasSuffix(form, "y"):
		return []string{strings.TrimSuffix(form, "y") + "ies"}
	case strings.HasSuffix(form, "s"):
		return nil
	}
	return []string{form + "s"}
}
