package terse

import "fmt"

// level is what a list of predicates and objects, or of items, stands in.
type level uint8

const (
	levelTop        level = iota // up to "." or "}"
	levelBracket                 // up to "]"
	levelAnnotation              // up to "|}"
	levelList                    // up to ")"
	levelReified                 // up to ">>"
)

// role is what becomes of the term that a bracket stands for.
type role uint8

const (
	roleSubject        role = iota // predicates may follow
	roleListSubject                // predicates must follow
	roleObject                     // or item of a list
	roleReifiedSubject             // of a reified triple
	roleReifiedObject
)

// frame is what was current when a bracket opened.
type frame struct {
	kept    int // start of its terms
	s, p, o int // their lengths
	depth   int // of o
	level   level
	role    role
}

// push keeps what is current and starts a level. It fails if that nests too
// deep.
func (r *Reader) push(pos int, l level, as role) bool {
	if len(r.stack) >= r.maxDepth {
		r.limit(pos, fmt.Sprintf("brackets that nest deeper than %d", r.maxDepth), "less nesting (see Options.MaxDepth)")
		return false
	}
	if len(r.kept) > r.max {
		r.limit(pos, fmt.Sprintf("brackets around %d bytes of terms", len(r.kept)), "less nesting (see Options.MaxToken)")
		return false
	}
	r.stack = append(r.stack, frame{
		kept: len(r.kept), s: len(r.s), p: len(r.p), o: len(r.o), depth: r.depth, level: r.level, role: as,
	})
	r.kept = append(append(append(r.kept, r.s...), r.p...), r.o...)
	r.level = l
	return true
}

// pop brings back what was current and returns the role of the bracket.
func (r *Reader) pop() role {
	f := r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	mark := len(r.arena)
	r.arena = append(r.arena, r.kept[f.kept:]...)
	text := r.text(mark)
	r.s, r.p, r.o = text[:f.s:f.s], text[f.s:f.s+f.p:f.s+f.p], text[f.s+f.p:]
	r.kept = r.kept[:f.kept]
	if cap(r.kept) > keepArena && len(r.kept) < batchText {
		r.kept = append(make([]byte, 0, batchText), r.kept...)
	}
	r.level, r.depth = f.level, f.depth
	return f.role
}

// closed goes on after a bracket, reified triples excepted.
func (r *Reader) closed(as role) {
	switch {
	case as == roleSubject:
		r.state = atVerbOrEnd
	case as == roleListSubject:
		r.state = atVerb
	case r.level == levelList:
		r.state = atItem
	default:
		r.state = atAnnotation
	}
}

// closedReified goes on after a reified triple with its reifier.
func (r *Reader) closedReified(as role, reifier []byte) {
	r.depth = 0
	switch as {
	case roleReifiedSubject:
		r.s, r.state = reifier, atReifiedVerb
	case roleReifiedObject:
		r.o, r.state = reifier, atReifiedEnd
	case roleSubject:
		r.s, r.state = reifier, atVerbOrEnd
	default:
		r.object(reifier)
	}
}
