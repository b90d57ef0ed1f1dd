package endpoint

import (
	"bytes"
	_ "embed"
	"fmt"
	"net/http"
)

//go:embed openapi.json
var openAPI []byte

// versionMark is where the description has the version of the program.
const versionMark = `"version": "0"`

// OpenAPI is the description of all that a server offers, in OpenAPI 3.1, as JSON.
// version is that of the program.
func OpenAPI(version string) []byte {
	return bytes.Replace(openAPI, []byte(versionMark), fmt.Appendf(nil, `"version": %q`, version), 1)
}

func (s *Server) serveOpenAPI(w *writer, r *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	_, err := w.Write(OpenAPI(s.opts.Version))
	return err
}
