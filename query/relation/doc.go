// Package relation answers questions about entities and their contacts over one
// snapshot of the graph.
//
//	Resolve   text → one entity, or who could be meant, or what comes nearest
//	Find      text → entities, best first
//	Show      entity → names, roles, counts, those met most, sources
//	Met       one entity or two → contacts
//	Timeline  entities → contacts, oldest first
//	Why       contact, role or statement → the sentences that say so, how many are
//	          independent of one another, and where sources disagree
//	Blame     statements → the events that brought and took them
//
// # What is read
//
// A contact is an event node: whatever has schema:attendee (or takes part as
// expected, confirmed or online, see the table in vocabulary.go). Its kind is
// its class under chy:, its status is chy:status, and none counts as occurred.
// Where several sources disagree, the contact shows the strongest status
// (occurred, denied, cancelled, planned, in this order) and the earliest date,
// and lists the others beside them. The direct edges chy:met and chy:spokeWith
// are shorthand for contacts that are stated in full, so they are not read.
//
// The graph name of a statement is its source, and the object of
// prov:wasQuotedFrom is the sentence: an IRI with an RFC 5147 fragment
// (#char=first,last) whose schema:text or prov:value is the sentence itself.
//
// http://schema.org/ and https://schema.org/ are read alike, as schema.org asks
// in its FAQ.
//
// # Identity
//
// Entities that curators merged (owl:sameAs in [CurationGraph]) are one: every
// answer shows the one that is kept, with the names and contacts of all. Nothing
// else is rewritten, so a snapshot from before the merge sees them apart, and
// taking the statement back parts them again ([Options].SameAs).
//
// # Cost
//
// Questions about one entity are index scans with that entity bound, so they do
// not depend on the size of the graph. Where an answer needs facts about many
// subjects, a [Reader] compares reading each subject by itself with reading the
// predicates whole, and takes what reads less (attribute.go). Names are matched
// in a [Names] table, built by one scan of the name predicates when a text is
// first asked for.
//
// # Concurrency
//
// A Reader is used by one goroutine at a time: it keeps what it decoded. A
// Names table is never changed once built and may be shared by any number of
// readers of the same snapshot, as a [NamesKeeper] does.
package relation
