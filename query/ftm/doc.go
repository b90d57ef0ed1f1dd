// Package ftm writes the actors and contacts of a snapshot as FollowTheMoney
// entities, one JSON object a line, each of a schema and with properties that its
// model has: people, bodies and countries with their names and Wikidata items, a
// Membership for each role in a body or country, an Event for each contact with those
// involved, its days, places, topics and sources, and an Address for each place. Kind
// and status of a contact are keywords.
//
//	{"id":"…","schema":"Person","properties":{"name":["…"]}}
//	{"id":"…","schema":"Membership","properties":{"member":["…"],"organization":["…"],"role":["…"]}}
//	{"id":"…","schema":"Event","properties":{"involved":["…"],"date":["…"],"keywords":["meeting","occurred"]}}
//
// Read again by package ingest/mapping, these are the same contacts: of the same
// actors, days, kinds, statuses and places. What sentence says so, who was only
// expected, and the languages of names are not in the model.
//
// What was read from FollowTheMoney has its schema and properties again as they
// were, also where they are no actors or contacts: their statements in its
// namespace are kept by the reader of package ingest/mapping. IDs are IRIs, but
// those that were read.
package ftm
