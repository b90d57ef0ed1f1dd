package extract

import "slices"

// The rules in their order: each book is opened once what comes before it is told.
var (
	officeBook  = newRuleBook(officeRules)
	contactBook = newRuleBook(groupRules, verbAndNounRules, otherRules)
	frameBook   = newRuleBook(partingRules, standingRules)
	sceneBook   = newRuleBook(sceneRules)
	outcomeBook = newRuleBook(furtherRules, verdictRules)
)

// assert applies the rules to a sentence of prose.
func (r *reader) assert(s *sentence) {
	if len(s.toks) == 0 {
		return
	}
	r.sentence++
	s.number, s.block, s.at = r.sentence, r.block, r.at
	defer func() { r.before, r.beforeBlock = s, r.block }()
	r.now = s
	r.received = visit{r.guest, r.host, r.guestAt}
	r.genders(s)
	for i := range s.phrases { // "Conduite par X, la délégation"
		if p := &s.phrases[i]; len(p.people) == 1 && s.leadWord(p.from) {
			r.leader, r.leaderAt = r.person(p.people[0].text), r.sentence
			if s.toks[0].in(isLead) {
				r.leads = r.sentence
			}
		}
	}
	r.ask(officeBook, s, r.has(s), len(r.res.Assertions))
	r.stay(s)
	found := len(r.res.Assertions)
	s.claimer = r.claimer(s)
	has := r.has(s)
	r.ask(contactBook, s, has, found)
	r.ask(frameBook, s, has, found)
	if !s.sided && !r.presence(s, found) {
		r.ask(sceneBook, s, has, found)
		if len(r.res.Assertions) > found {
			r.presence(s, found)
		}
	}
	r.partSpeakers(s, found)
	r.ask(outcomeBook, s, has, found)
	if found == len(r.res.Assertions) {
		r.participation(s)
		r.topicsOf(s)
	}
	if s.inTouchOnly() {
		r.res.Assertions = slices.DeleteFunc(r.res.Assertions, func(a Assertion) bool { return a.Quote == s.span && a.Kind < RegularContact && len(a.Participants) > 1 })
	}
	r.statesPresent(s, found)
	r.consider(s, found)
	r.considerStates(s, found)
	r.afar(s, found)
	r.tellsGuest(s, found)
	r.journey(s, found)
	r.nextRound(s, found)
	r.mentionDay(s, found)
	r.noteDiary(s)
	r.noteAppointee(s)
	r.announces(s)
	r.remember(s)
	r.gatherNamed(s)
	if s.of(dropWords) && s.givesUp() || s.tripOff() || r.g.romance && s.is&isOff != 0 && s.tripPutOff() {
		r.calledOffAt = r.sentence
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.verb.can(cancels) && !v.neg && !v.wish && !v.hedged || v.neg && v.tense == futureTense && v.verb.can(goes|takesPlace) {
			r.calledOffAt = r.sentence
		}
	}
}

// officeRules tell who holds which office.
var officeRules = []rule{
	{(*reader).ofTheirNations, anyWords, hasTitle},
	{(*reader).roles, anyWords, hasName | hasTitle},
	{(*reader).rolesOfLists, anyWords, hasName},
	{(*reader).presides, presidesWords, hasName},
	{(*reader).atTheHead, atHeadWords, inRomance | hasName},
	{(*reader).appointed, anyWords, hasTitle},
	{(*reader).predicates, anyWords, hasTitle},
	{(*reader).officesTold, anyWords, 0},
	{(*reader).description, anyWords, 0},
}

// groupRules tell of the contacts of several that verbs and nouns would put together otherwise:
// sides, delegations, those who sat around somebody or were brought together.
var groupRules = []rule{
	{(*reader).callsAfter, anyWords, inEnglish},
	{(*reader).sided, campWords, 0},
	{(*reader).chaired, chairWords, noCondition | canGoBack},
	{(*reader).cochaired, cochairWords, noCondition},
	{(*reader).represented, sentWords, canGoBack},
	{(*reader).around, tableWords, 0},
	{(*reader).awaited, anyWords, inEnglish},
	{(*reader).partFutile, futileWords, inEnglish},
	{(*reader).convened, anyWords, 0},
	{(*reader).rejoins, anyWords, 0},
	{(*reader).peersJoined, anyWords, noCondition | noContact},
	{(*reader).eachOf, anyWords, 0},
	{(*reader).onTheLine, meansWords, inEnglish | hasName},
	{(*reader).visitToPay, anyWords, hasNoun | hasName},
	{(*reader).callsToEach, anyWords, hasNoun | hasName},
}

// verbAndNounRules tell of the contacts that verbs, and nouns with what governs them, tell of.
var verbAndNounRules = []rule{
	{(*reader).contacts, anyWords, 0},
	{(*reader).headed, anyWords, 0},
	{(*reader).atMeeting, anyWords, 0},
	{(*reader).attendedBy, attendedWords, noContact},
	{(*reader).occasionGave, allowWords, noCondition | noContact},
	{(*reader).partHosts, anyWords, 0},
	{(*reader).invited, anyWords, 0},
	{(*reader).assembled, anyWords, 0},
	{(*reader).receivedFirst, anyWords, 0},
	{(*reader).firstDate, firstWords, canGoBack},
	{(*reader).willJoin, joinWords, 0},
	{(*reader).gatherings, anyWords, hasNoun},
	{(*reader).nouns, anyWords, 0},
	{(*reader).topicTalks, anyWords, inEnglish | hasNoun | noCondition},
	{(*reader).thenTalks, anyWords, inEnglish | hasNoun},
	{(*reader).dayOf, clauseWords, inEnglish},
	{(*reader).callsFrom, anyWords, hasNoun},
	{(*reader).givenBy, anyWords, 0},
	{(*reader).gatheredFirst, anyWords, 0},
	{(*reader).roundHim, presenceWords, inRomance | noContact},
	{(*reader).hostsOf, hostWords, inRomance},
	{(*reader).theirs, anyWords, hasNoun},
	{(*reader).openedWith, anyWords, hasPhrase},
	{(*reader).saw, anyWords, 0},
}

// otherRules tell of the contacts that neither verbs nor nouns of contact tell of, or not
// by themselves: guests and hosts, visitors by their turns, what two signed or discussed.
var otherRules = []rule{
	{(*reader).guests, anyWords, 0},
	{(*reader).episode, anyWords, 0},
	{(*reader).inTurn, anyWords, 0},
	{(*reader).turns, turnWords, noCondition | noHabit | noContact},
	{(*reader).dayOpened, dayNouns, noCondition | noHabit | noContact},
	{(*reader).inOrder, orderWords, inEnglish},
	{(*reader).discussedWith, anyWords, 0},
	{(*reader).anew, furtherWords, noCondition | noHabit},
	{(*reader).habits, habitVerbs, 0},
	{(*reader).tookPart, anyWords, 0},
	{(*reader).seated, tableWords, noContact},
	{(*reader).signedBy, signedWords, noContact},
	{(*reader).cosigned, signedWords, noCondition | noContact},
	{(*reader).uniteThem, furtherWords, inRomance | noCondition | noContact},
	{(*reader).putWith, anyWords, hasNoun | noContact},
	{(*reader).ledSides, ledWords, noContact},
	{(*reader).delegationOf, composedWords, inRomance | noCondition},
	{(*reader).delegationsLed, delegationWords, inRomance | noContact},
	{(*reader).spokenOf, anyWords, inRomance | noContact},
	{(*reader).inaugurations, oathWords, inRomance},
	{(*reader).nounsHad, hadWords, inRomance | hasNoun},
	{(*reader).enabled, enabledWords, inRomance | noCondition | noHabit | noContact},
	{(*reader).tourOf, tourWords, inRomance | noCondition | noHabit | noContact},
	{(*reader).hisGuests, hostWords, inRomance | noContact},
	{(*reader).spokeBeside, sideWords, inRomance | noContact},
}

// partingRules note of whom a sentence tells that they were not in contact.
var partingRules = []rule{
	{(*reader).noteAbsent, anyWords, hasName},
	{(*reader).partApart, anyWords, hasName},
	{(*reader).partRecalled, recallWords, 0},
	{(*reader).partAgents, anyWords, hasName},
	{(*reader).partLenders, anyWords, inEnglish},
	{(*reader).partThem, anyWords, inEnglish | hasPhrases},
	{(*reader).partCleft, anyWords, inEnglish},
	{(*reader).partInTurn, inTurnWords, 0},
	{(*reader).stayAway, anyWords, hasName},
}

// standingRules tell of the contacts of those who stand in a frame of contact.
var standingRules = []rule{
	{(*reader).credentials, anyWords, 0},
	{(*reader).carriers, letterWords, inEnglish},
	{(*reader).letterTaken, letterWords, inRomance | hasName},
	{(*reader).addressing, addressWords, noCondition | noHabit},
	{(*reader).saidTo, anyWords, inEnglish | hasPhrases},
	{(*reader).withCompany, anyWords, hasFound},
	{(*reader).consented, anyWords, hasName | hasNoun | noCondition | noHabit | noContact},
	{(*reader).frames, anyWords, inEnglish | hasPhrase | noCondition | noHabit},
}

// sceneRules tell of the contacts of those who stand in a scene of contact.
var sceneRules = []rule{
	{(*reader).partUnwilling, anyWords, hasName},
	{(*reader).where, whereWords, 0},
	{(*reader).nextStop, reportWords, noCondition | noContact},
	{(*reader).scenes, anyWords, 0},
	{(*reader).near, anyWords, 0},
	{(*reader).occasion, anyWords, noCondition | noHabit},
	{(*reader).wasContact, anyWords, 0},
	{(*reader).membersTold, memberWords, noContact | canGoBack},
	{(*reader).composedOf, composedWords, inRomance | noContact},
	{(*reader).broughtWith, memberWords, 0},
}

// furtherRules tell of the contacts of clauses without a verb, of those to come, and of others of
// those told of.
var furtherRules = []rule{
	{(*reader).notSinceNamed, sinceWords, hasName},
	{(*reader).guestsOfSummit, anyWords, hasFound},
	{(*reader).gapped, anyWords, inEnglish | hasPhrases},
	{(*reader).accompanied, companyWords, hasName},
	{(*reader).theyWere, anyWords, hasName},
	{(*reader).letters, anyWords, hasName},
	{(*reader).eachWith, anyWords, hasPhrases | hasNoun},
	{(*reader).soDid, alikeWords, inEnglish | hasName},
	{(*reader).oneOfThose, anyWords, hasName | noContact},
	{(*reader).includes, anyWords, hasName | noContact},
	{(*reader).talkWith, anyWords, hasName | noContact},
	{(*reader).theirOwn, ownWords, 0},
	{(*reader).numbered, amongWords, 0},
	{(*reader).byInvitation, invitationWords, 0},
	{(*reader).ledTo, anyWords, 0},
	{(*reader).accepts, invitationWords, 0},
	{(*reader).askedToCome, acceptWords, 0},
	{(*reader).moved, movedWords, 0},
	{(*reader).firstSetFor, anyWords, hasFound},
	{(*reader).metToAgree, agreeWords, hasFound},
	{(*reader).itTakesPlace, anyWords, canGoBack},
	{(*reader).onceMore, repeatWords, noCondition | noHabit | noContact | canGoBack},
	{(*reader).theirNext, nextWords, noHabit},
	{(*reader).inReturn, returnWords, noHabit | noContact | canGoBack},
	{(*reader).visitedToo, calledOnWords, inRomance | noCondition | noHabit},
	{(*reader).onWith, anyWords, inRomance | hasContact},
	{(*reader).witnessed, presenceWords, inRomance | noCondition | noHabit | noContact},
	{(*reader).guestApart, anyWords, inRomance | noCondition | noContact},
	{(*reader).pictured, pictureWords, inRomance | noCondition | noContact},
	{(*reader).besideWhom, besideWhomWords, inRomance},
	{(*reader).metThere, metThereWords, inRomance | noCondition},
}

// verdictRules settle what of the contacts has happened, will, did not or is only said, on which
// day, and who else took part.
var verdictRules = []rule{
	{(*reader).states, anyWords, noCondition | noHabit},
	{(*reader).auspices, auspicesWords, hasFound},
	{(*reader).statesApart, anyWords, hasFound},
	{(*reader).reality, anyWords, 0},
	{(*reader).lyingAhead, aheadOfWords, hasContact},
	{(*reader).inPassing, anyWords, hasNoun},
	{(*reader).atOnce, anyWords, 0},
	{(*reader).attended, anyWords, 0},
	{(*reader).otherRound, anyWords, 0},
	{(*reader).secondTime, anyWords, noCondition},
	{(*reader).lastTime, anyWords, hasNoun},
	{(*reader).disowned, anyWords, noContact},
	{(*reader).deniedDay, anyWords, canGoBack},
	{(*reader).deniedBefore, anyWords, 0},
	{(*reader).theirOther, anyWords, inRomance | hasNoun},
	{(*reader).theirPlan, schemeWords, hasNoun},
	{(*reader).twice, anyWords, hasDate},
	{(*reader).leave, anyWords, 0},
	{(*reader).daysApart, daysWords, 0},
	{(*reader).dayOfAnother, anyWords, hasDate},
	{(*reader).byPhoneToo, anyWords, 0},
	{(*reader).startCalls, anyWords, hasNoun},
	{(*reader).addOthers, anyWords, 0},
	{(*reader).dropBystanders, anyWords, hasFound},
	{(*reader).noteDelegation, anyWords, 0},
	{(*reader).settled, anyWords, 0},
	{(*reader).hearsay, anyWords, inRomance},
	{(*reader).dropLone, anyWords, hasFound},
}
