package extract

import (
	"strconv"
	"strings"
)

var frenchUnits = map[string]int{
	"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
	"neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}

var frenchTens = map[string]int{
	"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
	"septante": 70, "octante": 80, "huitante": 80, "nonante": 90,
}

var englishUnits = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19,
}

var englishTens = map[string]int{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// numberAt reads a number from 1 to 9999 in digits, or from 1 to 100 in words,
// at toks[i]; it returns the number and how many tokens it takes, or 0, 0.
func numberAt(toks []token, i int, lang Lang) (value, tokens int) {
	if toks[i].kind == number {
		if v, err := strconv.Atoi(toks[i].text); err == nil && v > 0 && v < 10000 {
			return v, 1
		}
		return 0, 0
	}
	// Collect the words of the number, "quatre-vingt-dix" being one token.
	var words []string
	n := 0
	for j := i; j < len(toks) && j < i+4 && toks[j].kind == word; j++ {
		parts := strings.Split(toks[j].fold, "-")
		and := toks[j].is("et", "and")
		if !and && !allNumberWords(parts, lang) || and && (n == 0 || j+1 == len(toks) || !allNumberWords([]string{toks[j+1].fold}, lang)) {
			break
		}
		if !and {
			words = append(words, parts...)
		}
		n++
	}
	if v, ok := numberOf(words, lang); ok {
		return v, n
	}
	if v, ok := numberOf(strings.Split(toks[i].fold, "-"), lang); ok && toks[i].kind == word {
		return v, 1
	}
	return 0, 0
}

func allNumberWords(parts []string, lang Lang) bool {
	for _, p := range parts {
		if lang == French && frenchUnits[p]+frenchTens[p] == 0 && p != "cent" && p != "et" ||
			lang == English && englishUnits[p]+englishTens[p] == 0 && p != "hundred" {
			return false
		}
	}
	return true
}

func numberOf(words []string, lang Lang) (int, bool) {
	if len(words) == 0 {
		return 0, false
	}
	units, tens := frenchUnits, frenchTens
	if lang == English {
		units, tens = englishUnits, englishTens
	}
	total := 0
	for i, w := range words {
		switch {
		case w == "et" && total >= 20:
		case (w == "cent" || w == "hundred") && total <= 1 && i == len(words)-1:
			total = 100
		case tens[w] == 20 && total == 4 && lang == French: // quatre-vingts
			total = 80
		case tens[w] > 0 && total == 0:
			total = tens[w]
		case units[w] > 0 && total == 0:
			total = units[w]
		case units[w] > 0 && total >= 20 && total%10 == 0 && total < 100 && (units[w] < 10 || units[w] <= 16 && (total == 60 || total == 80)):
			total += units[w]
		case units[w] > 0 && units[w] < 10 && (total == 70 || total == 90 || total == 10): // dix-sept, soixante-dix-sept
			total += units[w]
		default:
			return 0, false
		}
	}
	return total, total > 0
}
