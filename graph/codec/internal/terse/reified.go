package terse

import "github.com/chancery-graph/chancery/graph"

// reifiedSubject reads the subject of a reified triple.
func (r *Reader) reifiedSubject(pos int) int {
	if r.buf[pos] == '<' && r.buf[pos+1] == '<' {
		return r.reifiedIn(pos, roleReifiedSubject, expectReified)
	}
	mark := len(r.arena)
	if pos = r.node(pos, expectReified); pos < 0 {
		return -1
	}
	r.s, r.state = r.text(mark), atReifiedVerb
	return pos
}

// reifiedObject reads the object of a reified triple.
func (r *Reader) reifiedObject(pos int) int {
	mark := len(r.arena)
	switch {
	case r.has(pos, "<<("):
		pos = r.triple(pos, 1)
	case r.buf[pos] == '<' && r.buf[pos+1] == '<':
		return r.reifiedIn(pos, roleReifiedObject, expectInReified)
	default:
		r.depth = 0
		pos = r.simple(pos, expectInReified)
	}
	if pos < 0 {
		return -1
	}
	r.o, r.state = r.text(mark), atReifiedEnd
	return pos
}

// reifiedIn reads the start of a reified triple within another.
func (r *Reader) reifiedIn(pos int, as role, expected string) int {
	if pos+2 >= r.end {
		return r.fail(pos+2, expected)
	}
	if r.buf[pos+2] == '(' {
		return r.failFound(pos, "a triple term", expected)
	}
	if !r.push(pos, levelReified, as) {
		return -1
	}
	r.state = atReifiedSubject
	return pos + 2
}

// reifiedEnd reads a reifier, if there is one, and the end of a reified triple.
func (r *Reader) reifiedEnd(pos int) int {
	var reifier []byte
	start := pos
	if r.buf[pos] == '~' {
		if reifier, pos = r.readReifier(pos); pos < 0 {
			return -1
		}
		if pos = r.skip(pos); pos < 0 {
			return -1
		}
		if !r.has(pos, ">>") {
			return r.fail(pos, `">>" of a reified triple`)
		}
	} else if !r.has(pos, ">>") {
		return r.fail(pos, `"~" and a reifier or ">>" of a reified triple`)
	} else {
		reifier = r.fresh()
	}
	if !r.reify(start, reifier) {
		return -1
	}
	r.closedReified(r.pop(), reifier)
	return pos + 2
}

// readReifier reads "~" and the reifier after it, or makes one.
func (r *Reader) readReifier(pos int) ([]byte, int) {
	pos++
	next := r.skip(pos)
	if next < 0 {
		return nil, -1
	}
	mark := len(r.arena)
	switch c := r.buf[next]; {
	case c == '_' || c == '[' || c == '<' && r.buf[next+1] != '<' || c == ':' || is(c, letter) || c >= 0x80:
		if next = r.node(next, "a reifier: an IRI or a blank node"); next < 0 {
			return nil, -1
		}
		return r.text(mark), next
	}
	return r.fresh(), pos
}

// reify states that reifier reifies the current triple.
func (r *Reader) reify(pos int, reifier []byte) bool {
	if r.depth >= graph.MaxTripleDepth {
		r.limit(pos, "a triple term too deep within others", "less nesting")
		return false
	}
	mark := len(r.arena)
	r.arena = append(append(append(r.arena, "<<( "...), r.s...), ' ')
	r.arena = append(append(append(append(r.arena, r.p...), ' '), r.o...), " )>>"...)
	r.emit(reifier, rdfReifies, r.text(mark))
	return true
}
