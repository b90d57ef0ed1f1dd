package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/query/endpoint"
)

const savedSuffix = ".rq"

// savedQueries keeps queries as files beside the store, one each, so that they
// can be read, edited and kept under version control. They are no facts: the log
// does not have them.
type savedQueries struct{ dir string }

func (p *program) savedQueries() savedQueries {
	if p.host != nil {
		return p.host.saved
	}
	return savedQueries{filepath.Join(p.set.store, "queries")}
}

// savedNameMost is the greatest length of a name in bytes; file systems take 255.
const savedNameMost = 200

// path returns where a query is kept.
func (s savedQueries) path(name string) (string, error) {
	bad := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(" -_.,", r)
	}
	if name == "" || len(name) > savedNameMost || !utf8.ValidString(name) || strings.IndexFunc(name, bad) >= 0 ||
		strings.HasPrefix(name, ".") || strings.TrimSpace(name) != name {
		return "", fmt.Errorf("%w: %q, expected letters, digits, blanks and -_., not beginning with a dot", endpoint.ErrQueryName, name)
	}
	return filepath.Join(s.dir, name+savedSuffix), nil
}

// List implements endpoint.SavedQueries.
func (s savedQueries) List() ([]endpoint.SavedQuery, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []endpoint.SavedQuery
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), savedSuffix)
		if !ok || e.IsDir() || strings.HasPrefix(name, ".") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(s.dir, e.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, endpoint.SavedQuery{Name: name, Text: string(text)})
	}
	return all, nil
}

// Get returns the text of a query; an error that wraps fs.ErrNotExist if there is
// none.
func (s savedQueries) Get(name string) (string, error) {
	path, err := s.path(name)
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

// Save implements endpoint.SavedQueries. The file appears whole.
func (s savedQueries) Save(q endpoint.SavedQuery) error {
	path, err := s.path(q.Name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.dir, ".save-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(q.Text)
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Remove implements endpoint.SavedQueries.
func (s savedQueries) Remove(name string) (bool, error) {
	path, err := s.path(name)
	if err != nil {
		return false, err
	}
	err = os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
