package terse

import (
	"bytes"

	"github.com/chancery-graph/chancery/graph"
)

// printer writes sorted statements.
type printer struct {
	output
	names
	statements []graph.Change
	nodes      map[string]*node
	indent     int
	nesting    int
	late       [][]byte // blank nodes that were too deep to be nested
}

// print writes all statements.
func (p *printer) print() error {
	for from := 0; from < len(p.statements); {
		to := from
		for to < len(p.statements) && bytes.Equal(p.statements[to].G, p.statements[from].G) {
			to++
		}
		if from > 0 {
			p.buf = append(p.buf, '\n')
		}
		if err := p.graph(from, to); err != nil {
			return err
		}
		from = to
	}
	return p.flush()
}

// graph writes the statements of one graph.
func (p *printer) graph(from, to int) error {
	name := p.statements[from].G
	if len(name) > 0 {
		p.buf = append(p.names.term(p.buf, name), " {\n"...)
		p.indent++
	}
	first := true
	write := func(s []byte, from, to int) error {
		if !first {
			p.buf = append(p.buf, '\n')
		}
		first = false
		p.subject(s, from, to)
		if len(p.buf) >= writeSize {
			return p.flush()
		}
		return nil
	}
	for i := from; i < to; {
		start := i
		s := p.statements[start].S
		for i < to && bytes.Equal(p.statements[i].S, s) {
			i++
		}
		if s[0] == '_' && p.nodes[string(s)].nested {
			continue
		}
		if err := write(s, start, i); err != nil {
			return err
		}
	}
	for len(p.late) > 0 {
		s := p.late[0]
		p.late = p.late[1:]
		n := p.nodes[string(s)]
		if err := write(s, n.from, n.to); err != nil {
			return err
		}
	}
	if len(name) > 0 {
		p.buf = append(p.buf, "}\n"...)
		p.indent--
	}
	return nil
}

// subject writes the statements of one subject.
func (p *printer) subject(s []byte, from, to int) {
	p.buf = p.tabs(p.buf)
	if n := p.nodes[string(s)]; n != nil && n.objects == 0 && n.subjects == 1 && !n.other {
		p.buf = append(p.buf, "[]"...)
	} else {
		p.buf = p.names.term(p.buf, s)
	}
	p.buf = append(p.buf, ' ')
	p.predicates(from, to)
	p.buf = append(p.buf, " .\n"...)
}

// predicates writes predicates and objects, each predicate on a line.
func (p *printer) predicates(from, to int) {
	p.indent++
	for i := from; i < to; i++ {
		c := &p.statements[i]
		switch {
		case i == from:
			p.buf = append(p.names.verb(p.buf, c.P), ' ')
		case bytes.Equal(c.P, p.statements[i-1].P):
			p.buf = append(p.buf, ", "...)
		default:
			p.buf = p.tabs(append(p.buf, " ;\n"...))
			p.buf = append(p.names.verb(p.buf, c.P), ' ')
		}
		p.object(c.O)
	}
	p.indent--
}

// object writes an object, nested if it is a blank node of that kind.
func (p *printer) object(text []byte) {
	if text[0] != '_' {
		p.buf = p.names.term(p.buf, text)
		return
	}
	n := p.nodes[string(text)]
	switch {
	case !n.nested:
		p.buf = append(p.buf, text...)
	case n.subjects == 0:
		p.buf = append(p.buf, "[]"...)
	case p.nesting >= maxNested:
		p.late = append(p.late, text)
		p.buf = append(p.buf, text...)
	case n.list:
		p.list(n)
	default:
		p.bracket(n)
	}
}

// bracket writes the statements of a blank node in brackets, on one line if
// there is only one.
func (p *printer) bracket(n *node) {
	p.nesting++
	if n.to-n.from == 1 {
		p.buf = append(p.buf, "[ "...)
		p.predicates(n.from, n.to)
		p.buf = append(p.buf, " ]"...)
	} else {
		p.indent++
		p.buf = p.tabs(append(p.buf, "[\n"...))
		p.indent--
		p.predicates(n.from, n.to)
		p.buf = append(p.tabs(append(p.buf, '\n')), ']')
	}
	p.nesting--
}

// list writes a collection.
func (p *printer) list(n *node) {
	p.nesting++
	p.buf = append(p.buf, '(')
	for {
		p.buf = append(p.buf, ' ')
		p.object(p.statements[n.from].O)
		rest := p.statements[n.from+1].O
		if string(rest) == string(rdfNil) {
			break
		}
		n = p.nodes[string(rest)]
	}
	p.buf = append(p.buf, " )"...)
	p.nesting--
}

// tabs appends four spaces for each level.
func (p *printer) tabs(dst []byte) []byte {
	for range p.indent {
		dst = append(dst, "    "...)
	}
	return dst
}
