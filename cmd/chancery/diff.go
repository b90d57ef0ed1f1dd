package main

import (
	"io"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/codec/rdfpatch"
	"github.com/chancery-graph/chancery/store"
)

func (p *program) diffCommand() *cli.Command {
	return &cli.Command{
		Name: "diff", Category: "TIME", ArgsUsage: "A B",
		Usage: "statements added and removed between two points of the log, as RDF Patch",
		Description: "A and B are event numbers or times. The patch turns the graph as of A into the\n" +
			"graph as of B; its lines are in a fixed order.",
		Flags:  []cli.Flag{outputFlag()},
		Action: p.diff,
	}
}

func (p *program) diff(c *cli.Context) error {
	if err := argsBetween(c, 2, 2); err != nil {
		return err
	}
	switch p.set.syntax {
	case "", "rdfpatch", "rdfp", "json":
	default:
		return usagef("diff", "diff has no format %q; it has rdfpatch and json", p.set.syntax)
	}
	return p.withStore(func(s *store.Store) (err error) {
		from, err := parsePoint(c.Context, c.Args().Get(0), s)
		if err != nil {
			return err
		}
		to, err := parsePoint(c.Context, c.Args().Get(1), s)
		if err != nil {
			return err
		}
		snap, err := s.AsOf(c.Context, to)
		if err != nil {
			return err
		}
		defer joinClose(&err, snap)
		patch, err := snap.Diff(c.Context, from)
		if err != nil {
			return err
		}
		out, err := p.openOutput(p.set.output)
		if err != nil {
			return err
		}
		defer out.abandon()
		if p.jsonErrors {
			err = writePatchJSON(out, from, to, patch)
		} else {
			err = writePatch(out, patch)
		}
		if err != nil {
			return err
		}
		return out.commit()
	})
}

// writePatch writes a patch as RDF Patch lines.
func writePatch(out io.Writer, patch graph.PatchReader) error {
	var text []byte
	return eachBatch(patch, func(b *graph.PatchBatch) error {
		text = text[:0]
		for i := range b.Changes {
			text = rdfpatch.AppendChange(text, b.Changes[i])
		}
		_, err := out.Write(text)
		return err
	})
}

// eachBatch hands the batches of a patch to fn.
func eachBatch(patch graph.PatchReader, fn func(*graph.PatchBatch) error) error {
	var b graph.PatchBatch
	for {
		switch err := patch.ReadPatch(&b); err {
		case nil:
			if err := fn(&b); err != nil {
				return err
			}
		case io.EOF:
			return nil
		default:
			return err
		}
	}
}

// writePatchJSON writes a patch as one object with an array of its lines.
func writePatchJSON(out io.Writer, from, to graph.Seq, patch graph.PatchReader) error {
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(writePatch(writer, patch)) }()
	defer reader.Close()
	view := struct {
		From graph.Seq `json:"from"`
		To   graph.Seq `json:"to"`
	}{from, to}
	if err := writeOpenDocument(out, "diff", view); err != nil {
		return err
	}
	if err := writeLinesJSON(out, reader); err != nil {
		return err
	}
	_, err := io.WriteString(out, "}\n")
	return err
}
