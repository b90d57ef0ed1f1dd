package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/dump"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) exportCommand() *cli.Command {
	return &cli.Command{
		Name: "export", Category: "OUT", ArgsUsage: " ",
		Usage: "write the statements as N-Quads or N-Triples, sorted",
		Description: "Lines are canonical N-Quads (nq) or N-Triples (nt, without graph names) in byte\n" +
			"order, each once: the same statements give the same bytes.",
		Flags: []cli.Flag{
			outputFlag(), asOfFlag(),
			&cli.StringFlag{Name: "graph", Usage: "only the statements of the graph `IRI`"},
		},
		Action: p.export,
	}
}

func (p *program) export(c *cli.Context) error {
	if err := argsBetween(c, 0, 0); err != nil {
		return err
	}
	triples, err := p.exportTriples()
	if err != nil {
		return err
	}
	return p.withSnapshot(c, func(_ *store.Store, snap *store.Snapshot) error {
		opts := dump.Options{Triples: triples}
		if c.IsSet("graph") {
			id, known, err := lookupGraph(c, snap)
			if err != nil {
				return err
			}
			if !known {
				return &failure{code: "not_found", exit: exitFailed,
					message: fmt.Sprintf("no statement is in a graph %s", c.String("graph")),
					hint:    "see 'chancery stats sources'"}
			}
			opts.Graph = id
		}
		total, err := snap.Count(c.Context, graph.Pattern{G: opts.Graph})
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
		opts.Progress = func(n int) { m.add(int64(n), 0) }
		if p.set.output != "" && p.set.output != "-" {
			// Beside the dump there is room for it, or there is none for the dump.
			opts.TempDir = filepath.Dir(p.set.output)
		}
		lines, err := dump.Write(c.Context, out, snap, opts)
		if err != nil {
			return err
		}
		if err := out.commit(); err != nil {
			return err
		}
		m.end()
		if p.set.verbose {
			p.note("%s as of event %d", plural(int64(lines), "statement"), snap.Seq())
		}
		return nil
	})
}

// exportTriples decides between N-Quads and N-Triples: asked for, else by the
// name of the output, else N-Quads.
func (p *program) exportTriples() (bool, error) {
	format := p.set.syntax
	if p.jsonErrors && format == "" {
		format = "json"
	}
	if format == "" {
		switch strings.ToLower(filepath.Ext(trimCompression(p.set.output))) {
		case ".nt":
			format = "nt"
		default:
			format = "nq"
		}
	}
	switch format {
	case "nq", "application/n-quads":
		return false, nil
	case "nt", "application/n-triples":
		return true, nil
	}
	return false, usagef("export", "export has no format %q; it has nq and nt", format)
}

// lookupGraph finds the graph that --graph names: an IRI, with or without angle
// brackets, a blank node, or the short form of one of chancery's own.
func lookupGraph(c *cli.Context, snap *store.Snapshot) (graph.ID, bool, error) {
	name := c.String("graph")
	if name == "default" {
		return graph.DefaultGraph, true, nil
	}
	text, err := termText(name, graph.G)
	if err != nil {
		return graph.None, false, usagef("export", "--graph: %s", err)
	}
	return snap.Lookup(c.Context, text)
}
