package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// files is where commands find their inputs and put their outputs: the files of
// this machine, or what a client of the server has sent. No command that runs on a
// server reaches files by another way; TestServedCommandsOpenNoFiles sees to that.
type files interface {
	// open opens a file for reading.
	open(path string) (fs.File, error)
	// stat describes a file.
	stat(path string) (fs.FileInfo, error)
	// create begins a file.
	create(path string) (sink, error)
}

// sink is a file that is being written. It appears when it is committed.
type sink interface {
	io.Writer
	commit() error
	// abandon removes what was written. It does nothing after commit.
	abandon()
}

// readFile reads a file whole.
func (p *program) readFile(path string) ([]byte, error) {
	f, err := p.files.open(path)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(f)
	return text, errors.Join(err, f.Close())
}

// localFiles are the files of this machine.
type localFiles struct{}

func (localFiles) open(path string) (fs.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err // not f, which would be a File that is not nil
	}
	return f, nil
}

func (localFiles) stat(path string) (fs.FileInfo, error) { return os.Stat(path) }

func (localFiles) create(path string) (sink, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return nil, fmt.Errorf("%s is a directory", path)
		}
		// A device or a named pipe is written in place.
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		return &localSink{File: f}, nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, err
	}
	return &localSink{File: f, path: path}, nil
}

// localSink is a file under another name beside its place.
type localSink struct {
	*os.File
	path string // final name; empty when the file is written in place
	done bool
}

func (s *localSink) commit() error {
	if s.path != "" {
		if err := s.Chmod(0o644); err != nil {
			return err
		}
		if err := s.Sync(); err != nil {
			return fmt.Errorf("sync %s: %w", s.path, err)
		}
	}
	s.done = true
	if err := s.Close(); err != nil || s.path == "" {
		return err
	}
	return os.Rename(s.Name(), s.path)
}

func (s *localSink) abandon() {
	if s.done {
		return
	}
	s.done = true
	_ = s.Close() // the file goes away, or the first error was reported
	if s.path != "" {
		_ = os.Remove(s.Name())
	}
}
