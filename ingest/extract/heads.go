package extract

import "strings"

// head is a noun that names a function, or a group of people by function.
type head struct {
	words    []string // folded
	singular string   // as written, masculine or feminine as found
	plural   bool
	group    bool // names several people even in the singular: "équipe"
	feminine bool
	mirror   bool // takes the function of the person it mirrors: "homologue"
}

// heads finds the longest function noun that starts at a token.
type heads map[string][]head

func (h heads) match(toks []token, i int) (head, int) {
	best := head{}
	for _, c := range h[toks[i].fold] {
		if len(c.words) <= len(best.words) || i+len(c.words) > len(toks) {
			continue
		}
		same := true
		for k := 1; k < len(c.words) && same; k++ {
			same = toks[i+k].fold == c.words[k]
		}
		if same {
			best = c
		}
	}
	return best, len(best.words)
}

func (h heads) add(form string, c head, lang Lang) {
	for _, t := range tokenize(form, Span{0, len(form)}, lang, nil) {
		c.words = append(c.words, t.fold)
	}
	h[c.words[0]] = append(h[c.words[0]], c)
}

// frenchFunctions lists functions in the masculine, then the feminine where it
// differs; words of one function are joined by "_".
const frenchFunctions = `
président présidente
vice-président vice-présidente
premier_ministre première_ministre
vice-premier_ministre vice-première_ministre
ministre-président ministre-présidente
ministre
vice-ministre
secrétaire
sous-secrétaire
porte-parole
chef cheffe
directeur directrice
envoyé envoyée
émissaire
conseiller conseillère
ambassadeur ambassadrice
consul consule
représentant représentante
haut_représentant haute_représentante
délégué déléguée
négociateur négociatrice
médiateur médiatrice
coordinateur coordinatrice
coordonnateur coordonnatrice
commissaire
haut-commissaire haute-commissaire
gouverneur gouverneure
maire
roi reine
prince princesse
prince_héritier princesse_héritière
émir
sultan sultane
chancelier chancelière
pape
général générale
commandant commandante
amiral amirale
dirigeant dirigeante
leader
numéro_un
numéro_deux
responsable
député députée
sénateur sénatrice
parlementaire
procureur procureure
juge
patron patronne
fondateur fondatrice
diplomate
expert experte
donateur donatrice
chargé_d'affaires chargée_d'affaires
`

// frenchGroups lists nouns that name several people, in singular and plural.
const frenchGroups = `
équipe équipes
délégation délégations
partenaires
alliés
autorités
institutions
`

// frenchAdjectives may stand between article and function noun.
var frenchAdjectives = set("nouveau nouvel nouvelle nouveaux nouvelles ancien ancienne anciens anciennes haut haute hauts hautes " +
	"principal principale principaux premier premiere grand grande jeune actuel actuelle futur future autres plusieurs " +
	"differents divers")

var frenchHeads = buildFrenchHeads()

func buildFrenchHeads() heads {
	h := heads{}
	for line := range strings.Lines(strings.TrimSpace(frenchFunctions)) {
		for i, form := range strings.Fields(line) {
			form = strings.ReplaceAll(form, "_", " ")
			h.add(form, head{singular: form, feminine: i == 1}, French)
			h.add(pluralOf(form), head{singular: form, plural: true, feminine: i == 1}, French)
		}
	}
	for _, form := range []string{"homologue", "homologues"} {
		h.add(form, head{singular: "homologue", plural: strings.HasSuffix(form, "s"), mirror: true}, French)
	}
	for line := range strings.Lines(strings.TrimSpace(frenchGroups)) {
		for _, form := range strings.Fields(line) {
			form = strings.ReplaceAll(form, "_", " ")
			h.add(form, head{singular: form, group: true, plural: strings.HasSuffix(form, "s")}, French)
		}
	}
	return h
}

// pluralOf puts a French function into the plural, word by word up to the
// first preposition.
func pluralOf(form string) string {
	words := strings.Fields(form)
	for i, w := range words {
		switch {
		case strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "numéro"):
			return strings.Join(words, " ")
		case w == "porte-parole" || strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x"):
		case strings.HasSuffix(w, "al"):
			words[i] = strings.TrimSuffix(w, "al") + "aux"
		default:
			words[i] = w + "s"
		}
	}
	return strings.Join(words, " ")
}

// singularOf undoes the plural of a French adjective, as far as spelling tells.
func singularOf(w string) string {
	switch {
	case strings.HasSuffix(w, "iaux") || strings.HasSuffix(w, "raux") || strings.HasSuffix(w, "paux") || strings.HasSuffix(w, "naux"):
		return strings.TrimSuffix(w, "aux") + "al"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ais") && !strings.HasSuffix(w, "ois"):
		return strings.TrimSuffix(w, "s")
	}
	return w
}

// englishFunctions lists functions in the singular; the plural adds s to the
// first or the last word.
const englishFunctions = `
president
vice_president
prime_minister
deputy_prime_minister
foreign_minister
defence_minister
defense_minister
finance_minister
interior_minister
economy_minister
energy_minister
trade_minister
health_minister
justice_minister
minister
deputy_minister
deputy_foreign_minister
secretary_of_state
foreign_secretary
defence_secretary
defense_secretary
secretary_general
secretary-general
secretary
spokesperson
spokesman
spokeswoman
chief_of_staff
intelligence_chief
army_chief
foreign_policy_chief
chief
head
director
special_envoy
presidential_envoy
envoy
national_security_adviser
national_security_advisor
adviser
advisor
ambassador
representative
high_representative
special_representative
negotiator
chief_negotiator
mediator
commissioner
governor
mayor
king
queen
crown_prince
prince
princess
emir
sultan
chancellor
pope
premier
leader
chairman
chairwoman
chair
speaker
official
diplomat
senator
lawmaker
general
commander
founder
`

const englishGroups = `team teams delegation delegations partners allies authorities institutions experts`

var englishAdjectives = set("new former senior top acting deputy outgoing incoming current late his her their several other")

var englishHeads = buildEnglishHeads()

func buildEnglishHeads() heads {
	h := heads{}
	for form := range strings.FieldsSeq(englishFunctions) {
		form = strings.ReplaceAll(form, "_", " ")
		c := head{singular: form, feminine: form == "queen" || form == "princess"}
		h.add(form, c, English)
		c.plural = true
		for _, p := range englishPlurals(form) {
			h.add(p, c, English)
		}
	}
	for _, form := range []string{"counterpart", "counterparts"} {
		h.add(form, head{singular: "counterpart", plural: form != "counterpart", mirror: true}, English)
	}
	h.add("opposite number", head{singular: "opposite number", mirror: true}, English)
	for form := range strings.FieldsSeq(englishGroups) {
		h.add(form, head{singular: form, group: true, plural: strings.HasSuffix(form, "s")}, English)
	}
	return h
}

func englishPlurals(form string) []string {
	first, rest, of := strings.Cut(form, " of ")
	if of {
		if strings.HasSuffix(first, "y") {
			return []string{strings.TrimSuffix(first, "y") + "ies of " + rest}
		}
		return []string{first + "s of " + rest}
	}
	switch {
	case strings.HasSuffix(form, "man"):
		return []string{strings.TrimSuffix(form, "man") + "men"}
	case strings.HasSuffix(form, "y"):
		return []string{strings.TrimSuffix(form, "y") + "ies"}
	}
	return []string{form + "s"}
}
