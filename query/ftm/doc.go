// Package ftm writes the actors and contacts of a snapshot as FollowTheMoney
// entities, one JSON object a line: people, bodies and countries with their
// names, and an Event for each contact with those involved, its days, places,
// topics and sources.
//
//	{"id":"…","schema":"Person","properties":{"name":["…"]}}
//	{"id":"…","schema":"Event","properties":{"involved":["…"],"date":["…"]}}
//
// What was read from FollowTheMoney has its schema and properties again as they
// were, also where they are no actors or contacts: their statements in its
// namespace are kept by the reader of package ingest/mapping. IDs are IRIs, but
// those that were read.
package ftm
