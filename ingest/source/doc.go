// Package source reads dispatches in the forms in which they arrive and gives
// each as text in UTF-8 with what its file says of it.
//
//	bytes ─ sniff ─▶ format ─ decode ─▶ reader of the format ─▶ []Item
//
// # Formats
//
//	text      title in the first line, unless that ends with a full stop; header lines as agencies write them
//	html      a page: its main text, found as a browser's reader mode does
//	eml       a mail (RFC 5322): text/plain, else the main text of text/html
//	newsml    NewsML-G2: one item for each newsItem that holds a text
//	nitf      NITF 3
//	json      one annotated dispatch or one object of the keys below, or an array
//	jsonl     one JSON object in each line
//	pdf       by the program pdftotext, where it is installed
//
// The text of an item begins with its title in a line of its own, then one line
// for each paragraph; in the form of plain text and in JSON the text is given
// as it stands. What a file says of a dispatch is read as follows; nothing is
// guessed, and what is absent stays empty.
//
//	           published              language            URL              outlet
//	text       a line of the header   -                   -                byline, "(AFP)"
//	html       meta, JSON-LD, <time>  <html lang>         canonical, og    og:site_name
//	eml        Date                   Content-Language    Archived-At      name in From
//	newsml     contentCreated,        language, xml:lang  link, remoteURL  provider,
//	           versionCreated                                              creditline
//	nitf       date.issue,            xml:lang            pubdata          date.source,
//	           story.date                                                  distributor
//	json       published, date        lang, language      url, source_url  outlet, publisher
//	pdf        -                      -                   -                -
//
// # Plain text
//
// A header stands between the title and the first paragraph of prose:
//
//	title
//	- « a sentence under the title »
//	Istanbul                                  place
//	AA / Istanbul / Given Surname             outlet / place / author
//	02.01.2026 - 17:05                        day of publication
//
// A dateline such as "PARIS, 2 janvier (AFP) - " gives the outlet only, since
// its date has no year.
//
// # Encodings
//
// A byte order mark decides; else UTF-16 is known by its zero bytes; else text
// that is UTF-8 is UTF-8; else what the file declares (meta, XML declaration,
// charset of a mail) holds; else bytes of 0x80 to 0x9F make it Windows-1252, and
// of the rest ISO-8859-15 where it has the letters œ, Œ, Ÿ or the euro sign in
// words, and Windows-1252 otherwise. A text that its encoding cannot be decoded
// from is refused, never repaired.
//
// # Limits
//
// A file has at most [Options].MaxFile bytes (64 MiB), a line of JSON lines
// MaxLine bytes (8 MiB); a file of JSON lines may be of any length. XML and mails
// may nest [maxDepth] levels deep, and a mail have [maxParts] parts. What exceeds
// a limit is a *LimitError; nothing is cut.
//
// Nothing in a file makes this package fetch anything: entities, stylesheets,
// images and links are left alone.
//
// # Concurrency
//
// All functions may be called from several goroutines; the sequence of Items is
// for one.
package source
