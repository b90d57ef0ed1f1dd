package wire

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// MaxInputs is how many inputs a request may have.
const MaxInputs = 100_000

// spoolMemory is how many bytes of the inputs of a request are held in memory; the
// rest lies in a temporary file.
const spoolMemory = 1 << 20

// Request is a command that has arrived whole. Close it.
type Request struct {
	Call
	inputs map[string]*received
	spool  spool
}

// received is an input in the spool.
type received struct {
	Input
	from, length int64
}

// Receive reads a request. admit is asked about the Call before anything else is
// read; its error is returned as it is.
func Receive(body io.Reader, admit func(*Call) error) (r *Request, err error) {
	r = &Request{inputs: map[string]*received{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.Close())
			r = nil
		}
	}()
	frames := NewReader(body)
	kind, payload, err := frames.Next()
	switch {
	case err != nil:
		return r, cutShort(err)
	case kind != Head:
		return r, fmt.Errorf("%w: the first frame is %q, expected %q", ErrFrame, kind, Head)
	}
	if err = decode(payload, &r.Call); err != nil {
		return r, err
	}
	if err = admit(&r.Call); err != nil {
		return r, err
	}
	return r, r.receiveInputs(frames)
}

// receiveInputs reads what follows the Call.
func (r *Request) receiveInputs(frames *Reader) error {
	var current *received
	for {
		kind, payload, err := frames.Next()
		if err != nil {
			return cutShort(err)
		}
		switch {
		case kind == Begin && len(r.inputs) < MaxInputs:
			current = &received{from: r.spool.length}
			if err := decode(payload, &current.Input); err != nil {
				return err
			}
			if r.inputs[current.Name] != nil {
				return fmt.Errorf("%w: the input %q comes twice", ErrFrame, current.Name)
			}
			r.inputs[current.Name] = current
		case kind == Begin:
			return fmt.Errorf("%w: more than %d inputs", ErrFrame, MaxInputs)
		case kind == Data && current != nil && current.Problem == nil:
			if err := r.spool.append(payload); err != nil {
				return err
			}
			current.length += int64(len(payload))
		case kind == Whole && len(payload) == 0:
			return ended(frames)
		default:
			return fmt.Errorf("%w: a frame %q of %d bytes stands where it may not", ErrFrame, kind, len(payload))
		}
	}
}

// ended reads the end of the body. Until somebody has read it, a server of net/http
// does not watch whether the client is still there.
func ended(frames *Reader) error {
	switch kind, _, err := frames.Next(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return cutShort(err)
	default:
		return fmt.Errorf("%w: a frame %q stands after the last", ErrFrame, kind)
	}
}

// cutShort makes the end of the body an error.
func cutShort(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: the request is cut short", ErrFrame)
	}
	return err
}

// Open returns an input from its beginning, and what is known of it. The error is
// the client's own about that file, or wraps [fs.ErrNotExist] if it sent none of
// that name.
func (r *Request) Open(name string) (*io.SectionReader, Input, error) {
	in := r.inputs[name]
	if in == nil {
		return nil, Input{}, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if err := in.Problem.Err(); err != nil {
		return nil, in.Input, err
	}
	return io.NewSectionReader(&r.spool, in.from, in.length), in.Input, nil
}

// Close removes what lies on disk.
func (r *Request) Close() error { return r.spool.close() }

// spool is bytes in memory up to a limit, and beyond it on disk.
type spool struct {
	memory []byte
	file   *os.File // nil while all fits into memory; then it holds everything
	length int64
}

func (s *spool) append(b []byte) (err error) {
	if s.file == nil && len(s.memory)+len(b) > spoolMemory {
		if s.file, err = os.CreateTemp("", "chancery-command-*"); err != nil {
			return err
		}
		if _, err = s.file.Write(s.memory); err != nil {
			return err
		}
		s.memory = nil
	}
	s.length += int64(len(b))
	if s.file == nil {
		s.memory = append(s.memory, b...)
		return nil
	}
	_, err = s.file.Write(b)
	return err
}

// ReadAt implements [io.ReaderAt].
func (s *spool) ReadAt(b []byte, at int64) (int, error) {
	if s.file != nil {
		return s.file.ReadAt(b, at)
	}
	if at >= int64(len(s.memory)) {
		return 0, io.EOF
	}
	n := copy(b, s.memory[at:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
