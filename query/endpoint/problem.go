package endpoint

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/federation"
)

// ErrMoment is wrapped by a [Store] when a client asks for a moment that is not
// one, or that lies beyond the head.
var ErrMoment = errors.New("endpoint: no such moment")

// problem is an error with the status that a client gets.
type problem struct {
	status int
	text   string
}

func (p *problem) Error() string { return p.text }

func problemf(status int, format string, args ...any) *problem {
	return &problem{status, fmt.Sprintf(format, args...)}
}

// statusOf finds the status for an error of a handler.
func statusOf(err error) int {
	var p *problem
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p.status
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, ErrMoment), isSyntax(err):
		return http.StatusBadRequest
	case errors.Is(err, query.ErrGraph):
		return http.StatusConflict
	case errors.Is(err, query.ErrLoad), errors.Is(err, exec.ErrNoService), errors.Is(err, federation.ErrForbidden):
		return http.StatusForbidden
	case errors.Is(err, federation.ErrAnswer):
		return http.StatusBadGateway
	case isLimit(err), errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	case errors.Is(err, context.Canceled):
		return 499 // the client went away; nobody reads it
	default:
		return http.StatusInternalServerError
	}
}

// fail answers with an error, or breaks the connection when part of an answer is
// on its way already.
func (s *Server) fail(w *writer, r *http.Request, err error) {
	w.err = err
	if w.started {
		panic(http.ErrAbortHandler)
	}
	status := statusOf(err)
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Disposition", "Cache-Control"} {
		h.Del(name)
	}
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	switch status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="chancery"`)
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "5")
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		fmt.Fprintln(w, explain(err))
	}
}
