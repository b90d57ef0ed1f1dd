package extract

import (
	"strconv"
	"strings"
)

// numberAt reads a number from 1 to 9999 in digits, or from 1 to 100 in words,
// at toks[i]; it returns the number and how many tokens it takes, or 0, 0.
func (g *grammar) numberAt(toks []token, i int) (value, tokens int) {
	if t := &toks[i]; !t.opens(opensNumber) && t.fold != g.hundred {
		return 0, 0
	}
	return g.readNumber(toks, i)
}

func (g *grammar) readNumber(toks []token, i int) (value, tokens int) {
	t := &toks[i]
	if t.kind == number {
		if v, err := strconv.Atoi(t.text); err == nil && v > 0 && v < 10000 {
			return v, 1
		}
		return 0, 0
	}
	if t.kind != word {
		return 0, 0
	}
	if next := at(toks, i+1); !strings.Contains(t.fold, "-") && (next.kind != word || !next.opens(opensNumber) && !next.is2(g.hundred, g.numberAnd)) {
		if v, ok := g.numberOf([]string{t.fold}); ok {
			return v, 1
		}
		return 0, 0
	}
	// Collect the words of the number, "quatre-vingt-dix" being one token.
	var words []string
	n := 0
	for j := i; j < len(toks) && j < i+4 && toks[j].kind == word; j++ {
		parts := strings.Split(toks[j].fold, "-")
		and := toks[j].is(g.numberAnd)
		if !and && !g.allNumberWords(parts) || and && (n == 0 || j+1 == len(toks) || !g.allNumberWords([]string{toks[j+1].fold})) {
			break
		}
		if !and {
			words = append(words, parts...)
		}
		n++
	}
	if v, ok := g.numberOf(words); ok {
		return v, n
	}
	if v, ok := g.numberOf(strings.Split(t.fold, "-")); ok {
		return v, 1
	}
	return 0, 0
}

// number returns what a word of a number is worth.
func (g *grammar) worth(w string) (unit, ten int) {
	if x := g.split.vocabulary.find(w); x != nil {
		return x.unit, x.ten
	}
	return 0, 0
}

func (g *grammar) allNumberWords(parts []string) bool {
	for _, p := range parts {
		if unit, ten := g.worth(p); unit+ten == 0 && p != g.hundred && p != g.numberAnd {
			return false
		}
	}
	return true
}

func (g *grammar) numberOf(words []string) (int, bool) {
	total := 0
	for i, w := range words {
		unit, ten := g.worth(w)
		switch {
		case w == g.numberAnd && total >= 20:
		case w == g.hundred && total <= 1 && i == len(words)-1:
			total = 100
		case ten == 20 && total == 4: // quatre-vingts
			total = 80
		case ten > 0 && total == 0:
			total = ten
		case unit > 0 && total == 0:
			total = unit
		case unit > 0 && total >= 20 && total%10 == 0 && total < 100 && (unit < 10 || unit <= 16 && (total == 60 || total == 80)):
			total += unit
		case unit > 0 && unit < 10 && (total == 70 || total == 90 || total == 10): // dix-sept, soixante-dix-sept
			total += unit
		default:
			return 0, false
		}
	}
	return total, total > 0
}
