package terse

import (
	"fmt"
)

// maxNamespace is the greatest length of a namespace or base IRI, in bytes. It
// keeps a short input from standing for very much text.
const maxNamespace = 64 << 10

// prefix is a declaration. A prefix that is declared again gets a new one.
type prefix struct {
	name      string
	namespace []byte // with "<" before it
}

// prefixes finds namespaces by name.
type prefixes struct {
	byName map[string]*prefix
	size   int // bytes of all
	// recent is a table of those in use, so that most are found without hashing.
	recent [64]*prefix
}

func slot(name []byte) int {
	if len(name) == 0 {
		return 0
	}
	return (int(name[0])*5 + int(name[len(name)-1])*3 + len(name)) & 63
}

// namespace returns what a prefix stands for, nil if it has not been declared.
func (r *Reader) namespace(name []byte) []byte {
	at := &r.prefixes.recent[slot(name)]
	if p := *at; p != nil && p.name == string(name) {
		return p.namespace
	}
	p := r.prefixes.byName[string(name)]
	if p == nil {
		return nil
	}
	*at = p
	return p.namespace
}

// declare sets a prefix.
func (p *prefixes) declare(name, namespace []byte) {
	if p.byName == nil {
		p.byName = map[string]*prefix{}
	}
	old := p.byName[string(name)]
	if old != nil {
		if string(old.namespace) == string(namespace) {
			return
		}
		p.size -= len(old.name) + len(old.namespace)
	}
	p.size += len(name) + len(namespace)
	declared := &prefix{name: string(name), namespace: append([]byte(nil), namespace...)}
	p.byName[declared.name] = declared
	p.recent[slot(name)] = declared
}

// directive reads the directive at pos, which starts with "@" if old, and with a
// word of SPARQL otherwise.
func (r *Reader) directive(pos int, word string, old bool) int {
	at := r.skip(pos + len(word))
	if at < 0 {
		return -1
	}
	var name, iri []byte
	set := word[len(word)-1] | 0x20 // the last letter tells them apart
	switch set {
	case 'x': // prefix
		colon := r.prefixEnd(at, `a prefix and ":"`)
		if colon < 0 {
			return -1
		}
		name = r.buf[at:colon]
		if at = r.skip(colon + 1); at < 0 {
			return -1
		}
		fallthrough
	case 'e': // base
		if r.buf[at] != '<' || r.buf[at+1] == '<' {
			return r.fail(at, "an IRI in angle brackets")
		}
		start, mark := at, len(r.arena)
		if at = r.iri(at); at < 0 {
			return -1
		}
		iri = r.arena[mark : len(r.arena)-1]
		r.arena = r.arena[:mark] // stays readable up to the next append
		if len(iri) > maxNamespace {
			return r.limit(start, fmt.Sprintf("a namespace of %d bytes", len(iri)), fmt.Sprintf("at most %d", maxNamespace))
		}
	default: // version
		if at = r.version(at); at < 0 {
			return -1
		}
	}
	if old {
		if at = r.skip(at); at < 0 {
			return -1
		}
		if r.buf[at] != '.' {
			return r.fail(at, `"." after a directive`)
		}
		at++
	}
	switch set {
	case 'x':
		if r.prefixes.declare(name, iri); r.prefixes.size > r.max {
			return r.limit(pos, fmt.Sprintf("prefixes of %d bytes", r.prefixes.size), "fewer (see Options.MaxToken)")
		}
	case 'e':
		if err := r.base.Set(iri[1:]); err != nil {
			return r.failFound(pos, "a malformed base IRI", "another one")
		}
	}
	return at
}

// version reads VersionSpecifier. What it says is not needed: the syntax is the
// same for all versions.
func (r *Reader) version(pos int) int {
	c := r.buf[pos]
	if c != '"' && c != '\'' {
		return r.fail(pos, `a version, such as "1.2"`)
	}
	q := r.stringEnd(pos)
	if q.end > 0 && q.from == pos+3 {
		return r.fail(pos, "a version between single quotation marks or apostrophes")
	}
	return q.end
}

// keyword tells whether the word at pos, of whatever case, is the one given and
// no prefixed name. The end of the word has been read.
func (r *Reader) keyword(pos, end int, word string) bool {
	if end-pos != len(word) {
		return false
	}
	for i := range len(word) {
		if r.buf[pos+i]|0x20 != word[i] {
			return false
		}
	}
	return true
}
