package store

import (
	"bytes"
	"strconv"

	"github.com/chancery-graph/chancery/graph"
)

// scope relabels the blank nodes of one document so that no other document
// shares them: _:x of event 12 becomes _:e12-x. The label tells where the node
// came from, and the same document read again gives the same shape.
type scope struct {
	prefix []byte
	arena  []byte // holds relabelled terms until reset
}

func newScope(seq graph.Seq) *scope {
	p := append([]byte("_:e"), strconv.FormatUint(uint64(seq), 10)...)
	return &scope{prefix: append(p, '-')}
}

func (s *scope) reset() { s.arena = s.arena[:0] }

func (s *scope) change(c *graph.Change) {
	c.S, c.O, c.G = s.term(c.S), s.term(c.O), s.term(c.G)
}

// term relabels a blank node, also within triple terms.
func (s *scope) term(text []byte) []byte {
	switch graph.TagOf(text) {
	case graph.TagBlank:
		from := len(s.arena)
		s.arena = append(append(s.arena, s.prefix...), text[2:]...)
		return s.arena[from:len(s.arena):len(s.arena)]
	case graph.TagTriple:
		if bytes.Contains(text, []byte(" _:")) {
			return s.triple(text)
		}
	}
	return text
}

var tripleOpen = []byte("<<(")

// triple relabels the blank nodes of a triple term, <<( s p o )>>. Its parts
// stand between single spaces; "_:" begins a blank node unless it is inside a
// literal or an IRI.
func (s *scope) triple(text []byte) []byte {
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
		case bytes.HasPrefix(text[i:], tripleOpen):
			s.arena = append(s.arena, tripleOpen...)
			i += len(tripleOpen)
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
