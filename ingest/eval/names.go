package eval

import (
	"sort"
	"strings"
	"unicode"

	"github.com/chancery-graph/chancery/ingest/annotate"
	"github.com/chancery-graph/chancery/ingest/extract"
)

// Words that do not tell one name or function from another; they are folded.
var (
	honorifics = wordSet("m mm mme mlle mr mrs ms sir dr sheikh cheikh prince princesse princess son sem excellence general lt gen col abbe")
	articles   = wordSet("le la les l the un une des du de d a au aux en in at of")
	roleStops  = wordSet("le la les l the un une des du de d a au aux en in at of et and for pour to s sa ses his her their new nouveau nouvelle alors")
)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// split cuts a folded string into words of letters and digits.
func split(s string) []string {
	return strings.FieldsFunc(extract.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// nameOf reduces a name to its folded words without articles and titles.
func nameOf(s string) string {
	w := split(s)
	for len(w) > 0 && articles[w[0]] {
		w = w[1:]
	}
	var kept []string
	for _, x := range w {
		if !honorifics[x] {
			kept = append(kept, x)
		}
	}
	if len(kept) == 0 {
		kept = w
	}
	return strings.Join(kept, " ")
}

// holds reports whether the words of small stand in a row within big, and
// whether they end it.
func holds(big, small string) (in, last bool) {
	in = small != "" && strings.Contains(" "+big+" ", " "+small+" ")
	return in, in && strings.HasSuffix(" "+big, " "+small)
}

// resolver finds the annotated name that a found name means.
type resolver struct {
	names   map[string]bool
	aliases map[string]string
	family  map[string]string
}

func newResolver(gold *annotate.Document) *resolver {
	r := &resolver{names: map[string]bool{}, aliases: map[string]string{}, family: map[string]string{}}
	for _, e := range gold.Events {
		for _, p := range e.Participants {
			r.names[nameOf(p)] = true
		}
	}
	for _, role := range gold.Roles {
		r.names[nameOf(role.Person)] = true
	}
	for _, pair := range gold.OptionalPairs {
		for _, p := range pair {
			r.names[nameOf(p)] = true
		}
	}
	for name, others := range gold.Aliases {
		for _, o := range others {
			r.aliases[nameOf(o)] = nameOf(name)
		}
	}
	for name, family := range gold.Surnames {
		r.family[nameOf(name)] = nameOf(family)
	}
	return r
}

// get returns the annotated name, or "? " and the name where it is unknown or
// fits several; empty for an empty name.
func (r *resolver) get(s string) string {
	n := nameOf(s)
	if n == "" || r.names[n] {
		return n
	}
	if to, ok := r.aliases[n]; ok {
		return to
	}
	var hits []string
	for g := range r.names {
		_, last := holds(g, n)
		longer, _ := holds(n, g)
		extra := strings.Count(n, " ") - strings.Count(g, " ")
		if last || n == r.family[g] || longer && strings.Contains(g, " ") && (extra == 1 || extra == 2) {
			hits = append(hits, g)
		}
	}
	if len(hits) == 1 {
		return hits[0]
	}
	return "? " + n
}

// sameRole reports whether a found function is the annotated one.
func sameRole(gold annotate.Role, found string) bool {
	f := roleWords(found)
	if len(f) == 0 {
		return false
	}
	for _, form := range []string{gold.Role, gold.RoleSurface} {
		g := roleWords(form)
		if len(g) == 0 {
			continue
		}
		common := 0
		for w := range g {
			if f[w] {
				common++
			}
		}
		if common == len(g) || common == len(f) || 2*common >= len(g)+len(f)-common {
			return true
		}
	}
	return false
}

func roleWords(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range split(s) {
		if !roleStops[w] {
			m[w] = true
		}
	}
	return m
}

func roleKey(s string) string {
	var list []string
	for w := range roleWords(s) {
		list = append(list, w)
	}
	sort.Strings(list)
	return strings.Join(list, " ")
}

func samePlace(a, b string) bool {
	x, y := nameOf(a), nameOf(b)
	if x == "" || y == "" {
		return x == y
	}
	in, _ := holds(x, y)
	out, _ := holds(y, x)
	return in || out
}
