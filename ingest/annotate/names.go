package annotate

import (
	"bytes"
	"unicode/utf8"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// names tells by which of its names a text calls an entity.
type names struct {
	text     string
	words    []byte // of the text, as joined has them; nil until they are needed
	entities []extract.Entity
	chosen   []string // for each entity; empty until it is needed
}

// of returns the first name of an entity that the text uses, else the first. A
// place has the name that the text uses first.
func (n *names) of(id extract.EntityID) string {
	if n.chosen == nil {
		n.chosen, n.words = make([]string, len(n.entities)), joined(make([]byte, 0, len(n.text)+2), n.text)
	}
	if n.chosen[id] == "" {
		n.chosen[id] = n.choose(&n.entities[id])
	}
	return n.chosen[id]
}

func (n *names) choose(e *extract.Entity) string {
	best, first, longest := 0, len(n.words), 0
	var room [64]byte
	for i, name := range e.Names {
		words := joined(room[:0], name.Text)
		if len(words) == 0 {
			continue
		}
		at := bytes.Index(n.words, words)
		switch {
		case at < 0:
		case e.Kind == extract.Organization: // "Association of Southeast Asian Nations", and later "ASEAN"
			if len(words) > longest {
				best, longest = i, len(words)
			}
		case at < first:
			best, first = i, at
			if e.Kind != extract.Place {
				return name.Text
			}
		}
	}
	return e.Names[best].Text
}

// joined appends the words of a text, folded, with blanks around them, so that to
// contain another is to have all of its words; nothing where there are none.
func joined(out []byte, text string) []byte {
	between := true
	for _, r := range extract.Fold(text) {
		switch r {
		case ' ', '\n', '\t', '\r', '\u00a0', '\u202f', '.', ',', ';', ':', '!', '?', '(', ')', '[', ']',
			'«', '»', '“', '”', '"', '\'', '’', '-', '–', '—':
			between = true
			continue
		}
		if between {
			out, between = append(out, ' '), false
		}
		out = utf8.AppendRune(out, r)
	}
	if len(out) > 0 {
		out = append(out, ' ')
	}
	return out
}
