// Package claim checks what a program or a model says about a dispatch before
// anybody believes it.
//
// An [Answer] is in the form of annotated dispatches (package annotate):
//
//	{"events": [{"type", "participants", "sides", "place", "date", "status",
//	             "topics", "attribution", "quote", "span", "confidence"}],
//	 "roles":  [{"person", "role", "organization", "country", "quote", "confidence"}]}
//
// Check holds each event and role against the bytes of the text:
//
//	quote       stands in the text letter for letter, three words at least, at
//	            span if that is given, and names a party, or is all of a sentence
//	            whose party stands before it as a pronoun
//	names       of parties, persons and who says so stand in the text as words
//	place       stands in the text
//	date        is a day, month or year that some wording of the text resolves to
//	            from the day of publication
//	type, status, confidence
//	            have a value of the form
//
// What fails any of these is dropped whole and counted by its reason: an answer
// that is wrong about one thing has not read the sentence. Topics that are not
// in the text are left out, the rest stands.
//
// The kinds of entities are those that the rules of package extract find for the
// same names in the same text; a name that they do not know is a person's.
//
// All functions may be called from several goroutines.
package claim
