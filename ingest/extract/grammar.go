package extract

import "sync"

// grammar is all that the rules know of one language. It is built once and
// then only read.
type grammar struct {
	lang     Lang
	lex      *lexicon
	heads    heads
	verbs    forms
	stop     map[string]bool // grammatical words: never a name, and they end a title
	dets     map[string]bool // articles and possessives
	of       map[string]bool // prepositions that go on with a title: "de", "of"
	weekdays map[string]int
	months   map[string]int
	verbAt   func(g *grammar, toks []token, i int) group
}

var grammars = map[Lang]func() *grammar{
	French: sync.OnceValue(func() *grammar {
		return &grammar{
			lang: French, lex: lexicons[French](), heads: frenchHeads, verbs: frenchVerbForms, stop: frenchStop,
			dets:     set("le la l' les un une des du au aux son sa ses leur leurs ce cet cette ces notre nos"),
			of:       set("de d' du des à au aux pour aupres charge chargee charges"),
			weekdays: frenchWeekdays, months: frenchMonths, verbAt: frenchVerbAt,
		}
	}),
	English: sync.OnceValue(func() *grammar {
		return &grammar{
			lang: English, lex: lexicons[English](), heads: englishHeads, verbs: englishVerbForms, stop: englishStop,
			dets:     set("the a an his her their its this that these those our"),
			of:       set("of for to"),
			weekdays: englishWeekdays, months: englishMonths, verbAt: englishVerbAt,
		}
	}),
}

// frenchStop holds the grammatical words of French and the words that open
// sentences without being names.
var frenchStop = set(`le la l' les un une des du de d' au aux à en dans sur sous par pour avec sans chez vers entre
	contre depuis pendant durant selon apres avant lors des dès ainsi que qu' qui quoi dont ou où et mais donc or ni car
	si s' se ne n' pas plus il elle ils elles on nous vous je j' tu lui leur leurs eux y ce c' cet cette ces ceux celui
	celle celles ca cela son sa ses mon ma mes ton ta tes notre nos votre vos a ont est sont etait etaient sera seront
	aura auront avait avaient fut furent soit comme quand lorsque lorsqu' puisque puisqu' alors tandis afin enfin ensuite
	puis aussi egalement hier aujourd'hui demain jeudi lundi mardi mercredi vendredi samedi dimanche tous toutes tout
	toute deux trois quatre plusieurs quelques chaque autre autres meme tel telle tres peu bien deja encore toujours
	jamais notamment outre face grace suite malgre parmi hors via jusqu' jusque recemment m mm mme mlle monsieur madame
	d'apres interroge invite recu reçu selon concernant quant non oui ici là voici voila janvier fevrier mars avril mai
	juin juillet aout septembre octobre novembre decembre dr pr me`)

var englishStop = set(`the a an of to in on at by for from with without into over under after before during between against
	about as and or but nor so if when while where who whom whose which that this these those there here he she it they we
	you i him her them us his its their our your my is are was were be been being has have had do does did will would
	shall should can could may might must not no yes also both all any some each every other another such than then too
	very just only more most many much few several new meanwhile however earlier later according following since until
	both separately today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr sir
	january february march april may june july august september october november december asked once`)

// verbForm returns the form of a word in one of the given tenses.
func (g *grammar) verbForm(t token, tenses ...tense) (form, bool) {
	if t.kind != word {
		return form{}, false
	}
	for _, f := range g.verbs[t.low] {
		for _, want := range tenses {
			if f.tense == want {
				return f, true
			}
		}
	}
	return form{}, false
}
