package extract

// The rules in their order. Each looks at what those before it have told of the sentence;
// found is the number of assertions before it.

// assert applies every rule to a sentence of prose.
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
	r.functions(s)
	r.stay(s)
	found := len(r.res.Assertions)
	s.claimer = r.claimer(s)
	r.groups(s, found)
	r.verbsAndNouns(s, found)
	r.otherWordings(s, found)
	r.parted(s)
	r.standings(s, found)
	r.partSpeakers(s, found)
	r.furtherContacts(s, found)
	r.verdicts(s, found)
	r.settled(s, found)
	r.hearsay(s, found)
	r.dropLone(found)
	if found == len(r.res.Assertions) {
		r.participation(s)
		r.topicsOf(s)
	}
	r.consider(s, found)
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

// functions asserts who holds which office.
func (r *reader) functions(s *sentence) {
	r.ofTheirNations(s)
	r.roles(s)
	r.rolesOfLists(s)
	r.presides(s)
	if r.g.romance {
		r.atTheHead(s)
	}
	r.appointed(s)
	r.predicates(s)
	r.officesTold(s)
	r.description(s)
}

// groups asserts the contacts of several that verbs and nouns would put together otherwise:
// sides, delegations, those who sat around somebody or were brought together.
func (r *reader) groups(s *sentence, found int) {
	r.callsAfter(s)
	r.sided(s)
	r.chaired(s)
	r.cochaired(s)
	r.represented(s)
	r.around(s)
	r.awaited(s)
	r.partFutile(s)
	r.convened(s)
	r.rejoins(s)
	r.peersJoined(s, found)
	r.eachOf(s)
}

// verbsAndNouns asserts the contacts that verbs, and nouns with what governs them, tell of.
func (r *reader) verbsAndNouns(s *sentence, found int) {
	r.contacts(s)
	r.headed(s, found)
	r.atMeeting(s, found)
	r.attendedBy(s, found)
	r.occasionGave(s, found)
	r.partHosts(s)
	r.invited(s)
	r.assembled(s)
	r.receivedFirst(s)
	r.firstDate(s)
	r.willJoin(s, found)
	r.gatherings(s)
	r.nouns(s, found)
	r.topicTalks(s, found)
	r.thenTalks(s, found)
	r.dayOf(s, found)
	r.callsFrom(s)
	r.givenBy(s)
	r.gatheredFirst(s)
	r.roundHim(s, found)
	r.hostsOf(s)
	r.theirs(s, found)
	r.openedWith(s, found)
	r.saw(s)
}

// otherWordings asserts the contacts that neither verbs nor nouns of contact tell of, or not
// by themselves: guests and hosts, visitors by their turns, what two signed or discussed.
func (r *reader) otherWordings(s *sentence, found int) {
	r.guests(s)
	r.episode(s, found)
	r.inTurn(s, found)
	r.turns(s, found)
	r.inOrder(s, found)
	r.discussedWith(s, found)
	r.anew(s, found)
	r.habits(s)
	r.tookPart(s, found)
	r.seated(s, found)
	r.signedBy(s, found)
	r.cosigned(s, found)
	r.uniteThem(s, found)
	r.putWith(s, found)
	r.ledSides(s, found)
	r.delegationOf(s, found)
	r.delegationsLed(s, found)
	r.spokenOf(s, found)
	r.inaugurations(s, found)
	r.nounsHad(s, found)
	r.enabled(s, found)
	r.tourOf(s, found)
	if s.of(hostWords) {
		r.hisGuests(s, found)
	}
	r.spokeBeside(s, found)
}

// parted notes of whom the sentence tells that they were not in contact.
func (r *reader) parted(s *sentence) {
	r.noteAbsent(s)
	r.partApart(s)
	r.partRecalled(s)
	r.partAgents(s)
	r.partLenders(s)
	r.partThem(s)
	r.partCleft(s)
	r.partInTurn(s)
}

// standings asserts the contacts of those who stand in a frame or a scene of contact, and adds
// those who attended.
func (r *reader) standings(s *sentence, found int) {
	r.credentials(s, found)
	r.carriers(s, found)
	r.addressing(s, found)
	r.saidTo(s, found)
	r.withCompany(s, found)
	r.frames(s, found)
	if !s.sided && !r.presence(s, found) {
		r.where(s, found)
		r.nextStop(s, found)
		r.scenes(s, found)
		r.near(s, found)
		r.occasion(s, found)
		r.wasContact(s, found)
		r.membersTold(s, found)
		r.composedOf(s, found)
		r.broughtWith(s, found)
		if len(r.res.Assertions) > found {
			r.presence(s, found)
		}
	}
}

// furtherContacts asserts those of clauses without a verb, the contacts to come, and others of those told of.
func (r *reader) furtherContacts(s *sentence, found int) {
	r.gapped(s, found)
	r.theirOwn(s, found)
	r.numbered(s, found)
	r.byInvitation(s)
	r.ledTo(s)
	r.accepts(s, found)
	r.askedToCome(s)
	r.moved(s, found)
	r.firstSetFor(s, found)
	r.metToAgree(s, found)
	r.itTakesPlace(s, found)
	r.onceMore(s, found)
	r.theirNext(s, found)
	r.inReturn(s, found)
	r.visitedToo(s, found)
	r.onWith(s, found)
	r.witnessed(s, found)
	r.guestApart(s, found)
	r.pictured(s, found)
	r.besideWhom(s, found)
	r.metThere(s, found)
}

// verdicts settles what of the contacts has happened, will, did not or is only said, on which
// day, and who else took part.
func (r *reader) verdicts(s *sentence, found int) {
	r.states(s, found)
	r.statesApart(s, found)
	r.reality(s, found)
	r.lyingAhead(s, found)
	r.inPassing(s, found)
	r.atOnce(s, found)
	r.attended(s, found)
	r.otherRound(s, found)
	r.lastTime(s, found)
	r.disowned(s, found)
	r.deniedDay(s, found)
	r.deniedBefore(s, found)
	r.theirOther(s, found)
	r.theirPlan(s, found)
	r.twice(s, found)
	r.leave(s, found)
	r.daysApart(s, found)
	r.dayOfAnother(s, found)
	r.byPhoneToo(s, found)
	r.startCalls(s)
	r.addOthers()
	r.dropBystanders(found)
	r.noteDelegation(s)
}
