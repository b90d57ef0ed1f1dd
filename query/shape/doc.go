// Package shape finds contacts by a query in place of chancery's own shape of
// events, for graphs that were modelled otherwise.
//
// The query is a setting of the store, kept as a statement in the settings graph,
// so that it is in the log as every change is: it has an event and an author, can
// be undone, and a snapshot from before it finds contacts as they were found then.
//
//	GRAPH <…/settings> { <…/settings> chy:contactShape "SELECT ?a ?b ?start … { … }" }
//
// It is a SELECT of a contact of two in each solution:
//
//	?a ?b      the actors; a solution without both, or of one with itself, is none
//	?start     day, month, year or instant; unbound or no date: unknown
//	?end       the last day, if it is another
//	?event     the node that stands for the contact; what quotes a sentence there is
//	           its evidence, and solutions with one event are one event of many
//	?kind      a class of package vocab or a word ("call"); another class: a contact
//	?status    likewise ("planned"); unbound: occurred; another is an error
//	?place     where: an entity or a text
//	?source    the graph that states it; else each event stands for a source
//
// A [View] states these contacts as chancery states contacts, in front of the snapshot,
// so that package relation answers of them what it answers of events.
//
// The answer depends on the snapshot and the query alone, so neither SERVICE nor
// functions such as RAND and NOW are allowed. A network of such contacts is made
// anew for each snapshot: what one event of the log changes in the answer of any
// query is not known.
package shape
