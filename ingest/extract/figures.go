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
	initial byte // of the first name
	code    countryCode
	before  int // who bears the surname too, among figures; 0 nobody
}

// addFigures reads figures.txt: countries, and people in one or several spellings.
func (l *nameLore) addFigures() {
	const usual = 1 << 14 // people
	l.homes.reserve(usual)
	l.surnames.reserve(usual / 2)
	l.figures = append(make([]figure, 0, usual), figure{}) // the first is nobody
	for _, r := range rows("figures.txt") {
		code, list, ok := strings.Cut(r.text, "  ")
		if !ok {
			r.bad()
		}
		country := codeOf(r, code)
		for person := range strings.SplitSeq(list, ",") {
			for spelling := range strings.SplitSeq(person, " = ") {
				l.addFigure(key(strings.TrimSpace(spelling)), country)
			}
		}
	}
}

func (l *nameLore) addFigure(name string, code countryCode) {
	*l.homes.at(name) = code
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		last := l.surnames.at(name[i+1:])
		l.figures = append(l.figures, figure{name[0], code, *last})
		*last = len(l.figures) - 1
	}
}

// homeOf returns the country of a public figure by his folded name, also where his first name is
// spelled otherwise; "" for others.
func (l *nameLore) homeOf(name string) string {
	if code, ok := l.homes.get(name); ok {
		return code.String()
	}
	i := strings.LastIndexByte(name, ' ')
	if i <= 0 {
		return ""
	}
	home := countryCode(0)
	next, _ := l.surnames.get(name[i+1:])
	for next > 0 {
		f := &l.figures[next]
		next = f.before
		switch {
		case f.initial != name[0]:
		case home != 0 && home != f.code:
			return ""
		default:
			home = f.code
		}
	}
	return home.String()
}
