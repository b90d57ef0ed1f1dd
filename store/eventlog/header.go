package eventlog

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
)

// formatVersion is the value of the first header line. A change of anything in
// docs/format/log.md needs a new one.
const formatVersion = "1"

// AppendHeader appends the canonical text of a header: RDF Patch header lines in
// a fixed order, without those of fields that are empty or zero. Seq, kind,
// counts and body are always there. ErrInvalid is wrapped by the error for a
// field that has no text.
func AppendHeader(dst []byte, h *graph.Header) ([]byte, error) {
	if err := checkHeader(h); err != nil {
		return dst, err
	}
	text := func(name, value string, always bool) {
		if value == "" && !always {
			return
		}
		dst = append(dst, "H "...)
		dst = append(dst, name...)
		dst = append(dst, ' ')
		dst = appendString(dst, value)
		dst = append(dst, " .\n"...)
	}
	digest := func(name string, d graph.Digest) {
		if !d.IsZero() {
			text(name, d.String(), true)
		}
	}
	text("chancery", formatVersion, true)
	text("seq", strconv.FormatUint(uint64(h.Seq), 10), true)
	digest("prev", h.Prev)
	text("time", formatTime(h.Time), true)
	text("kind", string(h.Kind), true)
	text("agent", h.Agent, false)
	if h.Source != "" {
		dst = append(dst, "H source <"...)
		dst = append(dst, h.Source...)
		dst = append(dst, "> .\n"...)
	}
	digest("document", h.Document)
	text("extractor", h.Extractor, false)
	text("commit", h.Commit, false)
	text("message", h.Message, false)
	text("adds", strconv.FormatUint(h.Adds, 10), true)
	text("deletes", strconv.FormatUint(h.Deletes, 10), true)
	text("body", h.Body.String(), true)
	return dst, nil
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

// checkHeader tells whether the header has a text that reads back as itself.
func checkHeader(h *graph.Header) error {
	switch {
	case h.Seq == 0 || h.Seq == graph.NoSeq:
		return invalid("position %d", h.Seq)
	case (h.Seq == 1) != h.Prev.IsZero():
		return invalid("event %d and hash of the event before %s do not go together", h.Seq, h.Prev)
	case !h.Kind.Valid():
		return invalid("kind %q, expected one of %q", h.Kind, graph.Kinds)
	}
	if t := h.Time; t.Year() < 1 || t.Year() > 9999 || t.Location() != time.UTC || t.Nanosecond()%1000 != 0 {
		return invalid("time %v, expected UTC with microseconds in the years 1 to 9999", t)
	}
	for _, f := range []struct{ name, value string }{
		{"agent", h.Agent}, {"source", h.Source}, {"extractor", h.Extractor},
		{"commit", h.Commit}, {"message", h.Message},
	} {
		if !utf8.ValidString(f.value) {
			return invalid("%s is not UTF-8: %q", f.name, f.value)
		}
	}
	if i := strings.IndexFunc(h.Source, notInIRI); i >= 0 {
		return invalid("source %q: character %q cannot stand in an IRI", h.Source, h.Source[i])
	}
	return nil
}

// notInIRI is the complement of what RDF 1.1 N-Triples allows in an IRIREF,
// without escapes.
func notInIRI(r rune) bool { return r <= 0x20 || strings.ContainsRune("<>\"{}|^`\\", r) }

// appendString appends a literal as canonical N-Triples (RDF 1.2 N-Triples §4)
// does.
func appendString(dst []byte, s string) []byte {
	const hexDigits = "0123456789ABCDEF"
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case escapeLetter(c) != 0:
			dst = append(dst, '\\', escapeLetter(c))
		case c < 0x20 || c == 0x7f:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}

func escapeLetter(c byte) byte {
	switch c {
	case '\b':
		return 'b'
	case '\t':
		return 't'
	case '\n':
		return 'n'
	case '\f':
		return 'f'
	case '\r':
		return 'r'
	}
	return 0
}

// ParseHeader reads a canonical header text. Text that AppendHeader would write
// otherwise is refused, so that one header has one text and one hash.
func ParseHeader(text []byte) (graph.Header, error) {
	var h graph.Header
	if len(text) > maxHeader {
		return h, invalid("header of %d bytes, expected at most %d", len(text), maxHeader)
	}
	version := ""
	for rest := text; len(rest) > 0; {
		line, after, ok := bytes.Cut(rest, []byte("\n"))
		if !ok {
			return h, invalid("header does not end with a line end")
		}
		rest = after
		name, value, err := parseHeaderLine(string(line))
		if err == nil && name == "chancery" {
			version = value
		} else if err == nil {
			err = setField(&h, name, value)
		}
		if err != nil {
			return h, invalid("header line %q: %v", line, err)
		}
	}
	if version != formatVersion {
		return h, invalid("format version %q, expected %q", version, formatVersion)
	}
	again, err := AppendHeader(make([]byte, 0, len(text)), &h)
	if err != nil {
		return h, err
	}
	if !bytes.Equal(again, text) {
		return h, invalid("header is not in canonical form, which is:\n%s", again)
	}
	return h, nil
}

// parseHeaderLine splits `H name "value" .`; source has <value>.
func parseHeaderLine(line string) (name, value string, err error) {
	rest, ok := strings.CutPrefix(line, "H ")
	if !ok {
		return "", "", errors.New(`expected "H " at its beginning`)
	}
	rest, ok = strings.CutSuffix(rest, " .")
	if !ok {
		return "", "", errors.New(`expected " ." at its end`)
	}
	name, term, ok := strings.Cut(rest, " ")
	if !ok || len(term) < 2 {
		return "", "", errors.New("expected a name and a value")
	}
	first, last, inner := term[0], term[len(term)-1], term[1:len(term)-1]
	if name == "source" {
		if first != '<' || last != '>' {
			return "", "", errors.New("expected an IRI in angle brackets")
		}
		return name, inner, nil
	}
	if first != '"' || last != '"' {
		return "", "", errors.New("expected a value in quotation marks")
	}
	value, err = unescape(inner)
	return name, value, err
}

func unescape(s string) (string, error) {
	if !strings.ContainsRune(s, '\\') {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		i++
		if i == len(s) {
			return "", errors.New("escape is cut off")
		}
		switch c := s[i]; c {
		case '"', '\\':
			b = append(b, c)
		case 'b', 't', 'n', 'f', 'r':
			b = append(b, "\b\t\n\f\r"[strings.IndexByte("btnfr", c)])
		case 'u':
			if len(s) < i+5 {
				return "", errors.New("escape is cut off")
			}
			v, err := strconv.ParseUint(s[i+1:i+5], 16, 7)
			if err != nil {
				return "", fmt.Errorf("escape \\%s: %w", s[i:i+5], err)
			}
			b = append(b, byte(v))
			i += 4
		default:
			return "", fmt.Errorf("unknown escape \\%c", c)
		}
	}
	return string(b), nil
}

func setField(h *graph.Header, name, value string) (err error) {
	var n uint64
	switch name {
	case "seq":
		n, err = strconv.ParseUint(value, 10, 64)
		h.Seq = graph.Seq(n)
	case "prev":
		h.Prev, err = graph.ParseDigest(value)
	case "time":
		h.Time, err = time.Parse(timeLayout, value)
	case "kind":
		h.Kind = graph.Kind(value)
	case "agent":
		h.Agent = value
	case "source":
		h.Source = value
	case "document":
		h.Document, err = graph.ParseDigest(value)
	case "extractor":
		h.Extractor = value
	case "commit":
		h.Commit = value
	case "message":
		h.Message = value
	case "adds":
		h.Adds, err = strconv.ParseUint(value, 10, 64)
	case "deletes":
		h.Deletes, err = strconv.ParseUint(value, 10, 64)
	case "body":
		h.Body, err = graph.ParseDigest(value)
	default:
		err = errors.New("unknown name")
	}
	return err
}

// HashHeader returns the event hash: the SHA-256 of the header's text.
func HashHeader(text []byte) graph.Digest { return sha256.Sum256(text) }
