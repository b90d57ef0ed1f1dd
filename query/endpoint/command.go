package endpoint

import (
	"context"
	"errors"
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
	// The request arrives whole before it takes a place among the commands that run.
	request, err := wire.Receive(http.MaxBytesReader(w.ResponseWriter, r.Body, s.opts.MaxBody), func(c *wire.Call) error {
		return s.admitCommand(w, r, c)
	})
	if err != nil {
		if errors.Is(err, wire.ErrFrame) {
			return &problem{http.StatusBadRequest, err.Error()}
		}
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

// admitCommand checks the rights that a command line needs.
func (s *Server) admitCommand(w *writer, r *http.Request, c *wire.Call) error {
	name, writes, err := s.opts.Commands.Admit(c)
	w.command = name
	if err != nil {
		return &problem{http.StatusForbidden, err.Error()}
	}
	if writes {
		return s.mayWrite(r)
	}
	return nil
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
