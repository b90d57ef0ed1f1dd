package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/vocab"
	"github.com/chancery-graph/chancery/query/dump"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) exportCommand() *cli.Command {
	return &cli.Command{
		Name: "export", Category: "OUT", ArgsUsage: " ",
		Usage: "write the statements as RDF, or the contacts as a network",
		Description: "Statements are sorted and written once: the same statements give the same\n" +
			"bytes. Formats: nq (the default), nt, ttl, trig, rdf, jsonld, rdfp. Of these nt,\n" +
			"ttl and rdf have no graph names and so no sources: the statements of all graphs\n" +
			"become those of one. Memory is bounded, but for --pretty.\n\n" +
			"--canonical writes RDFC-1.0, in which blank nodes have canonical labels too, and\n" +
			"prints the digest of what it wrote on stderr: stores with the same facts give\n" +
			"the same bytes.\n\n" +
			"--contacts writes who met whom: actors as nodes; an edge for each two who take\n" +
			"part in a contact, with its kind, days, place, status, source and IRI. Formats:\n" +
			strings.Join(networkNames(), ", ") + "; csv is the edges, and with --nodes the nodes. Without\n" +
			"--contacts these formats have the statements themselves as edges.",
		Flags: []cli.Flag{
			outputFlag(), asOfFlag(), firstFlag(), prettyFlag(),
			&cli.StringFlag{Name: "graph", Usage: "only the statements of the graph `IRI`; 'default' is the default graph"},
			&cli.StringFlag{Name: "entity", Usage: "only the statements about `ENTITY`, and what the nodes in them are called"},
			&cli.BoolFlag{Name: "canonical", Usage: "RDFC-1.0 canonical N-Quads"},
			&cli.StringFlag{Name: "hash", Usage: "`ALGORITHM` of --canonical: sha256 or sha384", Value: "sha256"},
			&cli.BoolFlag{Name: "contacts", Usage: "the network of contacts"},
			&cli.BoolFlag{Name: "nodes", Usage: "of a network in csv the nodes"},
		},
		Action: p.export,
	}
}

// exportChoice is what export was asked for.
type exportChoice struct {
	format    rdfio.Format // the zero Format for a network
	network   networkFormat
	canonical bool
	pretty    bool
	tempDir   string
}

func (p *program) export(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	o, err := p.exportChoice(c)
	if err != nil {
		return err
	}
	return p.withSnapshot(c, func(s *store.Store, snap *store.Snapshot) error {
		part, total, err := p.exportPart(c, s, snap)
		if err != nil {
			return err
		}
		out, err := p.openOutput(p.set.output)
		if err != nil {
			return err
		}
		defer out.abandon()
		m := p.meter("export", int64(total), "statements", "")
		defer m.end()
		part.opts.TempDir = o.tempDir
		part.opts.Progress = func(n int) { m.add(int64(n), 0) }
		finish, err := p.writeExport(c, s, snap, out, part, o)
		if err != nil {
			return err
		}
		if err := out.commit(); err != nil {
			return err
		}
		m.end()
		finish()
		return nil
	})
}

// writeExport writes what was asked for, and returns what there is to say when
// it stands.
func (p *program) writeExport(c *cli.Context, s *store.Store, snap *store.Snapshot, out io.Writer, part exportPart, o exportChoice) (func(), error) {
	switch {
	case o.canonical:
		return p.exportCanonical(c, out, part)
	case o.network != "":
		return func() {}, p.exportNetwork(c, s, snap, out, part, o.network)
	}
	n, err := exportRDF(c.Context, out, part, o)
	return func() {
		if p.set.verbose {
			p.note("%s as of event %d", plural(int64(n), "statement"), snap.Seq())
		}
	}, err
}

// exportChoice reads the flags.
func (p *program) exportChoice(c *cli.Context) (o exportChoice, err error) {
	o.canonical, o.pretty = c.Bool("canonical"), c.Bool("pretty")
	name := p.set.syntax
	if name == "" && p.jsonErrors {
		name = "json"
	}
	if name == "" {
		if o.network = networkByPath(p.set.output); o.network == "" && c.Bool("contacts") {
			return o, usagef("export", "a network has no default format; name it with --format %s", strings.Join(networkNames(), "|"))
		}
	} else {
		o.network = networkNamed(name)
	}
	if o.network == "" {
		if name != "" {
			if _, ok := rdfio.Lookup(name); !ok {
				return o, usagef("export", "export has no format %q; it has %s", name,
					strings.Join(append(rdfio.Names(), networkNames()...), ", "))
			}
		}
		if o.format, err = p.targetFormat("export", p.set.output, rdfio.NQuads); err != nil {
			return o, err
		}
	}
	if dir := filepath.Dir(p.set.output); p.set.output != "" && p.set.output != "-" && p.host == nil {
		// Beside the dump there is room for it, or there is none for the dump.
		o.tempDir = dir
	}
	return o, o.check(c)
}

// check refuses flags that do not go together.
func (o exportChoice) check(c *cli.Context) error {
	switch {
	case c.Bool("contacts") && o.network == "":
		return usagef("export", "--contacts is a network, and %s is none; it has %s", o.format.Title, strings.Join(networkNames(), ", "))
	case c.Bool("contacts") && c.IsSet("graph"):
		return usagef("export", "--contacts and --graph do not go together: a contact can be told by several sources")
	case o.canonical && !o.format.Equal(rdfio.NQuads):
		return usagef("export", "--canonical is N-Quads and nothing else")
	case c.IsSet("hash") && !o.canonical:
		return usagef("export", "--hash is for --canonical")
	case o.pretty && !o.format.Pretty:
		return usagef("export", "--pretty is for ttl, trig and jsonld")
	case c.Bool("nodes") && o.network != networkCSV:
		return usagef("export", "--nodes is for networks in csv, where nodes and edges are two files")
	}
	return nil
}

// exportPart is the part of a snapshot that is written.
type exportPart struct {
	snapshot dump.Snapshot
	opts     dump.Options
	entity   graph.ID // graph.None: all
}

// exportPart finds what --graph and --entity select, and counts it.
func (p *program) exportPart(c *cli.Context, s *store.Store, snap *store.Snapshot) (part exportPart, total uint64, err error) {
	part.snapshot = snap
	if c.IsSet("graph") {
		id, known, err := lookupGraph(c, snap)
		if err != nil {
			return part, 0, err
		}
		if !known {
			return part, 0, &failure{code: "not_found", exit: exitFailed,
				message: fmt.Sprintf("no statement is in a graph %s", c.String("graph")),
				hint:    "see 'chancery stats sources'"}
		}
		part.opts.Graph = id
	}
	if c.IsSet("entity") {
		reader, err := newReader(c.Context, s, snap)
		if err != nil {
			return part, 0, err
		}
		ids, err := resolveNames(c.Context, reader, c, []string{c.String("entity")})
		if err != nil {
			return part, 0, err
		}
		part.entity = ids[0]
		if c.Bool("contacts") {
			return part, 0, nil
		}
		labels, err := labelPredicates(c.Context, snap)
		if err != nil {
			return part, 0, err
		}
		around, err := dump.Around(c.Context, snap, part.entity, labels)
		if err != nil {
			return part, 0, err
		}
		part.snapshot = around
		return part, uint64(around.Len()), nil
	}
	total, err = snap.Count(c.Context, graph.Pattern{G: part.opts.Graph})
	return part, total, err
}

// labelPredicates are the properties by which nodes are called, as far as the
// snapshot has them.
func labelPredicates(ctx context.Context, g relation.Graph) ([]graph.ID, error) {
	var ids []graph.ID
	for _, iri := range []string{vocab.SchemaName, vocab.FOAFName, vocab.RDFSLabel, vocab.SKOSPrefLabel} {
		id, known, err := g.Lookup(ctx, []byte("<"+iri+">"))
		if err != nil {
			return nil, err
		}
		if known {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// exportRDF writes statements in any RDF format.
func exportRDF(ctx context.Context, out io.Writer, part exportPart, o exportChoice) (uint64, error) {
	part.opts.Triples, part.opts.TypesFirst = !o.format.Graphs, !o.format.Lines
	if o.format.Equal(rdfio.NQuads) || o.format.Equal(rdfio.NTriples) {
		return dump.Write(ctx, out, part.snapshot, part.opts)
	}
	var w rdfio.Writer
	begin := func(used []vocab.Prefix) (err error) {
		w, err = rdfio.NewWriter(o.format, out, rdfio.WriterOptions{Prefixes: used, Pretty: o.pretty})
		return err
	}
	n, err := dump.Statements(ctx, part.snapshot, part.opts, vocab.Prefixes(), begin,
		func(b *graph.PatchBatch) error { return w.WritePatch(b) })
	if err != nil {
		return n, err
	}
	return n, w.Close()
}

// lookupGraph finds the graph that --graph names: an IRI, with or without angle
// brackets, a blank node, or the short form of one of chancery's own.
func lookupGraph(c *cli.Context, snap *store.Snapshot) (graph.ID, bool, error) {
	name, err := selectedGraph(c)
	switch {
	case err != nil:
		return graph.None, false, err
	case len(name) == 0:
		return graph.DefaultGraph, true, nil
	}
	return snap.Lookup(c.Context, name)
}
