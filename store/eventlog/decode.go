package eventlog

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"

	"github.com/chancery-graph/chancery/graph"
)

// pieceSize is the length in bytes from which Decoder.Next of a body returns.
const pieceSize = 256 << 10

// SyntaxError says where an export breaks its form or does not verify.
type SyntaxError struct {
	Line int       // from 1
	Seq  graph.Seq // event; 0: not known
	Err  error
}

// Error names the line and event.
func (e *SyntaxError) Error() string {
	if e.Seq == 0 {
		return fmt.Sprintf("line %d: %v", e.Line, e.Err)
	}
	return fmt.Sprintf("line %d, event %d: %v", e.Line, e.Seq, e.Err)
}

// Unwrap returns the cause.
func (e *SyntaxError) Unwrap() error { return e.Err }

// Exported is the header of an event of an export.
type Exported struct {
	Header graph.Header
	Hash   graph.Digest
	Text   []byte // of the header
	Line   int    // of the export, where the event begins
}

// Decoder reads the events of an export, in bounded memory, and verifies each by
// itself and the chain from the first on. After NextEvent the Decoder is the
// event's Body. Its errors are *[SyntaxError]s and those of the reader, and
// final.
//
// An event is verified only when its body has been read to io.EOF.
type Decoder struct {
	r    *bufio.Reader
	line int
	buf  []byte // a line
	err  error

	cur           Exported
	first         bool // no event was read yet
	inBody        bool
	sum           hash.Hash
	adds, deletes uint64
}

// NewDecoder reads from r.
func NewDecoder(r io.Reader) *Decoder {
	return &Decoder{r: bufio.NewReaderSize(r, 64<<10), first: true, sum: sha256.New()}
}

func (d *Decoder) fail(err error) error {
	d.err = &SyntaxError{Line: d.line, Seq: d.cur.Header.Seq, Err: err}
	return d.err
}

// readLine appends the next line with its line end to dst.
func (d *Decoder) readLine(dst []byte) ([]byte, error) {
	d.line++
	for {
		part, err := d.r.ReadSlice('\n')
		dst = append(dst, part...)
		switch {
		case err == nil:
			return dst, nil
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(dst) > 0 && len(part) > 0:
			return dst, d.fail(errors.New("line is cut off: the export ends without a line end"))
		default:
			return dst, err
		}
	}
}

// NextEvent passes over what is left of the event before, verifying it, and
// reads the header of the next; io.EOF after the last.
func (d *Decoder) NextEvent() (Exported, error) {
	if d.err != nil {
		return Exported{}, d.err
	}
	for d.inBody {
		var err error
		d.buf, err = d.Next(d.buf[:0])
		if err != nil && !errors.Is(err, io.EOF) {
			return Exported{}, err
		}
	}
	before := d.cur
	d.cur = Exported{Line: d.line + 1}
	text, err := d.readHeader()
	if err != nil {
		return Exported{}, err
	}
	h, err := ParseHeader(text)
	if err != nil {
		return Exported{}, d.fail(err)
	}
	d.cur.Header, d.cur.Text, d.cur.Hash = h, text, HashHeader(text)
	if !d.first {
		switch {
		case h.Seq != before.Header.Seq+1:
			return Exported{}, d.fail(fmt.Errorf("event %d stands after event %d", h.Seq, before.Header.Seq))
		case h.Prev != before.Hash:
			return Exported{}, d.fail(fmt.Errorf("it follows the hash %s, but event %d has %s", h.Prev, before.Header.Seq, before.Hash))
		case h.Time.Before(before.Header.Time):
			return Exported{}, d.fail(fmt.Errorf("its time %s is before that of event %d", formatTime(h.Time), before.Header.Seq))
		}
	}
	d.first, d.inBody = false, true
	d.adds, d.deletes = 0, 0
	d.sum.Reset()
	return d.cur, nil
}

// readHeader reads the header lines and the line TX.
func (d *Decoder) readHeader() ([]byte, error) {
	var text []byte
	for {
		n := len(text)
		var err error
		text, err = d.readLine(text)
		if errors.Is(err, io.EOF) && n == 0 {
			d.err = io.EOF
			return nil, io.EOF
		}
		if errors.Is(err, io.EOF) {
			return nil, d.fail(errors.New("export ends within a header"))
		}
		if err != nil {
			return nil, d.readError(err)
		}
		switch line := text[n:]; {
		case string(line) == lineBegin+"\n" && n > 0:
			return text[:n:n], nil
		case len(line) < 2 || string(line[:2]) != "H ":
			return nil, d.fail(fmt.Errorf(`line %.60q, expected a header line "H …"`, line))
		case len(text) > maxHeader:
			return nil, d.fail(fmt.Errorf("header is longer than %d bytes", maxHeader))
		}
	}
}

func (d *Decoder) readError(err error) error {
	if d.err == nil {
		d.err = fmt.Errorf("read export, line %d: %w", d.line, err)
	}
	return d.err
}

// Next implements [Body] for the event that NextEvent has returned. io.EOF tells
// that the event verifies.
func (d *Decoder) Next(dst []byte) ([]byte, error) {
	if d.err != nil {
		return dst, d.err
	}
	if !d.inBody {
		return dst, io.EOF
	}
	start := len(dst)
	for len(dst)-start < pieceSize {
		n := len(dst)
		var err error
		dst, err = d.readLine(dst)
		if errors.Is(err, io.EOF) {
			return dst[:start], d.fail(errors.New("export ends within a body"))
		}
		if err != nil {
			return dst[:start], d.readError(err)
		}
		if line := dst[n:]; line[0] != 'A' && line[0] != 'D' {
			if string(line) != lineEnd+"\n" {
				return dst[:start], d.fail(fmt.Errorf(`line %.60q, expected "A …", "D …" or %q`, line, lineEnd))
			}
			d.sum.Write(dst[start:n])
			if err := d.endBody(); err != nil {
				return dst[:start], err
			}
			return dst[:n], io.EOF
		}
		adds, deletes, err := checkLines(dst[n:])
		if err != nil {
			return dst[:start], d.fail(err)
		}
		d.adds += adds
		d.deletes += deletes
	}
	d.sum.Write(dst[start:])
	return dst, nil
}

// endBody verifies the event and reads the line with its hash.
func (d *Decoder) endBody() error {
	h := &d.cur.Header
	if got := graph.Digest(d.sum.Sum(nil)); got != h.Body {
		return d.fail(fmt.Errorf("SHA-256 of the body is %s, the header says %s", got, h.Body))
	}
	if d.adds != h.Adds || d.deletes != h.Deletes {
		return d.fail(fmt.Errorf("body has %d adds and %d deletes, the header says %d and %d", d.adds, d.deletes, h.Adds, h.Deletes))
	}
	var err error
	d.buf, err = d.readLine(d.buf[:0])
	if err != nil && !errors.Is(err, io.EOF) {
		return d.readError(err)
	}
	hex, ok := strings.CutPrefix(string(d.buf), hashMark)
	if !ok || err != nil {
		return d.fail(fmt.Errorf("line %.60q, expected %q and the event's hash", d.buf, hashMark))
	}
	if hex != d.cur.Hash.String()+"\n" {
		return d.fail(fmt.Errorf("SHA-256 of the header is %s, this line says %.64q", d.cur.Hash, hex))
	}
	d.inBody = false
	return nil
}

// Counts implements [Body].
func (d *Decoder) Counts() (adds, deletes uint64) { return d.adds, d.deletes }
