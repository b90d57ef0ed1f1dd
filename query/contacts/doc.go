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
// Nodes are sorted by IRI, edges by contact and its ends, so the same statements
// give the same network. IDs are held for all contacts and actors (8 bytes each
// and the text of their IRIs); what is known of a contact is read when its turn
// comes.
package contacts
