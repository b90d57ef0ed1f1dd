package iri

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/chancery-graph/chancery/graph"
)

var (
	// ErrNoBase is returned by [Base.AppendResolve] for a relative reference when
	// there is no base.
	ErrNoBase = errors.New("iri: relative reference without a base")
	// ErrBase is wrapped by [ParseBase]: the text cannot be a base.
	ErrBase = errors.New("iri: not a base")
)

// Base is an IRI that references are resolved against. The zero Base is none:
// only references with a scheme can be resolved then.
type Base struct {
	text []byte // without a fragment
	// Ends of the components in text, each with its delimiters, so that an
	// absent one is empty: scheme ":", "//" authority, path up to and with its
	// last "/", whole path.
	scheme, authority, directory, path int
}

// ParseBase copies iri, an absolute IRI; a fragment is left out (RFC 3986 §5.1).
// What graph.ValidIRI refuses is an error that wraps [ErrBase].
func ParseBase(iri []byte) (Base, error) {
	var b Base
	if err := b.Set(iri); err != nil {
		return Base{}, err
	}
	return b, nil
}

// Set makes iri the base, in the memory of the one before. If it cannot be a
// base, see [ParseBase], b stays as it was.
func (b *Base) Set(iri []byte) error {
	if !graph.ValidIRI(iri) {
		return fmt.Errorf("%w: %.200q is relative or malformed", ErrBase, iri)
	}
	if n := bytes.IndexByte(iri, '#'); n >= 0 {
		iri = iri[:n]
	}
	b.text = append(b.text[:0], iri...)
	b.scheme = graph.SchemeLen(iri) + 1
	b.authority = authorityEnd(iri, b.scheme)
	b.path = pathEnd(iri, b.authority)
	b.directory = b.authority + bytes.LastIndexByte(iri[b.authority:b.path], '/') + 1
	return nil
}

// IsZero tells whether there is no base.
func (b *Base) IsZero() bool { return len(b.text) == 0 }

// String returns the base without its fragment; empty for none.
func (b *Base) String() string { return string(b.text) }

// AppendResolve appends the IRI that ref stands for. The characters of ref are
// not checked (for that see [Check]); a relative ref without a base is
// [ErrNoBase], and dst is then returned as it was. Dot segments are removed from
// a ref with a scheme too, as RFC 3986 §5.2.2 has it; a caller that wants to
// keep those bytes asks graph.SchemeLen first. ref may lie in the memory behind
// dst, but not in its spare capacity.
func (b *Base) AppendResolve(dst, ref []byte) ([]byte, error) {
	if n := graph.SchemeLen(ref); n > 0 {
		end := authorityEnd(ref, n+1)
		return appendPath(append(dst, ref[:end]...), nil, ref[end:]), nil
	}
	if len(b.text) == 0 {
		return dst, ErrNoBase
	}
	if end := authorityEnd(ref, 0); end > 0 {
		dst = append(append(dst, b.text[:b.scheme]...), ref[:end]...)
		return appendPath(dst, nil, ref[end:]), nil
	}
	switch {
	case len(ref) == 0 || ref[0] == '#':
		dst = append(dst, b.text...)
	case ref[0] == '?':
		dst = append(dst, b.text[:b.path]...)
	case ref[0] == '/':
		return appendPath(append(dst, b.text[:b.authority]...), nil, ref), nil
	case b.authority == b.path && b.authority > b.scheme: // RFC 3986 §5.2.3: an authority and no path
		return appendPath(append(dst, b.text[:b.authority]...), []byte{'/'}, ref), nil
	default:
		return appendPath(append(dst, b.text[:b.authority]...), b.text[b.authority:b.directory], ref), nil
	}
	return append(dst, ref...), nil
}

// authorityEnd returns the end of "//" authority at from, or from if there is
// none.
func authorityEnd(iri []byte, from int) int {
	if len(iri) < from+2 || iri[from] != '/' || iri[from+1] != '/' {
		return from
	}
	end := from + 2
	for end < len(iri) && iri[end] != '/' && iri[end] != '?' && iri[end] != '#' {
		end++
	}
	return end
}

// pathEnd returns the end of the path that starts at from.
func pathEnd(iri []byte, from int) int {
	for from < len(iri) && iri[from] != '?' && iri[from] != '#' {
		from++
	}
	return from
}

// appendPath appends the path of directory and ref without dot segments, and
// what follows the path in ref.
func appendPath(dst, directory, ref []byte) []byte {
	end := pathEnd(ref, 0)
	from := len(dst)
	dst = append(append(dst, directory...), ref[:end]...)
	dst = dst[:from+removeDots(dst[from:])]
	return append(dst, ref[end:]...)
}

// removeDots is remove_dot_segments (RFC 3986 §5.2.4) in place; it returns the
// new length of path. The comments name the steps there.
func removeDots(path []byte) int {
	if !hasDots(path) {
		return len(path)
	}
	out := 0 // path[:out] is the output buffer
	for in := 0; in < len(path); {
		rest := path[in:]
		switch {
		case has(rest, "../"): // A
			in += 3
		case has(rest, "./"):
			in += 2
		case has(rest, "/./"): // B
			in += 2
		case string(rest) == "/.":
			in++
			path[in] = '/'
		case has(rest, "/../"): // C
			in += 3
			out = max(bytes.LastIndexByte(path[:out], '/'), 0)
		case string(rest) == "/..":
			in += 2
			path[in] = '/'
			out = max(bytes.LastIndexByte(path[:out], '/'), 0)
		case string(rest) == "." || string(rest) == "..": // D
			in = len(path)
		default: // E
			n := bytes.IndexByte(rest[1:], '/') + 1
			if n == 0 {
				n = len(rest)
			}
			out += copy(path[out:], rest[:n])
			in += n
		}
	}
	return out
}

// hasDots tells whether a segment of path may start with a dot.
func hasDots(path []byte) bool {
	return len(path) > 0 && path[0] == '.' || bytes.Contains(path, []byte("/."))
}

func has(text []byte, start string) bool {
	return len(text) >= len(start) && string(text[:len(start)]) == start
}
