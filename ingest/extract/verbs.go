package extract

import "strings"

// tense is what the form of a verb tells about time.
type tense uint8

const (
	noTense     tense = iota
	present           // rencontre, meets
	preterite         // rencontra, met
	imperfect         // rencontrait
	futureTense       // rencontrera
	conditional       // rencontrerait
	infinitive        // rencontrer, meet
	participle        // rencontré, met
	gerund            // rencontrant, meeting
)

// meaning is what a verb does for the extractor.
type meaning uint8

const (
	noMeaning meaning = iota
	contacts          // rencontrer, s'entretenir
	holds             // se tenir, avoir lieu, être prévu: takes a gathering as its subject
	hosts             // organiser, convoquer: takes a gathering as its object
	cancels           // annuler, reporter
	states            // annoncer, indiquer: takes a speaker as its subject
	denies            // démentir
	treats            // porter sur, évoquer: takes topics
	joins             // participer, se joindre
	confirms          // confirmer
	lightly           // avoir, tenir, mener + a noun of contact
	gathers           // réunir, rassembler
	personal          // a contact only where the object is a person: voir, recevoir
	goes              // se rendre, arriver: tells where what follows takes place
)

// verb is a lemma with what it means and how it governs.
type verb struct {
	lemma     string
	means     []meaning
	kind      Kind   // of the contact, for contacts
	prep      string // "avec", "à" or "" for a direct object
	also      string // another preposition for the same: "speak with", "speak to"
	reflexive bool   // means a contact only as "se rencontrer", "s'entretenir"
	topical   string // preposition before topics, for treats; "" for a direct object
}

func (v *verb) can(m meaning) bool {
	for _, x := range v.means {
		if x == m {
			return true
		}
	}
	return false
}

// form is one inflected form of a verb.
type form struct {
	verb  *verb
	tense tense
}

// forms finds the verbs that a word in lower case can be a form of.
type forms map[string][]form

func (f forms) add(word string, v *verb, t tense) {
	k := word
	for _, o := range f[k] {
		if o.verb == v && o.tense == t {
			return
		}
	}
	f[k] = append(f[k], form{v, t})
}

// regular adds the forms of a French verb in -er.
func (f forms) regular(v *verb, stem string) {
	soft := stem // annonçait, échangeait, appellera
	switch {
	case strings.HasSuffix(stem, "c"):
		soft = strings.TrimSuffix(stem, "c") + "ç"
	case strings.HasSuffix(stem, "g"):
		soft = stem + "e"
	}
	endings(f, v, stem, map[tense]string{
		present: "e ent", preterite: "èrent", futureTense: "era eront", conditional: "erait eraient",
		infinitive: "er", participle: "é ée és ées",
	})
	endings(f, v, soft, map[tense]string{preterite: "a", imperfect: "ait aient", gerund: "ant"})
}

func endings(f forms, v *verb, stem string, table map[tense]string) {
	for t, list := range table {
		for e := range strings.FieldsSeq(list) {
			f.add(stem+e, v, t)
		}
	}
}

// irregular adds listed forms: "present: reçoit reçoivent" and so on.
func (f forms) irregular(v *verb, table map[tense]string) { endings(f, v, "", table) }

var frenchVerbForms = buildFrenchForms()

// frenchRegular lists the verbs in -er: stem and what they do.
var frenchRegular = []struct {
	stem string
	verb verb
}{
	{"rencontr", verb{means: []meaning{contacts}, kind: Meeting}},
	{"retrouv", verb{means: []meaning{contacts}, kind: Meeting}},
	{"échang", verb{means: []meaning{contacts, treats}, kind: Meeting, prep: "avec", topical: "sur"}},
	{"discut", verb{means: []meaning{contacts, treats}, kind: Meeting, prep: "avec", topical: "de"}},
	{"dialogu", verb{means: []meaning{contacts}, kind: Meeting, prep: "avec"}},
	{"négoci", verb{means: []meaning{contacts}, kind: Talks, prep: "avec"}},
	{"convers", verb{means: []meaning{contacts}, kind: Meeting, prep: "avec"}},
	{"parl", verb{means: []meaning{contacts}, kind: Meeting, prep: "avec", also: "à"}},
	{"crois", verb{means: []meaning{contacts, personal}, kind: Meeting}},
	{"consult", verb{means: []meaning{contacts, personal}, kind: Meeting}},
	{"contact", verb{means: []meaning{contacts, personal}, kind: Call}},
	{"déjeun", verb{means: []meaning{contacts, personal}, kind: Meeting, prep: "avec"}},
	{"dîn", verb{means: []meaning{contacts, personal}, kind: Meeting, prep: "avec"}},
	{"concert", verb{means: []meaning{contacts}, kind: Meeting, prep: "avec", reflexive: true}},
	{"coprésid", verb{means: []meaning{hosts}}},
	{"présid", verb{means: []meaning{hosts}}},
	{"accord", verb{means: []meaning{lightly}}},
	{"donn", verb{means: []meaning{lightly}}},
	{"présent", verb{means: []meaning{lightly}}},
	{"effectu", verb{means: []meaning{lightly}}},
	{"multipli", verb{means: []meaning{lightly}}},
	{"enchaîn", verb{means: []meaning{lightly}}},
	{"arriv", verb{means: []meaning{goes}}},
	{"gagn", verb{means: []meaning{goes}}},
	{"rest", verb{means: []meaning{goes}}},
	{"quitt", verb{means: []meaning{goes}}},
	{"visit", verb{means: []meaning{goes}}},
	{"insist", verb{means: []meaning{states}}},
	{"jug", verb{means: []meaning{states}}},
	{"relev", verb{means: []meaning{states}}},
	{"téléphon", verb{means: []meaning{contacts}, kind: Call, prep: "à"}},
	{"appel", verb{means: []meaning{contacts}, kind: Call}},
	{"organis", verb{means: []meaning{holds, hosts}}},
	{"programm", verb{means: []meaning{holds}}},
	{"planifi", verb{means: []meaning{holds}}},
	{"fix", verb{means: []meaning{holds}}},
	{"convoqu", verb{means: []meaning{holds, hosts}}},
	{"déroul", verb{means: []meaning{holds}, reflexive: true}},
	{"début", verb{means: []meaning{holds}}},
	{"annul", verb{means: []meaning{cancels}}},
	{"report", verb{means: []meaning{cancels}}},
	{"renonc", verb{means: []meaning{cancels}}},
	{"repouss", verb{means: []meaning{cancels}}},
	{"décommand", verb{means: []meaning{cancels}}},
	{"ajourn", verb{means: []meaning{cancels}}},
	{"annonc", verb{means: []meaning{states}}},
	{"indiqu", verb{means: []meaning{states}}},
	{"déclar", verb{means: []meaning{states}}},
	{"affirm", verb{means: []meaning{states}}},
	{"précis", verb{means: []meaning{states}}},
	{"ajout", verb{means: []meaning{states}}},
	{"soulign", verb{means: []meaning{states}}},
	{"expliqu", verb{means: []meaning{states}}},
	{"assur", verb{means: []meaning{states}}},
	{"rapport", verb{means: []meaning{states}}},
	{"révél", verb{means: []meaning{states}}},
	{"signal", verb{means: []meaning{states}}},
	{"estim", verb{means: []meaning{states}}},
	{"confirm", verb{means: []meaning{states, confirms}}},
	{"port", verb{means: []meaning{treats}, topical: "sur"}},
	{"évoqu", verb{means: []meaning{treats}}},
	{"abord", verb{means: []meaning{treats}}},
	{"examin", verb{means: []meaning{treats}}},
	{"concentr", verb{means: []meaning{treats}, topical: "sur"}},
	{"ax", verb{means: []meaning{treats}, topical: "sur"}},
	{"consacr", verb{means: []meaning{treats}, topical: "à"}},
	{"particip", verb{means: []meaning{joins}}},
	{"assist", verb{means: []meaning{joins}}},
	{"men", verb{means: []meaning{lightly}}},
	{"rassembl", verb{means: []meaning{gathers}}},
}

func buildFrenchForms() forms {
	f := forms{}
	for _, r := range frenchRegular {
		v := r.verb
		v.lemma = r.stem + "er"
		f.regular(&v, r.stem)
		switch r.stem {
		case "appel":
			f.irregular(&v, map[tense]string{present: "appelle appellent", futureTense: "appellera appelleront", conditional: "appellerait appelleraient"})
		case "men":
			f.irregular(&v, map[tense]string{present: "mène mènent", futureTense: "mènera mèneront", conditional: "mènerait mèneraient"})
		}
	}
	for _, r := range frenchIrregular {
		v := r.verb
		f.irregular(&v, r.table)
	}
	return f
}

var frenchIrregular = []struct {
	verb  verb
	table map[tense]string
}{
	{verb{lemma: "voir", means: []meaning{contacts, personal}, kind: Meeting}, map[tense]string{
		present: "voit voient", preterite: "vit virent", futureTense: "verra verront", conditional: "verrait verraient",
		infinitive: "voir", participle: "vu vue vus vues"}},
	{verb{lemma: "remettre", means: []meaning{lightly}}, map[tense]string{
		present: "remet remettent", preterite: "remit remirent", futureTense: "remettra remettront", infinitive: "remettre", participle: "remis remise"}},
	{verb{lemma: "conférer", means: []meaning{contacts}, kind: Meeting, prep: "avec"}, map[tense]string{
		present: "confère confèrent", preterite: "conféra conférèrent", futureTense: "conférera conféreront", infinitive: "conférer",
		participle: "conféré"}},
	{verb{lemma: "rendre", means: []meaning{goes}, reflexive: true}, map[tense]string{
		present: "rend rendent", preterite: "rendit rendirent", imperfect: "rendait rendaient", futureTense: "rendra rendront",
		conditional: "rendrait rendraient", infinitive: "rendre", participle: "rendu rendue rendus rendues"}},
	{verb{lemma: "revoir", means: []meaning{contacts, personal}, kind: Meeting}, map[tense]string{
		present: "revoit revoient", futureTense: "reverra reverront", conditional: "reverrait reverraient",
		infinitive: "revoir", participle: "revu revus"}},
	{verb{lemma: "recevoir", means: []meaning{contacts, personal, lightly}, kind: Meeting}, map[tense]string{
		present: "reçoit reçoivent", preterite: "reçut reçurent", imperfect: "recevait recevaient", futureTense: "recevra recevront",
		conditional: "recevrait recevraient", infinitive: "recevoir", participle: "reçu reçue reçus reçues", gerund: "recevant"}},
	{verb{lemma: "accueillir", means: []meaning{contacts, hosts, personal}, kind: Meeting}, map[tense]string{
		present: "accueille accueillent", preterite: "accueillit accueillirent", imperfect: "accueillait accueillaient",
		futureTense: "accueillera accueilleront", conditional: "accueillerait accueilleraient", infinitive: "accueillir",
		participle: "accueilli accueillie accueillis accueillies", gerund: "accueillant"}},
	{verb{lemma: "s'entretenir", means: []meaning{contacts}, kind: Meeting, prep: "avec", reflexive: true}, map[tense]string{
		present: "entretient entretiennent", preterite: "entretint entretinrent", imperfect: "entretenait entretenaient",
		futureTense: "entretiendra entretiendront", conditional: "entretiendrait entretiendraient", infinitive: "entretenir",
		participle: "entretenu entretenue entretenus entretenues", gerund: "entretenant"}},
	{verb{lemma: "réunir", means: []meaning{contacts, gathers}, kind: Meeting, prep: "avec", reflexive: true}, map[tense]string{
		present: "réunit réunissent", preterite: "réunit réunirent", imperfect: "réunissait réunissaient",
		futureTense: "réunira réuniront", conditional: "réunirait réuniraient", infinitive: "réunir",
		participle: "réuni réunie réunis réunies", gerund: "réunissant"}},
	{verb{lemma: "tenir", means: []meaning{holds, hosts, lightly}, reflexive: true}, map[tense]string{
		present: "tient tiennent", preterite: "tint tinrent", imperfect: "tenait tenaient", futureTense: "tiendra tiendront",
		conditional: "tiendrait tiendraient", infinitive: "tenir", participle: "tenu tenue tenus tenues", gerund: "tenant"}},
	{verb{lemma: "avoir lieu", means: []meaning{holds}}, map[tense]string{participle: "lieu"}},
	{verb{lemma: "prévoir", means: []meaning{holds, hosts}}, map[tense]string{
		present: "prévoit prévoient", participle: "prévu prévue prévus prévues", infinitive: "prévoir"}},
	{verb{lemma: "attendre", means: []meaning{holds}}, map[tense]string{participle: "attendu attendue attendus attendues"}},
	{verb{lemma: "avoir", means: []meaning{lightly}}, map[tense]string{participle: "eu eue eus eues", infinitive: "avoir", preterite: "eut eurent"}},
	{verb{lemma: "dire", means: []meaning{states}}, map[tense]string{
		present: "dit disent", preterite: "dit dirent", imperfect: "disait disaient", futureTense: "dira diront", participle: "dit", infinitive: "dire", gerund: "disant"}},
	{verb{lemma: "faire savoir", means: []meaning{states}}, map[tense]string{infinitive: "savoir"}},
	{verb{lemma: "démentir", means: []meaning{denies}}, map[tense]string{
		present: "dément démentent", preterite: "démentit démentirent", imperfect: "démentait démentaient", participle: "démenti", infinitive: "démentir"}},
	{verb{lemma: "nier", means: []meaning{denies}}, map[tense]string{
		present: "nie nient", preterite: "nia nièrent", imperfect: "niait niaient", participle: "nié", infinitive: "nier"}},
	{verb{lemma: "joindre", means: []meaning{joins, personal}, reflexive: true}, map[tense]string{
		present: "joint joignent", futureTense: "joindra joindront", conditional: "joindrait joindraient", infinitive: "joindre",
		participle: "joint jointe joints jointes", preterite: "joignit joignirent"}},
	{verb{lemma: "prendre part", means: []meaning{joins}}, map[tense]string{participle: "part"}},
	{verb{lemma: "traiter", means: []meaning{treats}, topical: "de"}, map[tense]string{participle: "traité", present: "traite traitent", infinitive: "traiter"}},
	{verb{lemma: "passer en revue", means: []meaning{treats}}, map[tense]string{participle: "revue"}},
}

// Auxiliaries of French, in lower case.
var (
	haveForms  = map[string]tense{"a": preterite, "ont": preterite, "avait": preterite, "avaient": preterite, "aura": futureTense, "auront": futureTense, "aurait": conditional, "auraient": conditional, "avoir": infinitive, "ayant": gerund, "ait": conditional, "aient": conditional}
	beForms    = map[string]tense{"est": present, "sont": present, "était": imperfect, "étaient": imperfect, "sera": futureTense, "seront": futureTense, "serait": conditional, "seraient": conditional, "fut": preterite, "furent": preterite, "être": infinitive, "soit": conditional, "soient": conditional}
	modalForms = set("devait devaient va vont iront ira doit doivent devra devront devrait devraient peut peuvent pourra pourront pourrait pourraient compte comptent allait allaient")
	wishForms  = set("souhaite souhaitent souhaitait veut veulent voudrait espère espèrent refuse refusent envisage envisagent")
	takeForms  = map[string]tense{"prend": present, "prennent": present, "prendra": futureTense, "prendront": futureTense, "prendrait": conditional, "prendraient": conditional, "pris": participle, "prendre": infinitive, "passé": participle, "passent": present, "fait": participle}
)

// frenchAdverbs may stand between an auxiliary and its verb, beside the words
// in -ment.
var frenchAdverbs = set("aussi deja ensuite encore enfin donc ainsi bien plus toujours depuis meme tard tot tous toutes deux " +
	"par ailleurs en outre d' abord tout")

// negations may stand there too.
var frenchNegations = set("pas jamais point plus aucunement nullement")
