package result

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/graph"
	"github.com/chancery-graph/chancery/graph/vocab"
)

// tsvDecoder reads the TSV form: terms as Turtle writes them, an empty field is
// unbound.
type tsvDecoder struct {
	*Reader
	line []byte
}

func (d *tsvDecoder) head() error {
	more, err := d.readLine()
	if err != nil {
		return err
	}
	if !more {
		return d.fail("the document is empty, expected a line with the variables", io.ErrUnexpectedEOF)
	}
	line := strings.TrimPrefix(string(d.line), "\uFEFF")
	if line == "" {
		return d.setVars(nil)
	}
	names := strings.Split(line, "\t")
	for i, n := range names {
		if len(n) < 2 || n[0] != '?' && n[0] != '$' {
			return d.fail(fmt.Sprintf("found %.100q, expected a variable with its question mark", n), nil)
		}
		names[i] = n[1:]
	}
	return d.setVars(names)
}

// readLine reads a line without its end; false at the end of the document.
func (d *tsvDecoder) readLine() (bool, error) {
	d.line = d.line[:0]
	limit := d.o.MaxTerm + 64*len(d.vars) + bufferSize
	for {
		part, err := d.in.r.ReadSlice('\n')
		d.in.offset += int64(len(part))
		d.line = append(d.line, part...)
		if len(d.line) > limit {
			return false, d.fail(fmt.Sprintf("a line is longer than %d bytes", limit), nil)
		}
		switch {
		case err == nil:
			d.in.line++
			d.line = bytes.TrimSuffix(d.line[:len(d.line)-1], []byte{'\r'})
			return true, d.checkLine()
		case errors.Is(err, io.EOF):
			return len(d.line) > 0, d.checkLine()
		case !errors.Is(err, bufio.ErrBufferFull):
			return false, fmt.Errorf("read result: %w", err)
		}
	}
}

func (d *tsvDecoder) checkLine() error {
	if !utf8.Valid(d.line) {
		return d.fail("a line is not UTF-8", nil)
	}
	return nil
}

func (d *tsvDecoder) row() (bool, error) {
	more, err := d.readLine()
	if err != nil || !more {
		return false, err
	}
	if len(d.vars) == 0 {
		if len(d.line) > 0 {
			return false, d.fail("a value in a result without variables", nil)
		}
		return true, nil
	}
	rest, found := d.line, true
	for col := 0; ; col++ {
		if !found {
			if col != len(d.vars) {
				return false, d.fail(fmt.Sprintf("%d fields in a line, expected %d", col, len(d.vars)), nil)
			}
			return true, nil
		}
		if col == len(d.vars) {
			return false, d.fail(fmt.Sprintf("more than %d fields in a line", col), nil)
		}
		var field []byte
		field, rest, found = bytes.Cut(rest, []byte{'\t'})
		if len(field) == 0 {
			continue
		}
		from := len(d.arena)
		end, err := d.term(field, 0)
		if err == nil && len(end) > 0 {
			err = fmt.Errorf("found %.40q after a term", end)
		}
		if err != nil {
			return false, d.fail(fmt.Sprintf("field %d", col+1), err)
		}
		d.bind(col, from)
	}
}

// term appends the term that text starts with to the arena and returns what
// follows it.
func (d *tsvDecoder) term(text []byte, depth int) (rest []byte, err error) {
	t := rawTerm{}
	switch c := text[0]; {
	case bytes.HasPrefix(text, []byte("<<(")):
		t.kind = tripleTerm
		if rest, err = d.triple(&t, text[3:], depth+1); err != nil {
			return nil, err
		}
	case c == '<':
		t.kind = iriTerm
		if t.value, rest, err = iriText(text); err != nil {
			return nil, err
		}
	case c == '_' && len(text) > 2 && text[1] == ':':
		t.kind = blankTerm
		n := graph.LabelLen(text[2:])
		t.value, rest = text[2:2+n], text[2+n:]
	case c == '"' || c == '\'':
		t.kind = literalTerm
		if rest, err = t.readLiteral(text); err != nil {
			return nil, err
		}
	default:
		t.kind = literalTerm
		if rest = t.readShort(text); rest == nil {
			return nil, fmt.Errorf("found %.40q, expected a term", text)
		}
	}
	d.arena, err = t.append(d.arena)
	return rest, err
}

// iriText reads an IRI in angle brackets, with its escapes decoded.
func iriText(text []byte) (iri, rest []byte, err error) {
	end := bytes.IndexByte(text, '>')
	if text[0] != '<' || end < 0 {
		return nil, nil, fmt.Errorf("found %.40q, expected an IRI in angle brackets", text)
	}
	iri, err = unescapeStrict(text[1:end])
	return iri, text[end+1:], err
}

// unescapeStrict decodes escapes; a text without any is returned as it is.
func unescapeStrict(text []byte) ([]byte, error) {
	if bytes.IndexByte(text, '\\') < 0 {
		return text, nil
	}
	var out []byte
	for len(text) > 0 {
		i := bytes.IndexByte(text, '\\')
		if i < 0 {
			return append(out, text...), nil
		}
		r, n := graph.Unescape(text[i:])
		if n == 0 {
			return nil, fmt.Errorf("found %.10q, expected an escape of Turtle", text[i:])
		}
		out = utf8.AppendRune(append(out, text[:i]...), r)
		text = text[i+n:]
	}
	return out, nil
}

// readLiteral reads a string and what says its language or datatype.
func (t *rawTerm) readLiteral(text []byte) (rest []byte, err error) {
	quote := text[:1]
	if len(text) > 2 && text[1] == text[0] && text[2] == text[0] {
		quote = text[:3]
	}
	end := len(quote)
	for ; ; end++ {
		if end >= len(text) {
			return nil, fmt.Errorf("the string %.40q does not end", text)
		}
		if text[end] == '\\' {
			end++
		} else if bytes.HasPrefix(text[end:], quote) {
			break
		}
	}
	if t.value, err = unescapeStrict(text[len(quote):end]); err != nil {
		return nil, err
	}
	rest = text[end+len(quote):]
	switch {
	case len(rest) > 0 && rest[0] == '@':
		n, _ := graph.LanguageLen(rest[1:])
		if n == 0 {
			return nil, fmt.Errorf("found %.40q, expected a language tag", rest)
		}
		t.language, t.direction = splitDirection(rest[1 : 1+n])
		return rest[1+n:], nil
	case len(rest) > 2 && rest[0] == '^' && rest[1] == '^':
		t.datatype, rest, err = iriText(rest[2:])
	}
	return rest, err
}

// readShort reads a number, true or false; nil if there is none.
func (t *rawTerm) readShort(text []byte) (rest []byte) {
	for _, word := range []string{"true", "false"} {
		if bytes.HasPrefix(text, []byte(word)) {
			t.value, t.datatype = text[:len(word)], booleanType
			return text[len(word):]
		}
	}
	kind, n := numberLen(text)
	if n == 0 {
		return nil
	}
	t.value = text[:n]
	switch kind {
	case graph.TagInteger:
		t.datatype = integerType
	case graph.TagDecimal:
		t.datatype = decimalType
	default:
		t.datatype = doubleType
	}
	return text[n:]
}

// triple reads the parts of a triple term from behind its opening.
func (d *tsvDecoder) triple(t *rawTerm, text []byte, depth int) (rest []byte, err error) {
	if depth > graph.MaxTripleDepth {
		return nil, fmt.Errorf("triple terms nest deeper than %d", graph.MaxTripleDepth)
	}
	for _, part := range []*[]byte{&t.subject, &t.predicate, &t.object} {
		if text = bytes.TrimLeft(text, " "); len(text) == 0 {
			return nil, fmt.Errorf("a triple term breaks off")
		}
		from := len(d.arena)
		if text, err = d.term(text, depth); err != nil {
			return nil, err
		}
		*part = append([]byte(nil), d.arena[from:]...)
		d.arena = d.arena[:from]
	}
	text = bytes.TrimLeft(text, " ")
	rest, ok := bytes.CutPrefix(text, []byte(")>>"))
	if !ok {
		return nil, fmt.Errorf("found %.40q, expected the end of a triple term", text)
	}
	return rest, nil
}

// The datatypes of literals without quotes.
var (
	booleanType = []byte(vocab.XSDBoolean)
	integerType = []byte(vocab.XSDInteger)
	decimalType = []byte(vocab.XSDDecimal)
	doubleType  = []byte(vocab.XSDDouble)
)
