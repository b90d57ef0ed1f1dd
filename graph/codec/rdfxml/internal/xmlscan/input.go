package xmlscan

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	windowSize = 64 << 10 // bytes
	emptyReads = 100      // times in turn that a reader may return nothing
	peekSize   = 256      // bytes looked at for an encoding declaration
)

// source is text being scanned: the document, or the replacement of an entity.
type source struct {
	r       io.Reader // nil: buf is all there is
	buf     []byte    // the window; valid UTF-8 up to end
	pos     int       // next byte
	end     int       // just after the last byte that may be read
	counted int       // bytes of buf in line and column
	line    int       // line ends before counted
	column  int       // characters between the last line end and counted
	read    int64     // bytes of input so far
	eof     bool
	bad     bool   // what follows end is not UTF-8
	entity  string // name; empty: the document
	depth   int    // elements open when the entity started
}

// count moves the place in the text up to pos.
func (s *source) count() {
	if n := bytes.Count(s.buf[s.counted:s.pos], newline); n > 0 {
		s.line += n
		s.column = 0
		s.counted += bytes.LastIndexByte(s.buf[s.counted:s.pos], '\n') + 1
	}
	s.column += utf8.RuneCount(s.buf[s.counted:s.pos])
	s.counted = s.pos
}

var newline = []byte{'\n'}

// ensure sees to it that n bytes stand from pos on, n ≤ windowSize, and returns
// how many do: fewer at the end of the source and before invalid UTF-8.
func (s *source) ensure(n int) (int, error) {
	for s.end-s.pos < n && !s.eof && !s.bad {
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	return s.end - s.pos, nil
}

// fill reads once into the window, moving what is left to its start.
func (s *source) fill() error {
	if s.r == nil {
		s.eof = true
		return nil
	}
	s.count()
	tail := copy(s.buf, s.buf[s.pos:])
	s.end -= s.pos
	s.pos, s.counted = 0, 0
	s.buf = s.buf[:tail]
	if cap(s.buf) < 2*windowSize {
		s.buf = append(make([]byte, 0, 2*windowSize), s.buf...)
	}
	for range emptyReads {
		n, err := s.r.Read(s.buf[tail : tail+windowSize])
		if n < 0 || n > windowSize {
			return fmt.Errorf("read XML: reader returned an impossible count %d", n)
		}
		s.buf = s.buf[:tail+n]
		s.read += int64(n)
		if err != nil && err != io.EOF {
			return fmt.Errorf("read XML after line %d: %w", s.line+1, err)
		}
		s.eof = err == io.EOF
		if n > 0 || s.eof {
			s.validate()
			return nil
		}
	}
	return fmt.Errorf("read XML: %w", io.ErrNoProgress)
}

// validate moves end over what is UTF-8.
func (s *source) validate() {
	rest := s.buf[s.end:]
	if utf8.Valid(rest) {
		s.end = len(s.buf)
		return
	}
	for len(rest) > 0 {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			s.bad = s.eof || utf8.FullRune(rest)
			return
		}
		s.end += size
		rest = rest[size:]
	}
}

var encodingPattern = regexp.MustCompile(`^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']`)

// charmaps are the encodings of one byte per character that are read.
var charmaps = map[string]encoding.Encoding{
	"iso-8859-1":   charmap.ISO8859_1,
	"latin1":       charmap.ISO8859_1,
	"iso-8859-2":   charmap.ISO8859_2,
	"iso-8859-15":  charmap.ISO8859_15,
	"windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252,
}

// decode returns r as UTF-8 without a byte order mark. unknown names an encoding
// that is declared and not known.
func decode(r io.Reader) (utf8Text io.Reader, unknown string, err error) {
	b := bufio.NewReaderSize(r, windowSize)
	start, err := b.Peek(peekSize)
	if err != nil && err != io.EOF {
		return nil, "", fmt.Errorf("read XML: %w", err)
	}
	switch {
	case bytes.HasPrefix(start, []byte{0xEF, 0xBB, 0xBF}):
		if _, err := b.Discard(3); err != nil {
			return nil, "", fmt.Errorf("read XML: %w", err)
		}
		start = start[3:]
	case bytes.HasPrefix(start, []byte{0xFE, 0xFF}), bytes.HasPrefix(start, []byte{0xFF, 0xFE}):
		d := unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder()
		return transform.NewReader(b, d), "", nil
	case bytes.HasPrefix(start, []byte{0, '<', 0, '?'}):
		return transform.NewReader(b, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()), "", nil
	case bytes.HasPrefix(start, []byte{'<', 0, '?', 0}):
		return transform.NewReader(b, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()), "", nil
	}
	m := encodingPattern.FindSubmatch(start)
	if m == nil {
		return b, "", nil
	}
	name := strings.ToLower(string(m[1]))
	switch name {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return b, "", nil
	}
	if e, ok := charmaps[name]; ok {
		return transform.NewReader(b, e.NewDecoder()), "", nil
	}
	return b, string(m[1]), nil
}
