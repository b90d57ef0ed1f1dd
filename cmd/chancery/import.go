package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/store"
)

// loader names the version of the loading rules in events and idempotency keys.
const loader = "rdf-load/1"

func (p *program) importCommand() *cli.Command {
	return &cli.Command{
		Name: "import", Category: "IN", ArgsUsage: "FILE…|-",
		Usage: "load RDF of any format (see 'chancery help formats'), also packed",
		Description: "Each file is one event, stored whole or not at all: an error stores nothing of\n" +
			"its file and is reported as file:line:column. A file whose bytes were loaded\n" +
			"before with the same options is not stored again. Blank nodes are those of\n" +
			"their file, but in an RDF Patch, where they are those of the store.\n\n" +
			"With --lenient bad lines of N-Quads and N-Triples are left out and go to a file\n" +
			"of rejects, each under a comment with its place; the exit status is then 3.\n" +
			"Corrected, that file can be imported as it is.",
		Flags: append(append(append(readFlags(), lenientFlags()...), mappingFlags()...),
			&cli.StringFlag{Name: "graph", Usage: "put statements without a graph name into the graph `IRI`"},
			matchFlag(), dryRunFlag(),
			&cli.StringFlag{Name: "message", Usage: "`TEXT` for people, kept in the log (the file's name)"},
		),
		Action: p.importFiles,
	}
}

// loadOptions say how RDF files are loaded.
type loadOptions struct {
	readChoice
	lenient bool
	rejects string // file for bad lines; empty: named after the input
	dryRun  bool
	note    string
}

func (p *program) importFiles(c *cli.Context) error {
	if readsTables(c) {
		return p.importTables(c)
	}
	inputs, err := p.inputArgs(c)
	if err != nil {
		return err
	}
	opts, err := p.loadOptions(c, len(inputs))
	if err != nil {
		return err
	}
	return p.withMatching(c, func(s *store.Store) error {
		return p.eachInput(c.Context, "import", inputs, func(path string) (writeView, error) {
			w, err := p.importOne(c.Context, s, path, opts)
			if err != nil && cancelled(c.Context) == nil {
				err = p.showPlace(c.Context, path, err)
			}
			return w, err
		})
	})
}

func (p *program) loadOptions(c *cli.Context, inputs int) (loadOptions, error) {
	opts := loadOptions{dryRun: c.Bool("dry-run"), note: c.String("message"), lenient: c.Bool("lenient"), rejects: c.String("rejects")}
	var err error
	if opts.readChoice, err = readOptions(c); err != nil {
		return opts, err
	}
	if opts.format, err = p.inputFormat(c); err != nil {
		return opts, err
	}
	if c.IsSet("graph") {
		if opts.graph, err = termText(c.String("graph"), graph.G); err != nil {
			return opts, usagef("import", "--graph: %s", err)
		}
	}
	if opts.rejects != "" && (!opts.lenient || inputs > 1) {
		return opts, usagef("import", "--rejects names the rejects of one file with --lenient")
	}
	return opts, nil
}

// importOne loads one file as one event.
func (p *program) importOne(ctx context.Context, s *store.Store, path string, o loadOptions) (w writeView, err error) {
	bad := p.newRejects(path, o.rejects)
	defer bad.abandon()
	how := o.readChoice
	sum := sha256.New()
	how.tee = sum
	if o.lenient {
		how.reject = bad.add
	}
	in, err := p.openStatements(ctx, path, how)
	if err != nil {
		return w, inputError(err)
	}
	defer joinClose(&err, in)
	bad.dry = o.dryRun
	m := p.meter("import "+filepath.Base(in.name), in.size, "bytes", "statements")
	defer m.end()
	patch := &countedPatch{PatchReader: in.PatchReader, progress: func(n int) { m.add(0, int64(n)); m.set(in.count.n.Load()) }}
	if o.dryRun {
		w, err = p.dryImport(ctx, in, patch)
	} else {
		w, err = p.appendFile(ctx, s, in, patch, sum, o)
	}
	if err != nil {
		return w, inputError(err)
	}
	w.RejectedLines = bad.lines
	if !o.dryRun && bad.lines > 0 {
		w.Rejects, err = bad.path, bad.commit()
	}
	return w, err
}

// dryImport reads a file and stores nothing.
func (p *program) dryImport(ctx context.Context, in *statements, patch *countedPatch) (writeView, error) {
	if err := patch.drain(ctx); err != nil {
		return writeView{}, err
	}
	if patch.changes() == 0 {
		return writeView{}, fmt.Errorf("%s %w", in.name, errNoStatements)
	}
	return writeView{Input: in.name, Status: statusDryRun, Added: patch.adds, Removed: patch.deletes}, nil
}

// appendFile stores what patch reads as one event.
func (p *program) appendFile(ctx context.Context, s *store.Store, in *statements, patch *countedPatch, sum hash.Hash, o loadOptions) (writeView, error) {
	note, kind := o.note, graph.KindLoad
	if note == "" {
		note = filepath.Base(in.name)
	}
	if in.format.Deletes {
		kind = graph.KindUpdate
	}
	receipt, err := s.Append(ctx, store.Event{
		Header: graph.Header{Kind: kind, Agent: p.agent(), Extractor: loader, Message: note,
			Source: strings.Trim(string(o.graph), "<>")},
		Patch: patch, Scoped: !in.format.Deletes,
		Seal: func(h *graph.Header) error {
			if patch.changes() == 0 {
				return fmt.Errorf("%s %w", in.name, errNoStatements)
			}
			return sealLoad(h, in, sum, o.readChoice)
		},
	})
	if err != nil {
		return writeView{}, err
	}
	return viewReceipt(in.name, receipt), nil
}

// sealLoad fills in the digest of the bytes and the idempotency key, which are
// known when the file was read to its end. The key covers what changes the
// statements: the bytes, the format, the graph, the base and the contexts that
// were fetched. Changing its form makes files load again that stores have
// already.
func sealLoad(h *graph.Header, in *statements, sum hash.Hash, o readChoice) error {
	// The reader may stop at the end of the statements; the digest is of all bytes.
	if _, err := io.Copy(sum, in.Reader); err != nil {
		return err
	}
	copy(h.Document[:], sum.Sum(nil))
	h.Commit = fmt.Sprintf("%s sha256:%s format:%s graph:%s", loader, h.Document, in.format.Name, o.graph)
	if o.base != "" && !in.format.Lines {
		h.Commit += " base:" + o.base
	}
	if contexts := in.contexts.String(); contexts != "" {
		h.Commit += " contexts:sha256:" + contexts
	}
	return nil
}

// countedPatch counts what it hands on.
type countedPatch struct {
	graph.PatchReader
	adds, deletes uint64
	progress      func(changes int)
}

func (c *countedPatch) changes() uint64 { return c.adds + c.deletes }

// ReadPatch implements graph.PatchReader.
func (c *countedPatch) ReadPatch(b *graph.PatchBatch) error {
	err := c.PatchReader.ReadPatch(b)
	if err != nil {
		return err
	}
	for i := range b.Changes {
		if b.Changes[i].Op == graph.Delete {
			c.deletes++
		} else {
			c.adds++
		}
	}
	c.progress(len(b.Changes))
	return nil
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
