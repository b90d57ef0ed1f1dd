package canon

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// related is an entry of the map Hn: a blank node and its related hash.
type related struct {
	hash sum
	node node
}

// nDegree is Hash N-Degree Quads, RDFC-1.0 §4.8. The issuer that goes in and out
// is the labeller's temporary one.
func (l *labeller) nDegree(n node, depth int) (sum, error) {
	if depth > maxDepth {
		return sum{}, fmt.Errorf("%w: a chain of more than %d blank nodes", ErrTooComplex, maxDepth)
	}
	list, err := l.relatedTo(n) // steps 1 to 3
	if err != nil {
		return sum{}, err
	}
	var data []byte // data to hash, step 4
	var nodes []node
	for len(list) > 0 { // step 5
		hash := list[0].hash
		nodes = nodes[:0]
		for len(list) > 0 && list[0].hash == hash {
			nodes = append(nodes, list[0].node)
			list = list[1:]
		}
		data = l.hash.appendHex(data, &hash)
		if data, err = l.choosePath(data, nodes, depth); err != nil {
			return sum{}, err
		}
	}
	return l.hash.of(data), nil
}

// relatedTo returns the blank nodes beside n, with their hashes and sorted by
// them, and the nodes of one hash sorted too.
func (l *labeller) relatedTo(n node) ([]related, error) {
	uses := l.data.usesOf(n)
	list := make([]related, 0, len(uses))
	var input []byte
	for _, use := range uses {
		st := &l.data.statements[use]
		if err := l.spend(len(st.mentions)); err != nil {
			return nil, err
		}
		for i := range st.mentions {
			if m := &st.mentions[i]; m.node != n {
				input = l.relatedInput(input[:0], m, st, n)
				list = append(list, related{l.hash.of(input), m.node})
			}
		}
	}
	slices.SortFunc(list, func(a, b related) int {
		if order := bytes.Compare(a.hash[:], b.hash[:]); order != 0 {
			return order
		}
		return cmp.Compare(a.node, b.node)
	})
	return list, nil
}

// relatedInput appends what Hash Related Blank Node, §4.7, hashes for the
// mention m in a statement of the node self; for statements with blank nodes in
// triple terms see the package comment.
func (l *labeller) relatedInput(dst []byte, m *mention, st *statement, self node) []byte {
	dst = append(dst, m.position...)
	switch {
	case st.extended:
		dst = st.append(dst, func(dst []byte, n node) []byte {
			if n == self {
				return append(dst, 'a')
			}
			dst, ok := l.appendIssued(dst, n)
			if !ok {
				dst = append(dst, 'z')
			}
			return dst
		})
	case m.position != "g":
		dst = append(dst, st.predicate...)
	}
	if out, ok := l.appendIssued(append(dst, "_:"...), m.node); ok {
		return out
	}
	return l.hash.appendHex(dst, &l.first[m.node])
}

// choosePath appends the path chosen among the orders of nodes (step 5 from 5.2
// on) and leaves the temporary issuer as that path has it. The nodes, sorted at
// first, may repeat: orders that differ in the places of equal nodes are the
// same path and are tried once.
func (l *labeller) choosePath(data []byte, nodes []node, depth int) ([]byte, error) {
	mark := len(l.trail)
	if nodes[0] == nodes[len(nodes)-1] { // one order alone
		data, _, err := l.tryPath(data, nil, nodes, depth)
		return data, err
	}
	var path, chosen []byte
	var issued []node // by the chosen issuer, since mark
	for {
		var err error
		var done bool
		if path, done, err = l.tryPath(path[:0], chosen, nodes, depth); err != nil {
			return nil, err
		}
		l.tied = l.tied || done && bytes.Equal(path, chosen)
		if done && (len(chosen) == 0 || bytes.Compare(path, chosen) < 0) {
			path, chosen = chosen, path
			issued = append(issued[:0], l.trail[mark:]...)
		}
		l.undo(mark)
		if !nextOrder(nodes) {
			break
		}
	}
	for _, n := range issued {
		l.issueTemporary(n)
	}
	return append(data, chosen...), nil
}

// tryPath appends the path of one order (step 5.4). done is false if the path
// was given up because it will not be chosen.
func (l *labeller) tryPath(path, chosen []byte, order []node, depth int) (out []byte, done bool, err error) {
	if err := l.spend(len(order)); err != nil {
		return nil, false, err
	}
	var recursion []node
	for _, n := range order { // step 5.4.4
		if l.canonical[n] == none && l.issueTemporary(n) {
			recursion = append(recursion, n)
		}
		path, _ = l.appendIssued(append(path, "_:"...), n)
	}
	if worse(path, chosen) {
		return path, false, nil
	}
	for _, n := range recursion { // step 5.4.5
		hash, err := l.nDegree(n, depth+1)
		if err != nil {
			return nil, false, err
		}
		path, _ = l.appendIssued(append(path, "_:"...), n)
		path = append(l.hash.appendHex(append(path, '<'), &hash), '>')
		if worse(path, chosen) {
			return path, false, nil
		}
	}
	return path, true, nil
}

// worse tells whether a path is given up: none was chosen so far that is
// shorter or as long, and less.
func worse(path, chosen []byte) bool {
	return len(chosen) > 0 && len(path) >= len(chosen) && bytes.Compare(path, chosen) > 0
}

// nextOrder makes the next greater permutation of nodes; false if there is none.
// Starting with the sorted one, it goes through all different ones.
func nextOrder(nodes []node) bool {
	i := len(nodes) - 2
	for i >= 0 && nodes[i] >= nodes[i+1] {
		i--
	}
	if i < 0 {
		return false
	}
	j := len(nodes) - 1
	for nodes[j] <= nodes[i] {
		j--
	}
	nodes[i], nodes[j] = nodes[j], nodes[i]
	slices.Reverse(nodes[i+1:])
	return true
}
