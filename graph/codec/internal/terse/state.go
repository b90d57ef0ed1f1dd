package terse

// state is where in the grammar the next step starts.
type state uint8

const (
	atStatement   state = iota // a statement, a directive, or the end
	atVerb                     // a predicate must follow
	atVerbOrGraph              // or a graph, of which the name has been read
	atVerbOrEnd                // or the end of the level
	atVerbOrMore               // or ";" or the end of the level: a ";" has been read
	atObject                   // an object must follow
	atAnnotation               // after an object
	atItem                     // an item or the end of a list
	atReifiedSubject
	atReifiedVerb
	atReifiedObject
	atReifiedEnd
)

const (
	expectSubject   = "a subject: an IRI, a blank node, a collection or a reified triple"
	expectStatement = "a statement or a directive"
	expectVerb      = `a predicate: an IRI or "a"`
	expectObject    = "an object: an IRI, a blank node, a collection, a literal or a triple term"
	expectReified   = "an IRI, a blank node or a reified triple as the subject of a reified triple"
	expectInReified = "an IRI, a blank node, a literal, a triple term or a reified triple as the object of a reified triple"
)

// step reads the next token and returns the offset after it, or -1.
func (r *Reader) step() int {
	pos := r.skip(r.pos)
	if pos < 0 {
		return -1
	}
	r.pos = pos // white space is no part of a token
	switch r.state {
	case atStatement:
		return r.statement(pos)
	case atVerb, atVerbOrGraph, atVerbOrEnd, atVerbOrMore, atReifiedVerb:
		return r.predicate(pos)
	case atObject:
		return r.readObject(pos, expectObject)
	case atAnnotation:
		return r.annotation(pos)
	case atItem:
		return r.item(pos)
	case atReifiedSubject:
		return r.reifiedSubject(pos)
	case atReifiedObject:
		return r.reifiedObject(pos)
	default:
		return r.reifiedEnd(pos)
	}
}

// statement reads the start of a statement: its subject, or a directive, or the
// bracket of a graph.
func (r *Reader) statement(pos int) int {
	switch c := r.buf[pos]; {
	case c == '[' || c == '(' || c == '<' && r.buf[pos+1] == '<':
		return r.bracketSubject(pos)
	case c == '@' && !r.inGraph:
		for _, word := range []string{"@prefix", "@base", "@version"} {
			if r.has(pos, word) {
				return r.directive(pos, word, true)
			}
		}
		return r.fail(pos, "@prefix, @base or @version")
	case c == '{' && r.graphs && !r.inGraph:
		r.inGraph = true
		return pos + 1
	case c == '}' && r.inGraph:
		return r.endGraph(pos)
	case is(c, letter) && !r.inGraph:
		if end := r.word(pos); end != 0 {
			return end
		}
	case c == 0 && pos >= r.end:
		if r.inGraph {
			return r.fail(pos, `"}" at the end of a graph`)
		}
		return pos
	}
	mark := len(r.arena)
	expected := expectStatement
	if r.inGraph {
		expected = expectSubject
	}
	if pos = r.node(pos, expected); pos < 0 {
		return -1
	}
	r.s, r.state = r.text(mark), atVerb
	if r.graphs && !r.inGraph {
		r.state = atVerbOrGraph
	}
	return pos
}

// word reads what starts with a word: a directive as in SPARQL or GRAPH. It
// returns 0 if a prefixed name starts there.
func (r *Reader) word(pos int) int {
	end := pos
	for is(r.buf[end], letter) {
		end++
	}
	if r.open(end) {
		return r.more()
	}
	if prefixed, more := r.isPrefixed(end); more {
		return -1
	} else if prefixed {
		return 0
	}
	switch {
	case r.keyword(pos, end, "prefix"):
		return r.directive(pos, "prefix", false)
	case r.keyword(pos, end, "base"):
		return r.directive(pos, "base", false)
	case r.keyword(pos, end, "version"):
		return r.directive(pos, "version", false)
	case r.graphs && r.keyword(pos, end, "graph"):
		return r.namedGraph(end)
	}
	return 0
}

// namedGraph reads the name and the bracket after GRAPH.
func (r *Reader) namedGraph(pos int) int {
	if pos = r.skip(pos); pos < 0 {
		return -1
	}
	const expected = "the name of a graph: an IRI or a blank node"
	if r.buf[pos] == '<' && r.buf[pos+1] == '<' {
		return r.fail(pos, expected)
	}
	mark := len(r.arena)
	if pos = r.node(pos, expected); pos < 0 {
		return -1
	}
	name := r.text(mark)
	if pos = r.skip(pos); pos < 0 {
		return -1
	}
	if r.buf[pos] != '{' {
		return r.fail(pos, `"{" of a graph`)
	}
	r.g, r.inGraph = name, true
	return pos + 1
}

func (r *Reader) endGraph(pos int) int {
	r.s, r.p, r.o, r.state = nil, nil, nil, atStatement
	r.g, r.inGraph = r.outer, false
	return pos + 1
}

// bracketSubject reads the start of a subject that is more than a term.
func (r *Reader) bracketSubject(pos int) int {
	var end int
	switch r.buf[pos] {
	case '<':
		if pos+2 >= r.end {
			return r.fail(pos+2, expectSubject)
		}
		if r.buf[pos+2] == '(' {
			return r.failFound(pos, "a triple term", expectSubject)
		}
		if !r.push(pos, levelReified, roleSubject) {
			return -1
		}
		r.state = atReifiedSubject
		return pos + 2
	case '[':
		if end = r.anonEnd(pos); end < 0 {
			return -1
		}
		r.s = r.fresh()
		if end > 0 {
			if r.state = atVerb; r.graphs && !r.inGraph {
				r.state = atVerbOrGraph
			}
			return end
		}
		if !r.push(pos, levelBracket, roleSubject) {
			return -1
		}
		r.state = atVerb
	default:
		if end = r.skip(pos + 1); end < 0 {
			return -1
		}
		if r.buf[end] == ')' {
			r.s, r.state = rdfNil, atVerb
			return end + 1
		}
		r.s = r.fresh()
		if !r.push(pos, levelList, roleListSubject) {
			return -1
		}
		r.p, r.state = rdfFirst, atObject
	}
	return pos + 1
}

// predicate reads a predicate, or what else may stand there.
func (r *Reader) predicate(pos int) int {
	c := r.buf[pos]
	switch r.state {
	case atVerbOrGraph:
		if c == '{' {
			r.g, r.inGraph, r.state = r.s, true, atStatement
			return pos + 1
		}
	case atVerbOrEnd:
		if c == '.' || c == '}' || c == 0 {
			return r.closeLevel(pos, `a predicate or "."`)
		}
	case atVerbOrMore:
		switch c {
		case ';':
			return pos + 1
		case '.', '}', ']', '|', 0:
			return r.closeLevel(pos, "a predicate")
		}
	}
	if c == '<' && r.buf[pos+1] == '<' {
		return r.fail(pos, expectVerb)
	}
	mark := len(r.arena)
	if pos = r.verb(pos, expectVerb); pos < 0 {
		return -1
	}
	r.p = r.text(mark)
	if r.state == atReifiedVerb {
		r.state = atReifiedObject
	} else {
		r.state = atObject
	}
	return pos
}

// readObject reads an object or an item of a list.
func (r *Reader) readObject(pos int, expected string) int {
	switch c := r.buf[pos]; {
	case c == '[' || c == '(':
		return r.bracketObject(pos)
	case c == '<' && r.buf[pos+1] == '<':
		if pos+2 >= r.end {
			return r.fail(pos+2, expected)
		}
		if r.buf[pos+2] != '(' {
			if !r.push(pos, levelReified, roleObject) {
				return -1
			}
			r.state = atReifiedSubject
			return pos + 2
		}
		mark := len(r.arena)
		if pos = r.triple(pos, 1); pos > 0 {
			r.object(r.text(mark))
		}
		return pos
	}
	mark := len(r.arena)
	r.depth = 0
	if pos = r.simple(pos, expected); pos < 0 {
		return -1
	}
	r.object(r.text(mark))
	return pos
}

// object states the current subject and predicate of an object.
func (r *Reader) object(text []byte) {
	r.o = text
	r.emit(r.s, r.p, text)
	if r.state = atAnnotation; r.level == levelList {
		r.state = atItem
	}
	r.reifier = nil
}

// bracketObject reads the start of an object that is more than a term.
func (r *Reader) bracketObject(pos int) int {
	r.depth = 0
	end, closing, nothing := 0, byte(']'), []byte(nil)
	if r.buf[pos] == '(' {
		closing, nothing = ')', rdfNil
	}
	if end = r.skip(pos + 1); end < 0 {
		return -1
	}
	if r.buf[end] == closing {
		if nothing == nil {
			nothing = r.fresh()
		}
		r.object(nothing)
		return end + 1
	}
	node := r.fresh()
	// The object is pushed with what is current, for an annotation after it.
	r.o, r.reifier = node, nil
	l := levelBracket
	if closing == ')' {
		l = levelList
	}
	if !r.push(pos, l, roleObject) {
		return -1
	}
	r.emit(r.s, r.p, node)
	r.s, r.state = node, atVerb
	if closing == ')' {
		r.p, r.state = rdfFirst, atObject
	}
	return pos + 1
}

// item reads what follows an item of a list.
func (r *Reader) item(pos int) int {
	if r.buf[pos] == ')' {
		r.emit(r.s, rdfRest, rdfNil)
		r.closed(r.pop())
		return pos + 1
	}
	if pos >= r.end {
		return r.fail(pos, `an item or ")" of a collection`)
	}
	node := r.fresh()
	r.emit(r.s, rdfRest, node)
	r.s, r.p, r.state = node, rdfFirst, atObject
	return pos
}

// annotation reads what follows an object.
func (r *Reader) annotation(pos int) int {
	switch c := r.buf[pos]; {
	case c == ',':
		r.o, r.state = nil, atObject // a long literal shall not be carried on
		return pos + 1
	case c == ';':
		r.o, r.state = nil, atVerbOrMore
		return pos + 1
	case c == '~':
		reifier, end := r.readReifier(pos)
		if end < 0 || !r.reify(pos, reifier) {
			return -1
		}
		r.reifier = reifier
		return end
	case c == '{':
		if r.buf[pos+1] != '|' {
			return r.fail(pos+1, `"|" of an annotation`)
		}
		if r.reifier == nil {
			fresh := r.fresh()
			if !r.reify(pos, fresh) {
				return -1
			}
			r.reifier = fresh
		}
		reifier := r.reifier
		if !r.push(pos, levelAnnotation, roleObject) {
			return -1
		}
		r.s, r.reifier, r.state = reifier, nil, atVerb
		return pos + 2
	}
	return r.closeLevel(pos, `";", ","`)
}

// closeLevel reads the end of the level; before says what else might stand
// there.
func (r *Reader) closeLevel(pos int, before string) int {
	c := r.buf[pos]
	switch r.level {
	case levelTop:
		if c == '.' {
			r.s, r.p, r.o, r.state = nil, nil, nil, atStatement
			return pos + 1
		}
		if !r.inGraph {
			return r.fail(pos, before+` or "." after a statement`)
		}
		if c == '}' {
			return r.endGraph(pos)
		}
		return r.fail(pos, before+`, "." or "}" after a statement in a graph`)
	case levelBracket:
		if c != ']' {
			return r.fail(pos, before+` or "]"`)
		}
		r.closed(r.pop())
		return pos + 1
	default:
		if c != '|' || r.buf[pos+1] != '}' {
			return r.fail(pos, before+` or "|}" of an annotation`)
		}
		r.closed(r.pop())
		return pos + 2
	}
}
