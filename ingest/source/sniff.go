package source

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
)

// sniffBytes is how much of a file decides its format.
const sniffBytes = 64 << 10

var extensions = map[string]Format{
	".txt": Text, ".text": Text, ".md": Text,
	".html": HTML, ".htm": HTML, ".xhtml": HTML,
	".eml": EML, ".mail": EML,
	".newsml": NewsML, ".nitf": NITF,
	".json": JSON, ".jsonl": JSONL, ".ndjson": JSONL,
	".pdf": PDF,
}

// Known tells whether a file's name has an extension of dispatches. XML counts:
// which kind it is shows in its content.
func Known(name string) bool {
	name = trimPacking(name)
	_, ok := extensions[strings.ToLower(filepath.Ext(name))]
	return ok || strings.EqualFold(filepath.Ext(name), ".xml")
}

// Extensions lists the extensions that Known accepts, without the dot.
func Extensions() []string {
	return []string{"txt", "html", "htm", "xhtml", "eml", "xml", "newsml", "nitf", "json", "jsonl", "ndjson", "pdf"}
}

func trimPacking(name string) string {
	for _, ext := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, ext)
	}
	return name
}

// Base returns the last part of a path without the extensions of format and
// packing.
func Base(name string) string {
	name = filepath.Base(trimPacking(name))
	if Known(name) {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	return name
}

// headerLine is a field by which mails begin.
var headerLine = regexp.MustCompile(`(?i)^(return-path|received|delivered-to|from|date|subject|mime-version|message-id|x-[a-z-]+|content-type): `)

// Sniff decides the format by the name of a file and its first bytes. What is
// nothing else is Text.
func Sniff(name string, head []byte) Format {
	if bytes.HasPrefix(head, []byte("%PDF-")) {
		return PDF
	}
	if f, ok := extensions[strings.ToLower(filepath.Ext(trimPacking(name)))]; ok && f != JSON {
		return f
	}
	start := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	if f, ok := sniffXML(start); ok {
		return f
	}
	if len(start) > 0 && (start[0] == '{' || start[0] == '[') {
		return sniffJSON(start)
	}
	if sniffMail(start) {
		return EML
	}
	if strings.EqualFold(filepath.Ext(trimPacking(name)), ".json") {
		return JSON // which then tells what is wrong with it
	}
	return Text
}

var rootElement = regexp.MustCompile(`<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)`)

// sniffXML tells the formats of markup apart by their root element.
func sniffXML(start []byte) (Format, bool) {
	if len(start) == 0 || start[0] != '<' {
		return "", false
	}
	lower := bytes.ToLower(start[:min(len(start), 4096)])
	if bytes.HasPrefix(lower, []byte("<!doctype html")) {
		return HTML, true
	}
	m := rootElement.FindSubmatch(lower)
	if m == nil {
		return "", false
	}
	switch string(m[1]) {
	case "newsitem", "newsmessage", "packageitem":
		return NewsML, true
	case "nitf":
		return NITF, true
	case "html", "head", "body", "div", "article", "p":
		return HTML, true
	}
	return "", false
}

// sniffJSON tells one JSON value from JSON lines: those have a whole object in
// the first line and more after it.
func sniffJSON(start []byte) Format {
	line, rest, more := bytes.Cut(start, []byte("\n"))
	if more && len(bytes.TrimSpace(rest)) > 0 && line[0] == '{' && json.Valid(line) {
		return JSONL
	}
	if start[0] == '{' && !looksObject(start) {
		return Text // "{ a text that begins with a brace"
	}
	if start[0] == '[' && !looksArray(start) {
		return Text
	}
	return JSON
}

func looksObject(b []byte) bool {
	rest := bytes.TrimLeft(b[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

func looksArray(b []byte) bool {
	rest := bytes.TrimLeft(b[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '{' || rest[0] == ']')
}

// sniffMail wants three fields of a mail before anything else.
func sniffMail(start []byte) bool {
	fields := 0
	for line := range bytes.Lines(start) {
		if len(bytes.TrimSpace(line)) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue // a field goes on
		}
		if !headerLine.Match(line) {
			return false
		}
		if fields++; fields == 3 {
			return true
		}
	}
	return false
}
