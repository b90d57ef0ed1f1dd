package rdfio

import (
	"errors"
	"mime"
	"path/filepath"
	"strings"

	"github.com/chancery-graph/chancery/graph/codec/jsonld"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/graph/codec/rdfxml"
	"github.com/chancery-graph/chancery/graph/codec/trig"
	"github.com/chancery-graph/chancery/graph/codec/turtle"
)

// Format is one RDF format. The zero Format is none.
type Format struct {
	// Name is the short name, which is also the first extension: "nq".
	Name string
	// Title is the name for people: "N-Quads".
	Title string
	// MediaType is the registered one.
	MediaType string
	// Graphs tells whether statements can have graph names.
	Graphs bool
	// Lines tells whether each statement stands on a line of its own, so that a
	// bad one can be left out.
	Lines bool
	// Deletes tells whether deletions can be said.
	Deletes bool
	// Whole tells that the text of a document is held in memory as a whole when it
	// is read.
	Whole bool
	// Pretty tells whether there is a form for people, which WriterOptions.Pretty
	// asks for.
	Pretty bool

	aliases []string // more names, extensions and media types
}

// The formats.
var (
	NQuads   = Format{Name: "nq", Title: "N-Quads", MediaType: "application/n-quads", Graphs: true, Lines: true, aliases: []string{"nquads", "n-quads", "text/x-nquads"}}
	NTriples = Format{Name: "nt", Title: "N-Triples", MediaType: "application/n-triples", Lines: true, aliases: []string{"ntriples", "n-triples"}}
	Turtle   = Format{Name: "ttl", Title: "Turtle", MediaType: "text/turtle", Pretty: true, aliases: []string{"turtle", "application/x-turtle"}}
	TriG     = Format{Name: "trig", Title: "TriG", MediaType: "application/trig", Graphs: true, Pretty: true, aliases: []string{"application/x-trig"}}
	RDFXML   = Format{Name: "rdf", Title: "RDF/XML", MediaType: "application/rdf+xml", aliases: []string{"rdfxml", "rdf/xml", "xml", "owl", "rdfs"}}
	JSONLD   = Format{Name: "jsonld", Title: "JSON-LD 1.1", MediaType: "application/ld+json", Graphs: true, Whole: true, Pretty: true, aliases: []string{"json-ld"}}
	RDFPatch = Format{Name: "rdfp", Title: "RDF Patch", MediaType: "application/rdf-patch", Graphs: true, Lines: true, Deletes: true, aliases: []string{"rdfpatch", "rdf-patch"}}
)

// Formats returns all formats in the order of the help page. The slice belongs
// to the caller.
func Formats() []Format {
	return []Format{NQuads, NTriples, Turtle, TriG, RDFXML, JSONLD, RDFPatch}
}

// Names returns the short names of all formats, in the order of [Formats].
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// Lookup finds a format by its short or long name, extension (with or without
// the dot) or media type (with or without parameters), in any case.
func Lookup(name string) (Format, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if media, _, err := mime.ParseMediaType(name); err == nil {
		name = media
	}
	name = strings.TrimPrefix(name, ".")
	for _, f := range Formats() {
		if name == f.Name || name == f.MediaType {
			return f, true
		}
		for _, a := range f.aliases {
			if name == a {
				return f, true
			}
		}
	}
	return Format{}, false
}

// ByPath finds a format by the extension of a file name, before .gz or .zst.
func ByPath(path string) (Format, bool) {
	ext := filepath.Ext(TrimPacking(path))
	if len(ext) < 2 {
		return Format{}, false
	}
	return Lookup(ext[1:])
}

// Equal tells whether f and g are the same format.
func (f Format) Equal(g Format) bool { return f.Name == g.Name }

// Extensions returns the file name extensions that [ByPath] takes for f, with
// their dots, the usual one first.
func (f Format) Extensions() []string {
	ext := []string{"." + f.Name}
	for _, a := range f.aliases {
		if !strings.ContainsAny(a, "/-") {
			ext = append(ext, "."+a)
		}
	}
	return ext
}

// Register adds every format that package quad can hold to its registry. It may
// be called many times, and must not run while others use that registry, which
// has no lock. A format that another package has registered under the same name
// stays as it is and is no error: with JSON-LD, json-gold brings quad's own
// reader of N-Quads and N-Triples, which registers itself. Nothing in chancery
// reads through the registry; it is there for programs that do.
func Register() error {
	if err := nquads.Register(); err != nil && !errors.Is(err, nquads.ErrRegistered) {
		return err
	}
	for _, register := range []func() error{turtle.Register, trig.Register, rdfxml.Register, jsonld.Register} {
		if err := register(); err != nil {
			return err
		}
	}
	return nil
}
