package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/ingest/mapping"
	"github.com/chancery-graph/chancery/query/ftm"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/store"
)

// mapper names the version of the mapping rules in events and idempotency keys.
const mapper = "table-map/1"

// ftmMapping is the name of the mapping of FollowTheMoney entities.
const ftmMapping = "ftm"

// mappingFlags say how import reads tables.
func mappingFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "mapping", Usage: "read tables or entities by a mapping: a YAML `FILE`, or " + strings.Join(append(mapping.Ready(), ftmMapping), ", ")},
		&cli.StringFlag{Name: "subject", Usage: "without --mapping: `COLUMN` of who was in touch"},
		&cli.StringFlag{Name: "object", Usage: "`COLUMN` of with whom"},
		&cli.StringFlag{Name: "relation", Usage: "`COLUMN` of in which way: meeting, call, visit, talks, or what it was about"},
		&cli.StringFlag{Name: "date", Usage: "`COLUMN` of the day"},
		&cli.StringFlag{Name: "date-layout", Usage: "how days are written, as `2006-01-02` would be: 02.01.2006, 1/2/2006"},
		&cli.StringFlag{Name: "place", Usage: "`COLUMN` of where"},
		&cli.StringFlag{Name: "delimiter", Usage: "what separates columns: one `CHARACTER`, or tab (a comma; a tab in .tsv)"},
	}
}

// readsTables tells whether import is asked to read tables.
func readsTables(c *cli.Context) bool {
	for _, name := range []string{"mapping", "subject", "object", "relation", "date", "date-layout", "place", "delimiter"} {
		if c.IsSet(name) {
			return true
		}
	}
	return false
}

// tableChoice is a mapping with the text that identifies it.
type tableChoice struct {
	mapping *mapping.Mapping // nil: FollowTheMoney
	digest  [sha256.Size]byte
	dryRun  bool
	note    string
}

// importTables loads tables, each as one event.
func (p *program) importTables(c *cli.Context) error {
	inputs, err := p.inputArgs(c)
	if err != nil {
		return err
	}
	for _, name := range []string{"lenient", "rejects", "graph", "base"} {
		if c.IsSet(name) {
			return usagef("import", "--%s is for RDF; a mapping says what rows state", name)
		}
	}
	how, err := p.tableMapping(c)
	if err != nil {
		return err
	}
	return p.withMatching(c, func(s *store.Store) error {
		return p.eachInput(c.Context, "import", inputs, func(path string) (writeView, error) {
			w, err := p.importTable(c.Context, s, path, how)
			if err != nil && cancelled(c.Context) == nil {
				err = p.tableError(c.Context, path, err)
			}
			return w, err
		})
	})
}

// tableMapping reads the mapping that the flags name.
func (p *program) tableMapping(c *cli.Context) (t tableChoice, err error) {
	t.dryRun, t.note = c.Bool("dry-run"), c.String("message")
	name := c.String("mapping")
	for _, flag := range []string{"subject", "object", "relation", "date", "date-layout", "place", "delimiter"} {
		if name != "" && c.IsSet(flag) {
			return t, usagef("import", "--%s does not go with --mapping, which says it itself", flag)
		}
	}
	if name == ftmMapping {
		t.digest = sha256.Sum256([]byte(ftmMapping))
		return t, nil
	}
	if name == "" {
		plain := mapping.Plain{Subject: c.String("subject"), Object: c.String("object"), Relation: c.String("relation"),
			Date: c.String("date"), Layout: c.String("date-layout"), Place: c.String("place"), Delimiter: c.String("delimiter")}
		t.digest = sha256.Sum256(fmt.Appendf(nil, "%q", plain))
		if t.mapping, err = mapping.ForColumns(plain); err != nil {
			return t, usagef("import", "%s", strings.TrimPrefix(err.Error(), "mapping: "))
		}
		return t, nil
	}
	text, ready := mapping.Named(name)
	if !ready {
		b, err := p.readFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return t, usagef("import", "--mapping %s is neither a file nor one of %s", name, strings.Join(append(mapping.Ready(), ftmMapping), ", "))
		}
		if err != nil {
			return t, err
		}
		text = string(b)
	}
	t.digest = sha256.Sum256([]byte(text))
	if t.mapping, err = mapping.Parse(strings.NewReader(text)); err != nil {
		return t, usagef("import", "--mapping %s: %s", name, strings.TrimPrefix(err.Error(), "mapping: "))
	}
	return t, nil
}

// importTable loads one table as one event.
func (p *program) importTable(ctx context.Context, s *store.Store, path string, how tableChoice) (w writeView, err error) {
	in, err := p.openInput(ctx, path)
	if err != nil {
		return w, inputError(err)
	}
	defer joinClose(&err, in)
	sum := sha256.New()
	text := io.TeeReader(in, sum)
	var rows graph.PatchReader
	if how.mapping == nil {
		rows, err = mapping.NewFTM(text, in.name)
	} else {
		rows, err = mapping.NewTable(text, how.mapping, in.name)
	}
	if err != nil {
		return w, err
	}
	m := p.meter("import "+filepath.Base(in.name), in.size, "bytes", "statements")
	defer m.end()
	patch := &countedPatch{PatchReader: rows, progress: func(n int) { m.add(0, int64(n)); m.set(in.count.n.Load()) }}
	if how.dryRun {
		if err := patch.drain(ctx); err != nil {
			return w, err
		}
		return writeView{Input: in.name, Status: statusDryRun, Added: patch.adds}, nil
	}
	note := how.note
	if note == "" {
		note = filepath.Base(in.name)
	}
	receipt, err := s.Append(ctx, store.Event{
		Header: graph.Header{Kind: graph.KindLoad, Agent: p.agent(), Extractor: mapper, Message: note},
		Patch:  patch,
		Seal: func(h *graph.Header) error {
			if patch.changes() == 0 {
				return fmt.Errorf("%s %w: no row fits the mapping", in.name, errNoStatements)
			}
			copy(h.Document[:], sum.Sum(nil))
			h.Commit = fmt.Sprintf("%s sha256:%s mapping:%x name:%s", mapper, h.Document, how.digest, filepath.Base(in.name))
			return nil
		},
	})
	if err != nil {
		return w, err
	}
	return viewReceipt(in.name, receipt), nil
}

// tableError marks the errors of a table as those of an input, with the line at
// fault.
func (p *program) tableError(ctx context.Context, path string, err error) error {
	var row *mapping.RowError
	var m *mapping.Error
	if errors.As(err, &m) {
		return &rejectedError{&failure{code: "mapping", exit: exitFailed, cause: err,
			message: path + ": " + strings.TrimPrefix(m.Error(), "mapping: "), hint: "see 'chancery help import'"}}
	}
	if !errors.As(err, &row) {
		return inputError(err)
	}
	f := *classify(err)
	f.message = row.Error() // without what was being done, which says no more
	if strings.HasSuffix(f.message, "is no date") {
		f.hint = "nothing of it was stored; --date-layout tells how days are written, such as 02.01.2006"
	}
	line := ""
	if path != "-" {
		in, openErr := p.openInput(ctx, path)
		if openErr != nil {
			return &rejectedError{&f} // the error at hand says more
		}
		defer in.Close()
		for range row.Line {
			var readErr error
			if line, readErr = in.ReadString('\n'); readErr != nil && line == "" {
				return &rejectedError{&f}
			}
		}
	}
	if line != "" {
		f.detail = caretUnder(trimLineFeed(line), row.Column, 76)
	}
	return &rejectedError{&f}
}

func (p *program) mappingCommand() *cli.Command {
	return &cli.Command{
		Name: "mapping", Category: "IN", ArgsUsage: "[NAME]",
		Usage:       "the mappings for 'import --mapping', or the text of one to start from",
		Flags:       []cli.Flag{outputFlag()},
		Subcommands: []*cli.Command{p.mappingExportCommand()},
		Action: func(c *cli.Context) error {
			if err := argsBetween(c, 0, 1); err != nil {
				return err
			}
			if c.NArg() == 0 {
				return p.writeText(p.set.output, strings.Join(append(mapping.Ready(), ftmMapping), "\n")+"\n")
			}
			text, ok := mapping.Named(c.Args().First())
			if !ok {
				return usagef("mapping", "%q has no text; there are %s", c.Args().First(), strings.Join(mapping.Ready(), ", "))
			}
			return p.writeText(p.set.output, text)
		},
	}
}

func (p *program) mappingExportCommand() *cli.Command {
	return &cli.Command{
		Name: "export", ArgsUsage: ftmMapping,
		Usage: "actors and contacts as FollowTheMoney entities, one JSON object a line, by ID",
		Flags: []cli.Flag{sameAsFlag(), asOfFlag(), outputFlag()},
		Action: func(c *cli.Context) error {
			if err := argsBetween(c, 1, 1); err != nil {
				return err
			}
			if c.Args().First() != ftmMapping {
				return usagef("mapping export", "%q cannot be written; %s can", c.Args().First(), ftmMapping)
			}
			return p.withPeople(c, func(_ *store.Snapshot, r *relation.Reader) error {
				out, err := p.openOutput(p.set.output)
				if err != nil {
					return err
				}
				defer out.abandon()
				n, err := ftm.Write(c.Context, out, r)
				if err != nil {
					return err
				}
				if err := out.commit(); err != nil {
					return err
				}
				p.note("%s written", plural(int64(n), "record"))
				return nil
			})
		},
	}
}
