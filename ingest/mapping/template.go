package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// Special columns.
const (
	rowColumn  = -1
	fileColumn = -2
)

// part is a piece of a template: text, or a column.
type part struct {
	text   string
	column int // used if text is empty
	name   string
	write  func(string) string
}

// template is a text with columns in it.
type template []part

// parseTemplate reads a template. columns tells the place of each; nil takes any.
func parseTemplate(s string, columns map[string]int, plain func(string) string) (template, error) {
	var t template
	for s != "" {
		text, rest, found := strings.Cut(s, "{")
		if text != "" {
			t = append(t, part{text: text})
		}
		if !found {
			break
		}
		field, after, closed := strings.Cut(rest, "}")
		if !closed {
			return nil, fmt.Errorf("a brace is open in %q", s)
		}
		p := part{write: plain}
		var how string
		p.name, how, _ = strings.Cut(field, "|")
		switch how {
		case "":
		case "slug":
			p.write = slug
		case "key":
			p.write = key
		default:
			return nil, fmt.Errorf("%q is neither slug nor key", how)
		}
		var err error
		if p.column, err = columnOf(p.name, columns); err != nil {
			return nil, err
		}
		t = append(t, p)
		s = after
	}
	if len(t) == 0 {
		return nil, errors.New("the template is empty")
	}
	return t, nil
}

// columnOf finds a column.
func columnOf(name string, columns map[string]int) (int, error) {
	switch name {
	case "#row":
		return rowColumn, nil
	case "#file":
		return fileColumn, nil
	}
	if columns == nil {
		return 0, nil
	}
	at, ok := columns[name]
	if !ok {
		return 0, fmt.Errorf("there is no column %q, only %s", name, strings.Join(slices.Sorted(maps.Keys(columns)), ", "))
	}
	return at, nil
}

// row is a row in hand.
type row struct {
	fields []string
	number int
	file   string
}

func (r *row) value(p *part) string {
	switch p.column {
	case rowColumn:
		return strconv.Itoa(r.number)
	case fileColumn:
		return r.file
	}
	return strings.TrimSpace(r.fields[p.column])
}

// fill writes a template for a row; empty is the first column that is empty.
func (t template) fill(r *row) (text string, empty *part) {
	var b strings.Builder
	for i := range t {
		p := &t[i]
		if p.text != "" {
			b.WriteString(p.text)
			continue
		}
		v := r.value(p)
		if v == "" {
			return "", p
		}
		b.WriteString(p.write(v))
	}
	return b.String(), nil
}

func same(s string) string { return s }

// escapeIRI escapes what may not stand in an IRI, and what would end a segment.
func escapeIRI(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r > 0x9f && !unicode.IsSpace(r) && !unicode.IsControl(r) || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-._~", r) {
			b.WriteRune(r)
			continue
		}
		for _, c := range []byte(string(r)) {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// slug writes a name in lower case, its letters and digits without accents, with
// a hyphen for whatever stands between.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	const most = 120
	if b.Len() > most {
		return strings.ToValidUTF8(b.String()[:most], "")
	}
	return b.String()
}

// key is a slug that different names do not share: they differ in the digest.
func key(s string) string {
	sum := sha256.Sum256([]byte(s))
	digest := hex.EncodeToString(sum[:4])
	readable := slug(s)
	if runes := []rune(readable); len(runes) > longestSlug {
		readable = strings.TrimRight(string(runes[:longestSlug]), "-")
	}
	if readable != "" {
		return readable + "-" + digest
	}
	return digest
}

// longestSlug bounds the readable part of a key, in characters; a longer text is
// hardly a name.
const longestSlug = 200

// fileName is the name of a file without folder and endings.
func fileName(file string) string {
	name := path.Base(strings.ReplaceAll(file, "\\", "/"))
	if stem, _, ok := strings.Cut(name, "."); ok && stem != "" {
		name = stem
	}
	if s := slug(name); s != "" {
		return s
	}
	return "table"
}

// fullIRI is the canonical text of an IRI that is written in full, with a prefix,
// or as a path of chancery's own.
func fullIRI(s string) (string, error) {
	iri := s
	if name, local, ok := strings.Cut(s, ":"); ok && !strings.HasPrefix(local, "//") {
		for _, p := range vocab.Prefixes() {
			if p.Name == name {
				iri = p.Namespace + local
				break
			}
		}
	} else if !ok {
		iri = vocab.Base + s
	}
	if !graph.ValidIRI([]byte(iri)) {
		return "", fmt.Errorf("%q is no IRI", s)
	}
	return "<" + iri + ">", nil
}
