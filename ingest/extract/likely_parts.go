package extract

import "slices"

// part is what the model is told of one of two people whoever the other is: it is weighed once for
// all pairs of a sentence.
type part int

const (
	asFirst    part = iota
	asSecond        // who is named or referred to, too
	asReferred      // how well he fits what refers to him
	asNamed         // of a pair whose other the sentence does not name
	asMeant         // that other
	partsOfOne
)

// parts are those of the people of a sentence.
type parts struct {
	of   [][partsOfOne]told // by standing.place
	keys []int32
}

// told is what a part weighs, and its keys: parts.keys[from:to].
type told struct {
	known    bool
	from, to int32
	sum      float64
}

func (p *parts) begin(people int) {
	p.of = slices.Grow(p.of[:0], people)[:people]
	clear(p.of)
	p.keys = p.keys[:0]
}

// opened is a part that is being told, and the sum without it.
type opened struct {
	*told
	sum float64
}

// open starts with a part unless it is known; then it is added.
func (f *features) open(m *standing, p part) (opened, bool) {
	t := &f.parts.of[m.place][p]
	if t.known && !f.record {
		f.join(t)
		return opened{}, false
	}
	out := opened{t, f.sum}
	f.sum, f.crosses.from = 0, len(f.crosses.keys)
	return out, true
}

// close ends a part and adds it.
func (f *features) close(o opened) {
	t, from := &f.crosses, int32(len(f.parts.keys))
	f.parts.keys = append(f.parts.keys, t.keys[t.from:]...)
	*o.told = told{true, from, int32(len(f.parts.keys)), f.sum}
	t.keys, t.from, f.sum = t.keys[:t.from], 0, o.sum
	f.join(o.told)
}

// join adds a part that is known.
func (f *features) join(p *told) {
	t, keys := &f.crosses, f.parts.keys[p.from:p.to]
	f.sum += p.sum
	for _, key := range keys {
		f.sum += sumOf(t.row(key), t.keys)
	}
	t.keys = append(t.keys, keys...)
}
