package graph

import "bytes"

// Scope relabels the blank nodes of one document so that no other document
// shares them: with the prefix "e12-", _:x becomes _:e12-x. It is for one
// goroutine.
type Scope struct {
	prefix []byte
	arena  []byte // holds relabelled terms until Reset
}

// NewScope returns a scope; prefix is put in front of labels and must be fit to
// begin one.
func NewScope(prefix string) *Scope { return &Scope{prefix: []byte("_:" + prefix)} }

// Reset frees the memory of the terms that were relabelled.
func (s *Scope) Reset() { s.arena = s.arena[:0] }

// Fresh returns a scope with the same prefix and memory of its own, for when the
// terms of this one must stay.
func (s *Scope) Fresh() *Scope { return &Scope{prefix: s.prefix} }

// Change relabels the terms of a change. The new terms are valid until Reset.
func (s *Scope) Change(c *Change) {
	c.S, c.O, c.G = s.Term(c.S), s.Term(c.O), s.Term(c.G)
}

// Term returns the canonical text with its blank nodes relabelled, also within
// triple terms: text itself where there are none, otherwise memory that is valid
// until Reset.
func (s *Scope) Term(text []byte) []byte {
	switch TagOf(text) {
	case TagBlank:
		from := len(s.arena)
		s.arena = append(append(s.arena, s.prefix...), text[2:]...)
		return s.arena[from:len(s.arena):len(s.arena)]
	case TagTriple:
		if bytes.Contains(text, []byte(" _:")) {
			return s.triple(text)
		}
	}
	return text
}

// tripleMark opens a triple term; its blanks are copied as they stand.
var tripleMark = []byte("<<(")

// triple relabels the blank nodes of a triple term, <<( s p o )>>. Its parts
// stand between single spaces; "_:" begins a blank node unless it is inside a
// literal or an IRI.
func (s *Scope) triple(text []byte) []byte {
	from := len(s.arena)
	for i := 0; i < len(text); {
		switch {
		case text[i] == '"':
			end := i + 1
			for end < len(text) && text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(text))
			s.arena = append(s.arena, text[i:end]...)
			i = end
		case bytes.HasPrefix(text[i:], tripleMark):
			s.arena = append(s.arena, tripleMark...)
			i += len(tripleMark)
		case text[i] == '<':
			end := i + bytes.IndexByte(text[i:], '>') + 1
			s.arena = append(s.arena, text[i:end]...)
			i = end
		case text[i] == '_' && i+1 < len(text) && text[i+1] == ':':
			s.arena = append(s.arena, s.prefix...)
			i += 2
		default:
			s.arena = append(s.arena, text[i])
			i++
		}
	}
	return s.arena[from:len(s.arena):len(s.arena)]
}
