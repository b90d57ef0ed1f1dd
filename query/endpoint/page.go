package endpoint

import (
	"bytes"
	"embed"
	"mime"
	"net/http"
	"path"
	"time"
)

// page holds the page with its editor. Nothing in it is fetched from elsewhere;
// the policy below sees to that.
//
//go:embed page
var page embed.FS

const pagePolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

// servePage serves the page and its files.
func (s *Server) servePage(w *writer, r *http.Request) error {
	name := path.Clean(r.URL.Path)[1:]
	if name == "" {
		name = "page/index.html"
	}
	data, err := page.ReadFile(name)
	if err != nil {
		return problemf(http.StatusNotFound, "there is no %s", r.URL.Path)
	}
	h := w.Header()
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-cache")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}
