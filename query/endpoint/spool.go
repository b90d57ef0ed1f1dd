package endpoint

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// spoolMemory is how much of a body is held in memory.
const spoolMemory = 4 << 20

// spool is a body that has arrived whole, so that a slow client does not keep
// other writers waiting.
type spool struct {
	io.Reader
	file *os.File // nil while the body fits into memory
}

// newSpool reads a body to its end.
func newSpool(body io.Reader) (*spool, error) {
	var head bytes.Buffer
	n, err := io.CopyN(&head, body, spoolMemory)
	if errors.Is(err, io.EOF) {
		return &spool{Reader: &head}, nil
	}
	if err != nil {
		return nil, err
	}
	file, err := os.CreateTemp("", "chancery-body-*")
	if err != nil {
		return nil, err
	}
	s := &spool{Reader: file, file: file}
	if _, err = io.Copy(file, io.MultiReader(bytes.NewReader(head.Bytes()[:n]), body)); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close removes what lies on disk.
func (s *spool) Close() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
