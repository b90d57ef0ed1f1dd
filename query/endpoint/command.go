package endpoint

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/chancery-graph/chancery/query/endpoint/wire"
)

// Commands runs the commands of the program over the served store, for clients that
// have the program but not the store. It is safe for concurrent use.
type Commands interface {
	// Admit tells which command a command line is, such as "log show", and whether it
	// may append events; or why it may not run here, which the client is told.
	Admit(c *wire.Call) (name string, writes bool, err error)
	// Run runs what was admitted, writes its answer but for the exit status, which it
	// returns. It ends early when ctx does.
	Run(ctx context.Context, r *wire.Request, answer *wire.Writer) (status int)
}

// serveCommand runs a command; package wire has the protocol.
func (s *Server) serveCommand(w *writer, r *http.Request) (err error) {
	w.Header().Set(wire.VersionHeader, s.opts.Version)
	if s.opts.Commands == nil {
		return problemf(http.StatusNotFound, "this server runs no commands")
	}
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != wire.RequestMedia || params["version"] != wire.Version {
		return problemf(http.StatusUnsupportedMediaType, "Content-Type %q, expected %s: this is chancery %s, "+
			"and the two programs speak different versions of the command protocol", r.Header.Get("Content-Type"), wire.RequestType, s.opts.Version)
	}
	request, err := s.receiveCommand(w, r)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, request.Close()) }()
	select {
	case s.commands <- struct{}{}:
		defer func() { <-s.commands }()
	default:
		return problemf(http.StatusServiceUnavailable, "%d commands are running already, the most that this server takes; try again", cap(s.commands))
	}
	return s.runCommand(w, r, request)
}

// receiveCommand reads a request, which arrives whole before it takes a place among
// the commands that run.
func (s *Server) receiveCommand(w *writer, r *http.Request) (*wire.Request, error) {
	select {
	case s.arriving <- struct{}{}:
		defer func() { <-s.arriving }()
	default:
		return nil, problemf(http.StatusServiceUnavailable, "%d commands are on their way already, the most that this server takes; try again", cap(s.arriving))
	}
	body := &capped{Reader: r.Body, limit: s.opts.MaxBody}
	request, err := wire.Receive(body, func(c *wire.Call) error {
		name, writes, err := s.opts.Commands.Admit(c)
		w.command = name
		if err != nil {
			return &problem{http.StatusForbidden, err.Error()}
		}
		if writes {
			return s.mayWrite(r)
		}
		// Who may only read sends the text of a query at the most.
		body.limit = min(body.limit, readingInputs*s.opts.MaxQuery)
		return nil
	})
	if errors.Is(err, wire.ErrFrame) {
		err = &problem{http.StatusBadRequest, err.Error()}
	}
	return request, err
}

// readingInputs is how many times as long as a query the inputs of a command may be
// that only reads.
const readingInputs = 4

// capped reads up to limit bytes, which may be lowered meanwhile. Beyond it there is
// an [http.MaxBytesError].
type capped struct {
	io.Reader
	limit, n int64
}

// Read implements [io.Reader].
func (c *capped) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if c.n += int64(n); c.n > c.limit {
		return 0, &http.MaxBytesError{Limit: c.limit}
	}
	return n, err
}

func (s *Server) runCommand(w *writer, r *http.Request, request *wire.Request) error {
	ctx := r.Context()
	if s.opts.CommandTimeout > 0 {
		limited, stop := context.WithTimeout(ctx, s.opts.CommandTimeout)
		defer stop()
		ctx = limited
	}
	w.Header().Set("Content-Type", wire.AnswerType)
	w.Header().Set("Cache-Control", "no-store")
	answer := wire.NewWriter(w, w.flush)
	status := s.opts.Commands.Run(ctx, request, answer)
	return answer.Number(wire.Exit, uint64(status))
}

// DefaultMaxCommands and DefaultCommandTimeout are those of [Options].
const (
	DefaultMaxCommands    = 8
	DefaultCommandTimeout = time.Hour
)
