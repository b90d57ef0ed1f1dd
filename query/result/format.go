package result

import "strings"

// Format is a format of results. The zero Format is none.
type Format uint8

// The formats.
const (
	JSON Format = iota + 1
	XML
	CSV
	TSV
	Table
)

// Formats lists every format, in the order in which a server prefers them.
var Formats = []Format{JSON, XML, TSV, CSV, Table}

// formats describes them, indexed by Format.
var formats = [...]struct {
	name       string
	extensions []string
	// media types, that of answers first.
	media []string
}{
	JSON:  {"json", []string{"srj", "json"}, []string{"application/sparql-results+json", "application/json", "text/json"}},
	XML:   {"xml", []string{"srx", "xml"}, []string{"application/sparql-results+xml", "application/xml", "text/xml"}},
	CSV:   {"csv", []string{"csv"}, []string{"text/csv"}},
	TSV:   {"tsv", []string{"tsv"}, []string{"text/tab-separated-values"}},
	Table: {"table", []string{"txt"}, []string{"text/plain"}},
}

// String returns the name: json, xml, csv, tsv or table.
func (f Format) String() string {
	if int(f) >= len(formats) {
		return ""
	}
	return formats[f].name
}

// Extensions returns the endings of file names, without the dot, the usual one
// first. The slice is not to be changed.
func (f Format) Extensions() []string {
	if int(f) >= len(formats) {
		return nil
	}
	return formats[f].extensions
}

// MediaTypes returns the media types, that of answers first. The slice is not to
// be changed.
func (f Format) MediaTypes() []string {
	if int(f) >= len(formats) {
		return nil
	}
	return formats[f].media
}

// MediaType returns the media type of answers.
func (f Format) MediaType() string {
	if m := f.MediaTypes(); len(m) > 0 {
		return m[0]
	}
	return ""
}

// Readable tells whether [NewReader] reads the format.
func (f Format) Readable() bool { return f >= JSON && f <= TSV }

// ByName finds a format by its name or an extension, in any case; 0 if there is
// none.
func ByName(name string) Format {
	name = strings.ToLower(strings.TrimPrefix(name, "."))
	return find(func(f Format) []string { return append([]string{f.String()}, f.Extensions()...) }, name)
}

// ByFile finds a format by the ending of a file name; 0 if there is none.
func ByFile(name string) Format {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return 0
	}
	return find(Format.Extensions, strings.ToLower(name[dot+1:]))
}

// ByMediaType finds a format by a media type, of which parameters are not looked
// at; 0 if there is none.
func ByMediaType(media string) Format {
	media, _, _ = strings.Cut(media, ";")
	return find(Format.MediaTypes, strings.ToLower(strings.TrimSpace(media)))
}

func find(names func(Format) []string, name string) Format {
	for _, f := range Formats {
		for _, n := range names(f) {
			if n == name {
				return f
			}
		}
	}
	return 0
}
