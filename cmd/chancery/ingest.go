package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/ingest"
	"github.com/chancery-graph/chancery/ingest/extract"
	"github.com/chancery-graph/chancery/store"
)

// longestDispatch bounds what is read into memory as one dispatch, in bytes.
const longestDispatch = 64 << 20

func (p *program) ingestCommand() *cli.Command {
	return &cli.Command{
		Name: "ingest", Category: "IN", ArgsUsage: "FILE…|DIR|-",
		Usage: "read dispatches: who met whom, with the sentence that says so",
		Description: "A dispatch is UTF-8 text with its title in the first line. Each is one event.\n" +
			"The same bytes read by the same extractor are not stored twice. Of a directory\n" +
			"every .txt file is read, in the order of the names.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "published", Usage: "`DAY` of publication, 2026-01-02 (a date at the start of the file's name)"},
			&cli.StringFlag{Name: "source", Usage: "`IRI` of the dispatch, which names its graph (made from the file's name)"},
			&cli.StringFlag{Name: "lang", Value: "auto", Usage: "`LANG` of the text: auto, fr or en"},
			dryRunFlag(),
		},
		Action: p.ingest,
	}
}

func (p *program) ingest(c *cli.Context) error {
	args, err := p.inputArgs(c)
	if err != nil {
		return err
	}
	inputs, err := expandDirs(args)
	if err != nil {
		return err
	}
	if c.IsSet("source") && len(inputs) > 1 {
		return usagef("ingest", "--source names one dispatch, and there are %d", len(inputs))
	}
	if v := c.String("lang"); v != "auto" && v != "fr" && v != "en" {
		return usagef("ingest", "--lang %q: expected auto, fr or en", v)
	}
	if v := c.String("published"); v != "" {
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			return usagef("ingest", "--published %q is no day: expected 2026-01-02", v)
		}
	}
	return p.withStore(func(s *store.Store) (err error) {
		people, err := openDirectory(c.Context, s)
		if err != nil {
			return err
		}
		defer joinClose(&err, people)
		return p.eachInput(c.Context, "ingest", inputs, func(path string) (writeView, error) {
			return p.ingestOne(c, s, people, path)
		})
	})
}

// expandDirs replaces directories by their .txt files, in the order of their
// paths.
func expandDirs(args []string) ([]string, error) {
	var inputs []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if arg == "-" || err != nil || !info.IsDir() {
			inputs = append(inputs, arg) // an error shows when it is opened
			continue
		}
		before := len(inputs)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ".txt") {
				inputs = append(inputs, path)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(inputs) == before {
			return nil, &failure{code: "no_file", exit: exitFailed, message: arg + " holds no .txt file"}
		}
	}
	return inputs, nil
}

// ingestOne reads one dispatch and stores it as one event.
func (p *program) ingestOne(c *cli.Context, s *store.Store, people *directory, path string) (writeView, error) {
	text, name, err := p.readDispatch(c.Context, path)
	if err != nil {
		return writeView{}, &rejectedError{err}
	}
	meta, err := dispatchMeta(c, name, text)
	if err != nil {
		return writeView{}, &rejectedError{err}
	}
	return p.storeDispatch(c.Context, s, people, dispatchInput{name, text, meta, c.Bool("dry-run")})
}

// dispatchInput is a dispatch that was read but not checked.
type dispatchInput struct {
	name   string // for messages
	text   []byte
	meta   ingest.Meta
	dryRun bool
}

// storeDispatch extracts the facts of a dispatch and appends them.
func (p *program) storeDispatch(ctx context.Context, s *store.Store, people *directory, in dispatchInput) (writeView, error) {
	d, err := ingest.Read(in.text, in.meta)
	if err != nil {
		return writeView{}, &rejectedError{fmt.Errorf("%s: %w", in.name, err)}
	}
	opts := ingest.Options{Directory: people}
	quads, err := ingest.Quads(ctx, d, opts)
	if err != nil {
		return writeView{}, extractError(in.name, err)
	}
	if in.dryRun {
		return writeView{Input: in.name, Status: statusDryRun, Added: uint64(len(quads))}, nil
	}
	digest := graph.Digest(d.SHA256)
	receipt, err := s.Append(ctx, store.Event{
		Header: graph.Header{Kind: graph.KindDocument, Agent: p.agent(), Source: string(d.Source), Document: digest,
			Extractor: opts.ExtractorName(), Message: d.Title,
			Commit: fmt.Sprintf("%s sha256:%s", opts.ExtractorName(), digest)},
		Patch: &quadPatch{quads: quads},
	})
	if err != nil {
		return writeView{}, err
	}
	people.learn(quads)
	return viewReceipt(in.name, receipt), nil
}

// extractError tells errors that the text is to blame for from others.
func extractError(name string, err error) error {
	var limit *extract.LimitError
	if errors.As(err, &limit) || errors.Is(err, extract.ErrNotUTF8) || errors.Is(err, extract.ErrLang) {
		return &rejectedError{fmt.Errorf("%s: %w", name, err)}
	}
	return err
}

// readDispatch reads a file or stdin whole.
func (p *program) readDispatch(ctx context.Context, path string) (text []byte, name string, err error) {
	in, err := p.openInput(ctx, path)
	if err != nil {
		return nil, "", err
	}
	defer joinClose(&err, in)
	text, err = io.ReadAll(io.LimitReader(in, longestDispatch+1))
	if err != nil {
		return nil, "", fmt.Errorf("read %s: %w", in.name, err)
	}
	if len(text) > longestDispatch {
		return nil, "", fmt.Errorf("%s is longer than %s, which no dispatch is", in.name, amount(longestDispatch, "bytes"))
	}
	return text, in.name, nil
}

var dayInName = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)

// dispatchMeta works out what has to be known of a dispatch beside its text.
func dispatchMeta(c *cli.Context, name string, text []byte) (ingest.Meta, error) {
	meta := ingest.Meta{Source: quad.IRI(strings.Trim(c.String("source"), "<>")), Lang: extract.Lang(c.String("lang"))}
	base := filepath.Base(name)
	day := c.String("published")
	if day == "" {
		day = dayInName.FindString(base)
	}
	if day != "" {
		published, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return meta, fmt.Errorf("%s: %q in the name is no day; give --published", name, day)
		}
		meta.Published = published
	}
	if meta.Source == "" {
		meta.Source = sourceFor(strings.TrimSuffix(base, filepath.Ext(base)), text)
	}
	return meta, nil
}
