package jsonld

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"github.com/piprate/json-gold/ld"
)

// A long document that is a list of nodes, with a context before it or none,
//
//	{"@context": C, "@graph": [node, node, …]}        [node, node, …]
//
// says what the documents say that have a part of the nodes each: a node map is
// not needed for RDF, and labels of blank nodes are kept for all parts. So the
// text alone is held as a whole, and what it stands for, about 20 times as much,
// part by part.
//
// Of a document that is longer than Options.MaxSize not even the text is held:
// more is read as nodes are done with. Whether nothing follows the nodes, such as
// an @id that makes a named graph of them, is then found out at the end.
const (
	pieceFrom = 4 << 20 // bytes of a document that is read in parts
	pieceSize = 1 << 20 // bytes of a part, about
)

// pieces reads a document in parts.
type pieces struct {
	p       *parser
	size    int // of a part, in bytes
	context any
	object  bool // the nodes stand in an object with a context
	first   bool // no node was read yet
	done    bool

	// Of a document of which not all is in memory: where the rest comes from, how
	// long a node may be, and up to where p.text has whole nodes.
	r     io.Reader
	limit int64
	upto  int
}

// newPieces prepares to read a document in parts; ok is false for one of another
// form, or malformed, of which nothing has been read then. r has what is not in
// memory yet; nil: nothing.
func newPieces(p *parser, size int, r io.Reader, limit int64) (d *pieces, ok bool) {
	start := p.pos
	d = &pieces{p: p, size: size, first: true, r: r, limit: limit}
	if d.head() && (r != nil || d.tail()) {
		return d, true
	}
	p.pos = start
	return nil, false
}

// head reads up to the first node.
func (d *pieces) head() bool {
	p := d.p
	if p.token("[") {
		return true
	}
	if !p.token("{") || !p.token(`"@context"`) || !p.token(":") {
		return false
	}
	var err error
	d.object = true
	d.context, err = p.value(1)
	return err == nil && p.token(",") && p.token(`"@graph"`) && p.token(":") && p.token("[")
}

// tail looks ahead for the bracket that ends the nodes, and tells whether nothing
// but the object around them ends behind it.
func (d *pieces) tail() bool {
	depth, quoted := 1, false
	text := d.p.text
	at := d.p.pos
	for ; at < len(text) && depth > 0; at++ {
		switch c := text[at]; {
		case quoted && c == '\\':
			at++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		}
	}
	rest := parser{text: text, pos: at}
	return depth == 0 && text[at-1] == ']' && rest.end(d.object)
}

// token passes white space and a text, if it is there.
func (p *parser) token(text string) bool {
	p.space()
	if !bytes.HasPrefix(p.text[min(p.pos, len(p.text)):], []byte(text)) {
		return false
	}
	p.pos += len(text)
	return true
}

// end passes the end of an object, if there is one, and of the document.
func (p *parser) end(object bool) bool {
	if object && !p.token("}") {
		return false
	}
	p.space()
	return p.pos >= len(p.text)
}

// next returns a document with the next nodes; nil ends.
func (d *pieces) next() (any, error) {
	if d.done {
		return nil, nil
	}
	p := d.p
	depth := 1
	if d.object {
		depth = 2
	}
	if err := d.fill(); err != nil {
		return nil, err
	}
	nodes := []any{}
	for end := p.pos + d.size; ; {
		p.space()
		if p.peek() == ']' {
			p.pos++
			d.done = true
			if err := d.rest(); err != nil {
				return nil, err
			}
			if !p.end(d.object) {
				return nil, p.fail("the end of the document")
			}
			break
		}
		if p.pos >= end || d.r != nil && p.pos >= d.upto {
			break
		}
		if !d.first && !p.token(",") {
			return nil, p.fail(`"," or "]" of an array`)
		}
		d.first = false
		node, err := p.value(depth)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
	}
	if !d.object {
		return nodes, nil
	}
	// The context is changed on the way to statements.
	return map[string]any{"@context": ld.CloneDocument(d.context), keywordGraph: nodes}, nil
}

// fill reads on until there are whole nodes of the size of a part in memory, or
// one node that is longer, or the end.
func (d *pieces) fill() error {
	if d.r == nil {
		return nil
	}
	p := d.p
	if 2*p.pos >= len(p.text) {
		p.drop()
	}
	d.upto = p.pos
	depth, quoted, escaped := 0, false, false
	for at := p.pos; ; {
		for ; at < len(p.text); at++ {
			switch c := p.text[at]; {
			case escaped:
				escaped = false
			case quoted && c == '\\':
				escaped = true
			case c == '"':
				quoted = !quoted
			case quoted:
			case depth == 0 && (c == ',' || c == ']'):
				if d.upto = at; at-p.pos >= d.size || c == ']' {
					return nil
				}
			case c == '[' || c == '{':
				depth++
			case c == ']' || c == '}':
				depth--
			}
		}
		if int64(at-d.upto) > d.limit {
			return p.failFound(fmt.Sprintf("a node of more than %d bytes", d.limit), "a smaller one (see Options.MaxSize)")
		}
		p.text = slices.Grow(p.text, d.size)
		n, err := io.ReadFull(d.r, p.text[len(p.text):len(p.text)+d.size])
		p.text = p.text[:len(p.text)+n]
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			d.r = nil // what is missing is found when it is looked for
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", p.name, err)
		}
	}
}

// rest reads what follows the nodes, which is no more than white space in a
// document of the right form.
func (d *pieces) rest() error {
	if d.r == nil {
		return nil
	}
	rest, err := io.ReadAll(io.LimitReader(d.r, d.limit+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", d.p.name, err)
	}
	if int64(len(rest)) > d.limit {
		return d.p.failFound(fmt.Sprintf("more than %d bytes behind the nodes", d.limit), "the end of the document")
	}
	d.r, d.p.text = nil, append(d.p.text, rest...)
	return nil
}
