// Package external has dispatches read by another program.
//
// The program is started once for each dispatch. It gets one JSON object on stdin,
// then the end of input, and writes one on stdout:
//
//	stdin   {"schema": "chancery/extract-input/1", "lang": "fr",
//	         "published": "2026-01-02", "untitled": true, "title": "…", "text": "…"}
//	stdout  an answer as package claim documents it
//
// Exit status 0 is success. What it writes to stderr is shown, its first lines,
// only if it fails. Everything that it returns is checked by package claim.
//
// An [Extractor] may be used by several goroutines; so many programs run at once.
package external
