package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfio"
	"github.com/chancery-graph/chancery/graph/vocab"
)

func (p *program) convertCommand() *cli.Command {
	return &cli.Command{
		Name: "convert", Category: "OUT", ArgsUsage: "IN [OUT]",
		Usage: "rewrite RDF in another format, without a store",
		Description: "Streams: memory does not grow with the input, but that JSON-LD is read whole and\n" +
			"--pretty holds all statements.\n" +
			"IN and OUT may be - for stdin and stdout. --format names the format of OUT,\n" +
			"--from that of IN; else the extensions tell. OUT appears whole or not at all.\n\n" +
			"N-Triples, Turtle and RDF/XML have no graph names: choose a graph with --graph,\n" +
			"or write the statements of all with --merge-graphs. Prefixes are those that IN\n" +
			"has declared where it begins, else the common ones.\n\n" +
			"With --lenient bad lines of N-Quads and N-Triples are left out and go to a file\n" +
			"of rejects, each under a comment with its place; the exit status is then 3.",
		Flags: append(append(readFlags(), lenientFlags()...),
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of IN"},
			&cli.StringFlag{Name: "graph", Usage: "only the statements of the graph `IRI`; 'default' is the default graph"},
			&cli.BoolFlag{Name: "merge-graphs", Usage: "drop graph names where OUT has none"},
			prettyFlag(), outputFlag(),
		),
		Action: p.convert,
	}
}

func prettyFlag() cli.Flag {
	return &cli.BoolFlag{Name: "pretty", Usage: "Turtle, TriG and JSON-LD sorted and nested, for people; all statements are held in memory"}
}

// conversion is what convert was asked for.
type conversion struct {
	readChoice
	in, out  string
	target   rdfio.Format
	selected []byte // canonical text of a graph name; nil: all, empty: the default graph
	merge    bool
	pretty   bool
	lenient  bool
	rejects  string // file for bad lines; empty: named after the input
}

func (p *program) convert(c *cli.Context) error {
	o, err := p.conversion(c)
	if err != nil {
		return err
	}
	err = p.convertFile(c.Context, o)
	if err != nil && cancelled(c.Context) == nil && !quietPipe(err) {
		err = withHint(p.showPlace(c.Context, o.in, err), "nothing of this input was taken", "nothing was written")
	}
	return err
}

// conversion reads the arguments and flags.
func (p *program) conversion(c *cli.Context) (o conversion, err error) {
	if o.readChoice, err = readOptions(c); err != nil {
		return o, err
	}
	if err := argsBetween(c, 0, 2); err != nil {
		return o, err
	}
	o.in, o.out = orElse(c.Args().Get(0), "-"), orElse(orElse(c.Args().Get(1), p.set.output), "-")
	if c.NArg() == 0 && isTerminal(p.stdin) {
		return o, argsBetween(c, 1, 2)
	}
	if c.NArg() == 2 && c.IsSet("output") {
		return o, usagef("convert", "the output is named twice: %s and --output %s", c.Args().Get(1), p.set.output)
	}
	if c.IsSet("from") {
		if o.format, err = formatNamed("convert", c.String("from")); err != nil {
			return o, err
		}
	}
	if o.target, err = p.targetFormat("convert", o.out, rdfio.Format{}); err != nil {
		return o, err
	}
	o.merge, o.pretty = c.Bool("merge-graphs"), c.Bool("pretty")
	o.lenient, o.rejects = c.Bool("lenient"), c.String("rejects")
	if o.rejects != "" && !o.lenient {
		return o, usagef("convert", "--rejects is for --lenient")
	}
	o.selected, err = selectedGraph(c)
	return o, err
}

// targetFormat decides the format of an output: as asked for, else by its name,
// else fallback, which may be none.
func (p *program) targetFormat(command, path string, fallback rdfio.Format) (rdfio.Format, error) {
	if p.set.syntax != "" {
		return formatNamed(command, p.set.syntax)
	}
	if f, ok := rdfio.ByPath(path); ok {
		return f, nil
	}
	if fallback.Name == "" {
		return fallback, usagef(command, "the format of the output is not known; name it with --format %s", strings.Join(rdfio.Names(), "|"))
	}
	return fallback, nil
}

// selectedGraph reads --graph of a command that takes one graph out of many.
func selectedGraph(c *cli.Context) ([]byte, error) {
	switch name := c.String("graph"); {
	case !c.IsSet("graph"):
		return nil, nil
	case name == "default":
		return []byte{}, nil
	default:
		text, err := termText(name, graph.G)
		if err != nil {
			return nil, usagef(c.Command.Name, "--graph: %s", err)
		}
		return text, nil
	}
}

// convertFile does the work of convert.
func (p *program) convertFile(ctx context.Context, o conversion) (err error) {
	bad := p.newRejects(o.in, o.rejects)
	defer bad.abandon()
	if o.lenient {
		o.reject = bad.add
	}
	in, err := p.openStatements(ctx, o.in, o.readChoice)
	if err != nil {
		return err
	}
	defer joinClose(&err, in)
	var source graph.PatchReader = in.PatchReader
	if o.selected != nil {
		source = rdfio.Select(source, o.selected, !o.target.Graphs)
	}
	out, err := p.openOutput(o.out)
	if err != nil {
		return err
	}
	defer out.abandon()
	m := p.meter("convert "+filepath.Base(in.name), in.size, "bytes", "statements")
	defer m.end()
	written, err := convertAll(ctx, source, func(prefixes []vocab.Prefix) (rdfio.Writer, error) {
		return rdfio.NewWriter(o.target, out, rdfio.WriterOptions{Prefixes: prefixes, Pretty: o.pretty, MergeGraphs: o.merge})
	}, func(n int) { m.add(0, int64(n)); m.set(in.count.n.Load()) })
	if err != nil {
		return inputError(err)
	}
	if err := bad.commit(); err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	m.end()
	if p.set.verbose {
		p.note("%s", plural(int64(written), "statement"))
	}
	return bad.failure()
}

// convertAll copies statements. The writer is opened when the first batch was
// read, since prefixes are known then, and before reading goes on beside it.
func convertAll(ctx context.Context, source graph.PatchReader, open func([]vocab.Prefix) (rdfio.Writer, error), progress func(int)) (uint64, error) {
	var first graph.PatchBatch
	readErr := source.ReadPatch(&first)
	if readErr != nil && readErr != io.EOF {
		return 0, readErr
	}
	w, err := open(prefixesFor(source))
	if err != nil {
		return 0, err
	}
	var written uint64
	write := func(b *graph.PatchBatch) error {
		written += uint64(len(b.Changes))
		progress(len(b.Changes))
		return w.WritePatch(b)
	}
	if readErr == nil {
		if err := write(&first); err != nil {
			return 0, err
		}
		if err := rdfio.Copy(ctx, source, write); err != nil {
			return 0, err
		}
	}
	return written, w.Close()
}

// prefixesFor returns the prefixes that an input has declared, and the common
// ones where it has none.
func prefixesFor(r graph.PatchReader) []vocab.Prefix {
	if declared := rdfio.Prefixes(r); len(declared) > 0 {
		return declared
	}
	return vocab.Prefixes()
}

// withHint replaces a hint in an error for people.
func withHint(err error, old, hint string) error {
	f := *classify(err)
	if strings.HasPrefix(f.hint, old) {
		f.hint = hint + strings.TrimPrefix(f.hint, old)
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	return &f
}
