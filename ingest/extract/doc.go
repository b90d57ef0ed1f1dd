// Package extract finds in the text of a dispatch who met or called whom, where
// and when, in what function, and who says so.
//
// It takes text and gives entities, mentions and assertions, each with the span
// of bytes that bears it out; it knows nothing of RDF and of storage. It works
// by rules and word lists, and after them by a log-linear model over pairs of people
// (likely.go), which was counted on annotated texts. No topic of any dispatch is known
// to it, and of names only in which countries they are borne (lang/names.txt), never
// who holds which office: other names in the same constructions give the same facts.
//
// # Steps
//
//	text ─ segment ─▶ blocks, sentences ─ tokenize ─▶ tokens ─▶ roster of full names
//	     each sentence: dates, verb groups, noun phrases (titles, names, countries)
//	     ─▶ roles, contacts, gatherings, habits; attendance and topics, which add
//	        to the contact told before ─▶ merged assertions
//
// The whole text is read for full names first, so that a surname is traced to
// its bearer even where it stands before the full name, as in titles. What is a
// word of a language lies in the files of the folder lang, one for each idea;
// docs/extraction.md tells how to add a language.
//
// The rules stand in assert.go in their order, with what each needs of a sentence; each is in a
// file of its own idea.
//
// # Vocabulary
//
// A mention is where an entity is named. An assertion is one claim: a contact
// (meeting, call, video call, talks, gathering), a habit of contact, or a
// function that a person holds. Its quote is the whole sentence that states it;
// sentences that add to it, such as the topics, are its support.
//
// # What the rules decide
//
//   - A list of interlocutors of one person gives one contact for each.
//   - A list of those at one meeting, dinner, summit or video conference gives
//     one contact of all; those who attend join it, on the side of whom they
//     come with.
//   - Those who look on, mediate, take notes or are in the room join the contact of the
//     sentence or the one told last; such a sentence makes no contact of its own.
//   - Where a sentence has a word of contact and people whom no rule puts
//     together, the one whom it is about met the one named nearest to the word.
//   - A noun of contact counts whatever verb governs it, where the words around
//     it tell a status: "lors d'un entretien avec X" has occurred, "a proposé une
//     rencontre avec X" tells nothing.
//   - A contact told again without another day or place is the same one; what
//     the repetition adds goes to the first.
//   - "a rencontré" has occurred, "rencontrera" and "doit rencontrer" are
//     planned, "n'a pas rencontré" and "dément avoir rencontré" are denied,
//     "ne rencontrera pas" and "a été annulée" are cancelled; what is put off
//     is cancelled for its day and planned for the new one. Wishes
//     ("souhaite rencontrer") and rumours ("aurait rencontré") assert nothing;
//     what a condition opens ("si X rencontre Y") is hypothetical.
//   - A clause that tells what one person did with, to or beside another on a
//     day or at a place is a contact, whatever the verb, but for verbs of what
//     is done from afar.
//   - A weekday is the nearest one on the side of the publication that the
//     tense gives, the day of publication included; a day and month without a
//     year likewise.
//   - "selon X", "X a annoncé que" and ", a indiqué X" name the claimer. A
//     planned gathering without one continues the last announcement.
//   - "de plusieurs pays, dont A et B" gives one group for each country named.
//   - Titles, place lines, bylines and other headings assert nothing.
//
// # Invariants
//
// Every span lies in the text on UTF-8 boundaries. The same input gives the
// same result in the same order. Time is linear in the length of the text;
// sentences are limited in length (see Options), because some rules look at
// pairs of phrases within one. Nothing is cut off silently: what exceeds a
// limit is a LimitError and gives no result.
//
// All functions may be called from several goroutines.
//
// # Limits
//
// Gender of a name is known from its title, else guessed from the ending of the
// first name. Across sentences only topics, attendance, pronouns, "les deux
// dirigeants", stays and repetitions of one contact are joined. The confidence
// of an assertion is that of its rule where as much spoke against it, see Doubt.
package extract
