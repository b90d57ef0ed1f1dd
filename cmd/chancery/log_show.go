package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/query/result/textgrid"
	"github.com/chancery-graph/chancery/store"
	"github.com/chancery-graph/chancery/store/eventlog"
)

func (p *program) logShowCommand() *cli.Command {
	return &cli.Command{
		Name: "show", ArgsUsage: "N",
		Usage: "one event: its header and its patch",
		Description: "The patch is RDF Patch: A adds a statement, D deletes one. With --json the patch\n" +
			"is an array of its lines.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "header", Usage: "only the header"},
			outputFlag(),
		},
		Action: p.logShow,
	}
}

func (p *program) logShow(c *cli.Context) error {
	if err := argsBetween(c, 1, 1); err != nil {
		return err
	}
	n, err := strconv.ParseUint(c.Args().First(), 10, 64)
	if err != nil || n == 0 {
		return usagef("log", "%q is no event number", c.Args().First())
	}
	return p.withStore(func(s *store.Store) error {
		record, err := s.Log().At(c.Context, graph.Seq(n))
		if errors.Is(err, eventlog.ErrNoEvent) {
			return noEvent(c.Context, s, graph.Seq(n))
		}
		if err != nil {
			return err
		}
		return p.writeEvent(c.Context, record, c.Bool("header"))
	})
}

// noEvent is the error for an event that the log does not have.
func noEvent(ctx context.Context, s *store.Store, seq graph.Seq) error {
	head, _, err := s.Head(ctx)
	if err != nil {
		return err
	}
	return &failure{code: "no_such_event", exit: exitFailed, cause: eventlog.ErrNoEvent,
		message: fmt.Sprintf("there is no event %d: the log ends with event %d", seq, head.Seq),
		hint:    "see 'chancery log'"}
}

// writeEvent streams an event, whatever its size.
func (p *program) writeEvent(ctx context.Context, record eventlog.Record, headerOnly bool) (err error) {
	format, err := p.resultFormat("log show", false)
	if err != nil {
		return err
	}
	if format == "csv" {
		return usagef("log", "log show gives no rows, so it has no csv")
	}
	out, err := p.openOutput(p.set.output)
	if err != nil {
		return err
	}
	defer out.abandon()
	view := viewEvent(record.Header, record.Hash)
	if format == "table" {
		g := p.newPage()
		g.pairs(eventPairs(view))
		if _, err := io.WriteString(out, g.String()); err != nil {
			return err
		}
	} else if err := writeOpenDocument(out, "log show", view); err != nil {
		return err
	}
	if !headerOnly {
		body := record.Body(ctx)
		defer joinClose(&err, body)
		if format == "table" {
			err = copyText(out, body)
		} else {
			err = writeLinesJSON(out, body)
		}
		if err != nil {
			return err
		}
	}
	if format != "table" {
		if _, err := io.WriteString(out, "}\n"); err != nil {
			return err
		}
	}
	return out.commit()
}

func eventPairs(v eventView) [][2]string {
	var pairs [][2]string
	add := func(name, value string) {
		if value != "" {
			pairs = append(pairs, [2]string{name, value})
		}
	}
	add("event", strconv.FormatUint(uint64(v.Seq), 10))
	add("time", v.Time)
	add("kind", v.Kind)
	add("message", v.Message)
	add("agent", v.Agent)
	add("source", v.Source)
	add("document", v.Document)
	add("extractor", v.Extractor)
	add("commit", v.Commit)
	add("adds", grouped(int64(v.Adds)))
	add("deletes", grouped(int64(v.Deletes)))
	add("body", v.Body)
	add("prev", v.Prev)
	add("hash", v.Hash)
	return pairs
}

// writeOpenDocument is writeDocument that leaves the object open for more.
func writeOpenDocument(out io.Writer, command string, part any) error {
	var b bytes.Buffer
	if err := writeDocument(&b, command, part); err != nil {
		return err
	}
	_, err := out.Write(bytes.TrimSuffix(b.Bytes(), []byte("}\n")))
	return err
}

// copyText writes a patch under a blank line, control characters made visible.
func copyText(out io.Writer, body io.Reader) error {
	if _, err := io.WriteString(out, "\n"); err != nil {
		return err
	}
	return eachLine(body, func(line string, _ bool) error {
		_, err := io.WriteString(out, textgrid.Printable(line)+"\n")
		return err
	})
}

// writeLinesJSON writes the member "patch" as an array of lines.
func writeLinesJSON(out io.Writer, body io.Reader) error {
	if _, err := io.WriteString(out, `,"patch":[`); err != nil {
		return err
	}
	err := eachLine(body, func(line string, first bool) error {
		text, err := marshal(line)
		if err != nil {
			return err
		}
		if !first {
			text = append([]byte{','}, text...)
		}
		_, err = out.Write(text)
		return err
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, "]")
	return err
}

// eachLine calls fn with every line, without its line feed; lines may be of any
// length.
func eachLine(r io.Reader, fn func(line string, first bool) error) error {
	lines := bufio.NewReaderSize(r, copyBuffer)
	for first := true; ; first = false {
		line, err := lines.ReadString('\n')
		if err == io.EOF && line == "" {
			return nil
		}
		if err != nil && err != io.EOF {
			return err
		}
		if e := fn(trimLineFeed(line), first); e != nil {
			return e
		}
	}
}

func trimLineFeed(s string) string {
	if n := len(s); n > 0 && s[n-1] == '\n' {
		return s[:n-1]
	}
	return s
}
