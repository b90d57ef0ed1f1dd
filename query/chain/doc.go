// Package chain finds how actors are linked through contacts: a chain leads from
// one actor to another, each step a contact that both of its ends took part in,
// and, where order of time is asked for, each contact no earlier than the one
// before: who could have passed word to whom.
//
// # The network
//
// A [Network] is a projection of one snapshot that holds numbers only. A contact
// is a pair of actors with a day or period; all events that state it are one
// contact with several sources, and an event of many actors is a contact of each
// two of them. Sources whose sentences are near copies count once. Actors are numbered by IRI and contacts by day, then by actors, so
// that every answer depends on the statements and on nothing else. Two actors
// that the reader sees as one are one.
//
//	days        17897 17898 17900 …              on which contacts start
//	dayStart    0     2     3     5              of each day in contacts
//	contacts    (a0 a4) (a1 a2) | (a0 a3) | …    16 bytes each, undated ones last;
//	                                             in columns: low, across, when, marks
//
//	actors      a0      a1    a2    …
//	start       0       2     3     4
//	entries     c0 c2 | c1  | c1  | …            contacts of each actor, by day
//
// What Update adds stands after these, and what it takes back is left out of the lists
// of its actors and its day, until there is enough to be sorted in (recents). Until then
// actors who are new are numbered after the others and have a rank by IRI (newcomers).
//
// An event without a status occurred. Where sources disagree about its date the
// earliest counts, and the latest end. A date that is a month or year, or a date
// with an end, is a period: word may pass on any day of it. The clock of a chain
// is the day; hours of one day are not told apart. Literals are no actors. Those
// who are only expected, or have only confirmed, take part unless the event
// occurred: then those who attended are what counts.
//
// # Searches
//
// The algorithms for chains in order of time follow Wu, Cheng, Huang, Ke, Lu, Xu:
// "Path Problems in Temporal Graphs", PVLDB 7(9), 2014. Five things differ.
//
//   - Contacts have no direction and take no time, so a contact takes word both
//     ways on its day. Wu et al. take contacts in the order of a list, which is
//     right if each takes some time. Here one pass over a list by day would miss
//     a chain whose contacts of one day stand in the wrong order, so each day is
//     closed under its own contacts before the next (spread): whoever is in
//     contact, directly or through others, on the day with one who has word by
//     the day, has it by the day. Once nobody new is found on a day, no chain
//     within the day is missed, and by induction over the days none at all. With
//     Strict, word that comes on a day leaves on a later one, so one pass over
//     the day is enough, from those who had word before it (passOnce). As
//     contacts have no direction, the same sweeps taken from the last day to the
//     first, from the targets, find the latest departure.
//   - A contact of several days is used on the first of its days on which word is
//     there. That is never worse than waiting, as who has word earlier can do
//     whatever who has it later can; so levels.go, which holds one day for each
//     actor, stays exact. With a longest wait between steps (Gap) this does not
//     hold: there contacts count for each of their days, and uses of contacts are
//     searched in place of actors (gap.go).
//   - Fewest steps in order of time are searched level by level: after level k
//     each actor has the earliest arrival within k steps, the only one that can
//     matter with as many steps. The level on which a target is first reached is
//     the fewest steps. The search is from both ends: back from the targets, each
//     actor has the latest day by which word must have come to arrive within k
//     steps, and the two levels that first allow some actor to have word in time
//     add up to the fewest steps (dues.go). Wu et al. keep for each actor a list
//     of pairs of arrival and steps instead, from one end.
//   - Shortest time tries each day on which a start is in contact, within the time
//     that is known to do, in place of a list of pairs for each actor: the arrays
//     stay small, and most days end after a few days of contacts.
//   - Who is reached, and by how many steps at the earliest, is told by one sweep that
//     counts (tally.go): of each actor one number that changes with the day, in place
//     of the list of pairs. Where few are reached, the levels tell it sooner.
//
// So earliest arrival is a sweep for the day, and then the fewest steps by that
// day; latest departure and shortest time likewise. Where a sweep does not answer
// (contacts of several days, a bound on steps, actors to go through), the levels
// from the sources alone do.
//
// Without an order of time, fewest steps are searched from both ends (fewest.go),
// and k best chains by Yen's algorithm (several.go). The strongest chain is found
// by bisection over the number of sources (best.go).
//
// Of chains that are as good by their mode and their steps, in no order of time
// that is taken whose contacts come first, from the start on; in order of time the
// one that arrives first, and of these one that the order of days and IRIs picks:
// it depends on the statements, and not on how they came.
//
// # Concurrency
//
// A Network is never changed once built and may be searched by any number of
// goroutines, each with a [Finder] of its own; the relation.Reader that tells the
// evidence is for one at a time.
package chain
