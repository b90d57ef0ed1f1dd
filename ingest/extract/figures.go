package extract

import "strings"

// Of public figures the vocabulary knows the country (lang/figures.txt), as a reader of news does: "le
// président ukrainien" is Volodymyr Zelensky though no sentence has called him one. It does not know
// who held which office when: that a text tells.

// certain is how much a name sounds like one of the country whose public figure bears it, and below 0 like
// one of others.
const certain = 6

// figure is somebody among those who share a surname.
type figure struct {
	initial byte   // of the first name
	code    string // of the country
}

// addFigures reads figures.txt: countries, and people in one or several spellings.
func (l *nameLore) addFigures() {
	for _, r := range rows("figures.txt") {
		code, list, ok := strings.Cut(r.text, "  ")
		if !ok || len(code) != 2 || code != strings.ToUpper(code) {
			r.bad()
		}
		for person := range strings.SplitSeq(list, ",") {
			for spelling := range strings.SplitSeq(person, " = ") {
				l.addFigure(key(strings.TrimSpace(spelling)), code)
			}
		}
	}
	var figures slab[figure]
	for i, list := range l.surnames.values {
		l.surnames.values[i] = figures.keep(list)
	}
}

func (l *nameLore) addFigure(name, code string) {
	*l.homes.at(name) = code
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		of := l.surnames.at(name[i+1:])
		*of = append(*of, figure{name[0], code})
	}
}

// homeOf returns the country of a public figure by his folded name, also where his first name is
// spelled otherwise; "" for others.
func (l *nameLore) homeOf(name string) string {
	if code, ok := l.homes.get(name); ok {
		return code
	}
	i := strings.LastIndexByte(name, ' ')
	if i <= 0 {
		return ""
	}
	home := ""
	bearers, _ := l.surnames.get(name[i+1:])
	for _, f := range bearers {
		switch {
		case f.initial != name[0]:
		case home != "" && home != f.code:
			return ""
		default:
			home = f.code
		}
	}
	return home
}
