package extract

import "strings"

// What a word can be the first of is told once for each way it is written, so that
// readers of verbs, dates and phrases are asked only where they may find something.

// wordlist is a list of words that rules look for at every token.
type wordlist uint8

const (
	clauseWords     wordlist = iota // open another clause
	presenceWords                   // open a wording of presence
	habitVerbs                      // "est en contact quotidien"
	englishVerbs                    // auxiliaries that are no word of auxiliaries.txt
	pronounWords                    // open a pronoun for one person, or "ceux de"
	ownerWords                      // may stand between an English owner and a function
	countWords                      // count one: "un jour plus tard"
	timeWords                       // are counted: days, weeks, hours
	extraWords                      // are nouns of contact together with others
	givenWords                      // name what is given or signed
	dailyWords                      // "almost daily"
	touchWords                      // tell that people are in touch
	dayNouns                        // of days and journeys: "X\'s day began with Y"
	dayVerbs                        // tell that they open or close
	stayWords                       // and that they stay so
	invitationWords                 // "at the invitation of X"
	addressWords                    // of some address.txt
	officeWords                     // tell a function or who mediates
	meansWords                      // may name the means of a contact from afar
	rumourWords                     // name what is only said
	unknownWords                    // may tell that somebody knows of no contact
	mediaWords                      // name who reports
	falseWords                      // tell that it is not so
	nothingWords                    // open a wording of failure
	eachWords                       // of what is done with one after another
	jointWords                      // of what several do at once
	aheadWords                      // of what lies ahead
	seriesWords                     // count contacts without a number
	pressWords                      // of contacts with the press
	ifWords                         // open a condition
	hisWords                        // refer to somebody beside his or another's name
	diaryWords                      // of what stands in a diary
	sideWords                       // tell who sits where
	sittingWords                    // name a gathering of which there may be another
	dueWords                        // tell that somebody is due at a place
	campWords                       // name a side, or open whose side it is
	tableWords                      // put all at one table
	chairWords                      // tell who leads a contact
	sentWords                       // tell whom a state sends, or who stands for it
	amongWords                      // tell that somebody is one of several
	negationWords                   // deny
	ownWords                        // say that each has one of his own with him
	dropWords                       // may tell that a plan is given up
	repeatWords                     // may tell of another contact of those told of
	nextWords                       // tell what several do with one another
	returnWords                     // tell that a visit is returned
	schemeWords                     // tell what somebody had in view
	aheadOfWords                    // tell that what follows lies ahead
	denialWords                     // name what somebody says against a report
	firstWords                      // tell of what had been set before
	joinWords                       // are forms of a verb of joining
	acceptWords                     // tell that somebody agreed
	movedWords                      // tell that a day was changed
	severalWords                    // tell that one contact followed another
	headWords                       // name the head of a delegation
	leadsWords                      // are verbs that tell who leads, by the vocabulary
	notWords                        // deny the verb after them
	oftenWords                      // tell that something came back
	intoWords                       // may stand before a place, or before a person
	regionWords                     // are adjectives of regions
	groupWords                      // name several people who travel together
	turnWords                       // tell that one came before or after another
	officeTurns                     // of these, those that are used of an office
	topicWords                      // tell that something was spoken of
	besideWords                     // put somebody beside who speaks: "standing next to X"
	visitWords                      // name a call that is paid
	agreedWords                     // tell of an agreement with somebody
	jointlyWords                    // tell what two promise or make known together
	pledgeWords                     // name what somebody is promised by another
	enoughWords                     // tell how long it took
	meWords                         // stand for who is quoted
	expectWords                     // "is expecting X"
	postWords                       // hand a post over
	onceMoreWords                   // "and another with X", "did the same with X"
	programmeWords                  // name what holds contacts to come
	oathWords                       // of taking office
	delegationWords                 // for those whom somebody leads
	hostWords                       // for a guest
	heWords                         // mean a man
	sheWords                        // mean a woman
	comingWords                     // mean whoever came
	hostedWords                     // mean whoever received
	hadWords                        // "l'entretien qu'ont eu X et Y"
	questionWords                   // "il a été question de"
	attendsWords                    // open a wording of presence, by the vocabulary
	includesWords                   // tell who is of a delegation, by the vocabulary
	contactWords                    // are nouns of contact, by the vocabulary
	nounWords                       // are nouns of contact or of a gathering, by the vocabulary
	occasionWords                   // stand for a contact told before, or are nouns of contact
	untrueWords                     // say that it never was
	partOfWords                     // stand before what somebody is part of: "de la rencontre"
	allowWords                      // tell what an occasion gave somebody
	troubleWords                    // name what people talk about, which has a place of its own
	whoseWords                      // open a clause about what is somebody's
	agreeWords                      // tell that people agreed on what they will do
	reportWords                     // tell that something is reported to somebody
	futileWords                     // open what was only tried
	cochairWords                    // tell that several lead something together
	keptWords                       // tell what had people stay together
	listWords                       // name a list of those with whom somebody speaks
	lequelWords                     // refer to what is told, in a clause of French
	leadsHimWords                   // tell of whom somebody leads: "que dirige X"
	ofWithWords                     // stand between a lead and the one who has it
	hadTenses                       // open what had happened before
	bornWords                       // tell of where somebody lives or was born
	envoyWords                      // name who is posted
	joiningWords                    // join two items of a list
	linkWords                       // may stand between two items of a list
	followedWords                   // likewise, of who comes after
	partingWords                    // part two verbs
	objectWords                     // open the object of a verb that the grammar does not know
	momentWords                     // have no place as their complement: "on Monday morning in"
	theWords                        // are definite articles
	nearbyWords                     // tell where a place lies
	settlementWords                 // stand for a place
	sortWords                       // name a sort of place
	townWords                       // call a place a town
	syllableWords                   // of grammar that are a syllable of a name too
	thisWords                       // point at something
	ofOneWords                      // open a name for one person
	tripPartyWords                  // name what somebody may be part of
	sceneSigns                      // end a scene
	asideSigns                      // open or close an aside
	willWords                       // tell what is to come
	letterWords                     // name what goes to a place without somebody
	towardsWords                    // lead to a place
	urgedWords                      // have somebody as their object, not a place
	asideWords                      // open a clause with a day of its own
	novelWords                      // tell that there is one more
	presidesWords                   // are verbs that tell a function, see splitter.presiding
	presentlyWords                  // stand before such a verb
	grantedWords                    // tell that something is given to somebody
	joiningInWords                  // tell that somebody joins others
	formerlyWords                   // tell when somebody had a function
	contestWords                    // of a vote, a match or a trial
	welcomedWords                   // may be done to a thing too
	subjectEnds                     // end the reach of a subject
	boundWords                      // tell of a journey ahead
	whenWords                       // open a clause about somebody else
	titleEnds                       // may follow a title
	inTurnWords                     // tell that something was done to one after another
	rejectWords                     // open what rejects a report
	untilWords                      // "il a fallu que"
	partnerWords                    // stand for a guest where it is in talks
	definiteWords                   // make a noun a definite one
	memberWords                     // tell who was of a group, or whom somebody had with him
	givenNames                      // are first names, written with a capital
	thingFirst                      // open the name of a thing or place, by the vocabulary, with a capital
	thingLast                       // belong to one
	thingSurname                    // belong to one unless they are a surname
	openerWords                     // open sentences, and no name there
	tripNouns                       // name a journey
	clauseTurns                     // may end a clause
	cleftWords                      // open a sentence of emphasis
	thereWords                      // stand for a place told before
	memoryWords                     // of what befell somebody or is left of him
	tourWords                       // of French, name a series of contacts
	calledOnWords                   // of French, tell on whom somebody calls
	enabledWords                    // of French, tell what something made possible
	orderWords                      // may tell whose place in a series it was
	afterOneWords                   // may follow "the American", so that no noun does
	hostingWords                    // tell what a host does with his guest
	personalWords                   // tell how a holder is, not of which office he is the holder
	honourWords                     // name what is done for a guest
	visitorWords                    // name several visitors or appointments
	alikeWords                      // open what was done likewise, or next
	besideWhomWords                 // of French, tell beside whom or at whose place
	metThereWords                   // of French, tell of somebody that he was met
	iberianWords                    // are surnames after "de" that belong to a name of several words
	appointWords                    // of French, tell that somebody was given a task or a post
	composedWords                   // of French, tell of whom a group was made up
	pictureWords                    // of French, name what shows people together
	atHeadWords                     // of French, stand before what somebody heads
	attendedWords                   // of English, tell who attended something
	signedWords                     // are participles of signing, by the vocabulary
	recallWords                     // tell for what an envoy is recalled
	whereWords                      // open a clause about a place
	furtherWords                    // name what may be another contact, some by the vocabulary
	apartWords                      // start like a verb of apart.txt
	presidencyWords                 // of French, tell under whom something is held
	daysWords                       // count days in "two days after"
	ledWords                        // tell who leads, or by whom somebody is led, some by the vocabulary
	companyWords                    // tell who came with somebody, or with whom
	soughtWords                     // tell that somebody asked for what follows, or rejected it
	refusalWords                    // tell that somebody refuses
	readyWords                      // tell that somebody is ready to do something
	headsWords                      // name those whom a state sends: "negotiators from"
	stateTurns                      // of clauses and lists, right before a state
	betweenWords                    // stand before those who have something between them
	listedWords                     // tell that somebody is one of a group or on a list
	theirWords                      // tell that something is of several
	togetherWords                   // tell what brought several together
	sinceWords                      // tell since when
	inPersonWords                   // tell that people will see each other
	offWords                        // may tell that a contact was cancelled
	dateBackWords                   // tell when something before was
	auspicesWords                   // tell under whose auspices something is
	credentialWords                 // name what an ambassador presents
	presentWords                    // stand before those in whose presence something is
	thereTooWords                   // tell that somebody was there too
	anyWords                        // all
)

// wordset is a set of lists of words, one bit for each.
type wordset [4]uint64

var _ [len(wordset{})*64 - int(anyWords) - 1]struct{} // all lists have a bit

func (w *wordset) add(l wordlist) { w[l>>6] |= 1 << (l & 63) }

func (w *wordset) has(l wordlist) bool { return w[l>>6]&(1<<(l&63)) != 0 }

func (w *wordset) join(other *wordset) {
	w[0] |= other[0]
	w[1] |= other[1]
	w[2] |= other[2]
	w[3] |= other[3]
}

// wordsets are the lists by word.
var wordsets = func() map[string]wordset {
	out := map[string]wordset{}
	add := func(word string, l wordlist) {
		set := out[word]
		set.add(l)
		out[word] = set
	}
	for list, words := range map[wordlist]string{
		atHeadWords:     "tete",
		betweenWords:    "between entre",
		listedWords:     "among parmi list liste partie nombre",
		theirWords:      "their leur leurs",
		togetherWords:   "together united reunited linked reuni reunis reunies relation presence rassembles rapproches",
		sinceWords:      "since depuis",
		inPersonWords:   "person voix personne face",
		dateBackWords:   "remonte remontait remontent remontaient datait dates dated goes went time",
		credentialWords: "credentials credence creance letters",
		auspicesWords:   "egide mediation auspices patronage parrainage houlette mediated brokered facilitated",
		offWords:        "annule annulee annulees through cancelled canceled scrapped ajournee reporte reportee",
		headsWords:      "observers observateurs mediators mediateurs diplomats diplomates ambassadors ambassadeurs ministers ministres negotiators delegations delegates envoys representatives officials officers teams negociateurs delegues emissaires representants officiers equipes experts",
		presentWords:    "presence participation facilitation intermediaire entremise mediated brokered facilitated chaired convened moderated animes animees menes menees conduits conduites presides presidees joined rejoints rejoint rejointes",
		thereTooWords:   "attended attends attend participated participates participate part mediated mediates facilitated moderated observed assiste assistaient assistait assistent participe participaient participait participent assure assurait assuraient joue jouait jouaient represented representes representees present presents presentes place observers observateurs",
		stateTurns:      "that que qu' when where où while lorsque quand and et",
		attendedWords:   "attended",
		recallWords:     "consultations consultation",
		whereWords:      "where où",
		presidencyWords: "presidence copresidence",
		daysWords:       "lendemain jour jours day days semaine semaines week weeks",
		ledWords:        "conduites menees dirigees emmenees conduits diriges menes",
		furtherWords:    "suite follow-up round tour",
		tourWords:       "tournee tour interlocuteurs visiteurs rendez-vous entretiens audiences visites consultations contacts",
		calledOnWords:   "chez aupres",
		enabledWords:    "permis permet permettent permirent permit permettra permettront permettre suffi suffit suffirent suffira suffiront fallu",
		clauseWords:     "que qu' qui ; : — tandis alors lorsque lorsqu' that who whom while where où",
		presenceWords:   "presence cotes alongside devant autour around between entre participation",
		tripNouns:       "visite visit trip voyage",
		clauseTurns:     "; tandis alors while et and",
		cleftWords:      "c' it",
		thereWords:      "there y here ici",
		habitVerbs:      "est sont reste restent demeure demeurent is are remains remain",
		englishVerbs:    "has have had having being did does do to",
		pronounWords:    "il elle he she lui him her them ce cette le the l' la son sa his ceux celles celui-ci celle-ci",
		ownerWords:      "'s and '",
		countWords:      "un une a",
		timeWords:       "jour jours day days semaine semaines week weeks heure heures hour hours minute minutes",
		extraWords: "talk heure heures minutes demi-heure hour hours half-hour contact contacts communication communications liaison accord compromis " +
			"pacte traite agreement deal pact treaty compromise conference passation",
		givenWords:      "accueil accolade welcome signature signing reception convocation decoration accreditation audition",
		dailyWords:      "daily quotidien",
		dayNouns:        "day morning afternoon evening week tour trip stay programme program journey round journee matinee soiree semaine tournee sejour programme voyage mission",
		dayVerbs:        "began begins begin opened opens open started start ended end closed close finished finish concluded conclude culminated culminate commence commencee commencera debute debutee debutera ouverte ouvert ouvrira achevee acheve achevera terminee termine terminera conclue conclu",
		touchWords:      "touch contact contacts liaison communication posted abreast informed informes informees",
		stayWords:       "stay stays stayed staying remain remains remained remaining keep keeps kept keeping rester reste restent resteront restera restaient restait demeurer demeure demeurent maintenir maintiennent maintient garder gardent garde tenir tiennent",
		addressWords:    "credentials credence creance",
		invitationWords: "invitation",
		officeWords: "presidee preside presides chaired dirigee dirige headed led presidence presidency chairmanship mediation auspices egide entremise " +
			"parrainage mediated brokered mediateur mediateurs mediatrice intermediaire intermediaires mediator",
		meansWords: "fil appareil combine ligne line lines end call calls appel rang rung phoned telephoned dialled dialed picked ecran ecrans screen " +
			"screens monitor ring receiver satellite distanciel distance zoom skype webex duplex online remotely connecte connectes connectee connectees appels",
		rumourWords: "story stories article report reports claim claims rumour rumours rumor rumors allegation allegations rumeur rumeurs informations information assertions " +
			"bruits suggestion suggestions speculation version affirmations lequel laquelle lesquels lesquelles which affirmant assurant " +
			"pretendant avancant evoquant rapportant",
		falseWords: "baseless fiction groundless unfounded untrue false fabricated fabrication fake infonde infondee infondees infondes fantaisiste " +
			"fantaisistes mensongere mensongeres mensonger fausse fausses fondement foundation denuees denuee erronees invention inventions " +
			"nonsense lie lies hoax canular intox invented made-up fanciful fictitious mensonge mensonges affabulation affabulations invente inventee " +
			"inventees fantaisie figment truth basis substance merit true correct accurate wrong incorrect inaccurate reality facts mark made water nothing " +
			"inexact inexacte inexacts inexactes errone erronee vrai vraie vraies exact exacte exactes faux realite faits rien",
		repeatWords: "exercise exercice experience cela ca pareille politesse again anew more reconvene reconvenes together ensemble call appel conversation " +
			"meeting rencontre entretien tete-a-tete encounter visit visite telephone phone",
		nextWords:    "gather meet convene assemble retrouveront reverront reuniront retrouver revoir reunir negotiations talks discussions negociations pourparlers resume continue table appointment rendez-vous rendezvous expected awaited attendus",
		returnWords:  "return returns repay repays reciprocate reciprocates guest hote given invitee",
		aheadOfWords: "next first last latest second third prochain prochaine premier premiere promise pledge vow plan intention promesse spoken talked thought dreamt dreamed spoke when once",
		schemeWords:  "contemplating contemplated planning planned envisaged envisageaient envisage prevue prepare preparaient preparing considered considering projetaient projetee devaient hold tenir arranged",
		dropWords: "back demi-tour wrecked scuppered derailed torpedoed foiled thwarted upset collapsed foundered question longer saute all finalement remet repousse ajourne abandonne renonce struck strike crossed removed deleted wiped erased scratched cleared raye rayee biffe retire retiree supprime efface withdrew withdrawn withdraws " +
			"rescinded revoked cancelled canceled disinvited uninvited disinvite desinvite refused denied refuse keep keeps kept prevent prevents prevented " +
			"stops stopped barred bars empeche empechent empecha empechera empechee empeches empechait prive instead lieu vain better home off shelved " +
			"suspended frozen suspendu suspendue suspendus suspendues gele gelee geles gelees remis remise remises annule annulee reporte reportee ice hold " +
			"taken ahead wait place fera feront actualite ordre programme",
		unknownWords: "knew knows know aware unaware ignore ignorait ignorer",
		mediaWords: "newspaper newspapers paper papers daily weekly media outlet outlets site website websites broadcaster agency agencies journal journaux " +
			"quotidien quotidiens hebdomadaire medias presse chaine chaines agence agences",
		firstWords:  "first initial original earlier previous premier premiere initiale initialement precedent precedente",
		joinWords:   "join rejoindra rejoindront rejoindre",
		acceptWords: "accepted accepts agreed",
		movedWords: "moved shifted switched brought avance avancee avances avancees deplace deplacee deplaces deplacees reprogramme reprogrammee " +
			"reprogrammes reprogrammees",
		orderWords: "came come comes was is were closed opened completed concluded ended began rounded brought follows one turn",
		alikeWords: "as so then",
		besideWhomWords: "chez aupres cotes cote bras chevet compagnie droite gauche table tribune estrade micro avion train wagon rang banc loge " +
			"scene salon salle voiture canape plateau bureau cabinet chambre villa domicile residence entre",
		iberianWords: "sousa souza almeida andrade azevedo barros brito carvalho castro freitas lemos melo mello moraes morais oliveira queiroz castilho " +
			"matos menezes miranda vasconcelos fuente vega torre cruz rosa puente calle garza rua lozada canel guindos",
		appointWords: "nomme nommee designe designee charge chargee confie envoye envoyee depeche depechee mandate mandatee promu promue choisi choisie " +
			"delegue deleguee laisse investi investie",
		composedWords: "comprenait comprend comprenaient comptait compte composee compose composees composait formee forme constituee comprenant incluant reunissait rassemblait",
		pictureWords:  "photo photos photographie photographies image images cliche cliches video videos selfie selfies apparition apparitions sequence",
		metThereWords: "rencontre rencontree rencontres rencontrees croise croisee croises croisees joint jointe joints contacte contactee contactes " +
			"consulte consultee consultes revu revue revus vu vue vus appele appelee appeles rejoint rejointe rejoints retrouve retrouvee retrouves " +
			"approche approchee approches entrevu entrevue",
		afterOneWords: "who whom whose which that this these those and or nor but as when while if because though although than whether until till once before after since " +
			"himself herself alone too also then again later earlier soon back away there here yesterday today tomorrow tonight not never now still just only even already instead " +
			"likewise either neither both first twice separately personally directly briefly privately publicly afterwards aside apart down up out off over ahead along together " +
			"nonetheless nevertheless meanwhile therefore however reportedly apparently duly promptly finally merely simply immediately eventually subsequently reluctantly",
		hostingWords: "kept keeps gave gives entertained entertains feted fed lodged housed sheltered seated treated walked showed escorted toasted regaled garde gardait garda retenu " +
			"retient retint offert heberge loge regale choye promene raccompagne",
		personalWords: "young old elder elderly embattled beleaguered ousted deposed outspoken weary defiant powerful charismatic reclusive ailing newly-elected re-elected globe-trotting " +
			"popular unpopular mercurial smiling jovial stern silver-haired bearded jeune vieux vieil vieille puissant puissante septuagenaire octogenaire sexagenaire quinquagenaire " +
			"quadragenaire nonagenaire inamovible dechu dechue renverse destitue fringant fringante bouillant tonitruant charismatique",
		honourWords:  "carpet honour honours honor honors banquet feast doors host stops ceremony tapis honneur honneurs portes ceremonie",
		visitorWords: "appointments engagements bilaterals visitors callers guests meetings audiences conversations guest visitor caller",
		memoryWords: "health death murder killing assassination poisoning imprisonment detention arrest jailing conviction trial rights legacy memory grave tomb " +
			"remains portrait statue bust birthplace mausoleum funeral disappearance burial died perished born buried killed murdered assassinated lies late named called " +
			"sante mort morte meurtre assassinat empoisonnement emprisonnement incarceration arrestation condamnation proces droits heritage memoire tombe tombeau " +
			"mausolee depouille disparition obseques funerailles deces natale natal mourut naquit repose enterre inhume feu",
		denialWords: "dementi dementis denial denials",
		nothingWords: "tombe tombee tombes tombees fell fallen falls came come capote capoter materialised materialized materialise materialize abandonne " +
			"abandonnee scrapped dropped shelved",
		eachWords: "both tous toutes each chacun chacune after by apres turn tour separately individually separement successivement",
		jointWords: "joint conference collective three-way four-way five-way six-way trilateral quadrilateral group tripartite quadripartite common " +
			"shared trois quatre cinq six plusieurs conjoint conjointe commun commune collectif trilaterale elargi elargie",
		aheadWords: "theatre cadre ecrin decor setting backdrop calendar diary schedule pencilled penciled agenda menu programme cale calee calees attendu attendus attendue attendues awaited expected works cards offing pipeline venue " +
			"presence participation coming attendance due inscrit inscrits inscrite inscrites",
		seriesWords: "serie series plusieurs several",
		pressWords:  "conference point press news",
		ifWords:     "si if s'",
		hisWords:    "l' lui son sa ses his her",
		diaryWords:  "booked pencilled penciled down chaired hosted presided preside presidee accueilli accueillie hope hopes espoir",
		sideWords:   "side elbow flanked flanking flanque flanquait entoure entourait cotes cote sat",
		sittingWords: "round session sitting gathering meeting conference summit negotiations consultations talks discussions ronde reunion seance cycle " +
			"sommet pourparlers negociations rencontre",
		chairWords: "led leads chaired chairs co-chaired co-chairs presided steered moderated hosted co-hosted opened preside presidee presidait " +
			"copreside copresidait copresidee dirige dirigeait dirigee anime animait animee conduit conduisait conduite mene menait menee " +
			"presideront presidera",
		sentWords: "sent dispatched sends send dispatch delegated represented represents representait representera representaient represente representeront representent " +
			"representee envoye depeche delegue enverra depechera deleguera envoya depecha spoke speaks parlait negociait",
		ownWords:      "their leurs",
		amongWords:    "among parmi nombre list liste",
		negationWords: "not never pas jamais nor neither ni n't",
		tableWords:    "around autour screen screens ecran ecrans table",
		campWords:     "that those celle celui side camp behalf cote part for pour",
		dueWords:      "due expected awaited invited booked attendu attendue attendus invite invitee invites convie conviee sera seront accepted accepte",
		severalWords: "each separately individually chacun chacune separement successivement bilateral bilaterals bilateraux tour turn then puis ensuite " +
			"later apres after avant before margins sidelines fringes marge auparavant respectivement",
		headWords:   "head leader chef cheffe",
		untrueWords: "dementi dement invention mensonger mensongere inventee",
		partOfWords: "de du la l'",
		notWords:    "not",
		oftenWords:  "regularly often frequently regulierement souvent frequemment",
		intoWords:   "à en dans in at",
		regionWords: "asian european african american baltic nordic arab balkan balkans caribbean pacific gulf caucasus sahelian sahel andean",
		turnWords: "preceded followed follow precede precedee succede succeda succedera suivi suivie devance devancee before after avant apres turn " +
			"tour came next relais",
		officeTurns: "preceded followed follow precede precedee succede succeda succedera suivi suivie devance devancee before after",
		topicWords: "question discussed raised addressed reviewed broached explored debated tackled aborde abordee abordes abordees evoque evoquee " +
			"evoques evoquees discute discutee discutes discutees debattu debattue traite traitee traites traitees topped dominated headed " +
			"filled figured featured domine occupe rempli",
		groupWords: "delegation mission group team party lawmakers senators parliamentarians legislators deputies congressmen members ministers experts " +
			"executives groupe equipe parlementaires senateurs elus deputes membres ministres emissaires emissaries envoys mediateurs mediators " +
			"visiteurs visitors",
		besideWords:  "speaking standing appearing sitting seated posing walking side alongside with in",
		visitWords:   "visit call",
		agreedWords:  "agreed decided arranged settled concluded",
		jointlyWords: "pledged vowed undertook promised announced resolved told committed",
		pledgeWords: "assurance assurances pledge pledges promise promises commitment commitments guarantee guarantees consent concession concessions " +
			"heard learned learnt",
		enoughWords:     "took needed enough sufficed takes",
		meWords:         "me us",
		expectWords:     "expecting expects",
		postWords:       "took takes handed hands received passed inherited take",
		onceMoreWords:   "another one others third same similar next then came",
		programmeWords:  "being follows list programme program agenda schedule diary itinerary calendar preparations pencilled penciled lined booked",
		delegationWords: "delegation delegations equipe equipes",
		heWords:         "he him his himself il",
		sheWords:        "she her herself elle",
		comingWords:     "guest visitor traveller arrivant visiteur visiteuse invite invitee voyageur",
		hostedWords:     "host hosts hostess hote hotesse",
		hostWords:       "hote invite invitee visiteur visiteuse",
		hadWords:        "eu eue eus eues tenu tenue tenus tenues",
		questionWords:   "question",
		oathWords:       "investiture intronisation couronnement prestation",
		whoseWords:      "dont whose",
		agreeWords:      "agreed decided promised convenu convenus convenues decide promis",
		troubleWords: "situation guerre crise conflit conflits treve cessez-le-feu offensive offensives combats frappes violences violence war crisis " +
			"conflict ceasefire truce fighting strikes elections election coup putsch genocide massacre attentat attentats attack attacks " +
			"transition presidentielle protests",
		allowWords:  "permis permettra permit vu verra saw allowed enabled gave donne offert offrira donnera fourni",
		futileWords: "failed tried vain attempted declined refused refuses declines fails",
		cochairWords: "copresident copresidaient copresideront copresidee copresidees copreside copresides co-chaired co-chair copresidera co-hosted " +
			"cochaired copilotaient codirigeaient",
		keptWords:       "kept retenu",
		reportWords:     "report reports reported brief briefed debrief compte rapport informera",
		listWords:       "list liste",
		lequelWords:     "lesquelles lesquels laquelle lequel",
		leadsHimWords:   "dirige dirigeait dirigera conduit conduisait conduira menait mene emmene emmenait preside presidait",
		ofWithWords:     "de d' du of with avec",
		hadTenses:       "had avait avaient",
		bornWords:       "ne nee nes born base basee bases basees based posted stationed deployed deployes deployees incarcere jailed",
		envoyWords:      "ambassadeur ambassadrice ambassadeurs consul consule",
		joiningWords:    ", et ainsi que qu' puis and as well enfin",
		linkWords:       "avec with « » “ ” de d' par by à notamment aussi",
		followedWords:   "there followed suivi suivie suivis",
		partingWords:    ", et and avant apres before after pour afin puis to",
		objectWords:     "le la l' les un une son sa ses que qu' celle-ci celui-ci",
		momentWords:     "afternoon morning evening night matin soir apres-midi visite mission deplacement tournee visit trip again weekend week-end week semaine hours heures minutes days jours fois together ensemble alone seuls twice once today hier yesterday follow due set",
		theWords:        "la l' le les the",
		nearbyWords:     "nearby neighbouring neighboring central downtown northern southern eastern western",
		settlementWords: "capitale capital ville cite city town port meme same village resort station island ile localite",
		sortWords:       "village town city resort port island ile station ville cite localite bourgade",
		townWords:       "village town city resort port ville cite localite bourgade",
		syllableWords:   "un son than so he to do an may no on mon ton ma sa ta tu can or nor once my sur dont ou our tran",
		thisWords:       "ce cet cette ces that this these those",
		ofOneWords:      "le la l' the son sa his her",
		tripPartyWords:  "partie voyage tablee nombre convives deplacement",
		sceneSigns:      "; : « » “ ”",
		asideSigns:      ", ( ) — –",
		willWords:       "will shall bound expects awaits plans intends",
		letterWords:     "invitation letter message lettre appel",
		towardsWords:    "to for pour vers into toward towards via par around aboard after apres d'abord",
		urgedWords:      "urged urging urges pressed thanked accused assured warned blamed praised invited asked told exhorte accuse remercie",
		asideWords:      "who whom which where before until qui que qu' dont où avant",
		novelWords:      "second seconde deuxieme third troisieme another new further follow-up nouveau nouvel nouvelle autre prochain prochaine next",
		presentlyWords:  "aussi egalement also currently actuellement now then once will has had long l'",
		grantedWords:    "reserve reservee accorde accordee offert offerte donne donnee consenti consentie given granted offered accorded hosted thrown laid",
		joiningInWords:  "joint joints jointe jointes joindra joindront joined joining joins join patched participating participant intervenant intervenu raccorde suivait suivaient suivi followed following addressing",
		formerlyWords:   "recently ici present then once now formerly currently lately also alors jadis naguere autrefois desormais actuellement longtemps aussi egalement until jusqu'",
		contestWords:    "race runoff run-off election elections vote ballot poll polls primary contest court trial dock final match opponent challenger rival letter photo portrait",
		welcomedWords:   "welcomed greeted accueilli accueillie accueillies accueillis salue saluee",
		subjectEnds:     "que qu' that ; : » ” dont tandis while",
		boundWords:      "due bound headed heading flying travelling traveling leaving slated expected off booked",
		whenWords:       "quand lorsque lorsqu' when while whom where où",
		titleEnds:       ", . ; ) et à and » ! ? avec qui en lors pour dont in for at on with who whose since depuis to under from",
		inTurnWords:     "tour turn successivement separement separately successively",
		rejectWords:     "no aucun aucune genre sorte nature sort",
		untilWords:      "fallu",
		partnerWords:    "partner partenaire",
		definiteWords:   "the their this these those all la le l' les leur leurs cette ce cet ces",
		companyWords:    "accompanied accompanies accompanying flanked escorted accompagnait accompagnaient accompagne accompagnent accompagnera accompagneront escortait him her them",
		soughtWords: "proposing suggesting proposer proposant suggerer suggerant without sans reject rejected rejects rejecting refuse refused refuses decline declined declines demand demanded demands request requested requests seek sought seeks seeking " +
			"reclame reclament reclamait exclu exclut refuse refusait rejete rejetait ecarte ecarterait demande demandait decline sollicite souhaite souhaitait",
		refusalWords: "without sans turned rejected rejects refuses refused refusing declines declined declining unwilling reluctant failed refuse refusent refusee refusaient refusait refusant decline exclu exclut excluait " +
			"renonce rechigne reticent reticente",
		readyWords:  "ready willing prepared pret prets prete pretes dispose disposee disposes disposees",
		memberWords: "made make formed composed completed rounded leading heading they consisted comprised brought taken travelled traveled travels travelling traveling",
	} {
		for w := range strings.FieldsSeq(words) {
			add(w, list)
		}
	}
	for _, lang := range Langs() {
		for _, r := range rows(string(lang) + "/address.txt") {
			_, words := r.keyed()
			for _, w := range words {
				add(Fold(w), addressWords)
			}
		}
	}
	return out
}()

// opening is a set of things that can start with a token.
type opening uint8

const (
	opensVerb   opening = 1 << iota // a verb group
	opensDate                       // a date, where what follows does not matter
	opensPhrase                     // a noun phrase
	opensNumber                     // a number
)

// wordBit is one of 64 bits for a word, to tell at once that it is none of some others.
func wordBit(fold string) uint64 { return 1 << bitOf(fold) }

// anyBit is no bit of any word.
const anyBit = 64

// nextBit is the bit of the second of some words, anyBit where there is none.
func nextBit(words []string) uint8 {
	if len(words) < 2 {
		return anyBit
	}
	return bitOf(words[1])
}

func bitOf(fold string) uint8 { return uint8(place(fold) & 63) }

// of reports whether a word is in one of the given lists.
func (t *token) of(l wordlist) bool { return t.sets.has(l) }

// of reports whether a word of the sentence is in one of the given lists.
func (s *sentence) of(l wordlist) bool { return s.sets.has(l) }

// in reports whether a word of the sentence is of one of the given classes.
func (s *sentence) in(c class) bool { return s.is&c != 0 }

// opens reports whether something can start with a token.
func (t *token) opens(o opening) bool { return t.open&o != 0 }

// classify enters the lists that a token is in and what can start with it.
func (t *token) classify() {
	x := t.lex
	t.sets, t.bit, t.classes = wordsets[t.fold], bitOf(t.fold), x.is
	if t.low == "lê" { // a name, and no article
		t.classes &^= isArticle | isStop
	}
	if len(x.attends) > 0 {
		t.sets.add(attendsWords)
	}
	if x.includes {
		t.sets.add(includesWords)
	}
	if x.noun.contact {
		t.sets.add(contactWords)
	}
	if x.noun.contact || x.noun.gathering || x.noun.summit {
		t.sets.add(nounWords)
	}
	if x.noun.contact || x.noun.gathering {
		t.sets.add(furtherWords)
	}
	if x.noun.contact || x.occasion {
		t.sets.add(occasionWords)
	}
	if x.leads {
		t.sets.add(leadsWords)
		t.sets.add(ledWords)
	}
	if x.signed {
		t.sets.add(signedWords)
	}
	if x.helps&helpsNot != 0 {
		t.sets.add(notWords)
	}
	if t.cap {
		t.sets.join(&x.thing)
		if _, known := sexOfGiven(t.fold); known {
			t.sets.add(givenNames)
		}
	}
	compound := strings.IndexByte(t.low, '-') >= 0 || strings.IndexByte(t.fold, '-') >= 0
	t.open = 0
	if compound || len(t.forms) > 0 || x.have != noTense || x.be != noTense || x.helps != 0 || x.takes ||
		t.in(isModal|isWish|isPlan) || t.of(englishVerbs) {
		t.open |= opensVerb
	}
	if t.kind == number || len(x.phrases) > 0 || x.isRelative || x.date != 0 || x.weekday > 0 || x.month > 0 || t.is4("il", "voici", "voila", "dans") || t.counts(compound) {
		t.open |= opensDate
	}
	if t.kind == number || x.unit+x.ten != 0 || strings.IndexByte(t.fold, '-') >= 0 {
		t.open |= opensNumber
	}
	if t.cap || len(x.entries) > 0 || len(x.heads) > 0 || x.few != 0 ||
		t.in(isArticle|isAll|isAdjective|isPortfolio|isPortfolioHead|isDirection) || t.of(pronounWords) || t.of(ownerWords) {
		t.open |= opensPhrase
	}
}

// counts reports whether a word may be of a number; one of a hundred is told by its
// grammar alone.
func (t *token) counts(compound bool) bool {
	return compound || t.lex.unit+t.lex.ten != 0 || t.of(countWords)
}
