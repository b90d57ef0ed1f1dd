package annotate

import (
	"iter"
	"strings"

	"github.com/chancery-graph/chancery/ingest/extract"
)

// names tells by which of its names a text calls an entity.
type names struct {
	text     string
	words    string // of the text, as joined has them; empty until they are needed
	entities []extract.Entity
	chosen   []string // for each entity; empty until it is needed
}

// of returns the first name of an entity that the text uses, else the first. A
// place has the name that the text uses first.
func (n *names) of(id extract.EntityID) string {
	if n.chosen == nil {
		n.chosen, n.words = make([]string, len(n.entities)), joined(n.text)
	}
	if n.chosen[id] == "" {
		n.chosen[id] = n.choose(&n.entities[id])
	}
	return n.chosen[id]
}

func (n *names) choose(e *extract.Entity) string {
	best, first := 0, len(n.words)
	for i, name := range e.Names {
		words := joined(name.Text)
		if words == "" {
			continue
		}
		if at := strings.Index(n.words, words); at >= 0 && at < first {
			best, first = i, at
			if e.Kind != extract.Place {
				break
			}
		}
	}
	return e.Names[best].Text
}

// joined is the words of a text with blanks around them, so that to contain
// another is to have all of its words; empty where there are none.
func joined(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 2)
	for word := range words(text) {
		b.WriteByte(' ')
		b.WriteString(word)
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	return b.String()
}

// words are those of a text, folded.
func words(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(extract.Fold(text), func(r rune) bool {
		switch r {
		case ' ', '\n', '\t', '\r', '\u00a0', '\u202f', '.', ',', ';', ':', '!', '?', '(', ')', '[', ']',
			'«', '»', '“', '”', '"', '\'', '’', '-', '–', '—':
			return true
		}
		return false
	})
}
