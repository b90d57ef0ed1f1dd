package endpoint

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

// bodyRate is how fast a body must come at the least, in bytes per second, once
// Options.Patience has passed.
const bodyRate = 4 << 10

// pacedBody is the body of a request that must keep coming: a client that sends a
// byte now and then would otherwise hold a place among the requests for ever.
type pacedBody struct {
	io.ReadCloser
	conn     *http.ResponseController
	patience time.Duration
	start    time.Time // of the first read
	n        int64
	late     bool
}

// Read implements [io.Reader].
func (p *pacedBody) Read(b []byte) (int, error) {
	if p.start.IsZero() {
		p.start = time.Now()
	}
	due := p.start.Add(p.patience + time.Duration(p.n)*time.Second/bodyRate)
	if err := p.conn.SetReadDeadline(due); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	n, err := p.ReadCloser.Read(b)
	p.n += int64(n)
	switch {
	case errors.Is(err, io.EOF):
		p.rest()
	case errors.Is(err, os.ErrDeadlineExceeded):
		p.late = true
		err = problemf(http.StatusRequestTimeout, "the body did not come: %d bytes in %s", p.n, time.Since(p.start).Round(time.Second))
	}
	return n, err
}

// rest lets the connection be quiet, as it is while an answer is on its way: what
// is read then only tells whether the client is still there.
//
// A body that came too late stays so: the server would wait for the rest of it
// before it takes the next request.
func (p *pacedBody) rest() {
	if !p.start.IsZero() && !p.late {
		_ = p.conn.SetReadDeadline(time.Time{}) // not supported, or the connection is gone
	}
}

// pace makes a request obey Options.Patience.
func (s *Server) pace(w *writer, r *http.Request) (done func()) {
	w.conn, w.patience = http.NewResponseController(w.ResponseWriter), s.opts.Patience
	body := &pacedBody{ReadCloser: r.Body, conn: w.conn, patience: s.opts.Patience}
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = body
	}
	return body.rest
}
