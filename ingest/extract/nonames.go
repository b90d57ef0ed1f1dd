package extract

import "strings"

// thingLast are words in which the name of a place, a force or an event ends, and
// thingFirst those which open it, and no name of a person: "Urugwiro Village", "Central
// Asia", "Cyclone Nargis".
var (
	thingLast = wordsOf(`village villages palace palais castle hotel airport aeroport airlines airways bay island islands isles peninsula strait canal gulf ocean valley
		mountains plateau desert delta square plaza avenue boulevard asia africa europe america americas caucasus sahel maghreb levant balkans oceania asie afrique amerique
		caucase state states etat etats force forces army armee navy guard guards police brigade brigades battalion times gazette tribune herald journal agency agence prensa
		presse press television radio institute university universite college museum musee cathedral cathedrale basilica basilique stadium stade arena terminal tower
		typhoon ouragan typhon games jeux prize resolution protocol treaty accord accords pact corridor pipeline headquarters embassy ambassade senate senat congress congres
		duma knesset bundestag bank banque bridge river straits street road falls coast district province city barracks hospital border`)
	thingFirst = wordsOf(`village villa palais palace castle hotel cyclone hurricane typhoon ouragan typhon agence prensa aeroport avenue boulevard operation balneario cathedrale basilique
		musee stade universite institut storm mount lake cape fort chateau mont lac tempete`)
)

func wordsOf(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// namesThing reports whether the words of tokens [from, to) name no person.
func namesThing(toks []token, from, to int) bool {
	return thingFirst[toks[from].fold] || thingLast[toks[to-1].fold] || toks[to-1].is("one", "two") && to-from > 1
}

// opensThing reports whether a token belongs to the name of a thing that it or the one
// before it opens, or is all of it.
func opensThing(toks []token, i int) bool {
	return thingFirst[toks[i].fold] || i > 0 && toks[i-1].cap && thingFirst[toks[i-1].fold] || thingLast[toks[i].fold] && !at(toks, i+1).cap
}

// continents are too wide to be the place of a contact.
var continents = wordsOf(`europe asia africa america americas asie afrique amerique ameriques oceania oceanie earth terre`)
