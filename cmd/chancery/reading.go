package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/jsonld/remote"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
)

// readChoice says how RDF inputs are read, as the flags of a command have it.
type readChoice struct {
	format rdfio.Format // the zero Format: by the name of each input
	base   string
	graph  []byte // canonical text of the graph of statements without one

	tee      io.Writer    // gets the unpacked bytes as they are read; may be nil
	reject   rdfio.Reject // makes the reading lenient; may be nil
	contexts *remote.Client
}

// readFlags are the flags of every command that reads RDF.
func readFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "base", Usage: "resolve relative IRIs against the absolute `IRI`"},
		&cli.StringSliceFlag{Name: "allow-remote-contexts", Usage: "fetch contexts of JSON-LD from `PLACE`, a host such as schema.org or the beginning of a URL; may be repeated (nothing is fetched)"},
		unpackFlag(),
	}
}

func unpackFlag() cli.Flag {
	return &cli.BoolFlag{Name: "no-unpack-limit", Usage: "let packed input unpack to more than 1 GiB and 1000 times its length"}
}

// readOptions takes the choice from the flags but --format.
func readOptions(c *cli.Context) (readChoice, error) {
	o := readChoice{base: strings.Trim(c.String("base"), "<>")}
	if c.IsSet("base") && !graph.ValidIRI([]byte(o.base)) {
		return o, usagef(c.Command.Name, "--base %q is no absolute IRI", c.String("base"))
	}
	if places := c.StringSlice("allow-remote-contexts"); len(places) > 0 {
		var err error
		if o.contexts, err = remote.New(remote.Options{Allowed: places}); err != nil {
			return o, usagef(c.Command.Name, "--allow-remote-contexts: %s", strings.TrimPrefix(err.Error(), "remote: "))
		}
	}
	return o, nil
}

// lenientFlags are those of commands that can leave bad lines out.
func lenientFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "lenient", Usage: "leave bad lines out (nq and nt)"},
		&cli.StringFlag{Name: "rejects", Usage: "with --lenient, `FILE` for bad lines (the input's name and .rejects)"},
	}
}

// inputFormat takes a format of statements from --format of a command that reads
// them; json and the other forms of a report stay what they are.
func (p *program) inputFormat(c *cli.Context) (rdfio.Format, error) {
	name := p.set.syntax
	if name == "" || slices.Contains(resultFormats, name) {
		return rdfio.Format{}, nil
	}
	p.set.format = ""
	if p.jsonErrors = c.Bool("json"); p.jsonErrors {
		p.set.format = "json"
	}
	return formatNamed(c.Command.Name, name)
}

// formatNamed finds the format that a flag names.
func formatNamed(command, name string) (rdfio.Format, error) {
	f, ok := rdfio.Lookup(name)
	if !ok {
		return f, usagef(command, "%s knows no format %q; it has %s", command, name, strings.Join(rdfio.Names(), ", "))
	}
	return f, nil
}

// formatOf decides the format of an input: as asked for, else by its name, else
// N-Quads, of which N-Triples are a part.
func (o readChoice) formatOf(path string) (rdfio.Format, error) {
	if o.format.Name != "" {
		return o.format, nil
	}
	if f, ok := rdfio.ByPath(path); ok {
		return f, nil
	}
	if ext := filepath.Ext(rdfio.TrimPacking(path)); ext != "" && path != "-" {
		return rdfio.Format{}, &rejectedError{&failure{code: "format", exit: exitFailed,
			message: fmt.Sprintf("%s: no format has the extension %s", path, ext),
			hint:    "name it with --format " + strings.Join(rdfio.Names(), "|")}}
	}
	return rdfio.NQuads, nil
}

// statements is an RDF input that is being read.
type statements struct {
	*input
	graph.PatchReader
	format   rdfio.Format
	contexts contextSum // of what was fetched
}

// contextSum is a digest of the contexts that a document has fetched, each with
// its IRI, in order.
type contextSum struct{ sum hash.Hash }

// String returns the digest in hexadecimal, empty if nothing was fetched.
func (c *contextSum) String() string {
	if c.sum == nil {
		return ""
	}
	return hex.EncodeToString(c.sum.Sum(nil))
}

func (c *contextSum) add(iri string, text []byte) {
	if c.sum == nil {
		c.sum = sha256.New()
	}
	fmt.Fprintf(c.sum, "%d %s %d ", len(iri), iri, len(text)) // a hash has no errors
	c.sum.Write(text)
}

// openStatements opens an RDF input.
func (p *program) openStatements(ctx context.Context, path string, o readChoice) (*statements, error) {
	format, err := o.formatOf(path)
	if err != nil {
		return nil, err
	}
	in, err := p.openInput(ctx, path)
	if err != nil {
		return nil, inputError(err)
	}
	s := &statements{input: in, format: format}
	var text io.Reader = in
	if o.tee != nil {
		text = io.TeeReader(in, o.tee)
	}
	opts := rdfio.ReaderOptions{Name: in.name, Base: o.base, Graph: o.graph}
	if o.contexts != nil {
		opts.Loader = func(iri string) ([]byte, string, error) {
			text, found, err := o.contexts.Load(ctx, iri)
			if err == nil {
				s.contexts.add(found, text)
			}
			return text, found, err
		}
	}
	if o.reject != nil {
		s.PatchReader, err = rdfio.NewLenientReader(format, text, opts, o.reject)
	} else {
		s.PatchReader, err = rdfio.NewReader(format, text, opts)
	}
	if err != nil {
		joinClose(&err, in)
		return nil, err
	}
	return s, nil
}
