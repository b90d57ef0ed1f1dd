package endpoint

import (
	"errors"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzip"
)

// writer is a response that knows whether anything was sent, and packs it when
// the client takes gzip.
type writer struct {
	http.ResponseWriter
	packs   bool // the client takes gzip
	head    bool // answers without a body
	zip     *gzip.Writer
	status  int
	started bool
	sent    int64  // bytes before packing
	err     error  // for the log
	command string // for the log: what a client runs

	conn     *http.ResponseController
	patience time.Duration // how long the client may take to take what is written
}

// keepPace gives the client from now on the time to take what is written next: one
// that stops reading would otherwise hold its snapshot, or the writer's place, for
// ever.
func (w *writer) keepPace() {
	_ = w.conn.SetWriteDeadline(time.Now().Add(w.patience)) // not supported in tests without a connection
}

func newWriter(w http.ResponseWriter, r *http.Request) *writer {
	return &writer{ResponseWriter: w, packs: acceptsGzip(listHeader(r, "Accept-Encoding")), head: r.Method == http.MethodHead, status: http.StatusOK}
}

// WriteHeader implements [http.ResponseWriter].
func (w *writer) WriteHeader(status int) {
	if w.started {
		return
	}
	w.started, w.status = true, status
	w.keepPace()
	bodied := status >= 200 && status != http.StatusNoContent && status != http.StatusNotModified
	if bodied {
		w.Header().Add("Vary", "Accept-Encoding")
	}
	if bodied && w.packs && !w.head && w.Header().Get("Content-Encoding") == "" {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Del("Content-Length")
		w.zip = gzip.NewWriter(w.ResponseWriter)
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements [http.ResponseWriter].
func (w *writer) Write(b []byte) (int, error) {
	if !w.started {
		w.WriteHeader(http.StatusOK)
	}
	w.sent += int64(len(b))
	w.keepPace()
	if w.zip != nil {
		return w.zip.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

// flush sends what is there to the client.
func (w *writer) flush() error {
	if w.zip != nil {
		if err := w.zip.Flush(); err != nil {
			return err
		}
	}
	w.keepPace()
	err := w.conn.Flush()
	if errors.Is(err, http.ErrNotSupported) {
		return nil // it is sent at the end
	}
	return err
}

// close ends a whole answer; an answer that is given up is not closed.
func (w *writer) close() error {
	w.keepPace() // what is left goes out after this
	if w.zip == nil {
		return nil
	}
	return w.zip.Close()
}
