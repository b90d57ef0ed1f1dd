package extract

import "strings"

// spelled is a name or title as it is written, with what is known of it. Names come
// again and again, in one text and in the next, so each is folded once.
type spelled struct {
	text  string
	key   string   // as key folds it
	words []string // of the key

	// In the text that is read: whom it means, and as which entity it was entered.
	asked, entered uint64 // namebook.state and namebook.texts at that time
	means          int    // in roster.all, -1 for nobody
	id             EntityID
}

// namesLast is how many names are found without a look into a map.
const namesLast = 1 << 8

// namebook holds names as they are written, across texts; it holds on to none of these.
type namebook struct {
	names map[string]*spelled
	// recent holds those asked for last, each where its letters put it, since finding one
	// in a map costs more than comparing it.
	recent [namesLast]*spelled

	texts uint64 // that were read so far
	state uint64 // of the roster: another whenever it learns of somebody
}

// place is where a word or name lies among recent ones; it must be cheap rather than
// good.
func place[T string | []byte](text T) uint {
	n := len(text)
	if n == 0 {
		return 0
	}
	return uint(n)*181 + uint(text[0])*53 + uint(text[n/2])*7 + uint(text[n-1])
}

// at returns a name by how it is written.
func (b *namebook) at(text string) *spelled {
	recent := &b.recent[place(text)%namesLast]
	if n := *recent; n != nil && n.text == text {
		return n
	}
	n := b.names[text]
	if n == nil {
		n = b.enter(text)
	}
	*recent = n
	return n
}

// enter adds a name.
func (b *namebook) enter(text string) *spelled {
	if len(b.names) >= mostSeen {
		clear(b.names)
	}
	n := &spelled{text: strings.Clone(text)} // holds on to no text
	n.key = key(n.text)
	n.words = strings.Fields(n.key)
	b.names[n.text] = n
	return n
}

// surface is surfaceOf without a string made anew for what was written before.
func (b *namebook) surface(toks []token) string {
	if len(toks) == 1 {
		return toks[0].text
	}
	var room [96]byte
	written := room[:0]
	for i := range toks {
		if i > 0 && toks[i-1].End < toks[i].Start {
			written = append(written, ' ')
		}
		written = append(written, toks[i].text...)
	}
	recent := &b.recent[place(written)%namesLast]
	if n := *recent; n != nil && n.text == string(written) {
		return n.text
	}
	n := b.names[string(written)]
	if n == nil {
		n = b.enter(string(written))
	}
	*recent = n
	return n.text
}
