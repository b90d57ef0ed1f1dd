package canon

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
)

const (
	// maxDepth bounds the recursion of Hash N-Degree Quads, as it follows chains
	// of blank nodes: a stack must not outgrow what Go allows.
	maxDepth = 100_000
	// askEvery is how much work is done between two looks at the context.
	askEvery = 4096
)

// labeller is the canonicalization state of RDFC-1.0 §4.2.
type labeller struct {
	ctx   context.Context // of one call of label
	data  *dataset
	hash  Hash
	first []sum // results of Hash First Degree Quads

	// canonical is the canonical issuer: the number of each node, none without.
	canonical []node
	issued    node

	// The temporary issuer: trail lists the nodes in the order in which they got
	// their identifiers b0, b1, …, and temporary has their numbers. A copy of an
	// issuer, of which the algorithm makes many, is the length of the trail to
	// which one goes back.
	temporary []node
	trail     []node

	work, maxWork, askAt uint64

	tied bool // two hashes or two paths were equal, and the order of the input chose
}

// label is the Canonicalization Algorithm, RDFC-1.0 §4.4.3, from step 3 on. It
// returns the numbers of the canonical identifiers, by node, and notes the work
// done and whether the order of the input may have had a say.
func label(ctx context.Context, data *dataset, o Options, res *Result) (canonical []node, err error) {
	nodes := len(data.labels)
	l := &labeller{
		ctx: ctx, data: data, hash: o.Hash, maxWork: o.MaxWork, askAt: askEvery,
		canonical: slices.Repeat([]node{none}, nodes), temporary: slices.Repeat([]node{none}, nodes),
	}
	if l.maxWork == 0 {
		l.maxWork = workFloor + workPerMention*uint64(data.total)
	}
	if err := l.firstDegree(); err != nil {
		return nil, err
	}
	order := make([]node, nodes)
	for n := range order {
		order[n] = node(n)
	}
	slices.SortFunc(order, func(a, b node) int { return bytes.Compare(l.first[a][:], l.first[b][:]) })
	var alike [][]node
	for len(order) > 0 { // step 4
		n := 1
		for n < len(order) && l.first[order[n]] == l.first[order[0]] {
			n++
		}
		if n == 1 {
			l.issueCanonical(order[0])
		} else {
			alike = append(alike, order[:n])
		}
		order = order[n:]
	}
	for _, list := range alike { // step 5
		if err := l.tellApart(list); err != nil {
			return nil, err
		}
	}
	res.Work = l.work
	res.Doubtful = l.tied && data.ternary
	return l.canonical, nil
}

// tellApart issues canonical identifiers to nodes with one first degree hash and
// to whatever hangs on them (step 5 for one hash).
func (l *labeller) tellApart(list []node) error {
	type result struct {
		hash   sum
		issued []node // in the order of the temporary issuer
	}
	var results []result
	for _, n := range list {
		if l.canonical[n] != none {
			continue
		}
		l.issueTemporary(n)
		hash, err := l.nDegree(n, 1)
		if err != nil {
			return err
		}
		results = append(results, result{hash, slices.Clone(l.trail)})
		l.undo(0)
	}
	slices.SortStableFunc(results, func(a, b result) int { return bytes.Compare(a.hash[:], b.hash[:]) })
	for i, r := range results {
		l.tied = l.tied || i > 0 && r.hash == results[i-1].hash
		for _, n := range r.issued {
			l.issueCanonical(n)
		}
	}
	return nil
}

// issueCanonical is Issue Identifier, §4.5, for the canonical issuer.
func (l *labeller) issueCanonical(n node) {
	if l.canonical[n] == none {
		l.canonical[n] = l.issued
		l.issued++
	}
}

// issueTemporary is Issue Identifier for the temporary issuer; fresh tells
// whether n had no identifier.
func (l *labeller) issueTemporary(n node) (fresh bool) {
	if l.temporary[n] != none {
		return false
	}
	l.temporary[n] = node(len(l.trail))
	l.trail = append(l.trail, n)
	return true
}

// undo takes back what the temporary issuer issued since its trail had the
// length mark.
func (l *labeller) undo(mark int) {
	for _, n := range l.trail[mark:] {
		l.temporary[n] = none
	}
	l.trail = l.trail[:mark]
}

// appendCanonical appends a canonical identifier, without "_:".
func appendCanonical(dst []byte, number node) []byte {
	return strconv.AppendInt(append(dst, "c14n"...), int64(number), 10)
}

// appendIssued appends the identifier of n, the canonical one if there is one,
// else the temporary one. ok is false, and dst as it was, if there is neither.
func (l *labeller) appendIssued(dst []byte, n node) (out []byte, ok bool) {
	if number := l.canonical[n]; number != none {
		return appendCanonical(dst, number), true
	}
	if number := l.temporary[n]; number != none {
		return strconv.AppendInt(append(dst, 'b'), int64(number), 10), true
	}
	return dst, false
}

// spend counts work and looks at the context from time to time.
func (l *labeller) spend(n int) error {
	l.work += uint64(n)
	if l.work > l.maxWork {
		return fmt.Errorf("%w (%d)", ErrTooComplex, l.maxWork)
	}
	if l.work >= l.askAt {
		l.askAt = l.work + askEvery
		if l.ctx.Err() != nil {
			return context.Cause(l.ctx)
		}
	}
	return nil
}

// firstDegree is Hash First Degree Quads, §4.6, for every node.
func (l *labeller) firstDegree() error {
	l.first = make([]sum, len(l.data.labels))
	var text, joined []byte
	var ends []int
	var lines [][]byte
	for i := range l.first {
		if i%askEvery == 0 && l.ctx.Err() != nil {
			return context.Cause(l.ctx)
		}
		self := node(i)
		name := func(dst []byte, n node) []byte {
			if n == self {
				return append(dst, 'a')
			}
			return append(dst, 'z')
		}
		text, ends, lines, joined = text[:0], ends[:0], lines[:0], joined[:0]
		for _, use := range l.data.usesOf(self) {
			text = l.data.statements[use].append(text, name)
			ends = append(ends, len(text))
		}
		start := 0
		for _, end := range ends {
			lines = append(lines, text[start:end])
			start = end
		}
		if len(lines) == 1 {
			l.first[i] = l.hash.of(lines[0])
			continue
		}
		slices.SortFunc(lines, bytes.Compare)
		for _, line := range lines {
			joined = append(joined, line...)
		}
		l.first[i] = l.hash.of(joined)
	}
	return nil
}
