// Package contacts projects a snapshot onto the network of who met whom: actors
// as nodes, and for each contact an edge between each two who took part, as the
// formats of graph/codec/network have it.
//
//	meeting m, 2026-01-01, Ankara: a, b, c   →   a — b, a — c, b — c, each an edge
//	                                             of kind meeting with event m
//
// Those who are only expected take part unless the contact occurred: then those
// who attended are what counts, as in package query/chain. Plans, denials and
// cancelled contacts are edges too; their status says so.
//
// Entities that are one (see relation.Reader.Kept) are one node.
//
// Nodes are sorted by IRI, edges by contact and its ends, so the same statements
// give the same network.
//
// Contacts are read in ID space, in one pass over the statements of the snapshot,
// or contact by contact where they are few; a contact's sources are the graphs
// with a statement about it. IRIs are decoded in batches, in the order of the
// dictionary. What is read is held: about 150 bytes for each contact, 8 for each
// participation, and the texts of the IRIs that the network names.
package contacts
