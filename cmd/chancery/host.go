package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"time"

	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/endpoint/wire"
	"github.com/chancery-graph/chancery/query/federation"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/shape"
)

// host runs the commands of clients over the store that is served: the same
// commands as in a process of their own, with the client's streams and files
// instead of those of the server. It implements endpoint.Commands.
type host struct {
	store    *servedStore
	saved    savedQueries
	services *federation.Client
	networks *shape.Keeper
	names    relation.NamesKeeper
	limits   query.Limits // the most that a query may ask for
	log      *slog.Logger
	now      func() time.Time
}

// bounded is what a query may take that asks for some limits: no more than the
// server gives.
func (h *host) bounded(asked query.Limits) query.Limits {
	asked.Timeout = least(asked.Timeout, h.limits.Timeout)
	asked.MaxMemory = least(asked.MaxMemory, h.limits.MaxMemory)
	asked.MaxRows = least(asked.MaxRows, h.limits.MaxRows)
	return asked
}

// least is the lower of two limits, where 0 is none.
func least[T ~int64](a, b T) T {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}

// Admit implements endpoint.Commands.
func (h *host) Admit(c *wire.Call) (name string, writes bool, err error) {
	line, err := parseLine((&program{}).newApp(), append([]string{"chancery"}, c.Args...))
	if err != nil {
		return "", false, err
	}
	kind, err := servedKind(&line)
	return line.command(), kind.writes, err
}

// Run implements endpoint.Commands.
func (h *host) Run(ctx context.Context, r *wire.Request, answer *wire.Writer) int {
	stderr := farWriter{wire.Stream{W: answer, Kind: wire.Stderr}, r.Terminals.Stderr}
	p := &program{
		stdin:  io.Reader(farReader{bytes.NewReader(nil), r.Terminals.Stdin}),
		stdout: farWriter{wire.Stream{W: answer, Kind: wire.Stdout}, r.Terminals.Stdout},
		stderr: stderr,
		env:    farEnvironment(&r.Call), now: h.now, files: farFiles{r, answer}, host: h,
	}
	if stdin, _, err := r.Open("-"); err == nil {
		p.stdin = farReader{stdin, r.Terminals.Stdin}
	}
	_, writes, err := h.Admit(&r.Call)
	if err != nil {
		return p.finish(ctx, err) // it was admitted before
	}
	if writes {
		// Alone, as in a process that has the store to itself: what is read for a
		// change still holds when it is appended.
		unlock, err := h.store.lock(ctx)
		if err != nil {
			return p.finish(ctx, err)
		}
		defer unlock()
	}
	return p.execute(ctx, append([]string{"chancery"}, r.Args...))
}

// farEnvironment gives the settings of a client as the variables that would have
// set them. There are no others: nothing of the server's environment and no place
// of a config file.
func farEnvironment(c *wire.Call) []string {
	color := "never"
	if c.Color {
		color = "always"
	}
	return []string{
		"CHANCERY_STORE=" + c.Store, "CHANCERY_AGENT=" + c.Agent, "CHANCERY_FORMAT=" + c.Format,
		"CHANCERY_PROGRESS=" + c.Progress, "CHANCERY_COLOR=" + color, fmt.Sprintf("COLUMNS=%d", c.Columns),
	}
}

// farReader and farWriter are streams of a client.
type (
	farReader struct {
		io.Reader
		terminal bool
	}
	farWriter struct {
		io.Writer
		terminal bool
	}
)

func (r farReader) isTerminal() bool { return r.terminal }
func (w farWriter) isTerminal() bool { return w.terminal }

// farFiles are the files that a client has sent and wants written.
type farFiles struct {
	request *wire.Request
	answer  *wire.Writer
}

func (f farFiles) open(path string) (fs.File, error) {
	data, in, err := f.request.Open(path)
	if err != nil {
		return nil, err
	}
	return farFile{data, in}, nil
}

func (f farFiles) stat(path string) (fs.FileInfo, error) {
	file, err := f.open(path)
	if err != nil {
		return nil, err
	}
	return file.Stat()
}

func (f farFiles) create(path string) (sink, error) {
	for i, out := range f.request.Outputs {
		if out.Name == path {
			return &farSink{f.answer, i}, out.Problem.Err()
		}
	}
	return nil, fmt.Errorf("%s is no file that the client has offered to write", path)
}

// farFile is a file that a client has sent.
type farFile struct {
	io.Reader
	in wire.Input
}

func (f farFile) Close() error               { return nil }
func (f farFile) Stat() (fs.FileInfo, error) { return f, nil }

// Name implements fs.FileInfo, as do the methods below. A file whose size is not
// known in advance is told to be no regular one, as a pipe is.
func (f farFile) Name() string { return f.in.Name }

func (f farFile) Size() int64 { return f.in.Size }

func (f farFile) Mode() fs.FileMode {
	if f.in.Size == 0 {
		return fs.ModeNamedPipe
	}
	return 0
}

func (f farFile) ModTime() time.Time { return time.Time{} }
func (f farFile) IsDir() bool        { return false }
func (f farFile) Sys() any           { return nil }

// farSink is a file that a client writes.
type farSink struct {
	answer *wire.Writer
	index  int
}

func (s *farSink) Write(b []byte) (int, error) {
	if err := s.answer.FileData(s.index, b); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (s *farSink) commit() error { return s.answer.Number(wire.Commit, uint64(s.index)) }

// abandon leaves the file without its commit, so that the client throws it away.
func (s *farSink) abandon() {}
