package endpoint

import (
	"errors"
	"net/http"

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
	sent    int64 // bytes before packing
	err     error // for the log
}

func newWriter(w http.ResponseWriter, r *http.Request) *writer {
	return &writer{ResponseWriter: w, packs: acceptsGzip(r.Header.Get("Accept-Encoding")), head: r.Method == http.MethodHead, status: http.StatusOK}
}

// WriteHeader implements [http.ResponseWriter].
func (w *writer) WriteHeader(status int) {
	if w.started {
		return
	}
	w.started, w.status = true, status
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
	err := http.NewResponseController(w.ResponseWriter).Flush()
	if errors.Is(err, http.ErrNotSupported) {
		return nil // it is sent at the end
	}
	return err
}

// close ends a whole answer; an answer that is given up is not closed.
func (w *writer) close() error {
	if w.zip == nil {
		return nil
	}
	return w.zip.Close()
}
