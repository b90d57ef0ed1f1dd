package endpoint

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"unicode/utf8"
)

// ErrQueryName is wrapped by [SavedQueries] about names that cannot be used.
var ErrQueryName = errors.New("endpoint: not a name for a query")

// SavedQuery is a query with a name.
type SavedQuery struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// SavedQueries keeps named queries. It is safe for concurrent use.
type SavedQueries interface {
	// List returns all, by name.
	List() ([]SavedQuery, error)
	// Save keeps a query under a name, instead of one that has it.
	Save(q SavedQuery) error
	// Remove forgets a query and tells whether there was one.
	Remove(name string) (bool, error)
}

// serveSaved lists the saved queries, and saves and removes them:
// GET /saved, PUT and DELETE /saved/NAME.
func (s *Server) serveSaved(w *writer, r *http.Request) error {
	if s.opts.Saved == nil {
		return problemf(http.StatusNotFound, "this server keeps no queries")
	}
	name := r.PathValue("name")
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return s.listSaved(w)
	}
	if err := s.mayWrite(r); err != nil {
		return err
	}
	if r.Method == http.MethodDelete {
		found, err := s.opts.Saved.Remove(name)
		if err == nil && !found {
			err = problemf(http.StatusNotFound, "there is no query %q", name)
		}
		return noContent(w, savedError(err))
	}
	text, err := io.ReadAll(http.MaxBytesReader(w.ResponseWriter, r.Body, s.opts.MaxQuery))
	if err != nil {
		return err
	}
	if !utf8.Valid(text) {
		return problemf(http.StatusBadRequest, "the query is not UTF-8")
	}
	return noContent(w, savedError(s.opts.Saved.Save(SavedQuery{name, string(text)})))
}

func (s *Server) listSaved(w *writer) error {
	all, err := s.opts.Saved.List()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(w).Encode(struct {
		Schema  string       `json:"schema"`
		Queries []SavedQuery `json:"queries"`
	}{"chancery/saved/1", append([]SavedQuery{}, all...)})
}

func savedError(err error) error {
	if errors.Is(err, ErrQueryName) {
		return &problem{http.StatusBadRequest, err.Error()}
	}
	return err
}

func noContent(w *writer, err error) error {
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}
