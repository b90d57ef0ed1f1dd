// Package chain finds how actors are linked through contacts: a chain leads from
// one actor to another, each step a contact that both of its ends took part in.
//
// # The network
//
// A [Network] is a projection of one snapshot that holds IDs and numbers only.
// Contacts are sorted by day, undated ones last, and known by their position in
// that order, so a later contact has a greater number. The two relations between
// contacts and actors are stored as compressed sparse rows:
//
//	contacts        c0      c1        c2      …   by day, then by ID
//	days            1938…   1938…     none
//	attendeeStart   0       2         5       7
//	attendees       a0 a4 | a1 a2 a4 | a0 a3 | …
//
//	actors          a0      a1    a2    …         by ID
//	actorStart      0       2     3     4
//	attended        c0 c2 | c1  | c1  | …         of each actor by day
//
// Searches that must respect time (earliest arrival, latest departure, after Wu
// et al., "Path Problems in Temporal Graphs", VLDB 2014) go through contacts, or
// through those of an actor from some day on, in order; what the log adds goes
// into later rows.
//
// An actor is any attendee that is not a literal: a person, a body, a country.
// Those who are only expected, or have only confirmed, take part in a contact
// unless it occurred: then those who attended are what counts.
//
// # Fewest steps
//
// [Network.Fewest] searches from both ends at once, always widening the side
// that is cheaper to widen (Pohl, "Bi-directional Search", 1971). Where several
// chains are as short, the one is returned that takes, at each step from the
// start, the earliest contact, then the one whose IRI comes first, then the
// actor whose IRI comes first. So the result depends on the statements and on
// nothing else.
//
// # Concurrency
//
// A Network is never changed once built and may be searched by any number of
// goroutines; the relation.Reader that describes the steps is for one at a time.
package chain
