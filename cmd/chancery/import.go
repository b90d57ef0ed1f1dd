package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/nquads"
	"github.com/chancery-graph/chancery/store"
)

// loader names the version of the loading rules in events and idempotency keys.
const loader = "rdf-load/1"

func (p *program) importCommand() *cli.Command {
	return &cli.Command{
		Name: "import", Category: "IN", ArgsUsage: "FILE…|-",
		Usage: "load RDF: N-Quads (nq), N-Triples (nt), also packed as .gz or .zst",
		Description: "Each file is one event, stored whole or not at all: a bad line stores nothing of\n" +
			"its file and is reported as file:line:column. A file whose bytes were loaded\n" +
			"before with the same options is not stored again. Blank nodes are those of\n" +
			"their file.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "graph", Usage: "put statements without a graph name into the graph `IRI`"},
			dryRunFlag(),
			&cli.StringFlag{Name: "message", Usage: "`TEXT` for people, kept in the log (the file's name)"},
		},
		Action: p.importFiles,
	}
}

// loadOptions say how RDF files are read.
type loadOptions struct {
	format string // nq, nt or empty: by extension
	graph  []byte // canonical text, or empty
	dryRun bool
	note   string
}

func (p *program) importFiles(c *cli.Context) error {
	inputs, err := p.inputArgs(c)
	if err != nil {
		return err
	}
	opts := loadOptions{dryRun: c.Bool("dry-run"), note: c.String("message")}
	if opts.format, err = p.importFormat(c); err != nil {
		return err
	}
	if c.IsSet("graph") {
		if opts.graph, err = termText(c.String("graph"), graph.G); err != nil {
			return usagef("import", "--graph: %s", err)
		}
	}
	return p.withStore(func(s *store.Store) error {
		return p.eachInput(c.Context, "import", inputs, func(path string) (writeView, error) {
			w, err := p.importOne(c.Context, s, path, opts)
			if err != nil && cancelled(c.Context) == nil {
				err = p.showPlace(c.Context, path, err)
			}
			return w, err
		})
	})
}

// importFormat reads --format, which names the format of the input here; json
// asks for the report as JSON.
func (p *program) importFormat(c *cli.Context) (string, error) {
	format := p.set.syntax
	if format == "" || format == "json" {
		return "", nil
	}
	p.set.format = ""
	if p.jsonErrors = c.Bool("json"); p.jsonErrors {
		p.set.format = "json"
	}
	switch format {
	case "nq", "application/n-quads":
		return "nq", nil
	case "nt", "application/n-triples":
		return "nt", nil
	}
	return "", usagef("import", "import reads no format %q; it reads nq and nt", format)
}

// importOne loads one file as one event.
func (p *program) importOne(ctx context.Context, s *store.Store, path string, o loadOptions) (w writeView, err error) {
	in, err := p.openInput(ctx, path)
	if err != nil {
		return w, inputError(err)
	}
	defer joinClose(&err, in)
	triples, err := isTriples(path, o.format)
	if err != nil {
		return w, err
	}
	sum := sha256.New()
	m := p.meter("import "+filepath.Base(in.name), in.size, "bytes", "statements")
	defer m.end()
	patch := &countedPatch{
		PatchReader: nquads.NewReader(io.TeeReader(in, sum), nquads.Options{Name: in.name, Triples: triples, Graph: o.graph}),
		progress:    func(adds int) { m.add(0, int64(adds)); m.set(in.count.n.Load()) },
	}
	if o.dryRun {
		if err := patch.drain(ctx); err != nil {
			return w, inputError(err)
		}
		if patch.adds == 0 {
			return w, inputError(fmt.Errorf("%s %w", in.name, errNoStatements))
		}
		return writeView{Input: in.name, Status: statusDryRun, Added: patch.adds}, nil
	}
	note := o.note
	if note == "" {
		note = filepath.Base(in.name)
	}
	receipt, err := s.Append(ctx, store.Event{
		Header: graph.Header{Kind: graph.KindLoad, Agent: p.agent(), Extractor: loader, Message: note,
			Source: strings.Trim(string(o.graph), "<>")},
		Patch: patch, Scoped: true,
		Seal: func(h *graph.Header) error {
			if patch.adds == 0 {
				return fmt.Errorf("%s %w", in.name, errNoStatements)
			}
			return sealLoad(h, in.Reader, sum, triples, o.graph)
		},
	})
	if err != nil {
		return w, inputError(err)
	}
	return viewReceipt(in.name, receipt), nil
}

// sealLoad fills in the digest of the bytes and the idempotency key, which are
// known when the file was read to its end. The key covers what changes the
// statements: the bytes, the syntax and the graph.
func sealLoad(h *graph.Header, rest *bufio.Reader, sum hash.Hash, triples bool, graphName []byte) error {
	// The reader may stop at the end of the statements; the digest is of all bytes.
	if _, err := io.Copy(sum, rest); err != nil {
		return err
	}
	copy(h.Document[:], sum.Sum(nil))
	format := "nq"
	if triples {
		format = "nt"
	}
	h.Commit = fmt.Sprintf("%s sha256:%s format:%s graph:%s", loader, h.Document, format, graphName)
	return nil
}

// isTriples decides the syntax of an input: asked for, else by extension, else
// N-Quads, of which N-Triples are a part.
func isTriples(path, format string) (bool, error) {
	if format != "" {
		return format == "nt", nil
	}
	switch ext := strings.ToLower(filepath.Ext(trimCompression(path))); ext {
	case ".nt":
		return true, nil
	case ".ttl", ".trig", ".rdf", ".xml", ".jsonld", ".json":
		return false, &failure{code: "format", exit: exitFailed,
			message: fmt.Sprintf("%s: import reads no %s files yet", path, ext),
			hint:    "convert it to N-Quads, or name its format with --format"}
	}
	return false, nil
}

// countedPatch counts what it hands on.
type countedPatch struct {
	graph.PatchReader
	adds     uint64
	progress func(adds int)
}

// ReadPatch implements graph.PatchReader.
func (c *countedPatch) ReadPatch(b *graph.PatchBatch) error {
	err := c.PatchReader.ReadPatch(b)
	if err == nil {
		c.adds += uint64(len(b.Changes))
		c.progress(len(b.Changes))
	}
	return err
}

// drain reads the patch to its end for the sake of its errors and counts.
func (c *countedPatch) drain(ctx context.Context) error {
	var b graph.PatchBatch
	for {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		switch err := c.ReadPatch(&b); err {
		case nil:
		case io.EOF:
			return nil
		default:
			return err
		}
	}
}
