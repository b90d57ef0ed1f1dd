// Package annotate gives what an extractor found the form of annotated
// dispatches: JSON with events, roles and counts, which people write by hand
// and scorers read.
//
// # Form
//
//	{"id", "lang", "published", "title", "text",
//	 "events": [{"type", "participants", "collective", "sides", "place", "date",
//	             "status", "topics", "quote", "span", "rule", "confidence", "doubts", "attribution"}],
//	 "roles":  [{"person", "role", "organization", "country", "quote", "span", "rule", "confidence"}],
//	 "counts": [{"what", "number", "quote", "span"}],
//	 "hypothetical": events that the text only supposes, with that status}
//
// A type is one of meeting, call, video, visit, summit and talks; a status one
// of occurred, planned, cancelled and denied. A date is a day as 2006-01-02;
// dates known less exactly are null, as are places that are not stated. Span
// holds the first byte of the quote in text and the one after its last. Fields
// that only people fill in (aliases, surnames, optional_pairs, place_alt,
// role_surface) are kept when a file is read.
//
// # What becomes of groups
//
// A participant is named: a person, country or body. Unnamed people stand in
// collective, a function of a country as "foreign minister (Norway)". Where a
// group is said to be of a country or of a body ("conseillers de la France", "représentants de l'OTAN"), that one is the
// participant; a mere nationality ("équipe américaine") names nobody.
//
// # Concurrency
//
// All functions are pure and may be called from several goroutines; an Annotator
// is for one.
package annotate
