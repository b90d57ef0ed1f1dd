// Package ingest turns a dispatch into the quads that state what it says.
//
// A dispatch is a text in UTF-8 with its title in the first line, a day of
// publication and an IRI. Accept takes what package source has read of a file, and
// Read bytes that are UTF-8; both refuse what they cannot vouch for. An
// [Extractor] finds who met whom; Build states it as quads, all in one named graph
// whose name is the IRI of the source, matched to what the graph knows already.
// Quads does these steps at once, ReadAll the first two for many dispatches in
// parallel.
//
//	file ─ source.Items ─▶ Item ─ Accept ─▶ Dispatch ─ Extractor ─▶ Reading ─ Build ─▶ Stated
//	                                                                 Directory ──┘
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
//	venue/<source>-<wording>                       schema:Place without a name: "hotel"
//	group/<wording>[-<country>|-<body>]            schema:Organization, chy:Group
//	group/<source>-<wording>                       one of no country or body: "a delegation"
//	office/<function>-<country>, <wording>-<body>  schema:Person, chy:Office
//	office/<source>-<wording>                      one of no country or body: "the minister"
//	role/<person>-<function>[-<body>|-<country>]   schema:OrganizationRole, chy:Role
//	meeting|call|video-call|visit|talks/<date>-<parties>    schema:Event, chy:Contact, its kind
//	contact/<source>-<parties>                     chy:RegularContact
//	count/<source>-<contact>-<number>              chy:CountClaim
//	resolution/<source>-<office>                   chy:Resolution
//	candidate/<source>-<digest>                    chy:Candidate
//
// A group is a wording, not a list of people: two sources that speak of
// "conseillers à la sécurité nationale" of one country share the node. Where a
// group, an office or a place is of nobody and has no name, it is that of its
// dispatch, unless two dispatches tell of one contact; see anonymous.go.
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
// # What is known already
//
// Build asks a [Directory] what the graph knows, and adds to it:
//
//   - A person keeps the IRI that he or she has, by full name across the usual
//     transliterations, or by surname where one person alone bears it. So does a
//     body, country or place by its name in any language.
//   - An office of a country ("the Greek foreign minister", "son homologue grec")
//     takes part as the person who held it on the day of publication, if the graph
//     knows one alone, in whichever language the function is worded. The source then
//     says by whose word (chy:Resolution); see office.go.
//   - A contact of the same parties and class is the same node if its date allows
//     it; see match.go for the table. What each source says of it, also where they
//     contradict one another, stands in the graph of that source.
//   - A number of members ("fifteen countries") is a node of its own, which gets
//     members as sources name them.
//
// # Candidates
//
// An assertion that its extractor is not sure enough of is stated as a candidate,
// which nothing that reads contacts can take for a fact; see candidate.go.
//
// # Quotations
//
// A quotation is <source#char=a,b>, a fragment after RFC 5147: a and b are
// positions between characters, counted in Unicode code points from 0, each
// line end counting as one character (CR LF too) and a byte order mark as none.
// The node also has the sentence (schema:text) and its bytes: chy:byteStart and
// chy:byteEnd count from the first byte of the source as it was read, a byte
// order mark included. Where the text was made from the bytes of the source (HTML,
// a mail, another encoding than UTF-8), they count in that text. The source then
// has the text itself (schema:articleBody) with its chy:textSha256, so that what is
// quoted can be shown and checked in its place for as long as the log is there.
//
// # Order and concurrency
//
// Build gives the same quads in the same order for the same input: the source,
// entities, assertions and quotations, each in the order of the text. Nothing
// here holds state; all functions may be called from several goroutines.
package ingest
