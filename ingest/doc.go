// Package ingest turns a dispatch into the quads that state what it says.
//
// A dispatch is a text in UTF-8 with its title in the first line, a day of
// publication and an IRI. Read takes the bytes and refuses what it cannot
// vouch for; an [Extractor] finds who met whom; Build states it as quads, all
// in one named graph whose name is the IRI of the source. Quads does the three
// steps at once.
//
//	bytes ── Read ──▶ Dispatch ── Extractor ──▶ extract.Result ── Build ──▶ []quad.Quad
//
// # Entities
//
// Every node has a stable, readable IRI under vocab.Base; there are no blank
// nodes. <s> is a slug: letters and digits in lower case without accents,
// joined by hyphens.
//
//	actor/<name>                                   schema:Person
//	org/<name>[-<country>]                         schema:Organization
//	country/<English name>                         schema:Country
//	place/<English name, or as worded>             schema:Place
//	group/<wording>[-<country>]                    schema:Organization, chy:Group
//	office/<wording>                               schema:Person, chy:Office
//	role/<person>-<function>[-<body>|-<country>]   schema:OrganizationRole, chy:Role
//	meeting|call|video-call|visit|talks/<date>-<parties>    schema:Event, chy:Contact, its kind
//	contact/<source>-<parties>                     chy:RegularContact
//
// A group is a wording, not a list of people: two sources that speak of
// "conseillers à la sécurité nationale" of one country share the node.
// A gathering is a meeting/… whose parties are given by what it gathers. A
// contact without a date has "undated" for it and ends with the slug of its
// source, since two undated calls of two dispatches need not be the same one.
//
// # Contacts
//
// A contact carries chy:status, schema:attendee for each party that takes or is
// to take part, schema:location, schema:startDate (xsd:date, or xsd:gYearMonth
// and xsd:gYear where no day is known), schema:about for each topic with its
// language, chy:claimedBy, and prov:wasQuotedFrom for each sentence that states
// it. A planned contact also has chy:expectedParticipant for each party.
// Occurred contacts have the direct edge beside them, chy:met or chy:spokeWith,
// in both directions, so that a question need not know which party the sentence
// named first.
//
// # Quotations
//
// A quotation is <source#char=a,b>, a fragment after RFC 5147: a and b are
// positions between characters, counted in Unicode code points from 0, each
// line end counting as one character (CR LF too) and a byte order mark as none.
// The node also has the sentence (schema:text) and its bytes: chy:byteStart and
// chy:byteEnd count from the first byte of the source as it was read, a byte
// order mark included.
//
// # Order and concurrency
//
// Build gives the same quads in the same order for the same input: the source,
// entities, assertions and quotations, each in the order of the text. Nothing
// here holds state; all functions may be called from several goroutines.
package ingest
