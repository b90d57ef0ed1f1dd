package wire

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Version of the protocol. A change of what frames or their payloads mean needs the
// next one.
const Version = "1"

// The media types without their parameter.
const (
	RequestMedia = "application/vnd.chancery.command"
	AnswerMedia  = "application/vnd.chancery.answer"
)

// The media types of this version.
const (
	RequestType = RequestMedia + "; version=" + Version
	AnswerType  = AnswerMedia + "; version=" + Version
)

// Path is where a server takes commands.
const Path = "/command"

// VersionHeader names the version of the program that answers.
const VersionHeader = "Chancery-Version"

// MaxPayload is the greatest payload of a frame in bytes. Longer data takes several.
const MaxPayload = 256 << 10

// Kind tells what a frame is.
type Kind byte

// The kinds of frames; see the package comment.
const (
	Head   Kind = 'H'
	Begin  Kind = 'I'
	Data   Kind = 'D'
	Whole  Kind = '.'
	Stdout Kind = 'o'
	Stderr Kind = 'e'
	File   Kind = 'f'
	Commit Kind = 'c'
	Exit   Kind = 'q'
)

// ErrFrame is returned, wrapped, by everything that reads, for bytes that are no
// frames, or frames that may not stand where they do.
var ErrFrame = errors.New("wire: malformed")

// Writer writes frames. Its methods may be used by many goroutines.
type Writer struct {
	mu    sync.Mutex
	w     io.Writer
	flush func() error // sends what was written; nil for nothing to do
	err   error        // the first error; nothing is written after it
}

// NewWriter returns a writer to w. flush, if not nil, is called after every frame.
func NewWriter(w io.Writer, flush func() error) *Writer { return &Writer{w: w, flush: flush} }

// Frame writes one frame, or several if the payload is long. Only payloads of data
// may be.
func (w *Writer) Frame(kind Kind, payload []byte) error { return w.prefixed(kind, nil, payload) }

// FileData writes bytes of the output number i.
func (w *Writer) FileData(i int, data []byte) error {
	return w.prefixed(File, binary.AppendUvarint(nil, uint64(i)), data)
}

// Number writes a frame whose payload is a number, as those of Commit and Exit.
func (w *Writer) Number(kind Kind, n uint64) error {
	return w.Frame(kind, binary.AppendUvarint(nil, n))
}

// prefixed writes data in as many frames as it takes, each beginning with prefix.
func (w *Writer) prefixed(kind Kind, prefix, data []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for {
		part := data[:min(len(data), MaxPayload-len(prefix))]
		data = data[len(part):]
		w.one(kind, prefix, part)
		if len(data) == 0 || w.err != nil {
			break
		}
	}
	if w.err == nil && w.flush != nil {
		w.err = w.flush()
	}
	return w.err
}

func (w *Writer) one(kind Kind, prefix, part []byte) {
	head := binary.BigEndian.AppendUint32([]byte{byte(kind)}, uint32(len(prefix)+len(part)))
	for _, b := range [][]byte{append(head, prefix...), part} {
		if w.err == nil && len(b) > 0 {
			_, w.err = w.w.Write(b)
		}
	}
}

// Stream is an [io.Writer] of one kind of frames.
type Stream struct {
	W    *Writer
	Kind Kind
}

// Write implements [io.Writer].
func (s Stream) Write(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	if err := s.W.Frame(s.Kind, b); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Reader reads frames.
type Reader struct {
	r   *bufio.Reader
	buf []byte
}

// NewReader returns a reader of r.
func NewReader(r io.Reader) *Reader { return &Reader{r: bufio.NewReaderSize(r, 64<<10)} }

// Next returns the next frame, whose payload is valid until the next call; io.EOF
// after the last, io.ErrUnexpectedEOF within one.
func (r *Reader) Next() (Kind, []byte, error) {
	var head [5]byte
	if _, err := io.ReadFull(r.r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > MaxPayload {
		return 0, nil, fmt.Errorf("%w: a frame of %d bytes, the limit is %d", ErrFrame, n, MaxPayload)
	}
	if cap(r.buf) < int(n) {
		r.buf = make([]byte, n)
	}
	r.buf = r.buf[:n]
	if _, err := io.ReadFull(r.r, r.buf); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return 0, nil, err
	}
	return Kind(head[0]), r.buf, nil
}

// Uvarint takes a number off the front of a payload.
func Uvarint(payload []byte) (n uint64, rest []byte, err error) {
	n, length := binary.Uvarint(payload)
	if length <= 0 {
		return 0, nil, fmt.Errorf("%w: a number is cut short", ErrFrame)
	}
	return n, payload[length:], nil
}
